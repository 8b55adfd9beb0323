"""Reads a configuration, and tells every mistake in it with file, line and a suggestion."""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from gmi.check.config import Configuration, Discouraged, Rating, Requirements, Table, Wording
from gmi.check.ids import unknown_ids
from gmi.errors import GmiError
from gmi.lexicon import languages, load
from gmi.lexicon.folder import data_folder
from gmi.lexicon.load import LexiconError
from gmi.lexicon.model import Lexicon
from gmi.lexicon.problems import SHOULD_BE, Problem, SourceFile, did_you_mean, short
from gmi.lexicon.term import TermError, variants
from gmi.rate.profile import load_profile

NAME = "gmi.toml"
PROJECT = "pyproject.toml"
INIT = f"gmi init writes a {NAME} to start from."


class ConfigurationError(GmiError):
    """Mistakes in a configuration, all that were found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["ConfigurationError"], tuple[tuple[Problem, ...]]]:  # type: ignore[override]
        return (type(self), (self.problems,))


@dataclass(frozen=True)
class Setup:
    """A configuration that is right, the file that it stands in, and the words that it was checked against.

    Patterns and paths in it are taken from `root`, the folder of the file.
    """

    path: Path
    config: Configuration
    lexicon: Lexicon

    @property
    def root(self) -> Path:
        """The folder of the configuration."""
        return self.path.parent

    @property
    def lexicons(self) -> tuple[Path, ...]:
        """The user's own words."""
        return tuple(self.root / place for place in self.config.lexicons)

    @property
    def profile(self) -> str:
        """A profile's name, or the path of its file."""
        profile = self.config.profile
        return str(self.root / profile) if profile.endswith(".toml") else profile


def find_configuration(start: Path) -> Path:
    """The nearest gmi.toml, or pyproject.toml with a `[tool.gmi]`, in `start` or a folder above it.

    Raises GmiError if there is none.
    """
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
        project = folder / PROJECT
        if project.is_file() and re.search(r"(?m)^\s*\[{1,2}tool\.gmi[\].]", _text(project)):
            return project
    raise GmiError(f"There is no {NAME} here or in a folder above.", INIT)


def load_configuration(path: Path) -> Setup:
    """The configuration at `path`. Raises ConfigurationError with all its mistakes, GmiError if there is
    none."""
    source, content, table = _parse(path)
    try:
        # As JSON: there a list may be what a frozen record keeps, and yet nothing else is converted.
        config = Configuration.model_validate_json(json.dumps(content, default=str))
    except ValidationError as error:
        problems = [_problem(source, table, detail) for detail in error.errors()]
        raise ConfigurationError(list(dict.fromkeys(problems))) from error
    lexicon = _lexicon(source, table, config, path.parent)
    setup = Setup(path, config, lexicon)
    found = [source.problem((*table, *wrong.path), *wrong.told) for wrong in unknown_ids(config, lexicon)]
    found += [*_terms(source, table, config), *_patterns(source, table, config)]
    try:
        load_profile(setup.profile)
    except GmiError as error:
        found.append(source.problem((*table, "profile"), error.what, error.remedy))
    if found:
        raise ConfigurationError(found)
    return setup


def _lexicon(source: SourceFile, table: tuple[str, ...], config: Configuration, root: Path) -> Lexicon:
    """The words that the configuration names. Raises ConfigurationError where there are none, LexiconError
    for mistakes in the user's own."""
    if config.language is not None and config.language not in languages():
        there_are = f"There are: {', '.join(languages())}."
        what = f"No lexicon for language {config.language!r}."
        raise ConfigurationError([source.problem((*table, "language"), what, there_are)])
    try:
        return load(config.language or "en", [root / place for place in config.lexicons])
    except LexiconError:
        raise
    except GmiError as error:
        raise ConfigurationError([source.problem((*table, "lexicons"), error.what, error.remedy)]) from error


@lru_cache(maxsize=16)
def shipped_wording(language: str) -> tuple[Wording, ...]:
    """The list of discouraged wording that ships with gmi; empty for a language that has none."""
    place = data_folder() / language / "discouraged.toml"
    if not place.is_file():
        return ()
    entries = tomllib.loads(place.read_text(encoding="utf-8"))["term"]
    return tuple(Wording.model_validate_json(json.dumps(entry)) for entry in entries)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.", INIT) from error
    except UnicodeDecodeError as error:
        raise GmiError(f"{path}: The file is not UTF-8.", "Save it as UTF-8.") from error


def _parse(path: Path) -> tuple[SourceFile, dict[str, Any], tuple[str, ...]]:
    """The file as text, what it says, and the table in which that stands."""
    text = _text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        at_line = re.match(r"line (\d+)", place)
        line = int(at_line[1]) if at_line else max(1, len(text.splitlines()))
        remedy = "Mend the TOML: quotes and brackets in pairs?"
        raise ConfigurationError([Problem(str(path), line, f"{message}.", remedy)]) from error
    if path.name != PROJECT:
        return SourceFile(str(path), text, content, own=True), content, ()
    inner = content.get("tool", {}).get("gmi")
    if not isinstance(inner, dict):
        raise GmiError(f"{path} has no [tool.gmi].", INIT)
    return SourceFile(str(path), text, content, own=True), inner, ("tool", "gmi")


def _problem(source: SourceFile, table: tuple[str, ...], detail: Any) -> Problem:
    """A mistake that pydantic found, in the words of someone who edits TOML."""
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    key = str(next((part for part in reversed(loc) if isinstance(part, str)), ""))
    place = (*table, *loc)
    of_rating = loc[-2:-1] == ("rating",) and key not in Rating.model_fields
    if kind == "extra_forbidden" or (kind == "model_type" and of_rating):
        return source.problem(place, f"Unknown key {key!r}.", did_you_mean(key, _keys(loc[:-1])), key)
    if kind == "missing":
        return source.problem(place, f"The key {key!r} is missing.", "Add it.")
    should = SHOULD_BE.get(kind)
    if kind == "literal_error":
        should = f"should be {detail['ctx']['expected']}."
    elif kind in ("greater_than_equal", "less_than_equal", "greater_than"):
        should = f"should be {_bounds(loc, detail['ctx'])}."
    elif kind == "float_type":
        should = "should be a number, as in 0.05."
    elif kind == "too_short":
        should = "should not be empty."
    what = f"{key}: {short(value)} {should or 'is not right: ' + detail['msg'] + '.'}"
    return source.problem(place, what, "", value)


def _bounds(loc: Sequence[str | int], context: dict[str, Any]) -> str:
    if loc[-1] in ("at_least", "paragraphs"):
        return "a whole number from 1"
    return "from 0 to 1 (0.05 is 5%)" if context else "within its bounds"


def _keys(loc: Sequence[str | int]) -> list[str]:
    """The keys that a table may have."""
    model: Any = Configuration
    for part in loc:
        if isinstance(part, str):
            field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
            model = _table_in(field.annotation) if field else Table
            if field is None:
                from gmi.check.config import Levels

                model = Levels  # a group of [rating]
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return [*keys, "gender", "lgbtqia"] if model is Rating else keys


def _table_in(annotation: Any) -> type[BaseModel]:
    """The model inside "one of these, or none" and "any number of these"."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = [_table_in(each) for each in get_args(annotation)]
    return next((each for each in inner if each is not Table), Table)


def _terms(source: SourceFile, table: tuple[str, ...], config: Configuration) -> Iterator[Problem]:
    """Terms of discouraged wording that don't follow the syntax, and ids to ignore that there are not."""
    shipped = [entry.id for code in languages() for entry in shipped_wording(code)]
    for where, requirements in each_requirements(config):
        place = (*table, *where, "wording")
        given = requirements.wording or Discouraged()
        for id_ in given.ignore:
            if id_ not in shipped:
                what, remedy = f"The list of wording has no {id_!r}.", did_you_mean(id_, shipped)
                yield source.problem((*place, "ignore"), what, remedy, id_)
        for index, entry in enumerate(given.terms):
            for key, terms in (("terms", entry.terms), ("except", entry.excludes)):
                for term in terms:
                    try:
                        variants(term)
                    except TermError as wrong:
                        line = (*place, "term", index, key)
                        yield source.problem(line, wrong.what, wrong.remedy, term)


def each_requirements(config: Configuration) -> Iterator[tuple[tuple[str | int, ...], Requirements]]:
    """The general requirements, then those of each override, with where they stand."""
    yield (), config
    for index, override in enumerate(config.overrides):
        yield ("override", index), override


def _patterns(source: SourceFile, table: tuple[str, ...], config: Configuration) -> Iterator[Problem]:
    """Patterns that could match nothing in the configuration's folder."""
    given: list[tuple[tuple[str | int, ...], tuple[str, ...]]] = [
        (("files",), config.files),
        (("exclude",), config.exclude),
    ]
    given += [(("override", index, "files"), one.files) for index, one in enumerate(config.overrides)]
    for place, patterns in given:
        for pattern in patterns:
            parts = Path(pattern).parts
            wrong = None
            if Path(pattern).is_absolute() or ".." in parts:
                wrong = "leads out of this folder", 'Write it from here, as in "drafts/*.docx".'
            elif any("**" in part and part != "**" for part in parts):
                wrong = "has ** inside a name", 'Write ** alone, as in "drafts/**/*.docx".'
            if wrong:
                what, remedy = wrong
                yield source.problem((*table, *place), f"The pattern {pattern!r} {what}.", remedy, pattern)
