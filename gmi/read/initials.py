"""Initials several lines high that open a chapter: the letter is put back before the rest of its word.

Programs print them before the page's text, or after their paragraph: "he Government" would lack its word.
"""

from collections.abc import Sequence
from itertools import pairwise

from gmi.read.lines import Line

_SMALLEST = 15.0
"""Points of the smallest initial: most pages have nothing as large."""
_HIGH = 1.7
"""How many times as large as the text an initial is, at least."""
_STEP = 1.2
"""Font sizes from line to line."""
_NEAR = 0.6
"""Initial's sizes between it and its paragraph, at most."""
_WORDS = "AIOEYÀÉ"
"""Letters that are words of their own."""


def with_initials(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages' lines, each initial right before the line that it opens, in its print and at its edge."""
    found = list(pages)
    for position, lines in enumerate(pages):
        large = [line for line in lines if line.size > _SMALLEST]
        if not large:
            continue
        for initial in [line for line in large if len(line.text) == 1 and line.text.isupper()]:
            if (opened := _opened(initial, lines)) is not None:
                whole = _is_word(initial.text, opened.text, pages)
                found[position] = _put(initial, opened, found[position], apart=whole)
        for at, (line, below) in enumerate(pairwise(found[position])):
            if _begins_large(line, below):
                found[position] = [*found[position]]
                found[position][at] = _of_one_print(line, below)
    return found


def _of_one_print(line: Line, below: Line) -> Line:
    """A line that begins with an initial as the first one of its paragraph."""
    edges = below.box[0], *line.box[1:]
    baseline = below.baseline + _STEP * below.size
    return line._replace(size=below.size, baseline=baseline, box=edges)


def _begins_large(line: Line, below: Line) -> bool:
    """Whether the initial is there in its line, and the next line still stands beside it."""
    beside = line.box[1] - 1 < below.baseline < line.box[3] and below.box[0] > line.box[0] + below.size / 2
    return beside and line.size > _HIGH * below.size and line.text[0].isupper()


def _opened(initial: Line, lines: Sequence[Line]) -> Line | None:
    """The uppermost of the lines that stand beside an initial; None if it is none."""
    _, bottom, right, top = initial.box
    beside = [
        line
        for line in lines
        if bottom - 1 < line.baseline < top
        and initial.size > _HIGH * line.size
        and -2 < line.box[0] - right < _NEAR * initial.size
        and line.text[0].isalpha()
    ]
    return max(beside, key=lambda line: line.baseline) if len(beside) > 1 else None


def _is_word(letter: str, text: str, pages: Sequence[list[Line]]) -> bool:
    """Whether the letter is a word of its own: the document has the word after it, and not the two as one."""
    if letter not in _WORDS:
        return False
    rest = text.split(maxsplit=1)[0]
    words = {word for page in pages for line in page for word in line.text.lower().split()}
    return rest.lower() in words and (letter + rest).lower() not in words


def _put(initial: Line, opened: Line, lines: Sequence[Line], *, apart: bool) -> list[Line]:
    kept = [line for line in lines if line.index != initial.index]
    at = next(i for i, line in enumerate(kept) if line.index == opened.index)
    below = kept[at + 1] if at + 1 < len(kept) else opened
    # The first line may be in small capitals, and is of one print with the others all the same.
    size = below.size if abs(below.box[0] - opened.box[0]) < 1 else opened.size
    left, _, _, top = initial.box
    right = opened.box[0] - (size / 4 if apart else 0.0)
    letter = opened._replace(
        text=initial.text,
        index=initial.index,
        box=(left, opened.box[1], right, top),
        size=size,
        markers=(),
    )
    return [*kept[:at], letter, opened._replace(size=size), *kept[at + 1 :]]
