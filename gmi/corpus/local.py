"""Scoring on this machine: worker processes, each of which may die or hang without taking others with it.

Each worker has a pipe of its own. What they share could be left locked, or with half a message in it, by one
that dies.
"""

import contextlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from math import inf
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from gmi.corpus.plan import Task
from gmi.corpus.rows import Entry
from gmi.corpus.work import begin, score_file
from gmi.errors import GmiError
from gmi.flow import Options
from gmi.read.limits import Limits

AHEAD = 2
"""Files that a worker has at a time, so that the next is there when one is done."""
TASKS = 500
"""Files after which a worker is replaced by a fresh one, so that what libraries leak stays little."""
TRIES = 3
"""Processes that may die at a file before it is given up: the first may have been ended from outside."""
STARTS = 20
"""Processes, one after the other, that may die before they have begun with a file."""

Done = tuple[Task, Entry | str]
Work = Callable[[Path, Options], Entry | str]


def score_here(
    tasks: Iterable[Task], options: Options, jobs: int, limits: Limits, work: Work = score_file
) -> Iterator[Done]:
    """Score the tasks in `jobs` processes. Yields each with its rows, or the reason why there are none, in
    the order in which they are done. `work` is what a worker does with a file."""
    crew = _Crew(iter(tasks), options, limits, work)
    try:
        while workers := crew.busy(jobs):
            for worker in workers:
                yield from crew.look_at(worker)
    finally:
        crew.stop()


class _Worker:
    """A process, the pipe to it, and the tasks that it has; it has been at the first since `since`, which is
    never while it starts: only reading counts."""

    def __init__(self, options: Options, limits: Limits, work: Work) -> None:
        context = _context()
        self.pipe, there = context.Pipe()
        self.process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(there, options, limits.memory_megabytes, work), daemon=True
        )
        self.process.start()
        # With this end closed here, the pipe ends when the process does.
        there.close()
        self.tasks: deque[Task] = deque()
        self.given = 0
        self.since = inf

    def give(self, task: Task) -> None:
        """Hand a task over. That the process has died is told by its pipe, to whoever looks at it next."""
        if not self.tasks and self.since < inf:
            self.since = time.monotonic()
        self.tasks.append(task)
        self.given += 1
        with contextlib.suppress(OSError):
            self.pipe.send(task.file)

    def answer(self) -> Entry | str | None:
        """What came of the first task; None from a process that has started. Raises EOFError or OSError if
        it has died."""
        found: Entry | str | None = self.pipe.recv()
        self.since = time.monotonic()
        return found

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Crew:
    """The workers, what they do, and what is left to do."""

    def __init__(self, supply: Iterator[Task], options: Options, limits: Limits, work: Work) -> None:
        self._supply, self._limits = supply, limits
        self._hire = partial(_Worker, options, limits, work)
        self._workers: list[_Worker] = []
        self._back: deque[Task] = deque()
        self._deaths: dict[str, int] = {}
        self._stillborn = 0

    def busy(self, jobs: int) -> list[_Worker]:
        """Hand out tasks to `jobs` workers, and wait until some of them have to be looked at: they answer, or
        take too long. Returns those; none when all is done."""
        self._retire()
        while len(self._workers) < jobs and (task := self._next()):
            self._workers.append(self._hire())
            self._workers[-1].give(task)
        for worker in self._workers:
            while len(worker.tasks) < AHEAD and worker.given < TASKS and (task := self._next()):
                worker.give(task)
        at_work = {worker.pipe: worker for worker in self._workers if worker.tasks}
        if not at_work:
            return []
        left = min(worker.since for worker in at_work.values()) + self._limits.seconds - time.monotonic()
        ready = wait(list(at_work), max(left, 0) if left < inf else None)
        return [worker for pipe, worker in at_work.items() if pipe in ready] or list(at_work.values())

    def look_at(self, worker: _Worker) -> Iterator[Done]:
        """What a worker has done: a task and its result, if there is one."""
        if worker.pipe.poll():
            try:
                found = worker.answer()
            except (EOFError, OSError):
                yield from self._died(worker)
            else:
                self._stillborn = 0
                if found is not None:
                    yield worker.tasks.popleft(), found
                return
        elif time.monotonic() - worker.since > self._limits.seconds:
            task = worker.tasks.popleft()
            seconds = f"{self._limits.seconds:g} seconds"
            yield task, f"{task.file.name}: reading it takes longer than {seconds}. See --time-limit."
        else:
            return
        self._dismiss(worker)

    def stop(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()

    def _next(self) -> Task | None:
        return self._back.popleft() if self._back else next(self._supply, None)

    def _died(self, worker: _Worker) -> Iterator[Done]:
        """A process has died at a task: the task is given to another one, or given up. One that had not yet
        begun says nothing about its task."""
        if worker.since == inf:
            self._stillborn += 1
            if self._stillborn < STARTS:
                return
            what = f"{STARTS} processes, one after the other, died as they started."
            raise GmiError(what, "Is there enough memory? What is saved is whole: run again to go on.")
        task = worker.tasks.popleft()
        self._deaths[task.path] = self._deaths.get(task.path, 0) + 1
        if self._deaths[task.path] < TRIES:
            self._back.append(task)
            return
        what = f"reading it crashes, or takes more than {self._limits.memory_megabytes:,} MB of memory."
        yield task, f"{task.file.name}: {what} It is damaged: open it in a viewer and save it again."

    def _dismiss(self, worker: _Worker) -> None:
        """Others do what a worker has left."""
        self._back.extend(worker.tasks)
        self._workers.remove(worker)
        worker.end()

    def _retire(self) -> None:
        """Workers that have done enough make room for fresh ones."""
        for worker in [one for one in self._workers if one.given >= TASKS and not one.tasks]:
            self._dismiss(worker)


def _context() -> multiprocessing.context.BaseContext:
    """Processes that fork from a small one that has loaded everything start fast and share its memory."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["gmi.corpus.preload"])
    return context


def _serve(pipe: Any, options: Options, memory_megabytes: int, work: Work) -> None:
    """What a worker's process does: files in, results out, until the other end is closed."""
    begin(memory_megabytes)
    with contextlib.suppress(EOFError, BrokenPipeError):
        pipe.send(None)
        while True:
            pipe.send(work(pipe.recv(), options))
