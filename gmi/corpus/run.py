"""Run the flow over a folder: what is new or changed is scored and saved, file by file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gmi.corpus.plan import Task, documents, is_as_known, name_of, plan
from gmi.corpus.recipe import recipe_of
from gmi.corpus.rows import Entry, renamed, writable
from gmi.corpus.store import Known, Store
from gmi.errors import GmiError
from gmi.flow import Options

Scorer = Callable[[Iterable[Task], Options], Iterator[tuple[Task, Entry | str]]]


@dataclass
class Progress:
    """How far a run is. `pages` are those of documents scored in this run; `failed` of the unchanged files
    could not be scored before; `taken` are documents that the store had under another name; `closed` says
    which folders could not be looked into."""

    total: int
    unchanged: int
    failed: int
    gone: int
    closed: tuple[str, ...] = ()
    scored: int = 0
    taken: int = 0
    pages: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Files of this run that are through, scored or not."""
        return self.scored + self.taken + len(self.failures)


def run(
    folder: Path,
    store: Store,
    options: Options,
    score: Scorer,
    *,
    retry: bool = False,
    looking: Callable[[list[Path]], Iterable[Path]] = iter,
) -> Iterator[Progress]:
    """Bring the store up to date with the folder. Yields its progress at the start and after each file.

    With `retry`, also files are tried that could not be scored before, though they haven't changed.
    `looking` is given all files, and gives them back one by one, to be compared with what the store knows;
    the first time each is read for that.
    Whoever stops taking from it stops the run; what was yielded is saved. Raises GmiError where the folder,
    the lexicon or the profile is wrong.
    """
    if not folder.is_dir():
        raise GmiError(f"{folder} is not a folder.", "Name the folder that holds the reports.")
    recipe = recipe_of(options)
    store.belongs_to(folder)
    errors: list[OSError] = []
    files = list(documents(folder, errors.append))
    closed = [Path(error.filename) for error in errors]
    if folder in closed:
        raise GmiError(f"{folder} can't be looked into: {_reason(errors[0])}.", "May you read it?")
    found = plan(looking(files), folder, store, recipe.sha256, closed=closed, retry=retry)
    number = store.recipe_number(recipe)
    untold = tuple(_untold(error, folder) for error in errors)
    progress = Progress(len(found.tasks), found.unchanged, found.failed, found.gone, untold)
    yield progress
    new = []
    for task in found.tasks:
        entry = store.entry(task.known.sha256, number, task.file.suffix.lower())
        if entry is None:
            new.append(task)
            continue
        store.save(task.path, task.known, number, renamed(entry, task.file.name))
        progress.taken += 1
        yield progress
    for task, result in score(new, options):
        _save(store, task, number, result, progress)
        yield progress


def _save(store: Store, task: Task, recipe: int, result: Entry | str, progress: Progress) -> None:
    if isinstance(result, str):
        # Its name stands in the path.
        reason = writable(result.removeprefix(f"{task.file.name}: "))
        # What has gone or changed since may be better when it is back: then it is tried again.
        known = task.known if is_as_known(task) else Known("", 0, 0, task.known.recipe)
        store.save(task.path, known, recipe, reason)
        progress.failures.append(f"{task.path}: {reason}")
    else:
        # The file, or what readers decided, may have changed since it was looked at.
        store.save(task.path, task.known._replace(sha256=result.content), recipe, result)
        progress.scored += 1
        progress.pages += result.pages


def _untold(error: OSError, folder: Path) -> str:
    """That a folder could not be looked into, and what becomes of what is below it."""
    place = name_of(Path(error.filename).relative_to(folder))
    return f"{place}: can't be looked into ({_reason(error)}); what the store has of it stays as it is."


def _reason(error: OSError) -> str:
    return (error.strerror or "cannot be opened").lower()
