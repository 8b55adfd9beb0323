"""A comparison as one HTML page that opens offline, with a gauge for each rating and a bar for each rate."""

from markupsafe import Markup

from gmi.compare import Comparison
from gmi.report.charts import Bar, Gauge, bars, gauges
from gmi.report.comparison import (
    MARKS,
    area_cell,
    letters,
    rate_change,
    rate_interval,
    score_change,
    share_change,
    step_columns,
    step_rows,
    steps_title,
    told,
)
from gmi.report.html.sheet import sheet, style_sheet


def page(found: Comparison) -> str:
    """The page about a comparison."""
    names = letters(len(found.reports))
    return sheet(
        "comparison.html",
        style_sheet(),
        found=found,
        names=names,
        gauges=_gauges(found, names),
        bars=_bars(found, names),
        area_cell=area_cell,
        score_change=score_change,
        rate_change=rate_change,
        rate_interval=rate_interval,
        share_change=share_change,
        told=told,
        marked=MARKS,
        steps_title=steps_title,
        step_columns=step_columns,
        step_rows=step_rows,
    )


def _gauges(found: Comparison, names: list[str]) -> list[list[Markup]]:
    """A gauge for each report, by rating."""
    rows = [
        Gauge(f"{row.name}, {name}: {level}, score {score:.2f}", score, f"var(--{level})", low, high)
        for row in found.ratings
        for name, level, (score, low, high) in zip(names, row.levels, row.scores, strict=True)
    ]
    return _by_row(gauges(rows, width=150), len(names))


def _bars(found: Comparison, names: list[str]) -> list[list[Markup]]:
    """A bar for each report, by rate; groups share a scale, and so do the categories of each."""
    most: dict[tuple[str, bool], float] = {}
    for row in found.rates:
        key = (row.group if row.category else "", bool(row.category))
        most[key] = max(most.get(key, 0.0), *(rate.per_1000_words for rate in row.rates))
    rows = [
        Bar(
            f"{row.name}, {name}: {rate.per_1000_words:.2f}",
            rate.per_1000_words / (most[row.group if row.category else "", bool(row.category)] or 1.0),
            "var(--link)",
        )
        for row in found.rates
        for name, rate in zip(names, row.rates, strict=True)
    ]
    return _by_row(bars(rows, width=120), len(names))


def _by_row(pictures: list[str], size: int) -> list[list[Markup]]:
    return [[Markup(one) for one in pictures[i : i + size]] for i in range(0, len(pictures), size)]
