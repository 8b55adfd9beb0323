"""How fast `gmi.read` is, as a ratio to pypdfium2's plain text extraction of the same files in one process.

    python benchmarks/read.py [FOLDER OR PDF ...] [--rounds 5]

Prints pages a second and the ratio; files that gmi refuses are left out. Both are timed in turn, and for each
file the best of all rounds is taken, so that a busy machine disturbs the ratio little.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2

from gmi.errors import GmiError
from gmi.read import read

SHARED = Path(__file__).parent.parent.parent / "shared" / "data" / "pdf"
SAMPLES = Path(__file__).parent.parent / "samples"


def plain(path: Path) -> int:
    """Opens the file and takes its pages' text, nothing more; returns the number of pages."""
    pages = 0
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
        pages += 1
    document.close()
    return pages


def whole(path: Path) -> int:
    """Reads the file into a `Document`; returns its number of words, 0 if it is refused."""
    try:
        return len(read(path, ocr="never").text.split())
    except GmiError as error:
        print(f"refused: {error}")
        return 0


def seconds(work: Callable[[], object]) -> float:
    """Runs `work` and returns how many CPU seconds it took."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Times both in turn and prints one line each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    paths = options.paths or [SHARED if SHARED.is_dir() else SAMPLES]
    files = sorted(file for path in paths for file in (path.glob("*.pdf") if path.is_dir() else [path]))
    readable = {file: words for file in files if (words := whole(file))}
    pages = sum(map(plain, readable))
    bare: dict[Path, float] = {}
    full: dict[Path, float] = {}
    for _ in range(options.rounds):
        # One pass over all the files each, so that neither finds a file's data warm from the other.
        for file in readable:
            bare[file] = min(seconds(partial(plain, file)), bare.get(file, 1e9))
        for file in readable:
            full[file] = min(seconds(partial(read, file)), full.get(file, 1e9))
    limit, ours = sum(bare.values()), sum(full.values())
    print(f"{len(readable)} files, {pages} pages, {sum(readable.values())} words")
    print(f"plain pypdfium2  {pages / limit:6.0f} pages/s  {1000 * limit / pages:.2f} ms a page")
    print(f"gmi.read         {pages / ours:6.0f} pages/s  {1000 * ours / pages:.2f} ms a page")
    print(f"ratio            {ours / limit:6.2f}")


if __name__ == "__main__":
    main()
