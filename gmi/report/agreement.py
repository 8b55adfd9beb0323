"""Agreement between coders for the terminal and as files: figures first, then what to read again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from gmi.agree.agreement import Agreement, Coder, Disagreement, VariableAgreement
from gmi.agree.columns import key
from gmi.errors import GmiError
from gmi.report.canvas import Canvas, fit, indent, item, section
from gmi.report.escape import plain, styled
from gmi.report.table import Column, Table, Value, csv_text
from gmi.report.terminal import NARROWEST, WIDEST, show

RELIABLE, TENTATIVE = 0.8, 0.667
# Upper ends of Landis and Koch's classes of kappa.
_KAPPA = ((0.0, "poor"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"))
SOURCES = (
    "alpha: Krippendorff, Content Analysis, 2nd ed. 2004, p. 241: reliable from 0.800; from 0.667 for "
    "tentative conclusions only. Its 95% interval draws texts with replacement (Zapf et al. 2016).",
    "kappa: Cohen 1960; with squared weights (Cohen 1968) for scales and counts; the mean of all pairs for "
    "more than two coders (Light 1971). Words for it: Landis and Koch 1977.",
)
_NOT_DEFINED = "alpha not defined: all codes are the same"


def reading(variable: VariableAgreement) -> str:
    """What alpha allows, in words."""
    if variable.alpha is None:
        return _NOT_DEFINED
    if variable.alpha >= RELIABLE:
        return "reliable"
    return "tentative conclusions only" if variable.alpha >= TENTATIVE else "not reliable"


def kappa_in_words(variable: VariableAgreement) -> str:
    """Landis and Koch's word for kappa; empty where there is none."""
    if variable.kappa is None:
        return ""
    if variable.kappa < 0:
        return _KAPPA[0][1]
    return next((word for end, word in _KAPPA[1:] if variable.kappa <= end), "almost perfect")


def render(agreement: Agreement, console: Console, listed: int) -> None:
    """Print the figures, what they mean, and up to `listed` disagreements of each variable."""
    canvas = Canvas(max(NARROWEST, min(console.width, WIDEST)), (console.encoding or "ascii").lower())
    show(_parts(agreement, canvas, listed), console, canvas)


def _parts(agreement: Agreement, canvas: Canvas, listed: int) -> Iterator[RenderableType]:
    coders = " and ".join(f"{plain(c.file)} ({c.rows:,} rows)" for c in agreement.coders)
    by = "in the order of the rows" if agreement.matched_by == "order" else f"by {agreement.matched_by}"
    yield styled(f"{coders}: {agreement.units:,} rows matched {by}")
    for note in agreement.notes:
        yield item("-", styled(note, "dim"))
    yield from section("Agreement", *_figures(agreement, canvas))
    yield from section("What it means", *_meaning(agreement))
    if listed and agreement.disagreements:
        yield from section("To read again", *_to_read(agreement, listed))


def _figures(agreement: Agreement, canvas: Canvas) -> Iterator[RenderableType]:
    two = len(agreement.coders) == 2
    grid = Grid(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column("", overflow="fold", max_width=max(12, canvas.width - 62))
    heads = ["n", *(fit(c.name, 6).strip() for c in agreement.coders), "agree", "kappa", "alpha (95%)"]
    for head in [*heads, *(("prec.", "rec.", "F1") if two else ())]:
        grid.add_column(head, justify="right", header_style="dim", no_wrap=True)
    for one in agreement.variables:
        figures = (one.precision, one.recall, one.f1) if two else ()
        grid.add_row(
            styled(one.name.replace("_", " "), "bold"),
            f"{one.units:,}",
            *(_prevalence(value, one.level) for value in one.prevalence),
            _figure(one.percent),
            _figure(one.kappa),
            _interval(one),
            *map(_figure, figures),
        )
    yield grid
    names = [plain(coder.name) for coder in agreement.coders]
    yield styled(f"{', '.join(names)}: share of yes, or mean of a scale or count.", "dim")
    if two:
        yield styled(f"Precision, recall and F1: {names[0]} against {names[1]}; any count is a yes.", "dim")
    mapped = [v for v in agreement.variables if len({key(column) for column in v.columns}) > 1]
    for one in mapped:
        yield item("-", styled(f"{one.name}: {' = '.join(one.columns)}", "dim"))


def _prevalence(value: float | None, level: str) -> str:
    if value is None:
        return "-"
    return f"{value:.1%}" if level == "yes-no" else f"{value:.2f}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _interval(one: VariableAgreement) -> str:
    if one.alpha is None:
        return "-"
    ends = (
        f"{end:.3f}".replace("0.", ".", 1).replace("1.000", "1") for end in (one.alpha_low, one.alpha_high)
    )
    return f"{one.alpha:.3f} ({'-'.join(ends)})"


def _meaning(agreement: Agreement) -> Iterator[RenderableType]:
    for words in ("reliable", "tentative conclusions only", "not reliable", _NOT_DEFINED):
        names = [_named(v) for v in agreement.variables if reading(v) == words]
        if names:
            yield item("-", Text.assemble((f"{words}: ", "bold"), styled("; ".join(names))))
    yield from (indent(styled(source, "dim")) for source in SOURCES)


def _named(one: VariableAgreement) -> str:
    kappa = f" (kappa {kappa_in_words(one)})" if kappa_in_words(one) else ""
    unsure = one.alpha is not None and one.alpha_low is not None
    cut = RELIABLE if reading(one) == "reliable" else TENTATIVE
    below = unsure and one.alpha is not None and one.alpha >= cut and (one.alpha_low or 0) < cut
    return f"{one.name}{kappa}{', its interval reaching below ' + str(cut) if below else ''}"


def _to_read(agreement: Agreement, listed: int) -> Iterator[RenderableType]:
    for one in agreement.variables:
        found = [d for d in agreement.disagreements if d.variable == one.name]
        if not found:
            continue
        yield Text.assemble((plain(one.name), "bold"), (f"  {_how_many(found, agreement.coders)}", "dim"))
        for disagreement in found[:listed]:
            yield item("-", _line(disagreement, agreement.coders))
        if len(found) > listed:
            more = f"{len(found) - listed:,} more: --disagreements {len(found)}, or -o FILE.xlsx for all"
            yield indent(styled(more, "dim"))


def _how_many(found: Sequence[Disagreement], coders: Sequence[Coder]) -> str:
    text = f"{len(found):,} disagreement{'s' * (len(found) != 1)}"
    ways = {d.codes for d in found}
    if len(coders) == 2 and ways <= {("yes", "no"), ("no", "yes")}:
        alone = [sum(d.codes[i] == "yes" for d in found) for i in (0, 1)]
        told = ", ".join(f"{n:,} {plain(c.name)} alone" for n, c in zip(alone, coders, strict=True))
        return f"{text}: {told}"
    return text


def _line(one: Disagreement, coders: Sequence[Coder]) -> Text:
    rows = one.rows[:1] if len(set(one.rows)) == 1 else one.rows
    codes = ", ".join(f"{c.name} {code or '(blank)'}" for c, code in zip(coders, one.codes, strict=True))
    line = styled(f"row {'/'.join(map(str, rows))}: {codes}", "cyan")
    terms = styled(f"[{one.terms}]", "dim") if one.terms else Text()
    return Text(" ").join(part for part in (line, terms, styled(one.text)) if part.plain)


def tables(agreement: Agreement) -> tuple[Table, Table]:
    """The figures and the disagreements as tables."""
    names = [coder.name for coder in agreement.coders]
    number = [
        ("percent_agreement", "share of texts on which the coders agree"),
        ("kappa", "Cohen's kappa; with squared weights for scales and counts"),
        ("alpha", "Krippendorff's alpha"),
        ("alpha_low", "lower end of its 95% interval"),
        ("alpha_high", "upper end of its 95% interval"),
        ("precision", "of what the first sheet says yes to, how much the second does too"),
        ("recall", "of what the second sheet says yes to, how much the first does too"),
        ("f1", "harmonic mean of the two"),
    ]
    figures = (
        Column("variable", "what is compared", width=24),
        Column("level", "level of measurement"),
        Column("n", "texts that two coders or more have coded", "whole"),
        *(Column(f"prevalence {n}", f"share of yes, or mean, of {n}", "number") for n in names),
        *(Column(name, holds, "number") for name, holds in number),
        Column("reading", "what alpha allows (Krippendorff 2004)", width=26),
        Column("kappa_reading", "a word for kappa (Landis and Koch 1977)"),
        Column("disagreements", "how many texts are coded differently", "whole"),
    )
    unlike = (
        Column("variable", "what is compared", width=24),
        *(Column(f"row {n}", f"row of the text in {n}", "whole") for n in names),
        *(Column(f"code {n}", f"what {n} says", width=12) for n in names),
        Column("terms", "terms that made gmi's code", width=30),
        Column("text", "the text", width=80),
    )
    return (
        Table("agreement", "one variable", figures, map(_figure_row, agreement.variables)),
        Table(
            "disagreements",
            "a text and variable on which the coders differ",
            unlike,
            ((d.variable, *d.rows, *d.codes, d.terms, d.text) for d in agreement.disagreements),
        ),
    )


def _figure_row(one: VariableAgreement) -> tuple[Value, ...]:
    return (
        one.name, one.level, one.units, *one.prevalence, one.percent, one.kappa, one.alpha, one.alpha_low,
        one.alpha_high, one.precision, one.recall, one.f1, reading(one), kappa_in_words(one),
        one.disagreements,
    )  # fmt: skip


def json_text(agreement: Agreement) -> str:
    """One JSON object, indented; figures have six significant digits."""
    from pydantic import TypeAdapter

    return TypeAdapter(Agreement).dump_json(agreement, indent=1).decode() + "\n"


def files(agreement: Agreement, output: Path) -> list[tuple[Path, bytes]]:
    """What to write where. CSV takes two files: the figures, and the disagreements beside them."""
    figures, unlike = tables(agreement)
    if output.suffix.lower() == ".csv":
        beside = output.with_name(f"{output.stem}-disagreements{output.suffix}")
        return [(output, csv_text(figures).encode()), (beside, csv_text(unlike).encode())]
    if output.suffix.lower() == ".json":
        return [(output, json_text(agreement).encode())]
    from gmi.report.workbook import workbook

    about = ["Agreement between coders", *(f"{c.name}: {c.file}, {c.rows:,} rows" for c in agreement.coders)]
    about += [f"{agreement.units:,} rows matched by {agreement.matched_by}", *agreement.notes, *SOURCES]
    return [(output, workbook(about, (figures, unlike)))]


def check_ending(output: Path) -> None:
    """Refuse a form that there is not. Raises GmiError."""
    if output.suffix.lower() not in (".csv", ".xlsx", ".json"):
        raise GmiError(f"Can't write {output.name!r} as {output.suffix!r}.", "Use .csv, .xlsx or .json.")
