"""How many rows a minute `gmi code` does on one core, and how much memory it takes.

    python -m benchmarks.code TABLE.csv [ROWS]

Repeats the rows of the table up to ROWS (100,000 unless told otherwise), and writes each form of file.
"""

import csv
import resource
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from gmi.code.coding import Coder
from gmi.code.rows import code_rows
from gmi.code.source import open_source
from gmi.report.coded import CodedTable, codes_of
from gmi.report.coded_files import write_coded

ENDINGS = (".csv", ".jsonl", ".parquet", ".xlsx")


def repeated(table: Path, rows: int, folder: str) -> Path:
    """The table with its rows again and again, so many in all."""
    source = open_source(table)
    long = Path(folder, "long.csv")
    with long.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(source.columns)
        writer.writerows(islice(cycle([cells for _, cells in source.rows]), rows))
    return long


def seconds(table: Path, ending: str, coder: Coder, folder: str) -> float:
    """Processor time for reading, coding and writing the table."""
    begin = time.process_time()
    source = open_source(table)
    codes = codes_of(coder.lexicon, source.columns, categories=False)
    rows = ((cells, codes.values(code)) for _, cells, code in code_rows(source.rows, source.text, coder))
    with Path(folder, f"coded{ending}").open("wb") as file:
        write_coded(
            CodedTable(source.columns, source.text, codes.columns, rows, coder.provenance), ending, file
        )
    return time.process_time() - begin


def main() -> None:
    """Print a line for each form."""
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    coder = Coder()
    coder(["Warm up."])
    with tempfile.TemporaryDirectory() as folder:
        table = repeated(Path(sys.argv[1]), rows, folder)
        for ending in ENDINGS:
            taken = seconds(table, ending, coder, folder)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{ending:9} {rows / taken * 60:9,.0f} rows a minute on one core, {memory} MB at most")


if __name__ == "__main__":
    main()
