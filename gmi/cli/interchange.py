"""`gmi lexicon import` and `gmi lexicon export`: dictionaries of other programs, in and out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gmi.cli.complaints import tell
from gmi.cli.options import OwnLexicon, Quiet
from gmi.errors import GmiError

if TYPE_CHECKING:
    from gmi.lexicon.interchange.dictionary import Notes
    from gmi.lexicon.interchange.toml import GroupDraft

FormatName = Annotated[
    Literal["quanteda", "liwc", "dicx", "yoshikoder", "lexicoder", "wordstat"] | None,
    typer.Option("--format", help="The format, where ending and content don't tell it."),
]
Language = Annotated[str, typer.Option("--lang", metavar="CODE", help="The lexicon's language.")]


def import_command(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A dictionary: .yml, .dic, .dicx, .ykd, .lcd, .lc3 or .cat."),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE.toml|FOLDER",
            help="A lexicon with one group, or a folder with a group for each outermost category.",
        ),
    ],
    format: FormatName = None,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="ID", help="The group's id; one that exists is added to."),
    ] = None,
    lang: Language = "en",
    quiet: Quiet = False,
) -> None:
    """Import a dictionary of quanteda, LIWC, Yoshikoder, Lexicoder or WordStat as a lexicon of your own.

    Example: gmi lexicon import populism.yml -o populism.toml
    """
    from gmi.lexicon import load
    from gmi.lexicon.interchange import formats, toml
    from gmi.lexicon.interchange.dictionary import Notes
    from gmi.lexicon.merge import TAKEN

    several = output.suffix.lower() != ".toml"
    _check(file, output, group, several=several)
    notes = Notes()
    dictionary, found = formats.read(file, format, notes)
    taken = {*TAKEN, *(each.id for each in load(lang).groups)}
    groups = toml.groups(dictionary, taken, notes, group=group, several=several)
    head = f"Imported from {file.name} ({found.title})."
    texts = {f"{each.id}.toml": toml.toml_text(each, head).encode() for each in groups}
    if several:
        from gmi.report.files import write_folder

        write_folder(output, texts)
    else:
        from gmi.report.files import write_whole

        write_whole(output, *texts.values())
    _tell(notes)
    if not quiet:
        tell(f"Wrote {output} ({_size(groups)}). Use it: gmi score REPORT --lexicon {output}")


def _check(file: Path, output: Path, group: str | None, *, several: bool) -> None:
    """Refuse what can't work before the work, not after it."""
    import re

    from gmi.report.files import check_place

    if several and output.suffix:
        raise GmiError(f"A lexicon is a .toml file or a folder, not {output.name!r}.", "Name one: -o my.toml")
    if group is not None:
        if several:
            raise GmiError("--group is for one group, and a folder holds several.", "Write a .toml file.")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", group):
            raise GmiError(f"{group!r} is no id.", "Write lower-case letters, digits and single hyphens.")
    if not several:
        check_place(output, [file])


def _size(groups: "list[GroupDraft]") -> str:
    categories = [category for group in groups for category in group.categories]
    terms = sum(len(category.terms) for category in categories)
    return ", ".join(
        f"{number:,} {name if number == 1 else several}"
        for number, name, several in (
            (len(groups), "group", "groups"),
            (len(categories), "category", "categories"),
            (terms, "term", "terms"),
        )
    )


def export_command(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Its ending says the format: .yml .dic .dicx .ykd .lc3 .cat",
        ),
    ],
    format: FormatName = None,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="ID", help="Only this group; or area, risk, instrument. Repeatable."),
    ] = None,
    lexicon: OwnLexicon = None,
    lang: Language = "en",
    quiet: Quiet = False,
) -> None:
    """Export the lexicon as a dictionary of quanteda, LIWC, Yoshikoder, Lexicoder or WordStat.

    Example: gmi lexicon export -o gmi.yml
    """
    from gmi.lexicon import load
    from gmi.lexicon.interchange import formats
    from gmi.lexicon.interchange.dictionary import Notes
    from gmi.lexicon.interchange.outline import outline
    from gmi.report.files import check_place, write_whole

    name = formats.format_for(output, format)
    check_place(output, lexicon or ())
    notes = Notes()
    dictionary = outline(load(lang, lexicon or ()), group or (), notes)
    write_whole(output, formats.written(dictionary, name, notes))
    _tell(notes)
    if not quiet:
        patterns = sum(len(entry.patterns) for entry in dictionary.entries) - notes.left_out
        title = formats.FORMATS[name].title
        tell(f"Wrote {output} ({title}: {len(dictionary.entries):,} categories, {patterns:,} patterns).")


def _tell(notes: "Notes") -> None:
    """What could not be carried over is said, also where nothing else is."""
    for line in notes.lines():
        tell(f"note: {line}")
