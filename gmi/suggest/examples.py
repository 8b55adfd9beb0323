"""Sentences of a corpus, kept outside the memory until it is known which are wanted as examples."""

import pickle
import re
from collections.abc import Collection, Iterator
from tempfile import TemporaryFile
from typing import NamedTuple, Self

from gmi.find.mentions import Mentions
from gmi.lexicon.term import HYPHENS, fold
from gmi.read.document import Document
from gmi.suggest.candidates import Example
from gmi.suggest.scan import LONGEST_PHRASE
from gmi.suggest.words import singular

_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
_NUMBER = re.compile(r"\d")


class Kept(NamedTuple):
    """A sentence that may be an example; `mentions` are places in it that are terms already."""

    text: str
    page: int | None
    paragraph: str | None
    mentions: tuple[tuple[int, int], ...]


class Sentences:
    """Sentences of documents, on disk, in the order in which they came."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  # closed with the object
        self._names: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, document: Document, mentions: Mentions, blocks: Collection[int]) -> None:
        """Keep the sentences of some blocks of a document."""
        places: dict[int, list[tuple[int, int]]] = {}
        for mention in mentions.mentions:
            begin = mentions.sentences[mention.sentence].start
            places.setdefault(mention.sentence, []).append((mention.start - begin, mention.end - begin))
        kept = [
            Kept(
                document.text[sentence.start : sentence.end],
                document.page_at(sentence.start),
                document.blocks[sentence.block].number,
                tuple(places.get(index, ())),
            )
            for index, sentence in enumerate(mentions.sentences)
            if sentence.block in blocks
        ]
        pickle.dump((document.name, kept), self._file)
        self._names.append(document.name)

    def _all(self) -> Iterator[tuple[str, list[Kept]]]:
        self._file.seek(0)
        for _ in self._names:
            yield pickle.load(self._file)

    def examples(
        self, phrases: Collection[tuple[str, ...]], each: int
    ) -> dict[tuple[str, ...], list[Example]]:
        """Up to `each` sentences for each phrase (its words, the last without plural -s), of as many
        documents as there are."""
        first: dict[tuple[str, ...], list[Example]] = {phrase: [] for phrase in phrases}
        further: dict[tuple[str, ...], list[Example]] = {phrase: [] for phrase in phrases}
        shown: set[tuple[tuple[str, ...], str]] = set()
        for name, kept in self._all():
            here: set[tuple[str, ...]] = set()
            for sentence in kept:
                for phrase, start, end in _phrases(sentence, first):
                    # A report may be there twice, in two formats.
                    if (phrase, sentence.text) in shown:
                        continue
                    shown.add((phrase, sentence.text))
                    place = further if phrase in here else first
                    if len(place[phrase]) < each:
                        example = Example(name, sentence.page, sentence.paragraph, sentence.text, start, end)
                        place[phrase].append(example)
                    here.add(phrase)
        return {phrase: (first[phrase] + further[phrase])[:each] for phrase in phrases}


def _phrases(
    sentence: Kept, wanted: Collection[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The wanted phrases that stand in a sentence and are no terms yet, each once, with their places."""
    words: list[tuple[str, int, int]] = []
    seen: set[tuple[str, ...]] = set()
    for piece in _PIECE.finditer(sentence.text):
        if piece[0] in HYPHENS:
            continue
        if not piece[0].isalnum() or _NUMBER.search(piece[0]):
            words.clear()
            continue
        words.append((fold(piece[0]), piece.start(), piece.end()))
        for length in range(1, min(LONGEST_PHRASE, len(words)) + 1):
            phrase = (*(word for word, _, _ in words[-length:-1]), singular(words[-1][0])[0])
            start, end = words[-length][1], words[-1][2]
            free = not any(_spoils(place, (start, end)) for place in sentence.mentions)
            if phrase in wanted and phrase not in seen and free:
                seen.add(phrase)
                yield phrase, start, end


def _spoils(mention: tuple[int, int], phrase: tuple[int, int]) -> bool:
    """Whether a mention holds the phrase or cuts it in two, so that the phrase was not counted there."""
    overlap = mention[0] < phrase[1] and phrase[0] < mention[1]
    inside = phrase[0] <= mention[0] and mention[1] <= phrase[1] and mention != phrase
    return overlap and not inside
