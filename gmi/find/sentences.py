"""Sentences: inside a block, after a full stop that ends no abbreviation, number or initial."""

import re
from collections.abc import Collection, Iterator, Sequence

import numpy as np

# A run of stops is taken once and whole: dot leaders may be endless. What looks back stands behind the first
# stop: before it, it would be tried at every letter.
BOUNDARY = re.compile(r"[.!?](?<![.!?]{2})[.!?]*+[\"')\]]*(\s+)(?=[\"'(\[]?[^\W_a-zß-öø-ÿ])")
LAST_WORD = re.compile(r"[^\s(\[]+$")
LABEL = re.compile(r"[ivxlc]+|[a-z]|\d[\d.]*|[a-z]\)|\w+\)")
LONGEST_ABBREVIATION = 24
LONGEST_SENTENCE = 10_000
"""In characters. The rules compare what stands in a sentence with each other: its length must have an end."""


def sentence_spans(
    text: str, blocks: Sequence[Sequence[int]], abbreviations: Collection[str]
) -> list[tuple[int, int, int]]:
    """All sentences as (start, end, block index), in the order of the text.

    `blocks` are [start, end] of each block, in the order of the text; a sentence never leaves its block.
    `abbreviations` are words that keep their full stop inside a sentence ("art", "No"), without it.
    """
    known = {a.rstrip(".").lower() for a in abbreviations}
    starts = np.array([block[0] for block in blocks])
    matches = [m for m in BOUNDARY.finditer(text) if m.group(1) != "\n"]
    block_of = (np.searchsorted(starts, [m.start() for m in matches], side="right") - 1).tolist()
    cuts: dict[int, list[tuple[int, int]]] = {}
    for match, block in zip(matches, block_of, strict=True):
        if block >= 0 and not _goes_on(text, match, blocks[block][0], known):
            cuts.setdefault(block, []).append(match.span(1))
    spans: list[tuple[int, int, int]] = []
    for index, (begin, stop) in enumerate(blocks):
        for end, resume in cuts.get(index, ()):
            if resume < stop:
                spans.append((begin, end, index))
                begin = resume
        spans.append((begin, stop, index))
    if max((end - start for start, end, _ in spans), default=0) > LONGEST_SENTENCE:
        return [piece for span in spans for piece in _pieces(text, *span)]
    return spans


def _pieces(text: str, start: int, end: int, block: int) -> Iterator[tuple[int, int, int]]:
    """A sentence, in pieces where it is longer than any sentence."""
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        if cut < 0:
            break
        yield (start, cut, block)
        start = cut + 1
    yield (start, end, block)


def _goes_on(text: str, match: re.Match[str], block_start: int, abbreviations: set[str]) -> bool:
    """Whether the full stop ends an abbreviation, an initial or the block's own label ("12.", "IV."). What a
    number follows in a bracket just opened is an abbreviation, known or not: "(Cap. 112)"."""
    stop = match.start()
    if text[stop] != ".":
        return False
    near = max(block_start, stop - LONGEST_ABBREVIATION)
    if text[match.end()].isdecimal() and text.rfind("(", near, stop) > text.rfind(")", near, stop):
        return True
    found = LAST_WORD.search(text, near, stop)
    word = found[0].lower() if found else ""
    if found and found.start() == block_start and LABEL.fullmatch(word):
        return True
    return word in abbreviations or (len(word) == 1 and word.isalpha())
