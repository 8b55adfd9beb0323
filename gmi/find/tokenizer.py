"""A tokenizer for every language that puts blanks between words, on one compiled pattern.

The lexicon decides what a term is, so the tokenizer needs no exceptions of any language: a token is a run of
letters and digits, or a single other character.
"""

from array import array
from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from gmi.find.pieces import PIECE

# What a Doc keeps of its making: its text, and the number of the piece that each token was.
TEXT = "gmi_text"
NUMBERS = "gmi_numbers"


class _Pieces(dict[str, int]):
    """A number for each different piece of text, with its word as spaCy's string store numbers it (without
    the blank that follows; a blank alone is a token of its own) and whether a blank follows."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings
        self.words = array("Q")
        self.spaces = array("B")

    def __missing__(self, piece: str) -> int:
        space = len(piece) > 1 and piece[-1] == " "
        # Not to be forgotten at the end of a memory zone, as this cache isn't.
        self.words.append(self._strings.add(piece[:-1] if space else piece, allow_transient=False))  # type: ignore[call-arg]
        self.spaces.append(space)
        number = self[piece] = len(self.words) - 1
        return number


class Tokenizer:
    """Splits text into spaCy tokens; `doc.text` gives the text back letter for letter."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._pieces = _Pieces(vocab)

    def __call__(self, text: str) -> Doc:
        pieces = PIECE.findall(text)
        # Pieces recur: what each is made of is worked out once, and looked up without a line of Python. A Doc
        # of words as numbers is made four times as fast as one of strings.
        numbers = np.fromiter(map(self._pieces.__getitem__, pieces), dtype=np.int32, count=len(pieces))
        doc = Doc(
            self.vocab,
            words=np.array(self._pieces.words)[numbers].tolist(),
            spaces=np.array(self._pieces.spaces, dtype=bool)[numbers].tolist(),
        )
        # spaCy puts a Doc's text together anew, token by token, whenever it is asked for it.
        doc.user_data[TEXT] = text
        doc.user_data[NUMBERS] = numbers
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
