"""Notes that say again what the text says: "the recommendation as read was: ..."

Counting both would count one recommendation twice.
"""

import re
from itertools import pairwise

from gmi.read.words import language_words

_words = re.compile(r"\w+").findall
_FEWEST_WORDS = 8
_SHARED = 0.5
"""Share of a note's word pairs that stand in the text, from which it repeats it."""


def is_repeat(note: str, text: str, language: str | None) -> bool:
    """Whether `note` gives `text`, the block that cites it, again: it says so, or shares most word pairs."""
    words = _words(note.lower())
    if len(words) < _FEWEST_WORDS:
        return False
    plain = note.lower()
    known = language_words().get(language or "en")
    if known and any(phrase in plain for phrase in known.repeats):
        return True
    if not text:
        return False
    pairs = set(pairwise(words))
    others = _words(text.lower())
    return len(pairs & set(pairwise(others))) >= _SHARED * len(pairs)
