"""The place of each block: the headings above it, its number and item, what it answers or repeats."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from gmi.read.answers import answered
from gmi.read.document import Block, NoteMarker
from gmi.read.drafts import Draft
from gmi.read.numbering import nested_item
from gmi.read.repeats import is_repeat
from gmi.records import maker

_block = maker(Block)
_OUTSIDE = ("cover", "contents", "running_header")


def place(
    kept: Sequence[tuple[Draft, tuple[int, int]]],
    texts: Sequence[str],
    languages: Sequence[str | None],
    markers: Sequence[NoteMarker],
) -> list[Block]:
    """The blocks of the document: one for each draft, its span in the text, its text and its language."""
    blocks: list[Block] = []
    ruling = _Ruling()
    cited = _Citations(markers)
    rows = zip(kept, texts, languages, strict=True)
    for index, ((draft, (start, end)), text, language) in enumerate(rows):
        zone, item, repeats, level = draft.zone, draft.item, draft.repeats, draft.level
        number: str | None = None
        path, answers = ruling.path, ruling.answers
        if zone in _OUTSIDE:
            level, path, answers = None, (), None
        elif level is not None:
            path, answers = ruling.head(level, text)
        elif zone in ("body", "annex", "table"):
            number, item = ruling.number(draft.number, item)
        elif draft.note and not repeats:
            repeats = is_repeat(text, cited.block_of(draft.note, start, blocks, texts), language)
        blocks.append(
            _block(
                (index, zone, start, end, number, item, path, level, draft.note, repeats, answers, language)
            )
        )
    return blocks


class _Ruling:
    """What holds for the next block: the headings above, what they answer, the number and item carried on."""

    def __init__(self) -> None:
        self._headings: list[tuple[int, str, str | None]] = []
        self._number: str | None = None
        self._items: tuple[str, ...] = ()
        self.path: tuple[str, ...] = ()
        self.answers: str | None = None

    def head(self, level: int, text: str) -> tuple[tuple[str, ...], str | None]:
        """Puts a heading in force; returns its own path and what its section answers."""
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        above = tuple(title for _, title, _ in self._headings)
        self._headings.append((level, text, answered(text)))
        self.path = (*above, text)
        self.answers = next((answers for *_, answers in reversed(self._headings) if answers), None)
        self._number, self._items = None, ()
        return above, self.answers

    def number(self, number: str | None, item: str | None) -> tuple[str | None, str | None]:
        """The number and the item's labels, outermost first, of a block that prints these of its own."""
        if number:
            self._number, self._items = number, ()
        if item is None:
            return self._number, None
        self._items = nested_item(item, self._items)
        return self._number, " ".join(self._items)


class _Citations:
    """Finds the text that cites a note: the nearest one before the note that has its label as a marker."""

    def __init__(self, markers: Sequence[NoteMarker]) -> None:
        self._offsets: dict[str, list[int]] = {}
        for marker in markers:
            self._offsets.setdefault(marker.label, []).append(marker.offset)

    def block_of(self, label: str, before: int, blocks: Sequence[Block], texts: Sequence[str]) -> str:
        """The text of the block that cites the note `label`, which stands at offset `before`; or ""."""
        offsets = self._offsets.get(label, [])
        found = bisect_left(offsets, before) - 1
        if found < 0:
            return ""
        position = bisect_right(blocks, offsets[found], key=lambda block: block.start) - 1
        return texts[position] if position >= 0 else ""
