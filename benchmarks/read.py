"""How fast `gmi.read` is, as a ratio to pypdfium2's plain text extraction of the same files in one process.

    python benchmarks/read.py [FOLDER OR PDF ...] [--rounds 5]

Prints pages a second and the ratio; files that gmi refuses count for both. Both are timed in turn, and the
best round of each is taken, so that a busy machine disturbs the ratio little.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

from gmi.errors import GmiError
from gmi.read import read

SHARED = Path(__file__).parent.parent.parent / "shared" / "data" / "pdf"
SAMPLES = Path(__file__).parent.parent / "samples"


def plain(files: Sequence[Path]) -> int:
    """Opens each file and takes its pages' text, nothing more; returns the number of pages."""
    pages = 0
    for path in files:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            text_page = page.get_textpage()
            text_page.get_text_range()
            text_page.close()
            page.close()
            pages += 1
        document.close()
    return pages


def whole(files: Sequence[Path]) -> int:
    """Reads each file into a `Document`; returns the number of words."""
    words = 0
    for path in files:
        try:
            words += len(read(path).text.split())
        except GmiError as error:
            print(f"refused: {error}")
    return words


def best(work: Callable[[], int], seconds: list[float]) -> int:
    """Runs `work`, notes its CPU seconds and returns its result."""
    start = time.process_time()
    result = work()
    seconds.append(time.process_time() - start)
    return result


def main() -> None:
    """Times both and prints one line each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    paths = options.paths or [SHARED if SHARED.is_dir() else SAMPLES]
    files = sorted(file for path in paths for file in (path.glob("*.pdf") if path.is_dir() else [path]))
    words = whole(files)
    limit: list[float] = []
    ours: list[float] = []
    for _ in range(options.rounds):
        pages = best(lambda: plain(files), limit)
        best(lambda: sum(1 for file in files if _quiet(file)), ours)
    print(f"{len(files)} files, {pages} pages, {words} words")
    print(f"plain pypdfium2  {pages / min(limit):6.0f} pages/s  {1000 * min(limit) / pages:.2f} ms a page")
    print(f"gmi.read         {pages / min(ours):6.0f} pages/s  {1000 * min(ours) / pages:.2f} ms a page")
    print(f"ratio            {min(ours) / min(limit):6.2f}")


def _quiet(path: Path) -> bool:
    try:
        return bool(read(path).text)
    except GmiError:
        return False


if __name__ == "__main__":
    main()
