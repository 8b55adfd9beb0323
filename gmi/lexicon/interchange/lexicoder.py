"""Lexicoder 3's .lc3: a line `+NAME` for each category, its patterns in the lines below; no hierarchy.

Source: quanteda's read_dict_lexicoder(). Lexicoder 2's .lcd is Yoshikoder's XML.
"""

from gmi.lexicon.interchange.dictionary import Dictionary, Entry, Notes, joined, parted
from gmi.lexicon.interchange.text import decoded

HEAD = "+"


def read(data: bytes, notes: Notes) -> list[Entry]:
    """The categories of the file. Patterns before the first category are left out."""
    entries: list[Entry] = []
    patterns: list[str] = []
    path: tuple[str, ...] = ()
    for line in map(str.strip, decoded(data, notes).splitlines()):
        if line.startswith(HEAD) and line.strip(HEAD).strip():
            entries.append(Entry(path, tuple(patterns)))
            path, patterns = parted(line.lstrip(HEAD).strip()), []
        elif line and path:
            patterns.append(line)
        elif line:
            notes.lose(f"{line!r} is left out", "it stands before the first category")
    return [entry for entry in [*entries, Entry(path, tuple(patterns))] if entry.path]


def write(dictionary: Dictionary, notes: Notes) -> bytes:
    """The dictionary as Lexicoder reads it: a category's name has those it lies in before it."""
    del notes
    lines: list[str] = []
    for entry in dictionary.entries:
        lines += [HEAD + joined(entry.path), *(pattern.lstrip(HEAD) for pattern in entry.patterns)]
    return ("\n".join(lines) + "\n").encode()
