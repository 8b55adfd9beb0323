"""`gmi read`: what gmi sees of a file, before anything is counted."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gmi.cli.options import EngineName, Lang, Ocr, Password, TimeLimit, Tracked
from gmi.errors import GmiError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from gmi.read.document import Document
    from gmi.read.verify import Difference


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
    json: Annotated[bool, typer.Option("--json", help="Print JSON: all blocks with their places.")] = False,
) -> None:
    """Show what is read of a file: cover, zones, paragraphs, warnings.

    Example: gmi read report.pdf --text
    """
    from rich.console import Console

    from gmi.read.apart import read_apart
    from gmi.read.limits import Limits

    read = partial(read_apart, limits=Limits(seconds=time_limit), password=password, ocr=ocr)
    document = read(file, engine=engine, language=lang, tracked=tracked)
    differences = None
    if verify:
        if document.format != "pdf":
            raise GmiError(f"{file.name}: --verify compares the two engines for PDFs.", "Leave it out.")
        other = read(file, engine="pdfplumber" if engine == "pypdfium2" else "pypdfium2", language=lang)
        differences = _compared(document, other)
    if json:
        typer.echo(_as_json(document, differences).encode(), nl=False)
        return
    console = Console(highlight=False)
    _overview(document, console)
    if text:
        _blocks(document, console)
    if differences is not None:
        _differences(differences, console)


def _compared(document: "Document", other: "Document") -> "list[Difference]":
    """Which words of the lexicon one reading has and the other hasn't."""
    from gmi.find import find
    from gmi.lexicon import load
    from gmi.read.verify import Hit, compare

    lexicon = load(document.language)

    def hits(read: "Document") -> list[Hit]:
        return [Hit(one.start, one.end, one.group) for one in find(read, lexicon).mentions]

    return compare(document, other, hits)


def _as_json(document: "Document", differences: "list[Difference] | None") -> str:
    from dataclasses import asdict
    from json import dumps

    from gmi.read.document import Block

    def block(one: Block) -> dict[str, Any]:
        page = document.page_at(one.start)
        return {"page": page, **one._asdict(), "text": document.text[one.start : one.end]}

    plain = ("name", "sha256", "format", "engine", "language", "pages_estimated")
    found: dict[str, Any] = {name: getattr(document, name) for name in plain}
    found["cover"] = asdict(document.cover)
    found["pages"] = [asdict(page) for page in document.pages]
    found["warnings"] = [asdict(warning) for warning in document.warnings]
    found["blocks"] = [block(one) for one in document.blocks]
    if differences is not None:
        found["differences"] = [one._asdict() for one in differences]
    # Lone surrogates can't be written as UTF-8: as escapes they can.
    return dumps(found, indent=2) + "\n"


def _differences(differences: "list[Difference]", console: "Console") -> None:
    from gmi.report.escape import styled

    if not differences:
        console.print("Both engines find the same words of the lexicon on every page.")
        return
    console.print(f"The engines find different words of the lexicon in {len(differences)} places:")
    reasons = {"order": "the same words on the page, put together otherwise", "letters": "other letters"}
    for one in differences:
        where = f"p. {one.page}: " if one.page else ""
        console.print(styled(f"{where}{one.words!r} ({one.kind}) by {one.engine} alone", "bold"))
        console.print(styled(f"it reads: {one.context}"))
        console.print(styled(f"the other reads: {one.elsewhere or 'nothing like it on this page'}"))
        console.print(styled(f"why: {reasons[one.why]}", "dim"))


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
    table.add_row("pages", styled(_pages(document)))
    table.add_row("language", document.language)
    table.add_row("engine", styled(document.engine))
    numbers = [block.number for block in document.blocks if block.number and not block.item]
    table.add_row("paragraphs", styled(f"{numbers[0]} to {numbers[-1]}" if numbers else "not numbered"))
    console.print(table)
    console.print(_zones(document))
    for warning in document.warnings:
        page = f"p. {warning.page}: " if warning.page else ""
        console.print(styled(f"! {page}{warning.message}", "yellow"))


def _pages(document: "Document") -> str:
    number = str(len(document.pages))
    if document.pages_estimated:
        return f"about {number}, estimated from the number of words"
    sure = [page.confidence for page in document.pages if page.source == "ocr" and page.confidence]
    return f"{number}, {len(sure)} of them by OCR (confidence {min(sure):.2f} or more)" if sure else number


def _zones(document: "Document") -> "Table":
    """How many blocks and words there are of each zone, in the order of their first block."""
    from rich.table import Table

    from gmi.find.tokens import Tokens
    from gmi.find.vocabulary import Vocabulary

    table = Table("zone", box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("blocks", justify="right")
    table.add_column("words", justify="right")
    blocks: Counter[str] = Counter(block.zone for block in document.blocks)
    words: Counter[str] = Counter()
    # Words as the rates have them, and not what blanks part: "women's" are two.
    tokens = Tokens.cut(document.text, Vocabulary())
    of_blocks = tokens.words_between([(block.start, block.end) for block in document.blocks])
    for block, number in zip(document.blocks, of_blocks, strict=True):
        words[block.zone] += number
    for zone, number in blocks.items():
        table.add_row(zone.replace("_", " "), f"{number:,}", f"{words[zone]:,}")
    return table


def _blocks(document: "Document", console: "Console") -> None:
    from gmi.report.escape import styled

    for block in document.blocks:
        page = document.page_at(block.start)
        label = " ".join(
            part for part in (block.zone, f"p. {page}" if page else "", block.number, block.item) if part
        )
        console.print(styled(f"[{label}]", "dim"))
        console.print(styled(document.text[block.start : block.end]))
