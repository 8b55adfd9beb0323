"""How often each group and category is referred to, what the rule left out, and where it all falls."""

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gmi.measure.indicators import CategoryCount, GroupCount
from gmi.rate.assessment import Assessment
from gmi.report.canvas import Canvas, indent, item
from gmi.report.escape import plain, styled
from gmi.report.gauges import bar, sparkline, visible
from gmi.report.words import left_out

WIDEST_BAR = 36


def counts_section(assessment: Assessment, canvas: Canvas) -> RenderableType:
    """Headline counts by group and category with their rates, then what isn't in them."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("", no_wrap=not canvas.narrow)
    for title in ("\ncount", "per 1,000\nwords"):
        table.add_column(title, justify="right", header_style="dim")
    categories = [category for group in assessment.counts for category in group.categories if category.count]
    names = max((2 + cell_len(plain(category.name)) for category in categories), default=0)
    room = min(WIDEST_BAR, canvas.width - names - 24)
    if room > 4:
        table.add_column("")
    for group in assessment.counts:
        _add_group(table, group, room, canvas)
    lines: list[RenderableType] = [table]
    if room > 4:
        hatched = not all(category.counted for category in categories)
        apart = " Hatched: counted, but not in the group's total." if hatched else ""
        lines.append(styled(f"Bars: each group on its own scale.{apart}", "dim"))
    return Group(*lines, styled(f"Rule: {assessment.rule}", "dim"), *_left_out(assessment))


def _add_group(table: Table, group: GroupCount, room: int, canvas: Canvas) -> None:
    glyphs, colour = canvas.glyphs, visible(group.colour)
    most = max((category.count for category in group.categories), default=0)
    per_page = Text(f"{group.per_page:.2f} a page", "dim") if group.count else Text("none", "red")
    drawn = [] if room <= 4 else [per_page]
    table.add_row(
        Text.assemble((glyphs.square, colour), " ", (plain(group.name), "bold")),
        Text(f"{group.count:,}", style="bold"),
        Text(f"{group.per_1000_words:.2f}", style="bold"),
        *drawn,
    )
    for category in group.categories:
        if category.count:
            drawn_bar = bar(category.count, most, room, glyphs, apart=not category.counted)
            bars = [] if room <= 4 else [Text(drawn_bar, style=colour)]
            apart = " (not in the total)" if not category.counted and not bars else ""
            name = indent(styled(category.name + apart))
            table.add_row(name, f"{category.count:,}", _rate(category, group), *bars)


def _rate(category: CategoryCount, group: GroupCount) -> str:
    """The category's references per 1,000 words, at the group's own rate for one reference."""
    return f"{category.count * group.per_1000_words / group.count:.2f}" if group.count else ""


def _left_out(assessment: Assessment) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for group in assessment.counts:
        reasons = [f"{n:,} {left_out(r)}" for r, n in group.left_out.items() if r != "counted_apart" and n]
        if reasons:
            lines.append(item("-", styled(f"left out of {group.name}: {', '.join(reasons)}", "dim")))
    return lines


def spread_section(assessment: Assessment, canvas: Canvas) -> RenderableType:
    """A sparkline for each group over equal slices of the text, each on its own scale."""
    groups = [group for group in assessment.counts if group.slices]
    slices = max((len(group.slices) for group in groups), default=0)
    names = max((cell_len(plain(group.name)) for group in groups), default=0)
    each = max(1, min(3, (canvas.width - names - 19) // max(slices, 1)))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, width=slices * each)
    table.add_column()
    for group in groups:
        most = max(group.slices)
        line = Text(sparkline(group.slices, most, each, canvas.glyphs), style=visible(group.colour))
        table.add_row(styled(group.name), line, Text(f"peak {most}" if most else "none", style="dim"))
    first, last = _ends(assessment)
    gap = " " * max(1, slices * each - len(first) - len(last))
    table.add_row("", Text(f"{first}{gap}{last}", style="dim"), Text(f"{slices} equal slices", style="dim"))
    return table


def _ends(assessment: Assessment) -> tuple[str, str]:
    source = assessment.source
    if source.pages_estimated or source.pages < 2:
        return "start", "end"
    return "p. 1", f"p. {source.pages}"
