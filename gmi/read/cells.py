"""Cells that PDFium runs together: rows beside those in which it shows a gap are looked at blank by blank.

Reading asks for the gaps in a line only where its letters are too far apart on the average, which a header
of short words in narrow columns need not be: "Hospital admissions Births" would be a phrase.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from sys import maxsize
from typing import NamedTuple, Protocol

from gmi.read.lines import BULLETS, CELL_GAP, Line

_NEAR = 3.0
"""Font sizes between a row that shows a gap and the others of its table."""
is_label = re.compile(rf"\(?\w{{1,4}}[.)]|\d+(?:\.\d+)+\.?|[{BULLETS}]").fullmatch
"""Whether all of a text is a paragraph's or list item's own number, letter or bullet."""


class Blank(NamedTuple):
    """A blank in a line's text from `start` to `end`, and across the page from `left` to `right`."""

    start: int
    end: int
    left: float
    right: float


class Blanks(Protocol):
    """What tells the blanks of a page's lines."""

    def __call__(self, line: Line, width: float, first: int = 0, last: int = maxsize) -> Sequence[Blank]:
        """The line's blanks wider than `width` points, of those between the letters `first` and `last`."""


def split_cells(lines: list[Line], blanks: Blanks) -> list[Line]:
    """The lines of a page, those near a row of cells cut into cells."""
    rows = sorted(
        after.baseline
        for before, after in pairwise(lines)
        if after.box[0] > before.box[2] and _is_row(before, after)
    )
    if not rows:
        return lines
    found: list[Line] = []
    for line in lines:
        lowest = bisect_right(rows, line.baseline - _NEAR * line.size)
        near = lowest < len(rows) and rows[lowest] < line.baseline + _NEAR * line.size
        found += _cells(line, blanks) if near else (line,)
    return found


def _is_row(before: Line, after: Line) -> bool:
    """Whether two lines stand side by side, farther apart than words."""
    level = -0.45 < (before.baseline - after.baseline) / (after.size or 1.0) < 0.45
    return level and after.box[0] - before.box[2] > CELL_GAP * after.size


def _cells(line: Line, blanks: Blanks) -> Sequence[Line]:
    """The line cut at blanks too wide to stand between words; a paragraph's number and a bullet stay."""
    text, begin, left = line.text, 0, line.box[0]
    found: list[Line] = []
    for start, end, right, following in blanks(line, CELL_GAP * line.size):
        if not is_label(text[begin:start]):
            found.append(_part(line, begin, start, left, right))
            begin, left = end, following
    return [*found, _part(line, begin, len(text), left, line.box[2])] if found else (line,)


def _part(line: Line, begin: int, end: int, left: float, right: float) -> Line:
    markers = tuple((a - begin, b - begin) for a, b in line.markers if begin <= a and b <= end)
    edges = left, line.box[1], right, line.box[3]
    return line._replace(text=line.text[begin:end], index=line.index + begin, box=edges, markers=markers)
