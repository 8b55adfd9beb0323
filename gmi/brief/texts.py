"""The sentences of a brief: data of a language, which an organisation can replace one by one."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gmi.brief.records import Words
from gmi.brief.wording import Value, blanks, fill
from gmi.errors import GmiError
from gmi.lexicon.folder import data_folder
from gmi.lexicon.problems import Problem, SourceFile, did_you_mean
from gmi.read.words import language_name

FILE = "brief.toml"
COMMON = ("state", "symbol", "report", "body", "asker", "outcome", "named")
"""Blanks that any sentence may have."""
QUESTION_BLANKS = ("state", "areas")
WHEN = (
    "always", "no-gender", "no-lgbtqia", "some-lgbtqia", "no-figures-gender", "no-figures-lgbtqia",
    "instrument:ID",
)  # fmt: skip
_FREE = {
    ("words", "leaning"),
    ("words", "figures"),
    ("words", "asking"),
    ("words", "plurals"),
    ("words", "with_the"),
    ("documents", "not_by_state"),
}
"""Lists that may be of any length."""


class TextsError(GmiError):
    """Mistakes in files of sentences; `problems` has each with its file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))

    def __reduce__(self) -> tuple[type["TextsError"], tuple[tuple[Problem, ...]]]:  # type: ignore[override]
        return (type(self), (self.problems,))


@dataclass(frozen=True)
class GeneralQuestion:
    """A question on the report as a whole, and for which gap it is."""

    when: str
    ask: str


@dataclass(frozen=True)
class Texts:
    """Sentences by section and name; `known` fills the blanks that any sentence may have."""

    sections: Mapping[str, Mapping[str, Any]]
    questions: tuple[GeneralQuestion, ...]

    def fill(self, section: str, name: str, known: Mapping[str, Value]) -> Words:
        """A sentence with its blanks filled in; nothing where an organisation left it empty."""
        return fill(self.sections[section][name], known)

    def word(self, name: str) -> str:
        """A word or phrase that sentences are put together with."""
        return str(self.sections["words"][name])

    def many(self, section: str, name: str) -> tuple[str, ...]:
        """A list: heads of columns, words of a kind."""
        return tuple(self.sections[section][name])

    def body(self, found: str | None) -> tuple[str, str, str]:
        """What a treaty body is called, for short, and where its conclusions go."""
        bodies = self.sections["bodies"]
        name, short, outcome = bodies.get(found or "", bodies["other"])
        return name, short, outcome


def load_texts(language: str = "en", own: Path | None = None) -> Texts:
    """The sentences of a language, with those of the user's own file, or folder of files, in their place.

    Raises GmiError for a language or place that has none, TextsError with every mistake in the user's files.
    """
    path = data_folder() / language / FILE
    if not path.is_file():
        raise GmiError(
            f"There are no sentences for a brief in {language_name(language)}.", "There are some in English."
        )
    shipped = tomllib.loads(path.read_text(encoding="utf-8"))
    merged = {name: dict(table) for name, table in shipped.items() if isinstance(table, dict)}
    questions = shipped["question"]
    problems: list[Problem] = []
    for source in _own(own):
        found = list(_problems(source, shipped))
        problems += found
        if not found:
            for name, table in source.content.items():
                if name == "question":
                    questions = table
                else:
                    merged[name] |= table
    if problems:
        raise TextsError(problems)
    return Texts(merged, tuple(GeneralQuestion(one["when"], one["ask"]) for one in questions))


def _own(place: Path | None) -> Iterator[SourceFile]:
    """The user's files. Raises GmiError where there are none, or one is no TOML."""
    if place is None:
        return
    files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
    if not files:
        raise GmiError(f"There is no .toml file in {place}.", f"Copy sentences out of lexicons/en/{FILE}.")
    for path in files:
        try:
            text = path.read_text(encoding="utf-8-sig")
            yield SourceFile(str(path), text, tomllib.loads(text), own=True)
        except OSError as error:
            raise GmiError(f"Can't read {path}: {(error.strerror or 'no file').lower()}.") from error
        except UnicodeDecodeError as error:
            raise GmiError(f"{path} is not UTF-8.", "Save it as UTF-8.") from error
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            at = f"{path}:{line[1] if line else len(text.splitlines())}"
            raise GmiError(f"{at}: {error}.", "Mend the TOML: quotes and brackets in pairs?") from error


def _problems(source: SourceFile, shipped: Mapping[str, Any]) -> Iterator[Problem]:
    """What no brief could use."""
    for section, table in source.content.items():
        if section == "question":
            yield from _question_problems(source, table)
        elif section not in shipped or not isinstance(table, dict):
            yield source.problem(
                (section,), f"There is no section [{section}].", did_you_mean(section, list(shipped))
            )
        else:
            for name, value in table.items():
                yield from _value_problems(source, section, name, value, shipped[section])


def _value_problems(
    source: SourceFile, section: str, name: str, value: object, there: Mapping[str, Any]
) -> Iterator[Problem]:
    path = (section, name)
    known = there.get(name, there.get("other") if section == "bodies" else None)
    if known is None:
        yield source.problem(
            path, f"No sentence is called {name!r} in [{section}].", did_you_mean(name, list(there))
        )
    elif isinstance(known, str):
        if isinstance(value, str):
            yield from _blank_problems(source, path, value, (*blanks(known), *COMMON))
        else:
            yield source.problem(path, f"{name} should be text in quotes.")
    elif not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        yield source.problem(path, f'{name} should be a list of texts, as in ["one", "two"].')
    elif path not in _FREE and len(value) != len(known):
        yield source.problem(path, f"{name} should have {len(known)} texts, and has {len(value)}.")


def _question_problems(source: SourceFile, table: object) -> Iterator[Problem]:
    if not isinstance(table, list):
        yield source.problem(("question",), "A question begins with [[question]].")
        return
    for index, one in enumerate(table):
        path = ("question", index)
        if not isinstance(one, dict) or set(one) != {"when", "ask"}:
            yield source.problem(path, "A question has the keys when and ask.")
            continue
        if one["when"] not in WHEN[:-1] and not str(one["when"]).startswith("instrument:"):
            yield source.problem(
                (*path, "when"), f"There is no gap {one['when']!r}.", f"There are: {', '.join(WHEN)}."
            )
        yield from _blank_problems(source, (*path, "ask"), str(one["ask"]), QUESTION_BLANKS)


def _blank_problems(
    source: SourceFile, path: tuple[str | int, ...], sentence: str, can: Sequence[str]
) -> Iterator[Problem]:
    try:
        unknown = [name for name in blanks(sentence) if name not in can]
    except ValueError as error:
        yield source.problem(path, f"{path[-1]} has {error}.", "Write blanks as {state}.")
        return
    for name in unknown:
        there_are = ", ".join(f"{{{one}}}" for one in dict.fromkeys(can))
        near = did_you_mean(name, list(can)) if name not in can else ""
        suggestion = near if near.startswith("Did") else f"There is: {there_are}."
        yield source.problem(path, f"Nothing fills in {{{name}}} here.", suggestion)
