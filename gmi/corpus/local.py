"""Scoring on this machine: worker processes, each of which may die or hang without taking others with it."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from itertools import islice
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from gmi.corpus.plan import Task
from gmi.corpus.rows import Entry
from gmi.corpus.work import begin, score_file
from gmi.flow import Options
from gmi.read.limits import Limits

AHEAD = 4
"""Files for each worker that are handed out ahead of its work: more would only take memory."""
TASKS = 500
"""Files after which a worker is replaced by a fresh one, so that what libraries leak stays little."""

Done = tuple[Task, Entry | str]


def score_here(
    tasks: Iterable[Task],
    options: Options,
    jobs: int,
    limits: Limits,
    work: Callable[[Path, Options], Entry | str] = score_file,
) -> Iterator[Done]:
    """Score the tasks in `jobs` processes. Yields each with its rows, or the reason why there are none, in
    the order in which they are done. `work` is what a worker does with a file."""
    waiting: dict[Any, Task] = {}
    supply = iter(tasks)
    with ProcessPool(
        max_workers=jobs,
        max_tasks=TASKS,
        initializer=begin,
        initargs=[limits.memory_megabytes],
        context=_context(),
    ) as pool:
        try:
            while True:
                for task in islice(supply, jobs * AHEAD - len(waiting)):
                    future: Any = pool.schedule(work, args=(task.file, options), timeout=limits.seconds)
                    waiting[future] = task
                if not waiting:
                    return
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    task = waiting.pop(future)
                    yield task, _result(future, task, limits)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]


def _context() -> multiprocessing.context.BaseContext:
    """Processes that fork from a small one that has loaded everything start fast and share its memory."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["gmi.corpus.preload"])
    return context


def _result(future: Future[Any], task: Task, limits: Limits) -> Entry | str:
    try:
        found: Entry | str = future.result()
        return found
    except TimeoutError:
        return f"{task.file.name}: reading it takes longer than {limits.seconds:g} seconds. See --time-limit."
    except ProcessExpired:
        what = f"reading it crashes, or takes more than {limits.memory_megabytes:,} MB of memory."
        return f"{task.file.name}: {what} It is damaged: open it in a viewer and save it again."
