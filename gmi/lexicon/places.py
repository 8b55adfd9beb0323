"""Where in a TOML file something stands: the line of a table, a key or a value.

tomllib keeps no places, and a lexicon is read far more often than it is wrong. So places are looked up
afterwards, when there is a mistake to report, by walking the lines.
"""

import re

HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-\" ]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"\s*([\w-]+)\s*=")

Path = tuple[str | int, ...]


def line_of(text: str, path: Path, value: object = None) -> int:
    """The line, from 1, of the deepest part of `path` that is found; of `value` behind it, if it is a string.

    A path names tables, their index, and keys: ("category", 3, "terms", 0).
    """
    best_line, best_depth = 1, 0
    counts: dict[tuple[str, ...], int] = {}
    table: Path = ()
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        header, key = HEADER.match(line), KEY.match(line)
        if header:
            table = _table(header[2], header[1] == "[[", counts)
            here: Path = table
        elif key:
            here = (*table, key[1])
        else:
            continue
        depth = len(here) if path[: len(here)] == here else 0
        if depth > best_depth:
            best_line, best_depth = number, depth
    if isinstance(value, str) and value:
        for number in range(best_line, len(lines) + 1):
            if value in lines[number - 1].replace('\\"', '"'):
                return number
    return best_line


def _table(name: str, many: bool, counts: dict[tuple[str, ...], int]) -> Path:
    """The path of a table's header; tables of an array are numbered inside the one that holds them."""
    parts = tuple(part.strip().strip('"') for part in name.split("."))
    if many:
        counts[parts] = counts.get(parts, -1) + 1
        for inner in [key for key in counts if key[: len(parts)] == parts and key != parts]:
            del counts[inner]
    path: list[str | int] = []
    for depth in range(1, len(parts) + 1):
        path.append(parts[depth - 1])
        if parts[:depth] in counts:
            path.append(counts[parts[:depth]])
    return tuple(path)
