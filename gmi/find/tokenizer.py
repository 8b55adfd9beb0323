"""A tokenizer for every language that puts blanks between words, on one compiled pattern.

The lexicon decides what a term is, so the tokenizer needs no exceptions of any language: a token is a run of
letters and digits, or a single other character.
"""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from gmi.find.pieces import PIECE

TEXT = "gmi_text"


class _Words(dict[str, int]):
    """A piece's word, as spaCy's string store numbers it: without the blank that follows it. A blank alone is
    a token of its own."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, piece: str) -> int:
        word = piece[:-1] if len(piece) > 1 and piece[-1] == " " else piece
        # Not to be forgotten at the end of a memory zone, as this cache isn't.
        number: int = self._strings.add(word, allow_transient=False)  # type: ignore[call-arg]
        self[piece] = number
        return number


class _Spaces(dict[str, bool]):
    """Whether a blank follows a piece's word."""

    def __missing__(self, piece: str) -> bool:
        space = self[piece] = len(piece) > 1 and piece[-1] == " "
        return space


class Tokenizer:
    """Splits text into spaCy tokens; `doc.text` gives the text back letter for letter."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._words = _Words(vocab)
        self._spaces = _Spaces()

    def __call__(self, text: str) -> Doc:
        pieces = PIECE.findall(text)
        # Pieces recur: what each is made of is worked out once, and looked up without a line of Python. A Doc
        # of words as numbers is made four times as fast as one of strings.
        doc = Doc(
            self.vocab,
            words=list(map(self._words.__getitem__, pieces)),  # type: ignore[arg-type]
            spaces=list(map(self._spaces.__getitem__, pieces)),
        )
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


@registry.tokenizers("gmi_tokenizer")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """The factory that a pipeline's config names."""
    return lambda nlp: Tokenizer(nlp.vocab)
