"""Puts lexicon files together: entries of the same id are extended, or replaced where the file says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from gmi.lexicon.model import (
    AboutLexicon,
    ActionLexicon,
    Area,
    Category,
    ContextLexicon,
    Entry,
    Group,
    Instrument,
    Lexicon,
    Risk,
    Strength,
    Topic,
)
from gmi.lexicon.problems import (
    Problem,
    SourceFile,
    did_you_mean,
    entry_problems,
    mode_problems,
    value_problems,
)
from gmi.read.words import language_name

HEAD = ("name", "version", "language", "title", "description")
# Tables of a file by name, and what each entry must be.
TABLES: dict[str, type[BaseModel]] = {
    "category": Category,
    "area": Area,
    "risk": Risk,
    "instrument": Instrument,
    "strength": Strength,
    "kind": Entry,
    "tense": Entry,
    "cue": Entry,
    "topic": Topic,
}
# Parts of a lexicon that hold word lists besides entries; the list's name says which part it is of.
PARTS: dict[str, type[BaseModel]] = {
    "actions": ActionLexicon,
    "context": ContextLexicon,
    "about": AboutLexicon,
}
LISTS = {
    name: part
    for part, model in PARTS.items()
    for name, field in model.model_fields.items()
    if field.alias not in TABLES
}
# The program asks for these by id, so one of a user's own would never be asked for.
ASKED_FOR = ("tense", "cue")
# Mentions of areas, risks and instruments have these in the place of a group.
TAKEN = ("area", "risk", "instrument")
WHENS = ("always", "absent", "no-gender", "no-lgbtqia", "no-migration", "risk", "instrument")

Table = dict[str, dict[str, Any]]


class Draft:
    """A lexicon in the making. Entries are kept by id in the order in which they were first named."""

    def __init__(self) -> None:
        self._head: dict[str, Any] = {}
        self._groups: Table = {}
        self._tables: dict[str, Table] = {name: {} for name in TABLES}
        self._lists: dict[str, dict[str, Any]] = {part: {} for part in PARTS}
        # Each entry as its file has it, so that a wrong reference is told where it stands.
        self._given: list[Given] = []

    def content(self) -> dict[str, Any]:
        """The whole as the Lexicon model takes it."""
        entries = {name: list(table.values()) for name, table in self._tables.items()}
        groups = [
            {k: v for k, v in group.items() if k != "category"}
            | {"category": list(group["category"].values())}
            for group in self._groups.values()
        ]
        return {
            **{key: self._head.get(key, "") for key in ("name", "version", "language")},
            "sha256": "",
            "groups": groups,
            **{key: entries[key[:-1]] for key in ("areas", "risks", "instruments")},
            "actions": self._lists["actions"] | {key: entries[key] for key in ("strength", "kind", "tense")},
            "context": self._lists["context"] | {"cue": entries["cue"]},
            "about": self._lists["about"] | {"topic": entries["topic"]},
        }

    def add(self, source: SourceFile) -> list[Problem]:
        """Merge a file; returns what is wrong with it. What is wrong is left out."""
        content = source.content
        problems = [*mode_problems(source, (), content), *self._add_head(source)]
        replace = content.get("mode") == "replace"
        known = [*HEAD, "mode", "group", *LISTS, *TABLES]
        for key in content:
            if key not in known:
                problems.append(
                    source.problem((key,), f"Unknown key {key!r}.", did_you_mean(key, known), key)
                )
            elif key in LISTS:
                problems += self._add_value(source, key, replace)
        if "group" in content:
            problems += self._add_group(source, replace)
        elif "category" in content:
            problems.append(
                source.problem(("category", 0), "Categories need the [group] that they belong to.")
            )
        for name in TABLES:
            if name != "category" and name in content:
                problems += self._add_table(source, name, self._tables[name], replace)
        return problems

    def _add_value(self, source: SourceFile, key: str, replace: bool) -> list[Problem]:
        """A word list or number at the top of a file."""
        part, value = LISTS[key], source.content[key]
        wrong = list(value_problems(source, key, PARTS[part], value))
        if not wrong:
            self._lists[part] |= _merged({} if replace else self._lists[part], {key: value})
        return wrong

    def _add_head(self, source: SourceFile) -> Iterator[Problem]:
        """A file of one's own has a name too, but the lexicon keeps that of its language."""
        for key in HEAD:
            value = source.content.get(key)
            if value is None:
                continue
            wrong = list(value_problems(source, key, Lexicon, value)) if key in Lexicon.model_fields else []
            yield from wrong
            if wrong or key in self._head:
                if key == "language" and not wrong and value != self._head[key]:
                    own, ours = language_name(value), language_name(self._head[key])
                    what = f"These words are {own}, but the lexicon's are {ours}."
                    yield source.problem((key,), what, f"Use them with --lang {value}.")
                continue
            self._head[key] = value

    def _add_group(self, source: SourceFile, replace: bool) -> Iterator[Problem]:
        if not isinstance(source.content["group"], dict):
            yield source.problem(("group",), "A file has one group, headed [group] in single brackets.")
            return
        head = dict(source.content["group"])
        yield from mode_problems(source, ("group",), head)
        replace = head.pop("mode", "replace" if replace else "extend") == "replace"
        id_ = str(head.get("id", ""))
        if id_ in TAKEN:
            yield source.problem(
                ("group", "id"), f"The id {id_!r} is taken by the program.", "Choose another."
            )
        if "category" in head:
            yield source.problem(
                ("group", "category"), "Categories are headed [[category]], not [[group.category]]."
            )
            del head["category"]
        old = self._groups.get(id_)
        base = {} if old is None or replace else old
        merged = _merged(base, head)
        categories: Table = dict(base.get("category", {}))
        wrong = entry_problems(source, ("group",), Group, merged | {"category": []}, head, self._groups)
        yield from wrong
        if old is None and "category" not in source.content:
            yield source.problem(
                ("group",), f"The new group {id_!r} has no [[category]].", did_you_mean(id_, [*self._groups])
            )
        if "category" in source.content:
            yield from self._add_table(source, "category", categories, replace=False)
        if not wrong:
            self._groups[id_] = merged | {"category": categories}

    def _add_table(self, source: SourceFile, name: str, into: Table, replace: bool) -> Iterator[Problem]:
        entries = source.content[name]
        if not isinstance(entries, list):
            yield source.problem((name,), f"Entries are headed [[{name}]], in double brackets.")
            return
        here: set[str] = set()
        for index, raw in enumerate(entries):
            if not isinstance(raw, dict):
                yield source.problem((name,), f"Entries are headed [[{name}]], in double brackets.")
                return
            entry, path = dict(raw), (name, index)
            yield from mode_problems(source, path, entry)
            mode = entry.pop("mode", "replace" if replace else "extend")
            id_ = str(entry.get("id", ""))
            if id_ and id_ in here:
                yield source.problem(
                    (*path, "id"), f"The id {id_!r} is given twice.", "Ids are unique in a file."
                )
            here.add(id_)
            if source.own and name in ASKED_FOR and id_ not in into:
                yield source.problem(
                    (*path, "id"), f"There is no {name} {id_!r}.", did_you_mean(id_, [*into])
                )
            old = into.get(id_, {}) if mode != "replace" else {}
            wrong = entry_problems(source, path, TABLES[name], old | entry, entry, into)
            yield from wrong
            if not wrong:
                into[id_] = _merged(old, entry)
            self._given.append(Given(name, id_, entry, source, index))

    def cross_references(self) -> Iterator[Problem]:
        """Ids that entries name but that aren't there."""
        # Of entries with mistakes too: they are left out, but may be named.
        ids: dict[str, list[str]] = {name: [] for name in TABLES}
        of_area: dict[tuple[str, str], list[str]] = {}
        for given in self._given:
            ids[given.table].append(given.id)
            for key in ("risks", "instruments"):
                of_area.setdefault((given.id, key), []).extend(given.names(key))
        topics = [*self._groups, *ids["area"]]
        known = {"risks": ids["risk"], "instruments": ids["instrument"], "implies": topics}
        for given in self._given:
            for key in known:
                yield from given.unknown(key, given.names(key), known[key])
            for when in given.whens():
                kind, _, which = when.partition(":")
                yield from given.unknown("question", [kind], list(WHENS))
                if kind in ("risk", "instrument"):
                    yield from given.unknown("question", [which], of_area[given.id, f"{kind}s"])
            if given.table == "topic":
                yield from given.unknown("id", [given.id], topics)


@dataclass(frozen=True)
class Given:
    """An entry as a file gives it, well-formed or not: the `index`-th of its table."""

    table: str
    id: str
    entry: dict[str, Any]
    source: SourceFile
    index: int

    def names(self, key: str) -> list[str]:
        """The strings in a list of the entry."""
        value = self.entry.get(key)
        return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []

    def whens(self) -> list[str]:
        """The gaps that an area's questions are for."""
        questions = self.entry.get("question")
        asked = (
            [q.get("when") for q in questions if isinstance(q, dict)] if isinstance(questions, list) else []
        )
        return [when for when in asked if isinstance(when, str)]

    def unknown(self, key: str, named: list[str], known: list[str]) -> Iterator[Problem]:
        """A Problem for each name that isn't known."""
        for name in named:
            if name not in known:
                what = f"No {name!r} for {key} of {self.id!r}."
                remedy = did_you_mean(name, known)
                yield self.source.problem((self.table, self.index, key), what, remedy, name)


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Lists are added to, anything else is replaced."""
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        if isinstance(value, list) and isinstance(before, list):
            merged[key] = before + [item for item in value if item not in before]
        else:
            merged[key] = value
    return merged
