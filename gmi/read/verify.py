"""Two readings of one file, compared: which words one engine finds and the other doesn't, and why.

What counts as a word worth telling is the caller's affair: it hands over a function that finds them.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from gmi.read.document import Document

_AROUND = 50
"""Characters that are shown on both sides of the words."""


class Hit(NamedTuple):
    """A word or phrase at text[start:end]; `kind` keeps apart what may lie in the same place."""

    start: int
    end: int
    kind: str


class Difference(NamedTuple):
    """Words that one reading has on `page` (None without pages) and the other hasn't.

    `engine` is the one that has them, `context` the text around them there, `elsewhere` what the other engine
    makes of the same passage. `why` is "order" if both have the same words on the page, in another order
    (columns and cells put together otherwise), "letters" if the words themselves differ.
    """

    page: int | None
    kind: str
    words: str
    engine: str
    context: str
    elsewhere: str
    why: Literal["order", "letters"]


def compare(first: Document, second: Document, find: Callable[[Document], Iterable[Hit]]) -> list[Difference]:
    """The differences between two readings of a file, by page; `find` gives the hits of a document."""
    hits = [_by_place(document, find(document)) for document in (first, second)]
    found = []
    for one, other, document, opposite in ((0, 1, first, second), (1, 0, second, first)):
        lacking = _counts(hits[one]) - _counts(hits[other])
        for place, number in lacking.items():
            # Which of several alike is the one that lacks can't be told: show the last ones.
            found += [_difference(place, hit, document, opposite) for hit in hits[one][place][-number:]]
    return sorted(found, key=lambda one: (one.page or 0, one.engine, one.kind, one.words))


_Place = tuple[int, str, str]


def _by_place(document: Document, hits: Iterable[Hit]) -> dict[_Place, list[Hit]]:
    """The hits by page, kind and words."""
    places: dict[_Place, list[Hit]] = {}
    for hit in hits:
        words = " ".join(document.text[hit.start : hit.end].lower().split())
        places.setdefault((document.page_at(hit.start) or 0, hit.kind, words), []).append(hit)
    return places


def _counts(places: dict[_Place, list[Hit]]) -> Counter[_Place]:
    return Counter({place: len(hits) for place, hits in places.items()})


def _difference(place: _Place, hit: Hit, document: Document, opposite: Document) -> Difference:
    page, kind, words = place
    same = _words_of_page(document, page) == _words_of_page(opposite, page)
    return Difference(
        page=page or None,
        kind=kind,
        words=words,
        engine=document.engine,
        context=_excerpt(document.text, hit.start, hit.end),
        elsewhere=_passage(opposite, page, words),
        why="order" if same else "letters",
    )


def _words_of_page(document: Document, page: int) -> Counter[str]:
    """The words on a page, whatever their order; line-end hyphens and blanks at note numbers apart."""
    words: Counter[str] = Counter()
    for segment in document.segments:
        if segment.page == page:
            text = "".join(c if c.isalpha() else " " for c in document.text[segment.start : segment.end])
            words.update(text.lower().split())
    return words


def _passage(document: Document, page: int, words: str) -> str:
    """What stands on the page where the most of `words` stand together."""
    wanted = set(words.split())
    best, most = "", 0
    for block in document.blocks:
        if page in (document.page_at(block.start), document.page_at(block.end - 1)):
            text = document.text[block.start : block.end]
            found = [place for word in wanted if (place := text.lower().find(word)) >= 0]
            if len(found) > most:
                most = len(found)
                middle = sorted(found)[len(found) // 2]
                best = _excerpt(text, middle, middle)
    return best


def _excerpt(text: str, start: int, end: int) -> str:
    """The words around text[start:end], none of them cut."""
    left, right = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    left = text.find(" ", left, start) + 1 if left else 0
    right = right if right == len(text) else max(text.rfind(" ", end, right), end)
    return " ".join(text[left:right].split())
