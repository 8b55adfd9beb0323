"""The governing action word of a sentence: what the State itself does, and how strong it is.

Each action word is ranked by what stands before it; the best rank, and in it the first word, governs.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from gmi.find.clauses import COMMA, Clauses, SentenceCues
from gmi.find.matcher import Match
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ActionLexicon

# Ranks of action words, best first.
MAIN, DOUBTFUL, INITIAL_INFINITIVE, NAMED, SUBORDINATE, MENTIONED = range(6)
GENERAL, SPECIFIC = 4, 5
BY_DEFAULT = ("specific-by-default", "general-by-default", "by-object")
ONLY_BY_OBJECT = "by-object"
CONTINUING = "continuing"
# What the object of a verb "by default" makes of it.
OBJECT_LEVELS = {
    "specific-object": 5,
    "document-object": 5,
    "general-object": 4,
    "considering-object": 3,
    "minimal-object": 1,
}
# Of a policy or strategy, as UPR Info codes those who are asked for one.
DOCUMENT, DOCUMENT_ASKED = "document-object", 4
NO_ACTION = 0
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
    doubtful: frozenset[str]
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
            frozenset(lexicon.doubtful_forms),
            _pattern(lexicon.adverb_forms),
            _pattern(lexicon.past_forms),
            _pattern(lexicon.gerund_forms),
        )


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the forms, whole; `*` is any letters."""
    return re.compile("|".join(re.escape(form).replace(r"\*", r"\w+") for form in forms) or r"(?!)")


class Reading:
    """The tokens `first` to `last` (exclusive) of a sentence with its cues, in order of place.

    `request`: the whole is known to ask for an action, as a recommendation does.
    """

    def __init__(
        self,
        tokens: Tokens,
        first: int,
        last: int,
        cues: Sequence[Match],
        words: ActionWords,
        *,
        request: bool = False,
    ) -> None:
        self.tokens, self.first, self.last, self.cues, self.words = tokens, first, last, cues, words
        self.request = request
        self._by_id = SentenceCues(cues)
        self.lower = tokens.lower_words(first, last)
        self._clauses = Clauses(self.lower, first, self._by_id, words.conjunctions)

    def of(self, *ids: str) -> list[Match]:
        """The cues with one of the ids."""
        return self._by_id.of(*ids)

    def of_group(self, group: str) -> list[Match]:
        """The cues of a group: "strength", "tense", "kind"."""
        return [cue for cue in self.cues if cue.target.group == group]

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
        """Whether a clause ends between two tokens."""
        return self._clauses.broken(start, end)

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
        """Where purposes and relative clauses begin; "recommended that" and "stated that" begin neither."""
        others = [*self.of_group("tense"), *self.of("reporting")]
        return sorted(
            cue.start
            for cue in self.of("purpose", "relative")
            if not any(other.start <= cue.start < other.end for other in others)
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


def governing(reading: Reading) -> Governing | None:
    """The governing action word; None where the sentence has none.

    In a request, words that are only mentioned ("the programme to protect") will do where there is no other.
    """
    rank, chosen = MENTIONED if not reading.request else MENTIONED + 1, None
    for cue in reading.actions:
        found = _rank(reading, cue)
        if found < rank and _own_level(reading, cue) != NO_ACTION:
            rank, chosen = found, cue
            if rank == MAIN:
                break
    if chosen is None:
        return None
    cue = _continued_by(reading, chosen)
    return Governing(
        cue,
        _level(reading, cue),
        rank == NAMED,
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
    governed = cue.start in reading.governors or before + 1 in reading.governors
    verbal = reading.is_gerund(cue.start) and (governed or _has_auxiliary(reading, cue.start))
    if cue.target.category.endswith("-nouns") and not verbal:
        return _named_rank(reading, cue)
    if governed:
        return SUBORDINATE if _is_subordinate(reading, cue.start) else MAIN
    if word in words.infinitive_markers:
        if _is_asked(reading, cue.start):
            return MAIN
        return INITIAL_INFINITIVE if before == reading.first else MENTIONED
    if word in words.noun_markers:
        return _named_rank(reading, cue)
    if reading.is_gerund(cue.start) and not verbal:
        return _named_rank(reading, cue)
    if _is_subordinate(reading, cue.start):
        return SUBORDINATE
    first = before < reading.first
    return DOUBTFUL if reading.word(cue.start) in words.doubtful and not first else MAIN


def _is_asked(reading: Reading, token: int) -> bool:
    """Whether the clause before the token recommends: "urged the Government to"."""
    return any(
        cue.target.category == "recommended" and cue.end <= token and not reading.broken(cue.end, token)
        for cue in reading.of_group("tense")
    )


def _named_rank(reading: Reading, cue: Match) -> int:
    """A noun counts where it opens the sentence as a title does, is called for, or has a predicate."""
    words = reading.words
    title = (
        cue.start <= reading.first + 2
        and reading.word(cue.end) in words.noun_markers | words.infinitive_markers
    )
    asked = any(
        end <= cue.start <= end + NAMED_REACH
        for end, governor in reading.governors.items()
        if governor.target.category in ("recommended", "planned")
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
    """Whether the token stands in a purpose or relative clause.

    Such a clause ends at a comma; without one, a second action word with an auxiliary is the main one again:
    "the law that punished women was repealed".
    """
    begins = [b for b in reading.subordinators if b < token and not reading.has(COMMA, b, token)]
    if not begins:
        return False
    another = any(begins[-1] < cue.start < token for cue in reading.actions)
    return not (another and _has_auxiliary(reading, token))


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
    """The strength of an action word by its object, where it is a verb that has it from there."""
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
                return _object_level(reading, match)
    for match in objects:
        near = cue.end <= match.start < cue.end + OBJECT_REACH
        if near and not _object_ends(reading, cue.end, match.start):
            return _object_level(reading, match)
    return NO_ACTION if cue.target.category == ONLY_BY_OBJECT else level


def _object_level(reading: Reading, match: Match) -> int:
    if reading.request and match.target.category == DOCUMENT:
        return DOCUMENT_ASKED
    return OBJECT_LEVELS[match.target.category]


def _object_ends(reading: Reading, start: int, end: int) -> bool:
    """Whether a purpose begins, or the clause ends, between two tokens."""
    return any(
        reading.word(token) in reading.words.infinitive_markers for token in range(start, end)
    ) or reading.broken(start, end)
