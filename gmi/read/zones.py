"""Zones: where the cover ends, which pages are contents, where annexes begin, what stands in tables."""

import re
from collections.abc import Sequence
from functools import cache

from gmi.read.blocks import Break, Group, Layout
from gmi.read.drafts import Piece
from gmi.read.lines import Line
from gmi.read.words import language_words

_leader = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}").search
_leaders = re.compile(r"\s*(?:\.{4,}|(?:\.\s+){3,}|…{2,})[.…\s]*").search
_original = re.compile(r"Original\s*:|Original\b.*\b(?:English|French|Spanish)", re.IGNORECASE).match
_symbol = re.compile(r"[A-Z]{1,6}(?:/[\w.()\[\]-]+){2,}").search
_body_start = re.compile(r"(?:[IVX]+|[A-Z]|1)\.\s+\S").match
_numeral = re.compile(r"(?:\d|[IVX]+\b)").match
_last_number = re.compile(r"(?:.*\s)?(\d{1,3})$").match
_FEWEST_LEADERS = 3
_LONGEST_TITLE = 30
"""Characters of the title of a table of contents."""
_EDGE, _WRAPPED = 3.0, 3
"""Points by which page numbers in contents differ at the right, and lines of an entry before its number."""
_FEWEST_PROSE, _LONG_LINE, _SAME_PRINT = 3, 60, 1.5
"""Lines of a paragraph of prose, characters of such a line, and points between the sizes of its lines, which
OCR only guesses."""
_FULL = 0.85
"""Share of the text's width from which a line is full."""
_TABLE_REACH = 8
"""How many blocks may lie between two cell gaps of one table (wrapped cells)."""


def cover_split(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The first page's lines as cover and the rest. A UN cover has a symbol, and "Original:" in its masthead.

    Recent documents begin their text on the first page: the cover ends where numbered text begins, or prose
    where there is no masthead. Below a masthead prose is an abstract.
    """
    masthead = [line for line in lines if _original(line.text)]
    if not masthead and not any(_symbol(line.text) for line in lines):
        return [], list(lines)
    foot = min((line.baseline for line in masthead), default=10_000.0)
    start = next(
        (
            i
            for i, line in enumerate(lines)
            if line.baseline < foot
            and (_first_number(line) or (not masthead and _is_prose(lines[i : i + _FEWEST_PROSE])))
        ),
        None,
    )
    if start is None:
        return list(lines), []
    while start and _body_start(lines[start - 1].text) and lines[start - 1].bold:
        start -= 1
    cover: list[Line] = []
    rest: list[Line] = []
    for position, line in enumerate(lines):
        (rest if position >= start and line.baseline < foot else cover).append(line)
    return cover, rest


def cover_title(groups: Sequence[Group]) -> int | None:
    """Which of the cover's groups is its title: below the masthead, bold, the largest and longest.

    Drafts may have no masthead but "Original: English", below the title.
    """
    lines = [line for group in groups for line in group.lines]
    foot = min((line.baseline for line in lines if _original(line.text)), default=None)
    worded = [i for i, group in enumerate(groups) if sum(map(str.isalpha, group.text)) > 10]
    below = [i for i in worded if foot is None or groups[i].lines[0].baseline < foot - 1] or worded

    def rank(index: int) -> tuple[bool, int, int, int]:
        line, text = groups[index].lines[0], groups[index].text
        return line.bold, round(line.size), len(text), -index

    return max(below, key=rank, default=None)


def _first_number(line: Line) -> bool:
    return line.text.startswith("1. ") and not line.bold


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether these lines begin a paragraph: of one print, all but the last long. A title is in bold, and a
    cover's notes begin with asterisks."""
    first, *others = lines
    return (
        len(lines) == _FEWEST_PROSE
        and not first.bold
        and (first.text[0].isupper() or first.text[0].isdigit())
        and all(len(line.text) > _LONG_LINE for line in lines[:-1])
        and all(abs(line.size - first.size) < _SAME_PRINT and not line.bold for line in others)
        and not any(line.text[0] == "*" for line in others)
    )


def contents_end(lines: Sequence[Line], *, goes_on: bool = False) -> int:
    """How many of a page's lines, from its top, are a table of contents; `goes_on` says that the page before
    ended in it."""
    leaders = [
        position
        for position, line in enumerate(lines)
        if (".." in line.text or ". ." in line.text or "…" in line.text) and _leader(line.text)
    ]
    if len(leaders) < _FEWEST_LEADERS:
        return _plain_contents_end(lines, goes_on=goes_on)
    # What little stands below the last entry is its page number or the end of a wrapped one.
    end = leaders[-1] + 1
    return len(lines) if len(lines) - end <= 3 else end


def _plain_contents_end(lines: Sequence[Line], *, goes_on: bool) -> int:
    """The same without leaders: below their title, entries that end in page numbers at one right edge, none
    smaller than the one before."""
    short = [(n, line.text) for n, line in enumerate(lines, 1) if len(line.text) < _LONGEST_TITLE]
    titles = [n for n, text in short if text.lower().strip(" :") in _contents_titles()]
    if not titles and not goes_on:
        return 0
    start = titles[0] if titles else 0
    numbers = {n: found for n, line in enumerate(lines) if n >= start and (found := _last_number(line.text))}
    edge = max((lines[n].box[2] for n in numbers), default=0.0)
    end, entries, last = start, 0, 0
    for position, found in numbers.items():
        page = int(found[1])
        if edge - lines[position].box[2] > _EDGE or page < last or position - end > _WRAPPED:
            break
        end, entries, last = position + 1, entries + 1, page
    return end if entries >= _FEWEST_LEADERS else 0


@cache
def _contents_titles() -> frozenset[str]:
    return frozenset(title for words in language_words().values() for title in words.contents)


def contents_entries(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of a table of contents as its entries: each ends with the row that has the leader."""
    entries: list[list[Line]] = [[]]
    for before, line in zip([None, *lines], lines, strict=False):
        if before and not entries[-1] and _goes_on(before, line):
            entries[-2].append(line)
            continue
        entries[-1].append(line)
        if _leader(line.text) or len(line.text) < 24:
            entries.append([])
    return [entry for entry in entries if entry]


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line stands to the right of the one before, in its row: the page number."""
    return abs(line.baseline - before.baseline) < 0.45 * line.size and line.box[0] >= before.box[2]


def without_leaders(pieces: Sequence[Piece]) -> list[Piece]:
    """A contents entry's pieces without the dots that lead to its page number."""
    kept = []
    for piece in pieces:
        leader = _leaders(piece.text)
        if leader is None:
            kept.append(piece)
            continue
        kept.append(piece._replace(text=piece.text[: leader.start()]))
        rest = piece.text[leader.end() :]
        if rest:
            kept.append(piece._replace(text=rest, index=piece.index + leader.end(), glue=" "))
    return kept


def opens_annex(text: str) -> bool:
    """Whether a heading's text begins with the word for an annex, in any language that has one here."""
    first = re.split(r"[\s.:,]", text.strip().lower(), maxsplit=1)[0]
    return any(first in words.annex for words in language_words().values())


def is_caption(text: str) -> bool:
    """Whether a line names a table or a figure by number: "Table 3. Women in public office"."""
    first, _, rest = text[:40].strip().partition(" ")
    return first.lower() in _caption_words() and bool(_numeral(rest))


@cache
def _caption_words() -> frozenset[str]:
    return frozenset(word for words in language_words().values() for word in words.caption)


def table_members(groups: Sequence[Group], usual: Layout) -> set[int]:
    """Which groups are table cells: at least two cell gaps that follow each other closely.

    Paragraphs, several lines as wide as the text, are no cells and end a table.
    """
    gaps = [position for position, group in enumerate(groups) if group.start is Break.CELL]
    members: set[int] = set()
    run: list[int] = []
    for position in [*gaps, 10**9]:
        between = groups[run[-1] : position] if run and position < len(groups) else ()
        if run and (position - run[-1] > _TABLE_REACH or any(_is_paragraph(one, usual) for one in between)):
            if len(run) > 1:
                members.update(range(run[0] - 1, run[-1] + 1))
            run = []
        run.append(position)
    return {position for position in members if position >= 0}


def _is_paragraph(group: Group, usual: Layout) -> bool:
    first = group.lines[0]
    return len(group.lines) > 1 and first.box[2] - first.box[0] > _FULL * (usual.right - usual.left)
