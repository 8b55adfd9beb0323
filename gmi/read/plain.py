"""Plain text: paragraphs between blank lines."""

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from gmi.errors import GmiError
from gmi.read.document import Document
from gmi.read.drafts import Draft, Piece
from gmi.read.unpaged import finish_unpaged

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
# Longest first: UTF-32's mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path, *, language: str | None = None) -> Document:
    """The text file at `path` as a document. Raises `GmiError` if its encoding can't be told."""
    drafts = [draft for text in _BLANK_LINES.split(decoded(path)) if (draft := _draft(text))]
    return finish_unpaged(path, drafts, "text", "text", language)


def decoded(path: Path) -> str:
    """The characters of a text file: by its byte order mark, as UTF-8, or as what fits best."""
    data = path.read_bytes()
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data.decode(encoding, errors="replace"))
    try:
        return _lines(data.decode("utf-8"))
    except UnicodeDecodeError:
        best = from_bytes(data).best()
    if best is None:
        raise GmiError(f"{path.name}: the encoding of the text can't be told.", "Save it as UTF-8.")
    return _lines(str(best))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _draft(text: str) -> Draft | None:
    words = " ".join(text.split())
    return Draft("body", [Piece(words)]) if words else None
