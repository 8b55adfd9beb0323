"""LIWC-22's .dicx: a table in CSV, a row for each word, a column for each category, X where it is in it."""

import csv
import io

from gmi.errors import GmiError
from gmi.lexicon.interchange.dictionary import Dictionary, Entry, Notes, joined, outlined, parted
from gmi.lexicon.interchange.liwc import words_of
from gmi.lexicon.interchange.patterns import lose_weight
from gmi.lexicon.interchange.text import decoded

HEAD = "DicTerm"
IN = "X"


def read(data: bytes, notes: Notes) -> list[Entry]:
    """The categories of the file. Raises GmiError where its first column is not DicTerm."""
    try:
        rows = list(csv.reader(io.StringIO(decoded(data, notes), newline="")))
    except csv.Error as error:
        raise GmiError(f"The CSV can't be read: {error}.", "Save it again from LIWC.") from error
    head = [name.strip() for name in rows[0]] if rows else []
    if not head or head[0].lower() != HEAD.lower():
        raise GmiError(f"The first column is not {HEAD}.", "Is this a LIWC .dicx?")
    words: list[list[str]] = [[] for _ in head]
    for row in rows[1:]:
        word = row[0].strip() if row else ""
        for column, value in enumerate(map(str.strip, row[1 : len(head)]), start=1):
            if word and value:
                words[column].append(word)
                if value.upper() != IN and value != "1":
                    lose_weight(value, word, notes)
    return [Entry(parted(name), tuple(each)) for name, each in zip(head[1:], words[1:], strict=True) if name]


def write(dictionary: Dictionary, notes: Notes) -> bytes:
    """The dictionary as LIWC-22 reads it. A word is also in the categories that lie around its own."""
    outline = outlined(dictionary)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow([HEAD, *(joined(entry.path) for entry in outline)])
    for word, paths in words_of(outline, notes).items():
        marks = [IN if any(path[: len(e.path)] == e.path for path in paths) else "" for e in outline]
        table.writerow([word, *marks])
    return out.getvalue().encode()
