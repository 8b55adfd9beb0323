"""A table of short texts as it is on disk: its columns, which of them holds the texts, and its rows."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from gmi.code import separated, workbook
from gmi.code.grid import TEXT_NAMES, Grid, Row, name_key, text_of
from gmi.errors import GmiError

SAMPLE = 500
"""Rows by which the text column is guessed."""
_SHORTEST_TEXT, _MARGIN = 25, 1.5
"""Characters that texts have on average, and how many times as many as any other column's."""
_LONGEST_NAME = 120


class Source(NamedTuple):
    """A table to code. `text` is the number of its text column, `sample` the first texts in it; `rows` and
    `total` are those of the grid."""

    columns: tuple[str, ...]
    text: int
    sample: tuple[str, ...]
    rows: Iterator[Row]
    total: int | None
    notes: tuple[str, ...]


def open_source(
    path: Path, *, column: str | None = None, sheet: str | None = None, encoding: str | None = None
) -> Source:
    """Open a table. `column` is the name, number or letter of the text column, `sheet` a workbook's sheet,
    `encoding` that of a CSV file; each is recognised if not told. Raises GmiError."""
    try:
        grid = _grid(path, sheet, encoding)
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.", "Check the name and its place.") from error
    sample = list(islice(grid.rows(), SAMPLE))
    if not sample:
        raise GmiError(f"{path.name} holds no rows below a header.", "Its first row should name the columns.")
    text = _guessed(path, grid.columns, sample) if column is None else _named(path, grid.columns, column)
    name = grid.columns[text]
    # A question of a survey may be as long, and is a name all the same.
    if len(name) > _LONGEST_NAME and name.rstrip().endswith("."):
        what = f"{path.name}: its first row names no columns; it begins {name[:40]!r}."
        raise GmiError(what, "Put a row with the columns' names on top.")
    texts = tuple(text_of(cells[text]) for _, cells in sample)
    return Source(grid.columns, text, texts, grid.rows(), grid.total, grid.notes)


def _grid(path: Path, sheet: str | None, encoding: str | None) -> Grid:
    if path.is_dir():
        raise GmiError(f"{path} is a folder.", "Name the table in it.")
    ending = path.suffix.lower()
    if ending in separated.ENDINGS:
        return separated.open_grid(path, encoding)
    if ending in workbook.ENDINGS:
        return workbook.open_grid(path, sheet)
    way_out = "Save it as .xlsx." if ending in (".xls", ".ods", ".numbers") else "Use .csv, .tsv or .xlsx."
    raise GmiError(f"{path.name}: a table to code can't have the ending {ending!r}.", way_out)


def _named(path: Path, columns: Sequence[str], wanted: str) -> int:
    """The column of that name, else of that number (from 1) or letter."""
    same = [i for i, name in enumerate(columns) if name_key(name) == name_key(wanted)]
    if len(same) > 1:
        exact = [i for i in same if columns[i].strip() == wanted.strip()]
        if len(exact) != 1:
            places = ", ".join(letters(i) for i in same)
            raise GmiError(f"{path.name} has {len(same)} columns {wanted!r}.", f"Say which: {places}.")
        return exact[0]
    if same:
        return same[0]
    place = {str(i + 1): i for i in range(len(columns))} | {letters(i): i for i in range(len(columns))}
    if wanted.strip().upper() in place:
        return place[wanted.strip().upper()]
    raise GmiError(f"{path.name} has no column {wanted!r}.", f"There are: {_listed(columns)}.")


def _guessed(path: Path, columns: Sequence[str], sample: Sequence[Row]) -> int:
    """The column that is called as texts are and holds some, else the one with much the longest cells."""
    lengths = [
        sum(len(cell) for _, cells in sample if isinstance(cell := cells[i], str)) / len(sample)
        for i in range(len(columns))
    ]
    called = [i for name in TEXT_NAMES for i, column in enumerate(columns) if name_key(column) == name]
    likely = next((i for i in called if lengths[i] >= _SHORTEST_TEXT), None)
    if likely is not None:
        return likely
    longest, *others = sorted(range(len(columns)), key=lengths.__getitem__, reverse=True)
    if not others or (lengths[longest] >= _SHORTEST_TEXT and lengths[longest] > _MARGIN * lengths[others[0]]):
        return longest
    if called and lengths[called[0]]:
        return called[0]
    raise GmiError(
        f"{path.name}: no column is clearly the one with the texts.",
        f"Name it with --column. There are: {_listed(columns)}.",
    )


def _listed(columns: Sequence[str], most: int = 12) -> str:
    names = [
        name.strip()[:40].rstrip(".") or f"column {letters(i)}, without a name"
        for i, name in enumerate(columns)
    ]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def letters(column: int) -> str:
    """A column, counted from 0, as spreadsheets name it.

    >>> letters(0), letters(26)
    ('A', 'AA')
    """
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
