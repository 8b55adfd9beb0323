"""Cuts PDFium's text of a page into lines, and finds out where they stand by asking for few characters.

Geometry costs about half a microsecond a character, more than reading itself if it is asked for all. So it
is asked for where it decides something: the first and the last character of a line, its first letter, the
last digit of every number (a note reference?), and both sides of each blank in lines that are too wide or
too narrow for their letters.
"""

import ctypes
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from sys import maxsize
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from gmi.read.cells import Blank
from gmi.read.document import Box
from gmi.read.lines import CELL_GAP, Line, is_on_page, turn
from gmi.records import maker

_LINE_END_HYPHEN = "\ufffe"
_first_letter = re.compile(r"[^\W\d_]").search
_blanks = re.compile(r"\s+").finditer
_digits = re.compile(r"[0-9]+").finditer

# A note reference is small and raised, as shares of its line's height; fonts differ in how high they say they
# are, so either of the two is enough if it is plain.
_SMALL, _HARDLY_SMALL = 0.82, 0.97
_RAISED, _CLEARLY_RAISED = 0.06, 0.2
_ZERO, _DIGITS = np.uint16(ord("0")), np.uint16(10)
_USUAL_UNITS = 16384
# How many characters of a page tell which way its text runs; a right angle in radians.
_ANGLES, _QUARTER = 5, math.pi / 2
# Average letter widths, in font sizes, outside which a line holds a cell gap or two printed lines.
_WIDE, _NARROW = 0.56, 0.28

Span = tuple[int, int]
_line = maker(Line)


class _Style(NamedTuple):
    """How a character is printed; `font` is the font's name."""

    size: float
    font: bytes
    bold: bool
    italic: bool


_NO_STYLE = _Style(0.0, b"", False, False)
_NO_MARKERS: tuple[tuple[int, int], ...] = ()


def _bare(function: Any) -> Any:
    """A function of PDFium that takes its arguments unchecked: twice as fast."""
    bare = type(function)(ctypes.cast(function, ctypes.c_void_p).value)
    bare.restype = function.restype
    return bare


# Pointers have to be of ctypes' own types here, whole numbers need not.
_box = _bare(pdfium.FPDFText_GetLooseCharBox)
_font_info = _bare(pdfium.FPDFText_GetFontInfo)
_angle = _bare(pdfium.FPDFText_GetCharAngle)
_font_size = _bare(pdfium.FPDFText_GetFontSize)
_matrix = _bare(pdfium.FPDFText_GetMatrix)


class Sampler:
    """Makes lines of pages, with buffers for PDFium's answers that are made once."""

    def __init__(self) -> None:
        self._rectangle = pdfium.FS_RECTF()
        self._into = ctypes.byref(self._rectangle)
        self._box: Any = _box
        self._shown = (0.0, 0.0)
        self._make_room(_USUAL_UNITS)
        self._matrix = pdfium.FS_MATRIX()
        self._into_matrix = ctypes.byref(self._matrix)
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.byref(ctypes.c_int())
        self._fonts: dict[bytes, tuple[bool, bool]] = {}

    def text(self, text_page: Any) -> tuple[str, int]:
        """A page's text, and how many characters PDFium counts in it."""
        count = pdfium.FPDFText_CountChars(text_page)
        if count <= 0:
            return "", 0
        # A character may need two UTF-16 units; one more for the closing zero.
        if 2 * count + 1 > len(self._units):
            self._make_room(2 * count + 1)
        length = max(pdfium.FPDFText_GetText(text_page, 0, count, self._units) - 1, 0)
        self._written = self._as_array[:length]
        return ctypes.string_at(self._units, 2 * length).decode("utf-16-le", "replace"), count

    def _make_room(self, units: int) -> None:
        """A new buffer for so many UTF-16 units of a page's text."""
        self._units = (ctypes.c_ushort * units)()
        self._as_array = np.ctypeslib.as_array(self._units)
        self._written = self._as_array[:0]

    def direction(self, text_page: Any, count: int) -> int:
        """By how many degrees clockwise a page has to be turned for most of its characters to stand."""
        sample = range(0, count, max(count // _ANGLES, 1))
        angles = [_angle(text_page, i) for i in sample]
        quarters = [round(angle / _QUARTER) for angle in angles if angle > 0.5]
        if 2 * len(quarters) <= len(angles):
            return 0
        return int(-90 * max(set(quarters), key=quarters.count) % 360)

    def frame(self, bounds: Box, degrees: int) -> None:
        """Gives the boxes of the pages to come from the corner of `bounds`, turned by so many degrees."""
        left, bottom, right, top = bounds
        width, height = right - left, top - bottom
        self._shown = (height, width) if degrees % 180 else (width, height)
        if not (left or bottom or degrees):
            self._box = _box
            return

        def box(text_page: Any, at: int, into: Any) -> None:
            one = self._rectangle
            _box(text_page, at, into)
            moved = one.left - left, one.bottom - bottom, one.right - left, one.top - bottom
            one.left, one.bottom, one.right, one.top = turn(moved, degrees, width, height)

        self._box = box

    def lines(self, text_page: Any, text: str, count: int, page: int) -> list[Line]:
        """The lines of page number `page`, whose `count` characters PDFium gives as `text`."""
        self._text_page, self._text = text_page, text
        self._characters = _character_indices(text_page, text, count)
        return self._lines(_fragments(text), _numbers(text, self._written), page)

    def parted(self, lines: Sequence[Line], cuts: Sequence[int]) -> list[Line]:
        """The `lines` of the page that was asked for last, those that PDFium ran on parted at `cuts`: places
        in its text, in order, each before a word. All characters must have their place in the text."""
        kept: list[Line] = []
        spans: list[Span] = []
        for line in lines:
            start, end = line.index, line.index + len(line.text)
            inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
            if not inside:
                kept.append(line)
                continue
            for cut in inside:
                spans.append((start, start + len(self._text[start:cut].rstrip())))
                start = cut
            spans.append((start, end))
        numbers = [number.span() for span in spans for number in _digits(self._text, *span)]
        found = self._lines(spans, numbers, lines[0].page)
        return sorted([*kept, *found], key=attrgetter("index"))

    def _lines(self, fragments: Sequence[Span], numbers: list[Span], page: int) -> list[Line]:
        """What stands in the `fragments` of a page's text as lines, with the `numbers` in them, in order."""
        text_page, text, characters, found = self._text_page, self._text, self._characters, []
        rectangle, into, box = self._rectangle, self._into, self._box
        across, up = self._shown
        spans, next_number = list(reversed(fragments)), 0
        numbers.append((len(text), len(text)))
        style, left, bottom, height, step = _NO_STYLE, 0.0, 0.0, 0.0, 0.0
        while spans:
            last_left, last_bottom, last_height, last_step = left, bottom, height, step
            start, end = spans.pop()
            at = characters[start]
            box(text_page, at, into)
            left = rectangle.left
            if not text[start].isalpha() and (letter := _first_letter(text, start, end)):
                at = characters[letter.start()]
                box(text_page, at, into)
            bottom, top = rectangle.bottom, rectangle.top
            box(text_page, characters[end - 1], into)
            right, height, step = rectangle.right, top - bottom, last_bottom - bottom
            # What stands beside the page or nowhere is not printed; text on the page may run on from it.
            if not (right >= 0 and top >= 0 and left <= across and -up < bottom <= up):
                if shown := self._shown_from(start, end):
                    spans.append((shown, end))
                continue
            # As high as the line before, at its left edge, at the last step below it: of the same style.
            as_high = -0.02 < height - last_height < 0.02
            if not (as_high and -0.5 < left - last_left < 0.5 and -0.6 < step - last_step < 0.6):
                style = self._style(at, style if as_high else _NO_STYLE)
            first_number, markers, runs_on = next_number, _NO_MARKERS, 0
            while numbers[next_number][0] < end:
                next_number += 1
            if next_number > first_number:
                markers, runs_on = self._markers(
                    numbers[first_number:next_number], start, left, bottom, height
                )
            size, _, bold, italic = style
            if not runs_on and not _NARROW < (right - left) / ((end - start) * size or 1) < _WIDE:
                runs_on = self._jump(start, end, size)
            if start < runs_on < end:
                spans.append((runs_on, end))
                if head := len(text[start:runs_on].rstrip()):
                    spans.append((start, start + head))
                next_number = first_number
                continue
            content, edges = text[start:end], (left, bottom, right, top)
            if content[-1] == _LINE_END_HYPHEN:
                content = content[:-1] + "-"
            found.append(
                _line((content, page, characters[start], edges, size, bottom, bold, italic, markers))
            )
        return found

    def _markers(
        self, numbers: Sequence[tuple[int, int]], start: int, left: float, bottom: float, height: float
    ) -> tuple[tuple[tuple[int, int], ...], int]:
        """Which of a line's `numbers` are small and raised; where it runs on as another line (0: nowhere)."""
        characters, rectangle, text_page = self._characters, self._rectangle, self._text_page
        into, box = self._into, self._box
        markers = _NO_MARKERS
        for first, end in numbers:
            # A paragraph's own number at the start of its line is no note reference, nor is that of a symbol.
            if first == start and self._text.startswith(". ", end):
                continue
            if first > start and self._text[first - 1] == "/":
                continue
            box(text_page, characters[end - 1], into)
            high = rectangle.top - rectangle.bottom
            if high > _HARDLY_SMALL * height:
                continue
            raised = rectangle.bottom - bottom
            first = self._first_small(first, end - 1, rectangle.bottom)
            if first > start:
                box(text_page, characters[first], into)
                # A small number at the left edge begins a printed line that PDFium ran on.
                if rectangle.left < left + 2:
                    return markers, first
            small = raised > _CLEARLY_RAISED * height or (
                high < _SMALL * height and raised > _RAISED * height
            )
            if small and "/" not in self._text[max(first - 1, 0) : end + 1]:
                markers += ((first - start, end - start),)
        return markers, 0

    def _style(self, at: int, last: "_Style") -> "_Style":
        """The style of a character; `last` is that of one as high: of the same size if of the same font."""
        _font_info(self._text_page, at, self._name, 128, self._flags)
        name = self._name.value
        if name == last.font:
            return last
        return _Style(self._size(at), name, *(self._fonts.get(name) or self._font(name, at)))

    def _size(self, at: int) -> float:
        """The printed font size of a character; some files scale a font of size 1 by the text matrix."""
        size = _font_size(self._text_page, at)
        _matrix(self._text_page, at, self._into_matrix)
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
        rectangle, into, box = self._rectangle, self._into, self._box
        while last > first:
            box(self._text_page, self._characters[last - 1], into)
            if abs(rectangle.bottom - bottom) > 0.5:
                break
            last -= 1
        return last

    def blanks(self, line: Line, width: float, first: int = 0, last: int = maxsize) -> list[Blank]:
        """The blanks wider than `width` points of a line of the page that was asked for last, of those from
        its letter `first` to `last`. All characters must have their place in the text."""
        text_page, box, into, rectangle = self._text_page, self._box, self._into, self._rectangle
        index, found = line.index, []
        for blank in _blanks(line.text, max(first, 1), last):
            start, end = blank.span()
            box(text_page, index + start - 1, into)
            left = rectangle.right
            box(text_page, index + end, into)
            right = rectangle.left
            if right - left > width:
                found.append(Blank(start, end, left, right))
        return found

    def _shown_from(self, start: int, end: int) -> int:
        """The first character of text[start:end], which begins beside the page, that stands on it; or 0."""
        one = self._rectangle
        for at in range(start + 1, end):
            self._box(self._text_page, self._characters[at], self._into)
            box = one.left, one.bottom, one.right, one.top
            if not self._text[at].isspace() and is_on_page(box, *self._shown):
                return at
        return 0

    def _jump(self, start: int, end: int, size: float) -> int:
        """Where text[start:end] goes on as another cell or printed line; 0 if it is one line."""
        if end - start < 4 or "...." in self._text[start:end]:
            return 0
        rectangle, into, box = self._rectangle, self._into, self._box
        for blank in _blanks(self._text, start, end):
            box(self._text_page, self._characters[blank.start() - 1], into)
            left, right = rectangle.left, rectangle.right
            box(self._text_page, self._characters[blank.end()], into)
            if rectangle.left < left - 2 * size:
                return blank.end()
            # The gap after a line's own number or letter is a tabulator.
            label = blank.start() - start <= 5 and self._text[blank.start() - 1] in ".)"
            if rectangle.left - right > CELL_GAP * size and not label:
                return blank.end()
        return 0


def _fragments(text: str) -> list[Span]:
    """Where the page's lines begin and end, blanks at their ends apart; a line-end hyphen closes one, too."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if _LINE_END_HYPHEN in line:
            spans += _parts(line, start)
        elif words := line.strip():
            begin = start if line[0] == words[0] else start + line.index(words[0])
            spans.append((begin, begin + len(words)))
        start += len(line) + 1
    return spans


def _parts(line: str, start: int) -> list[Span]:
    """The printed lines of one that holds line-end hyphens and begins at `start`; each keeps its hyphen."""
    spans: list[Span] = []
    following = start + len(line) + 1
    for part in line.split(_LINE_END_HYPHEN):
        end = start + len(part.rstrip())
        # The hyphen itself belongs to its line; the last part has none.
        after = start + len(part) + 1
        begin = end - len(part[: end - start].lstrip())
        if end > begin:
            spans.append((begin, after if after < following else end))
        start = after
    return spans


def _numbers(text: str, units: np.ndarray) -> list[Span]:
    """Where the page's numbers begin and end, in order. `units` are the text in UTF-16."""
    if len(units) != len(text):
        return [match.span() for match in _digits(text)]
    # Many times as fast as a regular expression.
    spans: list[Span] = []
    start = end = 0
    for place in (units - _ZERO < _DIGITS).nonzero()[0].tolist():
        if place != end:
            if end:
                spans.append((start, end))
            start = place
        end = place + 1
    return [*spans, (start, end)] if end else spans


def _character_indices(text_page: Any, text: str, count: int) -> Sequence[int]:
    """PDFium's index of each character of `text`: on nearly all pages its place in the text itself."""
    if len(text) == count:
        return range(count)
    to_character = pdfium.FPDFText_GetCharIndexFromTextIndex
    return [max(to_character(text_page, i), 0) for i in range(len(text))]
