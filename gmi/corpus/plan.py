"""Which files of a folder are to be scored: those that are new, changed, or scored by another recipe."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gmi.corpus.store import Known, Store
from gmi.errors import GmiError
from gmi.review import sidecar

ENDINGS = frozenset((".pdf", ".docx", ".doc", ".html", ".htm", ".md", ".markdown", ".txt"))


class Task(NamedTuple):
    """A file to score: its name in the store, where it is, and what the store will know of it."""

    path: str
    file: Path
    known: Known


class Plan(NamedTuple):
    """What is to be done, how many files need nothing done, and how many are no longer there."""

    tasks: list[Task]
    unchanged: int
    gone: int


def plan(files: Iterable[Path], folder: Path, store: Store, recipe: str, *, retry: bool = False) -> Plan:
    """Compare the folder, with its `files`, with the store. Raises GmiError if neither has anything.

    With `retry`, files that could not be scored are to be scored as if they were new.

    Content decides: a file whose size and time of change are the same is taken to have the same content.
    """
    known, tasks, there, unchanged = store.known(), [], set(), 0
    written: list[tuple[str, Known]] = []
    again = store.failed() if retry else frozenset()
    for file in files:
        path = _name(file.relative_to(folder))
        there.add(path)
        try:
            state = _state(file, recipe, known.get(path))
        except OSError:
            # Reading it will say what is wrong with it.
            state = Known("", 0, 0, recipe)
        before = known.get(path)
        if before and path not in again and (before.sha256, before.recipe) == (state.sha256, recipe):
            unchanged += 1
            if before != state:
                written.append((path, state))
        else:
            tasks.append(Task(path, file, state))
    if not there and not known:
        endings = " ".join(sorted(ENDINGS))
        raise GmiError(f"{folder}: there are no documents in it.", f"gmi reads files that end in {endings}.")
    store.touch(written)
    return Plan(tasks, unchanged, store.set_gone(there))


def documents(folder: Path) -> Iterator[Path]:
    """All files below a folder that may be documents, in the order of their names, but for hidden ones."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # A Word file that is open in Word leaves a "~$" file beside it.
            if Path(name).suffix.lower() in ENDINGS and not name.startswith((".", "~$")):
                file = Path(place) / name
                # Reading from a pipe or a device may never end; a link to nothing is told as a failure.
                if file.is_file() or not file.exists():
                    yield file


def _name(path: Path) -> str:
    """A path as text that any encoding can write: bytes that are no letters are written as escapes."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _state(file: Path, recipe: str, before: Known | None) -> Known:
    """What there is of a file now: its content, and the readers' decisions beside it."""
    status = file.stat()
    sha256 = before.sha256.partition("+")[0] if before else ""
    if not before or (before.size, before.modified) != (status.st_size, status.st_mtime_ns):
        sha256 = _digest(file)
    decisions = sidecar(file)
    if decisions.is_file():
        sha256 += f"+{_digest(decisions)}"
    return Known(sha256, status.st_size, status.st_mtime_ns, recipe)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
