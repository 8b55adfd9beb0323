"""The report's own words on a policy area: the sentences that say most, with where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gmi.rate.assessment import AreaRow, Assessment, MentionRow

MOST = 3
SHORTEST, LONGEST = 40, 600
"""Characters of a sentence that is quoted: less says nothing, more is better read in the report."""
RATED = ("gender", "lgbtqia")
QUOTABLE = ("body", "annex")
_LABEL = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]?|\([a-z]{1,3}\)|[-•–])\s+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence with its place, its first offset, and whether it admits a gap."""

    text: str
    where: MentionRow
    admits_gap: bool
    score: int


def quotations(assessment: Assessment, area: AreaRow) -> list[Quotation]:
    """The strongest sentences on an area in which gender or LGBTQIA+ people are mentioned, in the order of
    the text.

    A sentence gains 2 for each rated group, 1 for migration, 1 for naming the area itself, and its action's
    strength less 2.
    """
    strength = {action.sentence: action.strength for action in assessment.actions if action.affirmed}
    found = [_quotation(rows, strength, area.area) for rows in _sentences(assessment, area)]
    strongest = sorted((one for one in found if one), key=lambda one: (-one.score, one.where.start))[:MOST]
    return sorted(strongest, key=lambda one: one.where.start)


def _sentences(assessment: Assessment, area: AreaRow) -> Iterator[list[MentionRow]]:
    """The counted mentions that bear on the area, sentence by sentence."""
    rows: dict[tuple[str, str | None, int | None], list[MentionRow]] = {}
    for index in area.evidence:
        one = assessment.mentions[index]
        if one.counted and one.zone in QUOTABLE:
            rows.setdefault((one.sentence, one.paragraph, one.page), []).append(one)
    yield from rows.values()


def _quotation(rows: list[MentionRow], strength: dict[str, int], area: str) -> Quotation | None:
    first, groups = rows[0], {row.group for row in rows}
    text = _LABEL.sub("", " ".join(first.sentence.split()))
    if not groups & set(RATED) or not SHORTEST <= len(text) <= LONGEST or text[-1:] not in ".!?;:”\"')":
        return None
    about = any(row.group == "area" and row.category == area for row in rows)
    score = 2 * len(groups & set(RATED)) + ("migration" in groups) + about
    score += max(strength.get(first.sentence, 0) - 2, 0)
    return Quotation(text, first, any("gap" in row.contexts for row in rows), score)
