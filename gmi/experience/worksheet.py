"""The worksheet as XLSX: a sheet for each policy area, to be filled in by hand, on screen or on paper."""

import io
from collections.abc import Sequence
from datetime import datetime
from textwrap import wrap
from typing import Any, NamedTuple

from gmi.experience.layout import (
    CHUNK,
    DATA_SHEET,
    DESCRIPTION_SHEET,
    DONT_KNOW,
    FIRST_RESPONDENT,
    GUIDE_SHEET,
    HEAD_ROW,
    LAYOUT,
    MARK,
    TESTIMONY,
    respondent,
    sheet_names,
)
from gmi.lexicon.experience import Questionnaire, Statement

TESTIMONIES = 10
MADE = datetime(2000, 1, 1)
_LINE = 15.0
_STATEMENT_WIDTH = 58
# Narrower than a page: not every program makes a single column smaller to fit it.
_GUIDE_WIDTH = 68


class _Looks(NamedTuple):
    """How cells look. What can be written into is white with a border; all else is locked."""

    title: Any
    section: Any
    text: Any
    head: Any
    statement: Any
    number: Any
    answer: Any
    words: Any


def worksheet(questionnaire: Questionnaire, areas: Sequence[tuple[str, str]], respondents: int) -> bytes:
    """An XLSX file with room for so many `respondents`; `areas` are (id, name) of those to ask about.

    The same questionnaire gives the same bytes.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": questionnaire.title, "author": "gmi", "created": MADE})
    looks = _looks(book)
    _guide(book, questionnaire, looks)
    _description(book, questionnaire, looks)
    names = sheet_names(areas)
    titles = dict(areas)
    for area, name in names.items():
        statements = [one for one in questionnaire.statements if one.area == area]
        sheet = book.add_worksheet(name)
        _answers(sheet, titles[area], questionnaire, statements, respondents, looks)
        _testimonies(sheet, HEAD_ROW + len(statements) + 2, respondents, looks)
    _data(book, questionnaire, names)
    book.close()
    return out.getvalue()


def _looks(book: Any) -> _Looks:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
    cell = {**base, "border": 1, "border_color": "#8a8a8a"}
    return _Looks(
        title=book.add_format({**base, "bold": True, "font_size": 16}),
        section=book.add_format({**base, "bold": True, "font_size": 12}),
        text=book.add_format({**base, "text_wrap": True, "valign": "top"}),
        head=book.add_format(
            {**cell, "bold": True, "bg_color": "#E8E4EE", "align": "center", "text_wrap": True}
        ),
        statement=book.add_format({**cell, "text_wrap": True, "bg_color": "#F6F5F8"}),
        number=book.add_format({**cell, "align": "center", "bg_color": "#F6F5F8"}),
        answer=book.add_format({**cell, "align": "center", "locked": False}),
        words=book.add_format(
            {**cell, "text_wrap": True, "valign": "top", "locked": False, "num_format": "@"}
        ),
    )


def _guide(book: Any, questionnaire: Questionnaire, looks: _Looks) -> None:
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    sheet.write_string(0, 0, questionnaire.title, looks.title)
    scale = "; ".join(f"{number} {label}" for number, label in enumerate(questionnaire.scale, 1))
    parts = (
        ("How to fill it in", questionnaire.instructions),
        ("The answers", (f"{scale}; {DONT_KNOW} {questionnaire.dont_know}.",)),
        ("Consent and data protection", questionnaire.consent),
        (
            f"{questionnaire.name} {questionnaire.version}",
            ("gmi score REPORT.pdf --experience THIS-FILE.xlsx",),
        ),
    )
    row = 1
    for head, lines in parts:
        row += 1
        sheet.write_string(row, 0, head, looks.section)
        for line in lines:
            row += 1
            sheet.write_string(row, 0, line, looks.text)
            sheet.set_row(row, _LINE * max(1, len(wrap(line, _GUIDE_WIDTH - 2))) + 4)
        row += 1
    _finish(sheet, landscape=False)


def _description(book: Any, questionnaire: Questionnaire, looks: _Looks) -> None:
    """How many people of what kind answer, all together: nothing here belongs to one of them."""
    if not questionnaire.descriptions:
        return
    sheet = book.add_worksheet(DESCRIPTION_SHEET)
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 12)
    sheet.write_string(0, 1, "The people who answer, all together (may be left empty)", looks.title)
    row = 2
    for one in questionnaire.descriptions:
        sheet.write_string(row, 1, one.question, looks.text)
        for number, option in enumerate(one.options, 1):
            row += 1
            sheet.write_string(row, 0, f"{one.id}:{number}")
            sheet.write_string(row, 1, option, looks.statement)
            sheet.write_blank(row, 2, None, looks.answer)
            sheet.data_validation(
                row, 2, row, 2,
                {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 10000,
                 "error_title": "A number", "error_message": "How many people? Write a whole number."},
            )  # fmt: skip
        row += 2
    _finish(sheet, landscape=False)


def _answers(
    sheet: Any,
    title: str,
    questionnaire: Questionnaire,
    statements: Sequence[Statement],
    respondents: int,
    looks: _Looks,
) -> None:
    """The head of an area's sheet and its grid: statements down, people across."""
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, 4)
    sheet.set_column(2, 2, _STATEMENT_WIDTH)
    last = FIRST_RESPONDENT - 1 + respondents - 1
    sheet.set_column(FIRST_RESPONDENT - 1, last, 5.5)
    sheet.write_string(0, 1, title, looks.title)
    scale = "   ".join(f"{number} {label}" for number, label in enumerate(questionnaire.scale, 1))
    sheet.write_string(1, 1, f"{scale}   {DONT_KNOW} {questionnaire.dont_know}")
    sheet.write_string(2, 1, "One column is one person. No names. Nobody has to answer.")
    head = HEAD_ROW - 1
    sheet.write_string(head, 1, "", looks.head)
    sheet.write_string(head, 2, "Statement", looks.head)
    for number in range(respondents):
        sheet.write_string(head, FIRST_RESPONDENT - 1 + number, respondent(number + 1), looks.head)
    for number, statement in enumerate(statements, 1):
        row = head + number
        sheet.set_row(row, max(2, len(wrap(statement.text, _STATEMENT_WIDTH))) * _LINE + 4)
        sheet.write_string(row, 0, statement.id)
        sheet.write_number(row, 1, number, looks.number)
        sheet.write_string(row, 2, statement.text, looks.statement)
        for column in range(FIRST_RESPONDENT - 1, last + 1):
            sheet.write_blank(row, column, None, looks.answer)
    sheet.data_validation(
        head + 1, FIRST_RESPONDENT - 1, head + len(statements), last,
        {"validate": "list", "source": [1, 2, 3, 4, 5, DONT_KNOW], "error_title": "1 to 5, or x",
         "error_message": f"1 to 5, or {DONT_KNOW} ({questionnaire.dont_know})."},
    )  # fmt: skip
    sheet.freeze_panes(HEAD_ROW, FIRST_RESPONDENT - 1)
    _finish(sheet, landscape=True)


def _testimonies(sheet: Any, first: int, respondents: int, looks: _Looks) -> None:
    """Room for people's own words, below the grid; they belong to no column, so to no answers."""
    quote = FIRST_RESPONDENT - 1
    sheet.set_row(first - 1, 2 * _LINE)
    sheet.write_string(
        first - 1, 2, "In people's own words (no names, no places that point to a person)", looks.head
    )
    if respondents > 1:
        sheet.merge_range(first - 1, quote, first - 1, quote + 1, "Quote it?", looks.head)
    else:
        sheet.write_string(first - 1, quote, "Quote?", looks.head)
    for row in range(first, first + TESTIMONIES):
        sheet.set_row(row, 3 * _LINE)
        sheet.write_string(row, 0, TESTIMONY)
        sheet.write_number(row, 1, row - first + 1, looks.number)
        sheet.write_blank(row, 2, None, looks.words)
        sheet.write_blank(row, quote, None, looks.answer)
    sheet.data_validation(
        first, quote, first + TESTIMONIES - 1, quote,
        {"validate": "list", "source": ["yes", "no"], "error_title": "yes or no",
         "error_message": "yes only if the person agrees that it is quoted; otherwise no."},
    )  # fmt: skip


def _finish(sheet: Any, *, landscape: bool) -> None:
    """Lock all but the cells to fill in (without a password: one may unlock it), and how it prints."""
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _data(book: Any, questionnaire: Questionnaire, names: dict[str, str]) -> None:
    """What a reader needs to know: the layout, the questionnaire whole, and which sheet is which area's."""
    sheet = book.add_worksheet(DATA_SHEET)
    sheet.write_row(0, 0, [MARK, LAYOUT, questionnaire.name, questionnaire.version, questionnaire.sha256])
    text = questionnaire.as_json()
    chunks = [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)]
    for column, chunk in enumerate(chunks):
        sheet.write_string(1, column, chunk)
    for row, (area, name) in enumerate(names.items(), 2):
        sheet.write_string(row, 0, area)
        sheet.write_string(row, 1, name)
    sheet.protect()
    sheet.very_hidden()
