"""A tokenizer for every language that puts blanks between words, on one compiled pattern.

The lexicon decides what a term is, so the tokenizer needs no exceptions of any language: a token is a run of
letters and digits, or a single other character.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from gmi.find.vocabulary import Vocabulary

# What a Doc keeps of its making: its text, the key of a vocabulary, and each token's number in that.
TEXT = "gmi_text"
NUMBERS = "gmi_numbers"


class Tokenizer:
    """Splits text into spaCy tokens; `doc.text` gives the text back letter for letter."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._begin()

    def _begin(self) -> None:
        self._vocabulary = Vocabulary()
        # The number that spaCy's string store has for each of our numbers.
        self._orths: list[int] = []

    def __call__(self, text: str) -> Doc:
        if self._vocabulary.is_full:
            self._begin()
        vocabulary = self._vocabulary
        numbers = vocabulary.cut(text)
        for word in vocabulary.words[len(self._orths) :]:
            # Not to be forgotten at the end of a memory zone, as the vocabulary isn't.
            self._orths.append(self.vocab.strings.add(word, allow_transient=False))  # type: ignore[call-arg]
        # A Doc of words as numbers is made four times as fast as one of strings.
        doc = Doc(
            self.vocab,
            # As objects, so that the same number is not made anew for each token.
            words=np.array(self._orths, dtype=object)[numbers].tolist(),
            spaces=np.array(vocabulary.spaces, dtype=bool)[numbers].tolist(),
        )
        # spaCy puts a Doc's text together anew, token by token, whenever it is asked for it.
        doc.user_data[TEXT] = text
        doc.user_data[NUMBERS] = [vocabulary.key, numbers]
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the pattern is the program's."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "Tokenizer":
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: Any, **_: Any) -> "Tokenizer":
        return self


def text_of(doc: Doc) -> str:
    """The Doc's text, without putting it together again where the tokenizer has kept it."""
    text: str = doc.user_data.get(TEXT) or doc.text
    return text


@registry.tokenizers("gmi_tokenizer")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """The factory that a pipeline's config names."""
    return lambda nlp: Tokenizer(nlp.vocab)
