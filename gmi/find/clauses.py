"""Where the clauses of a sentence end and which words stand in an enumeration."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from gmi.find.matcher import Match
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ContextLexicon

COMMA = ","
STOPS = frozenset(";:()[]\u2013\u2014")
# How far a mention may stand before its negation, in tokens: subjects are shorter than predicates.
REACH_BEHIND = 14
REACH_AHEAD = 20
# The longest item of an enumeration, and the most words that may stand before a mention in the last one.
LONGEST_ITEM = 7
LAST_ITEM_LEAD = 3


class SentenceCues:
    """The cues of one sentence, by their ids."""

    def __init__(self, cues: Sequence[Match]) -> None:
        self._by_id: dict[str, list[Match]] = {}
        for cue in cues:
            self._by_id.setdefault(cue.target.category, []).append(cue)

    def of(self, *ids: str) -> list[Match]:
        """The cues with one of the ids, in order of place within each id."""
        if len(ids) == 1:
            return self._by_id.get(ids[0], [])
        return [cue for id_ in ids for cue in self._by_id.get(id_, ())]


class Clauses:
    """Scopes inside the sentence of tokens `first` to `last` (exclusive)."""

    def __init__(
        self, tokens: Tokens, first: int, last: int, cues: SentenceCues, lexicon: ContextLexicon
    ) -> None:
        self._tokens, self._first, self._last = tokens, first, last
        self._cue_breaks = [match.start for match in cues.of("clause-break")]
        self._relatives = [match.start for match in cues.of("relative")]
        self._lexicon = lexicon

    def ahead(self, cue: Match, mention: Match) -> bool:
        """Whether the mention follows the cue, or lies in it, in the same clause."""
        if cue.start <= mention.start < cue.end:
            return True
        gap = mention.start - cue.end
        return 0 <= gap < REACH_AHEAD and not self.broken(cue.end, mention.start)

    def behind(self, cue: Match, mention: Match) -> bool:
        """Whether the mention precedes the cue in the same clause, with no relative clause between."""
        gap = cue.start - mention.end
        if not 0 <= gap < REACH_BEHIND or self.broken(mention.end, cue.start):
            return False
        return not any(mention.end <= relative < cue.start for relative in self._relatives)

    def broken(self, start: int, end: int) -> bool:
        """Whether a clause ends between tokens `start` and `end` (exclusive)."""
        position = bisect_left(self._breaks, start)
        return position < len(self._breaks) and self._breaks[position] < end

    @cached_property
    def _words(self) -> list[str]:
        words, types = self._tokens.words, self._tokens.types
        return [words[number].lower() for number in types[self._first : self._last].tolist()]

    @cached_property
    def _breaks(self) -> list[int]:
        """Tokens at which a clause ends: the lexicon's words, stops, and commas that separate no items."""
        items = {comma for run in self._runs for comma in run[2]}
        marks = [
            self._first + i
            for i, word in enumerate(self._words)
            if word in STOPS or (word == COMMA and self._first + i not in items)
        ]
        return sorted({*self._cue_breaks, *marks})

    def in_enumeration(self, mention: Match) -> bool:
        """Whether the mention is an item, or part of one, of an enumeration of three or more."""
        return any(start <= mention.start and mention.end <= end for start, end, _ in self._runs)

    @cached_property
    def _runs(self) -> list[tuple[int, int, tuple[int, ...]]]:
        """Enumerations: first token, token after the last, and the commas inside.

        Two or more short items before commas, then one behind a joint ("and", "or"). The first item reaches
        back, and the last forward, only as far as an item may be long.
        """
        words, first = self._words, self._first
        commas = [i for i, word in enumerate(words) if word == COMMA]
        if not commas:
            return []
        joints = [i for i, word in enumerate(words) if word in self._lexicon.list_joints]
        runs = []
        for joint in joints:
            inner = self._commas_before(joint, commas)
            if not inner or not self._items(inner, joint):
                continue
            start = max(0, inner[0] - LONGEST_ITEM + 2)
            runs.append((first + start, first + joint + 1 + LAST_ITEM_LEAD, tuple(first + c for c in inner)))
        return runs

    def _commas_before(self, joint: int, commas: list[int]) -> list[int]:
        """Commas that lead up to a joint with no more than an item between each two."""
        chain: list[int] = []
        following = joint
        for comma in reversed(commas[: bisect_left(commas, joint)]):
            if following - comma - 1 > LONGEST_ITEM or self._breaks_between(comma + 1, following):
                break
            chain.insert(0, comma)
            following = comma
        return chain

    def _breaks_between(self, start: int, end: int) -> bool:
        begins = self._cue_breaks
        position = bisect_left(begins, self._first + start)
        return position < len(begins) and begins[position] < self._first + end

    def _items(self, inner: list[int], joint: int) -> bool:
        """Whether the commas separate items, and no opening phrase or clause is cut off by them."""
        if inner[-1] == joint - 1:
            # "A, and B" joins clauses; "A, B, and C" items.
            inner = inner[:-1]
            if not inner:
                return False
        opener = self._words[0]
        opens = opener in self._lexicon.function_words or opener in self._lexicon.sentence_openers
        return not (opens and inner[0] <= LONGEST_ITEM and len(inner) == 1)
