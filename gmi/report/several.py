"""Several reports as one table, a line each."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gmi.rate.assessment import Assessment, Level
from gmi.report.escape import styled
from gmi.report.overview import STYLES

SHORT: dict[Level, str] = {"absent": "abs", "low": "low", "moderate": "mod", "high": "high"}


def render_table(assessments: Sequence[Assessment], console: Console) -> None:
    """Print one line for each report: what it is, how long, how it rates, how often it refers."""
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column("Report", overflow="fold", ratio=1)
    for title in ("pages", "words", "overall", "men", "eng", "com", "gender", "LGBTQIA+"):
        table.add_column(title, justify="right", no_wrap=True, header_style="bold")
    for assessment in assessments:
        table.add_row(*_row(assessment))
    console.print(table)
    console.print(
        Text(
            "men, eng, com: mention, engagement, commitment for gender. gender, LGBTQIA+: references.",
            style="dim",
        )
    )


def _row(assessment: Assessment) -> list[Text]:
    source, cover = assessment.source, assessment.source.cover
    name = cover.symbol.value if cover.symbol else source.name
    state = cover.state.value if cover.state else ""
    counts = {count.group: count.count for count in assessment.counts}
    dimensions = [
        d.rating.level for group in assessment.groups if group.group == "gender" for d in group.dimensions
    ]
    return [
        styled(f"{name} {state}"),
        Text(f"{'~' * source.pages_estimated}{source.pages}"),
        Text(f"{source.words:,}"),
        Text(assessment.rating, style=STYLES[assessment.rating]),
        *(Text(SHORT[level], style=STYLES[level]) for level in dimensions),
        Text(f"{counts.get('gender', 0):,}"),
        Text(f"{counts.get('lgbtqia', 0):,}"),
    ]
