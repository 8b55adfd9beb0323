"""A comparison on the terminal, and as Markdown."""

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from gmi.compare import Changes, Comparison, RateRow, RatingRow
from gmi.compare.ratio import Ratio
from gmi.report.canvas import Canvas, indent, section
from gmi.report.escape import markdown as safe
from gmi.report.escape import styled
from gmi.report.gauges import STYLES
from gmi.report.terminal import show

KINDS = ("areas", "lenses", "categories", "risks", "instruments")
KIND_NAMES = {
    "areas": "Policy areas",
    "lenses": "Lenses",
    "categories": "Categories",
    "risks": "Gendered risks named",
    "instruments": "Instruments cited",
}
SIDE_BY_SIDE = 4
"""Reports that fit beside each other; more are told one below the other."""
MOST_NAMES = 12


def render_comparison(found: Comparison, console: Console) -> None:
    """Print the page of a comparison."""
    canvas = Canvas(console.width, (console.encoding or "ascii").lower())
    show(_parts(found, canvas), console, canvas)


def _parts(found: Comparison, canvas: Canvas) -> Iterator[RenderableType]:
    for letter, report in zip(letters(len(found.reports)), found.reports, strict=True):
        facts = [
            report.state,
            report.symbol,
            report.date,
            f"{report.pages:,} pages",
            f"{report.words:,} words",
        ]
        yield Text.assemble((f"{letter} ", "bold"), styled(", ".join(filter(None, facts))))
    for note in found.notes:
        yield Text(note, style="yellow")
    yield from section("Ratings", _ratings(found, canvas))
    yield from section("References per 1,000 words", _rates(found))
    yield from section("Policy areas: paragraphs, with gender / LGBTQIA+ / migrants", _areas(found))
    yield from section("What appeared and what vanished, first to last", *_both(found))
    yield Text()
    yield styled(found.summary, "italic")


def letters(number: int) -> list[str]:
    """What reports are called in a table: A, B, ... Z, AA ..."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [alphabet[i] if i < 26 else alphabet[i // 26 - 1] + alphabet[i % 26] for i in range(number)]


def _table(first: str, found: Comparison, *last: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(first, header_style="dim", overflow="fold")
    for letter in letters(len(found.reports)):
        table.add_column(letter, justify="right", header_style="bold", no_wrap=True)
    for title in last:
        table.add_column(title, header_style="dim", overflow="fold", min_width=16)
    return table


def _ratings(found: Comparison, canvas: Canvas) -> RenderableType:
    many = len(found.reports) > SIDE_BY_SIDE
    table = _table("", found, "score, first to last")
    for row in found.ratings:
        cells = [
            Text(
                f"{canvas.glyphs.marks[level]}" + ("" if many else f" {level}"),
                style=STYLES[level],
            )
            for level in row.levels
        ]
        table.add_row(
            styled(row.name), *cells, Text(score_change(row), style="" if row.change.clear else "dim")
        )
    return table


def _rates(found: Comparison) -> RenderableType:
    table = _table("", found, "ratio, 95% interval")
    for row in found.rates:
        name = styled(row.name, "bold") if not row.category else indent(styled(row.name))
        clear = row.change is not None and row.change.clear
        cells = [f"{rate.per_1000_words:.2f}" for rate in row.rates]
        table.add_row(name, *cells, Text(rate_change(row), style="" if clear else "dim"))
    return table


def _areas(found: Comparison) -> RenderableType:
    if len(found.reports) <= SIDE_BY_SIDE:
        table = _table("", found)
        for area in found.areas:
            table.add_row(styled(area.name), *[area_cell(cells) for cells in area.cells])
        return table
    table = _table("", found)
    for area in found.areas:
        table.add_row(styled(area.name), *[str(cells[0] or "-") for cells in area.cells])
    return table


def area_cell(cells: tuple[int, int, int, int]) -> str:
    """How an area is treated, in a few characters: "14: 6 / 0 / 9"."""
    return f"{cells[0]}: {cells[1]} / {cells[2]} / {cells[3]}" if cells[0] else "-"


def score_change(row: RatingRow) -> str:
    """How a score changed, with its interval."""
    if not row.scores[0][0] and not row.scores[-1][0]:
        return ""
    said = f"{row.change.value:+.2f} ({row.change.low:+.2f} to {row.change.high:+.2f})"
    return said if row.change.clear else f"no clear change: {said}"


def rate_change(row: RateRow) -> str:
    """How a rate changed, with its interval."""
    if row.change is None:
        return ""
    if not row.rates[0].many:
        return "appears"
    if not row.rates[-1].many:
        return "vanishes"
    return f"{_ratio(row.change)}{'' if row.change.clear else ': no clear change'}"


def _ratio(change: Ratio) -> str:
    return f"{change.ratio:.2f} ({change.low:.2f} to {change.high:.2f})"


def _both(found: Comparison) -> Iterator[RenderableType]:
    for title, changes in (("Appeared", found.appeared), ("Vanished", found.vanished)):
        yield Text(title, style="bold")
        for kind, names in told(changes):
            yield indent(Text.assemble((f"{kind}: ", "dim"), styled(listed(names))))
        if not changes:
            yield indent(Text("nothing"))


def told(changes: Changes) -> Iterator[tuple[str, Sequence[str]]]:
    """The kinds of changes that there are, each with its names."""
    for kind in KINDS:
        if names := getattr(changes, kind):
            yield KIND_NAMES[kind], names


def listed(names: Sequence[str]) -> str:
    """Names one after the other, the first of many."""
    more = f"; and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return "; ".join(names[:MOST_NAMES]) + more


def comparison_markdown(found: Comparison) -> str:
    """The comparison as a Markdown page."""
    return "\n".join(_markdown(found)) + "\n"


def _markdown(found: Comparison) -> Iterator[str]:
    names = letters(len(found.reports))
    yield "# Reports compared"
    yield ""
    yield f"> {safe(found.summary)}"
    yield ""
    yield "| | report | State | symbol | date | pages | words |"
    yield "| --- | --- | --- | --- | --- | ---: | ---: |"
    for letter, one in zip(names, found.reports, strict=True):
        facts = (safe(one.name), safe(one.state or ""), safe(one.symbol or ""), one.date or "")
        yield f"| {letter} | {' | '.join(facts)} | {one.pages:,} | {one.words:,} |"
    yield from ("", *(f"- {safe(note)}" for note in found.notes)) if found.notes else ()
    yield from _markdown_table(
        "Ratings",
        "score, first to last",
        names,
        ((row.name, row.levels, score_change(row)) for row in found.ratings),
    )
    yield from _markdown_table(
        "References per 1,000 words",
        "ratio, 95% interval",
        names,
        (
            (row.name, [f"{rate.per_1000_words:.2f}" for rate in row.rates], rate_change(row))
            for row in found.rates
        ),
    )
    yield from _markdown_table(
        "Policy areas: paragraphs, with gender / LGBTQIA+ / migrants",
        "",
        names,
        ((area.name, [area_cell(cells) for cells in area.cells], "") for area in found.areas),
    )
    for title, changes in (("Appeared", found.appeared), ("Vanished", found.vanished)):
        yield from ("", f"## {title}", "")
        yield from (f"- {kind}: {safe('; '.join(every))}" for kind, every in told(changes))
        if not changes:
            yield "Nothing."


def _markdown_table(
    title: str, last: str, names: Sequence[str], rows: Iterator[tuple[str, Sequence[str], str]]
) -> Iterator[str]:
    yield from ("", f"## {title}", "", f"| | {' | '.join(names)} | {last} |")
    yield f"| --- |{' ---: |' * len(names)} --- |"
    for name, cells, change in rows:
        yield f"| {safe(name)} | {' | '.join(cells)} | {change} |"
