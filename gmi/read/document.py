"""What `read` hands on: a document as one text, with one map back to its pages.

All offsets are character offsets into `Document.text`. Blocks follow each other in reading order and
are separated by one newline, which belongs to no block; running headers and footers stand at the very
end, out of the way of the sentences they interrupted.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

Zone = Literal[
    "cover", "contents", "body", "heading", "table", "footnote", "endnote", "annex", "running_header"
]
Box = tuple[float, float, float, float]


class Segment(NamedTuple):
    """A stretch of text that one line of one page printed.

    `text[start:end]` came from the page's characters `index`, `index + 1`, ... one to one (a ligature
    or a dropped note marker starts a new segment). `box` is the line's rectangle on the page: left,
    bottom, right, top in PDF points from the lower left corner; None where the source has no pages.
    """

    start: int
    end: int
    page: int
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs of a Segment
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the source. `number` counts from 1; `source` says how its text was got."""

    number: int
    width: float
    height: float
    source: Literal["text", "ocr", "none"] = "text"
    confidence: float | None = None


class Block(NamedTuple):
    """A paragraph, list item, heading, note or table cell: the unit that carries a place.

    `number` is the printed paragraph number ("12", "111.4") that a reader would cite, carried on to the
    paragraph's list items and continuations; `item` is a list item's own label with those it lies in
    ("(b)", "(b) (i)"). `heading_path` names the headings above, outermost first (a heading's own text is
    not in its path). `level` is set on headings alone, `note` on foot- and endnotes (their marker).
    `repeats` marks a note that gives again, "as read", what the body says. `answers` is the article or
    question that the section answers ("article 7", "article 1, 7; question 12") where a heading says so.
    `language` is an ISO 639-1 code, None where the text is too short to tell.
    """

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs of a Block
    zone: Zone
    start: int
    end: int
    number: str | None = None
    item: str | None = None
    heading_path: tuple[str, ...] = ()
    level: int | None = None
    note: str | None = None
    repeats: bool = False
    answers: str | None = None
    language: str | None = None

    @property
    def label(self) -> str | None:
        """How it is cited: its paragraph number, with the list item's label ("12 (a)"), or its note."""
        if self.number is None:
            return f"note {self.note}" if self.note else None
        return f"{self.number} {self.item}" if self.item else self.number


@dataclass(frozen=True, slots=True)
class NoteMarker:
    """Where a note's number stood in the text before it was taken out of the words."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Found:
    """A cover datum and where it was found ("running header of 38 pages", "page 1, after Distr.")."""

    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover and the running headers say of the document. Dates are ISO 8601."""

    symbol: Found | None = None
    state: Found | None = None
    iso3: str | None = None
    treaty_body: Found | None = None
    cycle: Found | None = None
    date: Found | None = None
    original_language: Found | None = None
    title: Found | None = None


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something a reader of the result should know. `code` is stable, `message` is for people."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """One report as text with its places. Made by `gmi.read`, read by everything after it."""

    name: str
    sha256: str
    format: Literal["pdf", "docx", "html", "markdown", "text"]
    engine: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    segments: tuple[Segment, ...]
    language: str
    cover: Cover = field(default_factory=Cover)
    note_markers: tuple[NoteMarker, ...] = ()
    warnings: tuple[ReadWarning, ...] = ()
    pages_estimated: bool = False

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds `offset`, or the nearest one before it; None where there is none."""
        found = bisect_right(self._segment_starts, offset) - 1
        return self.segments[found] if found >= 0 else None

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, that printed the character at `offset`; None without pages."""
        segment = self.segment_at(offset)
        return (segment.page or None) if segment else None

    def pages_at(self, offsets: Sequence[int]) -> list[int | None]:
        """The page of each offset, as `page_at` gives it."""
        starts, segments = self._segment_starts, self.segments
        # What stands before the first segment, or in no segment at all, is on no page.
        before = [bisect_right(starts, offset) for offset in offsets]
        return [(segments[number - 1].page or None) if number else None for number in before]
