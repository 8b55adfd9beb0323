"""Reading a file in a process of its own: limits of time and memory hold, and a crash ends nothing else.

PDFium can't be interrupted, and a file of some hundred bytes can make it take all memory there is. Whoever
reads files that come from anywhere, as the command line does, reads them here; it costs what it takes to
hand the document over, about a tenth of reading it.
"""

import contextlib
import faulthandler
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from gmi.errors import GmiError
from gmi.read import read
from gmi.read.document import Document
from gmi.read.limits import Limits

_NO_ROOM = ("failed to map segment", "cannot allocate memory")
# Where forking is safe it is much faster than a new interpreter.
_START = "fork" if sys.platform == "linux" else "spawn"


def read_apart(
    path: str | Path,
    *,
    limits: Limits | None = None,
    meanwhile: Callable[[], object] | None = None,
    **options: Any,
) -> Document:
    """What `gmi.read.read(path, **options)` returns, within `limits`. Here, `meanwhile` is done as it reads.

    Raises what it raises, and `GmiError` for a file that takes too long or too much memory, or that makes
    the process crash.
    """
    limits = limits or Limits()
    return _run(partial(read, path, limits=limits, **options), Path(path).name, limits, meanwhile)


def _run(
    task: Callable[[], Document], name: str, limits: Limits, meanwhile: Callable[[], object] | None = None
) -> Document:
    latest = time.monotonic() + limits.seconds
    too_late = GmiError(
        f"{name}: reading it takes longer than {limits.seconds:g} seconds.",
        "It is damaged, or needs more time: see --time-limit.",
    )
    context = multiprocessing.get_context(_START)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(  # type: ignore[attr-defined]
        target=_work, args=(task, receiver, sender, limits), daemon=True
    )
    with _uninterrupted():
        process.start()
    sender.close()
    try:
        if meanwhile is not None:
            meanwhile()
        if not receiver.poll(max(0, latest - time.monotonic())):
            raise too_late
        found, seconds = receiver.recv()
    except EOFError:
        process.join()
        raise GmiError(
            f"{name}: reading it crashes, or takes more than {limits.memory_megabytes:,} MB of memory.",
            "It is damaged, or too large: GMI_MEMORY_MEGABYTES sets the limit.",
        ) from None
    finally:
        process.kill()
        process.join()
        receiver.close()
    if isinstance(found, BaseException):
        raise found
    # It may have been done while this process was at something else.
    if seconds > limits.seconds:
        raise too_late
    return found  # type: ignore[no-any-return]


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits: what Python does around a fork would print it, and forget it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(task: Callable[[], Document], receiver: Connection, sender: Connection, limits: Limits) -> None:
    """Runs in the process of its own: sends back the document, or the exception, and how long it took."""
    begun = time.monotonic()
    # While this end is open here, sending to a process that has gone would wait for ever.
    receiver.close()
    # Ctrl-C reaches this process too; the one that waits for it ends both.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The crash of a library is told by the process that waits.
    faulthandler.disable()
    _keep(limits)
    try:
        found: Document | Exception = task()
    except MemoryError:
        return
    except GmiError as error:
        found = error
    except Exception as error:
        # A library that finds no room to be loaded in.
        if any(words in str(error).lower() for words in _NO_ROOM):
            return
        found = RuntimeError(f"{type(error).__name__}: {error}")
    with contextlib.suppress(MemoryError, OSError):
        sender.send((found, time.monotonic() - begun))


def _keep(limits: Limits) -> None:
    """Lets this process take so much more memory and so much time, where the system has such limits.

    The limit of time is for a process that is left alone; it counts the time of all processors.
    """
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + limits.memory_megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    seconds = int(limits.seconds + 1) * (os.cpu_count() or 1)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
