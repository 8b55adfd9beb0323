"""A tokenizer for every language that puts blanks between words, on one compiled pattern.

The lexicon decides what a term is, so the tokenizer needs no exceptions of any language: a token is a run of
letters and digits, or a single other character. Line breaks stay tokens of their own and keep
matches from running out of their block.
"""

import re
from collections.abc import Callable
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

TEXT = "gmi_text"
PIECE = re.compile(r"\w+ ?|[^\w\s] ?|\s")


class Tokenizer:
    """Splits text into spaCy tokens; `doc.text` gives the text back letter for letter."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        pieces = PIECE.findall(text)
        # A piece that is a blank alone is a token; any other trailing blank belongs to its word.
        spaces = [piece[-1] == " " and len(piece) > 1 for piece in pieces]
        words = [piece[:-1] if space else piece for piece, space in zip(pieces, spaces, strict=True)]
        doc = Doc(self.vocab, words=words, spaces=spaces)
        # spaCy puts a Doc's text together anew, token by token, whenever it is asked for it.
        doc.user_data[TEXT] = text
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


@spacy.registry.tokenizers("gmi_tokenizer")
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """The factory that a pipeline's config names."""
    return lambda nlp: Tokenizer(nlp.vocab)
