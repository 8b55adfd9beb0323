"""Counts what stands in paragraphs with and without mentions of a group, one document after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gmi.find.mentions import Mention, Mentions
from gmi.find.tokens import Tokens
from gmi.lexicon.model import Lexicon
from gmi.read.document import Block, Document
from gmi.suggest.tally import Tally, summed
from gmi.suggest.words import BITS, BREAK, CONTENT, FUNCTION, JOINT, Forms

ZONES = frozenset({"body", "annex", "table", "footnote", "endnote"})
WINDOW = 5
"""Words to each side of a mention in which its collocates stand."""
LONGEST_PHRASE = 3
# A mention in these contexts says nothing of what its paragraph is about.
PASSED_OVER = frozenset({"body_name", "instrument_name", "foreign_language", "repeat"})
# Columns of the tally: all, plurals, and then for each group.
ALL, PLURALS, COMMON = 0, 1, 2
WITH, WITHOUT, NEAR, DOCUMENTS, OF_GROUP = 0, 1, 2, 3, 4


@dataclass
class Sizes:
    """What a group's paragraphs hold: words with and without a mention, words near one, and mentions."""

    words_with: int = 0
    words_without: int = 0
    words_near: int = 0
    mentions: int = 0
    paragraphs: int = 0


class _Row(NamedTuple):
    """The words of a document without what phrases pass over, as parallel arrays."""

    whole: np.ndarray
    base: np.ndarray
    kind: np.ndarray
    plural: np.ndarray
    capital: np.ndarray
    sentence: np.ndarray
    block: np.ndarray
    start: np.ndarray
    counted: np.ndarray


class Scanner:
    """Counts of a corpus. `groups` are ids of the lexicon's groups."""

    def __init__(self, lexicon: Lexicon, groups: Sequence[str]) -> None:
        self.groups = tuple(groups)
        self.forms = Forms(lexicon.context.function_words)
        self.tally = Tally(COMMON + OF_GROUP * len(self.groups))
        self.sizes = {group: Sizes() for group in self.groups}
        self.documents = self.paragraphs = self.words = 0
        # Of each form, away from where sentences begin: how often it is there, and how often with a capital.
        self._written = self._capitals = np.zeros(0, dtype=np.int64)

    def add(self, document: Document, mentions: Mentions) -> set[int]:
        """Count a document. Returns the blocks with a mention of one of the groups."""
        if self.forms.vocabulary.is_full:
            self.forms.begin()
        row = self._row(document, mentions)
        self.documents += 1
        self.paragraphs += len(np.unique(row.block[row.counted]))
        self.words += int(row.counted.sum())
        self._count_capitals(row)
        extent = _extent(row, mentions.mentions)
        marks = {group: self._marks(group, row, mentions) for group in self.groups}
        for length in range(1, LONGEST_PHRASE + 1):
            self._count(row, length, extent, marks)
        return {block for group in self.groups for block in marks[group].blocks}

    def _row(self, document: Document, mentions: Mentions) -> _Row:
        tokens = Tokens.cut(document.text, self.forms.vocabulary)
        self.forms.update()
        kept = np.flatnonzero(self.forms.kind[tokens.types] != JOINT)
        types = tokens.types[kept]
        start = tokens.starts[kept]
        ends = np.array([sentence.end for sentence in mentions.sentences], dtype=np.int64)
        sentence = np.minimum(np.searchsorted(ends, start, side="right"), max(len(ends) - 1, 0))
        block_of = np.array([sentence.block for sentence in mentions.sentences], dtype=np.int64)
        block = block_of[sentence] if len(ends) else np.zeros(len(kept), dtype=np.int64)
        counts = np.array([_counts(block, document.language) for block in document.blocks], dtype=bool)
        word = self.forms.vocabulary.is_word(types)
        counted = (counts[block] if len(counts) else np.zeros(len(kept), dtype=bool)) & word
        forms = self.forms
        return _Row(
            forms.whole[types],
            forms.base[types],
            np.where(counted, forms.kind[types], BREAK),
            forms.plural[types],
            forms.capital[types],
            sentence,
            block,
            start,
            counted,
        )

    def _count_capitals(self, row: _Row) -> None:
        inside = np.zeros(len(row.base), dtype=bool)
        inside[1:] = row.sentence[1:] == row.sentence[:-1]
        # Behind a number ("12. Widows ...") or a quotation mark a sentence begins too.
        inside[1:] &= row.kind[:-1] >= FUNCTION
        inside &= row.kind == CONTENT
        size = len(self.forms.names)
        self._written = np.pad(self._written, (0, size - len(self._written)))
        self._capitals = np.pad(self._capitals, (0, size - len(self._capitals)))
        for form in (row.whole, row.base):
            self._written += np.bincount(form[inside], minlength=size)
            self._capitals += np.bincount(form[inside & row.capital], minlength=size)

    def names(self) -> np.ndarray:
        """Which forms are names: written with a capital more often than not, where no sentence begins."""
        return self._capitals * 2 > self._written

    def _marks(self, group: str, row: _Row, mentions: Mentions) -> "_Marks":
        of_group = [mention for mention in mentions.mentions if mention.group == group]
        spans = _spans(row, of_group)
        telling = [not PASSED_OVER.intersection(mention.contexts) for mention in of_group]
        blocks = {m.block for m, tells in zip(of_group, telling, strict=True) if tells}
        covered = np.zeros(len(row.base), dtype=bool)
        near = np.zeros(len(row.base), dtype=bool)
        place = np.cumsum(row.counted)
        for (first, last), tells in zip(spans, telling, strict=True):
            covered[first:last] = True
            if tells and last > first:
                sentence = row.sentence[first]
                left = np.searchsorted(place, place[first] - WINDOW)
                right = np.searchsorted(place, place[last - 1] + WINDOW, side="right")
                left = max(left, int(np.searchsorted(row.sentence, sentence)))
                right = min(right, int(np.searchsorted(row.sentence, sentence, side="right")))
                near[left:right] = True
        near &= ~covered
        inside = np.isin(row.block, np.fromiter(blocks, dtype=np.int64, count=len(blocks)))
        sizes = self.sizes[group]
        sizes.words_with += int((inside & row.counted).sum())
        sizes.words_without += int((~inside & row.counted).sum())
        sizes.words_near += int((near & row.counted).sum())
        sizes.mentions += sum(telling)
        sizes.paragraphs += len(blocks)
        return _Marks(blocks, covered, near, inside)

    def _count(
        self, row: _Row, length: int, extent: tuple[np.ndarray, np.ndarray], marks: "dict[str, _Marks]"
    ) -> None:
        """Count the phrases of so many words, but for those that stand in a mention or cut one in two."""
        last = len(row.base) - length + 1
        if last <= 0:
            return
        begin, end = slice(0, last), slice(length - 1, length - 1 + last)
        fits = (row.kind[begin] == CONTENT) & (row.kind[end] == CONTENT)
        fits &= row.sentence[begin] == row.sentence[end]
        for step in range(1, length - 1):
            fits &= row.kind[step : step + last] >= FUNCTION
        places = np.flatnonzero(fits)
        begins, reach = extent
        ends = places + length
        inside = reach[places] >= ends
        cut = (begins[places] < places) | (reach[ends - 1] > ends)
        places = places[~inside & ~cut]
        keys = np.zeros(len(places), dtype=np.int64)
        for step in range(length):
            form = row.base if step == length - 1 else row.whole
            keys = keys << BITS | form[places + step]
        counts = np.zeros((len(places), self.tally.counts.shape[1]), dtype=np.int32)
        counts[:, ALL] = 1
        counts[:, PLURALS] = row.plural[places + length - 1]
        for number, group in enumerate(self.groups):
            mark, column = marks[group], COMMON + OF_GROUP * number
            free = ~np.any([mark.covered[places + step] for step in range(length)], axis=0)
            counts[:, column + WITH] = free & mark.inside[places]
            counts[:, column + WITHOUT] = free & ~mark.inside[places]
            counts[:, column + NEAR] = free & (mark.near[places] | mark.near[places + length - 1])
        keys, counts = summed(keys, counts)
        for number in range(len(self.groups)):
            column = COMMON + OF_GROUP * number
            counts[:, column + DOCUMENTS] = counts[:, column + WITH] + counts[:, column + WITHOUT] > 0
        self.tally.add(keys, counts)


def _counts(block: Block, language: str) -> bool:
    """Whether a block is text of the report, in its language, and said for the first time."""
    return block.zone in ZONES and block.language in (None, language) and not block.repeats


class _Marks(NamedTuple):
    """Where a document speaks of a group: blocks, and masks of the words of mentions, near one, and in blocks
    with one."""

    blocks: set[int]
    covered: np.ndarray
    near: np.ndarray
    inside: np.ndarray


def _spans(row: _Row, mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """First word of each mention, and the one after its last."""
    pairs = np.array([(m.start, m.end) for m in mentions], dtype=np.int64).reshape(-1, 2)
    found: list[tuple[int, int]] = list(map(tuple, np.searchsorted(row.start, pairs).tolist()))
    return found


def _extent(row: _Row, mentions: Sequence[Mention]) -> tuple[np.ndarray, np.ndarray]:
    """Where the mentions that cover each word begin, and how far they reach, of whatever they are."""
    begins = np.arange(len(row.base))
    reach = np.zeros(len(row.base), dtype=np.int64)
    for first, last in _spans(row, mentions):
        begins[first:last] = np.minimum(begins[first:last], first)
        reach[first:last] = np.maximum(reach[first:last], last)
    return begins, reach
