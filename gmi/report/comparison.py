"""A comparison on the terminal, and as Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from gmi.compare import Changes, Comparison, RateRow, RatingRow
from gmi.compare.ratio import Difference, Rate, Ratio, signed
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
SIDE_BY_SIDE, WITH_INTERVALS = 4, 3
"""Reports for which there is room beside each other for levels in words, and for intervals."""
MOST_NAMES = 12
AREAS_TITLE = "Policy areas: paragraphs, with gender / LGBTQIA+ / migrants"
MARKS = "+ or -: clearly more or less; =: no clear difference."


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
    yield from section("Ratings", *_ratings(found, canvas))
    yield from section("References per 1,000 words", *_rates(found, canvas))
    yield from section("Policy areas", *_areas(found))
    if found.steps:
        yield from section(steps_title(found), *_steps(found))
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
        table.add_column(title, header_style="dim", no_wrap=True)
    return table


def _ratings(found: Comparison, canvas: Canvas) -> Iterator[RenderableType]:
    number = len(found.reports)
    table = _table("", found, "first to last")
    with_intervals = number <= WITH_INTERVALS - canvas.narrow
    for row in found.ratings:
        cells = []
        for level, score in zip(row.levels, row.scores, strict=True):
            cell = Text(canvas.glyphs.marks[level], style=STYLES[level])
            cell.append(f" {level}" if number <= SIDE_BY_SIDE else "")
            if with_intervals:
                cell.append(f"\n{score_cell(score)}", style="not bold dim")
            cells.append(cell)
        # The interval stands under the difference, as those of the scores do under these.
        change = score_change(row, two_lines=True)
        table.add_row(styled(row.name), *cells, Text(change, style="" if row.change.clear else "dim"))
    yield table
    within = "Behind each score: the middle 90% of its trials. " if with_intervals else ""
    yield Text(f"{within}{MARKS}", style="dim")


def _rates(found: Comparison, canvas: Canvas) -> Iterator[RenderableType]:
    short = len(found.reports) > SIDE_BY_SIDE or canvas.narrow
    table = _table("", found, *(() if short else ("ratio, 95% interval",)))
    if short:
        table.add_column("ratio", justify="right", no_wrap=True, header_style="dim")
    for row in found.rates:
        name = styled(row.name, "bold") if not row.category else indent(styled(row.name))
        clear = row.change is not None and row.change.clear
        cells = [Text(f"{rate.per_1000_words:.2f}") for rate in row.rates]
        if not row.category and not short and len(found.reports) <= WITH_INTERVALS:
            for cell, rate in zip(cells, row.rates, strict=True):
                cell.append(f"\n{rate_interval(rate)}", style="dim")
        change = short_change(row) if short else rate_change(row)
        table.add_row(name, *cells, Text(change, style="" if clear else "dim"))
    yield table
    if short:
        yield Text(
            f"The ratio is that of the last report to the first. {MARKS} "
            "Intervals are in --json and in files.",
            style="dim",
        )
    else:
        within = "Under a group's rate its 95% interval. " if len(found.reports) <= WITH_INTERVALS else ""
        yield Text(f"{within}The ratio is that of the last report to the first. {MARKS}", style="dim")


def steps_title(found: Comparison) -> str:
    """What the steps are, over a table of them."""
    return "From each report to the next" if found.steps[-1].earlier else "From the first report to each"


def step_columns(found: Comparison) -> list[str]:
    """What the columns of a table of steps are about."""
    return ["overall score", *(row.name for row in found.rates if not row.category)]


def step_rows(found: Comparison, *, short: bool = False) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Each step by the letters of its reports, with its cells, and whether each is a clear difference."""
    names = letters(len(found.reports))
    groups = [row for row in found.rates if not row.category]
    for step in found.steps:
        cells = [(_step_score(step.score, short=short), step.score.clear)]
        for row, change in zip(groups, step.rates, strict=True):
            part = replace(row, rates=(row.rates[step.earlier], row.rates[step.later]), change=change)
            clear = change is not None and change.clear
            cells.append((short_change(part) if short else rate_change(part), clear))
        yield f"{names[step.earlier]} to {names[step.later]}", cells


def _step_score(change: Difference, *, short: bool) -> str:
    return f"{signed(change.value)} {share_mark(change)}" if short else _difference(change)


def _steps(found: Comparison) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("", header_style="dim", no_wrap=True)
    for title in step_columns(found):
        table.add_column(styled(title), justify="right", header_style="dim", overflow="fold")
    for name, cells in step_rows(found, short=True):
        table.add_row(name, *(Text(told, style="" if clear else "dim") for told, clear in cells))
    yield table
    yield Text(
        "The difference of the overall scores, and the ratio of the references per 1,000 words (none where "
        f"only one refers to it; blank where neither does). {MARKS}",
        style="dim",
    )


def _areas(found: Comparison) -> Iterator[RenderableType]:
    table = _table("", found)
    table.add_column("", no_wrap=True)
    many = len(found.reports) > SIDE_BY_SIDE
    cells_are = "" if many else ", and how many of them mention gender / LGBTQIA+ people / migrants"
    for area in found.areas:
        cells = [str(cell[0] or "-") if many else area_cell(cell) for cell in area.cells]
        table.add_row(styled(area.name), *cells, share_mark(area.changes[0]))
    yield table
    yield Text(
        f"Paragraphs on the area{cells_are}. + or -: gender is in a clearly larger or smaller share of the "
        "last report's paragraphs on the area than of the first's; =: no clear difference; blank: one of the "
        "two does not treat it.",
        style="dim",
    )


def share_mark(change: Difference | None) -> str:
    """Whether a share has changed, in one character."""
    if change is None:
        return ""
    return "=" if not change.clear else "+" if change.value > 0 else "-"


def share_change(change: Difference | None) -> str:
    """How a share has changed, in percentage points with its interval."""
    if change is None:
        return ""
    low, value, high = (signed(100 * figure, 0) for figure in (change.low, change.value, change.high))
    return f"{value} points ({low} to {high}) {share_mark(change)}"


def score_cell(score: tuple[float, float, float]) -> str:
    """A score with its interval, in a few characters."""
    value, low, high = score
    return f"{value:.2f} {low:.2f}–{high:.2f}"


def rate_interval(rate: Rate) -> str:
    """The bounds of a rate's interval."""
    low, high = rate.interval
    return f"{low:.2f}–{high:.2f}"


def area_cell(cells: tuple[int, int, int, int]) -> str:
    """How an area is treated, in a few characters: "14: 6 / 0 / 9"."""
    return f"{cells[0]}: {cells[1]} / {cells[2]} / {cells[3]}" if cells[0] else "-"


def score_change(row: RatingRow, *, two_lines: bool = False) -> str:
    """How a score changed, with its interval, and whether that is clear."""
    if not row.scores[0][0] and not row.scores[-1][0]:
        return ""
    return _difference(row.change, two_lines=two_lines)


def _difference(change: Difference, *, two_lines: bool = False) -> str:
    value, mark = signed(change.value), share_mark(change)
    interval = f"({signed(change.low)} to {signed(change.high)})"
    return f"{value} {mark}\n{interval}" if two_lines else f"{value} {interval} {mark}"


def rate_change(row: RateRow) -> str:
    """How a rate changed, with its interval, and whether that is clear."""
    if row.change is None:
        return ""
    from_none = "" if row.rates[0].many else "from none"
    to_none = "" if row.rates[-1].many else "to none"
    return f"{from_none or to_none or _ratio(row.change)} {_ratio_mark(row.change)}"


def short_change(row: RateRow) -> str:
    """How a rate changed, in a few characters: "5.84 +"."""
    if row.change is None:
        return ""
    both = row.rates[0].many and row.rates[-1].many
    mark = _ratio_mark(row.change)
    return f"{row.change.ratio:.2f} {mark}" if both else mark


def _ratio_mark(change: Ratio) -> str:
    return "=" if not change.clear else "+" if change.ratio > 1 else "-"


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
    yield f"In the last column of the tables: {MARKS}"
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
        (
            (
                row.name,
                [f"{level} {score_cell(one)}" for level, one in zip(row.levels, row.scores, strict=True)],
                score_change(row),
            )
            for row in found.ratings
        ),
    )
    yield from _markdown_table(
        "References per 1,000 words",
        "ratio, 95% interval",
        names,
        (
            (
                row.name,
                [f"{rate.per_1000_words:.2f} ({rate_interval(rate)})" for rate in row.rates],
                rate_change(row),
            )
            for row in found.rates
        ),
    )
    yield from _markdown_table(
        AREAS_TITLE,
        "share with gender, first to last",
        names,
        (
            (area.name, [area_cell(cells) for cells in area.cells], share_change(area.changes[0]))
            for area in found.areas
        ),
    )
    if found.steps:
        columns = [safe(title) for title in step_columns(found)]
        yield from ("", f"## {steps_title(found)}", "", f"| | {' | '.join(columns)} |")
        yield f"| --- |{' --- |' * len(columns)}"
        yield from (
            f"| {name} | {' | '.join(cell for cell, _ in cells)} |" for name, cells in step_rows(found)
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
