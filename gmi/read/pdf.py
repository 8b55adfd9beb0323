"""PDF: open it with an engine, refuse what has no text, assemble its pages into a document."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from gmi.cycles import no_cycle_search
from gmi.errors import GmiError
from gmi.read import pdfium
from gmi.read.assemble import assemble
from gmi.read.document import Document, ReadWarning
from gmi.read.drafts import Draft, Source
from gmi.read.finish import finish
from gmi.read.integrity import check_damage
from gmi.read.limits import Limits
from gmi.read.lines import PageLines, turn
from gmi.read.ocr import INSTALL, is_installed
from gmi.read.rescue import Ocr, rescue
from gmi.read.selfcheck import check_misreadings

LEGEND = "This page is not part of the report."
"""What ends the page that gmi adds to a copy with highlights."""
_MOST_SCANNED = 0.25
"""Share of scanned pages without text from which a document is refused: too much of it would be missing."""


def read_pdf(
    path: Path,
    *,
    engine: Literal["pypdfium2", "pdfplumber"] = "pypdfium2",
    language: str | None = None,
    password: str | None = None,
    ocr: Ocr = "auto",
    limits: Limits | None = None,
) -> Document:
    """The PDF at `path` as a document. Raises `GmiError` if it can't be opened or read whole."""
    with no_cycle_search():
        data = path.read_bytes()
        pages, name = _pages(path, data, engine, password, limits or Limits())
        _refuse_highlighted(path.name, pages)
        return _assembled(path, data, pages, name, engine, language, password, ocr)


def _pages(
    path: Path, data: bytes, engine: str, password: str | None, limits: Limits
) -> tuple[list[PageLines], str]:
    """All pages, and the engine's name with its version."""
    if engine == "pdfplumber":
        from gmi.read import plumber

        return list(plumber.read_pages(path, password, most_pages=limits.pages)), plumber.ENGINE
    return list(pdfium.read_pages(path, password, most_pages=limits.pages, data=data)), pdfium.ENGINE


def _refuse_highlighted(name: str, pages: Sequence[PageLines]) -> None:
    """Refuse a copy with highlights: its legend names the groups, which would count as references."""
    if pages and " ".join(" ".join(line.text for line in pages[-1].lines).split()).endswith(LEGEND):
        raise GmiError(
            f"{name} is a copy with highlights that gmi made.", "Give the report itself, not the copy."
        )


def _assembled(
    path: Path,
    data: bytes,
    pages: list[PageLines],
    name: str,
    engine: str,
    language: str | None,
    password: str | None,
    ocr_when: Ocr,
) -> Document:
    pages, others, rescued = rescue(path, pages, engine, ocr_when, password)
    warnings = _missing_text(path.name, pages, ocr_when)
    drafts, found = assemble(pages)
    _turn_back(drafts, pages)
    warnings += check_damage(path.name, data, pages, suspicious=bool(found or rescued or warnings))
    source = Source(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="pdf",
        engine=" + ".join((name, *others)),
        pages=tuple(page.page for page in pages),
        warnings=(*rescued, *warnings, *found),
    )
    document = finish(source, drafts, language=language)
    misread = check_misreadings(document) if ocr_when != "always" else []
    return replace(document, warnings=(*document.warnings, *misread)) if misread else document


def _turn_back(drafts: Sequence[Draft], pages: Sequence[PageLines]) -> None:
    """Puts the boxes of text that is printed sideways where the displayed page has them."""
    sideways = {one.page.number: one for one in pages if one.turned}
    for draft in drafts if sideways else ():
        for position, piece in enumerate(draft.pieces):
            if piece.box and (one := sideways.get(piece.page)):
                size = (one.page.width, one.page.height)
                width, height = size if one.turned == 180 else size[::-1]
                box = turn(piece.box, 360 - one.turned, width, height)
                draft.pieces[position] = piece._replace(box=box)


def _missing_text(name: str, pages: Sequence[PageLines], ocr_when: Ocr) -> list[ReadWarning]:
    """Warnings for scanned pages without text. Refuses a document that is mostly or wholly such pages."""
    if not pages:
        raise GmiError(f"{name}: no pages could be read.", "Open it in a PDF viewer and save it again.")
    empty = [page.page.number for page in pages if not page.lines]
    scanned = [page.page.number for page in pages if page.pictures]
    if len(empty) == len(pages) or len(scanned) > _MOST_SCANNED * len(pages):
        missing = scanned if len(empty) < len(pages) else empty
        what = f"{name}: no text layer on {len(missing)} of {len(pages)} pages."
        if not is_installed():
            raise GmiError(what, f"It is a scan. {INSTALL}")
        hint = "Read it with --ocr auto." if ocr_when == "never" else "OCR finds no text on them either."
        raise GmiError(what, f"It is a scan. {hint}")
    message = "this page has no text layer: what it says is not counted"
    return [ReadWarning("page-without-text", message, number) for number in scanned]
