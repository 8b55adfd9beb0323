"""Blocks of lines: where a paragraph, list item, heading or cell ends and the next one begins.

Within a page, white space decides: more than the usual step between two lines, another size, a cell gap.
Across pages there is none to see, so there the text decides: what it ends and begins with.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from gmi.read.drafts import Piece
from gmi.read.lines import BULLETS, CELL_GAP, JOINER, Line
from gmi.read.notes import is_loose_marker, last_sign, marker_spans
from gmi.read.numbering import candidate, item_label
from gmi.records import maker

_piece = maker(Piece)
_STARTERS = frozenset("0123456789(–—*" + BULLETS)
_CLOSING = ".:;?!"
_HYPHENS = "-‐–\u00ad"
_COLUMN, _COLUMN_HEAD = 10, 3
"""Font sizes: how far up the next column begins at least, and how far below the page's head at most."""
_SHORT, _LETTER = 3, 0.5
"""Font sizes by which a line is short of the margin, and the width of a letter that had no room there."""


class Break(Enum):
    """What stands between two lines."""

    NONE = "one block"
    SOFT = "a new block if its number counts, else the same block"
    FIRM = "a new block"
    CELL = "the next cell"
    ROW = "the next row if they are cells, else the same block"


class Layout(NamedTuple):
    """The document's usual print: font size, step from line to line, left and right edge of the text."""

    size: float
    step: float
    left: float
    right: float


@dataclass(slots=True)
class Group:
    """Lines that make one block; `start` is the break before it. The rest is found out later."""

    lines: list[Line]
    start: Break = Break.FIRM
    number: str | None = None
    heading: bool = False
    table: bool = False
    annex: bool = False

    @property
    def opening(self) -> str:
        """The first line as it is read, also where it is printed in spaced letters."""
        return self.lines[0].text.replace(JOINER, "")

    @property
    def text(self) -> str:
        """The first line and what follows, for a look at how the block begins and ends."""
        return " ".join(line.text for line in self.lines[:4])


def layout(pages: Sequence[Sequence[Line]]) -> Layout:
    """The usual print of the pages' text, from some pages spread over the document."""
    sizes: Counter[float] = Counter()
    steps: Counter[float] = Counter()
    lefts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    full = [page for page in pages if len(page) > 5] or list(pages)
    sample = full[:: max(1, len(full) // 6)][:6]
    for page in sample:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    size = max(sizes, key=lambda one: (sizes[one], one), default=10.0)
    for page in sample:
        own = [line for line in page if abs(line.size - size) < 0.6]
        lefts.update(round(line.box[0]) for line in own)
        rights.update(round(line.box[2]) for line in own if len(line.text) > 40)
        gaps = (a.baseline - b.baseline for a, b in pairwise(own))
        steps.update(round(gap * 2) / 2 for gap in gaps if 0.8 * size < gap < 3 * size)
    step = steps.most_common(1)[0][0] if steps else 1.2 * size
    left = lefts.most_common(1)[0][0] if lefts else 72
    right = rights.most_common(1)[0][0] if rights else 520
    # A damaged file can say that its letters have no size.
    return Layout(max(size, 1.0), step, float(left), float(right))


def group_lines(pages: Sequence[Sequence[Line]], usual: Layout) -> list[Group]:
    """All lines of the pages as groups, in order; a paragraph that runs over a page break is one group."""
    groups: list[Group] = []
    current: list[Line] = []
    previous: Line | None = None
    ratio = max(1.5, 1.25 * usual.step / usual.size)
    last_left = last_size = last_baseline = 0.0
    last_bold = False
    for page in pages:
        turned = True
        for line in page:
            # Most lines are the next one of the same paragraph: they are told here, without a call.
            text, _, _, (left, _, _, _), size, baseline, bold, _, _ = line
            step = last_baseline - baseline
            same = (
                -1 < left - last_left < 1
                and 0.5 * size < step < ratio * size
                and -0.8 < size - last_size < 0.8
                and bold == last_bold
                and text[0] not in _STARTERS
                and not turned
            )
            if not same and previous is not None:
                if not turned and _opens_column(previous, line):
                    start = _column_break(current, line, usual, at_head=_is_at_head(line, page))
                elif not turned:
                    start = _break(previous, line, ratio, usual)
                    joins = start is Break.NONE or start is Break.SOFT
                    if joins and groups[-1].start is Break.CELL and _opens_next_row(current, line):
                        start = Break.ROW
                else:
                    start = Break.FIRM if _opens_row(page) else _page_break(previous, line, usual)
                same = start is Break.NONE
            elif not same:
                start = Break.FIRM
            if same:
                current.append(line)
            else:
                current = [line]
                groups.append(Group(current, start))
            previous, turned = line, False
            last_left, last_size, last_baseline, last_bold = left, size, baseline, bold
    return groups


def _break(previous: Line, line: Line, ratio: float, usual: Layout) -> Break:
    """The break between two lines of one page; `ratio` is the largest step within a block, in font sizes."""
    size, step = max(line.size, previous.size), previous.baseline - line.baseline
    if is_loose_marker(line, previous):
        return Break.NONE
    if abs(step) < 0.45 * size:
        gap = line.box[0] - previous.box[2]
        return Break.CELL if gap > CELL_GAP * size else Break.NONE if gap > -size else Break.FIRM
    if step < 0:
        return Break.CELL if line.box[0] > previous.box[2] else Break.FIRM
    if step > ratio * line.size or abs(line.size - previous.size) > 0.8:
        return Break.FIRM
    short = previous.box[2] < usual.right - 3 * size
    closed = last_sign(previous) in _CLOSING
    indent = line.box[0] - previous.box[0]
    if line.text[0] in _STARTERS and _may_start(line, closed or abs(indent) > 4):
        return Break.SOFT if line.text[0].isdigit() else Break.FIRM
    if line.bold != previous.bold and short:
        return Break.FIRM
    if line.bold and line.size > usual.size + 0.8:
        return Break.NONE
    return Break.FIRM if abs(indent) > 6 and short and closed else Break.NONE


def _opens_next_row(cell: Sequence[Line], line: Line) -> bool:
    """Whether a line stands below and wholly to the left of a cell: it begins the next row."""
    return line.box[2] < min(one.box[0] for one in cell)


def _opens_column(previous: Line, line: Line) -> bool:
    """Whether a line goes on from the foot of a column: far up, and to the right."""
    up = line.baseline - previous.baseline
    return up > _COLUMN * line.size and line.box[0] > previous.box[2]


def _is_at_head(line: Line, page: Sequence[Line]) -> bool:
    """Whether a line is one of the first of its page."""
    return max(one.baseline for one in page) - line.baseline < _COLUMN_HEAD * line.size


def _column_break(current: Sequence[Line], line: Line, usual: Layout, *, at_head: bool) -> Break:
    """The break before a line that opens a column; `current` is the block before. As between pages, but the
    edge of the text is that of the block: one that ends before it is over, as that of a table's cell.

    Below the head of the page it may be a long cell, too: only words in the middle of a sentence go on.
    """
    before = current[-1]
    right = max(one.box[2] for one in current)
    room = _LETTER * (len(line.text.split(maxsplit=1)[0]) + 1)
    if right - before.box[2] > max(_SHORT, room) * line.size:
        return Break.FIRM
    if not at_head and (last_sign(before) in _CLOSING or not line.text[0].islower()):
        return Break.FIRM
    return _page_break(before, line, usual._replace(left=line.box[0], right=right))


def _may_start(line: Line, apart: bool) -> bool:
    """Whether the line may be a list item or a numbered paragraph; `apart` from the line before it."""
    first = line.text[0]
    if first in BULLETS:
        return True
    if first == "(":
        return apart and item_label(line.text) is not None
    return apart and first.isdigit() and candidate(0, line.text) is not None


def _opens_row(page: Sequence[Line]) -> bool:
    """Whether a page begins with a row of cells."""
    first, second = page[0], page[1] if len(page) > 1 else page[0]
    level = abs(first.baseline - second.baseline) < 0.45 * first.size
    return level and second.box[0] - first.box[2] > CELL_GAP * first.size


def _page_break(previous: Line, line: Line, usual: Layout) -> Break:
    """The break between the last line of a page and the first of the next."""
    if abs(line.size - previous.size) > 0.8:
        return Break.FIRM
    closed = last_sign(previous) in _CLOSING
    short = previous.box[2] < usual.right - 3 * line.size
    if line.text[0].isdigit() and candidate(0, line.text):
        return Break.SOFT
    if line.text[0] in _STARTERS and _may_start(line, closed):
        return Break.FIRM
    if line.bold != previous.bold and (short or closed):
        return Break.FIRM
    if closed and (short or line.box[0] > usual.left + 6):
        return Break.FIRM
    return Break.NONE


def pieces(lines: Sequence[Line]) -> list[Piece]:
    """The lines of one block as the pieces of its text, without note references."""
    found: list[Piece] = []
    previous: Line | None = None
    last_text, last_baseline = "", 0.0
    for line in lines:
        text, page, index, box, size, baseline, _, _, markers = line
        # Most lines stand under the one before and hold no reference.
        if previous is None or (last_baseline - baseline > size and last_text[-1] not in _HYPHENS):
            glue = " "
        else:
            glue = _glue(previous, line)
        if markers or "*" in text:
            _add_with_markers(line, glue, found)
        elif previous and len(text) <= 4 and is_loose_marker(line, previous):
            label = text.rstrip(".,;: ")
            found[-1] = found[-1]._replace(marker=label)
            if text[len(label) :]:
                found.append(Piece(text[len(label) :], page, index + len(label), box, ""))
            continue
        else:
            found.append(_piece((text, page, index, box, glue, "")))
        previous, last_text, last_baseline = line, text, baseline
    return found


def _add_with_markers(line: Line, glue: str, found: list[Piece]) -> None:
    position = 0
    for start, end in marker_spans(line):
        if start < position:
            continue
        text = line.text[position:start]
        if start == 0 and found:
            found[-1] = found[-1]._replace(marker=line.text[start:end])
        else:
            marker = line.text[start:end]
            found.append(Piece(text, line.page, line.index + position, line.box, glue, marker))
            glue = ""
        position = end
    rest = line.text[position:]
    if rest[:1] == " " and found and found[-1].text[-1:] in ("", " "):
        position, rest = position + 1, rest[1:]
    if rest:
        found.append(Piece(rest, line.page, line.index + position, line.box, glue))


def _glue(previous: Line, line: Line) -> str:
    """What goes between two lines of a block: nothing after a hyphen or inside a word, else a blank."""
    same_row = line.page == previous.page and abs(line.baseline - previous.baseline) < 0.45 * line.size
    if same_row:
        return "" if line.box[0] - previous.box[2] < 0.12 * line.size else " "
    ends = previous.text[-2:]
    # "2023-" and "re-" go on, a dash that stands alone does not.
    return "" if ends[-1] in _HYPHENS and len(ends) == 2 and ends[0].isalnum() else " "
