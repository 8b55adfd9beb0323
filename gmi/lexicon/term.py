"""The syntax of terms, as people write them, and the words that a term stands for.

gender-based violence     words; a blank in the term is a blank or any hyphen in the text, and the reverse
labo(u)r, migrant(s)      optional letters; (and girls) optional words
(sexual|gender)-based     one of several
migra*                    any letters, also none; a `*` alone is exactly one word
"SOGI"                    case-sensitive as written; may be part of a term: "VISA" card(s)
\\( \\) \\| \\"               these marks themselves
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gmi.errors import GmiError

MOST_VARIANTS, MOST_BRACKETS = 4096, 50
TOKEN = re.compile(r"[\w*]+|[^\w\s]")
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad")
FOLDED = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u0060": "'", "\u00b4": "'", "\u201c": '"', "\u201d": '"'}
)
# Marks that stand for themselves, as characters that no text has while the others are read.
_LITERAL = {"\\(": "\ue000", "\\)": "\ue001", "\\|": "\ue002", '\\"': "\ue003"}
_MARKS = str.maketrans({hidden: mark[1] for mark, hidden in _LITERAL.items()})


class TermError(GmiError):
    """A term that doesn't follow the syntax."""


class Word(NamedTuple):
    """One word of a term. `text` is folded to lower case unless `exact`; it holds `*` where `wild`."""

    text: str
    exact: bool = False
    wild: bool = False


def fold(word: str) -> str:
    """The form in which words are compared: lower case, straight quotes."""
    return word.translate(FOLDED).lower()


# A term is written out to be checked, and again to be found.
@lru_cache(maxsize=1 << 14)
def variants(term: str) -> tuple[tuple[Word, ...], ...]:
    """All word sequences that a term stands for, in the order written.

    >>> [" ".join(word.text for word in words) for words in variants("Migrant worker(s)")]
    ['migrant workers', 'migrant worker']

    Raises TermError where brackets or quotes don't match, nothing is left to find, or there are too many.
    """
    term = term.translate(FOLDED).strip()
    found: dict[tuple[Word, ...], None] = {}
    for text in _written_out(term):
        if text.count('"') % 2:
            raise TermError(f"The term {term!r} has a stray quotation mark.", 'Quote words in pairs: "SOGI".')
        words = tuple(_words(text))
        if not any(word.text.strip("*") for word in words):
            raise TermError(f"The term {term!r} can stand for no word at all.", "Write at least one word.")
        found[words] = None
    return tuple(found)


def forms(term: str) -> tuple[str, ...]:
    """What a term stands for without its brackets and quotation marks, in the order written.

    >>> forms("gender-based violation(s)")
    ('gender-based violations', 'gender-based violation')

    Raises what `variants` raises.
    """
    variants(term)
    texts = (text.replace('"', " ") for text in _written_out(term.translate(FOLDED).strip()))
    return tuple(dict.fromkeys(" ".join(text.split()).translate(_MARKS) for text in texts))


def is_case_sensitive(term: str) -> bool:
    """Whether any word of the term is found only as written."""
    return '"' in _hidden(term.translate(FOLDED))


def literal(text: str) -> str:
    """The term that stands for a text in which brackets, strokes and quotation marks are only marks."""
    for mark in _LITERAL:
        text = text.replace(mark[1], mark)
    return text


def _hidden(text: str) -> str:
    for mark, hidden in _LITERAL.items():
        text = text.replace(mark, hidden)
    return text


def _written_out(term: str) -> list[str]:
    """A term without brackets; marks that stand for themselves are still hidden."""
    text = _hidden(term)
    if text.count("(") > MOST_BRACKETS:
        raise TermError(f"The term {term[:40]!r}... has more than {MOST_BRACKETS} brackets.", "Split it up.")
    return _expand(text, term)


def _expand(text: str, term: str) -> list[str]:
    """Write out the brackets."""
    start = text.find("(")
    if start < 0:
        if ")" in text or "|" in text:
            raise TermError(f"The term {term!r} has a stray ')' or '|'.", "Alternatives are written (a|b).")
        return [text]
    depth, parts, begin = 0, [], start + 1
    for position in range(start, len(text)):
        letter = text[position]
        depth += (letter == "(") - (letter == ")")
        if depth == 0 or (depth == 1 and letter == "|"):
            parts.append(text[begin:position])
            begin = position + 1
        if depth == 0:
            break
    else:
        raise TermError(f"The term {term!r} has a '(' without its ')'.", "Close the bracket.")
    if len(parts) == 1:
        parts.append("")  # (s) may be left out
    rest = _expand(text[begin:], term)
    inner = [option for part in parts for option in _expand(part, term)]
    if ")" in text[:start] or "|" in text[:start]:
        raise TermError(f"The term {term!r} has a stray ')' or '|'.", "Alternatives are written (a|b).")
    whole = [text[:start] + middle + end for middle in inner for end in rest]
    if len(whole) > MOST_VARIANTS:
        raise TermError(f"The term {term!r} stands for more than {MOST_VARIANTS} forms.", "Split it up.")
    return whole


def _words(text: str) -> Iterator[Word]:
    """Words of a term without brackets: `*` stays with the letters it touches, hyphens only separate."""
    for number, part in enumerate(text.split('"')):
        exact = number % 2 == 1
        yield from [_word(token, exact) for token in TOKEN.findall(part) if token not in HYPHENS]


# A lexicon uses few different words for many terms.
@lru_cache(maxsize=1 << 14)
def _word(token: str, exact: bool) -> Word:
    token = token.translate(_MARKS)
    return Word(token if exact else fold(token), exact, "*" in token)
