"""Exact boxes of characters, for highlighting: asked of the file again, for just the characters wanted.

Reading keeps one box a line, because asking for every character's would make it several times slower.
"""

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from gmi.read.document import Box, Document
from gmi.read.pdfium import open_pdf


def character_boxes(
    path: Path, document: Document, start: int, end: int, password: str | None = None
) -> list[tuple[int, Box]]:
    """(page, box) of each printed character of `document.text[start:end]`, in order.

    `path` is the PDF that `document` was read from; boxes are left, bottom, right, top in points. Characters
    that were not printed (blanks that join lines) have none. Raises `GmiError` if the file can't be opened.
    """
    wanted = [
        (segment.page, segment.index + offset - segment.start)
        for segment in document.segments
        if segment.page and segment.end > start and segment.start < end
        for offset in range(max(start, segment.start), min(end, segment.end))
    ]
    file = open_pdf(path, password)
    try:
        pages: dict[int, pypdfium2.PdfTextPage] = {}
        rectangle = pdfium.FS_RECTF()
        found = []
        for number, index in wanted:
            if number not in pages:
                pages[number] = file[number - 1].get_textpage()
            if pdfium.FPDFText_GetLooseCharBox(pages[number].raw, index, rectangle):
                edges = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
                found.append((number, edges))
        return found
    finally:
        file.close()
