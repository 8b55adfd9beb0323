"""The report's own PDF with every mention highlighted: real annotations, coloured by group, with a legend.

The note of each says group, category, term, and whether it counts. Groups that overlap share the height of
the words between them. The legend is the last page, so that all page numbers stay, and a note in the margin
of the first page says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gmi.errors import GmiError
from gmi.rate.assessment import Assessment, MentionRow, Scored
from gmi.read.boxes import span_pieces
from gmi.read.pdf import LEGEND
from gmi.report.annotations import Legend, Mark, annotated
from gmi.report.escape import plain
from gmi.report.html.colours import Ink, inks
from gmi.report.tables import why_left_out
from gmi.report.words import made_by


@dataclass(frozen=True, slots=True)
class Wish:
    """What to highlight: the given groups, or those of the headline; with `counted_only`, what is in it."""

    groups: tuple[str, ...] = ()
    counted_only: bool = False


def highlighted(scored: Scored, wish: Wish | None = None) -> bytes:
    """The report's PDF with highlights, as new bytes; an encrypted one stays encrypted, with its passwords.

    Raises GmiError if the report is no PDF, or a group is asked for that there isn't.
    """
    if scored.document.format != "pdf":
        what = f"{scored.path.name}: only a PDF has pages to draw on."
        raise GmiError(what, "Write -o report.html: it shows the text with its highlights.")
    wish = wish or Wish()
    groups = _chosen(scored.assessment, wish)
    marks = _marks(scored, groups, wish)
    return annotated(scored.path, marks, _legend(scored.assessment, groups, marks), scored.password)


def _chosen(assessment: Assessment, wish: Wish) -> dict[str, Ink]:
    """The groups to draw, each with its colour and line."""
    known = inks([assessment])
    for group in wish.groups:
        if group not in known:
            raise GmiError(f"No group {group!r} to highlight.", f"There are: {', '.join(known)}.")
    return {ink.id: ink for ink in known.values() if (ink.id in wish.groups if wish.groups else ink.headline)}


def _marks(scored: Scored, groups: dict[str, Ink], wish: Wish) -> list[Mark]:
    assessment = scored.assessment
    mentions = [
        row for row in assessment.mentions if row.group in groups and (row.counted or not wish.counted_only)
    ]
    spans = [(row.start, row.end) for row in mentions]
    pieces = span_pieces(scored.path, scored.document, spans, scored.password)
    names = {(c.group, one.category): one.name for c in assessment.counts for one in c.categories}
    names |= {("area", area.area): area.name for area in assessment.areas}
    why = why_left_out(assessment)
    order = list(groups)
    marks = []
    for row, where, beside in zip(mentions, pieces, _overlapping(mentions), strict=True):
        lanes = sorted(beside, key=order.index)
        category = names.get((row.group, row.category), row.category)
        counted = "counted" if row.counted else f"not counted: {why(row)}"
        note = plain(f"{groups[row.group].name}: {category}, {row.term}; {counted}")
        ink = groups[row.group]
        marks.append(Mark(where, ink, note, row.counted, lanes.index(row.group), len(lanes)))
    return marks


def _overlapping(mentions: Sequence[MentionRow]) -> list[set[str]]:
    """For each mention the groups of those that share words with it, its own among them."""
    found = [{row.group} for row in mentions]
    open_ones: list[int] = []
    for index in sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end)):
        open_ones = [one for one in open_ones if mentions[one].end > mentions[index].start]
        for one in open_ones:
            found[one].add(mentions[index].group)
            found[index].add(mentions[one].group)
        open_ones.append(index)
    return found


def _legend(assessment: Assessment, groups: dict[str, Ink], marks: Sequence[Mark]) -> Legend:
    """What the last page says: each group with how many of its mentions are drawn, counted and not."""
    rows = []
    for ink in groups.values():
        counted = sum(mark.counted for mark in marks if mark.ink is ink)
        others = sum(mark.ink is ink for mark in marks) - counted
        rows.append((ink, f"{ink.name}: {counted:,} counted, {others:,} not counted"))
    cover = assessment.source.cover
    known = ", ".join(one.value for one in (cover.symbol, cover.state) if one)
    return Legend(
        title=f"Highlights in {known or assessment.source.name}",
        rows=tuple(rows),
        notes=(
            "Filled and underlined: counted in the headline. Dashed outline: not counted; the note of each "
            "says why. Where groups share words, each has a part of their height, in the order above.",
            assessment.rule,
            f"{assessment.source.name}; {made_by(assessment)}. {LEGEND}",
        ),
    )
