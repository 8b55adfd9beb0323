"""Columns that a page prints row by row: the first line of each, then the second line of each, and so on.

Read like that, no sentence of two columns survives, nor one of a table cell of several lines. Where lines of
a column run on (a line was full, and the next one goes on from it), a column is read before the one to its
right: from head to foot where it is prose, cell by cell in the rows of a table. Lines that don't run on, as
those of a table of figures, stay in their rows.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean

from gmi.read.lines import BULLETS, CELL_GAP, Line
from gmi.read.notes import last_sign

_LEVEL = 0.7
"""Font sizes by which lines of one row may differ in height."""
_FEWEST_ROWS, _FEWEST_STEPS = 4, 3
"""Rows that make columns of prose, and steps from line to line that tell what a column is."""
_RUNNING, _IN_SENTENCES = 0.6, 0.4
"""Share of the steps in a column of prose at which a line runs on, and share of its lines that don't begin
with a capital letter."""
_FEWEST_BANDS = 3
"""Rows of a table. Paragraphs of two columns may happen to begin side by side, but not every time."""
_LONG = 20
"""Characters of a line of prose, on the average."""
_STEP, _LOOSE_STEP = 1.5, 1.25
"""The largest step within a paragraph: in font sizes, and in usual steps of the column."""
_FARTHEST = 2.5
"""Font sizes from which a line above is none of the same paragraph."""
_LETTER = 0.45
"""Width of a letter, in font sizes."""
_CLOSING = ".:;?!"

_number = re.compile(r"(\d{1,4})\.\s").match

_MOST_COLUMNS = 20

Column = list[Line]
Gap = tuple[float, float]


def in_reading_order(lines: list[Line]) -> list[Line]:
    """The lines of a page, without its running headers, column by column where it prints row by row."""
    if len(_gaps(lines)) < 2:
        return lines
    return [line for run in _downward(lines) for line in _by_regions(run, _gaps(run))]


def _gaps(lines: Sequence[Line]) -> list[Gap]:
    """Where across the page lines end beside which the next line begins, and where that is."""
    return [
        (before.box[2], after.box[0])
        for before, after in pairwise(lines)
        if after.box[0] > before.box[2] and _is_level(before, after)
    ]


def _is_level(before: Line, after: Line) -> bool:
    return abs(before.baseline - after.baseline) < _LEVEL * after.size


def _downward(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Stretches of lines none of which stands higher on the page than the one before."""
    start = 0
    for position, (before, after) in enumerate(pairwise(lines), 1):
        if after.baseline - before.baseline > _LEVEL * after.size:
            yield list(lines[start:position])
            start = position
    yield list(lines[start:])


def _by_regions(run: list[Line], gaps: Sequence[Gap]) -> Iterator[Line]:
    """The lines of a stretch, each region of it that a gutter parts in reading order."""
    if not _may_mix(run) or (place := _shared(gaps, run)) is None:
        yield from run
        return
    start = 0
    for position, line in enumerate(run):
        following = run[position + 1] if position + 1 < len(run) else None
        across = line.box[0] < place < line.box[2]
        if across or (position > start and _is_heading(run[position - 1], line, following)):
            yield from _region(run[start:position], gaps, place, line.baseline)
            yield line
            start = position + 1
    yield from _region(run[start:], gaps, place, None)


def _may_mix(run: Sequence[Line]) -> bool:
    """Whether a line that may run on stands to the left of the one before it; else the order is right."""
    long = [line for line in run if len(line.text) >= _LONG]
    return any(
        after.box[2] <= before.box[0]
        and (after.text[0].islower() or any(_is_above(line, before, after) for line in long))
        for before, after in pairwise(run)
    )


def _is_above(line: Line, before: Line, after: Line) -> bool:
    """Whether a line may be the one above `after` in a column to the left of `before`."""
    return line.box[2] <= before.box[0] and 0 < line.baseline - after.baseline < _FARTHEST * after.size


def _is_heading(before: Line, line: Line, following: Line | None) -> bool:
    """Whether a line is a short heading of all columns: printed otherwise than they are, with nothing beside
    it and a gap above."""
    if before.baseline - line.baseline < _STEP * line.size:
        return False
    others = [one for one in (before, following) if one]
    if any((one.bold, round(one.size)) == (line.bold, round(line.size)) for one in others):
        return False
    return following is None or not _is_level(line, following)


def _shared(gaps: Sequence[Gap], lines: Sequence[Line]) -> float | None:
    """The place across the page that many of the gaps share, at least two, and few lines stand across."""
    edges = [(left, 1, 1) for left, _ in gaps] + [(right, -1, -1) for _, right in gaps]
    edges += [(line.box[0], 0, -1) for line in lines] + [(line.box[2], 0, 1) for line in lines]
    best: float | None = None
    shared = rank = most = 0
    for (here, gap, step), (following, _, _) in pairwise(sorted(edges)):
        shared, rank = shared + gap, rank + step
        if following > here and shared > 1 and (best is None or rank > most):
            best, most = (here + following) / 2, rank
    return best


def _region(lines: list[Line], gaps: Sequence[Gap], place: float, following: float | None) -> list[Line]:
    """Lines none of which stands across `place`, in reading order. Below them stands, if anything, a line at
    the height `following`."""
    if len(lines) < _FEWEST_STEPS:
        return lines
    places = [place]
    own = [gap for gap in gaps if not gap[0] < place < gap[1]]
    while len(places) < _MOST_COLUMNS and (another := _shared(own, lines)) is not None:
        if any(line.box[0] < another < line.box[2] for line in lines):
            break
        places.append(another)
        own = [gap for gap in own if not gap[0] < another < gap[1]]
    places.sort()
    columns: list[Column] = [[] for _ in range(len(places) + 1)]
    for line in lines:
        columns[bisect_right(places, line.box[0])].append(line)
    columns = [column for column in columns if column]
    if len(columns) < 2:
        return lines
    if following is not None and (end := _below(columns, lines, following)):
        return [*_region(lines[:-end], gaps, place, None), *lines[-end:]]
    return _Columns(columns, lines).in_order()


def _below(columns: Sequence[Column], lines: Sequence[Line], following: float) -> int:
    """How many lines at the end stand below all but the first column, and nearer to what follows at that
    height than to their column: the heading of it."""
    foot = min(column[-1].baseline for column in columns[1:])
    for before, line in pairwise(columns[0]):
        above = before.baseline - line.baseline
        if line.baseline < foot - _LEVEL * line.size and above > columns[0][-1].baseline - following:
            return len(lines) - lines.index(line)
    return 0


def _largest_step(column: Column) -> float:
    """The largest step between two lines of one paragraph, in points."""
    steps = sorted(a.baseline - b.baseline for a, b in pairwise(column))
    usual = steps[len(steps) // 4] if steps else 0.0
    return max(_STEP * column[0].size, min(_LOOSE_STEP * usual, 2 * column[0].size))


class _Columns:
    """The columns of a region, from left to right, and which of their lines run on from the line above."""

    def __init__(self, columns: Sequence[Column], lines: Sequence[Line]) -> None:
        self._columns, self._lines = columns, lines
        self._steps = [_largest_step(column) for column in columns]
        self._rights = [max(line.box[2] for line in column) for column in columns]
        self._running = {
            after.index
            for column, step, right in zip(columns, self._steps, self._rights, strict=True)
            for before, after in pairwise(column)
            if _runs_on(before, after, step, right)
        }

        beside = [(a, b) for a, b in pairwise(lines) if _is_level(a, b) and b.box[0] > a.box[2]]
        self._apart = all(b.box[0] - a.box[2] > CELL_GAP * b.size for a, b in beside)

    def in_order(self) -> list[Line]:
        """The lines in reading order."""
        if not self._running:
            return list(self._lines)
        rows = list(_rows(self._lines))
        prose = self._is_prose(rows)
        bands = list(self._bands(rows, prose))
        if prose and (self._are_no_table(bands) or self._is_numbered_on()):
            bands = [list(self._lines)]
        place = {line.index: number for number, column in enumerate(self._columns) for line in column}
        return [line for band in bands for line in sorted(band, key=lambda one: place[one.index])]

    def _are_no_table(self, bands: Sequence[Column]) -> bool:
        """Whether few rows begin in all columns at once, or most of what begins does so inside of rows."""
        return len(bands) < _FEWEST_BANDS or self._starts_inside(bands) >= len(bands) - 1

    def _is_numbered_on(self) -> bool:
        """Whether the paragraphs' numbers go on from the foot of a column at the head of the next."""
        numbers = [
            [int(found[1]) for line in column if (found := _number(line.text))] for column in self._columns
        ]
        whole = [number for column in numbers for number in column]
        return all(numbers) and all(b == a + 1 for a, b in pairwise(whole))

    def _is_prose(self, rows: Sequence[Column]) -> bool:
        """Whether columns that have lines close to each other are all of running text, and several."""
        if sum(len(row) > 1 for row in rows) < _FEWEST_ROWS:
            return False
        told = 0
        for column, step in zip(self._columns, self._steps, strict=True):
            close = [b for a, b in pairwise(column) if a.baseline - b.baseline <= step]
            if len(close) < _FEWEST_STEPS:
                continue
            told += 1
            if sum(line.index in self._running for line in close) < _RUNNING * len(close):
                return False
            if mean(len(line.text) for line in close) < _LONG:
                return False
            # Each cell of a list in columns begins with a capital letter.
            if sum(not line.text[0].isupper() for line in close) < _IN_SENTENCES * len(close):
                return False
        return told > 1

    def _bands(self, rows: Sequence[Column], prose: bool) -> Iterator[Column]:
        """Rows of lines that belong together: those of one row of a table."""
        band: Column = []
        for row in rows:
            if band and (self._opens_band(band, row) if prose else not self._goes_on(row)):
                yield band
                band = []
            band.extend(row)
        yield band

    def _opens_band(self, band: Column, row: Column) -> bool:
        """Whether all columns begin anew in a row: below a gap, or with several of them in it."""
        apart = band[-1].baseline - row[0].baseline > min(self._steps)
        new = not any(line.index in self._running for line in row)
        return new and (apart or len(row) > 1)

    def _goes_on(self, row: Column) -> bool:
        """Whether a row has nothing but what goes on in the cells above it, and these are apart.

        In lower case, or in a row that lacks other cells: what stands in each cell may be a word of its own.
        """
        if not self._apart or any(line.index not in self._running for line in row):
            return False
        return len(row) < len(self._columns) or all(line.text[0].islower() for line in row)

    def _starts_inside(self, bands: Sequence[Column]) -> int:
        """How many paragraphs begin beside one that runs on: in tables, hardly any."""
        firsts = {column[0].index for column in self._columns}
        tops = {line.index for band in bands for line in band if _is_level(band[0], line)}
        return sum(line.index not in self._running | firsts | tops for line in self._lines)


def _rows(lines: Sequence[Line]) -> Iterator[Column]:
    """Lines of a stretch by row: each from left to right."""
    row: Column = []
    for line in lines:
        if row and not (_is_level(row[0], line) and line.box[0] > row[-1].box[2]):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _runs_on(before: Line, after: Line, step: float, right: float) -> bool:
    """Whether a line goes on from the one above: that had no room for its first word, and isn't the end of a
    sentence or list item where a capital letter follows."""
    size = after.size
    if not 0 < before.baseline - after.baseline <= step or abs(before.size - size) > 0.8:
        return False
    first, word = after.text[0], after.text.split(maxsplit=1)[0]
    if first in BULLETS or (first.isdigit() and word[-1] in ".)"):
        return False
    if before.box[2] + _LETTER * size * (len(word) + 1) < right - size:
        return False
    return first.islower() or (len(before.text) >= _LONG and last_sign(before) not in ":;")
