"""Cells that PDFium runs together: rows beside those in which it shows a gap are looked at blank by blank.

Reading asks for the gaps in a line only where its letters are too far apart on the average, which a header
of short words in narrow columns need not be: "Hospital admissions Births" would be a phrase.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from gmi.read.lines import BULLETS, CELL_GAP, Line

_NEAR = 3.0
"""Font sizes between a row that shows a gap and the others of its table."""
_blanks = re.compile(r"\s+").finditer
is_label = re.compile(rf"\(?\w{{1,4}}[.)]|\d+(?:\.\d+)+\.?|[{BULLETS}]").fullmatch
"""Whether all of a text is a paragraph's or list item's own number, letter or bullet."""

Sides = Callable[[int, int], tuple[float, float]]
"""What gives where one character of a page ends and where another begins, by their indices."""


def split_cells(lines: list[Line], sides: Sides) -> list[Line]:
    """The lines of a page, those near a row of cells cut into cells. `sides` gives where a character ends and
    where another begins."""
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
        found += _cells(line, sides) if near else (line,)
    return found


def _is_row(before: Line, after: Line) -> bool:
    """Whether two lines stand side by side, farther apart than words."""
    level = -0.45 < (before.baseline - after.baseline) / (after.size or 1.0) < 0.45
    return level and after.box[0] - before.box[2] > CELL_GAP * after.size


def _cells(line: Line, sides: Sides) -> Sequence[Line]:
    """The line cut at blanks too wide to stand between words; a paragraph's number and a bullet stay."""
    text, begin, left = line.text, 0, line.box[0]
    found: list[Line] = []
    for (start, end), right, following in wide_blanks(line, CELL_GAP * line.size, sides):
        if not is_label(text[begin:start]):
            found.append(_part(line, begin, start, left, right))
            begin, left = end, following
    return [*found, _part(line, begin, len(text), left, line.box[2])] if found else (line,)


def wide_blanks(
    line: Line, width: float, sides: Sides, first: int = 0, last: int = sys.maxsize
) -> Iterator[tuple[tuple[int, int], float, float]]:
    """The line's blanks wider than `width` points: the span in its text, and where they begin and end. Only
    those between the letters `first` and `last` are looked at."""
    for blank in _blanks(line.text, max(first, 1), last):
        right, following = sides(line.index + blank.start() - 1, line.index + blank.end())
        if following - right > width:
            yield blank.span(), right, following


def _part(line: Line, begin: int, end: int, left: float, right: float) -> Line:
    markers = tuple((a - begin, b - begin) for a, b in line.markers if begin <= a and b <= end)
    edges = left, line.box[1], right, line.box[3]
    return line._replace(text=line.text[begin:end], index=line.index + begin, box=edges, markers=markers)
