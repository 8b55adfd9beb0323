"""A coded table as an XLSX workbook, written row by row, with a sheet that explains its columns.

Texts are written as texts, whatever they start with; numbers and dates of the table stay what they were.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import IO, Any

from gmi.code.grid import Cell
from gmi.report.coded import Code, CodedTable
from gmi.report.escape import is_formula
from gmi.report.workbook import CUT, MADE, MOST_CHARACTERS, MOST_ROWS

_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_TEXT_WIDTH, _WIDTH = 60, 14
"""Of columns, in characters."""
LAST_CELL = "A1:XFD1048576"


def write_workbook(table: CodedTable, file: IO[bytes], in_words: Callable[[Code], str]) -> list[str]:
    """Write the workbook; `in_words` says a code as text. Returns what the reader should know of it."""
    from xlsxwriter import Workbook

    book = Workbook(file, {"constant_memory": True})
    book.set_properties({"title": "gmi code", "author": "gmi", "created": MADE})
    cells = _Cells(book)
    rows = ((*own, *map(_plain(in_words), codes)) for own, codes in table.rows)
    part, more = 0, list(islice(rows, 1))
    while more or part == 0:
        part += 1
        sheet = book.add_worksheet("coded" if part == 1 else f"coded {part}")
        _fill(sheet, table, islice(chain(more, rows), MOST_ROWS), cells)
        more = list(islice(rows, 1))
    _readme(book.add_worksheet("readme"), table, cells)
    book.close()
    many = "1 cell was" if cells.cut == 1 else f"{cells.cut:,} cells were"
    told = f"{many} cut: a workbook's cell holds {MOST_CHARACTERS:,} characters"
    return [told] * bool(cells.cut)


def _plain(in_words: Callable[[Code], str]) -> Callable[[Code], Cell]:
    """A code as a cell: numbers as such, all else in words."""
    return lambda code: code if isinstance(code, int) and not isinstance(code, bool) else in_words(code)


class _Cells:
    """Writes cells by their kind, and counts those that were cut."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.head = book.add_format({**top, "bold": True, "bg_color": "#E8E4EE", "bottom": 1})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self._usual = book.add_format(top)
        self._long = book.add_format({**top, "text_wrap": True})
        # Stays a text when it is edited by hand.
        self._quoted = book.add_format({**top, "quote_prefix": True})
        self._day = book.add_format({**top, "num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({**top, "num_format": "yyyy-mm-dd hh:mm:ss"})
        self._time = book.add_format({**top, "num_format": "[h]:mm:ss"})
        self.cut = 0

    def write(self, sheet: Any, row: int, column: int, cell: Cell, *, long: bool = False) -> None:
        """Write one cell; `long` ones wrap."""
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            look = self._quoted if is_formula(cell) else self._long if long else self._usual
            sheet.write_string(row, column, self._fitting(cell), look)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, self._usual)
        elif isinstance(cell, int | float):
            sheet.write_number(row, column, cell, self._usual)
        else:
            look = (
                self._moment
                if isinstance(cell, datetime)
                else self._day
                if isinstance(cell, date)
                else self._time
            )
            sheet.write_datetime(row, column, cell, look)

    def _fitting(self, text: str) -> str:
        """The text as a cell can hold it; spreadsheets count halves of characters beyond the first 65,536."""
        text = _NO_XML.sub("\ufffd", text)
        if len(text) <= MOST_CHARACTERS // 2 or len(units := text.encode("utf-16-le")) <= 2 * MOST_CHARACTERS:
            return text
        self.cut += 1
        return units[: 2 * (MOST_CHARACTERS - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _fill(sheet: Any, table: CodedTable, rows: Iterable[Sequence[Cell]], cells: _Cells) -> None:
    """One sheet: a frozen head with filters, and rows."""
    widths = [_WIDTH] * len(table.own) + [column.width for column in table.columns]
    widths[table.text] = _TEXT_WIDTH
    names = (*table.own, *(column.name for column in table.columns))
    for number, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, name, cells.head)
    last = 0
    for last, row in enumerate(rows, 1):
        for number, cell in enumerate(row):
            cells.write(sheet, last, number, cell, long=number == table.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(names) - 1)
    # Figures of a CSV file are texts, and stay as they are.
    sheet.ignore_errors({"number_stored_as_text": LAST_CELL})


def _readme(sheet: Any, table: CodedTable, cells: _Cells) -> None:
    """What made the table, and what its columns hold."""
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "gmi code", cells.title)
    lines = [*table.about, "The table's own columns come first, as they were."]
    for row, line in enumerate(lines, 1):
        cells.write(sheet, row, 0, line)
    begin = len(lines) + 2
    for row, column in enumerate(table.columns, begin):
        cells.write(sheet, row, 0, column.name)
        cells.write(sheet, row, 1, column.holds)
