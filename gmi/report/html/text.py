"""The report's text for the page: blocks by page, mentions marked, notes and page turns at their places.

What an element's `textContent` gives is exactly the block's text without control characters: marks,
page turns and note numbers add nothing to it. The concordance takes its words from there.
"""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from gmi.rate.assessment import Assessment, MentionRow
from gmi.read.document import Block, Document, NoteMarker
from gmi.report.escape import visible
from gmi.report.html.colours import Ink
from gmi.report.html.names import category_names
from gmi.report.html.tables import table_rows

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_RTL_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """One block, ready to be shown. `mentions` is how many references to groups are marked in it, `others`
    how many marks of areas, risks and instruments; `level` is a heading's.

    `language` and `direction` are set where they differ from the report's own.
    """

    index: int
    zone: str
    text: Markup
    mentions: int
    others: int
    label: str
    level: int = 0
    note: str = ""
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by rows; a single row where the file doesn't tell which cells stand side by side.

    `number` counts the tables of the report, for labels that are read aloud."""

    number: int
    rows: tuple[tuple[Passage, ...], ...]
    columns: int


@dataclass(slots=True)
class Leaf:
    """What begins on one page. `turns`: its number, after those of pages that begin nothing."""

    turns: list[int]
    parts: list[Passage | Table] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReportText:
    """The text by pages, and what stood above and below it on each page."""

    leaves: tuple[Leaf, ...]
    furniture: tuple[Passage, ...]
    language: str
    direction: str


def report_text(
    document: Document, assessment: Assessment, palette: dict[str, Ink], prefix: str
) -> ReportText:
    """The whole text. `prefix` goes before each id, so that several reports fit on one page."""
    setter = _Setter(document, assessment, palette, prefix)
    leaves, tables = [Leaf([])], 0
    in_flow = [block for block in document.blocks if block.zone != "running_header"]
    for is_table, blocks in groupby(in_flow, lambda block: block.zone == "table"):
        run = list(blocks)
        for block in run if not is_table else run[:1]:
            turns = setter.turns_to(block)
            if turns:
                leaves.append(Leaf(turns))
            if not is_table:
                leaves[-1].parts.append(setter.passage(block))
        if is_table:
            rows = table_rows(document, run)
            cells = tuple(tuple(setter.passage(cell) for cell in row) for row in rows)
            tables += 1
            leaves[-1].parts.append(Table(tables, cells, max(len(row) for row in cells)))
    rest = setter.last_turns()
    if rest:
        leaves.append(Leaf(rest))
    furniture = tuple(setter.passage(b) for b in document.blocks if b.zone == "running_header")
    kept = tuple(leaf for leaf in leaves if leaf.parts or leaf.turns)
    return ReportText(kept, furniture, document.language, direction(document.language))


def direction(language: str | None) -> str:
    """Which way a language is written, as HTML says it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def marked(text: str, spans: Sequence[tuple[int, int, str]], first: int = 0) -> Markup:
    """The text from `first` on, escaped, with a mark of a class around each span (start, end, class)."""
    edges = {first, len(text), *(edge for start, end, _ in spans for edge in (start, min(end, len(text))))}
    drawn = []
    for start, end in pairwise(sorted(edges)):
        piece = str(escape(visible(text[start:end])))
        for left, right, css in reversed(spans):
            if left <= start and end <= right:
                piece = f'<mark class="{css} always">{piece}</mark>'
        drawn.append(piece)
    return Markup("".join(drawn))  # every piece is escaped above


class _Setter:
    """Sets blocks one after the other; it knows which pages have begun and which note comes next."""

    def __init__(
        self,
        document: Document,
        assessment: Assessment,
        palette: dict[str, Ink],
        prefix: str,
    ) -> None:
        self.document, self.palette, self.prefix = document, palette, prefix
        self.mentions = list(enumerate(assessment.mentions))
        self.starts = [row.start for row in assessment.mentions]
        self.longest = max((row.end - row.start for row in assessment.mentions), default=0)
        self.categories = category_names(assessment)
        self.markers = sorted(document.note_markers, key=lambda marker: marker.offset)
        self.notes = [block for block in document.blocks if block.note]
        self.turned = 0
        self.level = 2
        self.has_pages = bool(document.pages) and not document.pages_estimated

    def turns_to(self, block: Block) -> list[int]:
        """The pages that begin with this block, after those that have begun."""
        page = self.document.page_at(block.start) if self.has_pages else None
        return self._turn(page or 0)

    def last_turns(self) -> list[int]:
        """The pages at the end on which nothing begins."""
        return self._turn(self.document.pages[-1].number) if self.has_pages else []

    def _turn(self, page: int) -> list[int]:
        turns = list(range(self.turned + 1, page + 1))
        self.turned = max(self.turned, page)
        return turns

    def passage(self, block: Block) -> Passage:
        """One block with all that is marked in it."""
        mentions = self._mentions_in(block)
        headline = sum(self.palette[row.group].headline for _, row in mentions)
        language = block.language or ""
        text = self.document.text[block.start : block.end]
        own = direction(language) if language else "rtl" if _RTL_LETTER.search(text) else ""
        return Passage(
            index=block.index,
            zone=block.zone,
            text=self._marked(block, mentions),
            mentions=headline,
            others=len(mentions) - headline,
            label=_label(block),
            level=self._heading_level(block) if block.zone == "heading" else 0,
            note=block.note or "",
            language=language if language != self.document.language else "",
            direction=own if own != direction(self.document.language) else "",
        )

    def _heading_level(self, block: Block) -> int:
        """The heading's level below the section's own, never more than one deeper than the last."""
        self.level = max(3, min((block.level or 1) + 2, self.level + 1, _DEEPEST))
        return self.level

    def _mentions_in(self, block: Block) -> list[tuple[int, MentionRow]]:
        first = bisect_left(self.starts, block.start)
        last = bisect_left(self.starts, block.end)
        return self.mentions[first:last]

    def _marked(self, block: Block, mentions: list[tuple[int, MentionRow]]) -> Markup:
        """The block's text with marks around mentions, one inside the other where they overlap."""
        number = _number_end(block, self.document.text)
        turns = dict(self._turns_in(block))
        markers = {marker.offset: marker for marker in self._markers_in(block)}
        edges = {block.start, block.end, number, *turns, *markers}
        edges |= {edge for _, row in mentions for edge in (row.start, min(row.end, block.end))}
        drawn: list[str] = []
        coming, over = deque(mentions), list[tuple[int, MentionRow]]()
        for start, end in pairwise(sorted(edges)):
            drawn += self._events(start, turns, markers)
            piece = str(escape(visible(self.document.text[start:end])))
            over = [one for one in over if one[1].end > start]
            while coming and coming[0][1].start <= start:
                over.append(coming.popleft())
            drawn.append(self._wrapped(piece, over, start))
            if end == number and number > block.start:
                drawn = ['<span class="num">', *drawn, "</span>"]
        drawn += self._events(block.end, turns, markers)
        return Markup("".join(drawn))  # every piece is escaped above

    def _wrapped(self, piece: str, over: list[tuple[int, MentionRow]], start: int) -> str:
        told = "; ".join(self._told(row) for _, row in over)
        for depth, (index, row) in enumerate(reversed(over)):
            css = self.palette[row.group].of(row)
            name = f' id="{self.prefix}m{index}"' if row.start == start else ""
            title = f' title="{escape(told)}"' if depth == 0 else ""
            piece = f'<mark class="{css}"{name} data-m="{index}"{title}>{piece}</mark>'
        return piece

    def _told(self, row: MentionRow) -> str:
        category = self.categories[row.group, row.category]
        reason = "" if row.counted else " (not counted)"
        return f"{visible(self.palette[row.group].name)}: {category}{reason}"

    def _events(
        self, offset: int, turns: dict[int, list[int]], markers: dict[int, NoteMarker]
    ) -> Iterator[str]:
        for page in turns.pop(offset, ()):
            yield f'<span class="turn" id="{self.prefix}page-{page}" data-page="{page}"></span>'
        marker = markers.pop(offset, None)
        if marker:
            label = escape(visible(marker.label))
            note = self._note_for(marker)
            if note:
                link = f'href="#{self.prefix}b{note.index}" aria-label="note {label}"'
                yield f'<a class="ref" {link} data-n="{label}"></a>'
            else:
                yield f'<span class="ref" data-n="{label}"></span>'

    def _note_for(self, marker: NoteMarker) -> Block | None:
        """The note that a marker means: the next one with its label, else the last."""
        same = [block for block in self.notes if block.note == marker.label]
        return next((block for block in same if block.start > marker.offset), same[-1] if same else None)

    def _turns_in(self, block: Block) -> Iterator[tuple[int, list[int]]]:
        """Where a page begins that hasn't yet: inside the block, or with it if it is a table's cell."""
        if not self.has_pages or block.zone == "running_header":
            return
        first = bisect_left(self.document.segments, block.start, key=lambda segment: segment.start)
        last = bisect_left(self.document.segments, block.end, key=lambda segment: segment.start)
        for segment in self.document.segments[first:last]:
            turns = self._turn(segment.page)
            if turns:
                yield segment.start, turns

    def _markers_in(self, block: Block) -> list[NoteMarker]:
        first = bisect_left(self.markers, block.start, key=lambda marker: marker.offset)
        last = bisect_right(self.markers, block.end, key=lambda marker: marker.offset)
        return self.markers[first:last]


def _label(block: Block) -> str:
    """How a reader would cite the block: "para. 12 (a)"."""
    if block.number is None:
        return f"note {block.note}" if block.note else ""
    return f"para. {block.number} {block.item}" if block.item else f"para. {block.number}"


def _number_end(block: Block, text: str) -> int:
    """Where the printed paragraph number ends at the block's start; its start where none is printed."""
    if not block.number or block.zone == "heading":
        return block.start
    pattern = re.compile(rf"\s*{re.escape(block.number)}[.)]?(?=\s)")
    found = pattern.match(text, block.start, block.end)
    return found.end() if found else block.start
