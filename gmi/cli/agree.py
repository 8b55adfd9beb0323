"""`gmi agree`: how far coding sheets agree, and where they don't."""

from pathlib import Path
from typing import Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.options import NoColor, Quiet
from gmi.errors import GmiError


def agree_command(
    sheets: Annotated[
        list[Path],
        typer.Argument(metavar="OURS HUMAN...", help="Coding sheets: .csv .tsv .xlsx .jsonl .parquet"),
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--columns",
            metavar="OURS=HUMAN",
            help="Columns that are the same variable; `gender=issues:Women's rights` takes labels of one. "
            "Repeatable.",
        ),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option("--key", metavar="COLUMN", help="What tells which rows are the same; OURS=HUMAN."),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option(
            "--level", metavar="NAME=LEVEL", help="yes-no, ordinal, count or label, if gmi errs. Repeatable."
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="A workbook's sheet; else its first.")
    ] = None,
    disagreements: Annotated[
        int, typer.Option("--disagreements", metavar="N", min=0, help="How many to list for each variable.")
    ] = 3,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, with all disagreements.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write figures and all disagreements: .csv, .xlsx or .json.",
        ),
    ] = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Agreement of coding sheets: gmi's or a person's against a person's.

    Example: gmi agree ours.csv human.xlsx --columns "gender=issues:Women's rights"
    """
    from gmi.agree import agreement
    from gmi.report import agreement as report
    from gmi.report.files import check_place, write_whole

    if len(sheets) < 2:
        raise GmiError("Agreement takes two coding sheets or more.", "Write gmi agree OURS HUMAN.")
    if output is not None:
        report.check_ending(output)
        check_place(output, sheets)
    found = agreement(sheets, columns=columns or (), key_column=key, levels=level or (), sheet=sheet)
    if output is not None:
        written = report.files(found, output)
        for path, content in written:
            check_place(path, sheets)
            write_whole(path, content)
        if not quiet:
            tell(f"Wrote {' and '.join(str(path) for path, _ in written)}.")
    elif json:
        typer.echo(report.json_text(found).encode(), nl=False)
    else:
        from rich.console import Console

        report.render(found, Console(highlight=False, no_color=no_color or None), disagreements)
