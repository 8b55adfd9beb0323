"""What a worker does: one file in, its rows out, or the reason why there are none."""

import contextlib
import ctypes
import signal
import sys
from functools import lru_cache
from pathlib import Path
from socket import gethostname
from tempfile import TemporaryDirectory

from gmi.corpus.recipe import recipe_of
from gmi.corpus.rows import Entry, entry_of
from gmi.errors import GmiError
from gmi.flow import Options, score_report
from gmi.review import sidecar

OUT_OF_MEMORY = "reading it takes more memory than it may have."
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's prctl."""


def score_file(file: Path, options: Options) -> Entry | str:
    """Score the file. Never raises: a corpus goes on whatever one file does."""
    try:
        return entry_of(score_report(file, options).assessment)
    except GmiError as error:
        return str(error)
    except MemoryError:
        return f"{file.name}: {OUT_OF_MEMORY}"
    except Exception as error:
        return f"{file.name}: unexpected {type(error).__name__}: {error}."


def score_bytes(
    name: str, content: bytes, decisions: bytes | None, options: Options, recipe: str
) -> Entry | str:
    """The same for a file that only another machine has, with the readers' decisions about it, if any.

    Raises GmiError if what is here isn't the `recipe` that the result will be saved under.
    """
    _same(options, recipe)
    with TemporaryDirectory(prefix="gmi-") as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        if decisions is not None:
            sidecar(file).write_bytes(decisions)
        return score_file(file, options)


@lru_cache(maxsize=1)
def _same(options: Options, recipe: str) -> None:
    """Once for each run: whether words and rules are those of the run."""
    if recipe_of(options).sha256 != recipe:
        raise GmiError(
            f"The worker on {gethostname()} has other words or rules, or another version of gmi.",
            "Install there what is here, your own lexicons and profiles at the same paths, and restart it.",
        )


def begin(memory_megabytes: int) -> None:
    """Prepare a worker process: it leaves Ctrl-C to the one who started it, ends with that, and can't take
    all memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + memory_megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
