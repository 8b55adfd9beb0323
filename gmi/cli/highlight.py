"""`gmi highlight`: the report's own PDF with every mention highlighted."""

from pathlib import Path
from typing import Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.options import EngineName, Lang, Ocr, OwnLexicon, Password, ProfileName, Quiet, TimeLimit

ENDING = ".highlighted.pdf"


def highlight_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report as PDF.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help=f"Where to write; FILE{ENDING} if not told."),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group",
            metavar="ID",
            help="Only this group (gender, lgbtqia, migration; area, risk, instrument); repeatable.",
        ),
    ] = None,
    counted_only: Annotated[
        bool, typer.Option("--counted-only", help="Only what is in the headline count.")
    ] = False,
    lexicon: OwnLexicon = None,
    profile: ProfileName = "gmi",
    lang: Lang = None,
    engine: EngineName = "pypdfium2",
    password: Password = None,
    ocr: Ocr = "auto",
    time_limit: TimeLimit = 600,
    quiet: Quiet = False,
) -> None:
    """Highlight every mention in a copy of the report's PDF, with a legend as its last page.

    Example: gmi highlight report.pdf
    """
    from gmi.errors import GmiError
    from gmi.report.files import check_place, write_whole

    target = output or file.with_name(file.stem + ENDING)
    if target.suffix.lower() != ".pdf":
        raise GmiError(f"Can't write {target.name!r}: highlights need a PDF.", f"Name it {target.stem}.pdf.")
    check_place(target, [file])

    from gmi.flow import Options, score_report
    from gmi.read.limits import Limits
    from gmi.report.highlight import Wish, highlighted

    limits = Limits(seconds=time_limit)
    own = tuple(lexicon or ())
    options = Options(lang, own, profile, engine, password, ocr, limits=limits)
    scored = score_report(file, options)
    write_whole(target, highlighted(scored, Wish(tuple(group or ()), counted_only)))
    if not quiet:
        tell(f"Wrote {target}.")
