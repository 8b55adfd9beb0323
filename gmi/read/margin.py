"""Line numbers in the margin, as drafts have them: every line or every fifth one is counted.

They would stand between the words of a sentence, and be taken for numbers of paragraphs. Told by what they
are: numbers beside the text that go up by one and the same step, as many as there are lines to be counted.
"""

from collections.abc import Sequence
from itertools import pairwise

from gmi.read.lines import Line

_FEWEST = 4
"""Numbers on a page that show that lines are counted."""
_MOST_LINES = 0.8
"""Share of a page's lines that bear a number where each of them is counted: paragraphs are longer."""
_MOST_PAGES = 0.4
"""Share of the pages that show it; the others are short, or have headings and tables on them."""
_SAME_PLACE = 3.0
"""Points by which the edges of line numbers differ from page to page."""


def split_line_numbers(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """The pages' lines without line numbers, and these in order."""
    columns = [column for lines in pages if (column := _line_numbers(lines))]
    # A list of which every item has a line may fill a page; drafts count the lines of all.
    if not columns or len(columns) < _MOST_PAGES * sum(len(lines) >= _FEWEST for lines in pages):
        return list(pages), []
    edges = {edge for column in columns for edge in (column[0].box[0], column[0].box[2])}
    kept: list[list[Line]] = []
    numbers: list[Line] = []
    for lines in pages:
        own = [line for line in _beside(lines) if any(_is_at(line, edge) for edge in edges)]
        dropped = {line.index for line in own}
        kept.append([line for line in lines if line.index not in dropped])
        numbers += own
    return kept, numbers


def _is_at(line: Line, edge: float) -> bool:
    return abs(line.box[0] - edge) < _SAME_PLACE or abs(line.box[2] - edge) < _SAME_PLACE


def _beside(lines: Sequence[Line]) -> list[Line]:
    """Bare numbers in the left margin, from the top."""
    numbers = [line for line in lines if line.text.isdigit()]
    if not numbers:
        return []
    text = min((line.box[0] for line in lines if not line.text.isdigit()), default=0.0)
    return sorted((one for one in numbers if one.box[2] <= text), key=lambda line: -line.baseline)


def _line_numbers(lines: Sequence[Line]) -> list[Line]:
    """The numbers in the margin of a page, if they count its lines; else none."""
    column = _beside(lines)
    if len(column) < _FEWEST:
        return []
    steps = {int(after.text) - int(before.text) for before, after in pairwise(column)}
    if len(steps) > 1 or (step := steps.pop()) < 1:
        return []
    if step > 1:
        return column if all(int(line.text) % step == 0 for line in column) else []
    heights = {round(line.baseline) for line in lines if not line.text.isdigit()}
    return column if len(column) >= _MOST_LINES * len(heights) else []
