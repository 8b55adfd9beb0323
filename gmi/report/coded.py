"""A table with the codes of its texts: its own columns first, as they were, and then gmi's."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gmi.code.codes import STRENGTHS, TextCode
from gmi.code.grid import Cell
from gmi.lexicon.model import Lexicon
from gmi.report.table import Column

Code = str | int | bool | tuple[str, ...] | None
"""A value of one of gmi's columns; a tuple is a list of ids or words."""
PREFIX = "gmi_"
"""What gmi's columns begin with where the table has one of their names itself."""
LISTS = ("areas", "areas_about", "instruments")


class Codes(NamedTuple):
    """gmi's columns, and the value of each for the code of a text."""

    columns: tuple[Column, ...]
    values: Callable[[TextCode], tuple[Code, ...]]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodedTable:
    """What is written. `own` are the table's columns as they were, the texts in number `text`, `columns` are
    gmi's, and each row has the cells of both; `about` says what made it, a line each."""

    own: tuple[str, ...]
    text: int
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Sequence[Cell], Sequence[Code]]]
    about: tuple[str, ...]

    @property
    def lists(self) -> frozenset[str]:
        """The names of gmi's columns whose values are lists."""
        bare = {column.name: column.name.removeprefix(PREFIX) for column in self.columns}
        return frozenset(name for name, own in bare.items() if own.endswith("_terms") or own in LISTS)


def codes_of(lexicon: Lexicon, own: Sequence[str], *, categories: bool) -> Codes:
    """The columns for a lexicon's groups, with `categories` for these too. Where one has the name of a column
    of the table's `own`, all begin with "gmi_"."""
    parts: list[tuple[Column, Callable[[TextCode], Code]]] = []
    for group in lexicon.groups:
        parts += _group_columns(group.id, group.name)
        for category in group.categories if categories else ():
            parts += _category_columns(group.id, category.id, f"{group.name}: {category.name}")
    parts += [
        (Column("areas", "policy areas that the text names", width=30), lambda code: code.areas),
        (Column("areas_about", "policy areas that it is about", width=30), lambda code: code.areas_about),
        (Column("instruments", "instruments that it cites", width=24), lambda code: code.instruments),
        (
            Column("action_strength", "the action asked for: 1 minimal to 5 specific", "whole"),
            lambda code: code.action_strength,
        ),
        (
            Column("action_name", "the same in words"),
            lambda code: STRENGTHS[code.action_strength] if code.action_strength else None,
        ),
    ]
    taken = {name.strip().casefold() for name in own}
    clash = [column.name for column, _ in parts if column.name.casefold() in taken]
    columns = tuple(column._replace(name=PREFIX * bool(clash) + column.name) for column, _ in parts)
    pick = [value for _, value in parts]
    nothing: tuple[Code, ...] = (None,) * len(parts)
    told = (
        f"the table has a column {clash[0]!r} of its own: gmi's columns begin with {PREFIX!r}"
        if clash
        else ""
    )
    return Codes(
        columns,
        lambda code: tuple(one(code) for one in pick) if code.coded else nothing,
        (told,) if told else (),
    )


def _group_columns(group: str, name: str) -> list[tuple[Column, Callable[[TextCode], Code]]]:
    return [
        (Column(group, f"{name}: number of mentions", "whole"), lambda code: code.groups[group].mentions),
        (
            Column(f"{group}_terms", f"{name}: the words that are mentioned", width=30),
            lambda code: code.groups[group].words,
        ),
        (
            Column(f"{group}_about", f"{name}: whether the text is about it", "flag"),
            lambda code: code.groups[group].about is not None,
        ),
    ]


def _category_columns(
    group: str, category: str, name: str
) -> list[tuple[Column, Callable[[TextCode], Code]]]:
    column = f"{group}_{category}"
    return [
        (
            Column(column, f"{name}: number of mentions", "whole"),
            lambda code: code.groups[group].categories[category],
        ),
        (
            Column(f"{column}_terms", f"{name}: the words that are mentioned", width=30),
            lambda code: code.groups[group].category_words.get(category, ()),
        ),
    ]


def unique_names(table: CodedTable) -> list[str]:
    """A name for each column, for forms that know columns by their names: `column_3` where there is none, and
    a number behind one that was there before."""
    ours = [column.name for column in table.columns]
    names: list[str] = []
    for place, given in enumerate(table.own, 1):
        stem = name = given.strip() or f"column_{place}"
        number = 1
        while name in names or name in ours:
            number += 1
            name = f"{stem}_{number}"
        names.append(name)
    return names + ours
