"""`gmi corpus run`: a folder of reports into a store, with its progress on the terminal."""

import os
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gmi.cli.complaints import complain, tell, told_if_stopped
from gmi.cli.options import EngineName, Lang, Ocr, OwnLexicon, ProfileName, Quiet, TimeLimit, Tracked

if TYPE_CHECKING:
    from gmi.corpus.run import Progress, Scorer

SHOWN_FAILURES = 20


def run_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="All documents below it are scored.")],
    store: Annotated[
        Path, typer.Option("--output", "-o", metavar="STORE", help="The file that keeps results.")
    ],
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Processes; as many as there are cores, unless told."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="A Dask scheduler to work on (needs gmi[dask])."),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out documents that are no longer in the folder.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again what could not be scored, though it hasn't changed.")
    ] = False,
    lexicon: OwnLexicon = None,
    profile: ProfileName = "gmi",
    lang: Lang = None,
    engine: EngineName = "pypdfium2",
    ocr: Ocr = "auto",
    tracked: Tracked = "accept",
    time_limit: TimeLimit = 600,
    quiet: Quiet = False,
) -> None:
    """Score every document below a folder into a store; run again, it does what is new or has changed.

    Example: gmi corpus run reports/ -o reports.gmi
    """
    from gmi.corpus.run import run
    from gmi.corpus.store import Store
    from gmi.flow import Options

    options = Options(lang, tuple(lexicon or ()), profile, engine, None, ocr, tracked)
    score = _scorer(jobs or os.cpu_count() or 1, time_limit, cluster)
    saved = f"{store}: stopped. What was done is saved: run again to go on."
    with told_if_stopped(saved, quiet=quiet), Store(store, write=True) as opened:
        looking = iter if quiet else _looking
        scored = run(folder, opened, options, score, retry=retry, looking=looking)
        *_, progress = _shown(scored, quiet=quiet)
        if prune:
            opened.prune()
    _tell(progress, store, prune=prune, quiet=quiet)


def _scorer(jobs: int, seconds: float, cluster: str | None) -> "Scorer":
    from gmi.read.limits import Limits

    limits = Limits(seconds=seconds)
    if cluster is not None:
        from gmi.corpus.cluster import score_on_cluster

        return partial(score_on_cluster, address=cluster, limits=limits)
    from gmi.corpus.local import score_here

    return partial(score_here, jobs=jobs, limits=limits)


def _looking(files: list[Path]) -> "Iterator[Path]":
    """The files one by one, with a bar on stderr while they are compared with what the store knows."""
    from gmi.cli.score import with_progress

    yield from with_progress(files, "Looking for changes")


def _shown(run: "Iterator[Progress]", *, quiet: bool) -> "Iterator[Progress]":
    """The run's progress, with a bar on stderr that tells its rate and the time that is left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    first = next(run)  # what is to be done is known: nothing else draws on the terminal any more
    console = Console(stderr=True)
    columns = (
        *(TextColumn("Scoring"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()),
        TextColumn("{task.fields[rate]}", style="dim", markup=False),
    )
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("", total=None, rate="")
        for progress in chain([first], run):
            seconds = bar.tasks[0].elapsed or 0.0
            rate = f"{progress.pages / seconds:,.0f} pages/s" if progress.pages and seconds else ""
            failed = f", {len(progress.failures)} failed" if progress.failures else ""
            bar.update(task, total=progress.total, completed=progress.done, rate=rate + failed)
            yield progress


def _tell(progress: "Progress", store: Path, *, prune: bool, quiet: bool) -> None:
    """Say what was done and what could not be; a run with failures still ends well: they are recorded."""
    from gmi.errors import GmiError

    if not quiet:
        for reason in (*progress.closed, *progress.failures[:SHOWN_FAILURES]):
            complain(GmiError(reason))
        more = len(progress.failures) - SHOWN_FAILURES
        if more > 0:
            tell(f"gmi: and {more} more: gmi corpus show {store} --failures")
        away = f"{progress.gone} no longer in the folder" + " and taken out" * prune
        gone = f", {away}" if progress.gone else ""
        taken = f"{progress.taken} known by another name, " if progress.taken else ""
        tell(
            f"{store}: {progress.scored} scored ({progress.pages:,} pages), {taken}"
            f"{progress.unchanged} unchanged, "
            f"{len(progress.failures)} could not be scored{gone}."
        )
        if progress.failed:
            tell(f"Of the unchanged, {progress.failed} could not be scored before; --retry tries them again.")
