"""`gmi code`: a table of short texts in, the same table with their codes out."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.options import OwnLexicon, ProfileName, Quiet
from gmi.errors import GmiError

if TYPE_CHECKING:
    from gmi.code.grid import Cell
    from gmi.code.rows import CodedRow
    from gmi.report.coded import Code, Codes

STEP = 500
"""Rows after which the progress bar moves."""


def code_command(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="Short texts in rows: .csv, .tsv or .xlsx.")],
    column: Annotated[
        str | None,
        typer.Option(
            "--column", metavar="NAME", help="The column with the texts: its name, number or letter."
        ),
    ] = None,
    categories: Annotated[
        bool, typer.Option("--categories", help="Count the categories of each group, too.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file instead; its ending says what: .csv .tsv .xlsx .parquet .jsonl",
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="A workbook's sheet; else its first.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Of a CSV file, if gmi errs about it.")
    ] = None,
    lexicon: OwnLexicon = None,
    profile: ProfileName = "gmi",
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="CODE", help="The texts' language (en), if gmi errs about it."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, help="How many processors to use.")
    ] = 1,
    quiet: Quiet = False,
) -> None:
    """Code short texts: mentions, what they are about, policy areas, instruments, action strength.

    Example: gmi code recommendations.csv -o coded.xlsx
    """
    from gmi.code.coding import Coder
    from gmi.code.rows import code_rows
    from gmi.code.source import open_source
    from gmi.lexicon import load
    from gmi.rate.profile import load_profile
    from gmi.report.coded import CodedTable, codes_of
    from gmi.report.coded_files import check_ending, write_coded
    from gmi.report.files import check_place, whole_file

    if output is not None:
        check_ending(output)
        check_place(output, [table])
    source = open_source(table, column=column, sheet=sheet, encoding=encoding)
    language = lang or _language(table, source.sample)
    coder = Coder(load(language, tuple(lexicon or ())), load_profile(profile))
    codes = codes_of(coder.lexicon, source.columns, categories=categories)
    seen = _Seen()
    with _progress(source.total, shown=not quiet and (output is not None or not sys.stdout.isatty())) as step:
        rows = seen.through(code_rows(source.rows, source.text, coder, jobs), codes, step)
        coded = CodedTable(source.columns, source.text, codes.columns, rows, coder.provenance)
        if output is None:
            told = write_coded(coded, ".csv", sys.stdout.buffer)
        else:
            with whole_file(output) as file:
                told = write_coded(coded, output.suffix, file)
    if not quiet:
        name = source.columns[source.text] or f"number {source.text + 1}"
        where = f"Wrote {output}: " if output is not None else ""
        done = f"{where}{seen.rows:,} text{'s' * (seen.rows != 1)} of the column {name!r}"
        _tell([done, *seen.notes(), *source.notes, *codes.notes, *told])


def _language(table: Path, sample: tuple[str, ...]) -> str:
    """The language of most texts, if there is a lexicon for it: words of another can't be counted."""
    from gmi.code.coding import language_of
    from gmi.lexicon import languages, languages_told
    from gmi.read.words import language_name

    found = language_of(sample) or "en"
    if found not in languages():
        what = f"{table.name}: most texts are in {language_name(found)}, which has no lexicon."
        raise GmiError(what, f"There are: {languages_told()}. If that's wrong, say so with --lang.")
    return found


@dataclass
class _Seen:
    """What went by: how many rows, and which of them got no codes."""

    rows: int = 0
    empty: int = 0
    foreign: list[int] = field(default_factory=list)

    def through(
        self, rows: Iterable["CodedRow"], codes: "Codes", step: Callable[[int], None]
    ) -> Iterator[tuple[Sequence["Cell"], Sequence["Code"]]]:
        """The rows as they are written, counted on the way; `step` is told how many more there are."""
        for number, cells, code in rows:
            self.rows += 1
            if code.language:
                self.foreign.append(number)
            elif not code.coded:
                self.empty += 1
            if self.rows % STEP == 0:
                step(STEP)
            yield cells, codes.values(code)

    def notes(self) -> list[str]:
        """What was not coded."""
        found = []
        if self.empty:
            found.append(f"{self.empty:,} without words, not coded")
        if self.foreign:
            which = "row" if len(self.foreign) == 1 else "rows"
            shown = ", ".join(map(str, self.foreign[:5])) + " ..." * (len(self.foreign) > 5)
            found.append(f"{len(self.foreign):,} in another language, not coded ({which} {shown})")
        return found


@contextmanager
def _progress(total: int | None, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, and how to move it on by a number of rows."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Coding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not (shown and console.is_terminal)
    ) as progress:
        task = progress.add_task("", total=total)
        yield lambda rows: progress.advance(task, rows)


def _tell(lines: Iterable[str]) -> None:
    """Say on stderr what was done."""
    for line in lines:
        tell(line + "." * (not line.endswith(".")))
