"""Gutters that PDFium runs over: where columns stand close together, it gives a row of them as one line.

Blanks are asked for their width only on pages that may have columns: where lines begin at one place well
to the right of the others, where several begin with numbers that count lines in the margin, or where
two of a few long lines have a blank as wide as a gutter at one place.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from gmi.read.cells import Blanks, is_label
from gmi.read.lines import Line

_NARROWEST = 0.85
"""Font sizes: no blank between two words is as wide, but in lines that are spread to the margin."""
_FEWEST = 4
"""Rows in succession that a gutter parts."""
_DIGITS, _MOSTLY = 4, 0.7
"""Digits of a line's number, and the share of such numbers that go up by the usual step."""
_MOST = 20
"""Gutters of a page."""
_ASIDE = 8
"""Font sizes to the right of the leftmost line from which lines may stand in a second column."""
_LONG, _PROBES = 40, 3
"""Characters of a line that may run over a gutter, and how many such lines are looked at on every page."""
_FROM, _TO = 0.3, 0.7
"""Shares of a line's letters between which the gutters of two or three columns stand."""
_has_leader = re.compile(r"\.\s?\.|…").search
"""Whether dots lead to the page number in a table of contents, which belongs to the entry."""


class _Gap(NamedTuple):
    """A wide blank from `left` to `right`; the line's text goes on at `end`. None: it only begins there."""

    left: float
    right: float
    end: int | None


def gutters(lines: Sequence[Line], blanks: Blanks) -> list[int]:
    """Where in the page's text lines have to be cut, since there a gutter runs through them."""
    long = [line for line in lines if len(line.text) > _LONG]
    if len(long) < _FEWEST:
        return []
    # Where the long lines begin that stand leftmost, some that stand alone apart.
    left = sorted([line.box[0] for line in long])[_FEWEST - 1]
    edge = left + _ASIDE * lines[0].size
    if not (_stand_aside(lines, edge) or _are_counted(long) or _is_probed(long, blanks)):
        return []
    gaps = [list(_gaps(line, edge, blanks)) for line in lines]
    cuts: set[int] = set()
    for place in islice(_places([gap for of_line in gaps for gap in of_line]), _MOST):
        cuts.update(_run_over(place, lines, gaps))
    return sorted(cuts)


def _stand_aside(lines: Sequence[Line], edge: float) -> bool:
    """Whether several lines begin at one place to the right of `edge`; page numbers don't."""
    aside = [round(line.box[0]) for line in lines if line.box[0] > edge and not line.text.isdigit()]
    return len(set(aside)) < len(aside)


def _are_counted(long: Sequence[Line]) -> bool:
    """Whether several lines begin with bare numbers, most of which go up by one and the same step, as where
    lines are counted in the margin."""
    figures = [line.text.split(maxsplit=1)[0] for line in long if line.text[0].isdigit()]
    numbers = [int(one) for one in figures if len(one) <= _DIGITS and one.isdecimal()]
    if len(numbers) < _FEWEST:
        return False
    steps = Counter(after - before for before, after in pairwise(numbers))
    usual, often = steps.most_common(1)[0]
    return usual > 0 and often >= _MOSTLY * (len(numbers) - 1)


def _is_probed(long: Sequence[Line], blanks: Blanks) -> bool:
    """Whether two of some lines, spread over the page, have a blank as wide as a gutter at one place."""
    step = max(len(long) // _PROBES, 1)
    before: list[_Gap] = []
    for number, line in enumerate(long[step // 2 :: step][:_PROBES]):
        gaps = list(_wide(line, blanks, _FROM, _TO))
        if any(max(a.left, b.left) < min(a.right, b.right) for a in gaps for b in before):
            return True
        before += gaps
        if number and not before:
            # Two lines without any are enough to leave.
            break
    return False


def _gaps(line: Line, edge: float, blanks: Blanks) -> Iterator[_Gap]:
    """The line's wide blanks, and that before its beginning where this lies to the right of `edge`."""
    if (left := line.box[0]) > edge:
        yield _Gap(left - _NARROWEST * line.size, left, None)
    yield from _wide(line, blanks)


def _wide(line: Line, blanks: Blanks, first: float = 0.0, last: float = 1.0) -> Iterator[_Gap]:
    """The line's wide blanks, of those between two shares of its letters."""
    if _has_leader(line.text):
        return
    length = len(line.text)
    within = int(first * length), int(last * length)
    for start, end, left, right in blanks(line, _NARROWEST * line.size, *within):
        # What follows a line's own number is no other column.
        if not is_label(line.text[:start]):
            yield _Gap(left, right, line.index + end)


def _places(gaps: list[_Gap]) -> Iterator[float]:
    """Across the page the places that most gaps share, as long as enough do."""
    while len(gaps) >= _FEWEST:
        edges = sorted([(gap.left, 1) for gap in gaps] + [(gap.right, -1) for gap in gaps])
        height = most = 0
        best = (0.0, 0.0)
        for (place, step), (following, _) in pairwise(edges):
            height += step
            if height > most:
                most, best = height, (place, following)
        if most < _FEWEST:
            return
        place = sum(best) / 2
        yield place
        gaps = [gap for gap in gaps if not gap.left < place < gap.right]


def _run_over(place: float, lines: Sequence[Line], gaps: Sequence[list[_Gap]]) -> Iterator[int]:
    """The cuts at a gutter through `place`, where it parts enough lines in succession."""
    run: list[_Gap] = []
    for line, of_line in [*zip(lines, gaps, strict=True), (None, ())]:
        here = next((gap for gap in of_line if gap.left < place < gap.right), None)
        if here is not None:
            run.append(here)
        elif line is None or line.box[0] < place < line.box[2]:
            if len(run) >= _FEWEST:
                yield from (gap.end for gap in run if gap.end is not None)
            run = []
