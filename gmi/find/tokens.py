"""A light, read-only view of a document's tokens for rules that work on words: arrays, no token objects."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from spacy.attrs import IDX, ORTH
from spacy.tokens import Doc

from gmi.find.mentions import Sentence
from gmi.find.tokenizer import NUMBERS, text_of


@dataclass(frozen=True)
class Tokens:
    """Tokens as parallel arrays. `types` numbers each token's word, `words` gives the word of each number.

    `starts` and `ends` are offsets into `text`. `sentence_first` and `sentence_last` are the first token of
    each sentence and the one after its last.
    """

    text: str
    words: list[str]
    types: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    sentences: tuple[Sentence, ...] = ()

    @classmethod
    def of(cls, doc: Doc, sentences: tuple[Sentence, ...] = ()) -> "Tokens":
        """The view of a spaCy Doc."""
        numbers = doc.user_data.get(NUMBERS)
        types, first = _renumbered(doc.to_array(ORTH) if numbers is None else numbers)
        strings = doc.vocab.strings
        words = [strings[key] for key in doc.to_array(ORTH)[first].tolist()]
        starts = doc.to_array(IDX).astype(np.int64)
        ends = starts + np.array([len(word) for word in words], dtype=np.int64)[types]
        return cls(text_of(doc), words, types, starts, ends, sentences)

    def __len__(self) -> int:
        return len(self.types)

    def word(self, token: int) -> str:
        """The token as it is written."""
        word: str = self.words[self.types[token]]
        return word

    def lower_words(self, first: int, last: int) -> list[str]:
        """The words of tokens `first` to `last` (exclusive) in lower case."""
        lower = self.lower
        return [lower[number] for number in self.types[first:last].tolist()]

    def where(self, words: Collection[str]) -> list[int]:
        """The tokens that are one of the given words as written, in order of place."""
        chosen = np.array([word in words for word in self.words], dtype=bool)
        tokens: list[int] = np.flatnonzero(chosen[self.types]).tolist()
        return tokens

    @cached_property
    def lower(self) -> list[str]:
        """The words of all types in lower case."""
        return [word.lower() for word in self.words]

    @cached_property
    def is_word(self) -> np.ndarray:
        """Mask of the tokens that count as words: those that begin with a letter or digit."""
        of_type = np.array([word[:1].isalnum() for word in self.words], dtype=bool)
        mask: np.ndarray = of_type[self.types]
        return mask

    @cached_property
    def sentence_first(self) -> np.ndarray:
        return np.searchsorted(self.starts, [s.start for s in self.sentences])

    @cached_property
    def sentence_last(self) -> np.ndarray:
        return np.searchsorted(self.starts, [s.end for s in self.sentences])

    def parted(self, blocks: Sequence[Sequence[int]]) -> "Tokens":
        """The same tokens, where those between the blocks (pairs of offsets) are of a word that is none: what
        parts two blocks is then told from a line break inside one."""
        edges = np.searchsorted(self.starts, np.array(blocks, dtype=np.int64).reshape(-1, 2))
        steps = np.zeros(len(self.types) + 1, dtype=np.int64)
        np.add.at(steps, edges[:, 0], 1)
        np.add.at(steps, edges[:, 1], -1)
        types = np.where(np.cumsum(steps[:-1]) > 0, self.types, len(self.words))
        return Tokens(self.text, [*self.words, ""], types, self.starts, self.ends, self.sentences)

    def with_sentences(self, sentences: tuple[Sentence, ...]) -> "Tokens":
        """The same tokens, cut into sentences."""
        return Tokens(self.text, self.words, self.types, self.starts, self.ends, sentences)

    def words_between(self, bounds: Sequence[Sequence[int]]) -> list[int]:
        """How many words stand between each pair of offsets."""
        total = np.concatenate([[0], np.cumsum(self.is_word)])
        pairs = np.searchsorted(self.starts, np.array(bounds, dtype=np.int64).reshape(-1, 2))
        counts: list[int] = (total[pairs[:, 1]] - total[pairs[:, 0]]).tolist()
        return counts

    def sentences_of(self, tokens: Sequence[int]) -> list[int]:
        """The index of the sentence in which each token stands."""
        found = np.searchsorted(self.sentence_first, np.array(tokens, dtype=np.int64), side="right") - 1
        indices: list[int] = found.tolist()
        return indices

    def within(self, sentences: Iterable[int]) -> np.ndarray:
        """Mask of the tokens in the given sentences."""
        mask = np.zeros(len(self.types), dtype=bool)
        first, last = self.sentence_first, self.sentence_last
        for index in sentences:
            mask[first[index] : last[index]] = True
        return mask


def _renumbered(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of different values from 0 on without gaps, in their stead; and where each first occurs."""
    if numbers.dtype != np.int32:
        _, first, types = np.unique(numbers, return_index=True, return_inverse=True)
        return types, first
    # The same without sorting: piece numbers are small.
    occurring = np.flatnonzero(np.bincount(numbers))
    place = np.zeros(numbers.max(initial=0) + 1, dtype=np.int64)
    place[occurring] = np.arange(len(occurring))
    types = place[numbers]
    first = np.empty(len(occurring), dtype=np.int64)
    first[types[::-1]] = np.arange(len(types) - 1, -1, -1)
    return types, first
