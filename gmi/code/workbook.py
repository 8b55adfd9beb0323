"""Reads a sheet of an XLSX workbook row by row, with its numbers and dates as such."""

from collections.abc import Iterator
from datetime import datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from gmi.code.grid import HEADER_WITHIN, Cell, Grid, Row, header_of, is_filled, text_of
from gmi.errors import GmiError

ENDINGS = (".xlsx", ".xlsm")


def open_grid(path: Path, sheet: str | None = None) -> Grid:
    """Open the sheet of that name, or the first that holds anything. Raises OSError and GmiError."""
    book = _open(path)
    names = list(book.sheetnames)
    if sheet is not None and sheet not in names:
        raise GmiError(f"{path.name} has no sheet {sheet!r}.", f"There are: {', '.join(names)}.")
    for name in [sheet] if sheet is not None else names:
        last_row = book[name].max_row or 0
        first = list(islice(_records(path, book[name]), HEADER_WITHIN))
        if first:
            break
    else:
        raise GmiError(f"{path.name} holds nothing.", "Its first row should name the columns.")
    head = header_of(first)
    number, cells = first[head]
    # Sheets are as wide as anything in them was ever formatted.
    width = max(i + 1 for _, row in first[head:] for i, cell in enumerate(row) if is_filled(cell))
    columns = [text_of(cell) for cell in (*cells, *(None,) * width)[:width]]
    others = [other for other in names if other != name]
    told = f"{path.name}: coded the sheet {name!r}, not {', '.join(map(repr, others))} (--sheet)"
    titles = f"{path.name}: left out {head} row{'s' * (head > 1)} above the names of the columns"
    notes = (*(told,) * bool(others and sheet is None), *(titles,) * bool(head))
    total = last_row - number
    return Grid(
        tuple(columns),
        lambda: _rows(path, book[name], number, len(columns)),
        total if total > 0 else None,
        notes,
    )


def _open(path: Path) -> Any:
    from openpyxl import load_workbook

    # Opened first: what openpyxl raises for a file that isn't there differs from one that is no workbook.
    with path.open("rb") as file:
        begin = file.read(8)
    if begin.startswith(b"\xd0\xcf\x11\xe0"):
        raise GmiError(f"{path.name} is encrypted or an old .xls.", "Save it as .xlsx without a password.")
    try:
        return load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever a damaged file makes it stumble on
        raise GmiError(f"{path.name} can't be read as a workbook.", "Open it and save it again.") from error


def _rows(path: Path, sheet: Any, header: int, width: int) -> Iterator[Row]:
    for number, cells in _records(path, sheet):
        if number > header:
            if any(map(is_filled, cells[width:])):
                what = f"{path.name}, row {number} has {len(cells)} cells, the header {width}."
                raise GmiError(what, "Name every column in the first row.")
            yield number, (*cells, *(None,) * width)[:width]


def _records(path: Path, sheet: Any) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Number and cells of each row that holds anything."""
    sheet.reset_dimensions()
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = tuple(map(_cell, values))
            if any(map(is_filled, cells)):
                yield number, cells
    except GmiError:
        raise
    except Exception as error:
        raise GmiError(f"{path.name} can't be read as a workbook.", "Open it and save it again.") from error


def _cell(value: Any) -> Cell:
    """A cell's value; a date without a time of day is a day."""
    from openpyxl.utils.escape import unescape

    if isinstance(value, str):
        return str(unescape(value)) if "_x" in value else value
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value  # type: ignore[no-any-return]
