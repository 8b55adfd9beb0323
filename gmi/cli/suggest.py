"""`gmi lexicon suggest`: words that a corpus has and the lexicon doesn't."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gmi.cli.complaints import complain, tell
from gmi.cli.options import EngineName, Lang, NoColor, Ocr, OwnLexicon, Quiet, TimeLimit, Tracked
from gmi.errors import GmiError

if TYPE_CHECKING:
    from gmi.flow import Options
    from gmi.lexicon.model import Lexicon
    from gmi.read.document import Document


def suggest_command(
    corpus: Annotated[
        list[Path],
        typer.Argument(metavar="FILE|FOLDER...", help="Reports, and folders; all documents below are read."),
    ],
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="ID", help="For this group; all rated ones, if none. Repeatable."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="Candidates of each kind for each group.")
    ] = 10,
    min_frequency: Annotated[
        int, typer.Option("--min-frequency", metavar="N", min=1, help="How often a candidate must be there.")
    ] = 5,
    sort: Annotated[
        Literal["ratio", "likelihood"],
        typer.Option("--sort", help="By how many times as frequent, or by log-likelihood."),
    ] = "ratio",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write to a file: .csv, .xlsx, .json, or .toml to edit."
        ),
    ] = None,
    lexicon: OwnLexicon = None,
    lang: Lang = None,
    engine: EngineName = "pypdfium2",
    ocr: Ocr = "auto",
    tracked: Tracked = "accept",
    time_limit: TimeLimit = 600,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Suggest terms that the lexicon misses: key words and collocates of a group in reports, with examples.

    Example: gmi lexicon suggest reports/ --group gender
    """
    from gmi.flow import Options
    from gmi.lexicon import load
    from gmi.report import suggestions
    from gmi.report.files import check_place, write_whole
    from gmi.suggest import suggest

    loaded = load(lang or "en", lexicon or ())
    groups = _groups(loaded, group)
    files = _files(corpus)
    if output is not None:
        suggestions.check_ending(output, len(groups))
        check_place(output, files)
    options = Options(lang, tuple(lexicon or ()), "gmi", engine, None, ocr, tracked)
    failures: list[GmiError] = []
    documents = _documents(files, options, loaded.language, failures, time_limit, quiet=quiet)
    found = suggest(documents, loaded, groups, limit=limit, least=min_frequency, order=sort)
    if found.documents and output is not None:
        write_whole(output, suggestions.content(found, output))
        if not quiet:
            number = sum(len(each.candidates) for each in found.groups)
            tell(f"Wrote {output} ({number:,} candidates).")
    elif found.documents:
        from rich.console import Console

        suggestions.render(found, Console(highlight=False, no_color=no_color or None))
    for failure in failures:
        complain(failure)
    if failures:
        raise typer.Exit(2)


def _groups(lexicon: "Lexicon", chosen: list[str] | None) -> list[str]:
    from gmi.lexicon.problems import did_you_mean

    known = [group.id for group in lexicon.groups]
    for id_ in chosen or ():
        if id_ not in known:
            raise GmiError(f"There is no group {id_!r} in the lexicon.", did_you_mean(id_, known))
    return list(dict.fromkeys(chosen or [group.id for group in lexicon.groups if group.rated]))


def _files(corpus: list[Path]) -> list[Path]:
    """All files that are named, or lie below a folder that is."""
    from gmi.corpus.plan import documents

    files: dict[Path, None] = {}
    for place in corpus:
        found = list(documents(place)) if place.is_dir() else [place]
        if not found:
            raise GmiError(f"{place}: there are no documents in it.", "Name a folder that holds reports.")
        files.update(dict.fromkeys(found))
    return list(files)


def _documents(
    files: list[Path],
    options: "Options",
    language: str,
    failures: list[GmiError],
    seconds: float,
    *,
    quiet: bool,
) -> "Iterator[Document]":
    """The documents one by one, with a progress bar; why others can't be read is added to `failures`."""
    from gmi.cli.score import with_progress
    from gmi.read.apart import read_apart
    from gmi.read.limits import Limits
    from gmi.read.words import language_name

    for path in files if quiet or len(files) == 1 else with_progress(files, "Reading"):
        try:
            document = read_apart(
                path, engine=options.engine, language=options.language, ocr=options.ocr,
                tracked=options.tracked, limits=Limits(seconds=seconds),
            )  # fmt: skip
            if document.language != language:
                raise GmiError(
                    f"{path.name}: the text is in {language_name(document.language)}, "
                    f"the words are in {language_name(language)}.",
                    "If that's wrong, say so with --lang.",
                )
        except GmiError as error:
            failures.append(error)
        except Exception as error:  # one report must never take the others with it
            what = f"{path.name}: unexpected {type(error).__name__}: {error}."
            failures.append(GmiError(what, "Please report it."))
        else:
            yield document
