"""What was read: cover data, length, language, warnings."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from gmi.rate.assessment import Assessment
from gmi.report.canvas import Canvas, item
from gmi.report.escape import plain, styled
from gmi.report.words import body_name, by_others, day, length, made_by, reviewed

WARNINGS_SHOWN = 5


def source_section(assessment: Assessment, canvas: Canvas) -> Iterator[RenderableType]:
    """The head of the page, and what a reader should know before believing the rest."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    rows = _rows(assessment)
    if canvas.narrow:  # the frame has no room for it
        rows.append(("Made by", made_by(assessment)))
    for name, value in rows:
        table.add_row(name, styled(value) if value else Text("not found", style="dim"))
    title = assessment.source.cover.title
    head = [styled(title.value, "bold"), Text()] if title else []
    yield Panel(
        Group(*head, table),
        title=Text("Gender-Migration Index", style="bold not dim"),
        title_align="left",
        subtitle=None if canvas.narrow else Text(plain(made_by(assessment)), style="dim"),
        subtitle_align="right",
        border_style="dim",
        padding=(0, 1),
    )
    warnings = assessment.source.warnings
    for warning in warnings[:WARNINGS_SHOWN]:
        page = f"p. {warning.page}: " if warning.page else ""
        yield item("!", styled(f"{page}{warning.message}", "yellow"))
    if len(warnings) > WARNINGS_SHOWN:
        yield item("!", Text(f"{len(warnings) - WARNINGS_SHOWN} more warnings, see --json", style="yellow"))


def _rows(assessment: Assessment) -> list[tuple[str, str]]:
    source, cover = assessment.source, assessment.source.cover
    state = cover.state.value if cover.state else ""
    body = body_name(cover.treaty_body.value) if cover.treaty_body else ""
    return [
        ("State", f"{state} ({cover.iso3})" if state and cover.iso3 else state),
        ("Treaty body", f"{body}, {cover.cycle.value}" if body and cover.cycle else body),
        *([("Kind", kind)] if (kind := by_others(cover)) else []),
        ("Symbol", cover.symbol.value if cover.symbol else ""),
        ("Date", day(cover.date.value) if cover.date else ""),
        ("Length", length(assessment)),
        ("File", f"{source.name}{_ocr(source.ocr_confidence)}"),
        *([("Reviewed", reviewed(assessment.review))] if assessment.review else []),
    ]


def _ocr(sure: tuple[float, ...]) -> str:
    return f" ({len(sure)} of its pages by OCR, confidence {min(sure):.2f} or more)" if sure else ""
