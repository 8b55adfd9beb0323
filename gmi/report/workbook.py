"""Tables as one XLSX workbook: a sheet each, with filters and frozen heads, after a sheet that explains them.

Texts are written as texts, whatever they start with. The same tables give the same bytes.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from textwrap import wrap
from typing import IO, Any, NamedTuple

from gmi.report.escape import is_formula, plain
from gmi.report.table import Column, Table, Value

MOST_ROWS = 1_048_575
"""Rows of a sheet below its head; what is more goes on in a further sheet."""
MOST_CHARACTERS = 32_767
CUT = " [cut here: a cell holds no more]"
# A workbook has to say when it was made; a fixed day keeps its bytes the same.
MADE = datetime(2000, 1, 1)
_NO_XML = re.compile("[\ufffe\uffff]")
LINE, HIGHEST = 13.5, 409.0
"""Points of a line, and of the highest row that there can be."""
_LONG_TEXT = 30
"""Columns of this width hold sentences, which wrap."""


class Formats(NamedTuple):
    """How cells look, by kind; `quoted` cells stay texts also when they are edited by hand."""

    head: Any
    kinds: dict[str, Any]
    long: Any
    quoted: Any


def workbook(about: Sequence[str], tables: Sequence[Table], *, most_rows: int = MOST_ROWS) -> bytes:
    """What `write_workbook` writes."""
    out = io.BytesIO()
    write_workbook(about, tables, out, most_rows=most_rows)
    return out.getvalue()


def write_workbook(
    about: Sequence[str], tables: Sequence[Table], out: IO[bytes], *, most_rows: int = MOST_ROWS
) -> None:
    """Write an XLSX file with a sheet `readme`, which holds `about` (the first line as title) and explains
    every column, and then a sheet for each table. Rows are taken as they come and are put on disk first.

    Raises OSError where they can't be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    book = Workbook(out, {"constant_memory": True})
    book.set_properties({"title": plain(about[0]), "author": "gmi", "created": MADE})
    formats = _formats(book)
    _readme(book, about, tables, formats)
    for table in tables:
        rows = iter(table.rows)
        part = 1
        while True:
            first = list(islice(rows, 1))
            if part > 1 and not first:
                break
            name = table.name if part == 1 else f"{table.name} {part}"
            _sheet(book, name, table.columns, islice(chain(first, rows), most_rows), formats)
            part += 1
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from error


def _formats(book: Any) -> Formats:
    top = {"valign": "top", "font_name": "Calibri", "font_size": 10}
    numbers = {"whole": "#,##0", "number": "0.00####", "date": "yyyy-mm-dd"}
    # Some programs show a flag as 1 unless its format says otherwise.
    numbers["flag"] = '"TRUE";"TRUE";"FALSE"'
    return Formats(
        book.add_format({**top, "bold": True, "bg_color": "#E8E4EE", "bottom": 1, "text_wrap": True}),
        {
            kind: book.add_format({**top, **({"num_format": numbers[kind]} if kind in numbers else {})})
            for kind in ("text", "whole", "number", "flag", "date")
        },
        book.add_format({**top, "text_wrap": True}),
        book.add_format({**top, "text_wrap": True, "quote_prefix": True}),
    )


def _readme(book: Any, about: Sequence[str], tables: Sequence[Table], formats: Formats) -> None:
    sheet = book.add_worksheet("readme")
    title = book.add_format({"bold": True, "font_size": 14, "font_name": "Calibri"})
    for number, width in enumerate((16, 24, 10, 90)):
        sheet.set_column(number, number, width)
    for row, line in enumerate(about):
        _write(sheet, row, 0, line, Column("", ""), formats, title if row == 0 else None)
    row = len(about) + 1
    for number, head in enumerate(("sheet", "column", "kind", "what it holds")):
        sheet.write_string(row, number, head, formats.head)
    sheet.freeze_panes(row + 1, 0)
    explained = list(_explained(tables))
    sheet.autofilter(row, 0, row + len(explained), 3)
    for line_number, texts in enumerate(explained, row + 1):
        for number, text in enumerate(texts):
            sheet.write_string(
                line_number, number, text, formats.long if number == 3 else formats.kinds["text"]
            )
    _page(sheet, landscape=False)


def _explained(tables: Sequence[Table]) -> Iterator[tuple[str, str, str, str]]:
    for table in tables:
        yield table.name, "", "", f"A row is {table.row}."
        for column in table.columns:
            yield table.name, column.name, column.kind, column.holds


def _sheet(
    book: Any, name: str, columns: tuple[Column, ...], rows: Iterable[Sequence[Value]], formats: Formats
) -> None:
    sheet = book.add_worksheet(name)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.name, formats.head)
    sheet.set_row(0, LINE * max(_lines(column.name, column.width - 4) for column in columns))
    sheet.set_default_row(LINE)
    last = 0
    for last, row in enumerate(rows, 1):
        height = _height(row, columns)
        if height > LINE:  # XlsxWriter keeps in memory what it is told of a row
            sheet.set_row(last, height)
        for number, (value, column) in enumerate(zip(row, columns, strict=True)):
            _write(sheet, last, number, value, column, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.repeat_rows(0)
    _page(sheet, landscape=True)


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """Points for all lines of the cells that wrap: not every program finds the height by itself."""
    wrapped = [
        _lines(value, column.width)
        for value, column in zip(row, columns, strict=True)
        if isinstance(value, str) and column.width >= _LONG_TEXT
    ]
    return min(LINE * max(wrapped, default=1), HIGHEST)


def _lines(text: str, width: int) -> int:
    """How many lines of about `width` characters a text takes."""
    return len(wrap(text, max(width, 1))) or 1


def _page(sheet: Any, *, landscape: bool) -> None:
    """How a sheet prints: all columns on the width of a page."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _write(
    sheet: Any, row: int, number: int, value: Value, column: Column, formats: Formats, look: Any = None
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, number, value, formats.kinds["flag"])
    elif isinstance(value, date):
        sheet.write_datetime(row, number, value, formats.kinds["date"])
    elif isinstance(value, (int, float)):
        sheet.write_number(row, number, float(f"{value:.6g}") if isinstance(value, float) else value,
                           formats.kinds[column.kind if column.kind != "text" else "number"])  # fmt: skip
    else:
        usual = formats.long if column.width >= _LONG_TEXT else formats.kinds["text"]
        quoted = formats.quoted if is_formula(value) else usual
        sheet.write_string(row, number, text_of(value), look or quoted)


def text_of(text: str) -> str:
    """The text as a cell can hold it: no controls, nothing that XML lacks, not too long."""
    clean = _NO_XML.sub("", plain(text))
    if len(clean) <= MOST_CHARACTERS // 2:
        return clean
    # Spreadsheets count in halves of characters beyond the first 65,536.
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return clean
    return units[: 2 * (MOST_CHARACTERS - len(CUT))].decode("utf-16-le", "ignore") + CUT
