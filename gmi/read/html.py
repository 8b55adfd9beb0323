"""HTML: what a browser would show as text, block by block."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from gmi.errors import GmiError
from gmi.read.document import Document, Zone
from gmi.read.drafts import Draft, Piece
from gmi.read.plain import decoded
from gmi.read.unpaged import finish_unpaged
from gmi.read.word_numbers import written

# Deletions are shown, but struck out: like those of a Word draft they are no longer text. Nor are what stands
# above other letters to say how they are spoken, and what can be filled in and clicked.
_UNSEEN = {
    "del",
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "title",
    "svg",
    "math",
    "iframe",
    "object",
    "select",
    "button",
    "textarea",
    "datalist",
    "canvas",
    "audio",
    "video",
    "rp",
    "rt",
}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
# Note references in the text until it is cut at them; blocks of notes as Word and LibreOffice name them.
_MARK = re.compile("\ue000([^\ue000\ue001]*)\ue001")
_SIGNS = str.maketrans("", "", "\ue000\ue001")
_LABEL = re.compile(r"[\[(]?(\d{1,3}|\*{1,3}|[ivx]{1,5})[\])]?")
_POWER = re.compile(r"(?:\d|\b[a-z]{1,2})$")
_NOTE = re.compile(r"(?:sd)?(foot|end)note-?(\d+)|_?(ftn|edn)(\d+)")
_CELLS = {"td", "th", "caption"}
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(path: Path, *, language: str | None = None) -> Document:
    """The HTML file at `path` as a document. Raises `GmiError` if it holds nothing to read."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(decoded(path).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise GmiError(f"{path.name}: the HTML can't be read.", "Save the page as PDF or text.") from error
    if any(made_by.startswith("gmi ") for made_by in root.xpath("//meta[@name='generator']/@content")):
        # It quotes what it is about, and names the groups: it would be rated high.
        raise GmiError(f"{path.name} is a page that gmi made.", "Give the report itself, not the page.")
    return finish_unpaged(path, list(_drafts(root)), "html", "lxml", language)


def _drafts(root: html.HtmlElement) -> Iterator[Draft]:
    """Blocks in the order of the page. Walks by events, so that deep nesting can't exhaust the stack."""
    gathered: list[str] = []
    level: int | None = None
    hidden = cells = 0
    lists, notes = _Lists(), list[tuple[Zone, str]]()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        unseen = tag in _UNSEEN or _is_hidden(element)
        if unseen and starts:
            hidden += 1
        if tag in _BLOCKS or tag in _HEADINGS:
            # A block's edge ends the text before it. Paragraphs in a cell are cells, too.
            yield from _block(gathered, "table" if cells else "body", level, notes)
            cells += (1 if starts else -1) if tag in _CELLS else 0
            level = _HEADINGS.get(tag) if starts and not cells else None
            if note := _note(element):
                notes = [note] if starts else []
            if not hidden and (label := lists.label(tag, element, starts)):
                gathered.append(f"{label} ")
        elif tag == "br":
            gathered.append(" ")
        if unseen and not starts:
            hidden -= 1
        if tag == "sup" and (reference := _reference(element)):
            # The label is set apart, and what the element holds is not text.
            gathered += [f"\ue000{reference}\ue001"] if starts and not hidden else []
            hidden += 1 if starts else -1
        if not hidden:
            gathered.append(((element.text if starts else element.tail) or "").translate(_SIGNS))
    yield from _block(gathered, "body", None, notes)


def _block(
    gathered: list[str], zone: Zone, level: int | None, notes: list[tuple[Zone, str]]
) -> Iterator[Draft]:
    """The text gathered so far as a block, cut at note references; `notes` has the note that it stands in."""
    *cited, last = _MARK.split(" ".join("".join(gathered).split()))
    gathered.clear()
    texts = zip(cited[::2], cited[1::2], strict=True)
    pieces = [Piece(text, glue="", marker=label) for text, label in texts]
    pieces += [Piece(last, glue="")] if last else []
    if not any(piece.text.strip() for piece in pieces):
        return
    if notes:
        zone, label = notes[0]
        first = pieces[0].text or (pieces[1].text if len(pieces) > 1 else "")
        own = re.match(rf"\s*[\[(]?{label}[\])]?\s+", first)
        pieces = [
            Piece(first[own.end() if own else 0 :].lstrip(), glue=""),
            *pieces[1 + (not pieces[0].text) :],
        ]
        yield Draft(zone, pieces, note=label)
    else:
        yield Draft("heading" if level else zone, pieces, level=level)


def _is_hidden(element: html.HtmlElement) -> bool:
    """Whether an element says of itself that it isn't shown."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _reference(element: html.HtmlElement) -> str | None:
    """The label of the note to which a superscript refers; None for a power, as in m2 and 10 to the 6th."""
    parent, before, children = element.getparent(), element.getprevious(), element[:2]
    inside = [element.text, *(text for child in children for text in (child.text, child.tail))]
    label = _LABEL.fullmatch("".join(filter(None, inside)).strip())
    if label is None or parent is None:
        return None
    text = (parent.text if before is None else before.tail) or ""
    linked = "a" in (parent.tag, *(child.tag for child in children))
    return label[1] if linked or not _POWER.search(text) else None


def _note(element: html.HtmlElement) -> tuple[Zone, str] | None:
    """The zone and label of the note that a block is, by its id."""
    match = _NOTE.fullmatch(element.get("id", ""))
    if match is None:
        return None
    zone: Zone = "endnote" if "end" in (match[1] or "") or match[3] == "edn" else "footnote"
    return zone, match[2] or match[4]


class _Lists:
    """The lists that an item lies in, and the numbers that a browser prints before their items."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int] | None] = []

    def label(self, tag: str, element: html.HtmlElement, starts: bool) -> str:
        """What is printed where an element starts: the number of a list item, else nothing."""
        if tag in ("ol", "ul"):
            if starts:
                numbered = (element.get("type", "1"), _whole(element.get("start"), 1))
                self._open.append(numbered if tag == "ol" else None)
            elif self._open:
                self._open.pop()
        elif tag == "li" and starts and self._open and (innermost := self._open[-1]):
            form, number = innermost[0], _whole(element.get("value"), innermost[1])
            self._open[-1] = (form, number + 1)
            return f"{written(number, _FORMATS.get(form, 'decimal'))}."
        return ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise
