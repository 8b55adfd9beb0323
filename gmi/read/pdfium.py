"""The default engine: pages of a PDF as `Line`s, by pypdfium2.

PDFium gives a page's text in one call, cheaply, and the geometry of single characters at about half a
microsecond each. So the text is taken whole and geometry is asked for where it decides something: the
first and the last character of a line, its first letter, the last digit of every number (a note
reference?), and both sides of each blank in lines that are too wide or too narrow for their letters.
"""

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gmi.errors import GmiError
from gmi.read.document import Page
from gmi.read.lines import CELL_GAP, Line, PageLines

ENGINE = f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}"

_LINE_END_HYPHEN = "\ufffe"
_box = pdfium.FPDFText_GetLooseCharBox
_fragments = re.compile(r"[^\s\ufffe](?:[^\r\n\ufffe]*[^\s\ufffe])?\ufffe?").finditer
_first_letter = re.compile(r"[^\W\d_]").search
_numbers = re.compile(r"\d+").finditer
_digit = re.compile(r"\d").search
_blanks = re.compile(r"\s+").finditer

# A note reference is small and raised, as shares of its line's height; fonts differ in how high they say they
# are, so either of the two is enough if it is plain.
_SMALL, _HARDLY_SMALL = 0.82, 0.97
_RAISED, _CLEARLY_RAISED = 0.06, 0.2
# Average letter widths, in font sizes, outside which a line holds a cell gap or two printed lines.
_WIDE, _NARROW = 0.66, 0.28
_NO_MARKERS: tuple[tuple[tuple[int, int], ...], int] = (), 0
_ENCRYPTED = 4
_NO_LINE = (-1.0, 0.0, 0.0, 0.0, (0.0, False, False, b""))


def open_pdf(path: Path, password: str | None = None) -> pypdfium2.PdfDocument:
    """The open document; the caller closes it. Raises `GmiError` if it can't be opened."""
    try:
        return pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _ENCRYPTED:
            what = "is encrypted" if password is None else "is encrypted with another password"
            raise GmiError(f"{path.name}: {what}.", "Give its password with --password.") from error
        raise GmiError(f"{path.name}: not a PDF that can be opened (damaged or cut off).") from error
    except OSError as error:
        raise GmiError(f"{path.name}: {(error.strerror or 'cannot be opened').lower()}.") from error


def read_pages(path: Path, password: str | None = None) -> Iterator[PageLines]:
    """The pages of the PDF at `path` in order. A page that can't be loaded comes without characters."""
    document = open_pdf(path, password)
    try:
        sampler = _Sampler()
        for number in range(1, len(document) + 1):
            yield _read_page(document.raw, number, sampler)
    finally:
        document.close()


def _read_page(document: Any, number: int, sampler: "_Sampler") -> PageLines:
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return PageLines(Page(number, 0.0, 0.0, "none"), [])
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        text, count = _page_text(text_page) if text_page else ("", 0)
        lines = sampler.lines(text_page, text, count, number) if text else []
        pictures = not lines and _has_picture(page)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)
    source = Page(number, round(width, 2), round(height, 2), "text" if lines else "none")
    return PageLines(source, lines, count, pictures)


def _page_text(text_page: Any) -> tuple[str, int]:
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return "", 0
    # A character may need two UTF-16 units; one more for the closing zero.
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(memoryview(buffer)[: max(written - 1, 0)]).decode("utf-16-le", "replace"), count


def _has_picture(page: Any) -> bool:
    objects = min(pdfium.FPDFPage_CountObjects(page), 1000)
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, i)) for i in range(objects))
    return any(kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) for kind in kinds)


class _Sampler:
    """Asks PDFium for the geometry of single characters, with buffers that are made once."""

    def __init__(self) -> None:
        self._rectangle = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._fonts: dict[bytes, tuple[bool, bool]] = {}
        self._last = _NO_LINE

    def lines(self, text_page: Any, text: str, count: int, page: int) -> list[Line]:
        """The lines of one page whose text PDFium gives as `text`."""
        # Text and character indices are the same on nearly all pages: then the map is the range itself.
        characters: Any = range(count)
        if len(text) != count:
            to_character = pdfium.FPDFText_GetCharIndexFromTextIndex
            characters = [max(to_character(text_page, i), 0) for i in range(len(text))]
        self._text_page, self._text, self._characters, self._page = text_page, text, characters, page
        self._last = _NO_LINE
        found: list[Line] = []
        for match in _fragments(text):
            self._add(match.start(), match.end(), found)
        return found

    def _add(self, start: int, end: int, found: list[Line]) -> None:
        """Appends text[start:end], without blanks at its ends, as the line or lines it was printed as."""
        text, characters = self._text, self._characters
        text_page, rectangle = self._text_page, self._rectangle
        content = text[start:end]
        _box(text_page, characters[start], rectangle)
        left = rectangle.left
        at = start
        if not content[0].isalpha() and (letter := _first_letter(text, start, end)):
            at = letter.start()
            _box(text_page, characters[at], rectangle)
        bottom, top = rectangle.bottom, rectangle.top
        _box(text_page, characters[end - 1], rectangle)
        right = rectangle.right
        size, bold, italic, _ = self._style(characters[at], left, bottom, top)
        markers, ran_on = _NO_MARKERS
        if _digit(content):
            markers, ran_on = self._markers(start, end, left, bottom, top)
        average = (right - left) / (len(content) * size or 1)
        if not ran_on and not _NARROW < average < _WIDE and len(content) > 3 and "...." not in content:
            ran_on = self._jump(start, end, size)
        if ran_on:
            self._add(start, start + len(text[start:ran_on].rstrip()), found)
            self._add(ran_on, end, found)
            return
        if content[-1] == _LINE_END_HYPHEN:
            content = content[:-1] + "-"
        edges = (left, bottom, right, top)
        found.append(Line(content, self._page, characters[start], edges, size, bottom, bold, italic, markers))

    def _markers(
        self, start: int, end: int, left: float, bottom: float, top: float
    ) -> tuple[tuple[tuple[int, int], ...], int]:
        """The small raised numbers of text[start:end]; and where it runs on as another line (0: nowhere)."""
        characters, rectangle, text_page = self._characters, self._rectangle, self._text_page
        markers: tuple[tuple[int, int], ...] = ()
        height = top - bottom
        for number in _numbers(self._text, start, end):
            last = number.end() - 1
            _box(text_page, characters[last], rectangle)
            share = (rectangle.top - rectangle.bottom) / height if height else 1.0
            if share > _HARDLY_SMALL:
                continue
            raised = (rectangle.bottom - bottom) / height
            first = self._first_small(number.start(), last, rectangle.bottom)
            if first > start:
                _box(text_page, characters[first], rectangle)
                # A small number at the left edge begins a printed line that PDFium ran on.
                if rectangle.left < left + 2:
                    return markers, first
            small = raised > _CLEARLY_RAISED or (share < _SMALL and raised > _RAISED)
            if small and "/" not in self._text[max(first - 1, 0) : last + 2]:
                markers += ((first - start, last + 1 - start),)
        return markers, 0

    def _style(self, at: int, left: float, bottom: float, top: float) -> tuple[float, bool, bool, bytes]:
        """The font size of a character, whether it is bold and italic, and its font's name.

        A line as high as the last, under it at the same left edge and as far below as that was below its
        own predecessor, goes on in the same paragraph and style: most lines need no question.
        """
        last_left, last_bottom, last_height, last_step, style = self._last
        step, height = last_bottom - bottom, top - bottom
        as_high = -0.02 < height - last_height < 0.02
        if not (as_high and -0.5 < left - last_left < 0.5 and -0.6 < step - last_step < 0.6):
            pdfium.FPDFText_GetFontInfo(self._text_page, at, self._name, 128, self._flags)
            name = self._name.value
            if not as_high or name != style[3]:
                style = (self._size(at), *(self._fonts.get(name) or self._font(name, at)), name)
        self._last = (left, bottom, height, step, style)
        return style

    def _size(self, at: int) -> float:
        """The printed font size of a character; some files scale a font of size 1 by the text matrix."""
        size = pdfium.FPDFText_GetFontSize(self._text_page, at)
        pdfium.FPDFText_GetMatrix(self._text_page, at, self._matrix)
        return float(size * (abs(self._matrix.d) or abs(self._matrix.b) or 1.0))

    def _font(self, name: bytes, at: int) -> tuple[bool, bool]:
        """Whether font `name`, that of the character `at`, is bold and italic; by name, else by weight."""
        lower = name.lower()
        bold = any(word in lower for word in (b"bold", b"black", b"heavy", b"demi"))
        if not bold:
            bold = pdfium.FPDFText_GetFontWeight(self._text_page, at) >= 700
        self._fonts[name] = (bold, b"italic" in lower or b"oblique" in lower)
        return self._fonts[name]

    def _first_small(self, first: int, last: int, bottom: float) -> int:
        """Where the raised digits begin that end at `last`: 13 in 202013, where 2020 stands lower."""
        rectangle = self._rectangle
        while last > first:
            _box(self._text_page, self._characters[last - 1], rectangle)
            if abs(rectangle.bottom - bottom) > 0.5:
                break
            last -= 1
        return last

    def _jump(self, start: int, end: int, size: float) -> int:
        """Where text[start:end] goes on as another cell or printed line; 0 if it is one line."""
        rectangle = self._rectangle
        for blank in _blanks(self._text, start, end):
            _box(self._text_page, self._characters[blank.start() - 1], rectangle)
            left, right = rectangle.left, rectangle.right
            _box(self._text_page, self._characters[blank.end()], rectangle)
            if rectangle.left < left - 2 * size:
                return blank.end()
            # The gap after a line's own number or letter is a tabulator.
            label = blank.start() - start <= 5 and self._text[blank.start() - 1] in ".)"
            if rectangle.left - right > CELL_GAP * size and not label:
                return blank.end()
        return 0
