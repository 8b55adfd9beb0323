"""Small drawings out of characters: bars, gauges with an interval, sparklines.

Each has an ASCII form for terminals that can't show more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gmi.rate.scoring import CUTS


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters to draw with. `levels` go from nothing to full."""

    levels: str
    full: str
    empty: str
    point: str
    span: str
    cut: str
    yes: str
    no: str


UNICODE = Glyphs(" ▁▂▃▄▅▆▇█", "█", "·", "●", "─", "┊", "✓", "–")
ASCII = Glyphs(" .:-=+*#@", "#", ".", "o", "-", ":", "x", "-")


def bar(value: float, most: float, width: int, glyphs: Glyphs) -> str:
    """A bar of at most `width` columns; something is never drawn as nothing."""
    if value <= 0 or most <= 0:
        return ""
    return glyphs.full * max(1, round(value / most * width))


def gauge(score: float, low: float, high: float, width: int, glyphs: Glyphs) -> str:
    """A scale from 0 to 1 with its two cuts, the interval and the score."""
    cells = [glyphs.empty] * width

    def column(value: float) -> int:
        return min(width - 1, int(value * width))

    for cut in CUTS:
        cells[column(cut)] = glyphs.cut
    for position in range(column(low), column(high) + 1):
        cells[position] = glyphs.span
    cells[column(score)] = glyphs.point
    return "".join(cells)


def sparkline(counts: Sequence[int], most: int, glyphs: Glyphs) -> str:
    """One column for each count, as high as its share of `most`; nothing is a dot."""
    steps = len(glyphs.levels) - 1
    return "".join(
        glyphs.levels[max(1, round(count / most * steps))] if count else glyphs.empty for count in counts
    )
