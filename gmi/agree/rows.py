"""Which rows of the coding sheets are the same text: by a key, by the text itself, or by their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from gmi.agree.codes import folded
from gmi.agree.columns import key
from gmi.agree.sheets import Sheet
from gmi.errors import GmiError

_IDS = ("id", "key", "uid", "unitid", "textid", "rowid", "docid", "recommendationid", "nr", "no", "number")
_TEXTS = ("text", "texts", "recommendation", "recommendations", "sentence", "paragraph", "passage", "quote")
_LEAST_TEXT = 30
_MARKS = str.maketrans("“”‘’–—‑\u00a0", "\"\"''--- ")


@dataclass(frozen=True, slots=True)
class Matched:
    """`rows` has a tuple for each sheet, of indices into its rows; those at one place are the same text.

    `by` says how they were matched, `columns` which columns of each sheet did it (and are no codes),
    `texts` which column of each sheet holds the text.
    """

    by: str
    rows: tuple[tuple[int, ...], ...]
    columns: tuple[frozenset[int], ...]
    texts: tuple[int | None, ...]
    notes: tuple[str, ...] = ()


def match_rows(sheets: Sequence[Sheet], asked: str | None) -> Matched:
    """Match the rows by the column `asked` for (`--key`), else an id, else the text, else their order.

    Raises GmiError where a key is twice in a sheet, and where no rows are the same.
    """
    texts = tuple(text_column(sheet) for sheet in sheets)
    if asked is not None:
        return _by_key(sheets, _asked_columns(sheets, asked), texts)
    ids = [_named(sheet, _IDS) for sheet in sheets]
    keys = [i for i in ids if i is not None]
    with_text = [t for t in texts if t is not None]
    if len(keys) == len(sheets) and (
        len(with_text) < len(sheets) or not any(_repeats(s, k) for s, k in zip(sheets, keys, strict=True))
    ):
        return _by_key(sheets, keys, texts)
    if len(with_text) == len(sheets):
        return _by_text(sheets, with_text, texts)
    return _by_order(sheets, texts)


def text_column(sheet: Sheet) -> int | None:
    """The column that holds the texts: by its name, else the one with the longest cells."""
    named = _named(sheet, _TEXTS)
    if named is not None or not sheet.rows:
        return named
    lengths = [sum(map(len, sheet.column(i))) / len(sheet.rows) for i in range(len(sheet.columns))]
    longest = max(range(len(lengths)), key=lengths.__getitem__)
    return longest if lengths[longest] >= _LEAST_TEXT else None


def _named(sheet: Sheet, names: Sequence[str]) -> int | None:
    places = {key(column): index for index, column in reversed(list(enumerate(sheet.columns)))}
    return next((places[name] for name in names if name in places), None)


def _asked_columns(sheets: Sequence[Sheet], asked: str) -> list[int]:
    """The key's column in each sheet: `id`, or `id=number` where the sheets name it differently."""
    names = [name.strip() for name in asked.split("=")]
    if len(names) == 1:
        names *= len(sheets)
    if len(names) != len(sheets):
        raise GmiError(f"--key {asked!r} does not name a column of each sheet.", "Write ours=human.")
    found = []
    for sheet, name in zip(sheets, names, strict=True):
        index = _named(sheet, (key(name),))
        if index is None:
            raise GmiError(
                f"{sheet.file} has no column {name!r}.",
                f"There are: {', '.join(filter(None, sheet.columns))}.",
            )
        found.append(index)
    return found


def _repeats(sheet: Sheet, column: int) -> bool:
    keys = [folded(cell) for cell in sheet.column(column) if cell]
    return len(set(keys)) < len(keys) or not keys


def _by_key(sheets: Sequence[Sheet], columns: Sequence[int], texts: tuple[int | None, ...]) -> Matched:
    places: list[dict[str, int]] = []
    for sheet, column in zip(sheets, columns, strict=True):
        found: dict[str, int] = {}
        for row, cell in enumerate(sheet.column(column)):
            if cell and found.setdefault(folded(cell), row) != row:
                raise GmiError(
                    f"{sheet.cell(row, column)}: the key {cell!r} is in row "
                    f"{sheet.numbers[found[folded(cell)]]} too.",
                    "Each row needs a key of its own; choose another column with --key.",
                )
        places.append(found)
    return _matched(sheets, places, sheets[0].columns[columns[0]], columns, texts)


def _by_text(sheets: Sequence[Sheet], columns: Sequence[int], texts: tuple[int | None, ...]) -> Matched:
    """Texts that stand in several rows are paired in order, where every sheet has as many of them."""
    places: list[dict[str, list[int]]] = []
    for sheet, column in zip(sheets, columns, strict=True):
        found: dict[str, list[int]] = {}
        for row, cell in enumerate(sheet.column(column)):
            if cell:
                found.setdefault(folded(cell.translate(_MARKS)), []).append(row)
        places.append(found)
    uneven = {
        text
        for text, rows in places[0].items()
        if all(text in place for place in places) and any(len(place[text]) != len(rows) for place in places)
    }
    single = [
        {f"{text}\0{number}": row for text, rows in place.items() for number, row in enumerate(rows)}
        for place in ({t: rows for t, rows in place.items() if t not in uneven} for place in places)
    ]
    notes = (f"texts that stand in more rows of one sheet than of another: {len(uneven):,} left out",)
    matched = _matched(sheets, single, "text", columns, texts)
    return Matched(matched.by, matched.rows, matched.columns, texts, matched.notes + notes * bool(uneven))


def _by_order(sheets: Sequence[Sheet], texts: tuple[int | None, ...]) -> Matched:
    lengths = [len(sheet.rows) for sheet in sheets]
    if len(set(lengths)) > 1:
        raise GmiError(
            f"The sheets have {', '.join(map(str, lengths[:-1]))} and {lengths[-1]} rows, and no text or id "
            "by which to match them.",
            "Add a column with the text or an id to each, and name it with --key.",
        )
    rows = tuple(tuple(range(lengths[0])) for _ in sheets)
    taken = tuple(frozenset(() if text is None else (text,)) for text in texts)
    return Matched("order", rows, taken, texts)


def _matched(
    sheets: Sequence[Sheet],
    places: Sequence[dict[str, int]],
    by: str,
    columns: Sequence[int],
    texts: tuple[int | None, ...],
) -> Matched:
    common = [name for name in places[0] if all(name in place for place in places[1:])]
    if not common:
        raise GmiError(
            f"{' and '.join(sheet.file for sheet in sheets)} have no row in common (matched by {by}).",
            "Name the column that tells which rows are the same with --key.",
        )
    taken = tuple(
        frozenset((column,) if text is None else (column, text))
        for column, text in zip(columns, texts, strict=True)
    )
    rows = tuple(tuple(place[name] for name in common) for place in places)
    notes = tuple(
        f"{len(sheet.rows) - len(common):,} of {len(sheet.rows):,} rows of {sheet.file} have no counterpart"
        for sheet in sheets
        if len(sheet.rows) > len(common)
    )
    return Matched(by, rows, taken, texts, notes)
