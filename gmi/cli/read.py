"""`gmi read`: what gmi sees of a file, before anything is counted."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gmi.cli.options import EngineName, Lang, Ocr, Password, TimeLimit, Tracked

if TYPE_CHECKING:
    from rich.console import Console

    from gmi.read.document import Document


def read_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report.")],
    engine: EngineName = "pypdfium2",
    password: Password = None,
    ocr: Ocr = "auto",
    lang: Lang = None,
    tracked: Tracked = "accept",
    time_limit: TimeLimit = 600,
    text: Annotated[bool, typer.Option("--text", help="Print every block with its place.")] = False,
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Read a PDF with both engines and tell what they count differently."),
    ] = False,
) -> None:
    """Show what is read of a file: cover, zones, paragraphs, warnings.

    Example: gmi read report.pdf --text
    """
    from rich.console import Console

    from gmi.read.apart import read_apart
    from gmi.read.limits import Limits

    read = partial(read_apart, limits=Limits(seconds=time_limit), password=password)
    document = read(file, engine=engine, ocr=ocr, language=lang, tracked=tracked)
    console = Console(highlight=False)
    _overview(document, console)
    if text:
        _blocks(document, console)
    if verify:
        other = read(file, engine="pdfplumber" if engine == "pypdfium2" else "pypdfium2")
        _differences(document, other, console)


def _differences(document: "Document", other: "Document", console: "Console") -> None:
    """What one engine finds and the other doesn't: words of the lexicon, by page."""
    from gmi.find import find
    from gmi.lexicon import load
    from gmi.report.escape import styled

    def counted(read: "Document") -> Counter[tuple[int, str, str]]:
        mentions = find(read, load(document.language)).mentions
        return Counter((m.page or 0, m.group, m.text.lower()) for m in mentions)

    first, second = counted(document), counted(other)
    lines = [(page, name, more, document.engine) for (page, name, more) in (first - second).elements()]
    lines += [(page, name, more, other.engine) for (page, name, more) in (second - first).elements()]
    total = first.total()
    if not lines:
        console.print(styled(f"Both engines agree on all {total:,} mentions."))
        return
    console.print(styled(f"{len(lines)} of {total:,} mentions differ:", "bold yellow"))
    for page, group, words, engine in sorted(lines):
        console.print(styled(f"  p. {page}: {group}, {words!r} by {engine} alone"))


def _overview(document: "Document", console: "Console") -> None:
    from rich.table import Table

    from gmi.report.escape import styled

    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    cover = document.cover
    for name in ("title", "symbol", "state", "treaty_body", "cycle", "date", "original_language"):
        found = getattr(cover, name)
        table.add_row(
            name.replace("_", " "), styled(f"{found.value}   [{found.where}]" if found else "not found")
        )
    zones = Counter(block.zone for block in document.blocks)
    table.add_row("pages", str(len(document.pages)))
    table.add_row("language", document.language)
    table.add_row("blocks", styled(", ".join(f"{n} {zone.replace('_', ' ')}" for zone, n in zones.items())))
    numbers = [block.number for block in document.blocks if block.number and not block.item]
    table.add_row("paragraphs", styled(f"{numbers[0]} to {numbers[-1]}" if numbers else "not numbered"))
    console.print(table)
    for warning in document.warnings:
        page = f"p. {warning.page}: " if warning.page else ""
        console.print(styled(f"! {page}{warning.message}", "yellow"))


def _blocks(document: "Document", console: "Console") -> None:
    from gmi.report.escape import styled

    for block in document.blocks:
        page = document.page_at(block.start)
        label = " ".join(
            part for part in (block.zone, f"p. {page}" if page else "", block.number, block.item) if part
        )
        console.print(styled(f"[{label}]", "dim"))
        console.print(styled(document.text[block.start : block.end]))
