"""Plain text: paragraphs between blank lines, or one a line where lines are long; headings by their shape."""

import codecs
import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from gmi.errors import GmiError
from gmi.read.document import Document
from gmi.read.drafts import Draft, Piece
from gmi.read.unpaged import finish_unpaged
from gmi.read.word_headings import promote_bold

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LONGEST_LINE = 140
_MOSTLY = 0.3
"""Characters of the longest line in text that is broken into lines; share of text in longer ones, from which
each line is a paragraph."""
_LABEL = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*\.\s|\([a-z]{1,4}\)\s|(?:[IVXLC]+|[A-Z])\.\s|[•●▪■–*-]\s)")
_HYPHEN = re.compile(r"(?<=\w)([-‐\u00ad])\s*\n\s*(?=\w)")
_CLOSING = (".", ";", ":", "?", "!")
_HEADING = re.compile(r"(?:(?:[IVXLC]+|[A-Z])\.\s+[A-Z]|Annex\b|Appendix\b|Articles?\s+\d|Part\s+[A-Z])")
_LONGEST_HEADING = 120
# Longest first: UTF-32's mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A short text fits them as well as cp1252, but "ñ" and "è" would become letters that the UN's languages lack.
_LIKE_WESTERN = ("cp1250", "cp1254", "cp1257", "cp1258", "iso8859_2", "iso8859_9", "iso8859_13", "latin_1")


def read_text(path: Path, *, language: str | None = None) -> Document:
    """The text file at `path` as a document. Raises `GmiError` if its encoding can't be told."""
    whole = decoded(path)
    long = sum(len(line) for line in whole.split("\n") if len(line) > _LONGEST_LINE)
    if long > _MOSTLY * len(whole):
        texts = whole.split("\n")
    else:
        texts = [text for part in _BLANK_LINES.split(whole) for text in _paragraphs(part)]
    drafts = [draft for text in texts if (draft := _draft(text))]
    promote_bold(drafts, [draft for draft in drafts if _is_heading(draft.text)])
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
    if best.encoding in _LIKE_WESTERN:
        with contextlib.suppress(UnicodeDecodeError):
            return _lines(data.decode("cp1252"))
    return _lines(str(best))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _paragraphs(text: str) -> Iterator[str]:
    """Text without blank lines as its paragraphs: a label after a line that is closed opens the next one."""
    lines, begin = text.split("\n"), 0
    for number in range(1, len(lines)):
        before = lines[number - 1].rstrip()
        if _LABEL.match(lines[number]) and (before.endswith(_CLOSING) or _is_heading(before.strip())):
            yield "\n".join(lines[begin:number])
            begin = number
    yield "\n".join(lines[begin:])


def _is_heading(text: str) -> bool:
    """Whether a paragraph looks like a heading: short, not closed, and enumerated or in capitals."""
    if not 1 < len(text) <= _LONGEST_HEADING or text.endswith(_CLOSING):
        return False
    return bool(_HEADING.match(text)) or (text.isupper() and " " in text)


def _draft(text: str) -> Draft | None:
    # A hyphen at the end of a line is taken for that of a compound, as nearly all are.
    words = " ".join(_HYPHEN.sub(r"\1", text).split())
    return Draft("body", [Piece(words)]) if words else None
