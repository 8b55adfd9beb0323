"""Why each rating is what it is, and how near the next level."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gmi.rate.assessment import Assessment, DimensionRating, GroupRating, ScoredIndicator
from gmi.report.canvas import Canvas, indent, item
from gmi.report.escape import plain, styled
from gmi.report.gauges import STYLES, scale
from gmi.report.words import figure, nearness, step, ways

STEPS_SHOWN = 3
VALUE, GAUGE, CUTS = 12, 10, 10


def reasons_section(assessment: Assessment, canvas: Canvas) -> RenderableType:
    """The overall rating's reasons, then each indicator with its value, score and thresholds."""
    lines = _overall(assessment, canvas)
    for group in assessment.groups:
        lines.append(Text())
        if all(dimension.rating.level == "absent" for dimension in group.dimensions):
            lines.append(Text.assemble((plain(group.name), "bold"), ": nothing found, in any dimension."))
        else:
            lines.append(_group(group, canvas))
    return Group(*lines)


def _overall(assessment: Assessment, canvas: Canvas) -> list[RenderableType]:
    overall = assessment.overall
    reasons = "; ".join(plain(reason) for reason in overall.why)
    lines: list[RenderableType] = [
        Text.assemble(
            ("Overall ", "bold"),
            (overall.level, STYLES[overall.level]),
            (f", {nearness(overall)}. ", "bold"),
            f"{reasons}.",
        )
    ]
    lines += [item("!", styled(f"At most {cap.level}: {cap.why}.")) for cap in overall.caps]
    if overall.steps and overall.next_level:
        lines.append(Text(ways(overall)))
        lines += [item(_up(canvas), styled(step(way))) for way in overall.steps[:STEPS_SHOWN]]
    elif overall.next_level and overall.distance > 0:
        lines.append(Text(f"No single indicator would bring it to {overall.next_level}."))
    return lines


def _up(canvas: Canvas) -> str:
    return "→" if canvas.encoding.startswith("utf") else ">"


def _group(group: GroupRating, canvas: Canvas) -> RenderableType:
    parts: list[RenderableType] = [_table(canvas, styled(group.name, "bold"))]
    for dimension in group.dimensions:
        parts.append(_heading(dimension))
        if dimension.rating.level != "absent":
            table = _table(canvas, None)
            for indicator in dimension.indicators:
                table.add_row(*_row(indicator, dimension, canvas))
            parts.append(table)
        parts += [indent(item("!", styled(f"At most {c.level}: {c.why}."))) for c in dimension.rating.caps]
        if dimension.rating.steps:
            way = f"to {dimension.rating.next_level}: {step(dimension.rating.steps[0])}"
            parts.append(indent(item(_up(canvas), styled(way))))
    return Group(*parts)


def _table(canvas: Canvas, title: Text | None) -> Table:
    """The columns of indicators; with a title it is their head, so that all tables stand aligned."""
    table = Table.grid(padding=(0, 2, 0, 0))
    fixed = [VALUE, CUTS] if canvas.narrow else [VALUE, GAUGE, CUTS]
    table.add_column(width=canvas.width - sum(fixed) - 2 * len(fixed) - 2)
    for width in fixed:
        table.add_column(justify="right", width=width, no_wrap=True)
    if title is not None:
        heads = ["value", "mod., high"] if canvas.narrow else ["value", "score", "mod., high"]
        table.add_row(title, *(Text(head, style="dim") for head in heads))
    return table


def _heading(dimension: DimensionRating) -> Text:
    rating = dimension.rating
    heading = Text.assemble((f"{dimension.dimension}: ", "italic"), (rating.level, STYLES[rating.level]))
    if rating.next_level and rating.level != "absent":
        heading.append(f", {nearness(rating)}")
    return heading


def _row(indicator: ScoredIndicator, dimension: DimensionRating, canvas: Canvas) -> list[RenderableType]:
    unit, style = indicator.unit, STYLES[dimension.rating.level]
    drawn = [] if canvas.narrow else [scale(indicator.score, None, None, GAUGE, canvas.glyphs, style)]
    value = Text(figure(indicator.value, unit))
    if "share" in unit and indicator.denominator > 1:
        value = Text.assemble((f"{indicator.numerator:.0f}/{indicator.denominator:.0f} ", "dim"), value)
    cuts = f"{figure(indicator.moderate, unit)}, {figure(indicator.high, unit)}"
    rate = unit.startswith("per ") and unit not in indicator.name
    name = f"{indicator.name}, {unit}" if rate else indicator.name
    return [indent(styled(name), 2), value, *drawn, Text(cuts, style="dim")]
