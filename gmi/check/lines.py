"""On which line of a text file a sentence stands, for viewers that show files by their lines."""

import re
from collections.abc import Callable
from pathlib import Path

from gmi.errors import GmiError

_WORD = re.compile(r"\w+")
_TELLING = 5
"""Words of a sentence that find it again."""
_FORMATS = ("text", "markdown")
_SKIPPED = 12
"""Words of the file that may stand between two of a sentence: an address, or marks that a reader drops."""
Lines = tuple[int | None, tuple[int, ...]]
"""The line, from 1, on which a sentence begins, and the numbers of its words that begin another line."""


def line_finder(path: Path, format: str) -> Callable[[str], Lines]:
    """A function that takes the sentences of a file in their order and gives the lines of each; None and
    nothing for all where the format has no lines.

    Readers drop marks and blanks, so sentences are found by their words, from the last one found on: what is
    found out of order is not looked for.
    """
    if format not in _FORMATS:
        return lambda _: (None, ())
    from gmi.read.plain import decoded

    try:
        text = decoded(path)
    except (OSError, GmiError):
        return lambda _: (None, ())
    words = [
        (word.lower(), number)
        for number, line in enumerate(text.split("\n"), start=1)
        for word in _WORD.findall(line)
    ]
    places: dict[str, list[int]] = {}
    for index, (word, _) in enumerate(words):
        places.setdefault(word, []).append(index)
    position = 0

    def line_of(sentence: str) -> Lines:
        nonlocal position
        whole = [word.lower() for word in _WORD.findall(sentence)]
        wanted = whole[:_TELLING]
        if not wanted:
            return None, ()
        for index in places.get(wanted[0], ()):
            if index >= position and [w for w, _ in words[index : index + len(wanted)]] == wanted:
                position = index + 1
                return words[index][1], _breaks(whole, words, index)
        return None, ()

    return line_of


def _breaks(whole: list[str], words: list[tuple[str, int]], index: int) -> tuple[int, ...]:
    """The numbers of the words of a sentence that begin another line, once for each line; `words` are those
    of the file with their lines, and the sentence begins at `index` of them."""
    found: list[int] = []
    line = words[index][1]
    for number, word in enumerate(whole):
        near = range(index, min(index + _SKIPPED, len(words)))
        place = next((i for i in near if words[i][0] == word), None)
        if place is not None:
            found += [number] * (words[place][1] - line)
            line, index = words[place][1], place + 1
    return tuple(found)


def line_at(text: str, line: int | None, breaks: tuple[int, ...], before: int) -> int | None:
    """The line of the place in a sentence that has `before` characters before it."""
    words = len(_WORD.findall(text[:before]))
    return None if line is None else line + sum(number <= words for number in breaks)
