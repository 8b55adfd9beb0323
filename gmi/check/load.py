"""Reads a configuration, and tells every mistake in it with file, line and a suggestion."""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gmi.check.config import Configuration, Wording
from gmi.check.ids import each_requirements, tables, texts, unknown_ids
from gmi.check.mistakes import is_told_elsewhere, problem_of
from gmi.errors import GmiError
from gmi.lexicon import languages, languages_told, load
from gmi.lexicon.folder import data_folder
from gmi.lexicon.load import LexiconError
from gmi.lexicon.model import Lexicon
from gmi.lexicon.problems import Problem, SourceFile, did_you_mean
from gmi.lexicon.term import TermError, variants
from gmi.rate.profile import load_profile
from gmi.read.words import language_name

NAME = "gmi.toml"
PROJECT = "pyproject.toml"
INIT = f"gmi init writes a {NAME} to start from."


class ConfigurationError(GmiError):
    """Mistakes in a configuration, all that were found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
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
        return _profile_at(self.root, self.config.profile)

    @property
    def leading_group(self) -> str:
        """The group whose dimensions make the overall rating."""
        return load_profile(self.profile).overall.group


def find_configuration(start: Path) -> Path:
    """The nearest gmi.toml, or pyproject.toml with a `[tool.gmi]`, in `start` or a folder above it.

    Raises GmiError if there is none.
    """
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
        project = folder / PROJECT
        if project.is_file() and _configures(_text(project)):
            return project
    raise GmiError(f"There is no {NAME} here or in a folder above.", INIT)


def _inner(project: dict[str, Any]) -> object:
    """What a pyproject.toml has for gmi, if anything."""
    tool = project.get("tool")
    return tool.get("gmi") if isinstance(tool, dict) else None


def _configures(project: str) -> bool:
    """Whether a pyproject.toml configures gmi; one that is no TOML seems to, if it names it."""
    try:
        return _inner(tomllib.loads(project)) is not None
    except tomllib.TOMLDecodeError:
        return re.search(r"(?m)^\s*\[+\s*tool\.gmi\b", project) is not None


def load_configuration(path: Path) -> Setup:
    """The configuration at `path`. Raises ConfigurationError with all its mistakes, GmiError if there is
    none."""
    source, content, table = _parse(path)
    config: Configuration | None = None
    found: list[Problem] = []
    try:
        # As JSON: there a list may be what a frozen record keeps, and yet nothing else is converted.
        config = Configuration.model_validate_json(json.dumps(content, default=str))
    except ValidationError as error:
        found += [problem_of(source, table, one) for one in error.errors() if not is_told_elsewhere(one)]
    lexicon = _lexicon(source, table, content, path.parent, found)
    if lexicon is not None:
        unknown = unknown_ids(content, lexicon)
        found += [source.problem((*table, *wrong.path), *wrong.told) for wrong in unknown]
    found += [*_wording(source, table, content), *_patterns(source, table, content)]
    found += _profile(source, table, content, path.parent)
    if found or config is None or lexicon is None:
        raise ConfigurationError(list(dict.fromkeys(found)))
    return Setup(path, config, lexicon)


def _lexicon(
    source: SourceFile, table: tuple[str, ...], content: dict[str, Any], root: Path, found: list[Problem]
) -> Lexicon | None:
    """The words that the configuration names; None where they can't be had, and `found` gets why."""
    language = content.get("language", "en")
    if language not in languages():
        if isinstance(language, str):
            what, there_are = (
                f"No lexicon for {language_name(language)}.",
                f"There are: {languages_told()}.",
            )
            found.append(source.problem((*table, "language"), what, there_are))
        language = "en"  # to find what else is wrong
    try:
        return load(language, [root / place for place in texts(content, "lexicons")])
    except LexiconError as error:
        first = error.problems[0]
        found.append(first._replace(remedy=f"{first.remedy} {error.remedy}".strip()))
    except GmiError as error:
        found.append(source.problem((*table, "lexicons"), error.what, error.remedy))
    return None


def _profile(
    source: SourceFile, table: tuple[str, ...], content: dict[str, Any], root: Path
) -> Iterator[Problem]:
    """What is wrong with the profile that the configuration names."""
    name = content.get("profile")
    if isinstance(name, str) and name:
        try:
            load_profile(_profile_at(root, name))
        except GmiError as error:
            yield source.problem((*table, "profile"), error.what, error.remedy)


def _profile_at(root: Path, name: str) -> str:
    """A profile's name, or the path of its file."""
    return str(root / name) if name.endswith(".toml") else name


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
    inner = _inner(content)
    if not isinstance(inner, dict):
        raise GmiError(f"{path} has no [tool.gmi].", INIT)
    return SourceFile(str(path), text, content, own=True), inner, ("tool", "gmi")


def _wording(source: SourceFile, table: tuple[str, ...], content: dict[str, Any]) -> Iterator[Problem]:
    """Terms of discouraged wording that don't follow the syntax, ids that two of them have, and ids to ignore
    that there are not."""
    shipped = [entry.id for code in languages() for entry in shipped_wording(code)]
    for where, requirements in each_requirements(content):
        place = (*table, *where, "wording")
        given = requirements.get("wording")
        if not isinstance(given, dict):
            continue
        for id_ in texts(given, "ignore"):
            if id_ not in shipped:
                what, remedy = f"The list of wording has no {id_!r}.", did_you_mean(id_, shipped)
                yield source.problem((*place, "ignore"), what, remedy or "Leave it out.", id_)
        seen = set()
        for index, entry in tables(given, "term"):
            id_ = str(entry.get("id"))
            if id_ in seen:
                what = f"There are two terms with the id {id_!r}."
                yield source.problem((*place, "term", index, "id"), what, "Give each an id of its own.")
            seen.add(id_)
            for key in ("terms", "except"):
                yield from _syntax(source, (*place, "term", index, key), texts(entry, key))


def _syntax(source: SourceFile, place: tuple[str | int, ...], terms: list[str]) -> Iterator[Problem]:
    for term in terms:
        try:
            variants(term)
        except TermError as wrong:
            yield source.problem(place, wrong.what, wrong.remedy, term)


def _patterns(source: SourceFile, table: tuple[str, ...], content: dict[str, Any]) -> Iterator[Problem]:
    """Patterns that could match nothing in the configuration's folder."""
    given: list[tuple[tuple[str | int, ...], list[str]]] = [
        (("files",), texts(content, "files")),
        (("exclude",), texts(content, "exclude")),
    ]
    given += [(("override", n, "files"), texts(one, "files")) for n, one in tables(content, "override")]
    for place, patterns in given:
        for pattern in patterns:
            wrong = _wrong_with(pattern)
            if wrong:
                what, remedy = wrong
                yield source.problem((*table, *place), f"The pattern {pattern!r} {what}.", remedy, pattern)


def _wrong_with(pattern: str) -> tuple[str, str] | None:
    parts = Path(pattern).parts
    if not parts:
        return "names no file", 'Write "**/*.docx" for all Word files below this folder.'
    if Path(pattern).is_absolute() or ".." in parts:
        return "leads out of this folder", 'Write it from here, as in "drafts/*.docx".'
    if any("**" in part and part != "**" for part in parts):
        return "has ** inside a name", 'Write ** alone, as in "drafts/**/*.docx".'
    return None
