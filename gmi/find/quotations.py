"""Quotations: what stands between quotation marks in one paragraph."""

import re
from collections.abc import Sequence

from gmi.find.tokens import Tokens

# Pairs of marks. Single ones count only where they can't be apostrophes: opening before a word that no
# letter precedes, closing behind a word that no letter follows. A quotation ends inside its paragraph.
MARKS = re.compile(
    r"[\u201c\u201e\u201f][^\u201c\u201d\n]*[\u201d\u201c]"
    r"|\u00ab[^\u00ab\u00bb\n]*\u00bb"
    r'|"[^"\n]*"'
    r"|(?<!\w)[\u2018'](?=\w)[^\n]{2,300}?(?<=[\w.,!?])['\u2019](?!\w)"
)
ANY_MARK = re.compile("[\u201c\u201e\u201f\u00ab\"\u2018']")


def quotation_spans(tokens: Tokens, sentences: Sequence[int]) -> list[tuple[int, int]]:
    """(start, end) of the quotations in the paragraphs of the given sentences, as offsets, in order."""
    spans: list[tuple[int, int]] = []
    done = -1
    for sentence in dict.fromkeys(sentences):
        block = tokens.sentences[sentence].block
        if block == done:
            continue
        done = block
        start, end = _paragraph(tokens, sentence)
        if ANY_MARK.search(tokens.text, start, end):
            spans += [match.span() for match in MARKS.finditer(tokens.text, start, end)]
    return spans


def _paragraph(tokens: Tokens, sentence: int) -> tuple[int, int]:
    """Where the paragraph begins and ends that holds a sentence."""
    all_ = tokens.sentences
    first = last = sentence
    while first > 0 and all_[first - 1].block == all_[sentence].block:
        first -= 1
    while last + 1 < len(all_) and all_[last + 1].block == all_[sentence].block:
        last += 1
    return all_[first].start, all_[last].end
