"""On which line of a text file a sentence stands, for viewers that show files by their lines."""

import re
from collections.abc import Callable
from pathlib import Path

from gmi.errors import GmiError

_WORD = re.compile(r"\w+")
_TELLING = 5
"""Words of a sentence that find it again."""
_FORMATS = ("text", "markdown")


def line_finder(path: Path, format: str) -> Callable[[str], int | None]:
    """A function that takes the sentences of a file in their order and gives the line, from 1, on which each
    begins; None for all where the format has no lines.

    Readers drop marks and blanks, so sentences are found by their words, from the last one found on: what is
    found out of order is not looked for.
    """
    if format not in _FORMATS:
        return lambda _: None
    from gmi.read.plain import decoded

    try:
        text = decoded(path)
    except (OSError, GmiError):
        return lambda _: None
    words = [
        (word.lower(), number)
        for number, line in enumerate(text.split("\n"), start=1)
        for word in _WORD.findall(line)
    ]
    places: dict[str, list[int]] = {}
    for index, (word, _) in enumerate(words):
        places.setdefault(word, []).append(index)
    position = 0

    def line_of(sentence: str) -> int | None:
        nonlocal position
        wanted = [word.lower() for word in _WORD.findall(sentence)[:_TELLING]]
        if not wanted:
            return None
        for index in places.get(wanted[0], ()):
            if index >= position and [w for w, _ in words[index : index + len(wanted)]] == wanted:
                position = index + 1
                return words[index][1]
        return None

    return line_of
