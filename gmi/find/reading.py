"""A sentence as the action rules see it: its words in lower case, its cues, and where its clauses end."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gmi.find.clauses import COMMA, Clauses, SentenceCues
from gmi.find.lazy import lazy
from gmi.find.matcher import Match
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ActionLexicon

# How many adverbs may stand between an action word and what it hangs on.
ADVERBS = 2
APOSTROPHE = "'"
HYPHEN = "-"
# Cues that make the action word after them the sentence's own, beside those of tense: "continue working".
GOVERN = ("continuing", "considering", "gap")


@dataclass(frozen=True)
class ActionWords:
    """The lexicon's lists, ready to ask."""

    levels: dict[str, int]
    noun_markers: frozenset[str]
    prepositions: frozenset[str]
    partitives: frozenset[str]
    part_markers: frozenset[str]
    participle_auxiliaries: frozenset[str]
    agent_markers: frozenset[str]
    personal_relatives: frozenset[str]
    reporting_markers: frozenset[str]
    infinitive_markers: frozenset[str]
    conjunctions: frozenset[str]
    means_markers: frozenset[str]
    doubtful: frozenset[str]
    prefixes: frozenset[str]
    adverb: re.Pattern[str]
    third_person: re.Pattern[str]
    past: re.Pattern[str]
    gerund: re.Pattern[str]

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, lexicon: ActionLexicon) -> "ActionWords":
        """The words of a lexicon; kept for as long as it is used."""
        return cls(
            {entry.id: entry.level for entry in lexicon.strengths},
            frozenset(lexicon.noun_markers),
            frozenset(lexicon.prepositions),
            frozenset(lexicon.partitives),
            frozenset(lexicon.part_markers),
            frozenset(lexicon.participle_auxiliaries),
            frozenset(lexicon.agent_markers),
            frozenset(lexicon.personal_relatives),
            frozenset(lexicon.reporting_markers),
            frozenset(lexicon.infinitive_markers),
            frozenset(lexicon.conjunctions),
            frozenset(lexicon.means_markers),
            frozenset(lexicon.doubtful_forms),
            frozenset(lexicon.verb_prefixes),
            _pattern(lexicon.adverb_forms),
            _pattern(lexicon.third_person_forms),
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
        self._cues = SentenceCues(cues)
        self.lower = tokens.lower_words(first, last)
        self.opening = first + label_length(self.lower)
        self._clauses = Clauses(tokens, first, last, self._cues, words.conjunctions)

    def of(self, *ids: str) -> list[Match]:
        """The cues with one of the ids."""
        return self._cues.of(*ids)

    def of_group(self, group: str) -> list[Match]:
        """The cues of a group: "strength", "tense", "kind"."""
        return self._cues.of_group(group)

    def word(self, token: int) -> str:
        """A token in lower case; "" outside the sentence."""
        return self.lower[token - self.first] if self.first <= token < self.last else ""

    def is_capital(self, token: int) -> bool:
        """Whether a token of the sentence begins with a capital and goes on in small letters."""
        word = self.tokens.word(token) if self.first <= token < self.last else ""
        return word[:1].isupper() and not word.isupper()

    def has(self, word: str, start: int, end: int) -> bool:
        """Whether a word stands between two tokens."""
        return word in self.lower[max(0, start - self.first) : max(0, end - self.first)]

    def is_past(self, token: int) -> bool:
        """Whether the token has a form of the past."""
        return bool(self.words.past.fullmatch(self.word(token)))

    def is_gerund(self, token: int) -> bool:
        """Whether the token has a form that needs an auxiliary to be an action."""
        return bool(self.words.gerund.fullmatch(self.word(token)))

    def before(self, token: int) -> int:
        """The token before, adverbs and signs passed over."""
        token -= 1
        for _ in range(ADVERBS):
            word = self.word(token)
            sign = word and not word[:1].isalnum() and word not in (COMMA, APOSTROPHE)
            if sign or self.words.adverb.fullmatch(word):
                token -= 1
        return token

    def opens(self, token: int) -> bool:
        """Whether only adverbs, signs and the paragraph's label stand before the token."""
        return self.before(token) < self.opening

    def broken(self, start: int, end: int, *, by_quotes: bool = True) -> bool:
        """Whether a clause ends between two tokens; quotation marks end one only if `by_quotes`."""
        return self._clauses.broken(start, end, by_quotes=by_quotes)

    def clause_start(self, token: int) -> int:
        """The first token of the clause in which a token stands, what is put in passed over."""
        return self._clauses.start_of(token)

    @lazy
    def governors(self) -> dict[int, Match]:
        """Cues that make the action word after them the State's own, by where they end: "plans to"."""
        return {
            cue.end: cue for cue in self.cues if cue.target.group == "tense" or cue.target.category in GOVERN
        }

    @lazy
    def actions(self) -> list[Match]:
        """The action words, but for those that only tell what is planned or asked: "is committed to".

        At the start of the sentence they are what is asked themselves: "Call for support". A word behind a
        hyphen is part of another one: "State-funded", "one-stop", but not "re-opened".
        """
        asking = [cue for cue in self.of("planned", "recommended") if cue.start > self.opening]
        return [
            cue
            for cue in self.of_group("strength")
            if not any(other.start <= cue.start and cue.end <= other.end for other in asking)
            and not (
                self.word(cue.start - 1) == HYPHEN and self.word(cue.start - 2) not in self.words.prefixes
            )
        ]

    @lazy
    def relatives(self) -> list[int]:
        """Where relative clauses begin, as far as a single word shows."""
        return [cue.start for cue in self.of("relative")]

    @lazy
    def reported(self) -> list[int]:
        """Where what is said or asked begins: the last words of "stated that", "recommended that"."""
        cues = [*self.of_group("tense"), *self.of("reporting")]
        return sorted(cue.end - 1 for cue in cues if self.word(cue.end - 1) in self.words.reporting_markers)

    @lazy
    def subordinators(self) -> list[int]:
        """Where purposes and relative clauses begin; "recommended that" and "stated that" begin neither."""
        others = [*self.of_group("tense"), *self.of("reporting")]
        return sorted(
            cue.start
            for cue in self.of("purpose", "relative")
            if not any(other.start <= cue.start < other.end for other in others)
        )


def label_length(words: Sequence[str]) -> int:
    """How many tokens a label takes up that the sentence begins with: "12.", "(a)", a bullet."""
    start = 0
    while start < len(words):
        if words[start] == "(" and words[start + 2 : start + 3] == [")"]:
            start += 3
        elif words[start + 1 : start + 2] == [")"]:
            start += 2
        elif words[start][:1].isalpha():
            break
        else:
            start += 1
    return start
