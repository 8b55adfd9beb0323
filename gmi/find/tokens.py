"""A light, read-only view of a document's tokens for the rules that work on words: arrays, no token objects."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc

from gmi.find.mentions import Sentence
from gmi.find.tokenizer import text_of


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
        keys, types = np.unique(doc.to_array(ORTH), return_inverse=True)
        strings = doc.vocab.strings
        words = [strings[key] for key in keys.tolist()]
        lengths = np.array([len(word) for word in words], dtype=np.int64)[types]
        blanks = doc.to_array(SPACY).astype(np.int64)
        ends = np.cumsum(lengths + blanks) - blanks
        return cls(text_of(doc), words, types, ends - lengths, ends, sentences)

    def __len__(self) -> int:
        return len(self.types)

    def word(self, token: int) -> str:
        """The token as it is written."""
        return self.words[self.types[token]]

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

    def words_between(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """How many words stand between pairs of offsets."""
        total = np.concatenate([[0], np.cumsum(self.is_word)])
        counts: np.ndarray = (
            total[np.searchsorted(self.starts, ends)] - total[np.searchsorted(self.starts, starts)]
        )
        return counts
