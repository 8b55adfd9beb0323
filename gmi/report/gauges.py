"""Small drawings out of characters: level marks, bars, gauges with an interval, sparklines.

Each has an ASCII form for terminals that can't show more; no meaning is carried by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from gmi.rate.assessment import Level, Rating
from gmi.rate.scoring import CUTS


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters to draw with. `heights` go from nothing to full upwards, `parts` from little to full
    sideways; `apart` draws what is counted apart; `marks` are the four levels'."""

    heights: str
    full: str
    parts: str
    apart: str
    empty: str
    point: str
    span: str
    cut: str
    square: str
    none: str
    quotes: str
    dash: str
    marks: dict[Level, str]


UNICODE = Glyphs(
    heights=" ▁▂▃▄▅▆▇█",
    full="█",
    parts="▏▎▍▌▋▊▉█",
    apart="░",
    empty="·",
    point="●",
    span="━",
    cut="┊",
    square="■",
    none="–",
    quotes="“”",
    dash="–",
    marks={"absent": "○", "low": "◔", "moderate": "◑", "high": "●"},
)
ASCII = Glyphs(
    heights=" .:-=+*#@",
    full="#",
    parts="#",
    apart="/",
    empty=".",
    point="o",
    span="=",
    cut="|",
    square="*",
    none="-",
    quotes='""',
    dash="-",
    marks={"absent": "A", "low": "L", "moderate": "M", "high": "H"},
)
STYLES: dict[Level, str] = {
    "absent": "bold red",
    "low": "bold yellow",
    "moderate": "bold cyan",
    "high": "bold green",
}
# Halfway in brightness between black and white: seen on either.
_VISIBLE = 0.2


def level(rating: Level, glyphs: Glyphs, *, capital: bool = False) -> Text:
    """A level as its mark and its word, as wide as the longest of them."""
    word = rating.upper() if capital else rating
    return Text(f"{glyphs.marks[rating]} {word:<8}", style=STYLES[rating])


def bar(value: float, most: float, width: int, glyphs: Glyphs, *, apart: bool = False) -> str:
    """A bar of at most `width` columns, to the eighth of one; something is never drawn as nothing."""
    if value <= 0 or most <= 0:
        return ""
    if apart:
        return glyphs.apart * max(1, round(value / most * width))
    parts = len(glyphs.parts)
    whole, rest = divmod(max(1, round(value / most * width * parts)), parts)
    return glyphs.full * whole + (glyphs.parts[rest - 1] if rest else "")


def gauge(rating: Rating, width: int, glyphs: Glyphs) -> Text:
    """A scale from 0 to 1 with its two cuts, the interval of the score, and the score."""
    low, high = (None, None) if rating.level == "absent" else (rating.low, rating.high)
    return scale(rating.score, low, high, width, glyphs, STYLES[rating.level])


def scale(
    score: float, low: float | None, high: float | None, width: int, glyphs: Glyphs, style: str
) -> Text:
    """A gauge for any score in 0..1; without `low` and `high` it has no interval."""

    def column(value: float) -> int:
        return max(0, min(width - 1, int(value * width)))

    cells = [(glyphs.empty, "dim")] * width
    for cut in CUTS:
        cells[column(cut)] = (glyphs.cut, "dim")
    if low is not None and high is not None:
        for position in range(column(low), column(high) + 1):
            cells[position] = (glyphs.span, style.removeprefix("bold "))
    if score > 0:
        cells[column(score)] = (glyphs.point, style)
    return Text.assemble(*cells)


def sparkline(counts: Sequence[int], most: int, each: int, glyphs: Glyphs) -> str:
    """`each` columns for each count, as high as its share of `most`; nothing is a dot."""
    return "".join(height(count, most, glyphs) * each for count in counts)


def height(value: int, most: int, glyphs: Glyphs) -> str:
    """One column as high as the value's share of `most`; nothing is a dot."""
    steps = len(glyphs.heights) - 1
    return glyphs.heights[max(1, round(value / most * steps))] if value and most else glyphs.empty


def visible(colour: str) -> str:
    """A colour ("#7b3294") made bright or dark enough to be seen on black and on white alike."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    brightness = luminance(channels)
    towards = 1.0 if brightness < _VISIBLE else 0.0
    mixed = channels
    for step in range(21):
        mixed = [c + (towards - c) * step / 20 for c in channels]
        if (luminance(mixed) >= _VISIBLE) == (brightness < _VISIBLE):
            break
    return "#" + "".join(f"{round(c * 255):02x}" for c in mixed)


def luminance(channels: list[float]) -> float:
    """Relative luminance (WCAG 2.1) of red, green and blue in 0..1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
