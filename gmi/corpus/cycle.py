"""Which cycle or session a text means: "Second periodic report", "fourth and fifth", "session 20"."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_UNITS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth"),
)
_TENS = {20: "twent", 30: "thirt", 40: "fort", 50: "fift"}
_NAMES = {
    **{name: number for number, name in enumerate(_UNITS, start=1)},
    **{f"{ten}ieth": number for number, ten in _TENS.items()},
    **{f"{ten}y-{_UNITS[unit - 1]}": number + unit for number, ten in _TENS.items() for unit in range(1, 10)},
}
# The longest first: "twenty-third" is not "third".
_named = "|".join(name.replace("-", "[- ]") for name in sorted(_NAMES, key=len, reverse=True))
_NUMBER = re.compile(rf"\b(?:(\d+)(?:st|nd|rd|th)?|({_named}))\b")
_words = re.compile(r"[^\W\d_]+").findall
_SPAN = re.compile(r"\s*(?:to|through|-)\s*")
_JOINING = {"and", "of", "the", "to"}


class _Cycle(NamedTuple):
    """The numbers of reports or cycles, those of sessions, and the words around them."""

    numbers: frozenset[int]
    sessions: frozenset[int]
    words: frozenset[str]


def is_in_cycle(cycle: str | None, wanted: str) -> bool:
    """Whether a document's cycle, as its cover tells it, is the one that a user means: whether it has all
    numbers and words of that. Whole numbers: 3 is third, neither thirteenth nor twenty-third; and a number
    alone is none of a session.

    >>> is_in_cycle("combined fourth and fifth periodic reports", "5th periodic report")
    True
    >>> is_in_cycle("session 3, first cycle", "3"), is_in_cycle("session 3, first cycle", "session 3")
    (False, True)
    """
    if cycle is None:
        return False
    asked = _parsed(wanted)
    return any(asked) and all(part <= whole for part, whole in zip(asked, _parsed(cycle), strict=True))


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> _Cycle:
    text = re.sub("[‐-―]", "-", text.casefold())
    found = [
        (match, int(match[1]) if match[1] else _NAMES[match[2].replace(" ", "-")])
        for match in _NUMBER.finditer(text)
    ]
    numbers: set[int] = set()
    sessions: set[int] = set()
    for match, number in found:
        is_session = text[: match.start()].endswith("session ") or text[match.end() :].startswith(" session")
        (sessions if is_session else numbers).add(number)
    for (one, first), (other, last) in pairwise(found):
        if _SPAN.fullmatch(text, one.end(), other.start()):
            numbers.update(range(first, last))
    words = {word.removesuffix("s") for word in _words(_NUMBER.sub(" ", text))} - _JOINING
    if "initial" in words:
        numbers.add(1)  # a State's second report follows it
    return _Cycle(frozenset(numbers), frozenset(sessions), frozenset(words))
