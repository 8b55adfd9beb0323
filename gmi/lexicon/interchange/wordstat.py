"""WordStat's .cat: a line for each category or pattern, indented by tabs below what it belongs to.

A pattern has its weight behind it: `CAPE_TOWN (1)`. Source: quanteda's read_dict_wordstat(); Provalis
Research, WordStat User's Guide, for rules (`@NAME [A NEAR B /C5] (1)`) and regular expressions.
"""

import re
from collections.abc import Iterator

from gmi.lexicon.interchange.dictionary import Dictionary, Entry, Notes, outlined
from gmi.lexicon.interchange.patterns import is_regular, lose_weight
from gmi.lexicon.interchange.text import decoded

RULES = ("@", "~")
WEIGHTED = re.compile(r"(?P<pattern>.*\S)\s*\((?P<weight>-?\d+(?:[.,]\d+)?)\)$")
_RULE = re.compile(r"[@~]|.*(?:\b(?:NOT )?(?:NEAR|BEFORE|AFTER)\b|\s/[A-Z]\d*\b)")
_STEP = re.compile(r"[ \t]*")


def read(data: bytes, notes: Notes) -> list[Entry]:
    """The categories of the file."""
    entries: list[Entry] = []
    levels: list[tuple[int, str]] = []
    for indent, line in _lines(decoded(data, notes)):
        while levels and levels[-1][0] >= indent:
            levels.pop()
        weighted = WEIGHTED.fullmatch(line)
        if weighted is None:
            if line[0] in RULES:
                _lose_rule(line, notes)
                continue
            levels.append((indent, line))
            entries.append(Entry(_path(levels)))
        elif not levels:
            notes.lose(f"{line!r} is left out", "it stands in no category")
        else:
            pattern = _pattern(weighted["pattern"], weighted["weight"], notes)
            entries.append(Entry(_path(levels), (pattern,) if pattern else ()))
    return entries


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line with how far it is indented: in tabs, and in blanks where the file has no tabs."""
    step = "\t" if re.search(r"^[ ]*\t", text, re.MULTILINE) else " "
    for line in text.splitlines():
        if line.strip():
            space = _STEP.match(line)
            yield space[0].count(step) if space else 0, line.strip()


def _path(levels: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(name for _, name in levels)


def _lose_rule(text: str, notes: Notes) -> None:
    notes.lose(f"{text!r} is left out", "gmi has no rules (NEAR, BEFORE, AFTER) or regular expressions")


def _pattern(pattern: str, weight: str, notes: Notes) -> str:
    if _RULE.match(pattern):
        _lose_rule(pattern, notes)
        return ""
    if is_regular(pattern, notes):
        return ""
    text = " ".join(pattern.replace("_", " ").split())
    if float(weight.replace(",", ".")) != 1:
        lose_weight(weight, text, notes)
    # WordStat writes capitals where none are meant.
    return text.lower() if text.isupper() else text


def write(dictionary: Dictionary, notes: Notes) -> bytes:
    """The dictionary as WordStat reads it. A `*` alone is no word there: such patterns are left out."""
    lines: list[str] = []
    for entry in outlined(dictionary):
        indent = "\t" * (len(entry.path) - 1)
        lines.append(indent + _name(entry.path[-1], notes))
        for pattern in entry.patterns:
            if "*" in pattern.split():
                notes.lose(f"{pattern!r} is left out", "WordStat has no * for a whole word")
            else:
                lines.append(f"{indent}\t{'_'.join(pattern.split())} (1)")
    return ("\r\n".join(lines) + "\r\n").encode()


def _name(name: str, notes: Notes) -> str:
    """A category's name, which must not look like a pattern with its weight."""
    if not WEIGHTED.fullmatch(name):
        return name
    notes.lose(
        f"The category {name!r}", "a number in brackets at its end would be a weight; they are dropped"
    )
    return name.replace("(", "").replace(")", "")
