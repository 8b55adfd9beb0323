"""Reads a lexicon from its TOML files, and a user's own files into it."""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from gmi.errors import GmiError
from gmi.lexicon.folder import data_folder
from gmi.lexicon.merge import Draft
from gmi.lexicon.model import Lexicon
from gmi.lexicon.places import line_of
from gmi.lexicon.problems import Problem, SourceFile
from gmi.read.words import language_name

OTHER_DATA = ("brief.toml", "discouraged.toml", "experience.toml", "states.toml")


class LexiconError(GmiError):
    """Mistakes in lexicon files, all that were found; `problems` has each with its file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - 1
        rest = f"(And {more} more: see them all with gmi lexicon check.)" if more else ""
        super().__init__(str(self.problems[0]), rest)

    def __reduce__(self) -> tuple[type["LexiconError"], tuple[tuple[Problem, ...]]]:  # type: ignore[override]
        return (type(self), (self.problems,))


@lru_cache
def languages() -> tuple[str, ...]:
    """The languages that there is a lexicon for, as ISO 639-1 codes."""
    return tuple(sorted(path.parent.name for path in data_folder().glob("*/lexicon.toml")))


def languages_told() -> str:
    """The same for people, with the codes that --lang takes: "English (en)"."""
    return ", ".join(f"{language_name(code)} ({code})" for code in languages())


def load(language: str = "en", extra: Sequence[Path] = ()) -> Lexicon:
    """The shipped lexicon of a language, with the user's own files (or folders of files) merged into it.

    Later files extend or replace what earlier ones say; docs/lexicons.md tells how.
    Raises LexiconError with every mistake that was found, GmiError for a file or language that isn't there.
    """
    return _merge(language, extra) if extra else _shipped(language)


@lru_cache(maxsize=8)
def _shipped(language: str) -> Lexicon:
    """A language's lexicon without anything of the user's; it doesn't change while the program runs."""
    return _merge(language, ())


def _merge(language: str, extra: Sequence[Path]) -> Lexicon:
    """Read, merge and check all files."""
    draft = Draft()
    problems: list[Problem] = []
    sources = [_parse(path, is_own, problems) for path, is_own in _files(language, extra)]
    for source in sources:
        if source is not None:
            problems += draft.add(source)
    if None not in sources:  # else names would be missing that are only not read
        problems += draft.cross_references()
    if problems:
        raise LexiconError(sorted(problems, key=lambda problem: problem[:2]))
    lexicon = Lexicon.model_validate(draft.content())
    digest = hashlib.sha256(lexicon.model_dump_json(by_alias=True).encode()).hexdigest()
    return lexicon.model_copy(update={"sha256": digest})


def place_of(example: str, language: str, extra: Sequence[Path]) -> str:
    """Where an example of a lexicon's files stands, as "file:line: "; nothing where it can't be found."""
    for path, is_own in reversed(list(_files(language, extra))):
        source = _parse(path, is_own, [])
        if source and example in str(source.content):
            line = line_of(source.text, (), example)
            return f"{source.name}:{line}: "
    return ""


def _files(language: str, extra: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """The TOML files of words of a language, then, marked as own, those among a user's files and folders."""
    folder = data_folder() / language
    if not (folder / "lexicon.toml").is_file():
        raise GmiError(f"No lexicon for {language_name(language)}.", f"There are: {languages_told()}.")
    yield from ((path, False) for path in _words_in(folder))
    for path in extra:
        found = _words_in(path) if path.is_dir() else [path]
        if not found or not found[0].is_file():
            raise GmiError(f"No lexicon at {path}.", "Give a .toml file, or a folder that holds some.")
        yield from ((file, True) for file in found)


def _words_in(folder: Path) -> list[Path]:
    """A folder's files of words; the questionnaire (`gmi.lexicon.experience`) and the list of discouraged
    wording (`gmi.check`) beside them are none."""
    return [path for path in sorted(folder.glob("*.toml")) if path.name not in OTHER_DATA]


def _parse(path: Path, is_own: bool, problems: list[Problem]) -> SourceFile | None:
    """Read one file; None, and one more of `problems`, where it is no TOML."""
    name = str(path) if is_own else path.name
    try:
        text = path.read_text(encoding="utf-8-sig")  # editors on Windows put a mark at the start
        return SourceFile(name, text, tomllib.loads(text), is_own)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        at_line = re.match(r"line (\d+)", place)
        line = int(at_line[1]) if at_line else max(1, len(text.splitlines()))
        problems.append(Problem(name, line, f"{message}.", "Mend the TOML: quotes and brackets in pairs?"))
    except UnicodeDecodeError:
        problems.append(Problem(name, 1, "The file is not UTF-8.", "Save it as UTF-8."))
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.") from error
    return None
