"""Scoring on a Dask cluster: the same work and the same guarantees, on whatever machines there are.

Files are sent along, so that workers need no common disk, and own lexicons and profiles as well. A worker
that dies has its files scored by others; a file that kills several workers, or takes too long, is given up.
"""

import contextlib
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
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
INSTALL = 'Install it: pip install "gmi[dask]"'


def score_on_cluster(
    tasks: Iterable[Task], options: Options, address: str, limits: Limits
) -> Iterator[tuple[Task, Entry | str]]:
    """Score the tasks on the cluster whose scheduler is at `address`, in the order in which they are done.

    Raises GmiError if Dask isn't installed, or no scheduler answers.
    """
    client = _client(address)
    try:
        yield from _Work(client, options, limits).all(iter(tasks))
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise GmiError("Working on a cluster needs Dask.", INSTALL) from error
    try:
        client = Client(address, timeout=15)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=30)
    except (OSError, TimeoutError, ValueError) as error:
        what = f"{address}: no scheduler with workers answers there."
        raise GmiError(
            what, "Start one (dask scheduler, dask worker ADDRESS), and give its address."
        ) from error
    return client


class _Work:
    """The files that are on their way, and since when each is being worked on."""

    def __init__(self, client: Any, options: Options, limits: Limits) -> None:
        self._client, self._options, self._limits = client, options, limits
        self._waiting: dict[str, tuple[Any, Task]] = {}
        self._since: dict[str, float] = {}
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
                    yield task, self._result(future, task)
                    self._forget(key)

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
        future = self._client.submit(
            score_bytes, task.file.name, content, decisions, self._options, pure=False, retries=1
        )
        self._waiting[future.key] = (future, task)

    def _overdue(self) -> Iterator[tuple[Task, str]]:
        """Give up files that a worker has had for too long; the worker, which can't be interrupted, is
        started anew."""
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + PATIENCE
        busy = {key: worker for worker, stacks in self._client.call_stack().items() for key in stacks}
        self._since = {key: self._since.get(key, now) for key in busy if key in self._waiting}
        for key in [key for key, since in self._since.items() if now - since > self._limits.seconds]:
            future, task = self._waiting[key]
            future.cancel()
            self._forget(key)
            self._client.restart_workers([busy[key]], raise_for_error=False)
            seconds = f"{self._limits.seconds:g} seconds"
            yield task, f"{task.file.name}: reading it takes longer than {seconds}. See --time-limit."

    def _forget(self, key: str) -> None:
        self._waiting.pop(key, None)
        self._since.pop(key, None)

    def _result(self, future: Any, task: Task) -> Entry | str:
        try:
            found: Entry | str = future.result()
        except Exception as error:  # of Dask's own, such as a file that killed one worker after the other
            return f"{Path(task.file).name}: no worker can read it ({type(error).__name__})."
        return found
