"""What all formats of dictionaries have in common: categories in a hierarchy, each with its patterns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

JOINT = " > "
"""Between the names of a category and of those it lies in, where a format has no hierarchy."""
MOST_LEVELS = 32
MOST_LINES = 50
"""Lines that are told of one kind of loss; what is more is counted."""


class Entry(NamedTuple):
    """A category. `path` names those it lies in, outermost first, and then itself.

    A pattern is words with blanks between them; `*` is any letters, also none, `?` is one letter, and a
    `*` alone is any one word. Everything else stands for itself.
    """

    path: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary with its categories in the order of the file, each once."""

    name: str
    entries: tuple[Entry, ...]


def merged(name: str, entries: Iterable[Entry]) -> Dictionary:
    """A dictionary in which entries of one path are one, and each pattern of an entry is there once."""
    patterns: dict[tuple[str, ...], dict[str, None]] = {}
    descriptions: dict[tuple[str, ...], str] = {}
    for entry in entries:
        patterns.setdefault(entry.path, {}).update(dict.fromkeys(entry.patterns))
        if entry.description:
            descriptions.setdefault(entry.path, entry.description)
    return Dictionary(
        name, tuple(Entry(path, tuple(each), descriptions.get(path, "")) for path, each in patterns.items())
    )


def outlined(dictionary: Dictionary) -> list[Entry]:
    """The entries so that each category follows the one that it lies in; those that are only named in the
    paths of others are there too, without patterns."""
    known = {entry.path: entry for entry in dictionary.entries}
    paths = {path[:depth]: None for path in known for depth in range(1, len(path) + 1)}
    below: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for path in paths:
        below.setdefault(path[:-1], []).append(path)
    ordered: list[Entry] = []
    stack = below.get((), [])[::-1]
    while stack:
        path = stack.pop()
        ordered.append(known.get(path, Entry(path)))
        stack += below.get(path, [])[::-1]
    return ordered


def joined(path: tuple[str, ...]) -> str:
    """A path as one name."""
    return JOINT.join(path)


def parted(name: str) -> tuple[str, ...]:
    """The path that a name stands for."""
    parts = tuple(part.strip() for part in name.split(JOINT.strip()))
    return parts if all(parts) else (name,)


class Notes:
    """What of a dictionary can't be carried over, to be told in lines. `left_out` counts the patterns of the
    dictionary that a format could not hold."""

    def __init__(self) -> None:
        self.left_out = 0
        self._said: dict[str, None] = {}
        self._lost: dict[str, list[str]] = {}

    def say(self, line: str) -> None:
        """Something that concerns the whole dictionary."""
        self._said[line] = None

    def lose(self, what: str, why: str) -> None:
        """Something that is left out or changed, and why."""
        self._lost.setdefault(why, []).append(what)

    def leave_out(self, pattern: str, path: tuple[str, ...], why: str) -> None:
        """A pattern that is not written."""
        self.left_out += 1
        self.lose(f"{pattern!r} of {joined(path)} is left out", why)

    def lines(self) -> list[str]:
        """All, a line for each loss."""
        found = list(self._said)
        for why, each in self._lost.items():
            found += [f"{what}: {why}" for what in each[:MOST_LINES]]
            if len(each) > MOST_LINES:
                found.append(f"and {len(each) - MOST_LINES:,} more: {why}")
        return found
