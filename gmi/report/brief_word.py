"""A brief as a Word document with real footnotes, in an organisation's own template if there is one."""

import io
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from gmi.brief.records import Brief, Note, Paragraph, Table, Words
from gmi.errors import GmiError
from gmi.report.escape import plain
from gmi.report.word_notes import add_notes, reference
from gmi.report.word_styles import ensure_styles, number_pages, own_look, set_language
from gmi.same_dates import same_dates

MADE = datetime(2000, 1, 1)
PLACE_FOR_BRIEF = "{brief}"
"""What a template says where the brief is to go."""
_STYLES = {"text": "Normal", "quote": "Quote", "item": "List Bullet"}
_TABLE_POINTS = 8.5


def brief_word(brief: Brief, template: Path | None = None) -> bytes:
    """The DOCX file. Raises GmiError where the template can't be used."""
    document = _opened(template)
    ensure_styles(document)
    if template is None:
        own_look(document)
    number_pages(document)
    set_language(document, brief.language)
    properties = document.core_properties
    properties.title, properties.language = _clean(brief.title), brief.language
    properties.subject = _clean("".join(one.text for one in brief.subtitle if not isinstance(one, Note)))
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = MADE
    properties.revision = 1
    _Writer(document, brief).write()
    out = io.BytesIO()
    document.save(out)
    return same_dates(out.getvalue())


def _opened(template: Path | None) -> Any:
    from docx import Document

    if template is None:
        return Document()
    try:
        return Document(str(template))
    except Exception as error:  # python-docx lets through whatever a broken package leads to
        what = f"{template} can't be used as a template: it is no Word document (.docx)."
        raise GmiError(what, "Save it in Word as .docx and try again.") from error


class _Writer:
    """Puts a brief into a document: where it says {brief}, else behind what is there."""

    def __init__(self, document: Any, brief: Brief) -> None:
        self._document, self._brief = document, brief
        marked = [one._p for one in document.paragraphs if one.text.strip() == PLACE_FOR_BRIEF]
        self._marker: Any = marked[0] if marked else document.add_paragraph()._p
        self._ids: Iterator[int] = count(1)
        self._first_heading = True

    def write(self) -> None:
        """Write all of it, then the notes to which it refers."""
        self._ids = add_notes(self._document, [_clean(f"{note}.") for note in self._brief.notes])
        self._first_page()
        for section in self._brief.sections:
            self._add(section.heading, f"Heading {section.level}")
            for one in section.content:
                if isinstance(one, Table):
                    self._table(one)
                else:
                    self._paragraph(one)
        self._marker.getparent().remove(self._marker)

    def _first_page(self) -> None:
        brief = self._brief
        self._add(brief.title, "Title")
        self._words(self._add("", "Subtitle"), brief.subtitle)
        for name, words in brief.facts:
            line = self._add("")
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = _hanging()
            line.paragraph_format.tab_stops.add_tab_stop(_hanging()[0])
            line.add_run(f"{_clean(name)}:\t").bold = True
            self._words(line, words)
        if brief.draft:
            self._words(self._add(""), brief.draft)

    def _add(self, text: str, style: str = "Normal") -> Any:
        """A paragraph of its own before the marker."""
        added = self._document.add_paragraph(_clean(text), style=style)
        self._marker.addprevious(added._p)
        if style == "Heading 1" and self._first_heading:
            added.paragraph_format.page_break_before = True  # the title has a page of its own
            self._first_heading = False
        return added

    def _paragraph(self, one: Paragraph) -> None:
        line = self._add("", _STYLES[one.kind])
        if one.kind == "text" and one.text.endswith(":"):
            line.paragraph_format.keep_with_next = True
        self._words(line, one.words)

    def _words(self, line: Any, words: Words) -> None:
        """Text with its notes; what is left to the analyst is highlighted."""
        from docx.enum.text import WD_COLOR_INDEX

        for one in words:
            if isinstance(one, Note):
                line._p.append(reference(self._document, next(self._ids)))
                continue
            run = line.add_run(_spaced(one.text))
            if one.place:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _table(self, table: Table) -> None:
        self._add(table.caption, "Caption").paragraph_format.keep_with_next = True
        drawn = self._document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
        if "Table Grid" in {style.name for style in self._document.styles}:
            drawn.style = "Table Grid"
        self._marker.addprevious(drawn._tbl)
        _lay_out(drawn, table, self._document.sections[-1])
        for row, cells in zip(drawn.rows, (table.columns, *table.rows), strict=True):
            for index, (cell, text) in enumerate(zip(row._tr.tc_lst, cells, strict=True)):
                _cell(cell, text, drawn._parent, number=index in table.numbers, head=cells is table.columns)
        self._add("")


def _hanging() -> tuple[Any, Any]:
    from docx.shared import Cm

    return Cm(4.5), Cm(-4.5)


def _lay_out(drawn: Any, table: Table, section: Any) -> None:
    """Fixed widths, a head that is repeated on every page, rows that stay whole, a description."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    room = section.page_width - section.left_margin - section.right_margin
    drawn.autofit = False
    twips = [int(room / 635 * width / sum(table.widths)) for width in table.widths]
    for column, width in zip(drawn._tbl.tblGrid.gridCol_lst, twips, strict=True):
        column.w = width * 635
    described = parse_xml(f"<w:tblCaption {nsdecls('w')}/>")
    described.set(described.tag.replace("tblCaption", "val"), _clean(table.caption))
    drawn._tbl.tblPr.append(described)
    whole = parse_xml(f"<w:cantSplit {nsdecls('w')}/>")
    for index, row in enumerate(drawn._tbl.tr_lst):
        properties = row.get_or_add_trPr()
        properties.append(deepcopy(whole))
        if index == 0:
            properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for cell, width in zip(row.tc_lst, twips, strict=True):
            cell.width = width * 635


def _cell(cell: Any, text: str, table_part: Any, *, number: bool, head: bool) -> None:
    """One cell in small print; figures stand to the right. Cells are reached by their XML: python-docx looks
    for merged ones at each step, which takes minutes in a long table."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt
    from docx.text.paragraph import Paragraph as Line

    line = Line(cell.p_lst[0], table_part)
    line.paragraph_format.space_after = line.paragraph_format.space_before = Pt(1)
    if number:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = line.add_run(_clean(text))
    run.font.size = Pt(_TABLE_POINTS)
    run.bold = True if head else None


def _clean(text: str) -> str:
    """Text that XML can hold, on one line."""
    return plain(text).replace("\ufffe", "").replace("\uffff", "")


def _spaced(text: str) -> str:
    """A piece of a sentence: clean, with the spaces at its ends."""
    clean = _clean(text)
    return f"{' ' * text[:1].isspace()}{clean}{' ' * (bool(clean) and text[-1:].isspace())}"
