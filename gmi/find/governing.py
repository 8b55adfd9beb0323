"""The governing action word of a sentence: what the State itself does, and how strong it is.

Each action word is ranked by what stands before it; the best rank, and in it the first word, governs.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from gmi.find.clauses import COMMA, STOPS
from gmi.find.matcher import Match
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ActionLexicon

# Ranks of action words, best first.
MAIN, INITIAL_INFINITIVE, SUBORDINATE, NAMED, MENTIONED = range(5)
GENERAL, SPECIFIC = 4, 5
BY_DEFAULT = ("specific-by-default", "general-by-default")
CONTINUING = "continuing"
# What the object of a verb "by default" makes of it.
OBJECT_LEVELS = {"specific-object": 5, "general-object": 4, "considering-object": 3, "minimal-object": 1}
OBJECT_REACH = 9
AUXILIARY_REACH = 4
NAMED_REACH = 3
ADVERBS = 2
APOSTROPHE = "'"


@dataclass(frozen=True)
class ActionWords:
    """The lexicon's lists, ready to ask."""

    levels: dict[str, int]
    noun_markers: frozenset[str]
    infinitive_markers: frozenset[str]
    conjunctions: frozenset[str]
    means_markers: frozenset[str]
    adverb: re.Pattern[str]
    past: re.Pattern[str]
    gerund: re.Pattern[str]

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, lexicon: ActionLexicon) -> "ActionWords":
        """The words of a lexicon; kept for as long as it is used."""
        return cls(
            {entry.id: entry.level for entry in lexicon.strengths},
            frozenset(lexicon.noun_markers),
            frozenset(lexicon.infinitive_markers),
            frozenset(lexicon.conjunctions),
            frozenset(lexicon.means_markers),
            _pattern(lexicon.adverb_forms),
            _pattern(lexicon.past_forms),
            _pattern(lexicon.gerund_forms),
        )


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the forms, whole; `*` is any letters."""
    return re.compile("|".join(re.escape(form).replace(r"\*", r"\w+") for form in forms) or r"(?!)")


class Reading:
    """The tokens `first` to `last` (exclusive) of a sentence with its cues, in order of place."""

    def __init__(
        self, tokens: Tokens, first: int, last: int, cues: Sequence[Match], words: ActionWords
    ) -> None:
        self.tokens, self.first, self.last, self.cues, self.words = tokens, first, last, cues, words
        self._by_id: dict[str, list[Match]] = {}
        for cue in cues:
            self._by_id.setdefault(cue.target.category, []).append(cue)

    def of(self, *ids: str) -> list[Match]:
        """The cues with one of the ids."""
        return [cue for id_ in ids for cue in self._by_id.get(id_, ())]

    def of_group(self, group: str) -> list[Match]:
        """The cues of a group: "strength", "tense", "kind"."""
        return [cue for cue in self.cues if cue.target.group == group]

    @cached_property
    def lower(self) -> list[str]:
        """The words in lower case, from the sentence's first token on."""
        words, types = self.tokens.words, self.tokens.types
        return [words[number].lower() for number in types[self.first : self.last].tolist()]

    def word(self, token: int) -> str:
        """A token in lower case; "" outside the sentence."""
        return self.lower[token - self.first] if self.first <= token < self.last else ""

    def has(self, word: str, start: int, end: int) -> bool:
        """Whether a word stands between two tokens."""
        return word in self.lower[max(0, start - self.first) : max(0, end - self.first)]

    def is_past(self, token: int) -> bool:
        """Whether the token has a form of the past."""
        return bool(self.words.past.fullmatch(self.word(token)))

    def is_gerund(self, token: int) -> bool:
        """Whether the token has a form that needs an auxiliary to be an action."""
        return bool(self.words.gerund.fullmatch(self.word(token)))

    def broken(self, start: int, end: int) -> bool:
        """Whether a clause ends between two tokens: at a comma, a stop, or a word of the lexicon."""
        position = bisect_left(self._breaks, start)
        return position < len(self._breaks) and self._breaks[position] < end

    @cached_property
    def _breaks(self) -> list[int]:
        marks = [i + self.first for i, word in enumerate(self.lower) if word == COMMA or word in STOPS]
        return sorted({*marks, *(cue.start for cue in self.of("clause-break"))})

    @cached_property
    def governors(self) -> dict[int, Match]:
        """Cues that make the action word after them the State's own, by where they end: "plans to"."""
        return {
            cue.end: cue
            for cue in self.cues
            if cue.target.group in ("tense", "strength") or cue.target.category == "gap"
        }

    @cached_property
    def actions(self) -> list[Match]:
        """The action words, but for those that only tell what is planned or asked: "is committed to".

        At the start of the sentence they are what is asked themselves: "Call for support".
        """
        asking = [cue for cue in self.of("planned", "recommended") if cue.start > self.first]
        return [
            cue
            for cue in self.of_group("strength")
            if not any(other.start <= cue.start and cue.end <= other.end for other in asking)
        ]

    @cached_property
    def subordinators(self) -> list[int]:
        """Where purposes and relative clauses begin, but for those in a cue of tense: "recommended that"."""
        tenses = self.of_group("tense")
        return sorted(
            cue.start
            for cue in self.of("purpose", "relative")
            if not any(tense.start <= cue.start < tense.end for tense in tenses)
        )


class Governing(NamedTuple):
    """The governing word and its strength.

    `named`: it is a noun; `predicate`: something is said of it; `imperative`: it opens the sentence.
    """

    cue: Match
    level: int
    named: bool
    predicate: bool
    imperative: bool


def governing(reading: Reading, *, any_rank: bool = False) -> Governing | None:
    """The governing action word; None where the sentence has none.

    With `any_rank`, words that are only mentioned ("the programme to protect") will do where there is no
    other.
    """
    ranked = [(_rank(reading, cue), cue.start, cue) for cue in reading.actions]
    ranked = [entry for entry in ranked if any_rank or entry[0] < MENTIONED]
    if not ranked:
        return None
    rank, _, cue = min(ranked)
    cue = _continued_by(reading, cue)
    return Governing(
        cue,
        _level(reading, cue),
        rank >= NAMED,
        bool(reading.of("predicate")),
        rank == INITIAL_INFINITIVE or _before(reading, cue.start) < reading.first,
    )


def _before(reading: Reading, token: int) -> int:
    """The token before, adverbs and signs passed over."""
    token -= 1
    for _ in range(ADVERBS):
        word = reading.word(token)
        sign = word and not word[:1].isalpha() and word not in (COMMA, APOSTROPHE)
        if sign or reading.words.adverb.fullmatch(word):
            token -= 1
    return token


def _rank(reading: Reading, cue: Match) -> int:
    """How much an action word is the sentence's own; see the ranks above."""
    words = reading.words
    before = _before(reading, cue.start)
    word = reading.word(before)
    if cue.target.category.endswith("-nouns"):
        return _named_rank(reading, cue)
    if cue.start in reading.governors or before + 1 in reading.governors:
        return SUBORDINATE if _is_subordinate(reading, cue.start) else MAIN
    if word in words.infinitive_markers:
        if _is_asked(reading, cue.start):
            return MAIN
        return INITIAL_INFINITIVE if before == reading.first else MENTIONED
    if word in words.noun_markers:
        return _named_rank(reading, cue)
    if reading.is_gerund(cue.start) and not _has_auxiliary(reading, cue.start):
        return _named_rank(reading, cue)
    return SUBORDINATE if _is_subordinate(reading, cue.start) else MAIN


def _is_asked(reading: Reading, token: int) -> bool:
    """Whether the clause before the token recommends: "urged the Government to"."""
    return any(
        cue.target.category == "recommended" and cue.end <= token and not reading.broken(cue.end, token)
        for cue in reading.of_group("tense")
    )


def _named_rank(reading: Reading, cue: Match) -> int:
    """A noun counts where it opens the sentence as a title does, is called for, or has a predicate."""
    title = cue.start <= reading.first + 2 and reading.word(cue.end) in reading.words.noun_markers
    asked = any(
        end <= cue.start <= end + NAMED_REACH
        for end, governor in reading.governors.items()
        if governor.target.category == "recommended"
    )
    predicate = any(cue.end <= other.start for other in reading.of("predicate"))
    return NAMED if title or asked or predicate else MENTIONED


def _has_auxiliary(reading: Reading, token: int) -> bool:
    """Whether a cue of tense ends shortly before the token."""
    return any(
        token - AUXILIARY_REACH < cue.end <= token and not reading.has(COMMA, cue.end, token)
        for cue in reading.of_group("tense")
    )


def _is_subordinate(reading: Reading, token: int) -> bool:
    """Whether a purpose or relative clause begins before the token, with no comma between."""
    return any(begin < token and not reading.has(COMMA, begin, token) for begin in reading.subordinators)


def _continued_by(reading: Reading, cue: Match) -> Match:
    """ "Continue and strengthen" asks for the second: the verb tied to one that continues."""
    if cue.target.category != CONTINUING or reading.word(cue.end) not in reading.words.conjunctions:
        return cue
    return next((c for c in reading.actions if _before(reading, c.start) <= cue.end < c.start), cue)


def _level(reading: Reading, cue: Match) -> int:
    """The strength of an action: of its verb or its object; of its means, where that is specific."""
    level = _own_level(reading, cue)
    return SPECIFIC if level == GENERAL and _by_specific_means(reading, cue.end) else level


def _by_specific_means(reading: Reading, start: int) -> bool:
    """Whether the action is done by another that is specific: "by adopting a law"."""
    words = reading.words
    return any(
        cue.start > start
        and reading.word(cue.start - 1) in words.means_markers
        and reading.is_gerund(cue.start)
        and _own_level(reading, cue) == SPECIFIC
        for cue in reading.actions
    )


def _own_level(reading: Reading, cue: Match) -> int:
    """The strength of an action word, by its object where it is a verb "by default"."""
    level = reading.words.levels[cue.target.category]
    if cue.target.category not in BY_DEFAULT:
        return level
    objects = sorted(reading.of(*OBJECT_LEVELS), key=lambda match: (match.start, -match.end))
    passive = not reading.is_gerund(cue.start) and any(
        cue.start - AUXILIARY_REACH < match.end <= cue.start for match in reading.of("passive")
    )
    if passive:
        for match in objects:
            if match.end <= cue.start and not reading.broken(match.end, cue.start):
                return OBJECT_LEVELS[match.target.category]
    for match in objects:
        near = cue.end <= match.start < cue.end + OBJECT_REACH
        if near and not _object_ends(reading, cue.end, match.start):
            return OBJECT_LEVELS[match.target.category]
    return level


def _object_ends(reading: Reading, start: int, end: int) -> bool:
    """Whether a purpose begins, or the clause ends, between two tokens."""
    return any(
        reading.word(token) in reading.words.infinitive_markers for token in range(start, end)
    ) or reading.broken(start, end)
