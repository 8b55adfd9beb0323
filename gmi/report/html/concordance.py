"""The evidence: every mention as a row of numbers for the page's script, and a table for readers without it.

The script takes the words from the report's text on the page, so that nothing is there twice.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gmi.rate.assessment import Assessment, MentionRow
from gmi.read.document import Document
from gmi.report.escape import visible
from gmi.report.html.colours import Ink
from gmi.report.html.names import category_names


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by, and how many mentions it leaves."""

    value: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class CategoryRows:
    """The counted mentions of one category of a rated group, each with its index, for print."""

    group: Ink
    category: str
    name: str
    rows: tuple[tuple[int, MentionRow], ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """`data` is what the script reads; the rest is what the page itself shows and offers."""

    data: dict[str, object]
    groups: tuple[Choice, ...]
    categories: tuple[tuple[str, tuple[Choice, ...]], ...]
    zones: tuple[Choice, ...]
    contexts: tuple[Choice, ...]
    printed: tuple[CategoryRows, ...]
    last_page: int

    @property
    def start(self) -> str:
        """What is shown first: the first rated group that is referred to, else everything."""
        return f"group={self.printed[0].group.id}&counted=yes" if self.printed else ""


def concordance(
    document: Document, assessment: Assessment, palette: dict[str, Ink], units: Sequence[int]
) -> Concordance:
    """Everything about the evidence of one report. `units` are the coding units of blocks."""
    rows, names = assessment.mentions, category_names(assessment)
    blocks = _blocks_of(document, rows)
    kinds = sorted({(row.group, row.category) for row in rows}, key=_order(palette, names))
    kind_at = {kind: index for index, kind in enumerate(kinds)}
    zones = list(Counter(row.zone for row in rows))
    contexts = sorted({context for row in rows for context in row.contexts})
    data: dict[str, object] = {
        "groups": {ink.id: {"name": visible(ink.name), "css": ink.css} for ink in palette.values()},
        "kinds": [[group, category, names[group, category]] for group, category in kinds],
        "zones": zones,
        "contexts": contexts,
        "rows": [
            [
                kind_at[row.group, row.category],
                block,
                int(units[block]),
                row.page or 0,
                zones.index(row.zone),
                sum(1 << contexts.index(context) for context in row.contexts),
                int(row.counted),
                *_span(document, row, block),
            ]
            for row, block in zip(rows, blocks, strict=True)
        ],
        "areas": {
            area.area: sorted({int(units[blocks[index]]) for index in area.evidence})
            for area in assessment.areas
        },
        "file": visible(assessment.source.name),
    }
    by_kind = Counter((row.group, row.category) for row in rows)
    categories = tuple(
        (ink.id, tuple(Choice(c, names[g, c], by_kind[g, c]) for g, c in kinds if g == ink.id))
        for ink in palette.values()
        if any(group == ink.id for group, _ in kinds)
    )
    by_group = Counter(row.group for row in rows)
    return Concordance(
        data=data,
        groups=tuple(Choice(g, palette[g].name, by_group[g]) for g, _ in categories),
        categories=categories,
        zones=_choices(row.zone for row in rows),
        contexts=_choices(context for row in rows for context in row.contexts),
        printed=_printed(assessment, palette),
        last_page=max((row.page or 0 for row in rows), default=0),
    )


def _order(
    palette: dict[str, Ink], names: dict[tuple[str, str], str]
) -> Callable[[tuple[str, str]], tuple[int, str]]:
    groups = list(palette)
    return lambda kind: (groups.index(kind[0]), names[kind].casefold())


def _choices(values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(one, one.replace("_", " "), number) for one, number in Counter(values).most_common())


def _blocks_of(document: Document, rows: Sequence[MentionRow]) -> list[int]:
    """The index of the block in which each mention stands."""
    blocks = sorted(document.blocks, key=lambda block: block.start)
    starts = [block.start for block in blocks]
    return [blocks[max(0, bisect_right(starts, row.start) - 1)].index for row in rows]


def _span(document: Document, row: MentionRow, block: int) -> tuple[int, int]:
    """Where the mention begins and ends in what its block shows, as JavaScript counts: in UTF-16 units."""
    origin = document.blocks[block].start
    before = visible(document.text[origin : row.start])
    inside = visible(document.text[row.start : row.end])
    start = _units(before)
    return start, start + _units(inside)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _printed(assessment: Assessment, palette: dict[str, Ink]) -> tuple[CategoryRows, ...]:
    """The counted mentions of rated groups, category by category."""
    found: dict[tuple[str, str], list[tuple[int, MentionRow]]] = defaultdict(list)
    for index, row in enumerate(assessment.mentions):
        if row.counted:
            found[row.group, row.category].append((index, row))
    return tuple(
        CategoryRows(palette[g.group], c.category, c.name, tuple(found[g.group, c.category]))
        for g in assessment.counts
        if g.rated
        for c in g.categories
        if found[g.group, c.category]
    )
