"""`gmi corpus`: hundreds of reports in one store, and what they show together."""

from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from gmi.cli.complaints import tell
from gmi.cli.corpus_run import run_command
from gmi.cli.options import AsJson, NoColor, Quiet

if TYPE_CHECKING:
    from rich.console import Console

    from gmi.corpus.select import Selection
    from gmi.corpus.store import Store

corpus_app = typer.Typer(no_args_is_help=True, help="Score folders of reports, and compare what they hold.")
corpus_app.command("run")(run_command)
StorePath = Annotated[Path, typer.Argument(metavar="STORE", help="The store that `gmi corpus run` made.")]
State = Annotated[str | None, typer.Option("--state", help="Documents of this State: name or ISO code.")]
RegionName = Annotated[
    str | None,
    typer.Option("--region", help="Of this region of UN M49: Africa, South America, Sub-Saharan Africa."),
]
Body = Annotated[str | None, typer.Option("--body", help="To this treaty body: CMW, CEDAW.")]
Cycle = Annotated[
    str | None, typer.Option("--cycle", help="Of this cycle, report or session: 3, initial, session 20.")
]
Since = Annotated[int | None, typer.Option("--since", metavar="YEAR", help="Of this year and later.")]
Until = Annotated[int | None, typer.Option("--until", metavar="YEAR", help="Of this year and earlier.")]
Rated = Annotated[
    Literal["absent", "low", "moderate", "high"] | None, typer.Option("--rating", help="Rated so overall.")
]
OfKind = Annotated[
    str | None,
    typer.Option("--kind", help="Of this kind: state-report, national-report, stakeholders, working-group."),
]
Measured = Annotated[
    str,
    typer.Option(
        "--measure",
        metavar="NAME",
        help="What is compared: overall, gender.engagement, lgbtqia, gender/girls, area:health.",
    ),
]
Grouped = Annotated[
    Literal["document", "state", "region", "subregion", "body", "cycle", "year", "kind"],
    typer.Option("--by", help="What is ranked."),
]


@corpus_app.command("show")
def show_command(
    store: StorePath,
    document: Annotated[
        str | None, typer.Argument(metavar="DOCUMENT", help="One document, by its path below the folder.")
    ] = None,
    json: AsJson = False,
    failures: Annotated[
        bool, typer.Option("--failures", help="List the files that could not be scored, with the reason.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE.html", help="Write the dashboard: one page, offline."),
    ] = None,
    state: State = None,
    region: RegionName = None,
    body: Body = None,
    cycle: Cycle = None,
    since: Since = None,
    until: Until = None,
    rating: Rated = None,
    kind: OfKind = None,
    no_color: NoColor = False,
) -> None:
    """Show what a store holds: documents by rating, treaty body, region and year; or one document.

    Example: gmi corpus show reports.gmi --region Africa
    """
    from rich.console import Console
    from rich.text import Text

    from gmi.cli.corpus_tables import print_overview
    from gmi.corpus.answers import failures as failed
    from gmi.corpus.answers import overview
    from gmi.corpus.select import Selection
    from gmi.corpus.store import Store
    from gmi.report.escape import styled

    if output is not None:
        _check_written(store, document, output, failures=failures)
    console = Console(highlight=False, no_color=no_color or None)
    with Store(store) as opened:
        if document is not None:
            _print_document(opened.assessment(document), console, json=json)
        elif failures and json:
            listed = [{"path": path, "reason": reason} for path, reason in failed(opened)]
            typer.echo(dumps(listed, indent=1, ensure_ascii=False))
        elif failures:
            for path, reason in failed(opened):
                console.print(Text.assemble(styled(path, "bold"), "  ", styled(reason)), soft_wrap=True)
        else:
            selection = Selection(state, region, body, cycle, since, until, None, rating, kind)
            found = overview(opened, selection)
            if output is not None:
                _write_dashboard(opened, selection, output)
            elif json:
                typer.echo(dumps(_plain(found), indent=1, ensure_ascii=False))
            else:
                print_overview(found, console)


@corpus_app.command("rank")
def rank_command(
    store: StorePath,
    measure: Measured = "overall",
    by: Grouped = "document",
    limit: Annotated[int, typer.Option("--limit", min=2, help="Show so many: the first and the last.")] = 20,
    json: AsJson = False,
    state: State = None,
    region: RegionName = None,
    body: Body = None,
    cycle: Cycle = None,
    since: Since = None,
    until: Until = None,
    rating: Rated = None,
    kind: OfKind = None,
    no_color: NoColor = False,
) -> None:
    """Rank documents, States, regions, treaty bodies, cycles, years or kinds of document, with intervals.

    Example: gmi corpus rank reports.gmi --measure lgbtqia --by state
    """
    from rich.console import Console

    from gmi.cli.corpus_tables import print_ranking
    from gmi.corpus.answers import rank
    from gmi.corpus.select import Selection, measure_of
    from gmi.corpus.store import Store

    with Store(store) as opened:
        chosen = measure_of(measure, opened)
        selection = Selection(state, region, body, cycle, since, until, None, rating, kind)
        ranked = rank(opened, selection, chosen, by)
    if json:
        typer.echo(dumps([_plain(one) for one in ranked], indent=1, ensure_ascii=False))
    elif not ranked:
        tell("There are no documents in this selection.")
    else:
        print_ranking(ranked, chosen, limit, Console(highlight=False, no_color=no_color or None))


@corpus_app.command("trend")
def trend_command(
    store: StorePath,
    measure: Measured = "overall",
    json: AsJson = False,
    state: State = None,
    region: RegionName = None,
    body: Body = None,
    since: Since = None,
    until: Until = None,
    kind: OfKind = None,
    no_color: NoColor = False,
) -> None:
    """Show how each State's reports to a treaty body change from one to the next, each kind by itself.

    Example: gmi corpus trend reports.gmi --state PER --measure gender
    """
    from rich.console import Console

    from gmi.cli.corpus_tables import print_courses
    from gmi.corpus.answers import trend
    from gmi.corpus.select import Selection, measure_of
    from gmi.corpus.store import Store

    with Store(store) as opened:
        chosen = measure_of(measure, opened)
        courses = trend(opened, Selection(state, region, body, None, since, until, kind=kind), chosen)
    if json:
        typer.echo(dumps([_plain(course) for course in courses], indent=1, ensure_ascii=False))
    elif courses:
        print_courses(courses, chosen, Console(highlight=False, no_color=no_color or None))
    else:
        tell("No State has two dated documents of one kind to a treaty body in this selection.")


@corpus_app.command("export")
def export_command(
    store: StorePath,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to: .csv .xlsx .parquet")
    ],
    table: Annotated[
        str | None,
        typer.Option("--table", help="documents, ratings, indicators, counts, areas or mentions."),
    ] = None,
    state: State = None,
    region: RegionName = None,
    body: Body = None,
    cycle: Cycle = None,
    since: Since = None,
    until: Until = None,
    rating: Rated = None,
    kind: OfKind = None,
    quiet: Quiet = False,
) -> None:
    """Write a table of the store as CSV or Parquet, or all but the mentions as a workbook.

    Example: gmi corpus export reports.gmi --table counts -o counts.parquet
    """
    from gmi.corpus.export import export
    from gmi.corpus.select import Selection
    from gmi.corpus.store import Store

    with Store(store) as opened:
        selection = Selection(state, region, body, cycle, since, until, None, rating, kind)
        export(opened, selection, output, table)
    if not quiet:
        tell(f"Wrote {output}.")


def _check_written(store: Path, document: str | None, output: Path, *, failures: bool) -> None:
    """Refuse to write what is no dashboard: what was asked for would be missed in it. Raises GmiError."""
    from gmi.errors import GmiError

    if document is not None:
        way_out = f"For a page of this one: gmi score FOLDER/{document} -o {output}"
        raise GmiError("With -o, the dashboard of all documents is written, not one document.", way_out)
    if failures:
        way_out = f"For a file of them: gmi corpus show {store} --failures --json > failures.json"
        raise GmiError("With -o, the dashboard is written, not the failures.", way_out)


def _write_dashboard(store: "Store", selection: "Selection", output: Path) -> None:
    from gmi.corpus.dashboard import dashboard
    from gmi.errors import GmiError
    from gmi.report.files import check_place, write_whole

    if output.suffix.lower() not in (".html", ".htm"):
        raise GmiError(f"The dashboard is a web page, not {output.name!r}.", "Name one: -o corpus.html")
    check_place(output, [store.path])
    write_whole(output, dashboard(store, selection).encode())
    tell(f"Wrote {output}.")


def _print_document(text: str, console: "Console", *, json: bool) -> None:
    from gmi.rate.serialise import from_json
    from gmi.report.terminal import render

    if json:
        typer.echo(text.encode(), nl=False)
    else:
        render(from_json(text), console)


def _plain(record: Any) -> Any:
    """A record of named tuples as JSON writes it: by name."""
    if isinstance(record, tuple) and hasattr(record, "_asdict"):
        return {name: _plain(value) for name, value in record._asdict().items()}
    if isinstance(record, tuple | list):
        return [_plain(value) for value in record]
    return record
