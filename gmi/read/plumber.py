"""The other engine: pages of a PDF as `Line`s, by pdfplumber.

Slower by a factor of forty, but with the position of every character: a second opinion on what the default
engine reads.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from sys import maxsize
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from gmi.errors import GmiError
from gmi.read.cells import Blank
from gmi.read.document import Page
from gmi.read.gutters import gutters
from gmi.read.limits import Limits, refuse_pages
from gmi.read.lines import BULLETS, CELL_GAP, HARDLY_ANY, MOST_OF_PAGE, Line, PageLines, is_on_page, turn

ENGINE = f"pdfplumber {pdfplumber.__version__}"

_blanks = re.compile(r"\s+").finditer

# Characters whose middles are closer than this share of their size stand on one line.
_SAME_LINE = 0.5
# A gap, in font sizes, from which there is a blank between two characters.
_BLANK = 0.15
# A note reference is smaller than its line and stands higher.
_SMALL, _RAISED = 0.82, 0.06
# Characters of a line's own number or letter.
_LONGEST_LABEL = 5
# Points between two prints of one letter; two letters side by side are farther apart.
_TWICE = 0.9
# Letters from which even gaps between them are taken for spaced print.
_SPACED = 8


def read_pages(
    path: Path,
    password: str | None = None,
    numbers: Sequence[int] | None = None,
    *,
    most_pages: int | None = None,
) -> Iterator[PageLines]:
    """The pages of the PDF at `path` in order, or those with the given `numbers` (from 1).

    Raises `GmiError` if it can't be opened, or has no pages or more than `most_pages`.
    """
    try:
        document = pdfplumber.open(path, pages=list(numbers) if numbers else None, password=password or "")
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise GmiError(f"{path.name}: is encrypted.", "Give its password with --password.") from error
        raise GmiError(
            f"{path.name}: not a PDF that pdfplumber can open.", "Try the default engine."
        ) from error
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise GmiError(
            f"{path.name}: not a PDF that pdfplumber can open.", "Try the default engine."
        ) from error
    with document:
        # A file with damaged cross-references has no pages here, without an exception.
        if not document.pages:
            raise GmiError(f"{path.name}: pdfplumber finds no pages in it.", "Try the default engine.")
        refuse_pages(path.name, len(document.pages), most_pages or Limits().pages)
        for page in document.pages:
            yield _read_page(page)
            page.close()


def _read_page(page: Any) -> PageLines:
    number, width, height = page.page_number, float(page.width), float(page.height)
    try:
        characters = _printed_once([_named(c) for c in page.chars if c["text"].strip()])
        turned = Counter(map(_needed, characters)).most_common(1)[0][0] if characters else 0
        largest = max((one["width"] * one["height"] for one in page.images), default=0.0)
    except Exception:  # pdfminer raises anything at all on broken content; the page then has no text
        characters, turned, largest = [], 0, width * height
    lines = _lines(characters, number, (width, height), turned)
    source = Page(number, round(width, 2), round(height, 2), "text" if lines else "none")
    hardly_any = len(characters) < HARDLY_ANY and largest > MOST_OF_PAGE * width * height
    return PageLines(source, lines, len(characters), hardly_any or (largest > 0 and not lines), turned)


def _named(character: dict[str, Any]) -> dict[str, Any]:
    """The character, or the sign for none where pdfminer doesn't know which it is and writes "(cid:129)"."""
    return {**character, "text": "\ufffd"} if character["text"].startswith("(cid:") else character


def _printed_once(characters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters without those that are printed again, hardly moved, to look bold."""
    kept: list[dict[str, Any]] = []
    places: dict[tuple[str, int, int], tuple[float, float]] = {}
    for one in characters:
        text, across, down = one["text"], one["x0"], one["top"]
        column, row = int(across), int(down)
        around = (places.get((text, column + x, row + y)) for x in (0, -1, 1) for y in (0, -1, 1))
        if any(at and abs(at[0] - across) + abs(at[1] - down) < _TWICE for at in around):
            continue
        places[text, column, row] = (across, down)
        kept.append(one)
    return kept


def _lines(characters: list[dict[str, Any]], page: int, size: tuple[float, float], turned: int) -> list[Line]:
    """The lines of a page of this width and height, turned clockwise by so many degrees so that most text
    stands upright; then the lines that run another way."""
    lines: list[Line] = []
    index = 0
    for degrees in sorted({*map(_needed, characters)}, key=lambda one: (one != turned, one)):
        width, height = size if degrees in (0, 180) else size[::-1]
        own = [_turned(one, degrees, *size) for one in characters if _needed(one) == degrees]
        for line in _upright(own, page, index, height):
            index = line.index + len(line.text) + 1
            if not is_on_page(line.box, width, height):
                continue
            if degrees != turned:
                box = turn(line.box, (turned - degrees) % 360, width, height)
                line = line._replace(box=box, baseline=box[1], markers=())
            lines.append(line)
    return lines


def _upright(characters: list[dict[str, Any]], page: int, index: int, height: float) -> list[Line]:
    """The lines of upright characters, the first of which is number `index` on its page."""
    cells = [cell for row in _rows(characters) for cell in _cells(row)]
    lines = list(_as_lines(cells, page, index, height))
    # The characters of the page's text by their indices; a ligature has several.
    placed = {
        line.index + place + i: one
        for cell, line in zip(cells, lines, strict=True)
        for one, place in zip(cell, _spelled(cell)[1], strict=True)
        for i in range(len(one["text"]))
    }

    def blanks(line: Line, width: float, first: int = 0, last: int = maxsize) -> list[Blank]:
        spans = [blank.span() for blank in _blanks(line.text, max(first, 1), last)]
        at = line.index
        sides = [(placed[at + start - 1]["x1"], placed[at + end]["x0"]) for start, end in spans]
        found = [Blank(*span, *side) for span, side in zip(spans, sides, strict=True)]
        return [blank for blank in found if blank.right - blank.left > width]

    cuts = gutters(lines, blanks)
    if not cuts:
        return lines
    firsts = {id(placed[cut]) for cut in cuts}
    return list(_as_lines([part for cell in cells for part in _cut(cell, firsts)], page, index, height))


def _as_lines(cells: Iterable[list[dict[str, Any]]], page: int, index: int, height: float) -> Iterator[Line]:
    for cell in cells:
        line = _line(cell, page, index, height)
        index += len(line.text) + 1
        yield line


def _cut(cell: list[dict[str, Any]], firsts: set[int]) -> Iterator[list[dict[str, Any]]]:
    """The characters of a cell, parted before those whose identities are in `firsts`."""
    begin = 0
    for position, one in enumerate(cell):
        if position and id(one) in firsts:
            yield cell[begin:position]
            begin = position
    yield cell[begin:]


def _needed(character: dict[str, Any]) -> int:
    """By how many degrees clockwise a character has to be turned to stand."""
    a, b, *_ = character["matrix"]
    return (0 if a >= 0 else 180) if abs(a) >= abs(b) else 90 if b > 0 else 270


def _turned(character: dict[str, Any], degrees: int, width: float, height: float) -> dict[str, Any]:
    """The character on a page of this width and height that is turned clockwise by so many degrees."""
    if not degrees:
        return character
    box = (character["x0"], height - character["bottom"], character["x1"], height - character["top"])
    left, bottom, right, top = turn(box, degrees, width, height)
    high = width if degrees in (90, 270) else height
    # For what runs sideways pdfplumber takes the width of a letter for its size.
    size = top - bottom if degrees in (90, 270) else character["size"]
    return {**character, "x0": left, "x1": right, "top": high - top, "bottom": high - bottom, "size": size}


def _rows(characters: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters by printed line, from the top of the page, each from left to right."""
    rows: list[list[dict[str, Any]]] = []
    for character in sorted(characters, key=lambda c: (round(_middle(c), 1), c["x0"])):
        row = rows[-1] if rows else None
        if row is not None and abs(_middle(character) - _line_middle(row)) < _SAME_LINE * _largest(
            row, character
        ):
            row.append(character)
        else:
            rows.append([character])
    return [sorted(row, key=lambda c: c["x0"]) for row in rows]


def _middle(character: dict[str, Any]) -> float:
    return float(character["top"] + character["bottom"]) / 2


def _line_middle(row: list[dict[str, Any]]) -> float:
    """The middle of a row's largest character: a raised figure doesn't move it."""
    return _middle(max(row, key=lambda c: c["size"]))


def _largest(row: list[dict[str, Any]], character: dict[str, Any]) -> float:
    return float(max(max(c["size"] for c in row), character["size"]))


def _cells(row: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """A row cut where a gap is too wide for a blank."""
    begin = 0
    for position in range(1, len(row)):
        before, after = row[position - 1], row[position]
        # The gap after a line's own number, letter or bullet is a tabulator.
        numbered = position - begin <= _LONGEST_LABEL and before["text"] in ".)"
        label = numbered or (position - begin == 1 and before["text"] in BULLETS)
        if after["x0"] - before["x1"] > CELL_GAP * max(before["size"], after["size"]) and not label:
            yield row[begin:position]
            begin = position
    yield row[begin:]


def _line(characters: list[dict[str, Any]], page: int, index: int, height: float) -> Line:
    size = max(c["size"] for c in characters)
    text, places = _spelled(characters)
    letter = next((c for c in characters if c["text"].isalpha()), characters[0])
    bottom = max(c["bottom"] for c in characters if c["size"] > _SMALL * size)
    font = str(letter["fontname"]).lower()
    return Line(
        text=text,
        page=page,
        index=index,
        box=(
            characters[0]["x0"],
            height - max(c["bottom"] for c in characters),
            characters[-1]["x1"],
            height - min(c["top"] for c in characters),
        ),
        size=float(letter["size"]),
        baseline=height - bottom,
        bold="bold" in font or "black" in font,
        italic="italic" in font or "oblique" in font,
        markers=tuple(_markers(characters, places)),
    )


def _spelled(characters: list[dict[str, Any]]) -> tuple[str, list[int]]:
    """The text of a line's characters, with blanks, and where in it each of them begins."""
    size = max(c["size"] for c in characters)
    text, places, blank = "", list[int](), _BLANK * size + _spacing(characters, size)
    for before, character in zip([None, *characters], characters, strict=False):
        if before is not None and character["x0"] - before["x1"] > blank:
            text += " "
        places.append(len(text))
        text += character["text"]
    return text, places


def _spacing(characters: list[dict[str, Any]], size: float) -> float:
    """The gap between the letters of a line that is printed with spaced letters, in points; else 0."""
    pairs = pairwise(characters)
    # Leaders of a table of contents are spaced, too.
    gaps = [b["x0"] - a["x1"] for a, b in pairs if a["text"].isalpha() and b["text"].isalpha()]
    usual = median(gaps) if len(gaps) >= _SPACED else 0.0
    return (
        usual if usual > _BLANK * size and sum(gap > _BLANK * size for gap in gaps) > 0.8 * len(gaps) else 0.0
    )


def _markers(characters: list[dict[str, Any]], places: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of figures that are small and raised beside their nearest letter, as (start, end) in the line's
    text: a symbol's first letter may be larger than all that follows it."""
    letters = [one["text"].isalpha() for one in characters]
    nearest: list[dict[str, Any] | None] = []
    for one, letter in zip(characters, letters, strict=True):
        nearest.append(one if letter else nearest[-1] if nearest else None)
    first = next((one for one, letter in zip(characters, letters, strict=True) if letter), None)
    largest = max(characters, key=lambda one: one["size"])

    def is_marker(at: int) -> bool:
        figure, beside = characters[at], nearest[at] or first or largest
        raised = beside["bottom"] - figure["bottom"] > _RAISED * beside["size"]
        return bool(figure["text"].isdigit() and figure["size"] < _SMALL * beside["size"] and raised)

    for marker, run in groupby(range(len(characters)), key=is_marker):
        if marker:
            start, *_, end = [*run] * 2
            yield places[start], places[end] + 1
