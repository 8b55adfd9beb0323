"""How large the gap of a policy area is, by which the sections of a brief are ordered."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gmi.lexicon.model import Lexicon
from gmi.measure.figures import Figures
from gmi.rate.assessment import AreaRow, MentionRow, Scored
from gmi.read.document import Document

PEOPLES = ("gender", "lgbtqia", "migration")
HALF_EXTENT = HALF_STAKES = 5
"""The number of paragraphs, and of gendered risks, at which an area weighs half as much as it can."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A policy area with what is missing there. `size` is from 0 to 1; `figures` has for each group the first
    mention in this area beside a figure."""

    area: AreaRow
    size: float
    figures: dict[str, MentionRow]

    @property
    def without_figures(self) -> tuple[str, ...]:
        """The groups on which the report gives no figure here."""
        return tuple(group for group in PEOPLES if group not in self.figures)

    @property
    def risks(self) -> int:
        """How many gendered risks belong to the area."""
        return len(self.area.risks_named) + len(self.area.risks_missing)

    @property
    def instruments(self) -> int:
        """How many instruments apply."""
        return len(self.area.instruments_cited) + len(self.area.instruments_missing)


def gaps(scored: Scored, lexicon: Lexicon, number_words: Sequence[str]) -> tuple[Gap, ...]:
    """Every area that the report treats, with its gap, the largest first. `number_words` ("half", "twelve")
    make a sentence one with a figure, besides digits."""
    beside = _Beside(scored.document, lexicon, number_words)
    found = []
    for area in scored.assessment.areas:
        if area.present:
            here = [scored.assessment.mentions[index] for index in area.evidence]
            found.append(_gap(area, beside.of(here)))
    return tuple(sorted(found, key=lambda one: -one.size))


def _gap(area: AreaRow, figures: dict[str, MentionRow]) -> Gap:
    """What is missing, times the extent and the stakes of the area; docs/brief.md has the formula."""
    gap = Gap(area, 0.0, figures)
    paragraphs = area.paragraphs
    missing = (
        2 * (1 - area.gendered / paragraphs)
        + (1 - area.lgbtqia / paragraphs)
        + (1 - area.migrant / paragraphs)
        + 2 * len(area.risks_missing) / max(gap.risks, 1)
        + len(area.instruments_missing) / max(gap.instruments, 1)
        + len(gap.without_figures) / len(PEOPLES)
    ) / 8
    extent = paragraphs / (paragraphs + HALF_EXTENT)
    stakes = gap.risks / (gap.risks + HALF_STAKES)
    return replace(gap, size=missing * extent * stakes)


class _Beside:
    """Finds the mentions beside which a figure stands: in their sentence, or in their table."""

    def __init__(self, document: Document, lexicon: Lexicon, number_words: Sequence[str]) -> None:
        self._document = document
        self._figures = Figures(lexicon)
        self._words = re.compile(
            rf"\b(?:{'|'.join(map(re.escape, number_words)) or '(?!)'})\b", re.IGNORECASE
        )
        self._starts = [block.start for block in document.blocks]

    def of(self, mentions: Sequence[MentionRow]) -> dict[str, MentionRow]:
        """The first mention of each group that has one."""
        found: dict[str, MentionRow] = {}
        for one in mentions:
            if one.group in PEOPLES and one.group not in found and self._beside(one):
                found[one.group] = one
        return found

    def _beside(self, mention: MentionRow) -> bool:
        if mention.zone == "heading":
            return False
        if mention.zone == "table":
            return self._in_table(mention)
        sentence = mention.sentence
        return self._figures.has_figure(sentence) or bool(self._words.search(sentence))

    def _in_table(self, mention: MentionRow) -> bool:
        """Whether any other cell of its table has digits: a head or a caption tells what they count."""
        blocks = self._document.blocks
        first = last = max(0, bisect_right(self._starts, mention.start) - 1)
        while first > 0 and blocks[first - 1].zone == "table":
            first -= 1
        while last + 1 < len(blocks) and blocks[last + 1].zone == "table":
            last += 1
        cells = (self._document.text[one.start : one.end].strip() for one in blocks[first : last + 1])
        return any(cell[:1].isdigit() for cell in cells)
