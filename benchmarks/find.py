"""How fast is finding, by component, as a ratio to the physical limit: pypdfium2's plain text extraction.

    python benchmarks/find.py [FOLDER]

FOLDER holds the PDFs to search (the samples, unless told otherwise). They are read once; then extraction, the
whole of `find`, and each step of the pipeline are timed in turn, best of five. Processor time; nothing here
asserts: machines differ, ratios less so.
"""

import gc
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2
from spacy.language import Language
from spacy.tokens import Doc

import gmi
from gmi.find import build_pipeline, find
from gmi.find.pipeline import BLOCKS
from gmi.lexicon import load
from gmi.read import read
from gmi.read.document import Document

ROOT = Path(__file__).parent.parent
ROUNDS = 5


def extract(paths: list[Path]) -> None:
    """Take the text out of the files as pypdfium2 gives it."""
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            text_page = page.get_textpage()
            text_page.get_text_range()
            text_page.close()
            page.close()
        document.close()


def readable(folder: Path) -> dict[Path, Document]:
    """The folder's PDFs that can be read."""
    documents = {}
    for path in sorted(folder.glob("*.pdf")):
        try:
            documents[path] = read(path, ocr="never")
        except gmi.GmiError as error:
            print(f"left out: {error.what}")
    return documents


def _tokenize(nlp: Language, documents: dict[Path, Document], docs: list[Doc]) -> None:
    docs.extend(nlp.make_doc(document.text) for document in documents.values())


def main() -> None:
    """Print the figures."""
    documents = readable(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "samples")
    pages = sum(len(document.pages) for document in documents.values())
    best: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        start = time.process_time()
        work()
        best[name] = min(best.get(name, float("inf")), time.process_time() - start)

    start = time.process_time()
    lexicon = load()
    loaded = time.process_time()
    nlp = build_pipeline(lexicon)
    nlp("Women.")
    gc.disable()  # as scoring does
    print(f"lexicon loaded in {loaded - start:.2f} s, pipeline built in {time.process_time() - loaded:.2f} s")
    for _ in range(ROUNDS):
        timed("plain extraction", lambda: extract(list(documents)))
        timed("find, all of it", lambda: [find(document, lexicon) for document in documents.values()])
        docs: list[Doc] = []
        timed("  tokenizer", partial(_tokenize, nlp, documents, docs))
        for doc, document in zip(docs, documents.values(), strict=True):
            doc.user_data[BLOCKS] = [[block.start, block.end] for block in document.blocks]
        for name, component in nlp.pipeline:
            timed(f"  {name}", partial(list, map(component, docs)))
    words = sum(sum(find(document, lexicon).words) for document in documents.values())
    print(f"{pages} pages of {words / pages:.0f} words")
    for name, seconds in best.items():
        ratio = seconds / best["plain extraction"]
        print(f"{name:20}{seconds / pages * 1000:7.3f} ms a page  {ratio:5.2f} of the limit")


if __name__ == "__main__":
    main()
