"""LIWC's .dic (2001 to 2015): numbered categories between two lines of `%`, then words with their numbers.

A category that lies in another is indented by a tab (2015). Sources: LIWC2007 and LIWC2015 Operator's
Manuals; quanteda's read_dict_liwc(). LIWC-22's .dicx is `dicx.py`.
"""

import re

from gmi.errors import GmiError
from gmi.lexicon.interchange.dictionary import Dictionary, Entry, Notes, outlined
from gmi.lexicon.interchange.text import decoded

SECTION = "%"
_CATEGORY = re.compile(r"(\d+)\s+(\S.*)")
_NUMBERED = re.compile(r"(\S.*?)\s+(?=[(<\d])(.*)")
_CONDITION = re.compile(r"\([^)]*\)\S*|<[^>]*>\S*|\d+/\d+")
_BEFORE_CONDITION = re.compile(r"[ ]+(?=\(\d)")
_LEADING = re.compile(r"[ \t]*")


def read(data: bytes, notes: Notes) -> list[Entry]:
    """The categories of the file. Raises GmiError where it has no header."""
    lines = decoded(data, notes).splitlines()
    marks = [number for number, line in enumerate(lines) if line.strip() == SECTION]
    if len(marks) < 2:
        raise GmiError("There is no list of categories between two lines of %.", "Is this a LIWC .dic?")
    numbers = _categories(lines[marks[0] + 1 : marks[1]], notes)
    words: dict[tuple[str, ...], list[str]] = {path: [] for path in numbers.values()}
    for line in lines[marks[1] + 1 :]:
        word, found = _word(line, notes)
        for number in found if word else ():
            if number in numbers:
                words[numbers[number]].append(word)
            else:
                notes.lose(f"{word!r}", f"category {number} of it is not in the header")
    return [Entry(path, tuple(each)) for path, each in words.items()]


def _categories(lines: list[str], notes: Notes) -> dict[int, tuple[str, ...]]:
    """The path of each number of the header."""
    found: dict[int, tuple[str, ...]] = {}
    levels: list[tuple[int, str]] = []
    for line in lines:
        category = _CATEGORY.fullmatch(line.strip())
        if category is None:
            if line.strip():
                notes.lose(f"{line.strip()!r} is left out", "it is no number with a category")
            continue
        indent = len(_LEADING.match(line)[0])  # type: ignore[index]  # matches anything
        while levels and levels[-1][0] >= indent:
            levels.pop()
        levels.append((indent, " ".join(category[2].split())))
        path = tuple(name for _, name in levels)
        if path in found.values():
            path = (*path[:-1], f"{path[-1]} {category[1]}")
        found[int(category[1])] = path
    return found


def _word(line: str, notes: Notes) -> tuple[str, list[int]]:
    """A word and the numbers of its categories; conditions on the words around it are left out."""
    text = line.strip()
    if not text:
        return "", []
    head, tab, rest = _BEFORE_CONDITION.sub("\t", text).partition("\t")
    if not tab:
        numbered = _NUMBERED.fullmatch(text)
        head, rest = (numbered[1], numbered[2]) if numbered else (text, "")
    if "<" in head or _CONDITION.search(rest):
        notes.lose(f"{' '.join(text.split())!r}", "conditions on neighbouring words are left out")
        if "<" in head:
            return "", []
        rest = _CONDITION.sub(" ", rest)
    numbers = [int(number) for number in rest.split() if number.isdecimal()]
    if not numbers:
        notes.lose(f"{head!r} is left out", "it has no category")
    return head, numbers


def write(dictionary: Dictionary, notes: Notes) -> bytes:
    """The dictionary as LIWC2015 reads it: a word has the numbers of its categories and of those around them.

    Patterns whose `*` does not end a word are left out.
    """
    outline = outlined(dictionary)
    numbers = {entry.path: number for number, entry in enumerate(outline, start=1)}
    lines = [SECTION]
    lines += ["\t" * (len(path) - 1) + f"{number}\t{path[-1]}" for path, number in numbers.items()]
    lines.append(SECTION)
    for word, paths in words_of(outline, notes).items():
        around = {path[:depth] for path in paths for depth in range(1, len(path) + 1)}
        lines.append("\t".join([word, *(str(number) for number in sorted(numbers[path] for path in around))]))
    return ("\r\n".join(lines) + "\r\n").encode()


def words_of(entries: list[Entry], notes: Notes) -> dict[str, list[tuple[str, ...]]]:
    """Each pattern with the paths it stands in, but for those that LIWC can't read, which are noted."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        for pattern in entry.patterns:
            word = pattern.lower()
            if any(part == "*" or "*" in part[:-1] for part in word.split()):
                notes.leave_out(pattern, entry.path, "LIWC has * only at the end of a word")
            else:
                found.setdefault(word, []).append(entry.path)
    return dict(sorted(found.items()))
