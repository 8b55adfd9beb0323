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
_LABEL = r"\d[\d./–-]*(?!\s?%)"


class Figures:
    """Tells figures from years, days, paragraphs' own numbers, and numbers that are labels ("article 7")."""

    def __init__(self, lexicon: Lexicon) -> None:
        numbered, month = (
            tuple(term for one in lexicon.context.cues if one.id == cue for term in one.terms)
            for cue in ("numbered", "month")
        )
        self._no_figure = _no_figure(numbered, month)

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
def _no_figure(numbered: tuple[str, ...], month: tuple[str, ...]) -> re.Pattern[str]:
    """Numbers in a text in lower case that count nothing, behind words of the first list or beside those of
    the second."""
    labels = {form.lower() for term in numbered for form in forms(term)}
    months = _either(form.lower() for term in month for form in forms(term))
    # After a plural, several are named: "articles 7, 9 and 12".
    plural = _either(label for label in labels if label.endswith("s"))
    single = _either(label for label in labels if not label.endswith("s"))
    return re.compile(
        rf"\b{plural}\W{{0,2}}{_LABEL}(?:[\s,;–-]+(?:\w{{1,3}}\s)?{_LABEL})*"
        rf"|\b{single}\W{{0,2}}{_LABEL}"
        rf"|\b\d\d?(?:\s\w{{1,2}})?\s{months}\b|\b{months}\s\d\d?\b"
    )


def _either(words: Iterable[str]) -> str:
    """A pattern for any of some words; of none, one that nothing matches."""
    return f"(?:{'|'.join(map(re.escape, sorted(words))) or '(?!)'})"
