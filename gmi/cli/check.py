"""`gmi check`: the requirements of gmi.toml held against drafts."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gmi.cli.complaints import complain, tell
from gmi.cli.options import NoColor, Quiet, TimeLimit
from gmi.errors import GmiError

if TYPE_CHECKING:
    from gmi.cache import Cache
    from gmi.check.baseline import Baseline
    from gmi.check.files import Target
    from gmi.check.findings import Result
    from gmi.check.formats import Wanted
    from gmi.check.load import Setup
    from gmi.check.run import Read

NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Read every file anew, and keep nothing for the next run.")
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="The configuration, if it isn't the gmi.toml here or above."
    ),
]


def check_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="These drafts; without any, all that gmi.toml names."),
    ] = None,
    config: ConfigFile = None,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="NAME[=FILE]",
            help="text, json, sarif, junit, github, markdown or gitlab, printed or written to a file; "
            "repeatable. Chosen by itself in GitHub Actions and GitLab CI.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Fail only on what got worse since it was recorded."),
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Record today's state in the baseline.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="REV", help="Fail only on what got worse since a git revision."),
    ] = None,
    no_cache: NoCache = False,
    time_limit: TimeLimit = 600,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Check drafts against the requirements of gmi.toml: exit status 0 if all hold, 1 if not.

    Example: gmi check --format text --format sarif=gmi.sarif
    """
    from gmi.cache import Cache
    from gmi.check.files import targets_of
    from gmi.check.formats import wanted
    from gmi.check.run import check, options_of, read_all
    from gmi.read.limits import Limits

    if format and update_baseline:
        raise GmiError("--update-baseline shows no result.", "Leave --format out.")
    forms = wanted(format or [], os.environ)
    setup = _setup(config)
    place = _baseline_place(setup, baseline, since, update=update_baseline)
    targets = targets_of(setup, files or ())
    _check_places(forms, place, targets, setup, update=update_baseline)
    options = options_of(setup, limits=Limits(seconds=time_limit))
    cache = None if no_cache else Cache()
    before = _before(setup, place, since, targets, cache, time_limit, update=update_baseline)
    read = read_all(setup, targets, options, cache, _iterate if quiet else _with_progress)
    if update_baseline and place is not None:
        _record(place, read, before or {}, keep_others=bool(files), quiet=quiet)
        return
    result = check(read, before, since or (str(place) if place else ""))
    for note in result.notes if not quiet else ():
        tell(f"gmi: {note}")
    _show(result, forms, no_color=no_color)
    raise typer.Exit(result.exit_status)


def _setup(config: Path | None) -> "Setup":
    from gmi.check.load import find_configuration, load_configuration

    if config is not None:
        return load_configuration(config)
    found = find_configuration(Path.cwd())
    # What is told of a file here is told by its name alone.
    here = found.parent == Path.cwd()
    return load_configuration(Path(found.name) if here else found)


def _baseline_place(setup: "Setup", baseline: Path | None, since: str | None, *, update: bool) -> Path | None:
    """The baseline's file, from the command line or from the configuration."""
    if since is not None and (baseline is not None or update):
        raise GmiError("--since and --baseline contradict each other.", "Leave one of them out.")
    if since is not None:
        return None
    named = setup.config.baseline
    place = baseline or (setup.root / named if named else None)
    if place is None and update:
        raise GmiError("--update-baseline says nothing of the file.", "Add --baseline gmi-baseline.json")
    return place


def _check_places(
    forms: "list[Wanted]", baseline: Path | None, targets: "Sequence[Target]", setup: "Setup", *, update: bool
) -> None:
    """Refuse what can't be written before the work, not after it; and what would write over what is read."""
    from gmi.report.files import check_place

    drafts = [target.path for target in targets]
    own = [setup.path, *setup.lexicons, Path(setup.profile), *([baseline] if baseline else [])]
    for path in [form.path for form in forms if form.path is not None]:
        check_place(path, drafts)
        if any(path.resolve() == read.resolve() for read in own):
            raise GmiError(f"{path} is read by this check.", "Choose another name for the result.")
    if baseline is not None and update:
        check_place(baseline, drafts)


def _before(
    setup: "Setup",
    place: Path | None,
    since: str | None,
    targets: "Sequence[Target]",
    cache: "Cache | None",
    time_limit: float,
    *,
    update: bool,
) -> "Baseline | None":
    """The state to compare with: out of the file, or read from the git revision; None without either."""
    from gmi.check.baseline import load_baseline

    if since is not None:
        from gmi.check.revisions import baseline_at

        return baseline_at(setup, targets, since, cache, time_limit)
    if place is None or (update and not place.exists()):
        return None
    return load_baseline(place)


def _iterate(targets: "Sequence[Target]") -> "Iterator[Target]":
    yield from targets


def _with_progress(targets: "Sequence[Target]") -> "Iterator[Target]":
    """The targets one by one, with a progress bar on stderr where that is a terminal."""
    if len(targets) < 2 or not sys.stderr.isatty():
        yield from targets
        return
    from gmi.cli.score import with_progress

    by_path = {target.path: target for target in targets}
    for path in with_progress(list(by_path), "Checking"):
        yield by_path[path]


def _record(place: Path, read: "Read", old: "Baseline", *, keep_others: bool, quiet: bool) -> None:
    from gmi.check.baseline import write_baseline
    from gmi.check.run import recorded
    from gmi.report.words import number

    failures = [draft for _, draft in read.files if isinstance(draft, str)]
    snapshots = recorded(read, old, keep_others=keep_others)
    if snapshots:
        write_baseline(place, snapshots)
        if not quiet:
            tell(f"Wrote {place} ({number(len(snapshots), 'file')}).")
    for failure in failures:
        complain(GmiError(failure))
    if failures:
        raise typer.Exit(2)


def _show(result: "Result", forms: "list[Wanted]", *, no_color: bool) -> None:
    """Print the result, or write it to files, in each of the forms."""
    from gmi.check.formats import rendered
    from gmi.report.files import write_whole

    for form in forms:
        if form.path is not None:
            write_whole(form.path, rendered(result, form.format).encode("utf-8", "replace"))
        elif form.format == "text":
            _print_text(result, no_color=no_color)
        else:
            typer.echo(rendered(result, form.format).encode("utf-8", "replace"), nl=False)
    if not any(form.path is None and form.format == "text" for form in forms):
        for file in result.files:
            if file.unreadable:
                complain(GmiError(file.unreadable))
    if any(form.format == "github" for form in forms):
        from gmi.check.formats.github import append_summary

        append_summary(result, os.environ)


def _print_text(result: "Result", *, no_color: bool) -> None:
    from rich.console import Console

    from gmi.check.formats.text import show

    if os.environ.get("GITHUB_ACTIONS") == "true":
        from gmi.check.formats.github import fenced
        from gmi.check.formats.text import render

        typer.echo(fenced(render(result)).encode("utf-8", "replace"), nl=False)
    else:
        show(result, Console(highlight=False, no_color=no_color or None))
