"""`gmi score`: reports in, ratings with their evidence out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gmi.errors import GmiError

if TYPE_CHECKING:
    from rich.console import Console

    from gmi.rate.assessment import Assessment


def score_command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Reports: PDF, Word, HTML, Markdown or text.")
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON: an object, or an array for several files.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write to a file instead; its ending says what: .json .csv .md .txt .svg"
        ),
    ] = None,
    lexicon: Annotated[
        list[Path] | None,
        typer.Option(
            "--lexicon", help="A file or folder of your own that extends or replaces the words; repeatable."
        ),
    ] = None,
    profile: Annotated[
        str, typer.Option("--profile", help="A profile's name, or a TOML file of your own.")
    ] = "gmi",
    lang: Annotated[
        str | None, typer.Option("--lang", help="The report's language (en), where gmi takes it for another.")
    ] = None,
    engine: Annotated[
        Literal["pypdfium2", "pdfplumber"], typer.Option("--engine", help="What reads PDFs.")
    ] = "pypdfium2",
    password: Annotated[str | None, typer.Option("--password", help="Opens encrypted files.")] = None,
    ocr: Annotated[
        Literal["auto", "always", "never"],
        typer.Option("--ocr", help="Read scanned pages by OCR (needs gmi[ocr])."),
    ] = "auto",
    tracked: Annotated[
        Literal["accept", "reject"],
        typer.Option("--tracked", help="Tracked changes of a Word draft: take them or not."),
    ] = "accept",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Score reports: one in full, several as a table.

    Example: gmi score report.pdf
    """
    from gmi.report.files import write, writer_for

    if output is not None:
        writer_for(output, len(files))  # a wrong ending is told before the work, not after it

    def assess(path: Path) -> "Assessment":
        from gmi.flow import score

        return score(
            path,
            language=lang,
            lexicon=lexicon or (),
            profile=profile,
            engine=engine,
            password=password,
            ocr=ocr,
            tracked=tracked,
        )

    found, failed = _score_all(files, assess, show_progress=not quiet)
    if output is not None:
        if found:
            write(output, found)
    elif json:
        _print_json(found, as_array=len(files) > 1)
    elif found:
        _print_pages(found, summary=len(files) > 1)
    if failed:
        raise typer.Exit(2)


def _score_all(
    files: list[Path], assess: Callable[[Path], "Assessment"], *, show_progress: bool
) -> tuple[list["Assessment"], int]:
    """Score each file; those that can't be are told on stderr. Returns what was found, and how many failed."""
    from gmi.cli.app import complain

    found, failures = [], []
    for path in _tracked(files) if show_progress and len(files) > 1 else files:
        try:
            found.append(assess(path))
        except GmiError as error:
            failures.append(error)
        except Exception as error:  # one report must never take the others with it
            if len(files) == 1:
                raise
            failures.append(GmiError(f"{path.name}: {type(error).__name__}: {error}.", "Please report this."))
    for failure in failures:
        complain(failure)
    return found, len(failures)


def _tracked(files: list[Path]) -> "list[Path]":
    """The files, with a progress bar on stderr."""
    from rich.console import Console
    from rich.progress import track

    return track(files, description="Scoring", console=Console(stderr=True), transient=True)  # type: ignore[return-value]


def _print_json(found: list["Assessment"], *, as_array: bool) -> None:
    from gmi.report.files import json_text

    typer.echo(json_text(found, as_array=as_array), nl=False)


def _print_pages(found: list["Assessment"], *, summary: bool) -> None:
    from rich.console import Console

    console: Console = Console(highlight=False, soft_wrap=False)
    if summary:
        from gmi.report.several import render_table

        render_table(found, console)
    else:
        from gmi.report.terminal import render

        render(found[0], console)
