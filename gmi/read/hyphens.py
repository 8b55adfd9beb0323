"""Hyphens at line ends: nearly all are those of compounds and stay, the few of divided words go.

The document's own words decide: if it writes the second half alone somewhere, the two are a compound; if
not, "compensa-" and "tion" are one word if it writes "compensation" elsewhere. Without such evidence the
hyphen stays: "genderbased" would be a word that no lexicon has.
"""

import re
from collections.abc import Iterator, Sequence

from gmi.read.lines import Line

SOFT_HYPHEN = "\u00ad"
"""Stands for a hyphen that only the line end put there; normalising drops it."""

_HYPHENS = "-‐"  # the second is what browsers print for a soft hyphen
_left = re.compile(r"([^\W\d_]+)[-‐]$").search
_right = re.compile(r"[^\W\d_]+").match
_LONGEST_WORD = 40


def soften_hyphens(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages' lines, with a soft hyphen at the end of each that divides a word."""
    softened = list(pages)
    words = b""
    for place, line, following in _ends(pages):
        left, right = _left(line.text[-_LONGEST_WORD:]), _right(following)
        if not left or not right or right[0][0].isupper():
            continue
        # A word at the start of a line is not looked at: it may be the second half of a divided one.
        words = words or "\n".join([one.text for page in pages for one in page]).encode()
        if _is_divided(left[1], right[0], words):
            page = list(softened[place[0]])
            page[place[1]] = line._replace(text=line.text[:-1] + SOFT_HYPHEN)
            softened[place[0]] = page
    return softened


def _ends(pages: Sequence[Sequence[Line]]) -> Iterator[tuple[tuple[int, int], Line, str]]:
    """Each line that ends with a hyphen, where it is (page, line), and the text that follows it."""
    for i, page in enumerate(pages):
        for j in [j for j, line in enumerate(page) if line.text[-1] in _HYPHENS]:
            after = page[j + 1 : j + 2] or next((later[:1] for later in pages[i + 1 :] if later), [])
            if after:
                yield (i, j), page[j], after[0].text


def _is_divided(left: str, right: str, words: bytes) -> bool:
    """Whether left-right is one word with a hyphen that only the line end put there.

    `words` are those of the document in UTF-8, which is searched several times faster than a string.
    """
    # Found at once in nearly all cases, as what is looked for below is not.
    if f" {right}".encode() in words:
        return False
    joined = f" {left}{right}".encode()
    return joined in words and words.count(joined) > words.count(f" {left}-{right}".encode())
