"""Python's search for reference cycles, and when to do without it."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_cycle_search() -> Iterator[None]:
    """Python's search for reference cycles, off for a while.

    Scoring makes hundreds of thousands of small records and no cycles among them; looking for some each
    time their number has grown takes a sixth of the time. Whatever falls out of use is freed as ever. Nor
    are the records looked through at the end: they count as old then, which are searched now and then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                # Moves all objects to the old ones, in no time; those that others have frozen stay so.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def no_cycle_search_at_exit() -> None:
    """The search that Python makes when it ends is left out: the process gives all it has back anyway.

    Behind spaCy and a lexicon it takes as long as scoring a report.
    """
    atexit.register(gc.freeze)
