"""Footnotes of a Word document, which python-docx doesn't know: the part that holds them, and what refers
to them. A template's own footnotes stay."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
TEXT, REFERENCE = "Footnote Text", "Footnote Reference"
_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


def add_notes(document: Any, notes: Sequence[str]) -> Iterator[int]:
    """Put notes into the document. Returns their ids, in order, for `reference`."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    part = next((one.target_part for one in document.part.rels.values() if one.reltype == RELATION), None)
    if part is not None:
        root = parse_xml(part.blob)
    else:
        root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in _SEPARATORS:
            root.append(_separator(number, kind))
    taken = [int(one.get(qn("w:id"))) for one in root]
    first = max([0, *taken]) + 1
    for number, text in enumerate(notes, first):
        root.append(_note(document, number, text))
    _store(document, part, root)
    return count(first)


def reference(document: Any, number: int) -> Any:
    """The run that stands in the text for a note."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles[REFERENCE].style_id
    return parse_xml(
        f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )


def _separator(number: int, kind: str) -> Any:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(
        f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" '
        f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    )


def _note(document: Any, number: int, text: str) -> Any:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    styles = document.styles
    note = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p>'
        f'<w:pPr><w:pStyle w:val="{styles[TEXT].style_id}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{styles[REFERENCE].style_id}"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
    )
    next(note.iter(qn("w:t"))).text = f" {text}"
    return note


def _store(document: Any, part: Any, root: Any) -> None:
    """Keep the notes in their part; where there was none, also the settings name the separators."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.oxml.xmlchemy import serialize_for_reading

    content = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + serialize_for_reading(root).encode()
    )
    if part is not None:
        part._blob = content
        return
    new = Part(PackURI("/word/footnotes.xml"), TYPE, content, document.part.package)
    document.part.relate_to(new, RELATION)
    settings = document.settings.element
    if settings.find(qn("w:footnotePr")) is None:
        ids = "".join(f'<w:footnote w:id="{number}"/>' for number, _ in _SEPARATORS)
        # The schema has an order; of what is usually there, this stands before w:compat.
        named = parse_xml(f"<w:footnotePr {nsdecls('w')}>{ids}</w:footnotePr>")
        compat = settings.find(qn("w:compat"))
        if compat is not None:
            compat.addprevious(named)
