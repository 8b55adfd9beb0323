"""A brief as a Word document with real footnotes, in an organisation's own template if there is one."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from gmi.brief.records import Brief, Paragraph, Table
from gmi.errors import GmiError
from gmi.report.escape import plain
from gmi.same_dates import same_dates

MADE = datetime(2000, 1, 1)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_STYLES = {"text": "Normal", "quote": "Quote", "item": "List Bullet", "place": "Normal"}
_PLACE_COLOUR = "FFF2CC"


def brief_word(brief: Brief, template: Path | None = None) -> bytes:
    """The DOCX file. Raises GmiError where the template can't be used."""
    document = _opened(template)
    _prepare(document, brief)
    notes: list[str] = []
    document.add_paragraph(_clean(brief.title), style="Title")
    document.add_paragraph(_clean(brief.subtitle), style="Subtitle")
    for name, value in brief.facts:
        line = document.add_paragraph()
        line.add_run(f"{_clean(name)}: ").bold = True
        _run(line, value, place=value.startswith("["))
    for section in brief.sections:
        document.add_heading(_clean(section.heading), level=section.level)
        for one in section.content:
            if isinstance(one, Table):
                _table(document, one)
            else:
                _paragraph(document, one, notes)
    _add_notes(document, notes)
    out = io.BytesIO()
    document.save(out)
    return same_dates(out.getvalue())


def _opened(template: Path | None) -> Any:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    if template is None:
        return Document()
    try:
        document = Document(str(template))
    except (PackageNotFoundError, KeyError, ValueError, OSError) as error:
        raise GmiError(f"{template} is no Word document.", "Give a .docx file as template.") from error
    # A template gives its styles, header and footer; its own text makes room.
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    return document


def _prepare(document: Any, brief: Brief) -> None:
    """Properties, and the styles that a template may not have."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    properties = document.core_properties
    properties.title, properties.author, properties.language = _clean(brief.title), "", brief.language
    properties.created = properties.modified = MADE
    there_are = {style.name for style in document.styles}
    for name in {"Title", "Subtitle", "Heading 1", "Heading 2", *_STYLES.values()} - there_are:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if "Footnote Text" not in there_are:
        document.styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(9)
    if "Footnote Reference" not in there_are:
        document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    if "Caption" not in there_are:
        document.styles.add_style("Caption", WD_STYLE_TYPE.PARAGRAPH)
    _number_pages(document)


def _number_pages(document: Any) -> None:
    """The page's number in the footer, unless a template has something there."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml

    footer = document.sections[0].footer
    if any(paragraph.text or len(paragraph._p) > 1 for paragraph in footer.paragraphs):
        return
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line._p.append(
        parse_xml(f'<w:fldSimple xmlns:w="{_W}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def _paragraph(document: Any, one: Paragraph, notes: list[str]) -> None:
    line = document.add_paragraph(style=_STYLES[one.kind])
    _run(line, one.text, place=one.kind == "place")
    if one.note:
        notes.append(one.note)
        from docx.oxml import parse_xml

        line._p.append(
            parse_xml(
                f'<w:r xmlns:w="{_W}"><w:rPr><w:rStyle w:val="{_reference_style(document)}"/></w:rPr>'
                f'<w:footnoteReference w:id="{len(notes)}"/></w:r>'
            )
        )


def _reference_style(document: Any) -> str:
    return str(document.styles["Footnote Reference"].style_id)


def _run(line: Any, text: str, *, place: bool) -> None:
    """The text; what is left to the analyst has a ground of its own."""
    run = line.add_run(_clean(text))
    if place:
        from docx.oxml import parse_xml

        run._r.get_or_add_rPr().append(
            parse_xml(f'<w:shd xmlns:w="{_W}" w:val="clear" w:color="auto" w:fill="{_PLACE_COLOUR}"/>')
        )


def _table(document: Any, table: Table) -> None:
    from docx.oxml import parse_xml
    from docx.shared import Pt

    caption = document.add_paragraph(_clean(table.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    drawn = document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    if "Table Grid" in {style.name for style in document.styles}:
        drawn.style = "Table Grid"
    drawn.rows[0]._tr.get_or_add_trPr().append(parse_xml(f'<w:tblHeader xmlns:w="{_W}"/>'))
    for row, cells in zip(drawn.rows, (table.columns, *table.rows), strict=True):
        row._tr.get_or_add_trPr().append(parse_xml(f'<w:cantSplit xmlns:w="{_W}"/>'))
        for cell, text in zip(row.cells, cells, strict=True):
            run = cell.paragraphs[0].add_run(_clean(text))
            run.font.size = Pt(9)
            run.bold = cells is table.columns
    document.add_paragraph()


def _add_notes(document: Any, notes: Sequence[str]) -> None:
    """The part of the package that holds the footnotes; Word wants its two separators in it."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    if any(relation.reltype == _RELATION for relation in document.part.rels.values()):
        for key, relation in list(document.part.rels.items()):
            if relation.reltype == _RELATION:
                del document.part.rels[key]
    text, mark = document.styles["Footnote Text"].style_id, _reference_style(document)
    parts = [
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:footnote>'
        for kind, number, name in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    ]
    parts += [
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{text}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(_clean(note))}.</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    content = f'{head}<w:footnotes xmlns:w="{_W}">{"".join(parts)}</w:footnotes>'.encode()
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, content, document.part.package)
    document.part.relate_to(part, _RELATION)


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return plain(text).replace("\ufffe", "").replace("\uffff", "")
