"""The report's own words on a policy area: the sentences that say most, with where they stand."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gmi.rate.assessment import ActionRow, AreaRow, Assessment, MentionRow, Place

Standing = Literal["reported", "planned", "recommended", "gap", "general"]
STANDINGS: tuple[Standing, ...] = ("reported", "planned", "recommended", "gap", "general")
MOST, MOST_GENERAL = 4, 2
"""Passages of an area that are quoted: with gender or LGBTQIA+ people, and, where those are few, without."""
SHORTEST, LONG, LONGER, LONGEST = 60, 220, 350, 700
"""Characters of a passage: less says nothing, more is better read in the report."""
BEGINNING = 30
"""Characters in which words like "of them" make a sentence lean on the one before."""
RATED = ("gender", "lgbtqia")
QUOTABLE = ("body", "annex")
_LABEL = re.compile(r"^\s*(?:\d+(?:\.\d+)*(?:\s(?:bis|ter))?[.)]|\(\w{1,4}\)|[-•–])\s+")
_TAIL = re.compile(r"(?:[;,:]\s*(?:and|or)?|\s(?:and|or))\s*$")
_WHOLE = re.compile(r"[.!?][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its first mention and its place, how it stands, and how much it says."""

    text: str
    where: MentionRow
    place: Place
    standing: Standing
    score: int
    whole: bool


Key = tuple[str, str | None, tuple[str, ...]]


def key(one: MentionRow) -> Key:
    """What tells a sentence from others. Not its page: a sentence may begin on one and end on the next."""
    return one.sentence, one.paragraph, one.heading_path


class Passages:
    """Chooses passages of one report. `leaning` are beginnings of sentences that lean on the one before,
    `asking` the stems of words by which somebody asks for something; `has_figure` tells whether a sentence
    gives one. In a report that is not `by_state`, what is asked need not be called so."""

    def __init__(
        self,
        assessment: Assessment,
        leaning: Iterable[str],
        asking: Iterable[str],
        has_figure: Callable[[str], bool],
        *,
        by_state: bool,
    ) -> None:
        self._asking, self._by_others = tuple(asking), not by_state
        self._mentions = assessment.mentions
        self._actions: dict[Key, ActionRow] = {}
        for action in assessment.actions:
            place = action.place
            self._actions.setdefault((action.sentence, place.paragraph, place.heading_path), action)
        self._places: dict[Key, Place] = {}
        for one in self._mentions:
            self._places.setdefault(key(one), Place(one.page, one.paragraph, one.heading_path, one.zone))
        # An action statement knows where its sentence begins; of others the first mention is the nearest.
        self._places |= {known: action.place for known, action in self._actions.items()}
        leaning = list(leaning)
        self._leaning = tuple(f"{start} " for start in leaning if start[:1].isupper())
        self._leaning_inside = tuple(f" {words} " for words in leaning if not words[:1].isupper())
        self._has_figure = has_figure
        self._headings: dict[str, set[str]] = {}
        for one in self._mentions:
            if one.group == "area" and one.zone == "heading":
                self._headings.setdefault(one.category, set()).add(_bare(one.sentence))

    def leans(self, text: str) -> bool:
        """Whether a passage can't be understood without the sentence before it."""
        return text.startswith(self._leaning) or any(
            words in text[:BEGINNING] for words in self._leaning_inside
        )

    def on(self, area: AreaRow, quoted_already: Collection[str] = ()) -> tuple[list[Passage], list[Place]]:
        """The passages to quote, in the order of the text, and the place of each sentence on the area that
        mentions a rated group, quotable or not. What is quoted already is not quoted again."""
        with_group: list[Passage] = []
        without: list[Passage] = []
        speaking: list[Place] = []
        for rows in self.sentences(area):
            if not self._about(rows, area):
                continue
            rated = any(row.group in RATED for row in rows)
            speaking += [self.place(rows)] if rated else []
            passage = self._passage(rows, area, rated=rated)
            if passage and passage.text not in quoted_already:
                (with_group if rated else without).append(passage)
        chosen = _strongest(with_group, MOST)
        if len(chosen) < MOST_GENERAL:
            taken = {one.where.paragraph for one in chosen}
            others = [one for one in without if one.whole and one.where.paragraph not in taken]
            chosen += _strongest(others, MOST_GENERAL - len(chosen))
        return sorted(chosen, key=lambda one: one.where.start), speaking

    def sentences(self, area: AreaRow) -> Iterator[list[MentionRow]]:
        """The counted mentions that bear on an area, by sentence, of sentences that can be quoted."""
        rows: dict[Key, list[MentionRow]] = {}
        for index in area.evidence:
            one = self._mentions[index]
            if one.counted and one.zone in QUOTABLE:
                rows.setdefault(key(one), []).append(one)
        yield from rows.values()

    def place(self, rows: Sequence[MentionRow]) -> Place:
        """Where the sentence of some mentions begins."""
        return self._places[key(rows[0])]

    def _about(self, rows: Sequence[MentionRow], area: AreaRow) -> bool:
        """Whether a sentence speaks of the area: in its words, or right under a heading that names it."""
        return any(_on(row, area) for row in rows) or self._headed(rows, area)

    def _headed(self, rows: Sequence[MentionRow], area: AreaRow) -> bool:
        path = rows[0].heading_path
        return bool(path) and _bare(path[-1]) in self._headings.get(area.area, ())

    def _passage(self, rows: Sequence[MentionRow], area: AreaRow, *, rated: bool) -> Passage | None:
        text = quoted(rows[0].sentence)
        if not SHORTEST <= len(text) <= LONGEST or rows[0].sentence.rstrip().endswith(":"):
            return None
        groups = {row.group for row in rows}
        whole = bool(_WHOLE.search(text)) and text[:1].isupper()
        leans = self.leans(text)
        score = 3 * len(groups & set(RATED)) + ("migration" in groups)
        named = sum(row.group == "area" and row.category == area.area for row in rows)
        score += 2 * (named > 0) + (named > 1)
        score += 2 * any(row.group == "risk" and _on(row, area) for row in rows)
        score += self._has_figure(rows[0].sentence) + 2 * self._headed(rows, area)
        action = self._actions.get(key(rows[0]))
        score += max(action.strength - 2, 0) if action and action.affirmed else 0
        score -= 2 * leans + 3 * (not whole) + (len(text) > LONG) + (len(text) > LONGER)
        standing = self._standing(rows, area, action) if rated else _plain_standing(rows, area)
        place = self.place(rows)
        return Passage(text, rows[0], place, standing, score, whole and not leans) if standing else None

    def _standing(self, rows: Sequence[MentionRow], area: AreaRow, action: ActionRow | None) -> Standing:
        """As what a sentence with gender in it may be presented."""
        rated = [row for row in rows if row.group in RATED]
        lacking = _in_context(rated, "gap", "negated") or _in_context(
            (r for r in rows if _on(r, area)), "gap"
        )
        if lacking or (action is not None and not action.affirmed):
            return "gap"
        if action is None or action.tense not in ("planned", "recommended"):
            return "reported"
        # "Employers are obliged to ..." is law, not advice: somebody must be said to ask for something.
        asks = action.tense == "planned" or any(stem in rows[0].sentence.lower() for stem in self._asking)
        return action.tense if asks or self._by_others else "reported"


def quoted(sentence: str) -> str:
    """A sentence as it is quoted: without its number or label, and what ties it to the next item."""
    return _TAIL.sub("", _LABEL.sub("", " ".join(sentence.split())))


def _on(row: MentionRow, area: AreaRow) -> bool:
    """Whether a mention is one of the area's own words, or of a risk that belongs to it."""
    if row.group == "area":
        return row.category == area.area
    return row.group == "risk" and row.category in {risk.id for risk in area.risks_named}


def _in_context(rows: Iterable[MentionRow], *contexts: str) -> bool:
    return any(context in row.contexts for row in rows for context in contexts)


def _plain_standing(rows: Sequence[MentionRow], area: AreaRow) -> Standing | None:
    """Of sentences without gender only those are quoted that say something is the case."""
    lacking = _in_context((row for row in rows if _on(row, area)), "gap", "negated")
    return None if lacking else "general"


def _strongest(found: Sequence[Passage], most: int) -> list[Passage]:
    """The strongest, one of a paragraph where there are enough paragraphs; ties go to the earlier."""
    ranked = sorted(found, key=lambda one: (-one.score, one.where.start))
    seen: Counter[str | None] = Counter()
    turns = []
    for one in ranked:
        turns.append((seen[one.where.paragraph], one))
        seen[one.where.paragraph] += 1
    # A second sentence of a paragraph costs two points: it comes where others say clearly less.
    turns.sort(key=lambda turn: (2 * turn[0] - turn[1].score, turn[1].where.start))
    best = [one for _, one in turns if one.whole] + [one for _, one in turns if not one.whole]
    return best[:most]


def _bare(heading: str) -> str:
    return " ".join(heading.split())
