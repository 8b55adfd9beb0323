"""Terms as a trie of words, walked from all places of a text at once.

What a word of a text can stand for (an exact word, a wildcard) is looked up once for each different word.
All walks take a step at the same time: whatever the text is long, a step is a few operations on arrays, and
there are as many as the longest term that has begun somewhere has words.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from gmi.find.vocabulary import Words
from gmi.lexicon.term import HYPHENS, Word, fold

LONGEST_WORD = 100
"""In letters. What is longer is the wreck of a table or a drawing, and stands for no word of a term."""
# Marks without width, which word processors leave between letters.
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
ANY_WORD = 0
_ROOT = 0
# A step from a node by a word is one whole number: the node's bits above the word's.
_WORD_BITS = 24
_SIEVE = (1 << 20) - 1
"""Most steps lead nowhere, which a table with so many places tells."""


class Places(NamedTuple):
    """Where terms were found: three arrays, of their first tokens, the tokens after their last, and their
    numbers."""

    starts: np.ndarray
    ends: np.ndarray
    terms: np.ndarray


class Trie:
    """Terms by number, ready to be found. All are added before the first text."""

    def __init__(self) -> None:
        self._steps: dict[int, int] = {}
        self._complete: list[tuple[int, int]] = []
        self._atoms: dict[Word, int] = {}
        self._exact: dict[str, list[int]] = {}
        self._folded: dict[str, list[int]] = {}
        self._prefixes: dict[str, list[int]] = {}
        self._patterns: list[tuple[re.Pattern[str], bool, int]] = []
        self._known = _Known(())

    def add(self, words: Iterable[Word], number: int) -> None:
        """Lay the way of one variant of term `number`."""
        node, steps = _ROOT, self._steps
        for word in words:
            step = node << _WORD_BITS | (self._atoms.get(word) or self._atom(word))
            following = steps.get(step)
            if following is None:
                following = steps[step] = len(steps) + 1
            node = following
        self._complete.append((node, number))

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

    @cached_property
    def _prefix_lengths(self) -> list[int]:
        return sorted({len(prefix) for prefix in self._prefixes})

    @cached_property
    def _ways(self) -> "_Ways":
        return _Ways(self._steps, self._complete)

    def find(self, types: np.ndarray, words: Sequence[str], within: np.ndarray | None = None) -> Places:
        """Every term, wherever all its words stand one after the other.

        `types` numbers each token's word, `words` gives the word of each number (shape: tokens; different
        words); for `Words` what is found out of them is kept. `within` masks the tokens at which a term may
        begin; all, where it is None.
        """
        known = self._known if words is self._known.words else _Known(words)
        if isinstance(words, Words):
            self._known = known
        for word in words[len(known) :]:
            atoms = self._atoms_of(word)
            known.add(atoms, [self._steps[atom] for atom in atoms if atom in self._steps], joins(word))
        return _walk(types, known, self._ways, within)

    def _atoms_of(self, word: str) -> list[int]:
        """What a word of a text can stand for in terms."""
        if len(word) > LONGEST_WORD:
            return [ANY_WORD]
        folded = fold(word)
        found = self._exact.get(word, []) + self._folded.get(folded, [])
        for length in self._prefix_lengths:
            found += self._prefixes.get(folded[:length], ()) if length <= len(folded) else ()
        for pattern, exact, atom in self._patterns:
            if pattern.fullmatch(word if exact else folded):
                found.append(atom)
        return [*found, ANY_WORD] if word[:1].isalnum() else found


def joins(word: str) -> bool:
    """Whether a token may stand where a term has a blank: a hyphen or dash, a further blank, a line break."""
    return word in HYPHENS or word in INVISIBLE or word.isspace()


def _walk(types: np.ndarray, known: "_Known", ways: "_Ways", within: np.ndarray | None) -> Places:
    """All walks from the root, step by step."""
    atoms, begun = known.atoms.lists, known.begun.lists
    tokens = len(types)
    places = np.arange(tokens)
    begins = begun.are_any[types]
    begins = np.flatnonzero(begins if within is None else begins & within)
    # The token at or after each that is no mere joint.
    onward = np.where(np.array(known.joins, dtype=bool)[types], tokens, places)
    onward = np.append(np.minimum.accumulate(onward[::-1])[::-1], tokens)
    node, origin = begun.of(types[begins])
    start, found = begins[origin], []
    after = start + 1
    while len(node):
        ended = np.flatnonzero(ways.are_complete[node])
        number, origin = ways.complete.of(node[ended])
        origin = ended[origin]
        found.append((start[origin], after[origin], number))
        at = onward[after]
        lively = np.flatnonzero(ways.lead_on[node] & (at < tokens))
        atom, origin = atoms.of(types[at[lively]])
        origin = lively[origin]
        taken, following = ways.follow(node[origin] << _WORD_BITS | atom)
        origin = origin[taken]
        node, start, after = following, start[origin], at[origin] + 1
    if not found:
        return Places(*np.empty((3, 0), dtype=np.int64))
    return Places(*(np.concatenate(column) for column in zip(*found, strict=True)))


class _Lists(NamedTuple):
    """Lists of whole numbers: list i is values[bounds[i]:bounds[i + 1]]."""

    values: np.ndarray
    bounds: np.ndarray

    @property
    def are_any(self) -> np.ndarray:
        """Whether each list holds anything."""
        mask: np.ndarray = self.bounds[1:] > self.bounds[:-1]
        return mask

    def of(self, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The values of some lists, one after the other, and for each its list's place in `which`."""
        first = self.bounds[which]
        lengths = self.bounds[which + 1] - first
        origin = np.repeat(np.arange(len(which)), lengths)
        skipped = first - (np.cumsum(lengths) - lengths)
        return self.values[np.arange(len(origin)) + skipped[origin]], origin


class _Growing:
    """Lists that are added one by one."""

    def __init__(self) -> None:
        self._values, self._bounds = array("q"), array("q", [0])

    def add(self, values: Iterable[int]) -> None:
        self._values.extend(values)
        self._bounds.append(len(self._values))

    @property
    def lists(self) -> _Lists:
        return _Lists(np.array(self._values), np.array(self._bounds))


class _Known:
    """What is known of the words of a text, or of all texts of a vocabulary, by their numbers: the words of
    terms that they can stand for, the nodes behind those from the root, and whether they are mere joints."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.atoms, self.begun, self.joins = _Growing(), _Growing(), bytearray()

    def __len__(self) -> int:
        return len(self.joins)

    def add(self, atoms: Iterable[int], begun: Iterable[int], joins: bool) -> None:
        self.atoms.add(atoms)
        self.begun.add(begun)
        self.joins.append(joins)


class _Ways:
    """A trie as arrays: its steps in order, the terms complete at each node, whether any step leads on."""

    def __init__(self, steps: dict[int, int], complete: Sequence[tuple[int, int]]) -> None:
        unsorted = np.fromiter(steps, dtype=np.int64, count=len(steps))
        order = np.argsort(unsorted)
        self._steps = unsorted[order]
        self._nodes = np.fromiter(steps.values(), dtype=np.int64, count=len(steps))[order]
        self._sieve = np.zeros(_SIEVE + 1, dtype=bool)
        self._sieve[_in_sieve(self._steps)] = True
        self.lead_on = np.zeros(len(steps) + 1, dtype=bool)
        self.lead_on[self._steps >> _WORD_BITS] = True
        at, terms = np.array(complete, dtype=np.int64).reshape(-1, 2).T
        bounds = np.cumsum(np.bincount(at + 1, minlength=len(steps) + 2))
        self.complete = _Lists(terms[np.argsort(at, kind="stable")], bounds)
        self.are_complete = self.complete.are_any

    def follow(self, steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which of the steps there are (as places in `steps`), and the nodes to which these lead."""
        hopeful = np.flatnonzero(self._sieve[_in_sieve(steps)])
        place = np.searchsorted(self._steps, steps[hopeful])
        place[place == len(self._steps)] = 0
        there = self._steps[place] == steps[hopeful]
        return hopeful[there], self._nodes[place[there]]


def _in_sieve(steps: np.ndarray) -> np.ndarray:
    """The place of steps in the sieve, which several may share."""
    places: np.ndarray = (steps ^ steps >> _WORD_BITS // 2) & _SIEVE
    return places
