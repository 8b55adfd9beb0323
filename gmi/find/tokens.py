"""A light, read-only view of a document's tokens for rules that work on words: arrays, no token objects."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np
from spacy.tokens import Doc

from gmi.find.mentions import Sentence
from gmi.find.tokenizer import NUMBERS, text_of
from gmi.find.vocabulary import Vocabulary, Words


@dataclass(frozen=True)
class Tokens:
    """Tokens as parallel arrays. `types` are the numbers that the `vocabulary` has for them.

    `starts` and `ends` are offsets into `text`. `sentence_first` and `sentence_last` are the first token of
    each sentence and the one after its last.
    """

    text: str
    vocabulary: Vocabulary
    types: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    sentences: tuple[Sentence, ...] = ()

    @classmethod
    def of(cls, doc: Doc, sentences: tuple[Sentence, ...] = ()) -> "Tokens":
        """The view of a spaCy Doc."""
        key, types = doc.user_data.pop(NUMBERS, (None, None))
        vocabulary = Vocabulary.of(key)
        if vocabulary is None:
            # Made by another tokenizer, or in another process.
            vocabulary = Vocabulary()
            types = vocabulary.numbers(token.text_with_ws for token in doc)
        return cls(text_of(doc), vocabulary, types, *vocabulary.offsets(types), sentences)

    @classmethod
    def cut(cls, text: str, vocabulary: Vocabulary) -> "Tokens":
        """The tokens of a text without spaCy, cut as the pipeline's tokenizer does it."""
        types = vocabulary.cut(text)
        return cls(text, vocabulary, types, *vocabulary.offsets(types))

    def __len__(self) -> int:
        return len(self.types)

    @property
    def words(self) -> Words:
        """The word of each number of the vocabulary."""
        return self.vocabulary.words

    def word(self, token: int) -> str:
        """The token as it is written."""
        word: str = self.vocabulary.words[self.types[token]]
        return word

    def lower_words(self, first: int, last: int) -> list[str]:
        """The words of tokens `first` to `last` (exclusive) in lower case."""
        lower = self.vocabulary.lower
        return [lower[number] for number in self.types[first:last].tolist()]

    def places(self, words: frozenset[str], first: int, last: int) -> list[int]:
        """Which of the tokens `first` to `last` (exclusive) are one of some words, given in lower case."""
        found = self._places.get(words)
        if found is None:
            found = np.flatnonzero(self.vocabulary.among(words, self.types)).tolist()
            self._places[words] = found
        return found[bisect_left(found, first) : bisect_left(found, last)]

    @cached_property
    def _places(self) -> dict[frozenset[str], list[int]]:
        return {}

    @cached_property
    def _words_before(self) -> np.ndarray:
        """How many words stand before each token, and in all."""
        return np.concatenate([[0], np.cumsum(self.vocabulary.is_word(self.types))])

    @cached_property
    def sentence_first(self) -> np.ndarray:
        return np.searchsorted(self.starts, [s.start for s in self.sentences])

    @cached_property
    def sentence_last(self) -> np.ndarray:
        return np.searchsorted(self.starts, [s.end for s in self.sentences])

    def parted(self, blocks: Sequence[Sequence[int]]) -> "Tokens":
        """The same tokens, where those between the blocks (pairs of offsets) are no words: what parts two
        blocks is then told from a line break inside one."""
        edges = np.searchsorted(self.starts, _pairs(blocks))
        steps = np.zeros(len(self.types) + 1, dtype=np.int64)
        np.add.at(steps, edges[:, 0], 1)
        np.add.at(steps, edges[:, 1], -1)
        types = np.where(np.cumsum(steps[:-1]) > 0, self.types, 0)
        return replace(self, types=types)

    def with_sentences(self, sentences: tuple[Sentence, ...]) -> "Tokens":
        """The same tokens, cut into sentences."""
        return replace(self, sentences=sentences)

    def words_between(self, bounds: Sequence[Sequence[int]]) -> list[int]:
        """How many words stand between each pair of offsets."""
        total = self._words_before
        pairs = np.searchsorted(self.starts, _pairs(bounds))
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


def _pairs(bounds: Iterable[Sequence[int]]) -> np.ndarray:
    """Pairs of numbers as an array of two columns; twice as fast as numpy finds out that they are pairs."""
    return np.fromiter(chain.from_iterable(bounds), dtype=np.int64).reshape(-1, 2)
