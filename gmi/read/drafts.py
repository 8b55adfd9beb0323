"""Blocks before the document's text exists: what every reader, of any format, hands to `finish`.

A reader of a format with structure of its own (Word, HTML, Markdown) makes `Draft`s straight from it:

    drafts = [Draft("heading", [Piece("II. Labour migration")], level=1),
              Draft("body", [Piece("12. The Government adopted a law on domestic workers.")])]
    assign_numbers(drafts)                    # printed paragraph numbers, list items (gmi.read.numbering)
    document = finish(Source(name, sha256, "docx", "python-docx"), drafts)

The PDF reader makes them out of lines (`gmi.read.assemble`). `finish` then does for all formats alike:
normalise the text with its map, carry numbers on, heading paths, languages, cover data, repeats, warnings.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from gmi.read.document import Box, Page, ReadWarning, Zone


class Piece(NamedTuple):
    """Text as the source has it, not yet normalised, and where it was printed.

    `text` is the characters `index`, `index + 1`, ... of page `page`, one to one; page 0 says that
    the source has no pages. `glue` goes between the piece before and this one (" ", or "" after a
    line-end hyphen; in the first piece it is ignored). `marker` is the label of a note reference that
    was printed right after the text and taken out of it.
    """

    text: str
    page: int = 0
    index: int = 0  # type: ignore[assignment]  # hides tuple.index, which nobody needs of a Piece
    box: Box | None = None
    glue: str = " "
    marker: str = ""


@dataclass(slots=True)
class Draft:
    """A block in the making; the fields mean what they mean in `document.Block`.

    `number` and `item` are the block's own printed labels, which stay part of its text; `finish` carries
    numbers on to the blocks below. `level` is set on headings: 1 is the outermost.
    """

    zone: Zone
    pieces: list[Piece]
    level: int | None = None
    number: str | None = None
    item: str | None = None
    note: str | None = None
    repeats: bool = False

    @property
    def text(self) -> str:
        """The pieces put together, not normalised."""
        first, *rest = self.pieces
        return first.text + "".join(piece.glue + piece.text for piece in rest)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the file itself: goes into the `Document` as it stands.

    `pages` is empty for formats without pages. `warnings` are those of the engine; `finish` adds its own.
    """

    name: str
    sha256: str
    format: Literal["pdf", "docx", "html", "markdown", "text"]
    engine: str
    pages: tuple[Page, ...] = ()
    warnings: tuple[ReadWarning, ...] = field(default=())
    pages_estimated: bool = False
