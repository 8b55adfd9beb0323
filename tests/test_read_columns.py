"""Pages set in columns and printed row by row: prose is read column by column, cells stay in their rows."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from gmi.read import Engine, read
from gmi.read.columns import in_reading_order
from gmi.read.document import Zone
from gmi.read.lines import Line
from gmi.read.margin import split_line_numbers
from tests.pages import write_pdf

ENGINES = pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
_LEFT, _RIGHT, _STEP = 56.0, 539.0, 12.0
PROSE = [
    "1. The Government adopted a national strategy on gender equality and a plan of action to prevent "
    "violence against women and domestic violence, which protects women migrant workers in private "
    "households.",
    "2. Asylum seekers and refugees have access to sexual and reproductive health services, and "
    "unaccompanied minors are placed under guardianship within forty-eight hours of their arrival in the "
    "territory.",
    "3. The law forbids discrimination on grounds of sexual orientation and gender identity, and lesbian, "
    "gay, bisexual, transgender and intersex persons may lodge complaints with the Ombudsperson of the "
    "State.",
    "4. Shelters for victims of gender-based violence received 1,204 women and 35 girls in 2021, one "
    "third of them undocumented migrants.",
    "5. Courts imposed sentences in 48 cases of smuggling of migrants, and 17 victims of human "
    "trafficking were granted compensation and a temporary residence permit on humanitarian grounds, as "
    "were their children.",
    "6. Family reunification is granted to the spouses and minor children of migrant workers who hold a "
    "permit for at least one year, irrespective of the sex of the applicant.",
]


def wrapped(text: str, width: float, size: float = 10) -> list[str]:
    """The lines of a text that has so much room."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Times-Roman", size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def row_by_row(
    canvas: Canvas, texts: Sequence[str], gutter: float, columns: int, top: float, lower: float = 0.0
) -> float:
    """Draws paragraphs in columns, a row of lines at a time; all but the first column stand `lower` by so
    many points. Returns how far down the page it came."""
    canvas.setFont("Times-Roman", 10)
    width = (_RIGHT - _LEFT - (columns - 1) * gutter) / columns
    lines = [line for text in texts for line in (*wrapped(text, width), "")][:-1]
    depth = -(-len(lines) // columns)
    parts = [lines[depth * i : depth * (i + 1)] for i in range(columns)]
    for i, row in enumerate(zip_longest(*parts, fillvalue="")):
        for j, line in enumerate(row):
            down = lower if j else 0.0
            canvas.drawString(_LEFT + j * (width + gutter), top - _STEP * i - down, line)
    return top - _STEP * depth


def blocks(
    tmp_path: Path, draw: Callable[[Canvas], object], engine: Engine
) -> list[tuple[Zone, str | None, str]]:
    """Zone, number and text of each block of a page."""
    document = read(write_pdf(tmp_path / "page.pdf", [draw]), engine=engine)
    assert not document.warnings
    return [(one.zone, one.number, document.text[one.start : one.end]) for one in document.blocks]


@ENGINES
@pytest.mark.parametrize(
    ("gutter", "columns", "lower"),
    [(24, 2, 0), (12, 2, 0), (24, 2, 5), (18, 3, 0)],
    ids=["wide", "narrow", "uneven", "three"],
)
def test_columns_of_prose_are_read_one_after_another(
    tmp_path: Path, engine: Engine, gutter: float, columns: int, lower: float
) -> None:
    found = blocks(tmp_path, lambda canvas: row_by_row(canvas, PROSE, gutter, columns, 740, lower), engine)
    assert found == [("body", text[0], text) for text in PROSE]


@ENGINES
def test_a_heading_across_the_page_parts_the_columns_above_from_those_below(
    tmp_path: Path, engine: Engine
) -> None:
    headings = ["I. The strategy of the Government and what has become of it", "II. Migrants"]
    parts = (PROSE, [f"{number}{text[1:]}" for number, text in enumerate(PROSE, 7)])

    def draw(canvas: Canvas) -> None:
        top = 770.0
        for heading, texts in zip(headings, parts, strict=True):
            canvas.setFont("Times-Bold", 14)
            canvas.drawString(_LEFT, top, heading)
            top = row_by_row(canvas, texts, 22, 2, top - 28) - 28

    paragraphs: list[tuple[str, str | None, str]] = [
        ("body", text.split(".")[0], text) for part in parts for text in part
    ]
    expected = [("heading", None, headings[0]), *paragraphs[:6], ("heading", None, headings[1])]
    assert blocks(tmp_path, draw, engine) == expected + paragraphs[6:]


@ENGINES
def test_cells_of_several_lines_are_whole_though_rows_are_printed_across(
    tmp_path: Path, engine: Engine
) -> None:
    rows = [(text[3:], PROSE[-i - 1][3:]) for i, text in enumerate(PROSE[:4])]

    def draw(canvas: Canvas) -> None:
        top = 740.0
        for left, right in rows:
            cells = [wrapped(left, 180), wrapped(right, 270)]
            for lines in zip_longest(*cells, fillvalue=""):
                for x, line in zip((_LEFT, 260), lines, strict=True):
                    canvas.setFont("Times-Roman", 10)
                    canvas.drawString(x, top, line)
                top -= _STEP
            top -= 6

    found = [text for _, _, text in blocks(tmp_path, draw, engine)]
    assert found == [cell for row in rows for cell in row]


CELLS = [
    ("Women who are victims of violence", "against payment of a small fee in the capital"),
    ("Migrant domestic workers", "visits by the inspectors of labour each week"),
    ("Girls without a guardian", "women and men who look after them at home"),
    ("Transgender migrants", "rooms of their own, and help with papers"),
    ("Families with small children", "flats in the town and no camps any more"),
    ("Survivors of trafficking in persons", "women are lodged in the shelters of the State"),
]


@pytest.mark.parametrize(
    "cells",
    [
        CELLS,
        [("migrant women", "35", "46"), ("migrant men", "31", "40"), ("migrant girls", "12", "9")] * 3,
    ],
    ids=["words", "figures"],
)
def test_cells_of_one_line_stay_in_their_rows(cells: Sequence[Sequence[str]]) -> None:
    printed = [cell for row in cells for cell in row]
    lines = [
        placed(cell, 56 + 200 * x, 740 - 12 * y, i * len(cells[0]) + x)
        for i, (y, row) in enumerate(enumerate(cells))
        for x, cell in enumerate(row)
    ]
    assert [line.text for line in in_reading_order(lines)] == printed


def placed(text: str, left: float, baseline: float, index: int) -> Line:
    right = left + stringWidth(text, "Times-Roman", 10)
    return Line(text, 1, index, (left, baseline - 2, right, baseline + 8), 10.0, baseline)


def test_labels_beside_a_column_of_text_stay_with_it() -> None:
    texts = [wrapped(text[3:], 250) for text in PROSE]
    rows = [(i, j, line) for i, text in enumerate(texts) for j, line in enumerate(text)]
    lines: list[Line] = []
    for n, (i, j, line) in enumerate(rows):
        if j == 0:
            lines.append(placed(f"(CoE-{i})", 56, 740 - 12 * n, len(lines)))
        lines.append(placed(line, 200, 740 - 12 * n, len(lines)))
    assert in_reading_order(lines) == lines


def test_columns_that_are_printed_one_after_another_are_left_alone() -> None:
    width = (A4[0] - 130) / 2
    texts = [wrapped(" ".join(PROSE[i : i + 3]), width) for i in (0, 3)]
    lines = [
        placed(line, 56 + (width + 20) * x, 740 - 12 * y, 100 * x + y)
        for x, text in enumerate(texts)
        for y, line in enumerate(text)
    ]
    assert in_reading_order(lines) == lines


@ENGINES
def test_a_page_number_between_columns_interrupts_nothing(tmp_path: Path, engine: Engine) -> None:
    def draw(canvas: Canvas) -> None:
        row_by_row(canvas, PROSE, 24, 2, 740)
        canvas.drawCentredString(A4[0] / 2, 40, "Page 1 of 2")

    found = blocks(tmp_path, draw, engine)
    assert found == [("body", text[0], text) for text in PROSE] + [("running_header", None, "Page 1 of 2")]


def counted(every: int, together: bool, left: float = 60) -> Callable[[Canvas], None]:
    """A page whose lines are counted in the margin: drawn before each line, or `together` below the text."""

    def draw(canvas: Canvas) -> None:
        lines = [line for text in PROSE for line in (*wrapped(text, 430), "")]
        count = 0
        numbers = []
        for i, line in enumerate(lines):
            count += bool(line)
            if line and count % every == 0:
                numbers.append((740 - 14 * i, str(count)))
            canvas.setFont("Helvetica", 8)
            if not together and numbers and numbers[-1][0] == 740 - 14 * i:
                canvas.drawRightString(left, *numbers[-1])
            canvas.setFont("Times-Roman", 10)
            canvas.drawString(80, 740 - 14 * i, line)
        for number in numbers if together else ():
            canvas.drawRightString(left, *number)

    return draw


@ENGINES
@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("every", [1, 2])
def test_line_numbers_in_the_margin_are_no_text(
    tmp_path: Path, engine: Engine, every: int, together: bool
) -> None:
    found = blocks(tmp_path, counted(every, together), engine)
    assert [one for one in found if one[0] != "running_header"] == [("body", text[0], text) for text in PROSE]


def test_numbers_of_paragraphs_and_of_rows_are_no_line_numbers() -> None:
    rows = [(str(n), text[3:]) for n, text in enumerate(PROSE, 1)]
    paragraphs: list[Line] = []
    for n, (number, text) in enumerate(rows):
        top = 740 - 60 * n
        paragraphs.append(placed(number, 56, top, len(paragraphs)))
        paragraphs += [
            placed(line, 90, top - 12 * i, 100 * n + i) for i, line in enumerate(wrapped(text, 300))
        ]
    table = [
        placed(cell, x, 740 - 12 * y, 2 * y + i)
        for y in range(6)
        for i, (x, cell) in enumerate([(56, str(y + 1)), (90, CELLS[y][0])])
    ]
    assert split_line_numbers([paragraphs]) == ([paragraphs], [])
    assert split_line_numbers([paragraphs, paragraphs, table]) == ([paragraphs, paragraphs, table], [])
