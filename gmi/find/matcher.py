"""Finds the terms of a lexicon in a row of words, each place once for each group."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from gmi.find.trie import Places, Trie, joins
from gmi.lexicon.term import fold, variants
from gmi.records import maker

LIST_MARKS = frozenset(",;&/")
LONGEST_LIST = 60
"""In tokens: what a list of numbers may take, with what stands in brackets between them."""


class Target(NamedTuple):
    """What a term counts for. Matches of the same `rivals` compete: the longest wins its place."""

    rivals: str
    group: str
    category: str
    term: str


class Match(NamedTuple):
    """A match of tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    target: Target


_match = maker(Match)


class Rule(NamedTuple):
    """A term with what it counts for; a `cancels` rule takes out the matches that lie inside its own."""

    target: Target
    cancels: bool = False


class Matcher:
    """All rules of a lexicon, ready to run. Reusable and free of state but for what is known of words."""

    def __init__(self, rules: Iterable[Rule], joints: Iterable[str] = (), heads: Iterable[str] = ()) -> None:
        """Numbers listed behind a term that ends with one are read as if the term stood before each:
        "Conventions 97 and 143". `joints` are the words before the last of a list ("and"), `heads` those that
        announce one ("conventions"); without a head only "No. 97 and No. 143" is a list."""
        self._rules = list(rules)
        self._joints, self._heads = frozenset(joints), frozenset(heads)
        # The rules of each number that a term can end with, by the words before it.
        self._numbered: dict[tuple[str, ...], dict[str, list[int]]] = {}
        self._ends_in_number = np.zeros(len(self._rules), dtype=bool)
        self._cancels = np.array([rule.cancels for rule in self._rules], dtype=bool)
        # Rivals by number, and what a match can be cancelled by: its group, or its category of the group.
        # An exception of a group has no category.
        rivals: dict[str, int] = {}
        self._rivals = np.array(
            [rivals.setdefault(target.rivals, len(rivals)) for target, _ in self._rules], dtype=np.int64
        )
        self._keys = [(f"{t.group}/", f"{t.group}/{t.category}") for t, _ in self._rules]
        # Matches of one place come in the order of their targets.
        self._targets = sorted({target for target, _ in self._rules})
        numbers = {target: number for number, target in enumerate(self._targets)}
        self._ranks = np.array([numbers[target] for target, _ in self._rules], dtype=np.int64)
        self._trie = Trie()
        for index, rule in enumerate(self._rules):
            for words in variants(rule.target.term):
                self._trie.add(words, index)
                if self._joints and len(words) > 1 and words[-1].text.isdecimal():
                    named = self._numbered.setdefault(tuple(fold(word.text) for word in words[:-1]), {})
                    named.setdefault(words[-1].text, []).append(index)
                    self._ends_in_number[index] = True

    def __call__(
        self, types: np.ndarray, words: Sequence[str], within: np.ndarray | None = None
    ) -> list[Match]:
        """All mentions in a row of tokens, in order of place; those of one place in order of their targets.

        `types` numbers each token's word, `words` gives the word of each number (shape: tokens; different
        words); for `Words` what is found out of them is kept. `within` masks the tokens at which a match may
        begin; all, where it is None.
        """
        return self._resolve(self._found(types, words, within))

    def candidates(self, types: np.ndarray, words: Sequence[str]) -> list[Match]:
        """Everything that fits, before exceptions and rivals are weighed; for explaining."""
        found = sorted(set(_rows(self._found(types, words, None))))
        return [Match(s, e, self._rules[r].target) for s, e, r in found if not self._rules[r].cancels]

    def exception(self, types: np.ndarray, words: Sequence[str], match: Match) -> str | None:
        """The exception phrase that cancels a candidate, if there is one."""
        for start, end, index in sorted(_rows(self._found(types, words, None))):
            rule = self._rules[index]
            mine = rule.target.group == match.target.group and rule.target.category in (
                "",
                match.target.category,
            )
            if rule.cancels and mine and start <= match.start and match.end <= end:
                return rule.target.term
        return None

    def _found(self, types: np.ndarray, words: Sequence[str], within: np.ndarray | None) -> Places:
        """All rules that are complete somewhere."""
        found = self._trie.find(types, words, within)
        numbered = self._ends_in_number[found.terms]
        if not numbered.any():
            return found
        places = set(zip(found.starts[numbered].tolist(), found.ends[numbered].tolist(), strict=True))
        listed = [one for start, end in places for one in self._listed(start, end, types, words)]
        more = np.array(listed, dtype=np.int64).reshape(-1, 3).T
        return Places(*(np.concatenate(both) for both in zip(found, more, strict=True)))

    def _listed(
        self, start: int, end: int, types: np.ndarray, words: Sequence[str]
    ) -> Iterator[tuple[int, int, int]]:
        """What numbers stand for that are listed behind a term that ends with one, each at its own place."""
        text = [fold(words[number]) for number in types[start : end + LONGEST_LIST].tolist()]
        own = [word for word in text[: end - start - 1] if not joins(word)]
        numbers = self._numbered.get(tuple(own), {})
        for place in self._places_listed(text, end - start, own):
            for rule in numbers.get(text[place], ()):
                yield start + place, start + place + 1, rule

    def _places_listed(self, text: list[str], first: int, own: list[str]) -> list[int]:
        """The places of numbers in a text from `first` on, up to that behind "and" or its like. None without
        that: a comma may begin something else that is counted."""
        announced = not self._heads.isdisjoint(own)
        places: list[int] = []
        ended = aside = False
        for place in range(first, len(text)):
            word = text[place]
            if word in ("(", ")"):
                aside = word == "("
            elif aside:
                continue
            elif word.isdecimal() and (announced or text[place - 1] in own):
                places.append(place)
                if ended:
                    return places
            elif word in self._joints:
                ended = True
            elif word not in LIST_MARKS and word not in own and not joins(word):
                break
        return []

    def _resolve(self, found: Places) -> list[Match]:
        """Take out the cancelled, then keep the longest of each group's rivals at each place."""
        stays = self._stays(found)
        starts, ends, rules = (column[stays] for column in found)
        rivals = self._rivals[rules]
        order = np.lexsort((starts, rivals))
        starts, ends, rules, rivals = starts[order], ends[order], rules[order], rivals[order]
        chosen = _longest(starts, ends, rules, rivals)
        starts, ends, ranks = starts[chosen], ends[chosen], self._ranks[rules[chosen]]
        order = np.lexsort((ranks, ends, starts))
        targets = self._targets
        in_order = zip(starts[order].tolist(), ends[order].tolist(), ranks[order].tolist(), strict=True)
        return [_match((start, end, targets[rank])) for start, end, rank in in_order]

    def _stays(self, found: Places) -> np.ndarray:
        """Mask of the matches that are no exceptions and lie in none that cancels them."""
        cancels = self._cancels[found.terms]
        stays: np.ndarray = ~cancels
        reach = self._reach(Places(*(column[cancels] for column in found)))
        if not reach:
            return stays
        covered = np.zeros(int(found.ends.max()), dtype=bool)
        covered[list(reach)] = True
        for place in np.flatnonzero(stays & covered[found.starts]).tolist():
            of_token, keys = reach[int(found.starts[place])], self._keys[found.terms[place]]
            stays[place] = max(of_token.get(key, 0) for key in keys) < found.ends[place]
        return stays

    def _reach(self, exceptions: Places) -> dict[int, dict[str, int]]:
        """How far the exceptions reach that cover a token: by token and by what they cancel (a group, or a
        category of one), the token after the last."""
        reach: dict[int, dict[str, int]] = {}
        for start, end, rule in _rows(exceptions):
            key = self._keys[rule][1]
            for token in range(start, end):
                of_token = reach.setdefault(token, {})
                of_token[key] = max(end, of_token.get(key, 0))
        return reach


def _rows(found: Places) -> list[tuple[int, int, int]]:
    """The same as (first token, token after the last, rule)."""
    return list(zip(*(column.tolist() for column in found), strict=True))


def _longest(starts: np.ndarray, ends: np.ndarray, rules: np.ndarray, rivals: np.ndarray) -> np.ndarray:
    """Which matches stay of rivals that overlap: the longest, then the earlier, then the lexicon's first.

    The matches are in order of their rivals and, among these, of their starts.
    """
    # Rivals of one kind stand behind those of another, so that none reaches into the next.
    apart = rivals * (int(ends.max(initial=0)) + 1)
    starts, ends = apart + starts, apart + ends
    begins_run = np.append(True, starts[1:] >= np.maximum.accumulate(ends)[:-1])[: len(starts)]
    run = np.cumsum(begins_run)
    left = np.lexsort((rules, starts, starts - ends, run))
    taken = []
    while len(left):
        # The best of each run is taken, and what overlaps it falls out.
        is_best = np.append(True, run[left[1:]] != run[left[:-1]])
        best = left[is_best]
        taken.append(best)
        of_run = best[np.cumsum(is_best) - 1]
        left = left[(ends[left] <= starts[of_run]) | (ends[of_run] <= starts[left])]
    return np.concatenate(taken or [left])
