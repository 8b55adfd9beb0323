"""Which files a configuration means, and which of its overrides are for each of them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gmi.check.config import Requirements
from gmi.check.load import Setup
from gmi.errors import GmiError

_SIDECAR = ".gmi-review.json"


@dataclass(frozen=True)
class Target:
    """A file to check: where it is, how it is called (its path from the configuration's folder, with forward
    slashes), and what is required of it."""

    path: Path
    name: str
    required: Requirements


def targets_of(setup: Setup, given: Sequence[Path]) -> list[Target]:
    """The files to check, in the order of their names: those that are `given`, or all that the configuration
    names. A folder that is given stands for the configuration's files below it.

    Raises GmiError where there are none: a check of nothing would always hold.
    """
    meant = _meant(setup)
    chosen: set[Path] = set()
    for path in given:
        if path.is_dir():
            below = {file for file in meant if file.is_relative_to(path.resolve())}
            if not below:
                raise GmiError(f"{path}: none of the files of {setup.path.name} is in it.", _SEE)
            chosen |= below
        else:
            chosen.add(path.resolve())
    if not given:
        chosen = meant
    if not chosen:
        patterns = ", ".join(setup.config.files)
        raise GmiError(f"{setup.path}: no file matches `files` ({patterns}).", _SEE)
    overrides = [matched(setup.root, override.files) for override in setup.config.overrides]
    named = sorted((name_of(path, setup.root), path) for path in chosen)
    return [
        Target(path, name, setup.config.requirements_for(tuple(path in files for files in overrides)))
        for name, path in named
    ]


def idle_patterns(setup: Setup, checked: set[Path]) -> Iterator[str]:
    """The patterns of overrides that fit no file of the configuration, and none that is `checked`."""
    patterns = [pattern for override in setup.config.overrides for pattern in override.files]
    every = _meant(setup) | checked if patterns else set()
    yield from (pattern for pattern in patterns if not matched(setup.root, [pattern]) & every)


def _meant(setup: Setup) -> set[Path]:
    return matched(setup.root, setup.config.files) - matched(setup.root, setup.config.exclude)


_SEE = 'Name the drafts in `files`, as in files = ["drafts/**/*.docx"].'


def name_of(path: Path, root: Path) -> str:
    """The path of a file as results call it: from `root`, with forward slashes, in characters that any
    encoding has."""
    try:
        name = Path(os.path.relpath(path, root.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        name = path.as_posix()
    return name.encode("utf-8", "backslashreplace").decode()


def matched(root: Path, patterns: Sequence[str]) -> set[Path]:
    """All files that match a pattern, by their whole paths. `**` stands for any folders; a folder for all
    that is in it. Hidden files and folders, Word's lock files and decisions of gmi review are none."""
    root = root.resolve()
    found: set[Path] = set()
    for pattern in patterns:
        everything = Path(pattern).name == "**"  # which finds folders alone before Python 3.13
        for path in root.glob(f"{pattern}/*" if everything else pattern):
            files = path.rglob("*") if path.is_dir() and not everything else (path,)
            found |= {file for file in files if _is_draft(file.relative_to(root)) and file.is_file()}
    return found


def _is_draft(path: Path) -> bool:
    hidden = any(part.startswith(".") and part != ".." for part in path.parts)
    return not hidden and not path.name.startswith("~$") and not path.name.endswith(_SIDECAR)
