"""`gmi brief`: the draft of a civil society report."""

from pathlib import Path
from typing import Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.options import (
    EngineName,
    Lang,
    Ocr,
    OwnLexicon,
    Password,
    ProfileName,
    Quiet,
    TimeLimit,
    Tracked,
)


def brief_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The State party's report.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to: .docx, .md or .html")
    ],
    areas: Annotated[
        str, typer.Option("--areas", metavar="IDS", help="These policy areas only: health,domestic-work")
    ] = "",
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="So many areas that the report treats, largest gap first.")
    ] = 6,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="PATH", help="Your own sentences: a TOML file, or a folder of some."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE.docx", help="A Word file with your styles, header, footer."),
    ] = None,
    lexicon: OwnLexicon = None,
    profile: ProfileName = "gmi",
    lang: Lang = None,
    engine: EngineName = "pypdfium2",
    password: Password = None,
    ocr: Ocr = "auto",
    tracked: Tracked = "accept",
    time_limit: TimeLimit = 600,
    quiet: Quiet = False,
) -> None:
    """Draft a civil society report: what the State says and leaves out by policy area, and what to ask.

    Example: gmi brief report.pdf -o brief.docx
    """
    from gmi.brief import build, load_texts
    from gmi.flow import Options, score_report
    from gmi.lexicon import load
    from gmi.read.limits import Limits
    from gmi.report.brief_files import check, write
    from gmi.report.files import check_place

    check(output, template)
    check_place(output, [file, *([template] if template else [])])
    load_texts(lang or "en", texts)
    limits = Limits(seconds=time_limit)
    own = tuple(lexicon or ())
    options = Options(lang, own, profile, engine, password, ocr, tracked, limits)
    scored = score_report(file, options)
    language = scored.document.language
    wanted = [area.strip() for area in areas.split(",") if area.strip()]
    words = load(language, own)
    brief = build(scored, words, load_texts(language, texts), areas=wanted, limit=limit)
    write(output, brief, template)
    if not quiet:
        tell(f"Wrote {output}: {brief.places} places are left for your own evidence.")
