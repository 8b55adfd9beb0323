"""Reading PDFs whose pages are not plain: turned, sideways, in columns, with print that means to look odd."""

import ctypes
from collections.abc import Callable, Sequence
from math import nan
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from gmi.read import Engine, read, sampling
from gmi.read.assemble import assemble
from gmi.read.boxes import span_pieces
from gmi.read.document import Document, Page
from gmi.read.lines import Line, PageLines, turn
from tests.pages import write_pdf

ENGINES = pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
_WIDTH, _HEIGHT = A4
_SUBJECTS = ["domestic workers", "girls on the move", "trafficked women", "children of migrants", "refugees"]


def paragraph(number: int) -> list[str]:
    """The lines of a paragraph that no other resembles."""
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    return [
        f"{number}.     In the year {2000 + number} the Government of the State adopted a law on {subject},",
        f"and it has set up {number * 3} services for {subject} in the provinces of the State.",
    ]


def drawn(canvas: Canvas, numbers: range, top: float, left: float = 113) -> None:
    canvas.setFont("Times-Bold", 9)
    canvas.drawString(56, top, "CMW/C/CAV/2")
    canvas.setFont("Times-Roman", 10)
    y = top - 40
    for number in numbers:
        for line in paragraph(number):
            canvas.drawString(left, y, line)
            y -= 12
        y -= 8


def turned_page(numbers: range, degrees: int) -> Callable[[Canvas], None]:
    """A page whose text is drawn turned."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        if degrees == 90:
            canvas.rotate(90)
            canvas.translate(0, -_WIDTH)
        elif degrees == 180:
            canvas.rotate(180)
            canvas.translate(-_WIDTH, -_HEIGHT)
        elif degrees == 270:
            canvas.rotate(-90)
            canvas.translate(-_HEIGHT, 0)
        drawn(canvas, numbers, (_WIDTH if degrees in (90, 270) else _HEIGHT) - 40)
        canvas.restoreState()

    return draw


def stood_up(path: Path, sides: Sequence[int]) -> Path:
    """The file with its pages turned so that their text stands upright when they are shown."""
    document = pypdfium2.PdfDocument(path)
    for number, degrees in enumerate(sides):
        document[number].set_rotation(degrees)
    document.save(path.with_suffix(".shown.pdf"))
    document.close()
    return path.with_suffix(".shown.pdf")


def numbers(document: Document) -> list[str | None]:
    return [one.number for one in document.blocks if one.zone == "body"]


@ENGINES
@pytest.mark.parametrize("shown", [True, False], ids=["turned", "sideways"])
def test_turned_pages_read_upright(tmp_path: Path, engine: Engine, shown: bool) -> None:
    sides = (0, 90, 180, 270, 0)
    pages = [turned_page(range(3 * i + 1, 3 * i + 4), side) for i, side in enumerate(sides)]
    path = write_pdf(tmp_path / "turned.pdf", pages)
    path = stood_up(path, sides) if shown else path
    document = read(path, engine=engine)
    assert numbers(document) == [str(number) for number in range(1, 16)]
    assert not document.warnings
    # A line's box is where the displayed page has it: across the page, or along its side.
    for page in document.pages:
        place = document.text.index(f"In the year {2000 + 3 * page.number}")
        segment = document.segment_at(place)
        assert segment is not None
        assert segment.box is not None
        left, bottom, right, top = segment.box
        assert 0 <= left < right <= page.width
        assert 0 <= bottom < top <= page.height
        assert (right - left > top - bottom) is (shown or page.number not in (2, 4))
    if engine == "pypdfium2":
        start = document.text.index("2008")
        ((piece,),) = span_pieces(path, document, [(start, start + 4)])
        assert piece.page == 3


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turning_back_is_turning_on(degrees: int) -> None:
    box = (10.0, 20.0, 110.0, 32.0)
    width, height = (800.0, 600.0) if degrees in (90, 270) else (600.0, 800.0)
    assert turn(turn(box, degrees, 600.0, 800.0), 360 - degrees, width, height) == box


@ENGINES
def test_what_stands_beside_the_page_is_not_printed(tmp_path: Path, engine: Engine) -> None:
    def draw(canvas: Canvas) -> None:
        drawn(canvas, range(1, 4), 800)
        canvas.drawString(113, -200, "women below the page")
        canvas.drawString(1400, 300, "women to the right of it")

    text = read(write_pdf(tmp_path / "beside.pdf", [draw]), engine=engine).text
    assert "women below" not in text
    assert "women to the right" not in text


def test_columns_drawn_row_by_row_are_read_in_order_with_pdfplumber(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        for row in range(12):
            y = 740 - 12 * row
            canvas.drawString(56, y, f"left line {row} on the rights of migrant women in")
            canvas.drawString(310, y, f"right line {row} about the services in each province")

    text = read(write_pdf(tmp_path / "columns.pdf", [draw]), engine="pdfplumber").text
    assert text.index("left line 11") < text.index("right line 0")


@ENGINES
def test_print_that_looks_odd_reads_plain(tmp_path: Path, engine: Engine) -> None:
    def draw(canvas: Canvas) -> None:
        drawn(canvas, range(1, 4), 800)
        canvas.setFont("Times-Roman", 14)
        for shift in (0.0, 0.3):
            canvas.drawString(85 + shift, 400, "Women and girls twice")
        spaced = canvas.beginText(85, 360)
        spaced.setFont("Times-Bold", 12)
        spaced.setCharSpace(4)
        spaced.textOut("MIGRANT WOMEN")
        canvas.drawText(spaced)

    text = read(write_pdf(tmp_path / "odd.pdf", [draw]), engine=engine).text
    assert text.count("Women and girls twice") == 1
    assert "MIGRANT WOMEN" in text


@ENGINES
def test_headings_in_spaced_letters_have_their_words(tmp_path: Path, engine: Engine) -> None:
    """Programs place each letter of such a heading by itself."""
    headings = ["II. TRAFFICKING IN WOMEN", "ANNEX: GENDER EQUALITY"]

    def draw(canvas: Canvas) -> None:
        drawn(canvas, range(1, 4), 800)
        for heading, top in zip(headings, (560, 420), strict=True):
            canvas.setFont("Times-Bold", 13)
            left = 85.0
            for letter in heading:
                canvas.drawString(left, top, letter.strip())
                left += canvas.stringWidth(letter, "Times-Bold", 13) + 4.5
            canvas.setFont("Times-Roman", 10)
            for i, line in enumerate(paragraph(4) if top > 500 else paragraph(5)):
                canvas.drawString(113, top - 30 - 12 * i, line)

    document = read(write_pdf(tmp_path / "spaced.pdf", [draw]), engine=engine)
    found = [b for b in document.blocks if b.zone == "heading"]
    assert [document.text[b.start : b.end] for b in found] == headings
    assert document.blocks[-1].zone == "annex"


@pytest.mark.parametrize("last", [False, True])
def test_an_initial_belongs_to_its_word(tmp_path: Path, last: bool) -> None:
    texts = [
        ("W", ["omen and girls go to school.", "They have a hotline, too, which all of", "them use."]),
        ("A", ["hotline gives advice to migrant women,", "and others look after men, boys and", "families."]),
    ]

    def draw(canvas: Canvas) -> None:
        drawn(canvas, range(1, 4), 800)
        for (initial, rows), top in zip(texts, (560, 420), strict=True):
            places = [(140 if i < 2 else 113, top - 12 * i, row, 10) for i, row in enumerate(rows)]
            places.insert(len(places) if last else 0, (113, top - 12, initial, 28))
            for left, y, row, size in places:
                canvas.setFont("Times-Roman", size)
                canvas.drawString(left, y, row)

    document = read(write_pdf(tmp_path / "initial.pdf", [draw]))
    found = [document.text[b.start : b.end] for b in document.blocks][-2:]
    assert found == [
        "Women and girls go to school. They have a hotline, too, which all of them use.",
        "A hotline gives advice to migrant women, and others look after men, boys and families.",
    ]


def lines(*texts: tuple[str, float, float], page: int = 1) -> list[Line]:
    """Lines of a page: text, left edge and baseline."""
    made, index = [], 0
    for text, left, baseline in texts:
        box = (left, baseline, left + 4.6 * len(text), baseline + 10)
        made.append(Line(text, page, index, box, 10.0, baseline))
        index += len(text) + 1
    return made


def pages(*of: list[Line]) -> list[PageLines]:
    """Pages of such lines, the first one a cover with nothing else to tell."""
    found = []
    for number, page in enumerate(of, 1):
        placed = [line._replace(page=number) for line in page]
        found.append(PageLines(Page(number, 595, 842), placed, 2000))
    return found


HEADER = ("Draft of 3 November 2023, for consultation between the ministries", 56.0, 790.0)


def body(first: int) -> list[tuple[str, float, float]]:
    return [
        (line, 113.0, 700.0 - 40 * i - 12 * j)
        for i, number in enumerate(range(first, first + 3))
        for j, line in enumerate(paragraph(number))
    ]


def test_figures_of_a_tables_first_row_are_no_page_numbers() -> None:
    row = [("Office", 113.0, 760.0), ("2018", 250.0, 760.0), ("2023", 380.0, 760.0)]
    drafts, _ = assemble(
        pages(lines(HEADER, *body(1)), lines(HEADER, *row, *body(4)), lines(HEADER, *body(7)))
    )
    furniture = [draft.text for draft in drafts if draft.zone == "running_header"]
    assert furniture == [HEADER[0]] * 3
    assert {"Office", "2018", "2023"} <= {draft.text for draft in drafts}


def test_paragraphs_that_begin_alike_are_no_headers() -> None:
    begin = "Continue its efforts to promote and to protect the rights of all women and"
    tops = [(f"{begin} {end}", 113.0, 760.0) for end in ("girls", "migrants", "workers", "refugees")]
    drafts, _ = assemble(pages(*(lines(top, *body(3 * i + 1)) for i, top in enumerate(tops))))
    assert not any(draft.zone == "running_header" for draft in drafts)


def test_what_opens_pages_alike_and_is_text_is_no_header() -> None:
    tops = [
        ("Article 8", "13. The State party should take these measures:"),
        ("Article 9", "17. The State party should take these measures:"),
        ("Article 10", "for the protection of women and girls in the State."),
        ("Table 1", "for the protection of women and girls in the State."),
        ("Table 2", "for the protection of women and girls in the State."),
    ]
    foot = [(str(number), 500.0, 40.0) for number in range(1, 6)]
    drafts, _ = assemble(
        pages(
            *(
                lines(HEADER, (one, 113.0, 760.0), (two, 113.0, 740.0), *body(4 * i + 1), foot[i])
                for i, (one, two) in enumerate(tops)
            )
        )
    )
    furniture = [draft.text for draft in drafts if draft.zone == "running_header"]
    assert furniture == [text for number in "12345" for text in (HEADER[0], number)]


def test_an_annex_named_in_the_contents_opens_by_its_heading() -> None:
    entries = [(f"{name} {'.' * 40} {n}", 113.0, 700.0 - 20 * n) for n, name in enumerate("ABCD", 2)]
    contents = [*entries, (f"Annex {'.' * 40} 7", 113.0, 560.0)]
    large = [line._replace(size=14.0) for line in lines(("Annex", 113.0, 740.0))]
    drafts, _ = assemble(
        pages(lines(*contents), lines(*body(1)), lines(*body(4)), large + lines(*body(7)), lines(*body(10)))
    )
    assert [draft.text for draft in drafts if draft.zone == "heading"] == ["Annex"]
    assert {draft.zone for draft in drafts[-5:]} == {"annex"}


def test_an_annex_opens_above_a_table() -> None:
    rows = [("Sector", "Women", "Migrants"), ("Farms", "12", "35"), ("Homes", "7", "9")]
    cells = [
        (cell, 113.0 + 120 * x, 700.0 - 14 * y) for y, row in enumerate(rows) for x, cell in enumerate(row)
    ]
    large = [line._replace(size=14.0) for line in lines(("Annex: figures", 113.0, 740.0))]
    drafts, _ = assemble(pages(lines(*body(1)), lines(*body(4)), large + lines(*cells)))
    assert [draft.text for draft in drafts if draft.zone == "heading"] == ["Annex: figures"]
    assert [draft.text for draft in drafts if draft.zone == "table"] == [cell for row in rows for cell in row]


@pytest.mark.parametrize("written", ["Page {} of 4", "Página {} de 4", "{}/4", "\u2014 {} \u2014"])
def test_page_numbers_are_told_by_what_they_look_like(written: str) -> None:
    places = [(written.format(n), 300.0, 40.0 + 20 * n) for n in range(1, 5)]
    drafts, _ = assemble(pages(*(lines(*body(3 * n + 1), one) for n, one in enumerate(places))))
    furniture = [draft.text for draft in drafts if draft.zone == "running_header"]
    assert furniture[-3:] == [one[0] for one in places[1:]]


def test_headers_that_change_with_the_chapter_are_told_by_their_place() -> None:
    left, right = "Report on gender equality", ["Health care", "Victims of violence", "Migrant women", "Data"]
    tops = [(right[n // 2], 420.0, 790.0) if n % 2 else (left, 56.0, 790.0) for n in range(8)]
    printed = [
        [lines(top)[0]._replace(size=9.0, italic=True, index=5000), *lines(*body(3 * n + 1))]
        for n, top in enumerate(tops)
    ]
    drafts, _ = assemble(pages(*printed))
    assert [draft.text for draft in drafts if draft.zone == "running_header"] == [top[0] for top in tops]
    # Where pages begin with text in the same place, it stays.
    printed[1][0] = printed[1][0]._replace(size=10.0, italic=False)
    drafts, _ = assemble(pages(*printed))
    assert "Health care" not in [draft.text for draft in drafts if draft.zone == "running_header"]


def test_a_watermark_is_no_text(tmp_path: Path) -> None:
    def page(first: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            drawn(canvas, range(first, first + 3), 780)
            canvas.setFont("Helvetica-Bold", 90)
            canvas.translate(150, 250)
            canvas.rotate(45)
            canvas.drawString(0, 0, "DRAFT")

        return draw

    document = read(write_pdf(tmp_path / "draft.pdf", [page(1), page(4), page(7)]))
    assert [one.zone for one in document.blocks if "DRAFT" in document.text[one.start : one.end]] == [
        "running_header"
    ] * 3


def test_roman_page_numbers_are_running_footers() -> None:
    foot = [(number, 300.0, 40.0) for number in ("i", "ii", "iii", "iv")]
    drafts, _ = assemble(pages(*(lines(*body(3 * n + 1), one) for n, one in enumerate(foot))))
    assert [draft.text for draft in drafts if draft.zone == "running_header"] == ["i", "ii", "iii", "iv"]


def test_contents_without_leaders_are_contents() -> None:
    entries = [("I. Women", 2), ("II. Migrant workers and members of their families", 3), ("III. Data", 5)]
    rows = [
        place
        for i, (entry, number) in enumerate(entries)
        for place in ((entry, 113.0, 700.0 - 14 * i), (str(number), 520.0, 700.0 - 14 * i))
    ]
    drafts, _ = assemble(pages(lines(("Contents", 113.0, 730.0), *rows), lines(*body(1)), lines(*body(4))))
    found = [draft.text for draft in drafts if draft.zone == "contents"]
    assert found == ["Contents", *(f"{entry} {number}" for entry, number in entries)]
    # A table of figures that happen to rise has no such title.
    drafts, _ = assemble(pages(lines(("Figures", 113.0, 730.0), *rows), lines(*body(1)), lines(*body(4))))
    assert "contents" not in {draft.zone for draft in drafts}


def test_prose_without_numbers_is_no_cover() -> None:
    rows = [line.split(maxsplit=1)[1] if line[0].isdigit() else line for n in (1, 2) for line in paragraph(n)]
    prose = [*rows, "The Committee asked for this in document CEDAW/C/TVN/CO/5, paragraph 12."]
    placed = [(text, 113.0, 640.0 - 12 * i) for i, text in enumerate(prose)]
    title = ("Report of the Republic of Tarvenia", 113.0, 700.0)
    drafts, _ = assemble(pages(lines(title, *placed)))
    assert [draft.zone for draft in drafts] == ["cover", "body"]


def test_an_excerpt_of_a_page_is_no_cover() -> None:
    drafts, _ = assemble(pages(lines(("CMW/C/CAV/2", 56.0, 790.0), *body(41))))
    assert [draft.number for draft in drafts if draft.zone == "body"] == ["41", "42", "43"]


def test_a_paragraph_goes_on_from_column_to_column() -> None:
    def column(numbers: range, left: float) -> list[tuple[str, float, float]]:
        rows = [(f"{n}.  In {2000 + n} the Government of the State adopted", left) for n in numbers]
        return [
            place
            for i, (row, x) in enumerate(rows)
            for place in (
                (row, x, 740.0 - 56 * i),
                ("a law on the protection of victims of violence", x, 728.0 - 56 * i),
                ("and trafficking, and its offices in the provinces", x, 716.0 - 56 * i),
                ("look after them.", x, 704.0 - 56 * i),
            )
        ]

    left, right = column(range(1, 5), 56.0)[:-1], column(range(5, 9), 310.0)
    right = [("look after them.", 310.0, 752.0), *right]
    drafts, _ = assemble(pages(lines(*left, *right)))
    assert {draft.zone for draft in drafts} == {"body"}
    assert [draft.number for draft in drafts] == [str(number) for number in range(1, 9)]
    assert drafts[3].text.endswith("offices in the provinces look after them.")


def test_the_last_cell_of_a_row_and_the_first_of_the_next_are_two() -> None:
    rows = [("Sector", "Women", "Migrant"), ("Workers", "12", "35"), ("Girls", "7", "9")]
    cells = [
        (cell, 113.0 + 120 * x, 560.0 - 14 * y) for y, row in enumerate(rows) for x, cell in enumerate(row)
    ]
    drafts, _ = assemble(pages(lines(*body(1), *cells)))
    found = [draft.text for draft in drafts if draft.zone == "table"]
    assert found == [cell for row in rows for cell in row]


def test_cells_near_each_other_are_told_by_the_rows_below(tmp_path: Path) -> None:
    rows = [
        ("District", "Hospital admissions of women", "Migrant births"),
        ("Harbour", "1,204", "987"),
        ("Hills", "1,350", "1,002"),
    ]

    def draw(canvas: Canvas) -> None:
        drawn(canvas, range(1, 4), 780)
        for y, row in enumerate(rows):
            for x, cell in zip((113, 250, 400), row, strict=True):
                canvas.drawString(x, 560 - 14 * y, cell)

    document = read(write_pdf(tmp_path / "cells.pdf", [draw]))
    cells = [block for block in document.blocks if block.zone == "table"]
    assert [document.text[one.start : one.end] for one in cells] == [cell for row in rows for cell in row]
    for pieces in span_pieces(tmp_path / "cells.pdf", document, [(one.start, one.end) for one in cells]):
        assert len(pieces) == 1


def test_a_bullet_under_a_table_is_no_cell(tmp_path: Path) -> None:
    rows = [("Year", "Women"), ("2020", "1,204"), ("2021", "1,350")]
    items = ["Women migrants have a right to health care.", "Girls go to school at no cost."]

    def table(canvas: Canvas) -> None:
        drawn(canvas, range(1, 4), 780)
        for y, row in enumerate(rows):
            for x, cell in zip((113, 250), row, strict=True):
                canvas.drawString(x, 560 - 14 * y, cell)
        for y, item in enumerate(items):
            canvas.drawString(113, 514 - 12 * y, "\u2022")
            canvas.drawString(143, 514 - 12 * y, item)

    document = read(write_pdf(tmp_path / "a.pdf", [table]))
    found = {
        zone: [document.text[one.start : one.end] for one in document.blocks if one.zone == zone]
        for zone in ("table", "body")
    }
    assert found["table"] == [cell for row in rows for cell in row]
    assert found["body"][-2:] == [f"\u2022 {item}" for item in items]


def test_letters_that_stand_nowhere_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sampling._box

    def box(text_page: Any, at: int, into: Any) -> None:
        whole(text_page, at, into)
        if at < len("CMW/C/CAV/2"):
            rectangle = ctypes.cast(into, ctypes.POINTER(pdfium.FS_RECTF)).contents
            rectangle.bottom = rectangle.top = nan

    monkeypatch.setattr(sampling, "_box", box)
    document = read(write_pdf(tmp_path / "a.pdf", [lambda canvas: drawn(canvas, range(1, 4), 780)] * 3))
    assert "CMW/C/CAV/2" not in document.text
    assert "girls on the move" in document.text


def test_a_number_far_from_its_paragraph_is_one_block_with_it() -> None:
    second = [("2", 113.0, 672.0), ("It has set up services for women in the provinces", 141.0, 672.0)]
    drafts, _ = assemble(pages(lines(*body(1)[:2], *second, ("of the State.", 113.0, 660.0), *body(3))))
    assert [draft.number for draft in drafts if draft.zone == "body"][:3] == ["1", "2", "3"]
    assert drafts[1].text == "2 It has set up services for women in the provinces of the State."


def test_a_gap_in_a_line_of_text_is_no_row() -> None:
    apart = [("4.  Jordan noted this.", 113.0, 560.0), ("Jordan made", 424.0, 560.0)]
    drafts, _ = assemble(pages(lines(*body(1), *apart, ("recommendations.", 113.0, 548.0))))
    assert drafts[-1].text == "Jordan made recommendations."


@ENGINES
def test_text_that_runs_on_from_beside_the_page_is_read(tmp_path: Path, engine: Engine) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.drawString(56, 790, "PRINTER")
        canvas.rotate(90)
        canvas.translate(0, -_WIDTH)
        canvas.setFont("Times-Roman", 10)
        for i, line in enumerate([*paragraph(1), *paragraph(2)]):
            canvas.drawString(113, 500 - 12 * i, line)

    document = read(write_pdf(tmp_path / "slug.pdf", [draw]), engine=engine)
    assert "PRINTER" not in document.text
    assert [block.number for block in document.blocks] == ["1", "2"]


def test_notes_in_the_print_of_the_text_are_endnotes() -> None:
    first = lines(*body(1))
    cited = [line._replace(text=f"{line.text}{n}") for n, line in enumerate(first[1::2], 1)]
    first[1::2] = [line._replace(markers=((len(line.text) - 1, len(line.text)),)) for line in cited]
    notes = [(f"{n} Law on women No. {n} of the State.", 113.0, 760.0 - 20 * n) for n in (1, 2, 3)]
    drafts, _ = assemble(pages(first, lines(*notes)))
    found = [(draft.note, draft.text) for draft in drafts if draft.zone == "endnote"]
    assert found == [(str(n), f"Law on women No. {n} of the State.") for n in (1, 2, 3)]


def test_a_quantity_at_a_line_start_goes_on_with_its_paragraph() -> None:
    rows = [
        *body(1),
        (
            "4.     Of the victims 112 had been exploited at work, as the police says in its report:",
            113.0,
            560.0,
        ),
        ("49 in quarries, 38 in orchards and the others in restaurants.", 113.0, 548.0),
    ]
    drafts, _ = assemble(pages(lines(*rows)))
    assert drafts[-1].number == "4"
    assert drafts[-1].text.endswith("report: 49 in quarries, 38 in orchards and the others in restaurants.")
