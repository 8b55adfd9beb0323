"""Reads a lexicon from its TOML files, and a user's own files into it."""

import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gmi.errors import GmiError
from gmi.lexicon.folder import data_folder
from gmi.lexicon.merge import Draft, Problem, SourceFile
from gmi.lexicon.model import Lexicon


class LexiconError(GmiError):
    """Mistakes in lexicon files, all that were found; `problems` has each with its file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - 1
        rest = f"(And {more} more: see them all with gmi lexicon check.)" if more else ""
        super().__init__(str(self.problems[0]), rest)

    def __reduce__(self) -> tuple[type["LexiconError"], tuple[tuple[Problem, ...]]]:  # type: ignore[override]
        return (type(self), (self.problems,))


def languages() -> tuple[str, ...]:
    """The languages that there is a lexicon for, as ISO 639-1 codes."""
    return tuple(sorted(path.parent.name for path in data_folder().glob("*/lexicon.toml")))


def load(language: str = "en", extra: Sequence[Path] = ()) -> Lexicon:
    """The shipped lexicon of a language, with the user's own files (or folders of files) merged into it.

    Later files extend or replace what earlier ones say; docs/lexicons.md tells how.
    Raises LexiconError with every mistake that was found, GmiError for a file or language that isn't there.
    """
    folder = data_folder() / language
    if not (folder / "lexicon.toml").is_file():
        raise GmiError(f"No lexicon for language {language!r}.", f"There are: {', '.join(languages())}.")
    draft = Draft()
    problems: list[Problem] = []
    for path in [*sorted(folder.glob("*.toml")), *_user_files(extra)]:
        source = _parse(path, problems)
        if source is not None:
            problems += draft.add(source)
    if not problems:
        problems = draft.cross_references()
    if problems:
        raise LexiconError(problems)
    lexicon = Lexicon.model_validate(draft.content())
    digest = hashlib.sha256(lexicon.model_dump_json(by_alias=True).encode()).hexdigest()
    return lexicon.model_copy(update={"sha256": digest})


def _user_files(extra: Sequence[Path]) -> list[Path]:
    """The TOML files among files and folders, in the order given."""
    files: list[Path] = []
    for path in extra:
        found = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not found or not found[0].is_file():
            raise GmiError(f"No lexicon at {path}.", "Give a .toml file, or a folder that holds some.")
        files += found
    return files


def _parse(path: Path, problems: list[Problem]) -> SourceFile | None:
    try:
        text = path.read_text(encoding="utf-8")
        content: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        line = int(place.split("line ")[1].split(",")[0]) if "line " in place else 1
        problems.append(
            Problem(path.name, line, f"{message}.", "Mend the TOML: quotes and brackets in pairs?")
        )
        return None
    except UnicodeDecodeError:
        problems.append(Problem(path.name, 1, "The file is not UTF-8.", "Save it as UTF-8."))
        return None
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.") from error
    return SourceFile(path.name, text, content)
