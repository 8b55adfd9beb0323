"""Running headers and footers: the outermost lines of pages that repeat, whatever their height on the page.

Bands of fixed height fail (the footer of one UN template stands where another prints text), and headers
vary by a blank or an asterisk. So only the outermost lines count, peeled off from the edge inwards while
they are page numbers, document symbols, job numbers or lines that other pages repeat at the same height.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import attrgetter
from statistics import median

from gmi.read.lines import Line, PageLines
from gmi.read.words import language_words

_LOOK, _DEPTH, _REPEATS_DEPTH = 6, 3, 2
_BEGINNING = 60
"""Characters of a line by which lines are first held against each other."""
_HEIGHT = 12
"""Points: repeats stand in the same or in neighbouring steps of this height."""
_FEWEST_IN_PLACE = 3
"""Pages that have a running header at the same place in the same print."""
_HUGE = 30.0
"""Points from which letters are larger than those of any heading that pages repeat."""
_BIGGER = 0.8
"""Points by which headings are larger than text."""
_LONGEST_NUMBER = 9
"""Characters of a page number with the signs around it."""
_LONGEST_SMALL = 30
"""Characters of headers that begin in small letters: "page 2 of 8"."""
_AROUND = string.punctuation + string.digits + string.whitespace
_opens_paragraph = re.compile(r"\d{1,4}(?:\.\d{1,3}){0,3}\.\s").match
_without_signs = dict.fromkeys(map(ord, _AROUND))
_template = re.compile(
    r"(?:[A-Z]{1,6}/[\w.,/()\[\]-]+\*{0,3}"  # a document symbol
    r"|(?:\d{1,4}\s+)?(?:GE|V)\.\s?\d\d-\s?\d{4,6}(?:\s*\([A-Z]\))?(?:\s+\d{1,4})?"  # a job number, the page
    r"|[-–—|]?\s*\d{1,4}\s*[-–—|]?|\d{1,4}\s?/\s?\d{1,4}|[ivxl]{1,7})$"  # a page number: "- 3 -", "3/8", "iv"
).match
_roman = re.compile(r"[ivxl]{1,7}").fullmatch
_page_word = re.compile(
    r"(?:page|página|seite|pagina|страница|p\.|pág\.)\s*\d{1,4}(?:\s?(?:/|of|de|sur|von|из)\s?\d{1,4})?$",
    re.IGNORECASE,
).match


def split_furniture(pages: Sequence[PageLines]) -> tuple[list[list[Line]], list[Line]]:
    """For each page the lines that are text, in order; and all running headers and footers, in order.

    The first page of a UN document carries a masthead instead: there only repeats count, and numbers that
    say that they are a page's.
    """
    edges = [_edges(page.lines) for page in pages]
    repeats = _Repeats(pages, edges)
    watermarks = _watermarks(pages)
    found: list[dict[int, Line]] = []
    for position, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        dropped = {line.index: line for line in page.lines if _mark(line) in watermarks} if watermarks else {}
        for top, side in zip((True, False), sides, strict=True):
            for line in side[:_DEPTH]:
                told = (position and _template(line.text)) or _page_word(line.text)
                if not (told or repeats.has(line, page, top)):
                    break
                dropped[line.index] = line
        _keep_cells(sides, dropped)
        found.append(dropped)
    _add_in_place(pages, edges, found)
    kept = [
        [line for line in page.lines if line.index not in dropped] if dropped else page.lines
        for page, dropped in zip(pages, found, strict=True)
    ]
    return kept, [dropped[index] for dropped in found for index in sorted(dropped)]


def _add_in_place(
    pages: Sequence[PageLines],
    edges: Sequence[tuple[list[Line], list[Line]]],
    found: Sequence[dict[int, Line]],
) -> None:
    """Adds to the headers `found` those that change from chapter to chapter: they stand on the very line, in
    the very print, of those of other pages."""
    places = Counter(place for dropped in found for place in {_place(line) for line in dropped.values()})
    fewest = max(_FEWEST_IN_PLACE, len(pages) // 5)
    for (tops, bottoms), dropped in zip(edges, found, strict=True):
        for outermost in (tops[:1], bottoms[:1]):
            for line in outermost:
                if places[_place(line)] >= fewest and not _reads_as_text(line.text):
                    dropped[line.index] = line


def _place(line: Line) -> tuple[int, int, bool, bool]:
    """Height and print of a line."""
    return round(2 * line.baseline), round(10 * line.size), line.bold, line.italic


def _watermarks(pages: Sequence[PageLines]) -> frozenset[tuple[str, int, int]]:
    """What stands in huge letters at one place on most pages: "DRAFT"."""
    marks = Counter([_mark(line) for page in pages for line in page.lines if line.size > _HUGE])
    return frozenset(mark for mark, number in marks.items() if number > max(len(pages) // 2, 1))


def _mark(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.box[0] / 10), round(line.box[1] / 10)


class _Repeats:
    """Which of the outermost lines other pages have, too."""

    def __init__(self, pages: Sequence[PageLines], edges: Sequence[tuple[list[Line], list[Line]]]) -> None:
        # The text's own lines at the edges are counted, too: only what stays alike from page to page repeats.
        self._counts: Counter[tuple[str, bool, int]] = Counter()
        for page, sides in zip(pages, edges, strict=True):
            # Each once a page, where it stands outermost.
            places = {
                (key, top): _height(line, page, top)
                for top, side in zip((True, False), sides, strict=True)
                for line in side[_REPEATS_DEPTH - 1 :: -1]
                if (key := _key(line.text)) or _template(line.text)
            }
            self._counts.update((key, top, height) for (key, top), height in places.items())
        self._edges = edges
        self._usual_sizes: dict[int, float] = {}
        self._wholes: Counter[str] = Counter()
        # Of one or two pages nothing can be told.
        self._fewest = max(2, len(pages) // 5) if len(pages) > 2 else len(pages) + 1

    def has(self, line: Line, page: PageLines, top: bool) -> bool:
        """Whether so many pages have `line` of `page`, at the `top` or at the bottom, that it is no text."""
        key, height = _key(line.text), _height(line, page, top)
        # A bare page number has no letters. On the first page it is told by those of the others.
        if not key and not _template(line.text):
            return False
        if sum(self._counts[key, top, height + step] for step in (-1, 0, 1)) < self._fewest:
            return False
        if _reads_as_text(line.text) or line.size > self._usual_size(page) + _BIGGER:
            return False
        # Paragraphs may begin alike, and the parts of a report are told apart by their numbers.
        if len(line.text) <= _BEGINNING and not _names_part(line.text):
            return True
        self._wholes = self._wholes or _whole_lines(self._edges)
        return self._wholes[_whole(line.text)] >= self._fewest

    def _usual_size(self, page: PageLines) -> float:
        """The font size of a page's lines, worked out once a page."""
        number = page.page.number
        if number not in self._usual_sizes:
            self._usual_sizes[number] = median(line.size for line in page.lines)
        return self._usual_sizes[number]


def _height(line: Line, page: PageLines, top: bool) -> int:
    """How far from its edge of the page a line stands, in steps."""
    high = page.page.width if page.turned % 180 else page.page.height
    return int((high - line.baseline if top else line.baseline) // _HEIGHT)


def _reads_as_text(text: str) -> bool:
    """Whether a line shows by its words that it is text: the beginning or the middle of a paragraph."""
    return bool(_opens_paragraph(text)) or (text[0].islower() and len(text) > _LONGEST_SMALL)


def _names_part(text: str) -> bool:
    """Whether a line begins as headings of numbered parts do: "Article 8", "Annex II", "Table 3"."""
    first = text.split(maxsplit=1)[0].rstrip(".:").lower()
    return first in _part_words()


@cache
def _part_words() -> frozenset[str]:
    """The words for numbered parts in all languages."""
    every = language_words().values()
    return frozenset(word for words in every for word in words.article + words.annex + words.caption)


def _whole_lines(edges: Sequence[tuple[list[Line], list[Line]]]) -> Counter[str]:
    """On how many pages each line stands from end to end."""
    wholes: Counter[str] = Counter()
    for sides in edges:
        lines = [line.text for side in sides for line in side[:_REPEATS_DEPTH]]
        wholes.update({_whole(text) for text in lines})
    return wholes


def _whole(text: str) -> str:
    """All of a line but its blanks and a page number at either end; a part's number is no page number."""
    return "".join((text if _names_part(text) else text.strip(_AROUND)).split())


def _keep_cells(sides: tuple[list[Line], list[Line]], dropped: dict[int, Line]) -> None:
    """Takes bare numbers out of `dropped` that stand in a row with text: cells, and no page numbers."""
    short = [line for line in dropped.values() if len(line.text) <= _LONGEST_NUMBER]
    numbers = [line for line in short if not _key(line.text)]
    kept = [line.baseline for side in sides for line in side if line.index not in dropped] if numbers else []
    for one in numbers:
        if any(abs(baseline - one.baseline) < 1 for baseline in kept):
            del dropped[one.index]


def _edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines at the top and at the bottom of a page, from its edge inwards."""
    by_height = sorted(lines, key=attrgetter("baseline"))
    return by_height[: -_LOOK - 1 : -1], by_height[:_LOOK]


@lru_cache(maxsize=4096)  # running headers come again on each page
def _key(text: str) -> str:
    """What stays the same from page to page: the letters, but those of a page number."""
    if _roman(text):
        return ""
    return text[:_BEGINNING].translate(_without_signs).lower()
