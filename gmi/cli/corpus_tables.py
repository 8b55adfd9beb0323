"""What a corpus shows, as tables for a terminal of 80 columns."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from gmi.compare.ratio import signed
from gmi.corpus.answers import AreaShares, Course, Overview, Ranked
from gmi.corpus.calibrate import Calibration
from gmi.corpus.select import Measure
from gmi.corpus.statistics import Estimate
from gmi.rate.scoring import LEVELS
from gmi.report.canvas import Canvas
from gmi.report.escape import plain, styled
from gmi.report.gauges import STYLES, bar
from gmi.report.terminal import show
from gmi.report.words import number

MOST_LISTED = 12
BAR = 12
TOGETHER = Text("Several kinds of document stand together; --kind chooses one.", style="dim")
TITLES = {
    "kind": "kind of document",
    "treaty_body": "treaty body",
    "region": "region (UN M49)",
    "cycle": "cycle",
    "year": "year",
}


def print_overview(found: Overview, console: Console) -> None:
    """Documents by kind and rating, and who never mentions LGBTQIA+ people."""
    canvas = Canvas(console.width, (console.encoding or "ascii").lower())
    show(_overview(found, canvas), console, canvas)


def _overview(found: Overview, canvas: Canvas) -> Iterator[RenderableType]:
    documents, pages = number(found.documents, "document"), number(found.pages, "page")
    yield Text(f"{documents}, {pages}, {found.words:,} words", style="bold")
    apart = (
        (found.failures, "could not be scored (see --failures)"),
        (found.gone, "no longer in the folder, left out"),
        (found.repeated, "with the content of another file, left out"),
        (found.alike, "with the symbol of another: the same report in two files?"),
        (
            found.recipes if found.recipes > 1 else 0,
            "ways of scoring stand together: run it again to the end",
        ),
    )
    for many, what in apart:
        if many:
            yield Text(f"{many:,} {what}", style="dim")
    if not found.documents:
        return
    yield Text("")
    table = _table("rating", "", "documents")
    for level in LEVELS:
        rated = found.ratings.get(level, 0)
        table.add_row(
            Text(f"{canvas.glyphs.marks[level]} {level}", style=STYLES[level]),
            bar(rated, found.documents, 30, canvas.glyphs),
            f"{rated:,}",
        )
    yield table
    for key, counts in found.by.items():
        yield Text("")
        yield Text(TITLES[key], style="dim")
        yield styled("; ".join(f"{name} {many:,}" for name, many in counts.items()))
    if found.areas:
        yield Text("")
        yield Text("policy areas: what share of their paragraphs mentions whom", style="dim")
        yield _areas(found.areas)
    never = found.without_lgbtqia
    if never:
        yield Text("")
        share = len(never) / found.documents
        yield Text(
            f"{len(never):,} of {documents} ({share:.0%}) never mention LGBTQIA+ people:",
            style="bold",
        )
        yield styled(_listed(never))


def _areas(areas: Sequence[AreaShares]) -> Table:
    """Policy areas: the documents that treat them, and what share of their paragraphs has which lens."""
    table = _table("", "documents", "gender", "LGBTQIA+", "migrants", right=(1, 2, 3, 4))
    for one in areas:
        shares = (one.gender, one.lgbtqia, one.migrants)
        table.add_row(styled(one.name), f"{one.documents:,}", *(f"{share.value:.0%}" for share in shares))
    return table


def print_ranking(ranked: Sequence[Ranked], measure: Measure, limit: int, console: Console) -> None:
    """The highest values first, each with its interval."""
    canvas = Canvas(console.width, (console.encoding or "ascii").lower())
    shown = list(enumerate(ranked, start=1))
    left_out = 0
    if len(shown) > limit:
        left_out = len(shown) - limit
        head = (limit + 1) // 2
        shown = shown[:head] + shown[len(shown) - (limit - head) :]
    several = any(one.documents > 1 for one in ranked)
    mixed = len({kind for one in ranked for kind in one.kinds} - {one.label for one in ranked}) > 1
    table = _table("#", "", *["documents"] * several, "value", "", "interval", right=(0, 2, 2 + several))
    most = max((one.estimate.value for one in ranked), default=0.0)
    for place, one in shown:
        table.add_row(
            str(place),
            Group(styled(one.name, "bold"), *[styled(line, "dim") for line in _about(one, mixed=mixed)]),
            *[str(one.documents)] * several,
            _figure(one.estimate.value),
            bar(one.estimate.value, most, BAR, canvas.glyphs),
            _interval(one.estimate),
        )
        if left_out and place == (limit + 1) // 2:
            table.add_row("", Text(f"{left_out} more", style="dim"))
    show(iter([*_heading(measure, *([TOGETHER] if mixed else [])), table]), console, canvas)


def _about(one: Ranked, *, mixed: bool) -> list[str]:
    """What else is said of something that is ranked: the name by which the store has it, its kinds."""
    return ([one.label] if one.label != one.name else []) + ([", ".join(one.kinds)] if mixed else [])


def print_courses(courses: Sequence[Course], measure: Measure, console: Console) -> None:
    """Each State's reports, oldest first, and whether first and last clearly differ."""
    canvas = Canvas(console.width, (console.encoding or "ascii").lower())
    parts = _heading(measure)[:-1]
    most = max((point.estimate.high for course in courses for point in course.points), default=0.0)
    for course in courses:
        way = "no clear change" if not course.clear else "more" if course.change > 0 else "less"
        sign = signed(course.change)
        parts += [
            Text(""),
            Text.assemble(
                styled(course.state, "bold"),
                styled(f", {course.body}, {course.kind}", "dim"),
                f": {way} ({sign})",
            ),
        ]
        table = _table("date", "symbol", "rating", "value", "", "interval", right=(3,))
        for point in course.points:
            table.add_row(
                styled(point.date or point.cycle or ""),
                styled(point.symbol or point.path),
                Text(point.rating, style=STYLES[point.rating]),  # type: ignore[index]
                _figure(point.estimate.value),
                bar(point.estimate.value, most, BAR, canvas.glyphs),
                _interval(point.estimate),
            )
        parts.append(table)
    show(iter(parts), console, canvas)


def _heading(measure: Measure, *more: Text) -> list[RenderableType]:
    return [
        Text(f"{measure.name}, {measure.unit}", style="bold"),
        Text(measure.interval, style="dim"),
        *more,
        Text(""),
    ]


def print_calibration(found: Calibration, console: Console) -> None:
    """Thresholds now and as proposed, and how many documents would change their rating."""
    canvas = Canvas(console.width, (console.encoding or "ascii").lower())
    show(_calibration(found), console, canvas)


def _calibration(found: Calibration) -> Iterator[RenderableType]:
    yield Text(f"Thresholds from {found.documents:,} documents", style="bold")
    if len(found.kinds) > 1:
        yield TOGETHER
    yield Text(
        "Moderate begins where a third of the documents that have anything of an indicator lie below, high "
        "where two thirds do, full where 95% do. They rank reports against each other; they don't say what "
        "is enough.",
        style="dim",
    )
    yield Text("")
    table = _table("indicator", "group", "documents", "moderate", "high", "full", right=(2, 3, 4, 5))
    for column in table.columns[3:]:
        column.no_wrap = False  # else they take from the names the room for even one word
    for one in found.proposals:
        new = one.proposed
        cells = [
            # Three digits tell them apart, as they are a hundredth from each other at least.
            f"{getattr(one.now, name):g} → {getattr(new, name):.3g}" if new else "as it is"
            for name in ("moderate", "high", "full")
        ]
        table.add_row(_Name(one.indicator), styled(one.group), str(one.documents), *cells)
    yield table
    yield Text("")
    moves = _table("rating", "same", "up", "down", "documents that move", right=(1, 2, 3))
    for name, counts in found.moves.items():
        steps = {(a, b): n for (a, b), n in sorted(counts.items()) if a != b}
        up = sum(n for (a, b), n in steps.items() if LEVELS.index(b) > LEVELS.index(a))
        told = ", ".join(f"{n} {a} to {b}" for (a, b), n in steps.items())
        same = sum(counts.values()) - sum(steps.values())
        moves.add_row(styled(name), str(same), str(up), str(sum(steps.values()) - up), styled(told, "dim"))
    yield moves


class _Name:
    """An indicator's name. Where there is no room for all of it, it goes on in the next line after a "_"."""

    def __init__(self, name: str) -> None:
        self._parts = re.findall("[^_]*_|[^_]+", plain(name))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        lines = [""]
        for part in self._parts:
            if lines[-1] and cell_len(lines[-1] + part) > options.max_width:
                lines.append("")
            lines[-1] += part
        yield Text("\n".join(lines), overflow="fold")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(max(map(cell_len, self._parts), default=0), cell_len("".join(self._parts)))


def _table(*titles: str, right: Iterable[int] = (2,)) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for place, title in enumerate(titles):
        side = "right" if place in right else "left"
        table.add_column(title, justify=side, header_style="dim", overflow="fold", no_wrap=place in right)  # type: ignore[arg-type]
    return table


def _figure(value: float) -> str:
    return f"{value:.2f}"


def _interval(estimate: Estimate) -> Text:
    return Text(f"{estimate.low:.2f} to {estimate.high:.2f}", style="dim", no_wrap=True)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_LISTED
    return ", ".join(names[:MOST_LISTED]) + (f" and {more} more" if more > 0 else "")
