"""Markdown: headings, paragraphs, list items, tables and footnotes; the marks themselves are dropped."""

import re
from collections.abc import Iterator
from pathlib import Path

from gmi.read.document import Document
from gmi.read.drafts import Draft, Piece
from gmi.read.plain import decoded
from gmi.read.unpaged import finish_unpaged

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*$")
_BULLET = re.compile(r"\s*[-*+]\s+(.*)$")
_NOTE = re.compile(r"\[\^([^\]]+)\]:\s*(.*)$")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_TABLE_LINE = re.compile(r"\s*\|?[\s:|-]+\|[\s:|-]*$")
_FENCE = re.compile(r"\s*(```|~~~)")
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?\n\1\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INLINE = (
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[\^[^\]]+\]"), ""),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"(\*\*\*|\*\*|\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)


def read_markdown(path: Path, *, language: str | None = None) -> Document:
    """The Markdown file at `path` as a document."""
    text = _COMMENT.sub("", _FRONT_MATTER.sub("", decoded(path)))
    return finish_unpaged(path, list(_drafts(text.split("\n"))), "markdown", "markdown", language)


def _drafts(lines: list[str]) -> Iterator[Draft]:
    gathered: list[str] = []
    fenced = False

    def paragraph() -> Iterator[Draft]:
        words = _plain(" ".join(gathered))
        gathered.clear()
        if words:
            yield Draft("body", [Piece(words)])

    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            gathered.append(line)
        elif heading := _HEADING.match(line):
            yield from paragraph()
            yield Draft("heading", [Piece(_plain(heading[2]))], level=len(heading[1]))
        elif gathered and _UNDERLINE.match(line) and len(gathered) == 1:
            yield Draft("heading", [Piece(_plain(gathered.pop()))], level=1 if "=" in line else 2)
        elif note := _NOTE.match(line):
            yield from paragraph()
            yield Draft("footnote", [Piece(_plain(note[2]))], note=note[1])
        elif "|" in line and (line.lstrip().startswith("|") or _TABLE_LINE.match(after)):
            yield from paragraph()
            yield from _cells(line)
        elif not line.strip() or _RULE.match(line):
            yield from paragraph()
        elif bullet := _BULLET.match(line):
            yield from paragraph()
            gathered.append(bullet[1])
        else:
            gathered.append(line.lstrip("> \t"))
    yield from paragraph()


def _cells(line: str) -> Iterator[Draft]:
    if _TABLE_LINE.match(line):
        return
    for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")):
        if words := _plain(cell):
            yield Draft("table", [Piece(words)])


def _plain(text: str) -> str:
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return " ".join(text.split())
