"""Highlight annotations and a legend in a PDF, by pikepdf.

Annotations carry their own drawing, so that all viewers show the same.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from gmi.errors import GmiError
from gmi.read.boxes import Piece
from gmi.read.copies import HIGHLIGHTED
from gmi.read.document import Box
from gmi.report.escape import plain, writable
from gmi.report.html.colours import Ink

AUTHOR = "gmi"
Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower left, lower right, as the page is seen."""
_TINT = 0.3
"""Share of a group's colour behind its words; the rest is white, so that they stay readable."""
_PRINTED = 4
"""The flag of annotations that are printed with their page."""
_DASHES = {"solid": "[]", "double": "[]", "dotted": "[1 1.5]", "dashed": "[4 2]", "wavy": "[5 1.5 1 1.5]"}
_MARGIN, _SIZE, _LEADING, _NOTE = 56.0, 10.0, 15.0, 22.0
"""Measures of the legend and of the note on the first page, in points."""


# What a damaged page makes its reader stumble on: edges that are no numbers, pages that aren't there.
_STUMBLES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


class Mark(NamedTuple):
    """A mention to draw: where, with what note, and as which of how many `bands` of its words' height,
    counted from the top."""

    pieces: Sequence[Piece]
    ink: Ink
    note: str
    counted: bool
    band: int = 0
    bands: int = 1


class Legend(NamedTuple):
    """What the last page says: a title, a line for each group, and notes."""

    title: str
    rows: Sequence[tuple[Ink, str]]
    notes: Sequence[str]


def annotated(path: Path, marks: Sequence[Mark], legend: Legend, password: str | None = None) -> bytes:
    """The PDF at `path` with the marks as annotations and the legend as its last page.

    What is encrypted stays encrypted, with the same passwords; the bytes of such a file differ each time, as
    encryption wants it. Raises GmiError if the file can't be opened.
    """
    try:
        with pikepdf.open(path, password=password or "") as pdf:
            _annotate(pdf, marks)
            _note_on_first_page(pdf, legend)
            _add_legend(pdf, legend)
            pdf.docinfo[Name(f"/{HIGHLIGHTED}")] = String("true")
            out = io.BytesIO()
            if pdf.is_encrypted:
                pdf.save(out, encryption=True)
            else:
                pdf.save(out, deterministic_id=True)
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise GmiError(f"{path.name}: is encrypted.", "Give its password with --password.") from error
    except (pikepdf.PdfError, OSError, *_STUMBLES) as error:
        what = f"{path.name}: no annotations can be added to it ({plain(str(error))[:120]})."
        raise GmiError(what, "Write -o report.html: it shows the text with its highlights.") from error


def _annotate(pdf: pikepdf.Pdf, marks: Sequence[Mark]) -> None:
    """Add an annotation for each mark to each page that it stands on."""
    of_page: dict[int, list[Dictionary]] = {}
    for index, mark in enumerate(marks):
        for number in dict.fromkeys(piece.page for piece in mark.pieces):
            boxes = [piece.box for piece in mark.pieces if piece.page == number]
            one = _highlight(pdf, pdf.pages[number - 1], mark, boxes)
            one.NM = String(f"gmi-{index}-{number}")
            of_page.setdefault(number, []).append(one)
    for number, added in of_page.items():
        _attach(pdf, pdf.pages[number - 1], added)


def _attach(pdf: pikepdf.Pdf, page: pikepdf.Page, added: Sequence[Dictionary]) -> None:
    """Put annotations behind those that a page has."""
    before = page.obj.get("/Annots")
    kept = list(before) if isinstance(before, Array) else []
    page.obj.Annots = Array([*kept, *(pdf.make_indirect(one) for one in added)])


def _highlight(pdf: pikepdf.Pdf, page: pikepdf.Page, mark: Mark, boxes: Sequence[Box]) -> Dictionary:
    """One annotation: its quads cover the whole words, its drawing their band."""
    turn = _turn(page)
    quads = [_quad(box, turn) for box in boxes]
    shown = [_band(quad, mark.band, mark.bands) for quad in quads]
    frame = _frame(point for quad in quads for point in quad)
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        P=page.obj,
        Rect=Array(frame),
        QuadPoints=Array([_round(n) for quad in quads for point in quad for n in point]),
        C=Array(_tint(mark.ink.light)),
        CA=1,
        F=_PRINTED,
        T=String(AUTHOR),
        Subj=String(plain(mark.ink.name)),
        Contents=String(plain(mark.note)),
        AP=Dictionary(N=_drawing(pdf, frame, _strokes(mark, shown))),
    )


def _drawing(pdf: pikepdf.Pdf, frame: Sequence[float], content: str) -> pikepdf.Stream:
    """A drawing in the page's own units that darkens what is below it, so that letters stay black."""
    state = Dictionary(Type=Name.ExtGState, BM=Name.Multiply, ca=1, CA=1)
    stream = pdf.make_stream(f"/Multiply gs {content}".encode())
    stream.Type = Name.XObject
    stream.Subtype = Name.Form
    stream.BBox = Array(frame)
    stream.Resources = Dictionary(ExtGState=Dictionary(Multiply=state))
    return stream


def _strokes(mark: Mark, quads: Sequence[Quad]) -> str:
    """The content of a drawing: filled and underlined what counts, outlined with dashes what doesn't."""
    ink = mark.ink
    parts = [f"{_numbers(*_channels(ink.light))} RG {_numbers(*_tint(ink.light))} rg"]
    for quad in quads:
        if mark.counted:
            parts.append(f"{_path(_outline(quad))} h f")
            parts += [f"1 w {_DASHES[ink.line]} 0 d {_path(line)} S" for line in _lines(mark, quad)]
        else:
            parts.append(f"0.8 w [2 1.5] 0 d {_path(_outline(_shrunk(quad)))} s")
    return " ".join(parts)


def _outline(quad: Quad) -> list[Point]:
    upper_left, upper_right, lower_left, lower_right = quad
    return [upper_left, upper_right, lower_right, lower_left]


def _lines(mark: Mark, quad: Quad) -> Iterator[list[Point]]:
    """The line inside the lower edge, two of them where it is double. The first of several bands has it
    inside its upper edge, and one between others has none: a line through words would strike them out."""
    left, right = (quad[2], quad[0]), (quad[3], quad[1])
    if mark.band < mark.bands - 1:
        if mark.band:
            return
        left, right = left[::-1], right[::-1]
    for inside in (0.5, 2.3) if mark.ink.line == "double" else (0.5,):
        yield [_towards(*left, inside), _towards(*right, inside)]


def _towards(start: Point, end: Point, by: float) -> Point:
    """The point `by` points from `start` on the way to `end`."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = max((across**2 + up**2) ** 0.5, 0.01)
    return start[0] + across * by / length, start[1] + up * by / length


def _shrunk(quad: Quad, by: float = 0.4) -> Quad:
    """The quad without its rim, on which half of a line would be cut off."""
    left, bottom, right, top = _frame(quad)
    one, two, three, four = (
        (min(max(x, left + by), right - by), min(max(y, bottom + by), top - by)) for x, y in quad
    )
    return one, two, three, four


def _quad(box: Box, turn: int) -> Quad:
    """A rectangle's corners as they are seen on a page that is turned clockwise by so many degrees."""
    left, bottom, right, top = box
    around = [(left, top), (right, top), (right, bottom), (left, bottom)]
    first = -(turn // 90) % 4
    upper_left, upper_right, lower_right, lower_left = around[first:] + around[:first]
    return upper_left, upper_right, lower_left, lower_right


def _band(quad: Quad, band: int, bands: int) -> Quad:
    """One of so many equal parts of a quad's height, from the top."""

    def between(start: Point, end: Point, share: float) -> Point:
        return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share

    upper_left, upper_right, lower_left, lower_right = quad
    top, bottom = band / bands, (band + 1) / bands
    return (
        between(upper_left, lower_left, top),
        between(upper_right, lower_right, top),
        between(upper_left, lower_left, bottom),
        between(upper_right, lower_right, bottom),
    )


def _note_on_first_page(pdf: pikepdf.Pdf, legend: Legend) -> None:
    """A small note in the upper right margin that holds the legend's words."""
    page = pdf.pages[0]
    turn = _turn(page)
    corner = _quad(_cropped(page), turn)[1]
    across, up = {0: (-1, -1), 90: (1, -1), 180: (1, 1), 270: (-1, 1)}[turn]
    frame = _frame([(corner[0] + across * by, corner[1] + up * by) for by in (8, 8 + _NOTE)])
    quad = _quad((frame[0], frame[1], frame[2], frame[3]), turn)
    bars = [
        f"{_numbers(*_channels(ink.light))} rg {_path(_outline(_band(quad, place, len(legend.rows))))} h f"
        for place, (ink, _) in enumerate(legend.rows)
    ]
    lines = [legend.title, *(f"- {line}" for _, line in legend.rows), "The last page is the legend."]
    # Not of the kind "Text": viewers differ in where they put those on turned pages.
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Square,
        P=page.obj,
        Rect=Array(frame),
        F=_PRINTED,
        T=String(AUTHOR),
        Contents=String("\n".join(plain(line) for line in lines)),
        NM=String("gmi-legend"),
        AP=Dictionary(N=_drawing(pdf, frame, " ".join(bars))),
    )
    _attach(pdf, page, [note])


def _add_legend(pdf: pikepdf.Pdf, legend: Legend) -> None:
    """The legend as a last page, of the size of the first one as it is seen."""
    first = pdf.pages[0]
    left, bottom, right, top = _cropped(first)
    width, height = right - left, top - bottom
    if _turn(first) % 180:
        width, height = height, width
    content = "\n".join(_legend_content(legend, width, height))
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, _round(width), _round(height)]),
        Resources=Dictionary(Font=Dictionary(Bold=_font("Helvetica-Bold"), Plain=_font("Helvetica"))),
        Contents=pdf.make_stream(content.encode("cp1252", "replace")),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _font(name: str) -> Dictionary:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding
    )


def _legend_content(legend: Legend, width: float, height: float) -> Iterator[str]:
    y = height - _MARGIN - 14
    # Letters of Helvetica are half as wide as high, on average.
    letters = max(20, int((width - 2 * _MARGIN) / (_SIZE * 0.5)))
    for line in wrap(plain(legend.title), int(letters * _SIZE / 14)):
        yield _shown(line, _MARGIN, y, 14, "Bold")
        y -= 18
    y -= 8
    for ink, label in legend.rows:
        for counted in (True, False):
            at = _MARGIN + (0 if counted else 40)
            swatch = _quad((at, y - 3, at + 32, y + 10), 0)
            yield f"q {_strokes(Mark((), ink, '', counted), [swatch])} Q"
        yield _shown(plain(label), _MARGIN + 84, y, _SIZE, "Plain")
        y -= 22
    y -= 6
    for note in legend.notes:
        for line in wrap(plain(note), letters):
            yield _shown(line, _MARGIN, y, _SIZE, "Plain")
            y -= _LEADING
        y -= 6


def _shown(text: str, x: float, y: float, size: float, font: str) -> str:
    told = writable(text, "cp1252").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT 0 g /{font} {size:g} Tf {_numbers(x, y)} Td ({told}) Tj ET"


def _cropped(page: pikepdf.Page) -> Box:
    """The part of a page that is seen, in its own units."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _turn(page: pikepdf.Page) -> int:
    """By how many degrees the page is turned clockwise when it is seen."""
    node: Any = page.obj
    for _ in range(64):  # a page tree that goes in circles ends here
        if "/Rotate" in node:
            return int(node.Rotate) % 360 // 90 * 90
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0


def _frame(points: Iterable[Point]) -> list[float]:
    """The rectangle around points: left, bottom, right, top."""
    xs, ys = zip(*points, strict=True)
    return [_round(edge) for edge in (min(xs), min(ys), max(xs), max(ys))]


def _path(points: Sequence[Point]) -> str:
    return " ".join(f"{_numbers(*point)} {'l' if index else 'm'}" for index, point in enumerate(points))


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.3f}" for value in values)


def _round(value: float) -> float:
    return round(value, 3)


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _tint(colour: str) -> list[float]:
    return [_round(1 - _TINT * (1 - channel)) for channel in _channels(colour)]
