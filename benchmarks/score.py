"""How fast is scoring, as a ratio to the physical limit: pypdfium2's plain text extraction.

    python benchmarks/score.py [FOLDER]

FOLDER holds the PDFs to score (the samples, unless told otherwise). Warm: at least 300 pages in one process,
each file read plainly and scored to JSON in turn, best of five. Cold: a new process for one report
of about 40 pages, with its peak memory. Nothing here asserts: machines differ, ratios less so.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

import gmi

ROOT = Path(__file__).parent.parent
ROUNDS = 5
PAGES = 300


def plain(path: Path) -> int:
    """Extract all text as pypdfium2 gives it; returns the number of pages."""
    document = pypdfium2.PdfDocument(path)
    number = len(document)
    for page in document:
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    document.close()
    return number


def scored(path: Path) -> int:
    """Score one report to JSON; returns the JSON's length. OCR is another matter: it takes seconds a page."""
    return len(gmi.score(path, ocr="never").to_json())


def seconds(work: Callable[[Path], int], paths: list[Path]) -> float:
    """Processor time of `work` over all paths."""
    start = time.process_time()
    for path in paths:
        work(path)
    return time.process_time() - start


def choose(folder: Path) -> list[Path]:
    """Readable PDFs of the folder, over and over until there are PAGES pages."""
    readable = []
    for path in sorted(folder.glob("*.pdf")):
        try:
            scored(path)
        except gmi.GmiError as error:
            print(f"left out: {error.what}")
            continue
        readable.append(path)
    if not readable:
        sys.exit(f"No readable PDF in {folder}. Name a folder of reports.")
    chosen: list[Path] = []
    pages = 0
    while pages < PAGES:
        for path in readable:
            chosen.append(path)
            pages += plain(path)
            if pages >= PAGES:
                break
    return chosen


def cold(arguments: list[str]) -> tuple[float, float]:
    """Wall seconds and peak MB of a new process, the best of ROUNDS."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "gmi", *arguments], check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "samples"
    paths = choose(folder)
    anchor = max((ROOT / "samples").glob("*.pdf"), key=plain)
    best, _ = cold(["--help"])
    print(f"gmi --help                {best:.2f} s")
    best, peak = cold(["score", "--json", str(anchor)])
    print(f"cold, {plain(anchor)} pages            {best:.2f} s, {peak:.0f} MB")
    pages = sum(plain(path) for path in paths)
    rounds = [(seconds(plain, paths), seconds(scored, paths)) for _ in range(ROUNDS)]
    limit, full = (min(times) for times in zip(*rounds, strict=True))
    print(f"limit, {pages} pages          {limit:.3f} s, {pages / limit:.0f} pages/s")
    print(f"warm score to JSON        {full:.3f} s, {pages / full:.0f} pages/s")
    print(f"ratio to the limit        {full / limit:.2f}")
    largest = max(folder.glob("*.pdf"), key=plain)
    _, peak = cold(["score", "--json", str(largest)])
    print(f"peak memory, {plain(largest)} pages   {peak:.0f} MB")


if __name__ == "__main__":
    main()
