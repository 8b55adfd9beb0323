"""What a table is: named and typed columns that say what they hold, and rows. One row is one observation."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol

from gmi.report.escape import cell

Kind = Literal["text", "whole", "number", "flag", "date"]
Value = str | int | float | bool | date | None


class Column(NamedTuple):
    """A column: its `name` as data has it, what it `holds` in words, its `kind`, its `width` in characters.

    The values of a `date` column that tell no whole day ("2023") stay text.
    """

    name: str
    holds: str
    kind: Kind = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `row` says what one row is ("one mention of one report"); None is an empty cell."""

    name: str
    row: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]


class Writable(Protocol):
    """What takes text: an open file, or something that encodes it for one."""

    def write(self, text: str, /) -> object: ...


def write_csv(table: Table, out: Writable) -> None:
    """Write the table as CSV, row by row as they come: all of a table may be more than memory holds. Flags
    are `true` and `false`, dates ISO 8601; no cell is a formula."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(value) for value in row])


def csv_text(table: Table) -> str:
    """The table as CSV in one text, as `write_csv` writes it."""
    out = io.StringIO()
    write_csv(table, out)
    return out.getvalue()


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6g}"
    return cell(value) if isinstance(value, str) else str(value)
