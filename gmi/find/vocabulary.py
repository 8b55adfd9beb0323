"""The different pieces of the texts that are read, numbered as they come.

Pieces recur, in one text and in the next: what is to be known of each is worked out once and then looked up
by its number, for a whole text in one go.
"""

import os
from array import array
from collections.abc import Iterable
from typing import Self
from uuid import uuid4
from weakref import WeakValueDictionary, proxy

import numpy as np

from gmi.find.pieces import PIECE

LARGEST = 150_000
"""Different pieces, or runs of them between blanks, from which a new vocabulary is begun: memory stays flat
however many texts are read."""


class Words(list[str]):
    """The word of each number, in order. Grows at its end, and never changes otherwise."""


class Vocabulary(dict[str, int]):
    """A number for each piece: a word, or another single character, with the blank that may follow it.

    `words` holds the pieces without that blank, `lower` these in lower case. Number 0 is no piece: it parts
    texts from each other.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = Words([""])
        self.lower = [""]
        self.spaces = bytearray(1)
        self._lengths = array("l", [0])
        self._is_word = bytearray(1)
        self._among: dict[frozenset[str], bytearray] = {}
        self._runs = _Runs(self)
        self._name = uuid4().hex
        _alive[self._name] = self

    def __missing__(self, piece: str) -> int:
        # A blank alone is a word of its own.
        space = len(piece) > 1 and piece[-1] == " "
        word = piece[:-1] if space else piece
        number = self[piece] = len(self.words)
        self.words.append(word)
        self.lower.append(word.lower())
        self.spaces.append(space)
        self._lengths.append(len(piece))
        self._is_word.append(word[:1].isalnum())
        return number

    def numbers(self, pieces: Iterable[str]) -> np.ndarray:
        """The numbers of the pieces, in their order."""
        return np.fromiter(map(self.__getitem__, pieces), dtype=np.int32)

    def cut(self, text: str) -> np.ndarray:
        """The numbers of the text's pieces, in their order."""
        # No piece holds a blank before its end: what stands between blanks can be cut by itself, and mostly
        # has been before.
        runs = text.split(" ")
        last = self.packed(runs.pop())
        return np.frombuffer(b"".join([*map(self._runs.__getitem__, runs), last]), dtype=np.int32)

    def packed(self, run: str) -> bytes:
        """The numbers of the pieces of a run, four bytes each."""
        return array("i", map(self.__getitem__, PIECE.findall(run))).tobytes()

    def offsets(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where the pieces with these numbers begin and end in the text that they make up, their closing
        blanks apart."""
        lengths = np.array(self._lengths, dtype=np.int64)[numbers]
        following = np.cumsum(lengths)
        return following - lengths, following - np.array(self.spaces)[numbers]

    def is_word(self, numbers: np.ndarray) -> np.ndarray:
        """Which of the numbers are words that count: those that begin with a letter or digit."""
        mask: np.ndarray = np.array(self._is_word, dtype=bool)[numbers]
        return mask

    def among(self, words: frozenset[str], numbers: np.ndarray) -> np.ndarray:
        """Which of the numbers are one of some words, given in lower case."""
        known = self._among.setdefault(words, bytearray())
        known.extend([word in words for word in self.lower[len(known) :]])
        mask: np.ndarray = np.array(known, dtype=bool)[numbers]
        return mask

    @property
    def is_full(self) -> bool:
        """Whether a new vocabulary is to be begun."""
        return max(len(self), len(self._runs)) > LARGEST

    @property
    def key(self) -> str:
        """What tells this vocabulary from all others, also from those of other processes."""
        return f"{self._name}-{os.getpid()}"

    @classmethod
    def of(cls, key: str | None) -> Self | None:
        """The vocabulary with this key, if there still is one in this process."""
        found = _alive.get(key.partition("-")[0]) if key else None
        return found if found is not None and found.key == key else None  # type: ignore[return-value]


class _Runs(dict[str, bytes]):
    """The numbers, packed, of the pieces in what stands between two blanks, with the blank behind it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = proxy(vocabulary)

    def __missing__(self, run: str) -> bytes:
        found: bytes = self._vocabulary.packed(run + " ")
        self[run] = found
        return found


_alive: WeakValueDictionary[str, Vocabulary] = WeakValueDictionary()
