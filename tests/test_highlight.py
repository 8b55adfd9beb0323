"""Highlights: real annotations that cover exactly the words of each mention, in a copy of the report."""

import hashlib
import io
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from gmi.errors import GmiError
from gmi.flow import Options, score_report
from gmi.rate.assessment import Scored
from gmi.report.files import form_for, write
from gmi.report.highlight import Wish, highlighted
from tests.conftest import ROOT
from tests.pages import plain_pages, write_pdf

SAMPLES = [ROOT / "samples" / f"{name}.pdf" for name in ("calvessa", "hallorin", "orrund", "tarvenia")]
TEXT = (
    "1. The Government of the State has protected migrant women and girls at work since the law",
    "of 2019 was adopted by the Parliament, and it reports here on trafficking in women, gender-",
    "based violence and the rights of lesbian, gay, bisexual, transgender and intersex migrants.",
    "2. The Ministry of Women has trained the labour inspectors of all regions for that purpose.",
)


@lru_cache
def scored(path: Path, **options: str) -> Scored:
    return score_report(path, Options(**options))  # type: ignore[arg-type]


def report(path: Path) -> Path:
    return write_pdf(path, plain_pages([TEXT, TEXT[:1]]))


def words(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def covered(content: bytes, password: str = "") -> dict[str, str]:
    """By the number of its mention the letters whose middles lie in each annotation's quads."""
    file = pymupdf.open(stream=content)
    if password:
        assert file.authenticate(password)
    found: dict[str, str] = {}
    for page in file:
        annotations = list(page.annots(types=[pymupdf.PDF_ANNOT_HIGHLIGHT]) or ())
        if not annotations:
            continue
        blocks = page.get_text("rawdict", flags=0)["blocks"]
        spans = [span for block in blocks for line in block.get("lines", ()) for span in line["spans"]]
        letters = [letter for span in spans for letter in span["chars"]]
        boxes = np.array([letter["bbox"] for letter in letters])
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        for annotation in annotations:
            points = annotation.vertices
            mention = annotation.info["id"].split("-")[1]
            for quad in (pymupdf.Quad(points[i : i + 4]).rect for i in range(0, len(points), 4)):
                inside = np.flatnonzero((quad.x0 <= x) & (x <= quad.x1) & (quad.y0 <= y) & (y <= quad.y1))
                found[mention] = found.get(mention, "") + "".join(letters[i]["c"] for i in inside)
    return found


def darkness(content: bytes) -> np.ndarray:
    """The first page as it is seen, 0 for white to 255 for black."""
    drawn = pymupdf.open(stream=content)[0].get_pixmap(colorspace=pymupdf.csGRAY)
    return 255 - np.frombuffer(drawn.samples, dtype=np.uint8).reshape(drawn.height, drawn.width).astype(int)


def assert_exact(made: Scored, content: bytes, wish: Wish | None = None, password: str = "") -> None:
    groups = {"gender", "lgbtqia", "migration"}
    mentions = [one for one in made.assessment.mentions if one.group in (wish.groups if wish else groups)]
    found = covered(content, password)
    assert [words(found[str(i)]) for i in range(len(mentions))] == [words(one.text) for one in mentions]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_boxes_cover_exactly_the_words(path: Path) -> None:
    """Of every mention, as another library reads the letters below its annotations."""
    made = scored(path)
    wish = Wish(("gender", "lgbtqia", "migration", "area", "risk", "instrument"))
    assert_exact(made, highlighted(made, wish), wish)


@pytest.mark.shared
def test_boxes_cover_exactly_the_words_of_real_reports(shared_data: Path) -> None:
    for name in ("A_HRC_WG.6_20_SVN_1-national-report-2014", "A_HRC_59_15-working-group-2025"):
        made = scored(shared_data / "pdf" / f"{name}.pdf")
        assert_exact(made, highlighted(made))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_cropped_pages(turn: int, tmp_path: Path) -> None:
    path = report(tmp_path / "report.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.Rotate = turn
            page.MediaBox = [-40, -30, 700, 900]
            page.CropBox = [20, 10, 580, 830]
        pdf.save(path)
    made = scored(path)
    content = highlighted(made)
    assert_exact(made, content)
    # What is drawn stands on the words that are seen: the picture gets darker there and nowhere else.
    before, after = (darkness(one) for one in (path.read_bytes(), content))
    page = pymupdf.open(stream=content)[0]
    rest = after - before
    for annotation in page.annots():
        box = annotation.rect * page.rotation_matrix
        left, top, right, bottom = (round(edge) for edge in box)
        assert (after - before)[top:bottom, left:right].max() > 20, annotation.type
        rest[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2] = 0
    assert rest.max() <= 20


def test_lines_hyphens_and_pages(tmp_path: Path) -> None:
    """A term over a line's end has a quad on each line; one over a page's end an annotation on each page."""
    path = write_pdf(
        tmp_path / "report.pdf", plain_pages([TEXT, ["3. The State works against gender-based"]])
    )
    made = scored(path)
    content = highlighted(made)
    assert_exact(made, content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        notes = {
            str(one.Contents): len(one.QuadPoints) // 8 for one in pdf.pages[0].Annots if "/QuadPoints" in one
        }
    divided = next(note for note in notes if "gender-based violence" in note)
    assert notes[divided] == 2


def test_the_other_engine_s_lines_get_exact_boxes_too() -> None:
    made = scored(SAMPLES[2], engine="pdfplumber")
    assert_exact(made, highlighted(made))


def test_scanned_pages(tmp_path: Path) -> None:
    """What OCR read has boxes that lie on the letters, as the same page's text layer tells."""
    pytest.importorskip("rapidocr")
    path = report(tmp_path / "report.pdf")
    for turn in (0, 90):
        scan = tmp_path / f"scan{turn}.pdf"
        canvas = Canvas(str(scan), pagesize=(595, 842), invariant=1)
        for index, page in enumerate(pymupdf.open(path)):
            picture = tmp_path / f"{index}.png"
            page.get_pixmap(dpi=200).save(picture)
            canvas.drawImage(str(picture), 0, 0, 595, 842)
            canvas.showPage()
        canvas.save()
        if turn:
            with pikepdf.open(scan, allow_overwriting_input=True) as pdf:
                for page in pdf.pages:
                    page.CropBox = [10, 20, 590, 830]
                pdf.save(scan)
        made = scored(scan, ocr="always")
        annotations = [
            (annotation.info["content"], annotation.rect)
            for annotation in pymupdf.open(stream=highlighted(made, Wish(("lgbtqia",))))[0].annots()
            if annotation.type[1] == "Highlight"
        ]
        assert annotations
        text_page = pymupdf.open(path)[0]
        offset = (-10, -12) if turn else (0, 0)
        (line,) = text_page.search_for("lesbian, gay, bisexual, transgender and intersex")
        whole = annotations[0][1]
        for _, rect in annotations:
            whole |= rect
        assert abs(whole.x0 - offset[0] - line.x0) < 8
        assert abs(whole.x1 - offset[0] - line.x1) < 8
        assert abs((whole.y0 + whole.y1) / 2 - offset[1] - (line.y0 + line.y1) / 2) < 4


def test_annotations_say_what_they_are(tmp_path: Path) -> None:
    made = scored(report(tmp_path / "report.pdf"))
    with pikepdf.open(io.BytesIO(highlighted(made))) as pdf:
        annotations = list(pdf.pages[0].Annots)
        notes = [str(one.Contents) for one in annotations]
        assert any(note.startswith("Gender: Women") and note.endswith("; counted") for note in notes)
        assert any("not counted: in names of bodies" in note for note in notes)
        for one in annotations:
            assert str(one.T) == "gmi"
            assert one.AP.N.BBox == one.Rect
        legend = pymupdf.open(stream=highlighted(made))[-1].get_text()
        assert "Gender: 6 counted, 1 not counted" in legend
        assert len(pdf.pages) == 3
        assert notes[-1].startswith("Highlights in report.pdf")


def test_groups_on_the_same_words_can_be_told_apart(tmp_path: Path) -> None:
    """Each has its own part of their height, in the groups' order."""
    made = scored(report(tmp_path / "report.pdf"))
    page = pymupdf.open(stream=highlighted(made))[0]
    drawn = page.get_pixmap(dpi=144)
    (place,) = page.search_for("trafficking in women")
    x = place.x1 - 2
    column = {drawn.pixel(int(x * 2), y) for y in range(int(place.y0 * 2) + 1, int(place.y1 * 2))}
    purple, blue = (
        {(r, g, b) for r, g, b in column if test(r, b)}
        for test in (lambda r, b: r > 200 and b > 200 and r != b, lambda r, b: b > r + 30)
    )
    assert purple
    assert blue


def test_what_is_asked_for_alone(tmp_path: Path) -> None:
    made = scored(report(tmp_path / "report.pdf"))

    def subjects(wish: Wish) -> dict[str, bool]:
        with pikepdf.open(io.BytesIO(highlighted(made, wish))) as pdf:
            rows = [one for page in pdf.pages for one in page.get("/Annots", ()) if "/Subj" in one]
            return {str(one.Subj): "not counted" in str(one.Contents) for one in rows}

    assert set(subjects(Wish())) == {"Gender", "LGBTQIA+", "Migration"}
    assert set(subjects(Wish(("gender", "area")))) == {"Gender", "Policy area"}
    assert not any(subjects(Wish(counted_only=True)).values())
    with pytest.raises(GmiError, match=r"'women'.*gender, lgbtqia"):
        subjects(Wish(("women",)))


def test_the_original_stays_and_the_same_bytes_come(tmp_path: Path) -> None:
    path = report(tmp_path / "report.pdf")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    made = scored(path)
    write(tmp_path / "a.highlighted.pdf", [made])
    write(tmp_path / "b.highlighted.pdf", [made])
    assert (tmp_path / "a.highlighted.pdf").read_bytes() == (tmp_path / "b.highlighted.pdf").read_bytes()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    with pikepdf.open(path) as old, pikepdf.open(tmp_path / "a.highlighted.pdf") as new:
        assert new.pages[0].Contents.read_bytes() == old.pages[0].Contents.read_bytes()


def test_a_highlighted_copy_is_not_taken_for_a_report(tmp_path: Path) -> None:
    copy = tmp_path / "a.highlighted.pdf"
    write(copy, [scored(report(tmp_path / "report.pdf"))])
    for engine in ("pypdfium2", "pdfplumber"):
        with pytest.raises(GmiError, match="is a copy that gmi highlighted"):
            score_report(copy, Options(engine=engine))


def test_annotations_that_were_there_stay(tmp_path: Path) -> None:
    path = report(tmp_path / "report.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(link)]))
        pdf.save(path)
    with pikepdf.open(io.BytesIO(highlighted(scored(path)))) as pdf:
        assert pdf.pages[0].Annots[0].Subtype == "/Link"


def test_encrypted_stays_encrypted(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "locked.pdf", plain_pages([TEXT]), password="key")
    made = scored(path, password="key")
    content = highlighted(made)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    assert_exact(made, content, password="key")
    assert "key" not in repr(made)


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(GmiError, match=r"orrund\.docx: only a PDF has pages"):
        highlighted(scored(ROOT / "samples" / "orrund.docx"))
    path = report(tmp_path / "report.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = pikepdf.Name.Sideways
        pdf.save(path)
    with pytest.raises(GmiError, match="no annotations can be added"):
        highlighted(scored(path))
    with pytest.raises(GmiError, match="one report only"):
        form_for(tmp_path / "a.highlighted.pdf", 2)
    with pytest.raises(GmiError, match="no form"):
        form_for(tmp_path / "a.pdf", 1)


@pytest.mark.skipif(not shutil.which("qpdf") and not shutil.which("pdfinfo"), reason="no second reader here")
def test_other_readers_open_it(tmp_path: Path) -> None:
    target = tmp_path / "a.highlighted.pdf"
    write(target, [scored(SAMPLES[2])])
    command = ["qpdf", "--check"] if shutil.which("qpdf") else ["pdfinfo"]
    told = subprocess.run([*command, str(target)], capture_output=True, text=True, check=True)
    assert "rror" not in told.stderr
