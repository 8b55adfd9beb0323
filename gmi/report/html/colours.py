"""Colours of groups, readable on a light and on a dark page, as CSS variables and classes."""

from collections.abc import Iterable
from typing import NamedTuple

from gmi.rate.assessment import Assessment, MentionRow
from gmi.report.gauges import luminance

LIGHT_PAPER, DARK_PAPER = "#ffffff", "#14171a"
# WCAG 2.1, success criterion 1.4.3, with room for the tint behind a highlighted word.
CONTRAST = 5.5
# What is found besides groups. Groups come before these, as their colours come out of the lexicon.
_BESIDES = (
    ("area", "Policy area", "#6b6b6b"),
    ("risk", "Gendered risk", "#a04a06"),
    ("instrument", "Instrument", "#4a4a8a"),
)


_LINES = ("solid", "double", "dotted", "dashed", "wavy")


class Ink(NamedTuple):
    """How a group is drawn: its CSS class, also the name of its variable, and its colour on either paper.

    `headline` says whether it is a group that is counted in the headline; areas, risks and instruments
    are not."""

    id: str
    name: str
    css: str
    light: str
    dark: str
    headline: bool

    @property
    def colour(self) -> str:
        """The colour as CSS says it, which light and dark pages resolve each in its own way."""
        return f"var(--{self.css})"

    @property
    def line(self) -> str:
        """The kind of line below its words, for who can't tell colours."""
        return _LINES[int(self.css[1:]) % len(_LINES)]

    def of(self, row: MentionRow) -> str:
        """The classes of a mention's mark: what isn't counted has no tint."""
        return self.css if row.counted else f"{self.css} out"


def inks(assessments: Iterable[Assessment]) -> dict[str, Ink]:
    """All groups of the reports by id, in the order of the lexicon, then what is found besides them."""
    groups: dict[str, tuple[str, str]] = {}
    rows: list[MentionRow] = []
    for assessment in assessments:
        groups |= {count.group: (count.name, count.colour) for count in assessment.counts}
        rows += assessment.mentions
    found = [(group, name, colour, True) for group, (name, colour) in groups.items()]
    found += [(group, name, colour, False) for group, name, colour in _BESIDES]
    known = {group for group, *_ in found}
    others = sorted({row.group for row in rows} - known)
    found += [(group, group.replace("-", " "), "#6b6b6b", False) for group in others]
    return {
        group: Ink(
            group, name, f"g{index}", readable(colour, LIGHT_PAPER), readable(colour, DARK_PAPER), head
        )
        for index, (group, name, colour, head) in enumerate(found)
    }


def readable(colour: str, paper: str) -> str:
    """The colour, mixed with black or white until its contrast with the paper is enough for text."""
    towards = 0.0 if luminance(_channels(paper)) > 0.5 else 1.0
    channels = _channels(colour)
    for step in range(21):
        mixed = [c + (towards - c) * step / 20 for c in channels]
        if contrast(_hex(mixed), paper) >= CONTRAST:
            return _hex(mixed)
    return _hex([towards] * 3)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    dark, light = sorted(luminance(_channels(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def variables(palette: Iterable[Ink], *, dark: bool) -> str:
    """The colours as CSS declarations."""
    return "".join(f"--{ink.css}:{ink.dark if dark else ink.light};" for ink in palette)


def classes(palette: Iterable[Ink]) -> str:
    """What elements of each group draw with: its colour, and a line of its own for who can't tell colours;
    lines of groups that overlap lie below each other. A group whose box is not ticked isn't marked."""
    rules = []
    for index, ink in enumerate(palette):
        line, drop = _LINES[index % len(_LINES)], 0.14 + 0.11 * (index % 3)
        thick = 2 if ink.headline else 1
        rules.append(
            f".{ink.css}{{--group:var(--{ink.css});--line:{line};--drop:{drop:.2f}em;--thick:{thick}px}}"
        )
        unticked = f".report:has(.mark-{ink.css}:not(:checked)) mark.{ink.css}:not(.always,:target)"
        rules.append(f"{unticked}{{background:none;text-decoration:none}}")
    return "".join(rules)


def _channels(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def _hex(channels: list[float]) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in channels)
