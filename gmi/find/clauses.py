"""Where the clauses of a sentence end and which words stand in an enumeration."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

from gmi.find.lazy import lazy
from gmi.find.matcher import Match
from gmi.find.tokens import Tokens

COMMA = ","
COMMAS = frozenset(COMMA)
STOPS = frozenset(';:()[]"\u2013\u2014\u201c\u201d\u00ab\u00bb')
QUOTES = frozenset('"\u201c\u201d\u00ab\u00bb')
BRACKETS = {"(": ")", "[": "]"}
# The longest item of an enumeration, in words, and how many may stand beside a mention in its first and last.
LONGEST_ITEM = 5
ITEM_AROUND = 2


class SentenceCues:
    """The cues of one sentence, by their ids and groups."""

    def __init__(self, cues: Sequence[Match]) -> None:
        self._cues = cues
        self._by_id: dict[str, list[Match]] = {}
        for cue in cues:
            self._by_id.setdefault(cue.target.category, []).append(cue)

    def of(self, *ids: str) -> list[Match]:
        """The cues with one of the ids, in order of place within each id."""
        by_id = self._by_id
        if len(ids) == 1:
            return by_id.get(ids[0], [])
        return [cue for id_ in ids if id_ in by_id for cue in by_id[id_]]

    def of_group(self, group: str) -> list[Match]:
        """The cues of a group ("strength", "tense", "context"), in order of place."""
        return self._by_group.get(group, [])

    @lazy
    def _by_group(self) -> dict[str, list[Match]]:
        by_group: dict[str, list[Match]] = {}
        for cue in self._cues:
            by_group.setdefault(cue.target.group, []).append(cue)
        return by_group


class Clauses:
    """The clauses of a sentence: tokens `first` to `last` (exclusive).

    They end at the lexicon's words (cues "clause-break"), at stops, and at commas that separate no items.
    `joints` are the words before the last item of an enumeration, `openers` those that open a phrase
    which a comma ends, or begins, without being one between items.
    """

    def __init__(
        self,
        tokens: Tokens,
        first: int,
        last: int,
        cues: SentenceCues,
        joints: frozenset[str],
        openers: Collection[str] = (),
    ) -> None:
        self._tokens, self._first, self._last = tokens, first, last
        self._joints, self._openers = joints, openers
        self._cue_breaks = [match.start for match in cues.of("clause-break")]
        self._relatives = [match.start for match in cues.of("relative")]

    def broken(self, start: int, end: int, *, by_quotes: bool = True) -> bool:
        """Whether a clause ends between tokens `start` and `end` (exclusive).

        What is put in between, in brackets or as a relative clause between commas, doesn't end it, and
        neither do quotation marks, unless `by_quotes`.
        """
        found = self._breaks[bisect_left(self._breaks, start) : bisect_left(self._breaks, end)]
        if found and not by_quotes:
            found = [token for token in found if self._words[token - self._first] not in QUOTES]
        if not found:
            return False
        put_in = [(a, b) for a, b in self._parentheses if start <= a and b < end]
        return any(not any(a <= token <= b for a, b in put_in) for token in found)

    def start_of(self, token: int) -> int:
        """The first token of the clause in which `token` stands; what is put in before it is passed over."""
        start = self._first
        for stop in self._breaks[: bisect_left(self._breaks, token)]:
            if not any(a <= stop <= b < token for a, b in self._parentheses):
                start = stop + 1
        return start

    def in_relative(self, start: int, end: int) -> bool:
        """Whether a relative clause begins between the tokens, and is not over."""
        return any(
            start <= token < end and not any(a < token <= b < end for a, b in self._parentheses)
            for token in self._relatives
        )

    def in_enumeration(self, start: int, end: int) -> bool:
        """Whether tokens `start` to `end` (exclusive) are in an item of an enumeration of three or more.

        The first item must end with them or soon after, the last soon begin with them.
        """
        return bool(self._runs) and any(
            commas[0] < start < joint
            or 0 <= commas[0] - end <= ITEM_AROUND
            or joint < start <= joint + 1 + ITEM_AROUND
            for commas, joint in self._runs
        )

    @lazy
    def _words(self) -> list[str]:
        return self._tokens.lower_words(self._first, self._last)

    def _places(self, words: frozenset[str]) -> list[int]:
        return self._tokens.places(words, self._first, self._last)

    @lazy
    def _commas(self) -> list[int]:
        return self._places(COMMAS)

    @lazy
    def _stops(self) -> list[int]:
        return self._places(STOPS)

    @lazy
    def _breaks(self) -> list[int]:
        items = {comma for commas, _ in self._runs for comma in commas}
        return sorted({*self._cue_breaks, *self._stops, *(c for c in self._commas if c not in items)})

    @lazy
    def _parentheses(self) -> list[tuple[int, int]]:
        """First and last token of what is put in: brackets, relative clauses between two commas."""
        found = []
        for comma, following in zip(self._commas, self._commas[1:], strict=False):
            if any(comma < token <= comma + 3 for token in self._relatives):
                found.append((comma, following))
        for stop in self._stops:
            at = stop - self._first
            closing = BRACKETS.get(self._words[at])
            if closing and closing in self._words[at:]:
                found.append((stop, self._first + self._words.index(closing, at)))
        return found

    @lazy
    def _runs(self) -> list[tuple[list[int], int]]:
        """Enumerations: the commas between their items, and the joint ("and", "or") before the last."""
        if not self._commas:
            return []
        runs = []
        for joint in self._places(self._joints):
            inner = self._commas_before(joint)
            if inner and self._separate_items(inner, joint):
                runs.append((inner, joint))
        return runs

    def _commas_before(self, joint: int) -> list[int]:
        """Commas that lead up to a joint with no more than an item between each two."""
        chain: list[int] = []
        following = joint
        for comma in reversed(self._commas[: bisect_left(self._commas, joint)]):
            between = self._words[comma + 1 - self._first : following - self._first]
            opens = bool(between) and between[0] in self._openers
            cut = opens or any(comma < token < following for token in self._cue_breaks)
            if cut or len(between) > LONGEST_ITEM or not STOPS.isdisjoint(between):
                break
            chain.insert(0, comma)
            following = comma
        return chain

    def _separate_items(self, inner: list[int], joint: int) -> bool:
        """Whether the commas separate items, and don't cut off an opening phrase or a clause."""
        ties = inner[-1] == joint - 1 and len(inner) == 1  # "A, and B" ties clauses,
        last = self._words[inner[-1] + 1 - self._first]
        if ties or (last in self._joints and inner[-1] + 1 != joint):  # and so does "A, and B and C".
            return False
        opens = self._words[0] in self._openers and inner[0] - self._first <= LONGEST_ITEM
        return not opens or len(inner) > 1
