"""Run the flow over a folder: what is new or changed is scored and saved, file by file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gmi.corpus.plan import Task, documents, plan
from gmi.corpus.recipe import recipe_of
from gmi.corpus.rows import Entry
from gmi.corpus.store import Store
from gmi.errors import GmiError
from gmi.flow import Options

Scorer = Callable[[Iterable[Task], Options], Iterator[tuple[Task, Entry | str]]]


@dataclass
class Progress:
    """How far a run is. `pages` are those of documents scored in this run."""

    total: int
    unchanged: int
    gone: int
    scored: int = 0
    pages: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Files of this run that are through, scored or not."""
        return self.scored + len(self.failures)


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
    todo = plan(looking(list(documents(folder))), folder, store, recipe.sha256, retry=retry)
    number = store.recipe_number(recipe)
    progress = Progress(len(todo.tasks), todo.unchanged, todo.gone)
    yield progress
    for task, result in score(todo.tasks, options):
        store.save(task.path, task.known, number, result)
        if isinstance(result, str):
            progress.failures.append(result)
        else:
            progress.scored += 1
            progress.pages += result.pages
        yield progress
