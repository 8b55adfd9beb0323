"""`gmi read`: what gmi sees of a file, before anything is counted."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from gmi.read.document import Document


def read_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report.")],
    engine: Annotated[
        Literal["pypdfium2", "pdfplumber"], typer.Option("--engine", help="What reads PDFs.")
    ] = "pypdfium2",
    password: Annotated[str | None, typer.Option("--password", help="Opens encrypted files.")] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help="The language, where gmi takes it for another.")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print every block with its place.")] = False,
) -> None:
    """Show what is read of a file: cover, zones, paragraphs, warnings.

    Example: gmi read report.pdf --text
    """
    from rich.console import Console

    from gmi.read import read

    document = read(file, engine=engine, password=password, language=lang)
    console = Console(highlight=False)
    _overview(document, console)
    if text:
        _blocks(document, console)


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
