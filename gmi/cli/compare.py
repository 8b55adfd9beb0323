"""`gmi compare`: two reports or more side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.options import (
    EngineName,
    Lang,
    NoColor,
    Ocr,
    OwnLexicon,
    Password,
    ProfileName,
    Quiet,
    TimeLimit,
    Tracked,
)
from gmi.errors import GmiError

if TYPE_CHECKING:
    from gmi.flow import Options
    from gmi.rate.assessment import Assessment


def compare_command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Reports, or JSON that `gmi score --json` wrote.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file: .html .xlsx .md .json"),
    ] = None,
    by_date: Annotated[bool, typer.Option("--by-date", help="Oldest first, by their covers.")] = False,
    lexicon: OwnLexicon = None,
    profile: ProfileName = "gmi",
    lang: Lang = None,
    engine: EngineName = "pypdfium2",
    password: Password = None,
    ocr: Ocr = "auto",
    tracked: Tracked = "accept",
    time_limit: TimeLimit = 600,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Compare reports: ratings, rates and policy areas, and what appeared or vanished from first to last.

    Example: gmi compare report-2015.pdf report-2020.pdf
    """
    from gmi.flow import Options
    from gmi.read.limits import Limits
    from gmi.report.comparison_files import check, comparison_json, write
    from gmi.report.files import check_place

    if output is not None:
        check(output)
        check_place(output, files)
    limits = Limits(seconds=time_limit)
    options = Options(lang, tuple(lexicon or ()), profile, engine, password, ocr, tracked, limits)
    from gmi.compare import compare

    assessments = [one for path in files for one in _assessments(path, options)]
    if by_date:
        assessments.sort(key=_date)
    found = compare(assessments)
    if output is not None:
        write(output, found)
        if not quiet:
            tell(f"Wrote {output} ({len(assessments)} reports compared).")
    elif json:
        typer.echo(comparison_json(found).encode(), nl=False)
    else:
        from rich.console import Console

        from gmi.report.comparison import render_comparison

        render_comparison(found, Console(highlight=False, no_color=no_color or None))


def _date(one: "Assessment") -> tuple[bool, str]:
    """The date on the cover, to sort by; reports without one come last."""
    date = one.source.cover.date
    return date is None, date.value if date else ""


def _assessments(path: Path, options: "Options") -> list["Assessment"]:
    """The assessments in a JSON file (one, or an array of some), or that of a report."""
    from gmi.flow import score_report

    if path.suffix.lower() != ".json":
        return [score_report(path, options).assessment]
    from json import dumps, loads

    from gmi.rate.serialise import from_json

    try:
        content = path.read_bytes()
        found = loads(content)
        return [from_json(dumps(one)) for one in found] if isinstance(found, list) else [from_json(content)]
    except OSError as error:
        raise GmiError(f"{path}: {(error.strerror or 'cannot be opened').lower()}.") from error
    except ValueError as error:  # no JSON, no UTF-8, or pydantic's ValidationError
        what = f"{path.name} holds no assessment (or one of another version of gmi)."
        raise GmiError(what, f"Write it with: gmi score REPORT -o {path.name}") from error
