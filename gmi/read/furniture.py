"""Running headers and footers: the outermost lines of pages that repeat, whatever their height on the page.

Bands of fixed height fail (the footer of one UN template stands where another prints text), and headers
vary by a blank or an asterisk. So only the outermost lines count, peeled off from the edge inwards while
they are page numbers, document symbols, job numbers or lines that other pages repeat.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from gmi.read.lines import Line, PageLines

_LOOK, _DEPTH, _REPEATS_DEPTH = 6, 3, 2
_BEGINNING = 60
"""Characters of a line by which lines are first held against each other."""
_AROUND = string.punctuation + string.digits + string.whitespace
_opens_paragraph = re.compile(r"\d{1,4}(?:\.\d{1,3}){0,3}\.\s").match
_without_signs = dict.fromkeys(map(ord, _AROUND))
_template = re.compile(
    r"(?:[A-Z]{1,6}/[\w.,/()\[\]-]+\*{0,3}"  # a document symbol
    r"|(?:\d{1,4}\s+)?(?:GE|V)\.\s?\d\d-\s?\d{4,6}(?:\s*\([A-Z]\))?(?:\s+\d{1,4})?"  # a job number, the page
    r"|[-–]?\s*\d{1,4}\s*[-–]?)$"  # a page number
).match


def split_furniture(pages: Sequence[PageLines]) -> tuple[list[list[Line]], list[Line]]:
    """For each page the lines that are text, in order; and all running headers and footers, in order.

    The first page of a UN document carries a masthead instead: there only repeats and job numbers count.
    """
    edges = [_edges(page.lines) for page in pages]
    # The text's own lines at the edges are counted, too: only what stays alike from page to page repeats.
    keys: Counter[str] = Counter()
    for sides in edges:
        keys.update({_key(line.text) for side in sides for line in side[:_REPEATS_DEPTH]} - {""})
    wholes: Counter[str] = Counter()
    repeated = max(2, len(pages) // 5)
    kept, furniture = [], []
    for position, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        dropped: dict[int, Line] = {}
        for side in sides:
            for line in side[:_DEPTH]:
                template = position > 0 and _template(line.text)
                if not template and (len(pages) < 3 or keys[_key(line.text)] < repeated):
                    break
                # Paragraphs may begin alike.
                if len(line.text) > _BEGINNING:
                    wholes = wholes or _whole_lines(edges)
                    if _opens_paragraph(line.text) or wholes[_whole(line.text)] < repeated:
                        break
                dropped[line.index] = line
        _keep_cells(sides, dropped)
        kept.append([line for line in page.lines if line.index not in dropped] if dropped else page.lines)
        furniture += [dropped[index] for index in sorted(dropped)]
    return kept, furniture


def _whole_lines(edges: Sequence[tuple[list[Line], list[Line]]]) -> Counter[str]:
    """On how many pages each line stands from end to end."""
    wholes: Counter[str] = Counter()
    for sides in edges:
        lines = [line.text for side in sides for line in side[:_REPEATS_DEPTH]]
        wholes.update({_whole(text) for text in lines})
    return wholes


def _whole(text: str) -> str:
    """All of a line but its blanks and a page number at either end."""
    return "".join(text.strip(_AROUND).split())


def _keep_cells(sides: tuple[list[Line], list[Line]], dropped: dict[int, Line]) -> None:
    """Takes bare numbers out of `dropped` that stand in a row with text: cells, and no page numbers."""
    numbers = [line for line in dropped.values() if line.text.isdigit()]
    kept = [line.baseline for side in sides for line in side if line.index not in dropped] if numbers else []
    for one in numbers:
        if any(abs(baseline - one.baseline) < 1 for baseline in kept):
            del dropped[one.index]


def _edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines at the top and at the bottom of a page, from its edge inwards."""
    by_height = sorted(lines, key=attrgetter("baseline"))
    return by_height[: -_LOOK - 1 : -1], by_height[:_LOOK]


def _key(text: str) -> str:
    """What stays the same from page to page: the letters."""
    return text[:_BEGINNING].translate(_without_signs).lower()
