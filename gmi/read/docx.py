"""Word files: the text as Word would print it, with its automatic numbers and its notes.

python-docx opens the package and finds its parts; the text is walked element by element, since
`paragraph.text` drops tracked insertions and content controls, and `row.cells` repeats merged cells.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from docx.opc.exceptions import OpcError
from docx.package import Package
from lxml import etree

from gmi.errors import GmiError
from gmi.read.document import Document, ReadWarning, Zone
from gmi.read.drafts import Draft, Piece
from gmi.read.limits import Limits
from gmi.read.unpaged import finish_unpaged
from gmi.read.word_headings import is_bold, promote_bold
from gmi.read.word_notes import NoteLabels
from gmi.read.word_numbers import Numbering, Styles
from gmi.read.word_xml import W, parse, value

Tracked = Literal["accept", "reject"]
Element = Any  # lxml's elements are untyped

# What a package can end in that is not what it says it is. Runtime errors are nesting without end, and
# zip files that are encrypted or packed in a way that nobody uses.
_BROKEN = (OpcError, etree.LxmlError, zipfile.BadZipFile, zlib.error, LookupError, ValueError, RuntimeError,
           AttributeError, TypeError, EOFError, OSError, struct.error)  # fmt: skip
_HARMLESS = 10_000_000
"""Bytes that a file may unpack to whatever its own size."""
_CONTENTS = re.compile(r"toc(\s*\d|\s*heading)?|table of contents", re.IGNORECASE)
_AROUND_BLOCKS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "del", "moveFrom"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def read_docx(
    path: Path,
    *,
    language: str | None = None,
    tracked: Tracked = "accept",
    limits: Limits | None = None,
) -> Document:
    """The Word file at `path` as a document.

    `tracked` says what becomes of tracked changes: accepted, insertions count and deletions don't; rejected,
    the text is read as it was before. Raises `GmiError` for a file that is damaged, or a zip bomb.
    """
    _refuse_bombs(path, limits or Limits())
    try:
        reader = _Reader(_main_part(path), tracked)
        drafts = reader.drafts()
    except _BROKEN as error:
        raise GmiError(
            f"{path.name}: the Word file is damaged.", "Open it in a word processor and save it again."
        ) from error
    return finish_unpaged(path, drafts, "docx", "python-docx", language, reader.warnings())


def _refuse_bombs(path: Path, limits: Limits) -> None:
    """A Word file is a zip file; one that unpacks to a multiple of what a report can be is refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [(entry.file_size, entry.compress_size) for entry in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise GmiError(f"{path.name}: the Word file is damaged.", "Save it again.") from error
    unpacked, packed = sum(size for size, _ in sizes), sum(size for _, size in sizes)
    dense = unpacked > _HARMLESS and unpacked > limits.unpacked_ratio * max(packed, 1)
    if dense or unpacked > limits.unpacked_megabytes * 1_000_000:
        raise GmiError(
            f"{path.name}: the file unpacks to {unpacked // 1_000_000:,} MB, more than any report.",
            "Save it again without embedded files; GMI_UNPACKED_MEGABYTES sets the limit.",
        )


class _Reader:
    """Walks one Word file. Keeps the notes that were cited, in the order of their references."""

    def __init__(self, part: Any, tracked: Tracked) -> None:
        self._part = part
        self._gone = ("del", "moveFrom") if tracked == "accept" else ("ins", "moveTo")
        self._styles = Styles(_related(part, "styles"))
        self._numbering = Numbering(_related(part, "numbering"), self._styles)
        self._body = parse(part.blob).find(f"{W}body")
        settings = _related(part, "settings")
        self._cited = {kind: NoteLabels(kind, settings, self._body) for kind in _NOTES.values()}
        self._carried: list[Piece] = []
        self._bold: list[Draft] = []
        self._changes = False

    def drafts(self) -> list[Draft]:
        """All blocks: the body, then foot- and endnotes, then headers and footers."""
        found = list(self._blocks(self._body, "body"))
        promote_bold(found, self._bold)
        for kind, zone in (("footnotes", "footnote"), ("endnotes", "endnote")):
            found += self._notes(kind, zone)  # type: ignore[arg-type]
        return [*found, *self._headers()]

    def warnings(self) -> list[ReadWarning]:
        """What a reader of the result should know of the file."""
        what = "deletions are left out, insertions counted"
        if self._gone[0] == "ins":
            what = "insertions are left out, deletions counted"
        message = f"the draft has tracked changes: {what}"
        return [ReadWarning("tracked-changes", message)] if self._changes else []

    def _blocks(self, parent: Element, zone: Zone) -> Iterator[Draft]:
        for element in parent:
            name = _name(element)
            if name == "p":
                yield from self._paragraph(element, zone)
            elif name == "tbl":
                yield from self._table(element, zone)
            elif name in _AROUND_BLOCKS and not self._is_gone(name):
                yield from self._blocks(element, zone)

    def _is_gone(self, name: str) -> bool:
        self._changes = self._changes or name in ("ins", "del", "moveFrom", "moveTo")
        return name in self._gone

    def _paragraph(self, element: Element, zone: Zone) -> Iterator[Draft]:
        pieces, boxes = self._carried, list[Element]()
        self._carried = []
        self._gather(element, pieces, boxes)
        if self._mark_is_gone(element):
            # The paragraph runs on into the next one, whose style and number they then share.
            self._carried = pieces
        elif pieces := _joined(pieces):
            yield self._draft(element, pieces, zone)
        else:
            self._numbering.label(element, self._styles.of(element))
        for box in boxes:
            yield from self._blocks(box, zone)

    def _draft(self, element: Element, pieces: list[Piece], zone: Zone) -> Draft:
        style = self._styles.of(element)
        if label := self._numbering.label(element, style):
            pieces[0] = pieces[0]._replace(text=f"{label} {pieces[0].text}")
        level = self._styles.outline(element, style) if zone == "body" else None
        if zone == "body" and _CONTENTS.fullmatch(self._styles.name(style)):
            zone, level = "contents", None
        draft = Draft("heading" if level is not None else zone, pieces, level=level)
        if draft.zone == "body" and is_bold(element, self._styles.chain(style)):
            self._bold.append(draft)
        return draft

    def _mark_is_gone(self, element: Element) -> bool:
        """Whether a paragraph's end was deleted (or inserted, where changes are rejected)."""
        following = element.getnext()
        if following is None or _name(following) != "p":
            return False
        changes = element.find(f"{W}pPr/{W}rPr")
        return changes is not None and any(self._is_gone(_name(change)) for change in changes)

    def _gather(self, element: Element, pieces: list[Piece], boxes: list[Element]) -> None:
        """Add the text below an element to `pieces`, and the text boxes anchored in it to `boxes`."""
        own_mark = False
        for child in element:
            name = _name(child)
            if name in ("t", "delText"):
                if not own_mark:
                    pieces.append(Piece(child.text or ""))
                own_mark = False
            elif name in ("tab", "br", "cr", "ptab"):
                pieces.append(Piece(" "))
            elif name == "noBreakHyphen":
                pieces.append(Piece("-"))
            elif name in _NOTES:
                own_mark = value(child, "customMarkFollows") in ("1", "true")
                mark = child.getnext() if own_mark else None
                label = self._cited[_NOTES[name]].cite(
                    value(child, "id"), None if mark is None else mark.text
                )
                pieces.append(Piece("", marker=label))
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "AlternateContent":
                # The same picture or text box twice, for new and for old programs: take the first.
                self._gather(child[:1], pieces, boxes)
            elif name == "r" and self._styles.hide(child):
                continue  # Hidden text is not printed.
            elif name not in ("pPr", "rPr", "instrText", "rt") and not self._is_gone(name):
                self._gather(child, pieces, boxes)

    def _table(self, table: Element, zone: Zone) -> Iterator[Draft]:
        """The cells of a table, each once: a cell that goes on from the row above has no text of its own."""
        inside: Zone = "table" if zone == "body" else zone
        for row in table.iter(W + "tr"):
            if _nearest(row, "tbl") is not table or self._row_is_gone(row):
                continue
            for cell in row.iter(W + "tc"):
                if _nearest(cell, "tr") is row and not _goes_on(cell):
                    yield from self._blocks(cell, inside)

    def _row_is_gone(self, row: Element) -> bool:
        changes = row.find(W + "trPr")
        return changes is not None and any(self._is_gone(_name(change)) for change in changes)

    def _notes(self, kind: str, zone: Zone) -> Iterator[Draft]:
        part = _related(self._part, kind)
        if part is None:
            return
        notes = {value(note, "id"): note for note in part if _name(note) in ("footnote", "endnote")}
        for id_, label in self._cited[kind].in_order():
            for draft in self._blocks(notes.get(id_, ()), zone):
                draft.note = label
                yield draft

    def _headers(self) -> Iterator[Draft]:
        seen: set[str] = set()
        for relation in self._part.rels.values():
            if relation.is_external or relation.reltype.rpartition("/")[2] not in ("header", "footer"):
                continue
            for draft in self._blocks(parse(relation.target_part.blob), "running_header"):
                if draft.text not in seen:
                    seen.add(draft.text)
                    yield draft


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with those that no note reference parts put together; empty if they hold no text.

    Word cuts text wherever it was edited, also inside a typed paragraph number.
    """
    joined: list[Piece] = []
    for text, *_, marker in pieces:
        if joined and not joined[-1].marker:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + text, marker=marker)
        else:
            joined.append(Piece(text, glue="", marker=marker))
    if not any(piece.text.strip() for piece in joined):
        return []
    joined[0] = joined[0]._replace(text=joined[0].text.lstrip())
    joined[-1] = joined[-1]._replace(text=joined[-1].text.rstrip())
    return joined


def _nearest(element: Element, name: str) -> Element:
    return next(element.iterancestors(W + name), None)


def _goes_on(cell: Element) -> bool:
    """Whether a cell is the continuation of a vertically merged one."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and value(merge, "val") != "restart"


def _main_part(path: Path) -> Any:
    """The part of a Word file that holds its text; templates and files with macros or in strict XML, too."""
    for relation in Package.open(str(path)).rels.values():
        if not relation.is_external and relation.reltype.endswith("/officeDocument"):
            return relation.target_part
    raise LookupError("no document in it")


def _related(part: Any, kind: str) -> Element | None:
    """The XML of a part that belongs to `part` ("numbering", "footnotes"); None where there is none."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.rpartition("/")[2] == kind:
            return parse(relation.target_part.blob)
    return None
