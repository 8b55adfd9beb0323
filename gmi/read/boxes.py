"""Exact rectangles of words on their pages, for highlighting: asked of the file again, for what is wanted.

Reading keeps one box a line, because asking for every character's would make it several times slower.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.fontmetrics import FONT_METRICS

from gmi.errors import GmiError
from gmi.read.document import Box, Document, Segment
from gmi.read.normalise import normalise
from gmi.read.pdfium import open_pdf

Span = tuple[int, int]
# Letter widths of an ordinary font, for lines of which only the box is known.
_WIDTHS: dict[str, int] = FONT_METRICS["Times-Roman"][1]
_USUAL_WIDTH = 500
# Characters that share this much of the smaller one's extent stand on one line.
_SHARED = 0.5


class Piece(NamedTuple):
    """A rectangle around characters of one printed line, in the page's own units (PDF user space)."""

    page: int
    box: Box


def span_pieces(
    path: Path, document: Document, spans: Sequence[Span], password: str | None = None
) -> list[list[Piece]]:
    """For each span of the document's text the rectangles that cover its printed characters, in order: one
    for each line of each page that it stands on.

    `path` is the PDF that `document` was read from. Rectangles are as the page's content is drawn, before it
    is turned or cropped for display. Raises `GmiError` if the file, or a page of it, can't be opened.
    """
    file = open_pdf(path, password)
    try:
        pages = _Pages(file, document)
        return [_joined(pages.characters(start, end)) for start, end in spans]
    except pypdfium2.PdfiumError as error:
        what = f"{path.name}: a page can't be loaded for highlighting (damaged, or changed meanwhile)."
        raise GmiError(what, "Get the file anew.") from error
    finally:
        file.close()


def _joined(characters: Iterable[tuple[int, Box]]) -> list[Piece]:
    """Neighbours on a line as one rectangle."""
    pieces: list[Piece] = []
    last: Box | None = None
    for page, box in characters:
        if last is not None and pieces[-1].page == page and _on_one_line(last, box):
            left, bottom, right, top = pieces[-1].box
            whole = (min(left, box[0]), min(bottom, box[1]), max(right, box[2]), max(top, box[3]))
            pieces[-1] = Piece(page, whole)
        else:
            pieces.append(Piece(page, box))
        last = box
    return pieces


def _on_one_line(one: Box, other: Box) -> bool:
    """Whether two characters follow each other: side by side, or one above the other in turned text."""
    for along, across in ((0, 1), (1, 0)):
        shared = min(one[across + 2], other[across + 2]) - max(one[across], other[across])
        smaller = min(one[across + 2] - one[across], other[across + 2] - other[across])
        size = max(one[across + 2] - one[across], other[across + 2] - other[across])
        gap = max(one[along], other[along]) - min(one[along + 2], other[along + 2])
        if shared > _SHARED * smaller and gap < 2 * size:
            return True
    return False


class _Pages:
    """The pages of an open file, each asked for its characters once."""

    def __init__(self, file: pypdfium2.PdfDocument, document: Document) -> None:
        self._file, self._document = file, document
        self._pages: dict[int, _Page] = {}

    def characters(self, start: int, end: int) -> Iterator[tuple[int, Box]]:
        """(page, box) of each printed character of the document's text from `start` to `end`."""
        for segment in self._document.segments:
            if segment.page and segment.end > start and segment.start < end:
                page = self._page(segment.page)
                for offset in range(max(start, segment.start), min(end, segment.end)):
                    box = page.box(segment, offset)
                    if box is not None:
                        yield segment.page, box

    def _page(self, number: int) -> "_Page":
        if number not in self._pages:
            self._pages[number] = _Page(self._file, self._document, number)
        return self._pages[number]


class _Page:
    """One page: where each character of its lines was printed, by any of three ways.

    By the index that a line has of its characters in PDFium's text; where another engine read the page, by
    looking the line up there; and where PDFium has no such text (scans), by letter widths in the line's box.
    """

    def __init__(self, file: pypdfium2.PdfDocument, document: Document, number: int) -> None:
        self._page = file[number - 1]
        self._text_page = self._page.get_textpage()
        self._text = document.text
        self._is_ocr = document.pages[number - 1].source == "ocr"
        self._segments = [one for one in document.segments if one.page == number]
        self._rectangle = pdfium.FS_RECTF()

    def box(self, segment: Segment, offset: int) -> Box | None:
        """Where the character at `offset` of the text, which `segment` holds, was printed."""
        if self._text[offset].isspace():
            return None
        index = self._places.get(offset)
        if index is None:
            return self._by_width(segment, offset)
        if not pdfium.FPDFText_GetLooseCharBox(self._text_page.raw, index, self._rectangle):
            return None
        one = self._rectangle
        return one.left, one.bottom, one.right, one.top

    @cached_property
    def _places(self) -> dict[int, int]:
        """PDFium's index of each character of the text that it knows."""
        if self._is_ocr:
            return {}
        letters = [chr(pdfium.FPDFText_GetUnicode(self._text_page.raw, i)) for i in range(self._count)]
        found = {
            offset: one.index + offset - one.start
            for one in self._segments
            for offset in range(one.start, one.end)
        }
        wrong = sum(not self._same(letters, index, offset) for offset, index in found.items())
        return found if wrong <= 0.02 * len(found) else dict(self._looked_up(letters))

    @property
    def _count(self) -> int:
        return int(pdfium.FPDFText_CountChars(self._text_page.raw))

    def _same(self, letters: Sequence[str], index: int, offset: int) -> bool:
        letter = self._text[offset]
        return letter.isspace() or (index < len(letters) and letter in normalise(letters[index])[0])

    def _looked_up(self, letters: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Offset and index of the characters of those lines that PDFium's text has as they are."""
        kept = [(i, normalise(letter)[0]) for i, letter in enumerate(letters)]
        printed = [(i, one) for i, many in kept for one in many if not one.isspace()]
        whole = "".join(one for _, one in printed)
        # Lines that stand there several times are taken in the order in which they are read.
        after: defaultdict[str, int] = defaultdict(int)
        for line in self._lines:
            offsets = [o for one in line for o in range(one.start, one.end) if not self._text[o].isspace()]
            text = "".join(self._text[offset] for offset in offsets)
            at = whole.find(text, after[text])
            if text and at >= 0:
                after[text] = at + len(text)
                yield from zip(offsets, (i for i, _ in printed[at : at + len(text)]), strict=True)

    @cached_property
    def _lines(self) -> list[list[Segment]]:
        """The segments of each line: those that have one box."""
        lines: list[list[Segment]] = []
        for before, one in pairwise([None, *self._segments]):
            if before is None or one is None or one.box != before.box:
                lines.append([])
            if one is not None:
                lines[-1].append(one)
        return lines

    def _by_width(self, segment: Segment, offset: int) -> Box | None:
        """The character's share of its line's box, by the widths of the line's letters."""
        if segment.box is None:
            return None
        line = next(one for one in self._lines if segment in one)
        letters = {
            one.index + o - one.start: self._text[o] for one in line for o in range(one.start, one.end)
        }
        first, last = min(letters), max(letters)
        ends = [0.0]
        for index in range(first, last + 1):
            ends.append(ends[-1] + _WIDTHS.get(letters.get(index, " "), _USUAL_WIDTH))
        at = segment.index + offset - segment.start - first
        left, bottom, right, top = segment.box
        scale = (right - left) / ends[-1]
        return self._drawn((left + ends[at] * scale, bottom, left + ends[at + 1] * scale, top))

    def _drawn(self, shown: Box) -> Box:
        """A rectangle of the page as it is displayed, as one of the page as it is drawn."""
        left, bottom, right, top = self._page.get_cropbox()
        width, height = right - left, top - bottom
        x0, y0, x1, y1 = shown
        turned = {
            0: (x0, y0, x1, y1),
            90: (width - y1, x0, width - y0, x1),
            180: (width - x1, height - y1, width - x0, height - y0),
            270: (y0, height - x1, y1, height - x0),
        }[self._page.get_rotation()]
        return turned[0] + left, turned[1] + bottom, turned[2] + left, turned[3] + bottom
