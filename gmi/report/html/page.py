"""The page about one report or several: rating, references, areas, evidence and the text itself."""

from collections.abc import Sequence

from gmi.rate.assessment import Scored
from gmi.report.html.colours import inks
from gmi.report.html.sheet import sheet, style_sheet, text_of
from gmi.report.html.view import ReportView


def page(reports: Sequence[Scored]) -> str:
    """One page about one report, or about several: a table of them, then each in turn."""
    palette = inks([report.assessment for report in reports])
    several = len(reports) > 1
    views = [
        ReportView(report, palette, f"r{index}-" if several else "", 2 if several else 1)
        for index, report in enumerate(reports, 1)
    ]
    return sheet(
        "page.html",
        style_sheet(list(palette.values())),
        text_of("report.js"),
        views=views,
        several=several,
        palette=palette,
    )
