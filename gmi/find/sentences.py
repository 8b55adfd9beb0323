"""Sentences: inside a block, after a full stop that ends no abbreviation, number or initial."""

import re
from collections.abc import Collection

import numpy as np

from gmi.read.document import Block

BOUNDARY = re.compile(r"[.!?]+[\"')\]]*(\s+)(?=[\"'(\[]?[^\W_a-zß-öø-ÿ])")
LAST_WORD = re.compile(r"[^\s(\[]+$")
LONGEST_ABBREVIATION = 24


def sentence_spans(
    text: str, blocks: tuple[Block, ...], abbreviations: Collection[str]
) -> list[tuple[int, int, int]]:
    """All sentences as (start, end, block index), in the order of the text.

    `abbreviations` are words that keep their full stop inside a sentence ("art", "No"), without it.
    """
    known = {a.rstrip(".").lower() for a in abbreviations}
    starts = np.array([block.start for block in blocks])
    matches = [m for m in BOUNDARY.finditer(text) if m.group(1) != "\n"]
    block_of = (np.searchsorted(starts, [m.start() for m in matches], side="right") - 1).tolist()
    cuts: dict[int, list[tuple[int, int]]] = {}
    for match, block in zip(matches, block_of, strict=True):
        if block >= 0 and not _goes_on(text, match, blocks[block], known):
            cuts.setdefault(block, []).append(match.span(1))
    spans = []
    for block_ in blocks:
        begin = block_.start
        for end, resume in cuts.get(block_.index, ()):
            if resume < block_.end:
                spans.append((begin, end, block_.index))
                begin = resume
        spans.append((begin, block_.end, block_.index))
    return spans


def _goes_on(text: str, match: re.Match[str], block: Block, abbreviations: set[str]) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or the paragraph's number."""
    if text[match.start()] != ".":
        return False
    found = LAST_WORD.search(text, max(block.start, match.start() - LONGEST_ABBREVIATION), match.start())
    word = found[0].lower() if found else ""
    if (
        found
        and found.start() == block.start
        and (word.replace(".", "").isdigit() or len(word) <= 4 and block.level)
    ):
        return True
    if len(word) == 1 and word.isalpha():
        return True
    return word in abbreviations
