"""A coding sheet as it is on disk: CSV, TSV, XLSX or JSON Lines, read whole, each cell as text."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gmi.errors import GmiError

ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".jsonl", ".ndjson")
SEPARATORS = (",", ";", "\t")


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


def letters(column: int) -> str:
    """A column, counted from 0, as spreadsheets name it.

    >>> letters(0), letters(26)
    ('A', 'AA')
    """
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def read_sheets(paths: Sequence[Path], sheet: str | None = None) -> tuple[Sheet, ...]:
    """Read the coding sheets; `sheet` names one in workbooks. Raises GmiError."""
    stems = [path.stem for path in paths]
    names = stems if len(set(stems)) == len(stems) else [path.name for path in paths]
    if len(set(names)) < len(names):
        names = [f"{name} ({number})" for number, name in enumerate(names, 1)]
    return tuple(read_sheet(path, name, sheet) for path, name in zip(paths, names, strict=True))


def read_sheet(path: Path, name: str, sheet: str | None = None) -> Sheet:
    """Read one coding sheet. The first row with two cells or more is the header. Raises GmiError."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        way_out = "Save it as .xlsx." if ending in (".xls", ".ods", ".numbers") else ""
        raise GmiError(
            f"{path.name}: a coding sheet can't have the ending {ending!r}.",
            way_out or "Use .csv, .tsv, .xlsx or .jsonl.",
        )
    notes: tuple[str, ...] = ()
    try:
        if ending in (".xlsx", ".xlsm"):
            lines, notes = _workbook(path, sheet)
        elif ending in (".jsonl", ".ndjson"):
            lines = list(_json_lines(path))
        else:
            lines = list(_separated(path))
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.", "Check the name and its place.") from error
    return _sheet(path, name, lines, notes)


def _sheet(path: Path, name: str, lines: Iterable[Sequence[str]], notes: tuple[str, ...]) -> Sheet:
    numbered = [(number, line) for number, line in enumerate(lines, 1) if any(cell.strip() for cell in line)]
    head = next((i for i, (_, line) in enumerate(numbered) if sum(bool(c.strip()) for c in line) > 1), 0)
    if not numbered[head + 1 :]:
        raise GmiError(f"{path.name} holds no rows below a header.", "Its first row should name the columns.")
    columns = [cell.strip() for cell in numbered[head][1]]
    while columns and not columns[-1]:
        columns.pop()
    rows, width = [], len(columns)
    for number, line in numbered[head + 1 :]:
        if any(cell.strip() for cell in line[width:]):
            what = f"{path.name}, row {number} has {len(line)} cells, the header {width}."
            raise GmiError(what, "Name every column in the first row, and check quotes and separators.")
        rows.append(tuple(_unescaped(cell) for cell in (*line, *[""] * width)[:width]))
    numbers = tuple(number for number, _ in numbered[head + 1 :])
    return Sheet(name, path.name, tuple(columns), tuple(rows), numbers, notes)


def _unescaped(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it as a formula."""
    clean = cell.strip()
    return clean[1:] if clean[:1] == "'" and clean[1:2] in ("=", "+", "-", "@") else clean


def _separated(path: Path) -> Iterator[list[str]]:
    text = _text(path)
    if "\0" in text:
        raise GmiError(f"{path.name} is no text file.", "Save it as .xlsx or as CSV in UTF-8.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    csv.field_size_limit(1 << 27)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise GmiError(f"{path.name} can't be read as a table: {error}.", "Save it again as CSV.") from error


def _text(path: Path) -> str:
    """UTF-8, or UTF-16 as Excel's "Unicode text", or what Windows wrote before them."""
    content = path.read_bytes()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _json_lines(path: Path) -> Iterator[list[str]]:
    columns: dict[str, int] = {}
    records: list[dict[str, Any]] = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        try:
            record = json.loads(line) if line.strip() else {}
        except ValueError:
            record = None
        if not isinstance(record, dict):
            raise GmiError(f"{path.name}, line {number} is no JSON object.", "Each line should be one.")
        records.append(record)
        for key in record:
            columns.setdefault(key, len(columns))
    yield list(columns)
    yield from ([_written(record.get(key)) for key in columns] for record in records)


def _workbook(path: Path, sheet: str | None) -> tuple[list[list[str]], tuple[str, ...]]:
    """The rows of a workbook's sheet: the one of that name, or the first that holds anything."""
    from openpyxl import load_workbook

    # Read first: what openpyxl raises for a file that isn't there differs from one that is no workbook.
    content = path.read_bytes()
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        names = list(book.sheetnames)
        if sheet is not None and sheet not in names and len(names) > 1:
            raise GmiError(f"{path.name} has no sheet {sheet!r}.", f"There are: {', '.join(names)}.")
        wanted = [sheet] if sheet in names else names
        for name in wanted:
            table = book[name]
            table.reset_dimensions()
            lines = [[_written(value) for value in row] for row in table.iter_rows(values_only=True)]
            if any(any(line) for line in lines):
                others = [other for other in names if other != name] if sheet is None else []
                told = f"{path.name}: read the sheet {name!r}, not {', '.join(map(repr, others))} (--sheet)"
                return lines, (told,) if others else ()
    except GmiError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file makes it stumble on
        raise GmiError(f"{path.name} can't be read as a workbook.", "Open it and save it again.") from error
    return [], ()


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
