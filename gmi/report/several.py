"""Several reports as one table, so that they can be compared at a glance."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from gmi.rate.assessment import Assessment, Level
from gmi.report.canvas import Canvas
from gmi.report.escape import styled
from gmi.report.gauges import STYLES, level
from gmi.report.terminal import show

LEVELS: tuple[Level, ...] = ("absent", "low", "moderate", "high")


def render_table(assessments: Sequence[Assessment], console: Console) -> None:
    """Print each report with what it is, how long it is, how it rates and how often it refers."""
    canvas = Canvas(console.width, (console.encoding or "ascii").lower())
    show(_parts(assessments, canvas), console, canvas)


def _parts(assessments: Sequence[Assessment], canvas: Canvas) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("report", overflow="fold", header_style="dim")
    for title in ("pages", "words"):
        table.add_column(title, justify="right", no_wrap=True, header_style="dim")
    table.add_column("overall", no_wrap=True, header_style="dim")
    table.add_column("M E C", no_wrap=True, header_style="dim")
    for title in ("gender", "LGBTQIA+"):
        table.add_column(title, justify="right", no_wrap=True, header_style="dim")
    for assessment in assessments:
        table.add_row(*_row(assessment, canvas))
    yield table
    marks = ", ".join(f"{canvas.glyphs.marks[one]} {one}" for one in LEVELS)
    yield Text(
        f"M E C: mention, engagement and commitment for gender ({marks}). Gender, LGBTQIA+: references. "
        "~: pages estimated.",
        style="dim",
    )


def _row(assessment: Assessment, canvas: Canvas) -> list[RenderableType]:
    source = assessment.source
    counts = {count.group: count.count for count in assessment.counts}
    return [
        Group(styled(source.name, "bold"), *_known(assessment)),
        Text(f"{'~' * source.pages_estimated}{source.pages:,}"),
        Text(f"{source.words:,}"),
        level(assessment.rating, canvas.glyphs),
        _marks(assessment, canvas),
        Text(f"{counts.get('gender', 0):,}"),
        Text(f"{counts.get('lgbtqia', 0):,}", style="" if counts.get("lgbtqia") else "red"),
    ]


def _known(assessment: Assessment) -> list[Text]:
    """State and symbol, where the cover tells them; and that readers decided about mentions."""
    cover = assessment.source.cover
    known = ", ".join(found.value for found in (cover.state, cover.symbol) if found)
    review = assessment.review
    told = f"reviewed: {review.rejected:,} mentions rejected" if review else ""
    return [styled(line, "dim") for line in (known, told) if line]


def _marks(assessment: Assessment, canvas: Canvas) -> Text:
    """The levels of gender's three dimensions as marks."""
    levels = [
        dimension.rating.level
        for group in assessment.groups
        if group.group == "gender"
        for dimension in group.dimensions
    ]
    return Text(" ").join(Text(canvas.glyphs.marks[one], style=STYLES[one]) for one in levels)
