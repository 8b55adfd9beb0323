"""read: scanned and garbled pages are read again, by the other engine or by OCR, and the result says so."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import gmi
from gmi.errors import GmiError
from gmi.read import ocr, pdfium, plumber, read, rescue
from gmi.read.document import Page
from gmi.read.lines import Line, PageLines
from tests.pages import plain_pages, write_pdf

PROSE = [
    "1. The Government of the State has adopted a law on the rights of migrant workers and",
    "of their families, which is in force. It provides for the equal treatment of women in",
    "all fields of work, and for the protection of girls from trafficking. The ministry of",
    "labour reports on it to the parliament every year. In the period under review it was",
    "amended, and the courts have applied it in most of the cases that were brought to them.",
    "The State party holds that its law is in line with the Convention and with the treaties",
    "that it has ratified. It has asked the Committee for its advice on the remaining points,",
    "and it will report on the results of the plan of action in the next periodic report.",
]
SHIFTED = ["".join(chr((ord(c) - 97 + 3) % 26 + 97) if c.islower() else c for c in line) for line in PROSE]


def page(
    number: int, lines: Sequence[str], source: str = "text", confidence: float | None = None
) -> PageLines:
    made, index = [], 0
    for row, text in enumerate(lines):
        top = 760.0 - 14 * row
        made.append(Line(text, number, index, (80, top - 12, 480, top), 10.0, top - 10))
        index += len(text) + 1
    return PageLines(Page(number, 595, 842, source, confidence), made, index, not lines)  # type: ignore[arg-type]


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """OCR that reads prose on every page it is given; returns which pages it was given."""
    asked: list[list[int]] = []

    def recognise(path: Path, numbers: Sequence[int], password: str | None = None) -> Iterator[PageLines]:
        del path, password
        asked.append(list(numbers))
        for number in numbers:
            yield page(number, PROSE, "ocr", 0.7 if number == 3 else 0.97)

    monkeypatch.setattr(ocr, "recognise", recognise)
    monkeypatch.setattr(rescue.ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "engine_name", lambda: "rapidocr 3")
    return asked


def test_scanned_pages_are_read_by_ocr(tmp_path: Path, scanner: list[list[int]]) -> None:
    path = write_pdf(tmp_path / "a.pdf", [*plain_pages([PROSE]), *plain_pages([[], []], picture=True)])
    document = read(path)
    assert scanner == [[2, 3]]
    assert [(one.source, one.confidence) for one in document.pages] == [
        ("text", None), ("ocr", 0.97), ("ocr", 0.7),
    ]  # fmt: skip
    assert document.engine == f"{pdfium.ENGINE} + rapidocr 3"
    told = [(warning.code, warning.page) for warning in document.warnings if warning.code.startswith("ocr")]
    assert told == [("ocr", None), ("ocr-unsure", 3)]
    assert "2 of 3 pages were read by OCR (pages 2-3)" in document.warnings[0].message
    assert document.page_at(document.text.rindex("girls")) == 3


def test_an_assessment_says_how_sure_ocr_is(tmp_path: Path, scanner: list[list[int]]) -> None:
    path = write_pdf(tmp_path / "a.pdf", [*plain_pages([PROSE]), *plain_pages([[], []], picture=True)])
    source = gmi.score(path).source
    assert scanner
    assert (source.ocr_pages, source.ocr_confidence) == ((2, 3), (0.97, 0.7))


def test_a_stamp_on_a_scan_is_no_text_layer(tmp_path: Path, scanner: list[list[int]]) -> None:
    stamped = plain_pages([["A/HRC/24/7"]], picture=True)
    path = write_pdf(tmp_path / "a.pdf", [*plain_pages([PROSE]), *stamped])
    assert read(path).pages[1].source == "ocr"
    assert scanner == [[2]]
    with pytest.raises(GmiError, match="no text layer on 1 of 2 pages"):
        read(path, ocr="never")
    with pytest.raises(GmiError, match="no text layer on 1 of 2 pages"):
        read(path, ocr="never", engine="pdfplumber")


def test_ocr_always_and_never(tmp_path: Path, scanner: list[list[int]]) -> None:
    path = write_pdf(tmp_path / "a.pdf", plain_pages([PROSE, ["2. A short page of the report."]]))
    assert [one.source for one in read(path, ocr="always").pages] == ["ocr", "ocr"]
    assert scanner.pop() == [1, 2]
    assert {one.source for one in read(path).pages} == {"text"}
    assert not scanner


def test_without_ocr_scans_are_refused_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gmi.read.pdf.is_installed", lambda: False)
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    path = write_pdf(tmp_path / "a.pdf", plain_pages([[], []], picture=True))
    with pytest.raises(GmiError, match="no text layer on 2 of 2 pages") as caught:
        read(path)
    assert 'pip install "gmi[ocr]"' in caught.value.remedy
    with pytest.raises(GmiError, match="OCR is not installed"):
        read(path, ocr="always")


@pytest.mark.parametrize(
    ("bad", "garbled"),
    [
        (SHIFTED, True),
        (["�� �� law ���� �� women ���� �� ��"] * 4, True),
        (["\ue001\ue002\ue003 law \ue004\ue005\ue006\ue007"] * 4, True),
        (["Table 1. Women 12 345; men 23 456"] * 8, False),
        (["2. A short last page."], False),
    ],
)
def test_garbled_pages_are_told_from_short_ones(bad: list[str], garbled: bool) -> None:
    pages = [*(page(n, PROSE) for n in range(1, 8)), page(8, bad)]
    assert rescue.unread(pages) == ([8] if garbled else [])


def test_a_report_without_common_words_is_not_garbled_page_by_page() -> None:
    assert rescue.unread([page(n, SHIFTED) for n in range(1, 8)]) == []


def test_the_other_engine_reads_what_one_garbles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "a.pdf", plain_pages([PROSE] * 5))
    mine = pdfium.read_pages

    def garbles(*given: Any, **options: Any) -> Iterator[PageLines]:
        for one in mine(*given, **options):
            yield page(4, SHIFTED) if one.page.number == 4 else one

    monkeypatch.setattr(pdfium, "read_pages", garbles)
    document = read(path)
    assert [(one.code, one.page) for one in document.warnings if one.code == "other-engine"] == [
        ("other-engine", 4)
    ]
    assert document.engine == f"{pdfium.ENGINE} + {plumber.ENGINE}"
    assert document.text.count("women") == 5


def test_a_page_that_stays_garbled_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    path = write_pdf(tmp_path / "a.pdf", plain_pages([*[PROSE] * 4, SHIFTED]))
    assert [(one.code, one.page) for one in read(path).warnings if "garbled" in one.code] == [
        ("garbled-page", 5)
    ]


def test_a_misread_text_layer_is_noticed(tmp_path: Path) -> None:
    misread = [line.replace("w", "vv").replace(" the ", " tbe ") for line in PROSE]
    bad, good = (
        write_pdf(tmp_path / name, plain_pages([[*lines, *PROSE]] * 3))
        for name, lines in (("bad.pdf", misread), ("good.pdf", PROSE))
    )
    (warning,) = (one for one in read(bad).warnings if one.code == "bad-text-layer")
    assert '"tbe"' in warning.message
    assert "--ocr always" in warning.message
    assert not [one for one in read(good).warnings if one.code == "bad-text-layer"]


@pytest.mark.shared
def test_real_text_layers_are_taken_for_good(shared_data: Path) -> None:
    for path in sorted((shared_data / "pdf").glob("[!s]*.pdf")):
        codes = {warning.code for warning in read(path, ocr="never").warnings}
        assert not codes & {"bad-text-layer", "garbled-page", "other-engine", "page-without-text"}, path.name


def picture_of(lines: Sequence[str], path: Path) -> Path:
    """A scan: the lines as a picture, and nothing else on the page."""
    drawn = write_pdf(path.with_name("drawn.pdf"), plain_pages([lines]))
    document = pdfium.open_pdf(drawn)
    picture = document[0].render(scale=2).to_pil()
    document.close()
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawInlineImage(picture, 0, 0, *A4)
    canvas.save()
    return path


def test_a_picture_of_text_is_read_as_its_text(tmp_path: Path) -> None:
    if not ocr.is_installed():
        pytest.skip("the extra gmi[ocr] is not installed")
    document = read(picture_of(PROSE, tmp_path / "scan.pdf"))
    words = " ".join(PROSE).split()
    read_words = document.text.split()
    assert len(set(words) - set(read_words)) <= 1
    assert (document.pages[0].confidence or 0) > 0.95
    segment = document.segment_at(document.text.index("migrant"))
    assert segment
    assert segment.box
    assert 700 < segment.box[1] < segment.box[3] < 790
