"""Scoring on a Dask cluster: the same work and the same guarantees, on whatever machines there are.

Files are sent along, so that workers need no common disk; lexicons and profiles are not, and must be the
same there. A worker that dies has its files scored by others; a file that kills several workers, or takes
too long, is given up.
"""

import contextlib
import logging
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import islice
from typing import Any

from gmi.corpus.plan import Task
from gmi.corpus.rows import Entry
from gmi.corpus.work import score_bytes
from gmi.errors import GmiError
from gmi.flow import Options
from gmi.read.limits import Limits
from gmi.review import sidecar

AHEAD = 3
"""Files for each thread of a worker that are handed out ahead of its work."""
PATIENCE = 2.0
"""Seconds between looks at which files take too long."""
ANSWER = 5.0
"""Seconds that workers have to say what they are at."""
FETCH = 20.0
"""Seconds that fetching a result may take; else it is made again."""
TRIES = 3
"""Times that a file is handed out before it is given up: workers die, and results are lost with them."""
INSTALL = 'Install it: pip install "gmi[dask]"'


def score_on_cluster(
    tasks: Iterable[Task], options: Options, address: str, limits: Limits
) -> Iterator[tuple[Task, Entry | str]]:
    """Score the tasks on the cluster whose scheduler is at `address`, in the order in which they are done.

    Raises GmiError if Dask isn't installed, no scheduler answers, or it goes away before all is done.
    """
    client = _client(address)
    try:
        yield from _Work(client, options, limits).all(iter(tasks))
    except Exception as error:
        if not _is_gone(client, error):
            raise
        what = f"The scheduler at {address} has gone, or was started anew."
        raise GmiError(what, "What is saved is whole: run again to go on.") from error
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise GmiError("Working on a cluster needs Dask.", INSTALL) from error
    try:
        for name in ("distributed", "distributed.client"):
            # What befalls the scheduler is said in a line of the program's own.
            logging.getLogger(name).setLevel(logging.CRITICAL)
        client = Client(address, timeout=15)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=30)
    except (OSError, TimeoutError, ValueError) as error:
        what = f"{address}: no scheduler with workers answers there."
        raise GmiError(
            what, "Start one (dask scheduler, dask worker ADDRESS), and give its address."
        ) from error
    return client


def _is_gone(client: Any, error: Exception) -> bool:
    """Whether the error is one of those by which the loss of the scheduler shows: there are several, by what
    was being asked of it. Where it is back already, all that it was handed is cancelled, which nothing here
    does to what is still waited for."""
    if isinstance(error, GmiError):
        return False
    return isinstance(error, CancelledError | OSError) or client.status != "running"


class _Work:
    """The files that are on their way, and since when each is being worked on."""

    def __init__(self, client: Any, options: Options, limits: Limits) -> None:
        self._client, self._options, self._limits = client, options, limits
        self._waiting: dict[str, tuple[Any, Task]] = {}
        self._since: dict[str, float] = {}
        self._tries: dict[str, int] = {}
        self._next_look = 0.0

    def all(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Entry | str]]:
        """Hand out the tasks, a few ahead of what the workers do, and yield what comes back."""
        from distributed import wait

        while True:
            for task in islice(tasks, max(self._room(), 0)):
                yield from self._hand_out(task)
            if not self._waiting:
                return
            with contextlib.suppress(TimeoutError):
                futures = [future for future, _ in self._waiting.values()]
                wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED")  # type: ignore[no-untyped-call]
            yield from self._overdue()
            for key, (future, task) in list(self._waiting.items()):
                if future.done():
                    self._forget(key)
                    yield from self._result(future, task)

    def _room(self) -> int:
        threads = sum(self._client.nthreads().values()) or 1
        return AHEAD * threads - len(self._waiting)

    def _hand_out(self, task: Task) -> Iterator[tuple[Task, str]]:
        try:
            content, beside = task.file.read_bytes(), sidecar(task.file)
            decisions = beside.read_bytes() if beside.is_file() else None
        except OSError as error:
            yield task, f"{task.file.name}: {(error.strerror or 'cannot be opened').lower()}."
            return
        arguments = (task.file.name, content, decisions, self._options, task.known.recipe)
        future = self._client.submit(score_bytes, *arguments, pure=False)
        self._waiting[future.key] = (future, task)
        self._tries[task.path] = self._tries.get(task.path, 0) + 1

    def _overdue(self) -> Iterator[tuple[Task, str]]:
        """Give up files that a worker has had for too long; the worker, which can't be interrupted, is
        started anew."""
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + PATIENCE
        busy = self._busy()
        self._since = {key: self._since.get(key, now) for key in busy if key in self._waiting}
        for key in [key for key, since in self._since.items() if now - since > self._limits.seconds]:
            future, task = self._waiting[key]
            future.cancel()
            self._forget(key)
            # One without a nanny can't be, and one that is gone needn't.
            with contextlib.suppress(ValueError, KeyError, OSError, TimeoutError):
                self._client.restart_workers([busy[key]], raise_for_error=False)
            self._since.clear()
            seconds = f"{self._limits.seconds:g} seconds"
            yield task, f"{task.file.name}: reading it takes longer than {seconds}. See --time-limit."

    def _busy(self) -> dict[str, str]:
        """The files that are being worked on, by key, each with its worker."""
        ask = self._client.scheduler.call_stack
        try:
            stacks = self._client.sync(ask, keys=None, callback_timeout=ANSWER)
        except (OSError, TimeoutError):
            # A file keeps all of its worker from answering: the scheduler knows what was first there.
            return {keys[0]: worker for worker, keys in self._client.processing().items() if keys}
        return {key: worker for worker, keys in stacks.items() for key in keys}

    def _forget(self, key: str) -> None:
        self._waiting.pop(key, None)
        self._since.pop(key, None)

    def _result(self, future: Any, task: Task) -> Iterator[tuple[Task, Entry | str]]:
        """What came of a task; nothing if it has to be handed out again. Raises GmiError if a worker isn't
        made for this run, and what Dask raises if the scheduler has gone: that is no fault of the file."""
        try:
            # What was lost with its worker isn't waited for.
            found: Entry | str = future.result(timeout=0 if future.status == "lost" else FETCH)
        except Exception as error:  # of Dask's own: a file killed several workers, or a result died with one
            if isinstance(error, GmiError | CancelledError) or self._client.status != "running":
                raise
            if self._tries[task.path] < TRIES:
                yield from self._hand_out(task)
                return
            found = f"{task.file.name}: no worker can read it ({type(error).__name__})."
        yield task, found
