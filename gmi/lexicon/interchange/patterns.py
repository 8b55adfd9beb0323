"""Patterns of dictionaries as gmi's terms, and the other way round."""

import re

from gmi.errors import GmiError
from gmi.lexicon.interchange.dictionary import Notes
from gmi.lexicon.term import forms, is_case_sensitive, literal, variants

MOST_FORMS = 1000
"""Forms that one term may be written out as."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_ONE_LETTER = re.compile(r"[\w*]*\w[\w*]*\?[\w*?]*|\?[\w*?]*\w[\w*?]*")
_REGULAR = re.compile(r"\\\w|\.[*+]|\[[^\]]*\]|^\^|\$$|\(\?|\{\d|[\])]\+|\w\|\w")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


def term_of(pattern: str, notes: Notes) -> str | None:
    """The term that finds what a dictionary's pattern finds; None, with a note, where there is none."""
    text = " ".join(_CONTROL.sub(" ", pattern).split())
    widened = _ONE_LETTER.sub(lambda found: re.sub(r"[*?]+", "*", found[0]), text)
    if widened != text:
        notes.lose(f"{text!r} becomes {widened!r}", "? is one letter, but * any number of letters")
    if "?" in widened and not any(letter.isalnum() for letter in widened):
        notes.lose(f"{text!r} is left out", "one letter that may be any is no term")
        return None
    term = literal(re.sub(r"\*{2,}", "*", widened))
    try:
        variants(term)
    except GmiError:
        notes.lose(f"{text!r} is left out", "it holds no word")
        return None
    return term


def is_regular(pattern: str, notes: Notes) -> bool:
    """Whether a pattern is a regular expression, which is noted."""
    if _REGULAR.search(pattern):
        notes.lose(f"{pattern!r} is left out", "gmi has no regular expressions")
        return True
    return False


def lose_weight(weight: str, of: str, notes: Notes) -> None:
    """Note that something had a weight."""
    notes.lose(f"The weight {weight} of {of!r} is left out", "gmi counts, and weighs nothing")


def patterns_of(term: str, notes: Notes) -> list[str]:
    """All patterns that a term stands for, each with its hyphens and also with blanks in their place.

    What the patterns can't say is noted: that capitals count. A term of too many forms is left out.
    """
    written = forms(term)
    if len(written) > MOST_FORMS:
        notes.lose(f"{term!r} is left out", f"it stands for more than {MOST_FORMS:,} forms")
        return []
    if is_case_sensitive(term):
        notes.lose(f"{term!r}", "is found only with these capitals by gmi, but with any elsewhere")
    found: dict[str, str] = {}
    for form in written:
        for each in (form, _HYPHEN.sub(" ", form)):
            found.setdefault(each.lower(), each)
    return list(found.values())
