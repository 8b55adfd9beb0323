"""A table as a file of any format gives it: a header, and rows of cells."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

Cell = str | int | float | bool | date | time | timedelta | None
"""None where it is empty; a date may have a time of day."""

Row = tuple[int, Sequence[Cell]]
"""A row's number in the file, counted from 1, and its cells."""

TEXT_NAMES = (
    "text", "texts", "recommendation", "recommendations", "sentence", "paragraph", "passage", "quote",
)  # fmt: skip
"""What columns of texts are called, the likeliest first."""

HEADER_WITHIN = 20
"""Rows with anything in them among which the header must be."""


class Grid(NamedTuple):
    """A table. `rows()` reads it from the start each time, every row as long as `columns`, the header.

    `total` is how many rows there are, None where that isn't known before they are read.
    """

    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    total: int | None
    notes: tuple[str, ...] = ()


def header_of(rows: Sequence[Row]) -> int:
    """Which of the first rows is the header: the first with several cells, as titles stand in one; else the
    first of all."""
    return next((i for i, (_, cells) in enumerate(rows) if sum(map(is_filled, cells)) > 1), 0)


def is_filled(cell: Cell) -> bool:
    """Whether there is anything in a cell."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def text_of(cell: Cell) -> str:
    """The text in a cell."""
    return "" if cell is None else str(cell)


def name_key(name: str) -> str:
    """A column's name as it is compared: without case, blanks and signs."""
    return re.sub(r"[\W_]+", "", name.casefold())
