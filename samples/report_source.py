"""Reads a sample's source (see README.md) into cover data, blocks and endnotes."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

Kind = Literal[
    "heading", "paragraph", "item", "quotation", "continuation", "caption", "table", "source", "page_break"
]

INLINE = re.compile(r"\[\^(?P<note>[\w-]+)\]|\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*")
HEADING = re.compile(r"(#{1,3}) (.+)", re.S)
ITEM = re.compile(r"(\([a-z]+\)) (.+)", re.S)
NOTE_TEXT = re.compile(r"\[\^([\w-]+)\]: (.+)", re.S)
ROMAN_ITEM = re.compile(r"\([ivx]+\)")


@dataclass(frozen=True)
class Cover:
    """What the front matter says; README.md describes each field."""

    symbol: str
    job: str
    instrument: str
    committee: str
    state: str
    title: str
    date: str
    original: str
    pages: int
    received: str = ""
    languages: str = ""
    session: tuple[str, ...] = ()
    contents: bool = False
    outputs: tuple[str, ...] = ("pdf",)
    draft: str = ""


@dataclass(frozen=True)
class Run:
    """Words of one style; `note` is the printed number of an endnote, and then `text` is empty."""

    text: str
    bold: bool = False
    italic: bool = False
    note: int | None = None


@dataclass(frozen=True)
class Block:
    """One block as it will be printed. `label` is the heading's, paragraph's, item's or table's number."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    label: str = ""
    level: int = 0
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()

    @property
    def text(self) -> str:
        """The block's words without its label and its note numbers."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Source:
    """A whole source: cover data, blocks in order, endnotes in order of their numbers."""

    name: str
    cover: Cover
    blocks: tuple[Block, ...]
    notes: tuple[tuple[Run, ...], ...]


@dataclass
class Numbering:
    """Counts headings, paragraphs, tables and endnotes on the way through a source."""

    headings: list[int] = field(default_factory=lambda: [0, 0, 0])
    paragraph: int = 0
    table: int = 0
    notes: list[str] = field(default_factory=list)
    in_annex: bool = False

    def heading(self, level: int) -> str:
        """The printed number of the next heading of `level` (1 to 3): "IV.", "B." or "3."."""
        self.headings[level - 1] += 1
        self.headings[level:] = [0] * (3 - level)
        count = self.headings[level - 1]
        return f"{(roman(count), chr(64 + count), str(count))[level - 1]}."

    def note(self, label: str) -> int:
        """The number of the endnote `label`, which may be referred to only once."""
        if label in self.notes:
            raise ValueError(f"endnote [^{label}] is referred to twice")
        self.notes.append(label)
        return len(self.notes)


def roman(number: int) -> str:
    """`number` (1 to 39) in capital Roman numerals."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def read_source(path: Path) -> Source:
    """Parse the source at `path`; raises ValueError where front matter, notes or tables are wrong."""
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    data: dict[str, Any] = tomllib.loads(front)
    data |= {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    cover = Cover(**data)
    chunks = [chunk.strip() for chunk in re.split(r"\n\s*\n", body) if chunk.strip()]
    note_texts = {found[1]: joined(found[2]) for chunk in chunks if (found := NOTE_TEXT.fullmatch(chunk))}
    numbering = Numbering()
    blocks = tuple(make_block(chunk, numbering) for chunk in chunks if not NOTE_TEXT.fullmatch(chunk))
    if unequal := set(numbering.notes) ^ set(note_texts):
        raise ValueError(f"{path.name}: endnotes without a text or a reference: {sorted(unequal)}")
    notes = tuple(tuple(make_runs(note_texts[label], numbering)) for label in numbering.notes)
    return Source(path.stem, cover, blocks, notes)


def make_block(chunk: str, numbering: Numbering) -> Block:
    """One block from the lines of one chunk, with its number."""
    if chunk == "---":
        return Block("page_break")
    if chunk.startswith("|"):
        return Block("table", rows=tuple(make_rows(chunk, numbering)))
    if found := HEADING.fullmatch(chunk):
        return make_heading(len(found[1]), joined(found[2]), numbering)
    if found := ITEM.fullmatch(chunk):
        # "(i)" is the ninth letter too; reports of this length have no list of nine items.
        level = 2 if ROMAN_ITEM.fullmatch(found[1]) else 1
        return Block("item", tuple(make_runs(joined(found[2]), numbering)), found[1], level)
    for mark, kind in (("> ", "quotation"), ("- ", "continuation"), ("Source: ", "source")):
        if chunk.startswith(mark):
            text = chunk if kind == "source" else chunk[len(mark) :]
            return Block(kind, tuple(make_runs(joined(text), numbering)))  # type: ignore[arg-type]
    if chunk.startswith("Table: "):
        numbering.table += 1
        runs = tuple(make_runs(joined(chunk.removeprefix("Table: ")), numbering))
        return Block("caption", runs, f"Table {numbering.table}")
    runs = tuple(make_runs(joined(chunk), numbering))
    if numbering.in_annex:
        return Block("continuation", runs)
    numbering.paragraph += 1
    return Block("paragraph", runs, f"{numbering.paragraph}.")


def make_heading(level: int, text: str, numbering: Numbering) -> Block:
    """A heading with its number; "Annex" starts the part without numbers."""
    numbering.in_annex |= text.startswith("Annex")
    label = "" if numbering.in_annex else numbering.heading(level)
    return Block("heading", tuple(make_runs(text, numbering)), label, level)


def make_rows(chunk: str, numbering: Numbering) -> Iterator[tuple[tuple[Run, ...], ...]]:
    """The rows of a pipe table, head first, without the line of dashes."""
    rows = [line.strip().strip("|").split("|") for line in chunk.splitlines()]
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise ValueError(f"table row has {len(row)} cells, its head {len(rows[0])}: {row}")
        if index != 1:
            yield tuple(tuple(make_runs(cell.strip(), numbering)) for cell in row)


def make_runs(text: str, numbering: Numbering) -> Iterator[Run]:
    """The runs of `text`: plain, bold, italic, note numbers. Bold and italic may hold a note number."""
    position = 0
    for found in INLINE.finditer(text):
        if found.start() > position:
            yield Run(text[position : found.start()])
        if found["note"]:
            yield Run("", note=numbering.note(found["note"]))
        else:
            bold = found["bold"] is not None
            for run in make_runs(found["bold"] or found["italic"], numbering):
                yield replace(run, bold=bold, italic=run.italic or not bold)
        position = found.end()
    if position < len(text):
        yield Run(text[position:])


def joined(text: str) -> str:
    """`text` with its line breaks as blanks."""
    return " ".join(text.split())
