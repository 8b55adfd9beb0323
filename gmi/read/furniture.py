"""Running headers and footers: the outermost lines of pages that repeat, whatever their height on the page.

Bands of fixed height fail (the footer of one UN template stands where another prints text), and headers
vary by a blank or an asterisk. So only the outermost lines count, peeled off from the edge inwards while
they are page numbers, document symbols, job numbers or lines that other pages repeat.
"""

import re
from collections import Counter
from collections.abc import Sequence

from gmi.read.lines import Line, PageLines

_DEPTH = 3
_not_letters = re.compile(r"[\W_]+")
_digits = re.compile(r"\d+")
_template = re.compile(
    r"(?:[A-Z]{1,6}/[\w.,/()\[\]-]+\*{0,3}"  # a document symbol
    r"|(?:\d{1,4}\s+)?(?:GE|V)\.\s?\d\d-\s?\d{4,6}(?:\s*\([A-Z]\))?(?:\s+\d{1,4})?"  # a job number, with the page
    r"|[-–]?\s*\d{1,4}\s*[-–]?)$"  # a page number
).match


def split_furniture(pages: Sequence[PageLines]) -> tuple[list[list[Line]], list[Line]]:
    """For each page the lines that are text, in order; and all running headers and footers, in order.

    The first page of a UN document carries a masthead instead: there only repeats and job numbers count.
    """
    edges = [_edges(page.lines) for page in pages]
    keys: Counter[str] = Counter()
    for top, bottom in edges:
        keys.update({_key(line.text) for line in (*top, *bottom)})
    repeated = max(2, len(pages) // 5)
    kept, furniture = [], []
    for position, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        dropped = set()
        for side in sides:
            for line in side:
                template = position > 0 and _template(line.text)
                if not template and (len(pages) < 3 or keys[_key(line.text)] < repeated):
                    break
                dropped.add(line.index)
        kept.append([line for line in page.lines if line.index not in dropped] if dropped else page.lines)
        furniture += [line for line in page.lines if line.index in dropped] if dropped else []
    return kept, furniture


def _edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines at the top and at the bottom of a page, from its edge inwards."""
    by_height = sorted(lines, key=lambda line: line.baseline)
    return by_height[: -_DEPTH - 1 : -1], by_height[:_DEPTH]


def _key(text: str) -> str:
    """What stays the same from page to page: without numbers' values, blanks and punctuation."""
    return _not_letters.sub("", _digits.sub("0", text[:80])).lower()
