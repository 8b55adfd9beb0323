"""Markdown: headings, paragraphs, list items, tables and footnotes; the marks themselves are dropped."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from gmi.read.document import Document
from gmi.read.drafts import Draft, Piece
from gmi.read.plain import decoded
from gmi.read.unpaged import finish_unpaged

# None of these may look far ahead for an end that isn't there: a file of such beginnings would take hours.
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(\S.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*$")
_BULLET = re.compile(r"\s*[-*+]\s+(.*)$")
_NUMBERED = re.compile(r"\s*(?:(\d{1,3})[.)]|\([a-z]{1,4}\))\s+\S")
_NOTE = re.compile(r"\[\^([^\]]+)\]:\s*(.*)$")
_TARGET = re.compile(r" {0,3}\[[^\[\]^][^\[\]]*\]:\s+\S+(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*$")
_TASK = re.compile(r"\[[ xX]\]\s+")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_TABLE_LINE = re.compile(r"[\s:|-]+$")
_FENCE = re.compile(r"\s*(```|~~~)")
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?\n\1\n", re.DOTALL)
_HYPHEN = re.compile(r"(?<=\w)-\n(?=\w)")
_REFERENCE = re.compile(r"\[\^([^\[\]]{1,100})\]")
_INLINE = (
    (re.compile(r"!\[[^\[\]]*\]\([^()]*\)"), ""),
    (re.compile(r"\[([^\[\]^][^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"(?<!\\)(\*\*\*|\*\*|\*|__|~~|`)(?=\S)(.{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)


def read_markdown(path: Path, *, language: str | None = None) -> Document:
    """The Markdown file at `path` as a document."""
    text = _without_comments(_FRONT_MATTER.sub("", decoded(path)))
    return finish_unpaged(path, list(_drafts(text.split("\n"))), "markdown", "markdown", language)


def _without_comments(text: str) -> str:
    """The text without HTML comments; one that never ends is text."""
    kept, done = [], 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[done:start])
        done = end + 3
    return "".join(kept) + text[done:]


def _drafts(lines: list[str]) -> Iterator[Draft]:
    gathered: list[str] = []
    fenced = False
    noted: str | None = None

    def paragraph() -> Iterator[Draft]:
        nonlocal noted
        # A hyphen at the end of a line is taken for that of a compound, as in plain text.
        if pieces := _pieces(_HYPHEN.sub("-", "\n".join(gathered)).replace("\n", " ")):
            yield Draft("footnote" if noted else "body", pieces, note=noted)
        noted = None
        gathered.clear()

    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            gathered.append(line)
        elif heading := _HEADING.match(line):
            yield from paragraph()
            if pieces := _pieces(heading[2].rstrip().rstrip("#")):
                yield Draft("heading", pieces, level=len(heading[1]))
        elif len(gathered) == 1 and _UNDERLINE.match(line):
            yield Draft("heading", _pieces(gathered.pop()), level=1 if "=" in line else 2)
        elif note := _NOTE.match(line):
            yield from paragraph()
            noted = note[1]
            gathered.append(note[2])
        elif "|" in line and (line.lstrip().startswith("|") or ("|" in after and _TABLE_LINE.match(after))):
            yield from paragraph()
            yield from _cells(line)
        elif not line.strip() or _RULE.match(line) or _TARGET.match(line):
            yield from paragraph()
        elif bullet := _BULLET.match(line):
            yield from paragraph()
            gathered.append(_TASK.sub("", bullet[1], count=1) if bullet[1][0] == "[" else bullet[1])
        else:
            if _opens_item(line, gathered):
                yield from paragraph()
            gathered.append(line.lstrip("> \t"))
    yield from paragraph()


def _opens_item(line: str, gathered: list[str]) -> bool:
    """Whether a line begins an item of a numbered list: the first one, or one right below another."""
    match = _NUMBERED.match(line)
    return match is not None and bool(gathered) and (match[1] == "1" or bool(_NUMBERED.match(gathered[0])))


def _cells(line: str) -> Iterator[Draft]:
    if _TABLE_LINE.match(line):
        return
    for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")):
        if pieces := _pieces(cell):
            yield Draft("table", pieces)


def _pieces(text: str) -> list[Piece]:
    """Text without its marks, cut at note references; empty if there is none."""
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    text = unescape(text)
    *cited, last = _REFERENCE.split(" ".join(text.split()))
    pieces = [
        Piece(words, glue="", marker=label) for words, label in zip(cited[::2], cited[1::2], strict=True)
    ]
    if last:
        pieces.append(Piece(last, glue=""))
    return pieces if any(piece.text.strip() for piece in pieces) else []
