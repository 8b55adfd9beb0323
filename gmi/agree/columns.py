"""Which columns of the coding sheets are the same variable: by name, by the lexicon, or as the reader says.

A sheet of `gmi code` has `gender_about` (is the text about it?) beside `gender` (how often is it named?) and
policy areas in `areas` and `areas_about`. The sheets of people have a column for each group or area, or one
column with labels in it ("Migrants; Labour").
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gmi.agree.codes import MISSING, folded, holds_lists, labels, written
from gmi.agree.sheets import Sheet
from gmi.errors import GmiError
from gmi.lexicon.model import Lexicon
from gmi.lexicon.problems import did_you_mean

STRENGTH = "actionstrength"
_STRENGTHS = ("action_strength", "action", "strength", "strength of action")
PREFIX = "gmi_"
_LISTS = ("areas", "policyareas", "instruments")
_ENDINGS = ("about", "count", "mentions")


@dataclass(frozen=True, slots=True)
class Pick:
    """A column of a sheet, or whether any of some labels stands in it."""

    column: int
    labels: frozenset[str] = frozenset()

    def cells(self, sheet: Sheet) -> list[str]:
        """The column's cells; with labels, yes and no."""
        cells = sheet.column(self.column)
        if not self.labels:
            return cells
        return [cell if folded(cell) in MISSING else _holds(cell, self.labels) for cell in cells]

    def title(self, sheet: Sheet) -> str:
        """How the reader knows it: "issues: Migrants"."""
        column = sheet.columns[self.column]
        if not self.labels:
            return column
        found: dict[str, str] = {}
        for cell in sheet.column(self.column):
            found |= {key(label): label for label in labels(cell) if key(label) in self.labels}
        return f"{column}: {' | '.join(sorted(found.values()) or sorted(self.labels))}"


def _holds(cell: str, wanted: frozenset[str]) -> str:
    return "yes" if any(key(label) in wanted for label in labels(cell)) else "no"


@dataclass(frozen=True, slots=True)
class Variable:
    """What is compared: a column, or labels of one, in each sheet. `known` to the lexicon, or `asked` for."""

    name: str
    key: str
    picks: tuple[Pick, ...]
    known: bool
    asked: bool


def key(name: str) -> str:
    """A name as it is compared: letters and digits alone, without case and accents.

    >>> key("LGBTQIA+"), key("Gender_about")
    ('lgbtqia', 'genderabout')
    """
    bare = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]+", "", "".join(c for c in bare if not unicodedata.combining(c)))


class Names:
    """What the lexicon calls things: every id and name, by the key that both have in common."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._of: dict[str, str] = {key(name): STRENGTH for name in _STRENGTHS}
        self.titles: dict[str, str] = {STRENGTH: "action_strength"}
        self._lists: dict[str, dict[str, str]] = {name: {} for name in _LISTS}
        for group in lexicon.groups:
            self._add(group.id, group.id, group.name)
        for area in lexicon.areas:
            self._add(area.id, area.id, area.name)
            self._lists["areas"] |= {key(area.id): key(area.id), key(area.name): key(area.id)}
        self._lists["policyareas"] = self._lists["areasabout"] = self._lists["areas"]
        for instrument in lexicon.instruments:
            names = (instrument.id, instrument.short, instrument.name)
            self._add(instrument.id, *names)
            self._lists["instruments"] |= {key(name): key(instrument.id) for name in names}
        for group in lexicon.groups:
            for category in group.categories:
                whole = f"{group.id}_{category.id}"
                self._add(whole, whole, f"{group.id} {category.name}", category.id, category.name)

    def _add(self, title: str, *names: str) -> None:
        self.titles.setdefault(key(title), title)
        for name in names:
            self._of.setdefault(key(name), key(title))

    def of(self, name: str) -> str:
        """The key of what the lexicon calls so, or the name's own."""
        return self._of.get(key(name), key(name))

    def knows(self, variable: str) -> bool:
        """Whether a key is of something in the lexicon."""
        return variable in self.titles

    def listed(self, column: str) -> dict[str, str]:
        """For a column of `gmi code` that lists ids: the keys of what it may hold."""
        return self._lists.get(key(column), {})


class Offers:
    """What one sheet has to compare: for each variable its columns, the best first."""

    def __init__(self, sheet: Sheet, names: Names) -> None:
        self.sheet = sheet
        self._names = names
        # A sheet of `gmi code` carries the columns of the table that it coded; they are no codes of its own.
        # Where the two would have the same names, gmi's have a prefix.
        about = [c for c in sheet.columns if _parts(c)[1] == "about" and names.knows(names.of(_parts(c)[0]))]
        self.by_gmi = bool(about)
        self._prefix = PREFIX if about and all(c.casefold().startswith(PREFIX) for c in about) else ""
        ranked: dict[str, list[tuple[int, int, Pick]]] = {}
        for index, column in enumerate(sheet.columns):
            for rank, variable, pick in self._of_column(index, column):
                ranked.setdefault(variable, []).append((rank, index, pick))
        self.picks = {v: [pick for *_, pick in sorted(found, key=_rank)] for v, found in ranked.items()}

    def _of_column(self, index: int, column: str) -> Iterator[tuple[int, str, Pick]]:
        if not column.casefold().startswith(self._prefix):
            return
        column = column[len(self._prefix) :]
        base, ending = _parts(column)
        own = self._names.of(base if ending and self._names.knows(self._names.of(base)) else column)
        if not column or (ending == "terms" and self._names.knows(own)):
            return
        exact = key(self._names.titles.get(own, column)) == key(column)
        if not self.by_gmi or (self._names.knows(own) and (exact or ending)):
            yield (0 if ending == "about" else 1 if exact else 2), own, Pick(index)
        listed = self._names.listed(column)
        for variable in dict.fromkeys(listed.values()):
            wanted = frozenset(label for label, of in listed.items() if of == variable)
            yield (3 if not self.by_gmi else 0 if ending == "about" else 1), variable, Pick(index, wanted)

    def pick(self, name: str) -> Pick:
        """What the reader means by a name: a column, or `column:label;label`. Raises GmiError."""
        if self._names.of(name) in self.picks:
            return self.picks[self._names.of(name)][0]
        same = [i for i, column in enumerate(self.sheet.columns) if key(column) == key(name) and column]
        if same:
            return Pick(same[0])
        for cut in (match.start() for match in re.finditer(":", name)):
            same = [i for i, column in enumerate(self.sheet.columns) if key(column) == key(name[:cut])]
            if same and labels(name[cut + 1 :]):
                return self._labelled(same[0], labels(name[cut + 1 :]))
        raise GmiError(
            f"{self.sheet.file} has no column {name!r}.",
            did_you_mean(name, [c for c in self.sheet.columns if c])
            or f"There are: {', '.join(filter(None, self.sheet.columns))}.",
        )

    def _labelled(self, column: int, wanted: list[str]) -> Pick:
        found = {key(label): label for cell in self.sheet.column(column) for label in labels(cell)}
        listed = self._names.listed(self.sheet.columns[column])
        keys: set[str] = set()
        for label in wanted:
            same = {
                other for other in found if listed.get(other, other) == listed.get(key(label), key(label))
            }
            if not same and key(label) not in listed:
                raise GmiError(
                    f"{self.sheet.file}: no cell of column {self.sheet.columns[column]!r} says {label!r}.",
                    did_you_mean(label, list(found.values())),
                )
            keys |= same | {key(label)}
        return Pick(column, frozenset(keys))


def _rank(found: tuple[int, int, Pick]) -> tuple[int, int]:
    return found[:2]


def _parts(column: str) -> tuple[str, str]:
    """A column's name without the ending that `gmi code` gives it, and the ending."""
    match = re.fullmatch(rf"(?:{PREFIX})?(.+)[_ .-]({'|'.join(_ENDINGS)}|terms)", column.strip().casefold())
    return (match[1], match[2]) if match else (column, "")


def variables(sheets: Sequence[Sheet], names: Names, mapped: Iterable[str]) -> tuple[Variable, ...]:
    """The variables that all sheets have, those that were asked for (`ours=human`) first. Raises GmiError."""
    offers = [Offers(sheet, names) for sheet in sheets]
    found = [_mapped(mapping, offers, names) for mapping in mapped]
    taken = {variable.key for variable in found}
    for own in offers[0].picks:
        if own not in taken and all(own in offer.picks for offer in offers):
            picks = tuple(offer.picks[own][0] for offer in offers)
            title = names.titles.get(own) or picks[0].title(sheets[0])
            found.append(_settled(Variable(title, own, picks, names.knows(own), False), offers))
    return tuple(found)


def _mapped(mapping: str, offers: Sequence[Offers], names: Names) -> Variable:
    """A mapping as the reader writes it: `gender=issues:Women's rights`; one name means all sheets."""
    sides = [side.strip() for side in mapping.split("=")]
    if len(sides) == 1:
        sides *= len(offers)
    if len(sides) != len(offers) or not all(sides):
        raise GmiError(
            f"--columns {mapping!r} does not name a column of each of {len(offers)} sheets.",
            f"Write {'='.join(['ours', 'human', 'third', '...'][: min(len(offers), 4)])}.",
        )
    picks = tuple(offer.pick(side) for offer, side in zip(offers, sides, strict=True))
    own = names.of(sides[0])
    title = names.titles.get(own, sides[0])
    if ":" in sides[0] and names.knows(names.of(sides[0].rpartition(":")[2])):
        own = names.of(sides[0].rpartition(":")[2])
        title = names.titles[own]
    return _settled(Variable(title, own, picks, names.knows(own), True), offers)


def _settled(variable: Variable, offers: Sequence[Offers]) -> Variable:
    """With the count instead of the "about" decision where everybody else counts too."""
    picks = list(variable.picks)
    for place, offer in enumerate(offers):
        others = [
            offers[i].sheet.column(p.column) for i, p in enumerate(picks) if i != place and not p.labels
        ]
        count = next((p for p in offer.picks.get(variable.key, ())[1:] if not p.labels), None)
        if not (offer.by_gmi and count and len(others) == len(picks) - 1):
            continue
        if all(any(word.isdecimal() and int(word) > 1 for word in written(cells)) for cells in others):
            picks[place] = count
    return Variable(variable.name, variable.key, tuple(picks), variable.known, variable.asked)


def split_lists(
    variable: Variable, sheets: Sequence[Sheet], longest: int = 60, most: int = 200
) -> tuple[Variable, ...]:
    """A variable for each label, where the cells hold several; none where they are prose, not labels."""
    columns = [pick.cells(sheet) for pick, sheet in zip(variable.picks, sheets, strict=True)]
    if any(pick.labels for pick in variable.picks) or not any(map(holds_lists, columns)):
        return (variable,)
    found: dict[str, str] = {}
    for cells in columns:
        for cell in cells:
            if folded(cell) not in MISSING:
                found |= {key(label): label for label in labels(cell) if key(label)}
    if len(found) > most or sum(map(len, found.values())) > longest * len(found):
        return ()
    return tuple(
        Variable(
            f"{variable.name}: {found[label]}",
            label,
            tuple(Pick(pick.column, frozenset((label,))) for pick in variable.picks),
            variable.known,
            variable.asked,
        )
        for label in sorted(found)
    )
