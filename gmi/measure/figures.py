"""Figures: whether a sentence gives a number that counts something."""

import re
from collections.abc import Iterable
from functools import lru_cache

from gmi.lexicon.model import Lexicon
from gmi.lexicon.term import forms

# A number with its decimals; "2023-2030", "5/1" and "C189" are none.
_NUMBER = re.compile(r"(?<![\w.,/-])\d[\d,.]*(?![\w/-])")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d|\s?%)")
# What a paragraph or an item is numbered by: "12.", "12 bis.", "129.7", "(3)".
_OWN_NUMBER = re.compile(
    r"\s*(?:\d+(?:\.\d+)*(?:\s\w{3,6})?[.)]|\d+(?:\.\d+)+(?=\s[^\W\d_a-zß-öø-ÿ])|\(\w{1,4}\))\s"
)
_SHARE = r"(?!\d|\s?(?:%|per\s?cent))"
_LABEL = rf"\d[\d./–-]*{_SHARE}"
_FURTHER = rf"(?:[\s,;–-]+(?:\w{{1,3}}\s)?{_LABEL})*"
_COUNT = r"\d[\d.,]*"
_CUES = ("numbered", "numbered-several", "duration", "range", "month")


class Figures:
    """Tells figures from years, days, ages and durations ("18 years"), paragraphs' own numbers, and numbers
    that are labels ("article 7")."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = {one.id: one.terms for one in lexicon.context.cues}
        self._no_figure = _no_figure(*(cues.get(cue, ()) for cue in _CUES))

    def has_figure(self, sentence: str) -> bool:
        """Whether a sentence gives a figure."""
        own = _OWN_NUMBER.match(sentence)
        rest = sentence[own.end() :] if own else sentence
        # Most sentences have no other digit, and are told in a hundredth of the time.
        if not _DIGIT.search(rest):
            return False
        rest = self._no_figure.sub(" ", rest.lower())
        return _NUMBER.search(_YEAR.sub(" ", rest)) is not None


@lru_cache(maxsize=8)
def _no_figure(*cues: tuple[str, ...]) -> re.Pattern[str]:
    """Numbers in a text in lower case that count nothing, by the terms of _CUES: behind words of the first
    two, before those of the third ("15 to 49 years", with a word of the fourth), beside those of the last."""
    one, more, units, to, months = (
        _either(form.lower() for term in terms for form in forms(term)) for terms in cues
    )
    return re.compile(
        rf"\b{more}\W{{0,2}}{_LABEL}{_FURTHER}"
        rf"|\b{one}\W{{0,2}}{_LABEL}"
        rf"|\b(?:{_COUNT}(?:\s{to}\s|\s?[–-]\s?))?{_COUNT}[\s-]{units}\b"
        rf"|\b\d\d?(?:\s\w{{1,2}})?\s{months}\b|\b{months}\s\d\d?\b"
    )


def _either(words: Iterable[str]) -> str:
    """A pattern for any of some words; of none, one that nothing matches."""
    return f"(?:{'|'.join(map(re.escape, sorted(words))) or '(?!)'})"
