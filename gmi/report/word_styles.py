"""Styles of a Word document that gmi writes: those a template may lack, and the look without one."""

from copy import deepcopy
from typing import Any

from gmi.report.word_notes import REFERENCE, TEXT

NEEDED = ("Title", "Subtitle", "Heading 1", "Heading 2", "Quote", "List Bullet", "Caption", "Table Grid")
FONT, HEADING_COLOUR, QUIET = "Calibri", "1F3864", "595959"
# Style: points, bold, italic, colour, points before and after, indents left and right in centimetres.
_LOOK = {
    "Normal": (11, None, None, None, 0, 7, 0, 0),
    "Title": (24, True, None, HEADING_COLOUR, 90, 10, 0, 0),
    "Subtitle": (14, None, False, QUIET, 0, 36, 0, 0),
    "Heading 1": (16, True, None, HEADING_COLOUR, 22, 8, 0, 0),
    "Heading 2": (12.5, True, None, HEADING_COLOUR, 12, 4, 0, 0),
    "Quote": (11, None, True, None, 2, 7, 1, 0.6),
    "List Bullet": (11, None, None, None, 0, 4, None, 0),
    "Caption": (10, True, None, "000000", 10, 4, 0, 0),
    TEXT: (9, None, None, None, 0, 0, 0, 0),
}  # fmt: skip


def ensure_styles(document: Any) -> None:
    """Give the document the styles that are needed and that it lacks; those it has stay as they are."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    there_are = {style.name for style in document.styles}
    lacking = [name for name in NEEDED if name not in there_are]
    shipped = Document().styles if lacking else None
    for name in lacking:
        style = deepcopy(shipped[name].element) if shipped else None
        taken = {one.style_id for one in document.styles}
        if style is not None and style.get(style.tag.replace("}style", "}styleId")) not in taken:
            document.styles.element.append(style)
        else:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if TEXT not in there_are:
        text = document.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = document.styles["Normal"] if "Normal" in there_are else None
        text.font.size, text.paragraph_format.space_after = Pt(9), Pt(0)
    if REFERENCE not in there_are:
        document.styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER).font.superscript = True


def own_look(document: Any) -> None:
    """How a document looks that no template shapes: A4, one font, calm headings."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    for name, (points, bold, italic, colour, before, after, left, right) in _LOOK.items():
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), FONT)
        style.font.size, style.font.bold, style.font.italic = Pt(points), bold, italic
        if colour:
            style.font.color.rgb = RGBColor.from_string(colour)
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        if left is not None:
            form.left_indent, form.right_indent = Cm(left), Cm(right)
        if name.startswith("Heading"):
            form.keep_with_next = True
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break


def number_pages(document: Any) -> None:
    """The page's number in the footer, unless a template has something there."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    footer = document.sections[-1].footer
    if not footer.is_linked_to_previous and any(
        paragraph.text.strip() or len(paragraph._p) > 1 for paragraph in footer.paragraphs
    ):
        return
    if any(not section.footer.is_linked_to_previous for section in list(document.sections)[:-1]):
        return
    if footer.tables:
        return
    line = footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    line._p.append(parse_xml(field))


def set_language(document: Any, language: str) -> None:
    """The language of the words, for spelling and for those who listen; English as the UN writes it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    code = "en-GB" if language == "en" else language
    properties = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if properties is None:
        return
    there_is = properties.find(qn("w:lang"))
    if there_is is None:
        there_is = parse_xml(f"<w:lang {nsdecls('w')}/>")
        properties.append(there_is)
    there_is.set(qn("w:val"), code)
