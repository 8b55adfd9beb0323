"""The default engine: pages of a PDF as `Line`s, by pypdfium2.

PDFium gives a page's text in one call; `gmi.read.sampling` cuts it into lines and asks for the geometry.
"""

import contextlib
import ctypes
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gmi.errors import GmiError
from gmi.read.cells import split_cells
from gmi.read.document import Box, Page
from gmi.read.gutters import gutters
from gmi.read.limits import Limits, refuse_pages
from gmi.read.lines import HARDLY_ANY, MOST_OF_PAGE, PageLines
from gmi.read.sampling import Sampler
from gmi.read.spaced import close_up

ENGINE = f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}"

_ENCRYPTED = 4


def open_pdf(path: Path, password: str | None = None, data: bytes | None = None) -> pypdfium2.PdfDocument:
    """The open document; the caller closes it. `data` are the file's bytes where they were read already.

    Raises `GmiError` if it can't be opened.
    """
    try:
        # From memory it reads pages a little faster than through the file.
        return pypdfium2.PdfDocument(path.read_bytes() if data is None else data, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _ENCRYPTED:
            if password is not None:
                # One password is given for a whole batch; files that only restrict printing open without.
                with contextlib.suppress(GmiError):
                    return open_pdf(path, None, data)
            what = "is encrypted" if password is None else "is encrypted with another password"
            raise GmiError(f"{path.name}: {what}.", "Give its password with --password.") from error
        raise GmiError(f"{path.name}: not a PDF that can be opened (damaged or cut off).") from error
    except OSError as error:
        raise GmiError(f"{path.name}: {(error.strerror or 'cannot be opened').lower()}.") from error


def read_pages(
    path: Path,
    password: str | None = None,
    numbers: Sequence[int] | None = None,
    *,
    most_pages: int | None = None,
    data: bytes | None = None,
) -> Iterator[PageLines]:
    """The pages of the PDF at `path` in order, or those with the given `numbers` (from 1).

    `data` are the file's bytes where they were read already. A page that can't be loaded comes without
    lines, as a picture. Raises `GmiError` if there are more than `most_pages`.
    """
    document = open_pdf(path, password, data)
    try:
        refuse_pages(path.name, len(document), most_pages or Limits().pages)
        sampler = Sampler()
        for number in range(1, len(document) + 1) if numbers is None else numbers:
            yield _read_page(document.raw, number, sampler)
    finally:
        document.close()


def _read_page(document: Any, number: int, sampler: Sampler) -> PageLines:
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return PageLines(Page(number, 0.0, 0.0, "none"), [], pictures=True)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    rotation = 90 * pdfium.FPDFPage_GetRotation(page)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        text, count = sampler.text(text_page) if text_page else ("", 0)
        direction = sampler.direction(text_page, count) if text else 0
        sampler.frame(_bounds(page), direction)
        lines = sampler.lines(text_page, text, count, number) if text else []
        if len(text) == count:
            blanks = sampler.blanks
            if cuts := gutters(lines, blanks):
                lines = sampler.parted(lines, cuts)
            lines = close_up(split_cells(lines, blanks), blanks)
        if direction:
            # PDFium gives lines that run sideways in any order.
            lines.sort(key=lambda line: (-round(line.baseline), line.box[0]))
        pictures = (
            _has_picture(page) if not lines else count < HARDLY_ANY and _is_picture(page, width * height)
        )
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)
    source = Page(number, round(width, 2), round(height, 2), "text" if lines else "none")
    turned = (direction - rotation) % 360 if lines else 0
    return PageLines(source, lines, count, pictures, turned)


def _bounds(page: Any) -> Box:
    """The part of the page that is shown, before it is turned."""
    sides = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, sides)
    return sides.left, sides.bottom, sides.right, sides.top


def _has_picture(page: Any) -> bool:
    objects = min(pdfium.FPDFPage_CountObjects(page), 1000)
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, i)) for i in range(objects))
    return any(kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) for kind in kinds)


def _is_picture(page: Any, area: float) -> bool:
    """Whether a single picture covers most of a page of the given area."""
    sides = [ctypes.c_float() for _ in range(4)]
    for i in range(min(pdfium.FPDFPage_CountObjects(page), 1000)):
        one = pdfium.FPDFPage_GetObject(page, i)
        if pdfium.FPDFPageObj_GetType(one) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        if pdfium.FPDFPageObj_GetBounds(one, *sides):
            left, bottom, right, top = (side.value for side in sides)
            if (right - left) * (top - bottom) > MOST_OF_PAGE * area:
                return True
    return False
