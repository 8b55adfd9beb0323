"""`gmi lexicon`: the words that are counted, as an analyst sees, checks and tries them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.interchange import export_command, import_command
from gmi.cli.suggest import suggest_command

if TYPE_CHECKING:
    from gmi.find.explain import Finding
    from gmi.lexicon.model import Entry, Lexicon

lexicon_app = typer.Typer(no_args_is_help=True, help="See, check and try the words that are counted.")
lexicon_app.command("import")(import_command)
lexicon_app.command("export")(export_command)
lexicon_app.command("suggest")(suggest_command)
Own = Annotated[
    list[Path] | None, typer.Option("--lexicon", help="A file or folder of your own, merged in; repeatable.")
]
Language = Annotated[str, typer.Option("--lang", help="The language, as in `en`.")]


@lexicon_app.command("list")
def list_command(lang: Language = "en", lexicon: Own = None) -> None:
    """List what there is: groups and categories, policy areas, risks, instruments.

    Example: gmi lexicon list
    """
    from rich.console import Console
    from rich.table import Table

    from gmi.report.escape import styled

    loaded = _load(lang, lexicon)
    console = Console(highlight=False)
    console.print(styled(f"{loaded.name} {loaded.version}, content {loaded.sha256[:12]}", "bold"))
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for title in ("what", "id", "name", "terms"):
        table.add_column(title, header_style="dim", overflow="fold")
    for what, entry in _entries(loaded):
        table.add_row(styled(what), styled(entry.id), styled(entry.name), str(len(entry.terms)))
    console.print(table)


@lexicon_app.command("show")
def show_command(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="A category, area, risk or instrument; or a group.")
    ],
    lang: Language = "en",
    lexicon: Own = None,
) -> None:
    """Show everything about one entry, or the categories of a group.

    Example: gmi lexicon show gender-based-violence
    """
    from rich.console import Console
    from rich.padding import Padding

    from gmi.errors import GmiError
    from gmi.lexicon.problems import did_you_mean
    from gmi.report.escape import styled

    loaded = _load(lang, lexicon)
    found = [(what, entry) for what, entry in _entries(loaded) if name in (entry.id, what)]
    if not found:
        known = [entry.id for _, entry in _entries(loaded)] + [group.id for group in loaded.groups]
        raise GmiError(f"No {name!r} in the lexicon.", did_you_mean(name, known) or "See gmi lexicon list.")
    console = Console(highlight=False)
    for what, entry in found:
        console.print(styled(f"{entry.name} ({what}: {entry.id})", "bold"))
        for key, value in entry.model_dump(by_alias=True).items():
            if value and key not in ("id", "name"):
                console.print(styled(key, "cyan"))
                items = value if isinstance(value, tuple) else [value]
                for item in items:
                    text = item["when"] + ": " + item["ask"] if isinstance(item, dict) else str(item)
                    console.print(Padding(styled(text), (0, 0, 0, 2), expand=False))


@lexicon_app.command("check")
def check_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE|FOLDER]...", help="Your own; the shipped one, if none."),
    ] = None,
    lang: Language = "en",
) -> None:
    """Check lexicon files: every mistake with file and line, and whether the examples come out.

    Example: gmi lexicon check my-words.toml
    """
    from gmi.find.explain import failed_examples
    from gmi.lexicon.load import LexiconError, load, place_of

    try:
        loaded = load(lang, files or ())
    except LexiconError as error:
        wrong = [str(problem) for problem in error.problems]
    else:
        wrong = [place_of(example, lang, files or ()) + what for example, what in failed_examples(loaded)]
    if wrong:
        for line in wrong:
            tell(line)
        raise typer.Exit(2)
    entries = list(_entries(loaded))
    terms = sum(len(entry.terms) for _, entry in entries)
    examples = sum(len(entry.matches) + len(entry.rejects) for _, entry in entries)
    typer.echo(
        f"{loaded.name}: {len(entries)} entries, {terms:,} terms, {examples} examples, all as they should be"
    )
    if files:
        for change in _changes(load(lang), loaded):
            typer.echo(f"  yours: {change}")


@lexicon_app.command("explain")
def explain_command(
    text: Annotated[str, typer.Argument(help="A sentence or phrase.")],
    lang: Language = "en",
    lexicon: Own = None,
) -> None:
    """Explain a text: what counts, what fits but doesn't count and why, and what is nearly a term.

    Example: gmi lexicon explain "trafficking in women and drug trafficking"
    """
    from rich.console import Console
    from rich.padding import Padding

    from gmi.find.explain import explain
    from gmi.report.escape import plain, styled

    loaded = _load(lang, lexicon)
    found = explain(text, loaded)
    left_out = {finding: reason for finding in found.mentions if (reason := _left_out(finding, loaded))}
    console = Console(highlight=False)

    def part(title: str, lines: list[str], none: str) -> None:
        console.print(styled(title, "bold"))
        for line in lines or [none]:
            console.print(Padding(styled(line), (0, 0, 0, 2), expand=False))

    counted = [
        f"{f.text!r}: {f.group}, {f.category} (term {plain(f.term)!r})"
        for f in found.mentions
        if f not in left_out
    ]
    passed = [f"{f.text!r}: {f.group}, {f.category}: {reason}" for f, reason in left_out.items()]
    passed += [f"{f.text!r}: {f.group}, {f.category}: {f.because}" for f in found.passed_over]
    near = [f"{word!r} is no term; near to {', '.join(map(repr, terms))}" for word, terms in found.near]
    part("Counts", counted, "nothing")
    if passed:
        part("Fits, but does not count", passed, "")
    if near:
        part("Nearly a term", near, "")


def _left_out(finding: "Finding", lexicon: "Lexicon") -> str:
    """Why the shipped profile keeps a mention out of its group's total; "" where it counts."""
    from gmi.rate.profile import load_profile
    from gmi.report.words import left_out

    apart = {(group.id, c.id) for group in lexicon.groups for c in group.categories if not c.counted}
    if (finding.group, finding.category) in apart:
        return "counted apart, not in the group's total"
    flags = load_profile().counting.leave_out_contexts
    return next((f"left out of the count {left_out(flag)}" for flag in flags if flag in finding.contexts), "")


def _changes(shipped: "Lexicon", loaded: "Lexicon") -> list[str]:
    """What a user's own files have changed, an entry at a time."""
    from gmi.report.words import number

    if loaded.sha256 == shipped.sha256:
        return ["nothing that is not in the shipped files"]
    before, after = ({(what, one.id): one for what, one in _entries(lex)} for lex in (shipped, loaded))
    told = []
    for (what, id_), entry in after.items():
        old = before.get((what, id_))
        known = set(old.terms) if old else set()
        more, fewer = set(entry.terms) - known, known - set(entry.terms)
        counts = [f"{number(len(more), 'term')} more"] * bool(more)
        counts += [f"{number(len(fewer), 'term')} fewer"] * bool(fewer)
        if not old:
            told.append(f"{what}, {id_}: new, {number(len(entry.terms), 'term')}")
        elif entry != old:
            told.append(f"{what}, {id_}: {', '.join(counts) or 'changed, with the same terms'}")
    told += [f"{what}, {id_}: taken out" for what, id_ in before if (what, id_) not in after]
    return told or ["no entry, but words that tell contexts, actions or sentences"]


def _load(lang: str, own: list[Path] | None) -> "Lexicon":
    from gmi.lexicon import load

    return load(lang, own or ())


def _entries(lexicon: "Lexicon") -> "list[tuple[str, Entry]]":
    """All entries with what they are of: a group's id, or area, risk, instrument."""
    entries: list[tuple[str, Entry]] = [(g.id, category) for g in lexicon.groups for category in g.categories]
    entries += [("area", area) for area in lexicon.areas]
    entries += [("risk", risk) for risk in lexicon.risks]
    return entries + [("instrument", instrument) for instrument in lexicon.instruments]
