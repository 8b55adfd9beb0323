"""Writes a source as the Word draft a ministry circulates: heading styles, automatic numbers, endnotes."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.parfmt import CT_PPr
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from report_source import Block, Run, Source

ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
ENDNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
# Fixed, so that the same source gives the same bytes.
WRITTEN = datetime(2023, 11, 3, 9, 0, 0)
HEADING_LIST, PARAGRAPH_LIST, ITEM_LIST = 901, 902, 903
# The levels of each list: number format, text with %n for the number, left indent and hang in twips.
LISTS = {
    HEADING_LIST: [
        ("upperRoman", "%1.", 720, 720), ("upperLetter", "%2.", 720, 720), ("decimal", "%3.", 720, 720),
    ],
    PARAGRAPH_LIST: [("decimal", "%1.", 567, 567)],
    ITEM_LIST: [("lowerLetter", "(%1)", 1134, 567), ("lowerRoman", "(%2)", 1701, 567)],
}  # fmt: skip


def write_docx(source: Source, path: Path) -> None:
    """Write `source` to `path` as DOCX, its notes as Word endnotes, its numbers as Word numbering."""
    document = Document()
    set_styles(document)
    add_lists(document)
    write_cover(document, source)
    item_list = 0
    for index, block in enumerate(source.blocks):
        starts_list = block.kind == "item" and block.level == 1 and source.blocks[index - 1].kind != "item"
        if starts_list:
            item_list = add_numbering(document, ITEM_LIST, restart=True)
        write_block(document, block, item_list)
    add_endnotes(document, source)
    save(document, path)


def set_styles(document: DocumentType) -> None:
    """Times throughout, black headings, A4."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    sizes = {"Normal": 10, "Heading 1": 14, "Heading 2": 12, "Heading 3": 10, "Title": 16, "Caption": 10}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[theme]
    document.styles["Normal"].paragraph_format.space_after = Pt(6)


def add_lists(document: DocumentType) -> None:
    """Define the three numberings and tie the first one to the heading styles."""
    numbering = document.part.numbering_part.element
    for list_id, levels in reversed(LISTS.items()):
        body = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            + (f'<w:pStyle w:val="Heading{level + 1}"/>' if list_id == HEADING_LIST else "")
            + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" {indent(hang)}/></w:pPr></w:lvl>'
            for level, (form, text, left, hang) in enumerate(levels)
        )
        numbering.insert(0, parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_id}">'
            f'<w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>'
        ))  # fmt: skip
    for list_id in (HEADING_LIST, PARAGRAPH_LIST):
        numbering.append(parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>'
        ))  # fmt: skip
    for level in range(3):
        properties = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        number_in(properties, HEADING_LIST, level)


def indent(hang: int) -> str:
    """The attribute of w:ind for a hanging indent, or, if negative, one of the first line."""
    return f'w:hanging="{hang}"' if hang >= 0 else f'w:firstLine="{-hang}"'


def add_numbering(document: DocumentType, list_id: int, *, restart: bool) -> int:
    """A new instance of the list, so that it counts from (a) again; its number id."""
    num = document.part.numbering_part.element.add_num(list_id)
    if restart:
        num.add_lvlOverride(0).add_startOverride(1)
    return num.numId  # type: ignore[no-any-return]


def number_in(properties: CT_PPr, number_id: int, level: int) -> None:
    """Number a paragraph or style in the list `number_id` at `level`."""
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = number_id


def write_cover(document: DocumentType, source: Source) -> None:
    """The draft's running header and its title block."""
    cover = source.cover
    document.sections[0].header.paragraphs[0].text = cover.draft
    document.add_paragraph(cover.instrument)
    document.add_paragraph(cover.committee)
    document.add_paragraph(cover.title, style="Title")
    document.add_paragraph(f"Original: {cover.original}")
    document.add_page_break()


def write_block(document: DocumentType, block: Block, item_list: int) -> None:
    """Append one block to the document."""
    if block.kind == "page_break":
        document.add_page_break()
    elif block.kind == "table":
        write_table(document, block)
    elif block.kind == "heading":
        paragraph = document.add_heading(level=block.level)
        add_runs(paragraph, block.runs)
        if not block.label:
            number_in(paragraph._p.get_or_add_pPr(), 0, 0)
    else:
        style = {"caption": "Caption", "quotation": "Quote"}.get(block.kind)
        paragraph = document.add_paragraph(style=style)
        if block.kind == "caption":
            paragraph.add_run(f"{block.label}. ")
        add_runs(paragraph, block.runs)
        if block.kind == "paragraph":
            number_in(paragraph._p.get_or_add_pPr(), PARAGRAPH_LIST, 0)
        if block.kind == "item":
            number_in(paragraph._p.get_or_add_pPr(), item_list, block.level - 1)


def write_table(document: DocumentType, block: Block) -> None:
    """A grid table whose first row is marked as a head that repeats."""
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for cells in block.rows:
        for cell, runs in zip(table.add_row().cells, cells, strict=True):
            add_runs(cell.paragraphs[0], runs)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_runs(paragraph: Paragraph, runs: tuple[Run, ...]) -> None:
    """Append runs; a note's number becomes a reference to its endnote."""
    for run in runs:
        added = paragraph.add_run(run.text)
        added.bold, added.italic = run.bold or None, run.italic or None
        if run.note:
            added.font.superscript = True
            reference = OxmlElement("w:endnoteReference")
            reference.set(qn("w:id"), str(run.note))
            added._r.append(reference)


def add_endnotes(document: DocumentType, source: Source) -> None:
    """The endnotes as a part of their own, which python-docx has no call for."""
    notes = [
        f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    marker = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:endnoteRef/></w:r>'
    for number, runs in enumerate(source.notes, start=1):
        text = escape("".join(run.text for run in runs))
        words = f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r>'
        notes.append(f'<w:endnote w:id="{number}"><w:p>{marker}{words}</w:p></w:endnote>')
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    xml = f"{head}<w:endnotes {nsdecls('w')}>{''.join(notes)}</w:endnotes>"
    part = Part(PackURI("/word/endnotes.xml"), ENDNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, ENDNOTES_RELATION)
    arabic = parse_xml(f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/></w:endnotePr>')
    document.sections[0]._sectPr.find(qn("w:headerReference")).addnext(arabic)


def save(document: DocumentType, path: Path) -> None:
    """Save with fixed times, in the package's data and in the archive."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = "gmi samples"
    properties.title = "Sample, invented State"
    properties.comments = ""
    properties.created = properties.modified = WRITTEN
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in package.namelist():
            entry = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, package.read(name))
