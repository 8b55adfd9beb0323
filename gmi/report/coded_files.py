"""A coded table as a file, written row by row: CSV, TSV, XLSX, Parquet or JSON Lines.

In CSV and TSV a cell that a spreadsheet would run as a formula gets an apostrophe in front; the other forms
tell texts from formulas by themselves.
"""

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from gmi.code.grid import Cell
from gmi.errors import GmiError
from gmi.report.coded import Code, CodedTable, unique_names
from gmi.report.escape import is_formula, visible

ROW_GROUP = 10_000
"""Rows of Parquet that are written, and held in memory, together."""
_INERT = re.compile(r"[-+]?[\d.,]+\s?%?|[-+\s]+")
"""What starts like a formula and can't be one: numbers, and signs alone."""


def check_ending(path: Path) -> None:
    """Raises GmiError where no form has the file's ending."""
    if path.suffix.lower() not in _FORMS:
        what = f"no form has the ending {path.suffix!r}" if path.suffix else "its name has no ending"
        raise GmiError(f"Can't write {path.name!r}: {what}.", f"Use one of: {', '.join(_FORMS)}.")


def write_coded(table: CodedTable, ending: str, file: IO[bytes]) -> list[str]:
    """Write the table in the form of an ending (".csv"). Returns what the reader should know of it."""
    return _FORMS[ending.lower()](table, file)


def _separated(table: CodedTable, file: IO[bytes], separator: str) -> list[str]:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    safe = _shown if file is sys.stdout.buffer and sys.stdout.isatty() else _safe
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow([*map(safe, table.own), *(column.name for column in table.columns)])
    changed = 0
    for cells, codes in table.rows:
        as_text = [_as_text(cell) for cell in cells]
        row = [safe(cell) for cell in as_text]
        changed += row != as_text
        writer.writerow([*row, *map(_in_words, codes)])
    text.flush()
    text.detach()
    many = f"{changed:,} row{'s have' if changed != 1 else ' has'}"
    told = f"{many} a cell that looks like a formula: it begins with an apostrophe now"
    return [told] * bool(changed)


def _safe(text: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{text}" if is_formula(text) and not _INERT.fullmatch(text) else text


def _shown(text: str) -> str:
    """A cell that doesn't steer the terminal, either."""
    return _safe(visible(text))


def _as_text(cell: Cell) -> str:
    """A cell of the table as text: dates in ISO 8601, whole numbers without a fraction."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _in_words(value: Code) -> str:
    """A code as text: yes and no, lists with semicolons."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def _json_lines(table: CodedTable, file: IO[bytes]) -> list[str]:
    names = unique_names(table)
    for cells, codes in table.rows:
        values = [_as_text(c) if isinstance(c, date | time | timedelta) else c for c in cells]
        record = dict(zip(names, [*values, *codes], strict=True))
        file.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return []


def _parquet(table: CodedTable, file: IO[bytes]) -> list[str]:
    import pyarrow
    from pyarrow import parquet

    text, kinds = pyarrow.string(), {"whole": pyarrow.int64(), "flag": pyarrow.bool_()}
    types = [text] * len(table.own)
    for column in table.columns:
        types.append(pyarrow.list_(text) if column.name in table.lists else kinds.get(column.kind, text))
    fields = list(zip(unique_names(table), types, strict=True))
    schema = pyarrow.schema(fields, metadata={"gmi": "\n".join(table.about)})
    rows = iter(table.rows)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := list(islice(rows, ROW_GROUP)):
            values = (
                [*(None if c is None else _as_text(c) for c in cells), *codes] for cells, codes in batch
            )
            columns = zip(zip(*values, strict=True), types, strict=True)
            writer.write_table(pyarrow.table([pyarrow.array(c, t) for c, t in columns], schema=schema))
    return []


def _xlsx(table: CodedTable, file: IO[bytes]) -> list[str]:
    from gmi.report.coded_workbook import write_workbook

    return write_workbook(table, file, _in_words)


_FORMS: dict[str, Callable[[CodedTable, IO[bytes]], list[str]]] = {
    ".csv": partial(_separated, separator=","),
    ".tsv": partial(_separated, separator="\t"),
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}
