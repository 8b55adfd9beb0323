"""`gmi score`: reports in, ratings with their evidence out."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gmi.cli.complaints import complain, tell
from gmi.cli.options import (
    AsJson,
    EngineName,
    Files,
    Lang,
    NoColor,
    NoReview,
    Ocr,
    Output,
    OwnLexicon,
    Password,
    ProfileName,
    Quiet,
    Review,
    Sheets,
    ShowSmall,
    TimeLimit,
    Tracked,
)
from gmi.errors import GmiError

if TYPE_CHECKING:
    from gmi.rate.assessment import Scored


def score_command(
    files: Files,
    json: AsJson = False,
    output: Output = None,
    lexicon: OwnLexicon = None,
    profile: ProfileName = "gmi",
    lang: Lang = None,
    engine: EngineName = "pypdfium2",
    password: Password = None,
    ocr: Ocr = "auto",
    tracked: Tracked = "accept",
    time_limit: TimeLimit = 600,
    review: Review = None,
    no_review: NoReview = False,
    experience: Sheets = None,
    show_small: ShowSmall = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Score reports: one in full, several as a table.

    Example: gmi score report.pdf
    """
    _check(files, json=json, output=output, lang=lang)
    decisions = _decisions(files, review, no_review=no_review)

    from gmi.flow import Options, score_report
    from gmi.read.limits import Limits

    limits = Limits(seconds=time_limit)
    own = tuple(lexicon or ())
    options = Options(lang, own, profile, engine, password, ocr, tracked, limits, decisions)
    score: Callable[[Path], Scored] = partial(score_report, options=options)
    if experience:
        score = _beside(score, files, experience, show_small=show_small)
    found, failures = _score_all(files, score, show_progress=not quiet)
    if output is not None:
        _write(output, found, quiet=quiet)
    elif json:
        _print_json(found, as_array=len(files) > 1)
    elif found:
        _print_pages(found, summary=len(files) > 1, no_color=no_color)
    _tell(failures, len(files))


def _check(files: list[Path], *, json: bool, output: Path | None, lang: str | None) -> None:
    """Refuse what can't work before the work, not after it."""
    from gmi.report.files import check_place, form_for

    if output is not None:
        form_for(output, len(files))
        check_place(output, files)
        if json and output.suffix.lower() != ".json":
            raise GmiError(f"--json and {output.name} contradict each other.", "Leave one of them out.")
    if lang is not None:
        from gmi.lexicon import languages, languages_told
        from gmi.read.words import language_name

        if lang not in languages():
            raise GmiError(f"No lexicon for {language_name(lang)}.", f"There are: {languages_told()}.")


def _decisions(files: list[Path], review: Path | None, *, no_review: bool) -> Path | bool:
    """Which decisions of readers to honour: a file's, those beside each report, or none."""
    if review is None:
        return not no_review
    if no_review:
        raise GmiError("--review and --no-review contradict each other.", "Leave one of them out.")
    if len(files) > 1:
        raise GmiError("--review takes one report.", "Decisions beside the reports are honoured without it.")
    return review


def _beside(
    score: Callable[[Path], "Scored"], files: list[Path], sheets: list[Path], *, show_small: bool
) -> Callable[[Path], "Scored"]:
    """Scores with what filled worksheets say beside the ratings. The sheets are read at once."""
    if len(files) > 1:
        raise GmiError("--experience takes one report.", "Score the reports one by one.")
    from gmi.experience.answers import read_worksheets
    from gmi.rate.experience import with_experience

    filled = read_worksheets(sheets)

    def scored(path: Path) -> "Scored":
        found = score(path)
        return replace(found, assessment=with_experience(found.assessment, filled, show_small=show_small))

    return scored


def _score_all(
    files: list[Path], score: Callable[[Path], "Scored"], *, show_progress: bool
) -> tuple[list["Scored"], list[GmiError]]:
    """Score each file. Returns what was found, and why the others could not be scored."""
    found, failures = [], []
    for path in with_progress(files) if show_progress and len(files) > 1 else files:
        try:
            if path.is_dir():
                raise GmiError(f"{path} is a folder.", f"Name the files in it: gmi score {path}/*.pdf")
            found.append(score(path))
        except GmiError as error:
            failures.append(error)
        except Exception as error:  # one report must never take the others with it
            if len(files) == 1:
                raise
            what = f"{path.name}: unexpected {type(error).__name__}: {error}."
            failures.append(GmiError(what, "Score it alone to see where, and please report it."))
    return found, failures


def with_progress(files: list[Path], doing: str = "Scoring") -> Iterable[Path]:
    """The files one by one, with a progress bar on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from gmi.report.escape import styled

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    name = TextColumn("{task.description}", style="dim", markup=False)
    with Progress(
        *columns, name, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task("", total=len(files))
        for path in files:
            progress.update(task, description=styled(path.name).plain)
            yield path
            progress.advance(task)


def _write(output: Path, found: list["Scored"], *, quiet: bool) -> None:
    from gmi.report.files import write

    if found:
        write(output, found)
        if not quiet:
            tell(f"Wrote {output} ({len(found)} report{'s' * (len(found) != 1)}).")


def _print_json(found: list["Scored"], *, as_array: bool) -> None:
    from gmi.report.files import json_text

    if found or as_array:
        assessments = [report.assessment for report in found]
        typer.echo(json_text(assessments, as_array=as_array).encode(), nl=False)


def _print_pages(found: list["Scored"], *, summary: bool, no_color: bool) -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False, no_color=no_color or None)
    if summary:
        from gmi.report.several import render_table

        render_table([report.assessment for report in found], console)
    else:
        from gmi.report.terminal import render

        render(found[0].assessment, console)


def _tell(failures: list[GmiError], files: int) -> None:
    """Say what could not be scored, after everything else and each reason once, and end with status 2."""

    for failure in {str(failure): failure for failure in failures}.values():
        complain(failure)
    if failures and files > 1:
        tell(f"gmi: {len(failures)} of {files} files could not be scored.")
    if failures:
        raise typer.Exit(2)
