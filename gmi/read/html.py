"""HTML: what a browser would show as text, block by block."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from gmi.errors import GmiError
from gmi.read.document import Document, Zone
from gmi.read.drafts import Draft, Piece
from gmi.read.plain import decoded
from gmi.read.unpaged import finish_unpaged
from gmi.read.word_numbers import written

_UNSEEN = {
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
}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
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
    return finish_unpaged(path, list(_drafts(root)), "html", "lxml", language)


def _drafts(root: html.HtmlElement) -> Iterator[Draft]:
    """Blocks in the order of the page. Walks by events, so that deep nesting can't exhaust the stack."""
    gathered: list[str] = []
    zone: Zone = "body"
    level: int | None = None
    hidden = 0
    lists = _Lists()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if tag in _UNSEEN:
            hidden += 1 if starts else -1
        elif tag in _BLOCKS or tag in _HEADINGS:
            # A block's edge ends the text before it.
            words = " ".join("".join(gathered).split())
            gathered.clear()
            if words:
                yield Draft(zone, [Piece(words)], level=level)
            zone, level = ("body", None) if not starts else _kind(tag)
            if not hidden and (label := lists.label(tag, element, starts)):
                gathered.append(f"{label} ")
        elif tag == "br":
            gathered.append(" ")
        if not hidden:
            gathered.append((element.text if starts else element.tail) or "")
        elif not starts and tag in _UNSEEN and hidden == 0:
            gathered.append(element.tail or "")
    words = " ".join("".join(gathered).split())
    if words:
        yield Draft("body", [Piece(words)])


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


def _kind(tag: str) -> tuple[Zone, int | None]:
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    return ("table", None) if tag in ("td", "th", "caption") else ("body", None)
