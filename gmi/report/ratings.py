"""The ratings: the overall level, and each dimension of each rated group with how sure it is."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gmi.rate.assessment import Assessment, DimensionRating, GroupRating, Rating
from gmi.report.canvas import Canvas, indent
from gmi.report.escape import plain, styled
from gmi.report.gauges import gauge, level
from gmi.report.words import UNSURE, interval

LABEL = 12
LEVEL = 10
SMALLEST, LARGEST = 9, 24


def ratings_section(assessment: Assessment, canvas: Canvas) -> RenderableType:
    """The overall rating, the table of dimensions by group, and how to read both."""
    # Three groups or more stand below each other where they don't fit side by side.
    side_by_side = _room(canvas, len(assessment.groups)) >= SMALLEST
    columns = [assessment.groups] if side_by_side else [(group,) for group in assessment.groups]
    tables = [_table(groups, canvas) for groups in columns if groups]
    return Group(_overall(assessment, canvas), Text(), *tables, _key(canvas))


def _overall(assessment: Assessment, canvas: Canvas) -> RenderableType:
    overall = assessment.overall
    room = max(SMALLEST, min(LARGEST, _room(canvas, 2)))
    head = Text.assemble(
        (f"{'Overall':<{LABEL}}", "bold"), level(overall.level, canvas.glyphs, capital=True), " "
    )
    if canvas.narrow:
        sure = indent(_sure(overall, canvas), LABEL)
        lines: list[RenderableType] = [Text.assemble(head, gauge(overall, SMALLEST, canvas.glyphs)), sure]
    else:
        lines = [
            Text.assemble(
                head, gauge(overall, room, canvas.glyphs), "  ", _sure(overall, canvas), no_wrap=True
            )
        ]
    lines += [indent(styled(f"at most {cap.level}: {cap.why}"), LABEL) for cap in overall.caps]
    return Group(*lines)


def _room(canvas: Canvas, groups: int) -> int:
    """How many columns a gauge has if so many groups stand side by side."""
    return min(LARGEST, (canvas.width - LABEL) // max(groups, 1) - LEVEL - 3)


def _table(groups: tuple[GroupRating, ...], canvas: Canvas) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, width=LABEL - 2)
    for _ in groups:
        table.add_column()
    table.add_row("", *(styled(group.name, "bold") for group in groups))
    width = max(SMALLEST, _room(canvas, len(groups)))
    for row in zip(*(group.dimensions for group in groups), strict=True):
        table.add_row(plain(row[0].dimension), *(_cell(one, canvas, width) for one in row))
    return table


def _cell(one: DimensionRating, canvas: Canvas, width: int) -> RenderableType:
    drawn = gauge(one.rating, width, canvas.glyphs)
    head = Text.assemble(level(one.rating.level, canvas.glyphs), " ", drawn, no_wrap=True)
    return Group(head, _sure(one.rating, canvas))


def _sure(rating: Rating, canvas: Canvas) -> Text:
    """The score with its interval, and how often the level holds; marked where that is not often."""
    holds = f"holds in {rating.stability:.0%}"
    if rating.level == "absent":
        return Text("nothing found" if rating.stability >= 1 else holds, style="dim")
    sure = Text(f"{interval(rating, canvas.glyphs.dash)}, {holds}", style="dim")
    if rating.stability < UNSURE:
        sure.append(" !", style="bold not dim yellow")
    return sure


def _key(canvas: Canvas) -> Text:
    glyphs = canvas.glyphs
    return Text(
        f"Scores run from 0 to 1; moderate and high begin at {glyphs.cut}. {glyphs.span * 3} and brackets: "
        "the middle 90% of trials in which paragraphs are resampled and thresholds move by up to 10%. Holds: "
        "the share of trials that end in the same level. Where it is marked !, quote the score with its "
        "interval.",
        style="dim",
    )
