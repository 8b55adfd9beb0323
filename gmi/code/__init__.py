"""code: short texts, such as the rows of a spreadsheet, become codes."""

from collections.abc import Iterable, Iterator
from itertools import islice

from gmi.code.codes import GroupCode, TextCode
from gmi.code.coding import Coder
from gmi.code.rows import BATCH
from gmi.lexicon.model import Lexicon
from gmi.rate.profile import Profile

__all__ = ["Coder", "GroupCode", "TextCode", "code_texts"]


def code_texts(
    texts: Iterable[str], lexicon: Lexicon | None = None, profile: Profile | None = None
) -> Iterator[TextCode]:
    """The code of each text, in their order, while they come.

    Without a lexicon the shipped English one is used, without a profile the shipped one, whose counting rule
    says which mentions count.
    """
    coder = Coder(lexicon, profile)
    rest = iter(texts)
    while batch := list(islice(rest, BATCH)):
        yield from coder(batch)
