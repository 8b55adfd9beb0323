"""formats: a Result as each reader of it wants it. A module for each form, and which form goes where."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from gmi.check.findings import Result
from gmi.errors import GmiError
from gmi.lexicon.problems import did_you_mean

FORMATS = ("text", "json", "sarif", "junit", "github", "markdown", "gitlab")
_MANY_ON_STDOUT = ("text", "github")
"""Forms that may share one output: both are lines for people."""


class Wanted(NamedTuple):
    """A form and the file it goes to; None is stdout."""

    format: str
    path: Path | None


def wanted(given: list[str], environment: Mapping[str, str]) -> list[Wanted]:
    """What `--format` asks for, as NAME or NAME=FILE; without any, what suits the place where the check runs.

    Raises GmiError for an unknown form, and where two forms would be mixed up in one output.
    """
    forms = [_parse(one) for one in given] or _by_place(environment)
    places = [form.path for form in forms]
    plain = [form.format for form in forms if form.path is None]
    if len(plain) > 1 and not set(plain) <= set(_MANY_ON_STDOUT):
        raise GmiError(
            f"{' and '.join(plain)} can't both be printed.",
            f"Give a file to all but one, as in --format {plain[-1]}=gmi.{plain[-1]}",
        )
    double = next((place for place in places if place and places.count(place) > 1), None)
    if double:
        raise GmiError(f"Two formats would be written to {double}.", "Give each a file of its own.")
    return list(dict.fromkeys(forms))


def _parse(given: str) -> Wanted:
    name, equals, file = given.partition("=")
    if name not in FORMATS:
        raise GmiError(f"There is no format {name!r}.", did_you_mean(name, list(FORMATS)))
    if equals and not file:
        raise GmiError(f"--format {given} names no file.", f"Write --format {name}=FILE, or --format {name}.")
    return Wanted(name, Path(file) if file else None)


def _by_place(environment: Mapping[str, str]) -> list[Wanted]:
    """Text for people; in CI also what the service shows beside the change."""
    if environment.get("GITHUB_ACTIONS") == "true":
        return [Wanted("text", None), Wanted("github", None)]
    if environment.get("GITLAB_CI") == "true":
        return [Wanted("text", None), Wanted("gitlab", Path("gl-code-quality-report.json"))]
    return [Wanted("text", None)]


def rendered(result: Result, format: str) -> str:
    """The result in one of the forms, as a file holds it."""
    render: Callable[[Result], str] = import_module(f"gmi.check.formats.{format}").render
    return render(result)
