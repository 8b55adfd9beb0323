"""A dictionary as gmi's own lexicon files: a group with its categories, as TOML."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import tomlkit
from tomlkit.items import Table

from gmi.lexicon.interchange.dictionary import Dictionary, Entry, Notes, joined
from gmi.lexicon.interchange.patterns import term_of

LONGEST_ID = 60
_NO_ID = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class CategoryDraft(NamedTuple):
    """A category to be written."""

    id: str
    name: str
    terms: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group to be written, a file of its own."""

    id: str
    name: str
    categories: tuple[CategoryDraft, ...]


def groups(
    dictionary: Dictionary, taken: Collection[str], notes: Notes, *, group: str | None, several: bool
) -> list[GroupDraft]:
    """The dictionary as one group, or as one for each of its outermost categories.

    `taken` are ids that other groups have; `group` is the id that the one group shall have all the same.
    """
    entries = [_translated(entry, notes) for entry in dictionary.entries]
    entries = _lowest(entries, notes)
    name = dictionary.name
    root = {entry.path[0] for entry in entries}
    if len(root) == 1 and any(len(entry.path) > 1 for entry in entries):
        name = entries[0].path[0]
        entries = [entry._replace(path=entry.path[1:] or entry.path) for entry in entries]
    if not several:
        return [_group(group, name, entries, taken, notes)]
    drafts: list[GroupDraft] = []
    in_order = list(dict.fromkeys(entry.path[0] for entry in entries))
    entries.sort(key=lambda entry: in_order.index(entry.path[0]))
    for top, each in groupby(entries, key=lambda entry: entry.path[0]):
        inside = [entry._replace(path=entry.path[1:] or entry.path) for entry in each]
        drafts.append(_group(None, top, inside, {*taken, *(draft.id for draft in drafts)}, notes))
    return drafts


def _translated(entry: Entry, notes: Notes) -> Entry:
    terms = dict.fromkeys(term for pattern in entry.patterns if (term := term_of(pattern, notes)))
    return entry._replace(patterns=tuple(terms))


def _lowest(entries: list[Entry], notes: Notes) -> list[Entry]:
    """Entries with terms, where a term of a category is only in the lowest of those that lie in it."""
    below: dict[tuple[str, ...], set[str]] = {}
    for entry in entries:
        for depth in range(1, len(entry.path)):
            below.setdefault(entry.path[:depth], set()).update(map(str.lower, entry.patterns))
    kept, again = [], 0
    for entry in entries:
        inside = below.get(entry.path, set())
        terms = tuple(term for term in entry.patterns if term.lower() not in inside)
        again += len(entry.patterns) - len(terms)
        if terms:
            kept.append(entry._replace(patterns=terms))
        elif not entry.patterns and entry.path not in below:
            notes.lose(f"The category {joined(entry.path)!r} is left out", "it has no words")
    if again:
        notes.say(f"{again:,} words of categories that are also in one below are kept in the one below.")
    return kept


def _group(
    id_: str | None, name: str, entries: list[Entry], taken: Collection[str], notes: Notes
) -> GroupDraft:
    if id_ is None:
        id_ = unique(slug(name, "group"), taken)
        if id_ != slug(name, "group"):
            notes.say(
                f"The group {name!r} gets the id {id_}, since there is a group {slug(name, 'group')}; "
                f"--group {slug(name, 'group')} would add its words to that."
            )
    ids: dict[str, None] = {}
    categories = []
    for entry in entries:
        title = joined(entry.path)
        category = unique(slug(title, "category"), ids)
        ids[category] = None
        categories.append(CategoryDraft(category, title, entry.patterns, entry.description))
    _tell_repeated(name, entries, notes)
    return GroupDraft(id_, name, tuple(categories))


def _tell_repeated(name: str, entries: Iterable[Entry], notes: Notes) -> None:
    """A place counts once in a group: a term of two categories counts for the first alone."""
    seen: dict[str, int] = {}
    for entry in entries:
        for term in entry.patterns:
            seen[term.lower()] = seen.get(term.lower(), 0) + 1
    several = [term for term, number in seen.items() if number > 1]
    if several:
        shown = ", ".join(map(repr, several[:3])) + (", ..." if len(several) > 3 else "")
        number = "1 term is" if len(several) == 1 else f"{len(several):,} terms are"
        notes.say(
            f"{number} in several categories of {name!r} ({shown}): gmi counts a place once in a group, for "
            f"the first of them. -o FOLDER makes a group of each outermost category."
        )


def slug(name: str, otherwise: str) -> str:
    """An id made from a name: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NO_ID.sub("-", plain).strip("-")[:LONGEST_ID].strip("-") or otherwise


def unique(id_: str, taken: Collection[str]) -> str:
    """The id, with a number behind it where it is taken."""
    number = 2
    found = id_
    while found in taken:
        found = f"{id_}-{number}"
        number += 1
    return found


def toml_text(group: GroupDraft, head: str) -> str:
    """The lexicon file of a group; `head` is a comment at its top."""
    document = tomlkit.document()
    document.add(tomlkit.comment(_line(head)))
    document.add(tomlkit.nl())
    document["group"] = _table({"id": group.id, "name": _line(group.name)})
    categories = tomlkit.aot()
    for category in group.categories:
        table = _table({"id": category.id, "name": _line(category.name)})
        terms = tomlkit.array()
        terms.extend(category.terms)
        table["terms"] = terms.multiline(len(category.terms) > 3)
        if category.note:
            table["note"] = _line(category.note)
        categories.append(table)
    document["category"] = categories
    return tomlkit.dumps(document)


def _table(values: dict[str, str]) -> Table:
    table = tomlkit.table()
    table.update(values)
    return table


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())
