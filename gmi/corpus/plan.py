"""Which files of a folder are to be scored: those that are new, changed, or scored by another recipe."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
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
    """What is to be done; how many files need nothing done, and how many of these could not be scored; and
    how many are no longer there."""

    tasks: list[Task]
    unchanged: int
    failed: int
    gone: int


def plan(
    files: Iterable[Path],
    folder: Path,
    store: Store,
    recipe: str,
    *,
    closed: Iterable[Path] = (),
    retry: bool = False,
) -> Plan:
    """Compare the folder, with its `files`, with the store. Raises GmiError if neither has anything.

    `closed` are the folders in it that could not be looked into: what is below them is not taken for gone.
    With `retry`, files that could not be scored are to be scored as if they were new.

    Content decides: a file whose size and time of change are the same is taken to have the same content.
    """
    known, tasks, there, unchanged = store.known(), [], set(), 0
    written: list[tuple[str, Known]] = []
    failed = store.failed()
    again = failed if retry else frozenset()
    failed_before = 0
    for file in files:
        path = name_of(file.relative_to(folder))
        there.add(path)
        try:
            state = _state(file, recipe, known.get(path))
        except OSError:
            # Reading it will say what is wrong with it.
            state = Known("", 0, 0, recipe)
        before = known.get(path)
        if before and path not in again and (before.sha256, before.recipe) == (state.sha256, recipe):
            unchanged += 1
            failed_before += path in failed
            if before != state:
                written.append((path, state))
        else:
            tasks.append(Task(path, file, state))
    if not there and not known:
        endings = " ".join(sorted(ENDINGS))
        raise GmiError(f"{folder}: there are no documents in it.", f"gmi reads files that end in {endings}.")
    store.touch(written)
    hidden = tuple(f"{name_of(place.relative_to(folder))}/" for place in closed)
    there |= {path for path in known if path.startswith(hidden)}
    return Plan(tasks, unchanged, failed_before, store.set_gone(there))


def documents(folder: Path, closed: Callable[[OSError], None] | None = None) -> Iterator[Path]:
    """All files below a folder that may be documents, in the order of their names, but for hidden ones.

    `closed` is told of the folders that can't be looked into. Links to folders are not followed.
    """
    for place, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # A Word file that is open in Word leaves a "~$" file beside it.
            if Path(name).suffix.lower() in ENDINGS and not name.startswith((".", "~$")):
                file = Path(place) / name
                # Reading from a pipe or a device may never end; a link to nothing is told as a failure.
                if file.is_file() or not file.exists():
                    yield file


def name_of(path: Path) -> str:
    """A path as text that any encoding can write: bytes that are no letters are written as escapes."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def is_as_known(task: Task) -> bool:
    """Whether a task's file is still what it was when the task was made."""
    try:
        status = task.file.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (task.known.size, task.known.modified)


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
