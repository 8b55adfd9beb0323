"""Reads CSV and TSV files row by row, however long: their encoding and separator are recognised.

The file is gone through once before any row is given out, so that a broken table is refused whole.
"""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from charset_normalizer import from_bytes

from gmi.code.grid import HEADER_WITHIN, TEXT_NAMES, Grid, Row, header_of, is_filled, name_key
from gmi.errors import GmiError

ENDINGS = (".csv", ".tsv", ".tab", ".txt")
SEPARATORS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = ["cp1252", "cp1250", "mac_roman", "cp1251", "cp1253", "cp1254", "cp1256"]
"""Encodings in which spreadsheet programs write CSV when they don't write Unicode, the commonest first."""
_SINGLE_COLUMN = "\x1f"
"""A separator that stands in no text: for tables of one column."""
_LEAST_FIT = 0.6
_SAMPLED_ROWS = 200
_GUARDED = ("'=", "'+", "'-", "'@")
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
LONGEST_CELL = 1 << 27
"""In characters."""


def open_grid(path: Path, encoding: str | None = None) -> Grid:
    """Open a table of separated values. `encoding` overrides what is recognised.

    Raises OSError, and GmiError where the file is no text, or a row doesn't fit the header.
    """
    csv.field_size_limit(LONGEST_CELL)
    used = encoding or _encoding(path)
    try:
        codecs.lookup(used)
    except LookupError as error:
        raise GmiError(f"There is no encoding {used!r}.", "Try utf-8, utf-16 or cp1252.") from error
    separator = "\t" if path.suffix.lower() in (".tsv", ".tab") else _separator(path, used)
    table = _Table(path, used, separator)
    first = list(islice(table.records(), HEADER_WITHIN))
    if not first:
        raise GmiError(f"{path.name} is empty.", "Its first row should name the columns.")
    head = header_of(first)
    number, names = first[head]
    total = table.check(number, len(names))
    told = f"{path.name} is no Unicode text: read as {used} (--encoding)"
    guessed = encoding is None and not used.startswith("utf")
    titles = f"{path.name}: left out {head} line{'s' * (head > 1)} above the names of the columns"
    notes = (*(told,) * guessed, *(titles,) * bool(head))
    return Grid(tuple(names), lambda: table.rows(number, len(names)), total, notes)


class _Table:
    """A file of separated values, read anew by each call."""

    def __init__(self, path: Path, encoding: str, separator: str) -> None:
        self.path, self.encoding, self.separator = path, encoding, separator

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of each row that holds anything."""
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as lines:
            for number, record in enumerate(self._reader(lines), 1):
                if any(map(is_filled, record)):
                    yield number, record

    def rows(self, header: int, width: int) -> Iterator[Row]:
        """The rows below the header, filled up to its width, without the apostrophes that keep a spreadsheet
        from running a cell as a formula."""
        for number, record in self.records():
            if number > header:
                cells = [cell[1:] if cell[:2] in _GUARDED else cell for cell in record[:width]]
                yield number, cells + [""] * (width - len(cells))

    def check(self, header: int, width: int) -> int:
        """How many rows there are. Raises GmiError where one is broken."""
        total = 0
        last: tuple[int, list[str]] = (0, [])
        for last in self.records():
            number, record = last
            if number > header:
                total += 1
                if len(record) > width and any(map(is_filled, record[width:])):
                    what = f"{self.path.name}, row {number} has {len(record)} cells, the header {width}."
                    way_out = "Name every column in the first row, and put texts with a separator in quotes."
                    raise GmiError(what, way_out)
        if any("\n" in cell for cell in last[1]) and self._is_open():
            what = f"{self.path.name}: in row {last[0]}, the last, a quotation mark opens and never closes."
            raise GmiError(what, "Close it, or double it where it belongs to the text.")
        return total

    def _is_open(self) -> bool:
        """Whether the file ends inside quotation marks: a mark more than there should be."""
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as lines:
            return sum(chunk.count('"') for chunk in iter(lambda: lines.read(_CHUNK), "")) % 2 == 1

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        try:
            yield from csv.reader(lines, delimiter=self.separator)
        except csv.Error as error:
            raise GmiError(f"{self.path.name} can't be read as a table: {error}.", "Save it anew.") from error


def _encoding(path: Path) -> str:
    """The encoding, by its mark, as UTF-8, or by what its letters look like."""
    with path.open("rb") as file:
        begin = file.read(_SAMPLE)
        for mark, encoding in _MARKS:
            if begin.startswith(mark):
                return encoding
        if b"\0" in begin:
            return _utf_16(path, begin)
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            around = error.object[max(0, error.start - _SAMPLE) : error.start + _SAMPLE]
            return _likeliest(around)
    return "utf-8"


def _likeliest(content: bytes) -> str:
    """The encoding in which the letters look most like words; the commoner one where several do."""
    found = from_bytes(content, cp_isolation=_LIKELY)
    best = found.best()
    if best is None:
        return _LIKELY[0]
    equal = {
        name
        for one in found
        if one.chaos <= best.chaos
        for name in (one.encoding, *one.could_be_from_charset)
    }
    return next((name for name in _LIKELY if name in equal), best.encoding)


def _utf_16(path: Path, begin: bytes) -> str:
    """UTF-16 without a mark: every other byte is zero. Raises GmiError where it is no text."""
    even, odd = begin[::2].count(0), begin[1::2].count(0)
    if max(even, odd) < len(begin) / 4 or min(even, odd) > max(even, odd) / 10:
        raise GmiError(f"{path.name} is no text file.", "Save it as .xlsx or as CSV in UTF-8.")
    return "utf-16-le" if odd > even else "utf-16-be"


def _separator(path: Path, encoding: str) -> str:
    """The separator by which most of the first rows have the same number of cells.

    It must part the first row, or else (as titles may stand above the names) most of the others.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        sample = lines.read(_SAMPLE)
    fits = {separator: _fit(sample, separator) for separator in SEPARATORS}
    best = max(fits, key=fits.__getitem__)
    first = next((line for line in sample.splitlines() if line.strip()), "")
    parted = best in first or (fits[best][0] >= _LEAST_FIT and name_key(first) not in TEXT_NAMES)
    return best if parted else _SINGLE_COLUMN


def _fit(sample: str, separator: str) -> tuple[float, int]:
    """How well a separator fits: the share of rows with the commonest number of cells, then that number."""
    rows = csv.reader(sample.splitlines(keepends=True), delimiter=separator)
    widths = [len(row) for row in islice(_readable(rows), _SAMPLED_ROWS) if any(map(str.strip, row))]
    several = [width for width in widths if width > 1]
    if not several:
        return 0.0, 0
    usual = max(set(several), key=lambda width: (several.count(width), width))
    return several.count(usual) / len(widths), usual


def _readable(rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Rows up to one that can't be read, which the cut through the sample may have made."""
    try:
        yield from rows
    except csv.Error:
        return
