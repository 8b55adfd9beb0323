"""Mistakes in lexicon files, each with its file, its line and a way out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from gmi.lexicon.model import Question
from gmi.lexicon.places import Path, line_of
from gmi.lexicon.term import TermError, variants

TERM_KEYS = ("terms", "except", "also", "passing", "elsewhere", "strong")
MODES = ("extend", "replace")
SHOWN = 60
ADD = "Add it"
# What pydantic finds wrong, in the words of someone who edits TOML.
SHOULD_BE = {
    "tuple_type": 'should be a list in square brackets, as in ["one", "two"].',
    "string_type": 'should be text in quotes, as in "one".',
    "string_too_short": "should not be empty.",
    "bool_type": "should be true or false.",
    "bool_parsing": "should be true or false.",
    "int_type": "should be a whole number.",
    "int_parsing": "should be a whole number.",
    "model_type": "should be a table.",
}
PATTERNS = {
    "id": "should be lower-case letters, digits and single hyphens, as in domestic-work.",
    "colour": "should be a colour as in #7b3294.",
}


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
    """A TOML file as text and as read; `own` says that it is a user's, not the language's."""

    name: str
    text: str
    content: dict[str, Any]
    own: bool = False

    def problem(self, path: Path, what: str, remedy: str = "", value: object = None) -> Problem:
        """A Problem at the line where `path` stands; at that of `value` behind it, if given."""
        return Problem(self.name, line_of(self.text, path, value), what, remedy)


def did_you_mean(name: str, known: list[str]) -> str:
    """A suggestion out of the known names, or all of them where none is near and they are few."""
    spelt = {one.casefold(): one for one in reversed(known)}
    near = get_close_matches(name.casefold(), list(spelt)[::-1], n=1)
    if near:
        return f"Did you mean {spelt[near[0]]!r}?"
    return f"There are: {', '.join(known)}." if len(known) <= 20 else ""


def entry_problems(
    source: SourceFile,
    path: Path,
    model: type[BaseModel],
    whole: dict[str, Any],
    own: dict[str, Any],
    known: Iterable[str],
) -> list[Problem]:
    """What is wrong with an entry: where `whole` (the entry as merged) doesn't fit its model, and which terms
    in `own` (what the file gives) don't follow the syntax. `known` are the ids that could be extended."""
    problems = []
    try:
        model.model_validate(whole)
    except ValidationError as error:
        problems += [_of_model(source, path, model, detail) for detail in error.errors()]
        # A mistyped id makes a new entry, of which something is missing.
        id_, others = str(own.get("id", "")), list(known)
        near = get_close_matches(id_, others, n=1, cutoff=0.75)
        if near and id_ not in others:
            remedy = f"{ADD}, or mend the id: did you mean {near[0]!r}?"
            problems = [p._replace(remedy=remedy) if p.remedy == f"{ADD}." else p for p in problems]
    for key in TERM_KEYS:
        for term in own[key] if isinstance(own.get(key), list) else ():
            try:
                variants(str(term))
            except TermError as wrong:
                problems.append(source.problem((*path, key), wrong.what, wrong.remedy, term))
    return problems


def value_problems(source: SourceFile, key: str, model: type[BaseModel], value: object) -> Iterator[Problem]:
    """What is wrong with a value at the top of a file; `model` is the part of the lexicon that it is of."""
    try:
        model.model_validate({key: value})
    except ValidationError as error:
        for detail in error.errors():
            # The model's other fields are not in question here.
            if detail["loc"][:1] == (key,):
                yield _of_model(source, (), model, detail)


def mode_problems(source: SourceFile, path: Path, table: dict[str, Any]) -> Iterator[Problem]:
    """A `mode` that is neither of the two."""
    mode = table.get("mode", MODES[0])
    if mode not in MODES:
        yield source.problem((*path, "mode"), f"The mode {short(mode)} is neither 'extend' nor 'replace'.")


def short(value: object) -> str:
    """A value as it is quoted in a message."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}..."


def _of_model(source: SourceFile, path: Path, model: type[BaseModel], detail: Any) -> Problem:
    """A pydantic error as a Problem."""
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    key = str(next((part for part in reversed(loc) if isinstance(part, str)), ""))
    place = (*path, *loc)
    if kind == "extra_forbidden":
        inner = Question if len(loc) > 1 else model
        fields = [field.alias or name for name, field in inner.model_fields.items()]
        return source.problem(place, f"Unknown key {key!r}.", did_you_mean(key, fields), key)
    if kind == "missing":
        return source.problem(place, f"The key {key!r} is missing.", f"{ADD}.")
    should = PATTERNS.get(key) if kind == "string_pattern_mismatch" else SHOULD_BE.get(kind)
    what = f"{key}: {short(value)} {should or 'is not right: ' + detail['msg'] + '.'}"
    return source.problem(place, what, "", value)
