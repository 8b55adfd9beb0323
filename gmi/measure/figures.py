"""Figures: whether a sentence gives a number that counts something."""

import re
from collections.abc import Iterable

from gmi.lexicon.model import Lexicon
from gmi.lexicon.term import forms

# A number with its decimals; "2023-2030", "5/1" and "C189" are none.
_NUMBER = re.compile(r"(?<![\w.,/-])\d[\d,.]*(?![\w/-])")
_YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d|\s?%)")
# What a paragraph or an item is numbered by: "12.", "12 bis.", "129.7", "(3)".
_CAPITAL = r"(?-i:[^\W\d_a-zß-öø-ÿ])"
_OWN_NUMBER = rf"^\s*(?:\d+(?:\.\d+)*(?:\s\w{{3,6}})?[.)]|\d+(?:\.\d+)+(?=\s{_CAPITAL})|\(\w{{1,4}}\))\s"
_LABEL = r"\d[\d./–-]*(?!\s?%)"


class Figures:
    """Tells figures from years, days, paragraphs' own numbers, and numbers that are labels ("article 7")."""

    def __init__(self, lexicon: Lexicon) -> None:
        labels = _words(lexicon, "numbered")
        months = _either(_words(lexicon, "month"))
        # After a plural, several are named: "articles 7, 9 and 12".
        plural = _either(label for label in labels if label.endswith("s"))
        single = _either(label for label in labels if not label.endswith("s"))
        self._no_figure = re.compile(
            rf"{_OWN_NUMBER}"
            rf"|\b{plural}\W{{0,2}}{_LABEL}(?:[\s,;–-]+(?:\w{{1,3}}\s)?{_LABEL})*"
            rf"|\b{single}\W{{0,2}}{_LABEL}"
            rf"|\b\d\d?(?:\s\w{{1,2}})?\s{months}\b|\b{months}\s\d\d?\b",
            re.IGNORECASE,
        )

    def has_figure(self, sentence: str) -> bool:
        """Whether a sentence gives a figure."""
        rest = self._no_figure.sub(" ", sentence)
        return _NUMBER.search(_YEAR.sub(" ", rest)) is not None


def _words(lexicon: Lexicon, cue: str) -> set[str]:
    """Every form of the words of a list of the lexicon."""
    terms = (term for one in lexicon.context.cues if one.id == cue for term in one.terms)
    return {form for term in terms for form in forms(term)}


def _either(words: Iterable[str]) -> str:
    """A pattern for any of some words; of none, one that nothing matches."""
    return f"(?:{'|'.join(map(re.escape, sorted(words))) or '(?!)'})"
