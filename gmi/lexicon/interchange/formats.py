"""The formats of dictionaries that gmi reads and writes, by name, and how each is recognised."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from gmi.errors import GmiError
from gmi.lexicon.interchange.dictionary import Dictionary, Entry, Notes, merged

FormatName = Literal["quanteda", "liwc", "dicx", "yoshikoder", "lexicoder", "wordstat"]
MOST_MEGABYTES = 50


class Format(NamedTuple):
    """A format: what people call it, its endings (the first is the usual one)."""

    title: str
    endings: tuple[str, ...]


FORMATS: dict[str, Format] = {
    "quanteda": Format("quanteda YAML", (".yml", ".yaml")),
    "liwc": Format("LIWC", (".dic",)),
    "dicx": Format("LIWC-22", (".dicx",)),
    "yoshikoder": Format("Yoshikoder", (".ykd", ".lcd")),
    "lexicoder": Format("Lexicoder 3", (".lc3",)),
    "wordstat": Format("WordStat", (".cat",)),
}
# What gives a format away, whatever the file's name. XML and UTF-16 are told apart by their first letters.
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("yoshikoder", re.compile(r"\s*<")),
    ("liwc", re.compile(r"\s*%[ \t]*$.*?^%[ \t]*$", re.MULTILINE | re.DOTALL)),
    ("dicx", re.compile(r"\s*\"?DicTerm\b", re.IGNORECASE)),
    ("lexicoder", re.compile(r"\s*\+\S")),
    ("wordstat", re.compile(r"(?:.*\n){0,50}?[ ]*\t.*\S\s\(\d+\)[ \t\r]*$", re.MULTILINE)),
)
_SEEN = 100_000


def read(path: Path, name: str | None, notes: Notes) -> tuple[Dictionary, Format]:
    """The dictionary in a file and its format: the one named, else by its content and ending.

    Raises GmiError where the file can't be read, or is of none of the formats.
    """
    try:
        if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            raise GmiError(f"{path.name}: larger than any dictionary ({MOST_MEGABYTES} MB).")
        data = path.read_bytes()
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.") from error
    name = name or recognised(path, data)
    try:
        entries: list[Entry] = _module(name).read(data, notes)
    except GmiError as error:
        raise GmiError(f"{path.name} ({FORMATS[name].title}): {error.what}", error.remedy) from error
    if not any(entry.patterns for entry in entries):
        raise GmiError(f"{path.name} ({FORMATS[name].title}): there are no words in it.", "See --format.")
    return merged(path.stem, entries), FORMATS[name]


def recognised(path: Path, data: bytes) -> str:
    """The format of a file, by what it holds, else by its ending. Raises GmiError where neither tells."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
    start = data[:_SEEN].decode(encoding, "replace").removeprefix("ï»¿")
    named = _by_ending(path)
    for name, sign in _SIGNS:
        # A YAML file may hold anything in its lists.
        if sign.match(start) and (named != "quanteda" or name == "yoshikoder"):
            return name
    if named is None:
        raise GmiError(f"{path.name}: can't tell what format this is.", f"Say --format {'|'.join(FORMATS)}.")
    return named


def written(dictionary: Dictionary, name: str, notes: Notes) -> bytes:
    """The dictionary as a file of a format."""
    render: Callable[[Dictionary, Notes], bytes] = _module(name).write
    return render(dictionary, notes)


def format_for(path: Path, name: str | None) -> str:
    """The format to write: the one named, else by the file's ending. Raises GmiError where none fits."""
    found = name or _by_ending(path)
    if found is None:
        endings = ", ".join(ending for format in FORMATS.values() for ending in format.endings)
        raise GmiError(f"Can't write {path.name!r}: no format has its ending.", f"Use one of: {endings}.")
    return found


def _by_ending(path: Path) -> str | None:
    ending = path.suffix.lower()
    return next((name for name, format in FORMATS.items() if ending in format.endings), None)


def _module(name: str) -> Any:
    """The module of a format; all have the functions `read` and `write`."""
    return import_module(f"gmi.lexicon.interchange.{name}")
