"""`gmi worksheet`: the Migration Experience Indicators, to be filled in by migrant communities."""

from pathlib import Path
from typing import Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.options import Quiet


def worksheet_command(
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help=".xlsx to fill in and read back, .docx to print."
        ),
    ],
    area: Annotated[
        list[str] | None,
        typer.Option("--area", metavar="ID", help="Only this policy area; repeatable. All, if not told."),
    ] = None,
    respondents: Annotated[
        int, typer.Option("--respondents", metavar="NUMBER", min=1, max=500, help="Room for how many people.")
    ] = 20,
    questions: Annotated[
        Path | None,
        typer.Option("--questions", metavar="FILE", help="A TOML file of your own with statements."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="CODE", help="The statements' language.")] = "en",
    quiet: Quiet = False,
) -> None:
    """Make a worksheet on which migrants say how they live what the report is about.

    Example: gmi worksheet -o sheet.xlsx
    """
    from gmi.errors import GmiError
    from gmi.report.files import check_place, write_whole

    kind = output.suffix.lower()
    if kind not in (".xlsx", ".docx"):
        raise GmiError(f"Can't write {output.name!r}.", "Name it .xlsx (to fill in) or .docx (to print).")
    check_place(output, [questions] if questions else [])

    from gmi.experience.form import form
    from gmi.experience.worksheet import worksheet
    from gmi.lexicon import load
    from gmi.lexicon.experience import load_questionnaire
    from gmi.lexicon.problems import did_you_mean

    questionnaire = load_questionnaire(lang, questions)
    names = {one.id: one.name for one in load(questionnaire.language).areas}
    for wanted in area or ():
        if wanted not in questionnaire.areas:
            known = did_you_mean(wanted, list(questionnaire.areas))
            raise GmiError(f"No statements about the area {wanted!r}.", known)
    chosen = [(one, names[one]) for one in questionnaire.areas if not area or one in area]
    asked = questionnaire.of_areas([one for one, _ in chosen])
    content = form(asked, chosen) if kind == ".docx" else worksheet(asked, chosen, respondents)
    write_whole(output, content)
    if not quiet:
        statements = len(asked.statements)
        areas = "1 policy area" if len(chosen) == 1 else f"{len(chosen)} policy areas"
        tell(f"Wrote {output} ({statements} statements on {areas}).")
