"""The worksheet in Word: a form for one person, to print, fill in by pen and copy into the XLSX."""

import io
from collections.abc import Sequence
from datetime import datetime

from gmi.experience.layout import DONT_KNOW
from gmi.lexicon.experience import Questionnaire, Statement
from gmi.same_dates import same_dates

_MADE = datetime(2000, 1, 1)
_ANSWER_WIDTH, _STATEMENT_WIDTH = 0.9, 11.6


def form(questionnaire: Questionnaire, areas: Sequence[tuple[str, str]]) -> bytes:
    """A DOCX file with a table of statements for each of `areas` (id, name). The same questionnaire gives the
    same bytes."""
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    properties = document.core_properties
    properties.author, properties.title = "gmi", questionnaire.title
    properties.created = properties.modified = _MADE
    document.add_heading(questionnaire.title, level=0)
    document.add_paragraph(
        f"{questionnaire.name} {questionnaire.version}. One form for one person. Code: R ____"
    )
    for line in questionnaire.consent:
        document.add_paragraph(line, style="List Bullet")
    scale = "; ".join(f"{number} {label}" for number, label in enumerate(questionnaire.scale, 1))
    document.add_paragraph(
        f"Tick one box for each statement: {scale}; {DONT_KNOW} {questionnaire.dont_know}."
    )
    for area, name in areas:
        heading = document.add_heading(name, level=1)
        heading.paragraph_format.keep_with_next = True
        _statements(document, [one for one in questionnaire.statements if one.area == area])
        for line in ("In your own words (no names):", "_" * 84, "_" * 84):
            document.add_paragraph(line).paragraph_format.keep_with_next = True
        document.add_paragraph("May this be quoted in a public report, without a name?   ☐ yes   ☐ no")
    out = io.BytesIO()
    document.save(out)
    return same_dates(out.getvalue())


def _statements(document: object, statements: Sequence[Statement]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    heads = ["1", "2", "3", "4", "5", DONT_KNOW]
    table = document.add_table(rows=1, cols=1 + len(heads))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    table.autofit = False
    widths = [_STATEMENT_WIDTH] + [_ANSWER_WIDTH] * len(heads)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in [table.rows[0], *(table.add_row() for _ in statements)]:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            # A table stays on one page, with its heading above and the room for words below.
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for cell, head in zip(table.rows[0].cells, ["Statement", *heads], strict=True):
        cell.text = head
        cell.paragraphs[0].runs[0].bold = True
    for row, statement in zip(table.rows[1:], statements, strict=True):
        row.cells[0].text = statement.text
        for cell in row.cells[1:]:
            cell.text = "☐"
    for row in table.rows:
        for cell in row.cells[1:]:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
