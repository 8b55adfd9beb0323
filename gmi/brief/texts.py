"""The sentences of a brief: data of a language, which an organisation can replace one by one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from gmi.errors import GmiError
from gmi.lexicon.folder import data_folder
from gmi.lexicon.places import line_of
from gmi.lexicon.problems import did_you_mean

Value = str | list[str]


Sections = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True)
class Texts:
    """Sentences by section and name."""

    sections: Sections

    def __call__(self, section: str, name: str, **known: object) -> str:
        """A sentence with its braces filled in."""
        found = self.sections[section][name]
        assert isinstance(found, str)
        return found.format(**known)

    def columns(self, section: str, name: str) -> tuple[str, ...]:
        """The heads of a table's columns."""
        return tuple(self.sections[section][name])


def load_texts(language: str = "en", own: Path | None = None) -> Texts:
    """The sentences of a language, with those of a file of the user's own in their place.

    Raises GmiError for a file that can't be read, a name that no sentence has, or braces that nothing fills.
    """
    shipped = tomllib.loads((data_folder() / language / "brief.toml").read_text(encoding="utf-8"))
    if own is None:
        return Texts(shipped)
    try:
        text = own.read_text(encoding="utf-8")
        theirs = tomllib.loads(text)
    except OSError as error:
        raise GmiError(f"{own}: {(error.strerror or 'cannot be opened').lower()}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GmiError(f"{own}: {error}.", "Mend the TOML there.") from error
    for section, names in theirs.items():
        _check(own, text, section, names, shipped)
    return Texts({section: {**names, **theirs.get(section, {})} for section, names in shipped.items()})


def _check(
    own: Path, text: str, section: str, names: Any, shipped: Mapping[str, Mapping[str, Value]]
) -> None:
    """Refuse what no brief would use."""
    if section not in shipped or not isinstance(names, dict):
        where = f"{own}:{line_of(text, (section,))}"
        raise GmiError(f"{where}: there is no section [{section}].", did_you_mean(section, list(shipped)))
    for name, value in names.items():
        where, known = f"{own}:{line_of(text, (section, name))}", shipped[section].get(name)
        if known is None:
            raise GmiError(
                f"{where}: no sentence is called {name!r}.", did_you_mean(name, list(shipped[section]))
            )
        if type(value) is not type(known) or (isinstance(known, list) and len(value) != len(known)):
            kind = f"a list of {len(known)}" if isinstance(known, list) else "text in quotes"
            raise GmiError(f"{where}: {name} should be {kind}.")
        if isinstance(value, str):
            _check_braces(where, value, str(known))


def _check_braces(where: str, value: str, known: str) -> None:
    there_are = _braces(known)
    try:
        wrong = [brace for brace in _braces(value) if brace not in there_are]
    except ValueError as error:
        raise GmiError(f"{where}: {error}.", "Write {{ and }} for braces themselves.") from error
    if wrong:
        can = ", ".join(f"{{{brace}}}" for brace in there_are) or "none"
        raise GmiError(
            f"{where}: {{{wrong[0]}}} is nothing that can be filled in there.", f"There is: {can}."
        )


def _braces(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
