"""How fast is a corpus, as a ratio to the physical limit, and next to what one would run otherwise?

    python benchmarks/corpus.py FOLDER [--plain] [--r]

Scores the PDFs of FOLDER into a new store with one process and with two, and compares pages a second with
pypdfium2's plain text extraction of the same pages. Starting up (loading Python and the words, once for a
run however many files it has) is measured by a run over nothing and told apart. `--plain` also runs a plain
pdfplumber and spaCy script that counts the same words, and `--r` R's pdftools and tm, counting seven bare
words; that needs Debian's r-base-core, r-cran-pdftools and r-cran-tm. Nothing here asserts: machines differ.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pypdfium2

from gmi.corpus.store import Store

ROUNDS = 2
TIMES = 5
"""How often each file is scored in a run, so that it lasts some seconds."""
BARE = ("women", "girls", "gender", "migrants", "refugees", "trafficking", "lgbti")
R_SCRIPT = """
library(pdftools); library(tm)
words <- c({words})
for (file in commandArgs(trailingOnly = TRUE)) {{
  text <- paste(suppressMessages(pdf_text(file)), collapse = " ")
  counts <- termFreq(PlainTextDocument(text), control = list(tolower = TRUE, removePunctuation = TRUE))
  cat(file, counts[words], "\\n")
}}
"""


def plain(paths: list[Path]) -> int:
    """Extract all text as pypdfium2 gives it; returns the number of pages."""
    pages = 0
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            text_page = page.get_textpage()
            text_page.get_text_range()
            text_page.close()
            page.close()
        pages += len(document)
        document.close()
    return pages


def run(folder: Path, jobs: int) -> tuple[float, int, int]:
    """Wall seconds of `gmi corpus run` into a new store, the best of ROUNDS; how many pages it scored; and
    the peak memory of its largest process, in MB."""
    best, pages, peak = float("inf"), 0, 0
    for _ in range(ROUNDS):
        with TemporaryDirectory() as place:
            store = Path(place) / "s.gmi"
            command = [sys.executable, "-m", "gmi", "corpus", "run", str(folder), "-o", str(store)]
            start = time.perf_counter()
            process = subprocess.Popen([*command, "--jobs", str(jobs), "--ocr", "never", "-q"])
            while process.poll() is None:
                peak = max(peak, largest(process.pid))
                time.sleep(0.05)
            best = min(best, time.perf_counter() - start)
            with Store(store) as opened:
                pages = opened.rows("SELECT coalesce(sum(pages), 0) FROM documents")[0][0]
    return best, pages, peak


def largest(pid: int) -> int:
    """MB of the largest of a process and all that it started."""
    try:
        here = psutil.Process(pid)
        return max(one.memory_info().rss for one in (here, *here.children(recursive=True))) // 1_000_000
    except psutil.Error:
        return 0


def plain_script(paths: list[Path]) -> None:
    """What a user would write: pdfplumber for the text, spaCy's PhraseMatcher for the words."""
    import pdfplumber
    import spacy
    from spacy.matcher import PhraseMatcher

    from gmi.lexicon import load
    from gmi.lexicon.term import variants

    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for group in load().groups:
        phrases = {
            " ".join(word.text for word in words)
            for category in group.categories
            for term in category.terms
            for words in variants(term)
            if not any(word.wild for word in words)
        }
        matcher.add(group.id, [nlp.make_doc(phrase) for phrase in sorted(phrases)])
    for path in paths:
        with pdfplumber.open(path) as document:
            text = "\n".join(page.extract_text() or "" for page in document.pages)
        matcher(nlp(text))


def r_script(paths: list[Path]) -> None:
    """R's pdftools and tm, counting seven bare words."""
    words = ", ".join(f'"{word}"' for word in BARE)
    command = ["Rscript", "-e", R_SCRIPT.format(words=words), *map(str, paths)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def timed(work: object, *arguments: object) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    work(*arguments)  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1])
    paths = sorted(path for path in folder.glob("*.pdf") if "scan" not in path.name)
    pages = plain(paths)
    limit = pages / min(timed(plain, paths) for _ in range(ROUNDS))
    print(f"limit (pypdfium2, one core)   {limit:6.0f} pages/s, {pages} pages")
    with TemporaryDirectory() as nothing:
        (Path(nothing) / "empty.txt").touch()
        start_up, *_ = run(Path(nothing), 1)
    print(f"start-up of a run             {start_up:6.2f} s")
    rates, peak = {}, 0
    for jobs in (1, 2):
        with TemporaryDirectory() as many:
            for number in range(TIMES):
                for path in paths:
                    (Path(many) / f"{number}-{path.name}").symlink_to(path.resolve())
            seconds, scored, peak = run(Path(many), jobs)
        rates[jobs] = scored / (seconds - start_up)
        whole = f"{seconds:.2f} s with start-up, {scored / seconds:.0f} pages/s"
        print(f"{jobs} process{'es' * (jobs > 1):2}                   {rates[jobs]:6.0f} pages/s ({whole})")
    print(f"limit / one process           {limit / rates[1]:6.2f}")
    print(f"two processes / one           {rates[2] / rates[1]:6.2f} on {os.cpu_count()} cores")
    print(f"peak memory of a process      {peak:6d} MB")
    few = paths[:3]
    if "--plain" in sys.argv:
        rate = plain(few) / timed(plain_script, few)
        print(
            f"pdfplumber + spaCy script     {rate:6.1f} pages/s: gmi is {rates[1] / rate:.0f} times as fast"
        )
    if "--r" in sys.argv and shutil.which("Rscript"):
        rate = pages / timed(r_script, paths)
        print(f"R pdftools + tm, seven words  {rate:6.0f} pages/s")


if __name__ == "__main__":
    main()
