"""Finds the terms of a lexicon in a row of words, each place once for each group.

Terms are walked as a trie of words. What a word of the text can stand for (an exact word, a wildcard) is
looked up once for each different word, so that the walk starts only where a term can begin.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from gmi.find.vocabulary import Words
from gmi.lexicon.term import HYPHENS, Word, fold, variants
from gmi.records import maker

ANY_WORD = 0
LONGEST_WORD = 100
"""In letters. What is longer is the wreck of a table or a drawing, and stands for no word of a term."""
LIST_MARKS = frozenset(",;&/")
LONGEST_LIST = 60
"""In tokens: what a list of numbers may take, with what stands in brackets between them."""
# Marks without width, which word processors leave between letters.
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")


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


@dataclass
class _Node:
    """Where a walk stands: the words that lead on, and the rules that are complete here."""

    next: dict[int, "_Node"] = field(default_factory=dict)
    complete: list[int] = field(default_factory=list)


class _Known(NamedTuple):
    """What is known of a word of a text: its atoms, the nodes where terms that begin with it stand behind it,
    the rules of which it is the whole term (None where longer ones begin with it), whether it may fill a gap,
    whether it is a whole term, and its numbers as a first and as a second word of terms (see `_pairs`)."""

    atoms: tuple[int, ...]
    begun: tuple[_Node, ...]
    alone: tuple[int, ...] | None
    joins: bool
    whole: bool
    first: int
    second: int


class _Table:
    """What is known of the words of a text, or of all texts of a vocabulary, by their numbers."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.known: list[_Known] = []
        self._whole, self._first, self._second = array("b"), array("i"), array("i")

    def extend(self, look_up: Callable[[str], _Known]) -> None:
        """Look up the words that are new."""
        for word in self.words[len(self.known) :]:
            known = look_up(word)
            self.known.append(known)
            self._whole.append(known.whole)
            self._first.append(known.first)
            self._second.append(known.second)

    def begins(self, types: np.ndarray, pairs: np.ndarray, within: np.ndarray | None) -> list[int]:
        """The tokens at which a term can begin: a whole term, or a first word before a second."""
        whole, first = np.array(self._whole, dtype=bool)[types], np.array(self._first)[types]
        if within is not None:
            whole &= within
            first *= within
        firsts = np.flatnonzero(first[:-1])
        whole[firsts] |= pairs[first[firsts], np.array(self._second)[types[firsts + 1]]]
        begins: list[int] = np.flatnonzero(whole).tolist()
        return begins


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
        self._ends_in_number: set[int] = set()
        self._cancels = [rule.cancels for rule in self._rules]
        # Rivals, group, category of a group. An exception of a group has no category.
        self._keys = [
            (target.rivals, f"{target.group}/", f"{target.group}/{target.category}")
            for target, _ in self._rules
        ]
        # Matches of one place come in the order of their targets.
        self._targets = sorted({target for target, _ in self._rules})
        numbers = {target: number for number, target in enumerate(self._targets)}
        self._ranks = [numbers[target] for target, _ in self._rules]
        self._root = _Node()
        self._exact: dict[str, list[int]] = {}
        self._folded: dict[str, list[int]] = {}
        self._prefixes: dict[str, list[int]] = {}
        self._prefix_lengths: list[int] = []
        self._patterns: list[tuple[re.Pattern[str], bool, int]] = []
        self._atoms: dict[Word, int] = {}
        self._table = _Table(())
        for index, rule in enumerate(self._rules):
            for words in variants(rule.target.term):
                node = self._root
                for word in words:
                    atom = self._atoms.get(word) or self._atom(word)
                    after = node.next.get(atom)
                    if after is None:
                        after = node.next[atom] = _Node()
                    node = after
                node.complete.append(index)
                if self._joints and len(words) > 1 and words[-1].text.isdecimal():
                    named = self._numbered.setdefault(tuple(fold(word.text) for word in words[:-1]), {})
                    named.setdefault(words[-1].text, []).append(index)
                    self._ends_in_number.add(index)
        self._prefix_lengths = sorted({len(prefix) for prefix in self._prefixes})
        self._firsts, self._seconds, self._pairs = self._number_pairs()

    def _atom(self, word: Word) -> int:
        """A number for a new word of a term; it is entered where words of texts will be looked up."""
        if word.text == "*":
            return ANY_WORD
        atom = self._atoms[word] = len(self._atoms) + 1
        if not word.wild:
            (self._exact if word.exact else self._folded).setdefault(word.text, []).append(atom)
        elif not word.exact and word.text.endswith("*") and word.text.count("*") == 1:
            self._prefixes.setdefault(word.text[:-1], []).append(atom)
        else:
            pattern = r"\w*".join(re.escape(part) for part in word.text.split("*"))
            self._patterns.append((re.compile(pattern), word.exact, atom))
        return atom

    def _look_up(self, word: str) -> _Known:
        """What a word of the text can stand for in terms."""
        atoms = self._atoms_of(word)
        root, joins = self._root.next, _joins(word)
        begun = tuple(root[atom] for atom in atoms if atom in root)
        return _Known(
            atoms,
            begun,
            None if any(node.next for node in begun) else tuple(r for node in begun for r in node.complete),
            joins,
            any(node.complete for node in begun),
            _only(atoms, self._firsts),
            -1 if joins else _only(atoms, self._seconds),
        )

    def _atoms_of(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST_WORD:
            return (ANY_WORD,)
        folded = fold(word)
        found = self._exact.get(word, []) + self._folded.get(folded, [])
        for length in self._prefix_lengths:
            found += self._prefixes.get(folded[:length], ()) if length <= len(folded) else ()
        for pattern, exact, atom in self._patterns:
            if pattern.fullmatch(word if exact else folded):
                found = [*found, atom]
        return (*found, ANY_WORD) if word[:1].isalnum() else tuple(found)

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
        found = sorted(set(self._found(types, words, None)))
        return [Match(s, e, self._rules[r].target) for s, e, r in found if not self._rules[r].cancels]

    def exception(self, types: np.ndarray, words: Sequence[str], match: Match) -> str | None:
        """The exception phrase that cancels a candidate, if there is one."""
        for start, end, index in self._found(types, words, None):
            rule = self._rules[index]
            mine = rule.target.group == match.target.group and rule.target.category in (
                "",
                match.target.category,
            )
            if rule.cancels and mine and start <= match.start and match.end <= end:
                return rule.target.term
        return None

    def _found(
        self, types: np.ndarray, words: Sequence[str], within: np.ndarray | None
    ) -> list[tuple[int, int, int]]:
        """All rules that are complete somewhere, as (first token, token after the last, rule)."""
        table = self._table if words is self._table.words else _Table(words)
        if isinstance(words, Words):
            self._table = table
        table.extend(self._look_up)
        known, row = table.known, types.data
        found: list[tuple[int, int, int]] = []
        for start in table.begins(types, self._pairs, within):
            word = known[row[start]]
            if word.alone is None:
                _walk(start, row, known, found)
            else:
                for rule in word.alone:
                    found.append((start, start + 1, rule))
        ends_in_number = self._ends_in_number
        numbered = {(start, end) for start, end, rule in found if rule in ends_in_number}
        listed = [one for start, end in numbered for one in self._listed(start, end, row, words)]
        return sorted([*found, *listed]) if listed else found

    def _listed(
        self, start: int, end: int, row: Sequence[int], words: Sequence[str]
    ) -> Iterator[tuple[int, int, int]]:
        """What numbers stand for that are listed behind a term that ends with one, each at its own place."""
        text = [fold(words[number]) for number in row[start : end + LONGEST_LIST]]
        own = [word for word in text[: end - start - 1] if not _joins(word)]
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
            elif word not in LIST_MARKS and word not in own and not _joins(word):
                break
        return []

    def _number_pairs(self) -> tuple[dict[int, int], dict[int, int], np.ndarray]:
        """Which second words can follow which first words of terms: numbers of both, and a table of pairs.

        Number 0 is for words that are neither, the last for those that could be several: they go with any.
        """
        root = self._root.next
        rows = {atom: number for number, atom in enumerate(root, start=1)}
        second = dict.fromkeys(a for node in root.values() for a in node.next if a != ANY_WORD)
        columns = {atom: number for number, atom in enumerate(second, start=1)}
        pairs = np.zeros((len(rows) + 2, len(columns) + 2), dtype=bool)
        for atom, node in root.items():
            pairs[rows[atom]] = ANY_WORD in node.next
            pairs[rows[atom], [columns[after] for after in node.next if after != ANY_WORD]] = True
            pairs[rows[atom], -1] = bool(node.next)
        pairs[-1] = pairs.any(axis=0)
        return rows, columns, pairs

    def _resolve(self, found: list[tuple[int, int, int]]) -> list[Match]:
        """Take out the cancelled, then keep the longest of each group's rivals at each place.

        `found` is in the order in which its matches begin, so rivals that overlap come one after the other:
        each such run is settled by itself.
        """
        cancels, keys, ranks = self._cancels, self._keys, self._ranks
        cancelled = self._cancelled(found)
        runs: dict[str, list[tuple[int, int, int]]] = {}
        reach: dict[str, int] = {}
        chosen: list[tuple[int, int, int]] = []
        for match in found:
            start, end, rule = match
            if cancels[rule]:
                continue
            rivals, of_group, of_category = keys[rule]
            if start in cancelled and max(map(cancelled[start].get, (of_group, of_category), (0, 0))) >= end:
                continue
            if start < reach.get(rivals, 0):
                runs[rivals].append(match)
                if end > reach[rivals]:
                    reach[rivals] = end
                continue
            if rivals in runs:
                run = runs[rivals]
                chosen += run if len(run) == 1 else _settled(run)
            runs[rivals] = [match]
            reach[rivals] = end
        for run in runs.values():
            chosen += _settled(run)
        # Sorting plain numbers is many times as fast as sorting matches.
        in_order = sorted([(start, end, ranks[rule]) for start, end, rule in chosen])
        targets = self._targets
        return [_match((start, end, targets[rank])) for start, end, rank in in_order]

    def _cancelled(self, found: list[tuple[int, int, int]]) -> dict[int, dict[str, int]]:
        """How far the exceptions reach that cover a token: by token and by what they cancel (a group, or a
        category of one), the token after the last."""
        reach: dict[int, dict[str, int]] = {}
        cancels = self._cancels
        for start, end, rule in found:
            if cancels[rule]:
                key = self._keys[rule][2]
                for token in range(start, end):
                    of_token = reach.setdefault(token, {})
                    of_token[key] = max(end, of_token.get(key, 0))
        return reach


def _settled(run: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Those that stay of overlapping rivals: the longest, then the earlier, then the lexicon's first."""
    run.sort(key=lambda match: (match[0] - match[1], match[0], match[2]))
    taken: list[tuple[int, int, int]] = []
    for match in run:
        start, end, _ = match
        if all(end <= begin or stop <= start for begin, stop, _ in taken):
            taken.append(match)
    return taken


def _walk(start: int, row: Sequence[int], known: list[_Known], found: list[tuple[int, int, int]]) -> None:
    """Add the rules that begin at `start` and are complete somewhere."""
    last = len(row)
    stack = [(node, start + 1) for node in known[row[start]].begun]
    for node, after in stack:
        for rule in node.complete:
            found.append((start, after, rule))
        following = node.next
        if following and after < last:
            word = known[row[after]]
            while word.joins and after + 1 < last:
                after += 1
                word = known[row[after]]
            for atom in word.atoms:
                if atom in following:
                    stack.append((following[atom], after + 1))


def _joins(word: str) -> bool:
    """Whether a token may stand where a term has a blank: a hyphen or dash, a further blank, a line break."""
    return word in HYPHENS or word in INVISIBLE or word.isspace()


def _only(atoms: tuple[int, ...], numbers: dict[int, int]) -> int:
    """The number of the one atom that has a number; 0 where none has, -1 where several have."""
    found = [numbers[atom] for atom in atoms if atom in numbers]
    return found[0] if len(found) == 1 else -min(len(found), 1)
