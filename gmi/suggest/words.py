"""What a word can be in a candidate: part of it, its end, or what parts it from the next."""

from array import array
from collections.abc import Iterable

import numpy as np

from gmi.find.trie import INVISIBLE
from gmi.find.vocabulary import Vocabulary
from gmi.lexicon.term import HYPHENS, fold

BREAK, JOINT, FUNCTION, CONTENT = range(4)
"""What no candidate holds; what it passes over (hyphens, blanks); small words in it; words at its ends."""
BITS = 21
"""Of a word's number in the number of a phrase: phrases of three words fit into 64 bits."""
MOST_FORMS = (1 << BITS) - 2
_LONGEST, _SHORTEST = 40, 3


class Forms:
    """The words of a vocabulary by their numbers, as arrays: what each can be, and the numbers of its form
    in lower case (`whole`) and of that without a plural -s (`base`).

    `names` gives the form of each number, `stems` the number without -s.
    """

    def __init__(self, function_words: Iterable[str]) -> None:
        self._function = frozenset(map(fold, function_words))
        self._numbers: dict[str, int] = {"": 0}
        self.names = [""]
        self.stems = [0]
        self.begin()

    def begin(self) -> None:
        """Begin with a new vocabulary; forms keep their numbers."""
        self.vocabulary = Vocabulary()
        self._kind, self._whole, self._base = array("b"), array("i"), array("i")
        self._capital, self._plural = array("b"), array("b")

    def update(self) -> None:
        """Look at the words that are new."""
        for word in self.vocabulary.words[len(self._kind) :]:
            kind = self._kind_of(word) if len(self.names) < MOST_FORMS else BREAK
            whole = self.number(fold(word)) if kind >= FUNCTION else 0
            self._kind.append(kind)
            self._whole.append(whole)
            self._base.append(self.stems[whole])
            self._capital.append(word[:1].isupper())
            self._plural.append(self.stems[whole] != whole)

    def _kind_of(self, word: str) -> int:
        if word in HYPHENS or word in INVISIBLE or (word and word.isspace()):
            return JOINT
        if fold(word) in self._function:
            return FUNCTION
        return CONTENT if word.isalpha() and _SHORTEST <= len(word) <= _LONGEST else BREAK

    def number(self, form: str) -> int:
        """The number of a form; a new one where it is new."""
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self.names)
            self.names.append(form)
            self.stems.append(number)
            bare, plural = singular(form)
            if plural and form not in self._function:
                self.stems[number] = self.number(bare)
        return number

    @property
    def kind(self) -> np.ndarray:
        return np.array(self._kind)

    @property
    def whole(self) -> np.ndarray:
        return np.array(self._whole, dtype=np.int64)

    @property
    def base(self) -> np.ndarray:
        return np.array(self._base, dtype=np.int64)

    @property
    def capital(self) -> np.ndarray:
        return np.array(self._capital, dtype=bool)

    @property
    def plural(self) -> np.ndarray:
        return np.array(self._plural, dtype=bool)


def singular(word: str) -> tuple[str, bool]:
    """The word without a final s, and whether it had one: a plural of English, Spanish or French, or no
    plural at all, which does no harm, since the s is put back where all have it."""
    if len(word) > _SHORTEST and word.endswith("s") and not word.endswith("ss"):
        return word[:-1], True
    return word, False


def words_of(key: int) -> list[int]:
    """The words of a phrase by their numbers; the last is without plural -s."""
    bases = []
    while key:
        bases.append(key & ((1 << BITS) - 1))
        key >>= BITS
    return bases[::-1]
