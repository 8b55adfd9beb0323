"""Read: a file in, a `Document` out. `read` is the whole room's front door."""

from pathlib import Path
from typing import Literal

from gmi.read.document import Document
from gmi.read.limits import Limits, refuse_large
from gmi.read.sniff import sniff
from gmi.turns import in_turn

Engine = Literal["pypdfium2", "pdfplumber"]
Ocr = Literal["auto", "always", "never"]
Tracked = Literal["accept", "reject"]

__all__ = ["Document", "Engine", "Limits", "read"]


@in_turn
def read(
    path: str | Path,
    *,
    engine: Engine = "pypdfium2",
    language: str | None = None,
    password: str | None = None,
    ocr: Ocr = "auto",
    tracked: Tracked = "accept",
    limits: Limits | None = None,
) -> Document:
    """The report at `path` as one text with its places.

    `engine` reads PDFs, `password` opens encrypted ones; `ocr` says when pages are read by OCR (the extra
    `gmi[ocr]`): "auto" where it is installed and a page has no text, "always", "never". `language` (ISO
    639-1) overrides the one that the text shows; `tracked` says what becomes of a Word draft's tracked
    changes; `limits` are those of sizes (`gmi.read.apart` keeps those of time and memory too). Raises
    `GmiError` for a file that can't be read whole: no text layer, no pages, empty, encrypted, garbled,
    damaged, beyond the limits, or of a kind that gmi doesn't read.
    """
    path, limits = Path(path), limits or Limits()
    format = sniff(path)
    refuse_large(path, limits.file_megabytes if format in ("pdf", "docx") else limits.text_megabytes)
    # Readers are imported when they are needed: starting gmi must not load Word and HTML libraries.
    match format:
        case "pdf":
            from gmi.read.pdf import read_pdf

            return read_pdf(path, engine=engine, language=language, password=password, ocr=ocr, limits=limits)
        case "docx":
            from gmi.read.docx import read_docx

            return read_docx(path, language=language, tracked=tracked, limits=limits)
        case "html":
            from gmi.read.html import read_html

            return read_html(path, language=language)
        case "markdown":
            from gmi.read.markdown import read_markdown

            return read_markdown(path, language=language)
        case "text":
            from gmi.read.plain import read_text

            return read_text(path, language=language)
