"""The upper half of the terminal page: what was read, the ratings, the counts, and where they fall."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from gmi.measure.indicators import GroupCount
from gmi.rate.assessment import Assessment, Level, Rating
from gmi.report.escape import plain, styled
from gmi.report.gauges import Glyphs, bar, gauge, sparkline
from gmi.report.words import language_name, pages

STYLES: dict[Level, str] = {
    "absent": "bold red",
    "low": "bold dark_orange",
    "moderate": "bold yellow",
    "high": "bold green",
}
GAUGE = 18
BAR = 24
WARNINGS_SHOWN = 5


def source_section(assessment: Assessment) -> Iterator[RenderableType]:
    """What was read: cover data, size, language, warnings."""
    source, cover = assessment.source, assessment.source.cover
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    state = f"{cover.state.value}{f' ({cover.iso3})' if cover.iso3 else ''}" if cover.state else "not found"
    rows = {
        "Report": cover.title.value if cover.title else source.name,
        "Symbol": cover.symbol.value if cover.symbol else "not found",
        "State": state,
        "Treaty body": cover.treaty_body.value if cover.treaty_body else "not found",
        "Cycle": cover.cycle.value if cover.cycle else "",
        "Date": cover.date.value if cover.date else "not found",
        "Read": f"{pages(assessment)}, {source.words:,} words, {source.paragraphs:,} paragraphs, "
        f"{language_name(source.language)}",
        "File": source.name,
    }
    for name, value in rows.items():
        if value:
            table.add_row(name, styled(value))
    yield Panel(table, title=Text("Gender-Migration Index"), title_align="left", border_style="cyan")
    for warning in source.warnings[:WARNINGS_SHOWN]:
        page = f"p. {warning.page}: " if warning.page else ""
        yield styled(f"! {page}{warning.message}", "yellow")
    if len(source.warnings) > WARNINGS_SHOWN:
        yield styled(f"! and {len(source.warnings) - WARNINGS_SHOWN} more warnings (see --json)", "yellow")


def ratings_section(assessment: Assessment, glyphs: Glyphs) -> RenderableType:
    """The overall rating, and the dimensions of each rated group with gauge and interval."""
    head = Text("Overall ")
    head.append(assessment.rating.upper(), style=STYLES[assessment.rating])
    head.append(f"   {_certainty(assessment.overall)}")
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for title in ("", "", "", "score", "interval", "same level"):
        table.add_column(title, justify="right" if title else "left", header_style="dim", no_wrap=True)
    for group in assessment.groups:
        table.add_row(Text(plain(group.name), style="bold"))
        for dimension in group.dimensions:
            rating = dimension.rating
            table.add_row(
                f"  {dimension.dimension}",
                Text(rating.level, style=STYLES[rating.level]),
                gauge(rating.score, rating.low, rating.high, GAUGE, glyphs),
                f"{rating.score:.2f}",
                f"{rating.low:.2f}-{rating.high:.2f}",
                f"{rating.stability:.0%}",
            )
    key = Text(
        f"0 to 1, cut at {glyphs.cut}: low, moderate, high. Interval and “same level”: when paragraphs are "
        "resampled and thresholds move by up to 10%.",
        style="dim",
    )
    return Group(head, table, key)


def _certainty(rating: Rating) -> str:
    return f"score {rating.score:.2f} ({rating.low:.2f}-{rating.high:.2f}), same level in {rating.stability:.0%} of trials"


def counts_section(assessment: Assessment, glyphs: Glyphs) -> RenderableType:
    """Headline counts by group and category, with what the rule left out."""
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column("")
    for title in ("count", "per 1,000 words", "per page"):
        table.add_column(title, justify="right", header_style="dim", no_wrap=True)
    table.add_column("")
    most = max((c.count for group in assessment.counts for c in group.categories), default=0)
    for group in assessment.counts:
        table.add_row(
            Text(plain(group.name), style=f"bold {group.colour}"),
            Text(f"{group.count:,}", style="bold"),
            f"{group.per_1000_words:.2f}",
            f"{group.per_page:.2f}",
            "",
        )
        for category in group.categories:
            if category.count:
                apart = "" if category.counted else " (counted apart)"
                drawn = Text(bar(category.count, most, BAR, glyphs), style=group.colour)
                table.add_row(f"  {plain(category.name)}{apart}", f"{category.count:,}", "", "", drawn)
    left_out = [line for group in assessment.counts if (line := _left_out(group))]
    lines: list[RenderableType] = [table, styled(assessment.rule, "dim")]
    if left_out:
        lines.append(styled(f"Left out: {'; '.join(left_out)}.", "dim"))
    return Group(*lines)


def _left_out(group: GroupCount) -> str:
    reasons = [f"{n} {r.replace('_', ' ')}" for r, n in group.left_out.items() if r != "counted_apart"]
    return f"{group.name} {', '.join(reasons)}" if reasons else ""


def spread_section(assessment: Assessment, glyphs: Glyphs, width: int) -> RenderableType:
    """A sparkline of each group over equal slices of the text, all on the scale of their own group."""
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column(style="dim")
    for group in assessment.counts:
        most = max(group.slices, default=0)
        each = 2 if width >= 72 else 1
        drawn = (
            "".join(c * each for c in sparkline(group.slices, most, glyphs))
            if most
            else glyphs.empty * (each * len(group.slices))
        )
        table.add_row(styled(group.name), Text(drawn, style=group.colour), f"most in a slice: {most}")
    return table
