"""Puts lexicon files together: entries of the same id are extended, or replaced where the file says so."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from gmi.lexicon.model import (
    AboutLexicon,
    ActionLexicon,
    Area,
    Category,
    ContextLexicon,
    Entry,
    Group,
    Instrument,
    Risk,
    Strength,
    Topic,
)
from gmi.lexicon.places import line_of
from gmi.lexicon.term import TermError, variants

HEAD = ("name", "version", "language", "title", "description", "mode")
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
TERM_KEYS = ("terms", "except", "also", "passing", "elsewhere", "strong")
WHENS = ("always", "absent", "no-gender", "no-lgbtqia", "no-migration", "risk", "instrument")


class Problem(NamedTuple):
    """A mistake in a file: what is wrong at which line, and a way out."""

    file: str
    line: int
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.remedy}".rstrip()


@dataclass(frozen=True)
class SourceFile:
    """A TOML file as text and as read."""

    name: str
    text: str
    content: dict[str, Any]

    def problem(
        self, path: tuple[str | int, ...], what: str, remedy: str = "", value: object = None
    ) -> Problem:
        """A Problem at the line where `path` stands."""
        return Problem(self.name, line_of(self.text, path, value), what, remedy)


class Draft:
    """A lexicon in the making. Entries are kept by id in the order in which they were first named."""

    def __init__(self) -> None:
        self._head: dict[str, Any] = {}
        self._groups: dict[str, dict[str, Any]] = {}
        self._tables: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in TABLES}
        self._lists: dict[str, dict[str, Any]] = {part: {} for part in PARTS}
        self._origin: dict[tuple[str, str], tuple[SourceFile, int]] = {}

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
        """Merge a file; returns what is wrong with it."""
        problems: list[Problem] = []
        content = source.content
        known = [*HEAD, "group", *LISTS, *TABLES]
        for key in content:
            if key not in known:
                problems.append(
                    source.problem((key,), f"Unknown key {key!r}.", did_you_mean(key, known), key)
                )
        # A file of one's own has a name too, but the lexicon keeps that of its language.
        self._head = {k: content[k] for k in HEAD if k in content} | self._head
        for key in content.keys() & LISTS.keys():
            part = LISTS[key]
            self._lists[part] = _merged(self._lists[part], {key: content[key]})
        replace = content.get("mode") == "replace"
        if content.get("mode", "extend") not in ("extend", "replace"):
            problems.append(source.problem(("mode",), "A mode is 'extend' or 'replace'."))
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

    def _add_group(self, source: SourceFile, replace: bool) -> list[Problem]:
        head = dict(source.content["group"])
        id_ = head.get("id", "")
        old = self._groups.get(id_)
        base = {} if old is None or replace else old
        merged = _merged(base, head)
        categories: dict[str, dict[str, Any]] = dict(base.get("category", {}))
        found = _invalid(source, ("group",), Group, merged | {"category": []}, head)
        if old is None and "category" not in source.content:
            found.append(source.problem(("group",), f"The new group {id_!r} has no [[category]]."))
        found += self._add_table(source, "category", categories, replace=False, group=id_)
        self._groups[id_] = merged | {"category": categories}
        return found

    def _add_table(
        self, source: SourceFile, name: str, into: dict[str, dict[str, Any]], replace: bool, group: str = ""
    ) -> list[Problem]:
        model = TABLES[name]
        problems: list[Problem] = []
        here: set[str] = set()
        for index, raw in enumerate(source.content.get(name, [])):
            entry = dict(raw)
            mode = entry.pop("mode", "replace" if replace else "extend")
            id_ = entry.get("id", "")
            if id_ in here:
                problems.append(
                    source.problem(
                        (name, index, "id"), f"The id {id_!r} is given twice.", "Ids are unique in a file."
                    )
                )
            here.add(id_)
            old = into.get(id_, {}) if mode == "extend" else {}
            problems += _invalid(source, (name, index), model, old | entry, entry)
            into[id_] = _merged(old, entry)
            self._origin[group or name, id_] = (source, index)
        return problems

    def cross_references(self) -> list[Problem]:
        """Ids that entries name but that aren't there."""
        risks, instruments = list(self._tables["risk"]), list(self._tables["instrument"])
        topics = [*self._groups, *self._tables["area"]]
        problems = []
        for id_, area in self._tables["area"].items():
            problems += self._unknown("area", id_, "risks", area.get("risks", []), risks)
            problems += self._unknown("area", id_, "instruments", area.get("instruments", []), instruments)
            for question in area.get("question", []):
                kind, _, which = question["when"].partition(":")
                problems += self._unknown("area", id_, "question", [kind], list(WHENS))
                if kind in ("risk", "instrument"):
                    problems += self._unknown("area", id_, "question", [which], area.get(f"{kind}s", []))
        for id_, instrument in self._tables["instrument"].items():
            problems += self._unknown("instrument", id_, "implies", instrument.get("implies", []), topics)
        for id_ in self._tables["topic"]:
            problems += self._unknown("topic", id_, "id", [id_], topics)
        return problems

    def _unknown(self, table: str, id_: str, key: str, named: list[str], known: list[str]) -> list[Problem]:
        source, index = self._origin[table, id_]
        return [
            source.problem(
                (table, index, key), f"No {name!r} for {key} of {id_!r}.", did_you_mean(name, known), name
            )
            for name in named
            if name not in known
        ]


def did_you_mean(name: str, known: list[str]) -> str:
    """A suggestion out of the known names, or all of them where none is near."""
    near = get_close_matches(name, known, n=1)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"There are: {', '.join(known)}." if len(known) <= 20 else ""


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


def _invalid(
    source: SourceFile,
    path: tuple[str | int, ...],
    model: type[BaseModel],
    whole: dict[str, Any],
    own: dict[str, Any],
) -> list[Problem]:
    """What is wrong with an entry: the model's errors, and terms that don't follow the syntax."""
    problems = []
    try:
        model.model_validate(whole)
    except ValidationError as error:
        fields = [field.alias or name for name, field in model.model_fields.items()]
        for detail in error.errors():
            key = str(detail["loc"][0]) if detail["loc"] else ""
            value = detail["input"]
            if detail["type"] == "extra_forbidden":
                what, remedy = f"Unknown key {key!r}.", did_you_mean(key, fields)
            elif detail["type"] == "missing":
                what, remedy = f"The key {key!r} is missing.", "Add it."
            else:
                what, remedy = f"{key}: {detail['msg']}.", f"Found {value!r}."
            problems.append(source.problem((*path, *detail["loc"]), what, remedy, value))
    for key in TERM_KEYS:
        for term in own.get(key, []) if isinstance(own.get(key), list) else ():
            try:
                variants(str(term))
            except TermError as wrong:
                problems.append(source.problem((*path, key), wrong.what, wrong.remedy, term))
    return problems
