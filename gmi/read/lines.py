"""The record every page engine makes: one printed line (or piece of a line) with where it stands.

An engine (`pdfium`, `pdfplumber`, OCR) turns a page into a `PageLines`; what comes after it never asks
which engine that was. The promises an engine makes:

- lines come in reading order as the engine sees it; running headers, footers and notes are left in;
- `text` is the characters `index`, `index + 1`, ... of the page one to one, without a line break and
  without blanks at its ends; a hyphen that ended the printed line is there as "-" and ends the `text`;
- cells of one table row, and pieces of a row that stand more than `CELL_GAP` font sizes apart, are
  separate lines; pieces of one baseline closer than that may be separate lines too: they are joined later;
- `markers` are the note references in the text (small and raised), as (start, end) in `text`. They stay
  in `text`; a line that opens a note has its label as a marker that starts at 0.
"""

from typing import NamedTuple

from gmi.read.document import Box, Page

CELL_GAP = 1.8
"""A horizontal gap, in font sizes, from which two pieces of a row are cells and not words of a line."""

BULLETS = "•●▪■◦·‣\uf0b7\uf0a7"
"""Signs that open a list item: what follows them, however far apart, is no other cell."""

JOINER = "\u2060"
"""Stands for a blank between spaced letters of one word; normalising drops it."""

HARDLY_ANY = 200
"""Characters: a page with fewer may be a scan with a stamp or a footer of text on it."""

MOST_OF_PAGE = 0.5
"""Share of a page from which a picture on it is the page itself."""


class Line(NamedTuple):
    """One printed line: lengths in PDF points, `box` as (left, bottom, right, top) from the lower left.

    `size` is the font size of the first letter, `baseline` the height of its line on the page (engines
    may be off by a constant share of the size: only differences are used). `bold` and `italic` are those
    of the first letter's font.
    """

    text: str
    page: int
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs of a Line
    box: Box
    size: float
    baseline: float
    bold: bool = False
    italic: bool = False
    markers: tuple[tuple[int, int], ...] = ()


class PageLines(NamedTuple):
    """One page and its lines; `characters` is how many the engine saw.

    Text that is printed sideways is turned, so that all that comes after sees it upright: `turned` is by how
    many degrees clockwise the lines are turned against the page as it is displayed.

    `pictures` says that the page is a scan: it draws a picture and has no lines, or hardly any on a picture
    that fills it; or that it couldn't be loaded. A page without lines and pictures is blank.
    """

    page: Page
    lines: list[Line]
    characters: int = 0
    pictures: bool = False
    turned: int = 0


def turn(box: Box, degrees: int, width: float, height: float) -> Box:
    """A box of a page of this width and height when the page is turned clockwise by so many degrees."""
    left, bottom, right, top = box
    match degrees:
        case 90:
            return bottom, width - right, top, width - left
        case 180:
            return width - right, height - top, width - left, height - bottom
        case 270:
            return height - top, left, height - bottom, right
    return box


def is_on_page(box: Box, width: float, height: float) -> bool:
    """Whether any of the box lies on a page of this size: what stands beside it is not printed."""
    return box[2] > 0 and box[3] > 0 and box[0] < width and box[1] < height
