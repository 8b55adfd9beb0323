"""The different pieces of the texts that are read, numbered as they come.

Pieces recur, in one text and in the next: what is to be known of each is worked out once and then looked up
by its number, for a whole text in one go.
"""

import os
from collections.abc import Iterable
from typing import Self
from uuid import uuid4
from weakref import WeakValueDictionary

import numpy as np

LARGEST = 300_000
"""Pieces from which a new vocabulary is begun, so that memory stays flat however many texts are read."""


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
        self._is_word = bytearray(1)
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
        self._is_word.append(word[:1].isalnum())
        return number

    def numbers(self, pieces: Iterable[str]) -> np.ndarray:
        """The numbers of the pieces, in their order."""
        return np.fromiter(map(self.__getitem__, pieces), dtype=np.int32)

    def is_word(self, numbers: np.ndarray) -> np.ndarray:
        """Which of the numbers are words that count: those that begin with a letter or digit."""
        mask: np.ndarray = np.array(self._is_word, dtype=bool)[numbers]
        return mask

    @property
    def key(self) -> str:
        """What tells this vocabulary from all others, also from those of other processes."""
        return f"{self._name}-{os.getpid()}"

    @classmethod
    def of(cls, key: str | None) -> Self | None:
        """The vocabulary with this key, if there still is one in this process."""
        found = _alive.get(key.partition("-")[0]) if key else None
        return found if found is not None and found.key == key else None  # type: ignore[return-value]


_alive: WeakValueDictionary[str, Vocabulary] = WeakValueDictionary()
