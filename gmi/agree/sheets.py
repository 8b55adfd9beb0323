"""A coding sheet as it is on disk: CSV, TSV, XLSX, JSON Lines or Parquet, read whole, each cell as text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gmi.code import separated, workbook
from gmi.code.grid import Grid
from gmi.code.source import letters
from gmi.errors import GmiError


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its header. `rows` are as long as `columns`; `numbers` are their row numbers in the file.

    `name` is the coder's: the file's name without its ending, unless two are the same. `notes` are for
    the reader: a workbook's other sheets.
    """

    name: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()

    def column(self, index: int) -> list[str]:
        """The cells of a column, in the order of the rows."""
        return [row[index] for row in self.rows]

    def cell(self, row: int, column: int) -> str:
        """How a cell is named in a message: "human.xlsx, cell D17 (gender)"."""
        return f"{self.file}, cell {letters(column)}{self.numbers[row]} ({self.columns[column]})"


def read_sheets(paths: Sequence[Path], sheet: str | None = None) -> tuple[Sheet, ...]:
    """Read the coding sheets; `sheet` names one in workbooks. Raises GmiError."""
    stems = [path.stem for path in paths]
    names = stems if len(set(stems)) == len(stems) else [path.name for path in paths]
    if len(set(names)) < len(names):
        names = [f"{name} ({number})" for number, name in enumerate(names, 1)]
    return tuple(read_sheet(path, name, sheet) for path, name in zip(paths, names, strict=True))


def read_sheet(path: Path, name: str, sheet: str | None = None) -> Sheet:
    """Read one coding sheet. The first row with two cells or more is the header. Raises GmiError."""
    try:
        grid = _grid(path, sheet)
        cells = list(grid.rows())
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.", "Check the name and its place.") from error
    columns = tuple(column.strip() for column in grid.columns)
    if not cells:
        raise GmiError(f"{path.name} holds no rows below a header.", "Its first row should name the columns.")
    rows = tuple(tuple(_unescaped(_written(cell)) for cell in row) for _, row in cells)
    return Sheet(name, path.name, columns, rows, tuple(number for number, _ in cells), grid.notes)


def _grid(path: Path, sheet: str | None) -> Grid:
    ending = path.suffix.lower()
    if ending in separated.ENDINGS:
        return separated.open_grid(path)
    if ending in workbook.ENDINGS:
        return workbook.open_grid(path, sheet)
    if ending in (".jsonl", ".ndjson"):
        return _json_lines(path)
    if ending == ".parquet":
        return _parquet(path)
    way_out = "Save it as .xlsx." if ending in (".xls", ".ods", ".numbers") else "Use .csv, .tsv or .xlsx."
    raise GmiError(f"{path.name}: a coding sheet can't have the ending {ending!r}.", way_out)


def _unescaped(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it as a formula."""
    clean = cell.strip()
    return clean[1:] if clean[:1] == "'" and clean[1:2] in ("=", "+", "-", "@") else clean


def _json_lines(path: Path) -> Grid:
    columns: dict[str, None] = {}
    records: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
        try:
            record = json.loads(line) if line.strip() else {}
        except ValueError:
            record = None
        if not isinstance(record, dict):
            raise GmiError(f"{path.name}, line {number} is no JSON object.", "Each line should be one.")
        records.append((number, record))
        columns |= dict.fromkeys(record)
    return Grid(
        tuple(columns),
        lambda: ((number, [record.get(key) for key in columns]) for number, record in records if record),
        len(records),
    )


def _parquet(path: Path) -> Grid:
    from pyarrow import ArrowException
    from pyarrow.parquet import read_table

    try:
        table = read_table(path)
    except ArrowException as error:
        raise GmiError(f"{path.name} can't be read as Parquet.", "Write it again.") from error
    rows = [list(row.values()) for row in table.to_pylist()]
    return Grid(tuple(table.column_names), lambda: enumerate(rows, 2), len(rows))


def _written(value: object) -> str:
    """A cell's value as a person would type it: whole numbers without a fraction, lists with semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(map(_written, value))
    return str(value)
