"""Hyphens at line ends: nearly all are those of compounds and stay, the few of divided words go.

The document's own words decide: "compensa-" and "tion" are one word if it writes "compensation" elsewhere.
"""

import re
from collections.abc import Iterable, Sequence

from gmi.read.drafts import Draft
from gmi.read.lines import Line

_left = re.compile(r"([^\W\d_]+)-$").search
_right = re.compile(r"[^\W\d_]+").match
_LONGEST_ENDING, _SHORTEST_START = 5, 4


def join_divided_words(drafts: Sequence[Draft], pages: Iterable[Sequence[Line]]) -> None:
    """Takes the hyphen out of every word in `drafts` that a line end divided; `pages` have all the words."""
    words = ""
    for draft in drafts:
        pieces = draft.pieces
        for position in range(1, len(pieces)):
            if pieces[position].glue or pieces[position - 1].text[-1:] != "-":
                continue
            left, right = _left(pieces[position - 1].text), _right(pieces[position].text)
            if not left or not right or right[0][0].isupper():
                continue
            words = words or f" {' '.join(line.text for page in pages for line in page).lower()} "
            if _is_divided(left[1].lower(), right[0].lower(), words):
                pieces[position - 1] = pieces[position - 1]._replace(text=pieces[position - 1].text[:-1])


def _is_divided(left: str, right: str, words: str) -> bool:
    """Whether left-right is one word with a hyphen that only the line end put there."""
    joined = words.count(f" {left}{right}")
    if joined:
        return joined > words.count(f" {left}-{right}")
    if len(right) > _LONGEST_ENDING or len(left) < _SHORTEST_START:
        return False
    return not any(re.search(rf"\b{re.escape(half)}\b(?!-)", words) for half in (left, right))
