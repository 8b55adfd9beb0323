"""read: Word, HTML, Markdown and text, as drafts come."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import gmi
from gmi.errors import GmiError
from gmi.read import read
from gmi.read.document import Document

SAMPLES = Path(__file__).parent.parent / "samples"
FILLER = "The Government has adopted a law on the rights of all migrants in the country and their families."


def texts(document: Document, *zones: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if not zones or b.zone in zones]


def saved(word: docx.document.Document, folder: Path, name: str = "draft.docx") -> Path:
    path = folder / name
    word.save(str(path))
    return path


def with_runs(xml: str) -> docx.document.Document:
    """A Word file with one paragraph whose content is the given XML."""
    word = docx.Document()
    word.add_paragraph(FILLER)
    word.element.body.insert(1, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    return word


def test_a_word_draft_counts_as_its_pdf_does() -> None:
    pdf, word = gmi.score(SAMPLES / "orrund.pdf"), gmi.score(SAMPLES / "orrund.docx")
    assert [(c.group, c.count) for c in word.counts] == [(c.group, c.count) for c in pdf.counts]
    assert word.rating == pdf.rating
    assert word.source.pages_estimated
    assert all(m.page is None for m in word.mentions)
    cited = {(m.text, m.paragraph) for m in pdf.mentions if m.zone == "body"}
    # Captions of tables are paragraphs in Word.
    assert {(m.text, m.paragraph) for m in word.mentions if m.zone == "body"} >= cited
    assert "of about 10 pages" in word.summary


def test_numbers_that_word_prints_are_read() -> None:
    document = read(SAMPLES / "orrund.docx")
    headings = texts(document, "heading")
    assert headings[:2] == ["I. Introduction", "II. Equality and non-discrimination in general"]
    numbers = [b.number for b in document.blocks if b.zone == "body" and b.number and not b.item]
    assert list(dict.fromkeys(numbers)) == [str(n) for n in range(1, len(set(numbers)) + 1)]
    assert len([b for b in document.blocks if b.zone == "endnote"]) == 12
    assert len(document.note_markers) >= 12


@pytest.mark.parametrize(
    ("tracked", "expected"),
    [("accept", "The women and girls work."), ("reject", "The men and girls work.")],
)
def test_tracked_changes(tmp_path: Path, tracked: str, expected: str) -> None:
    word = with_runs(
        "<w:r><w:t xml:space='preserve'>The </w:t></w:r>"
        "<w:ins w:id='1' w:author='a'><w:r><w:t>women</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>men</w:delText></w:r></w:del>"
        "<w:r><w:t xml:space='preserve'> and girls work.</w:t></w:r>"
    )
    document = read(saved(word, tmp_path), tracked=tracked)  # type: ignore[arg-type]
    assert expected in texts(document)
    assert [w.code for w in document.warnings] == ["tracked-changes"]


def test_content_controls_links_and_fields_are_text(tmp_path: Path) -> None:
    word = with_runs(
        "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve'>Migrant </w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'>women </w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE women</w:instrText></w:r>"
        "<w:r><w:t>self</w:t><w:noBreakHyphen/><w:t>employed</w:t><w:tab/><w:t>here</w:t></w:r>"
    )
    assert "Migrant women self-employed here" in texts(read(saved(word, tmp_path)))


def test_merged_cells_are_read_once(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph(FILLER)
    table = word.add_table(3, 3)
    for number, cell in enumerate(c for row in table.rows for c in row.cells):
        cell.text = f"cell {number}"
    table.cell(0, 0).merge(table.cell(0, 2)).text = "wide"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"
    nested = table.cell(2, 2).add_table(1, 1)
    nested.cell(0, 0).text = "inner"
    cells = texts(read(saved(word, tmp_path)), "table")
    assert cells == ["wide", "tall", "cell 4", "cell 5", "cell 7", "cell 8", "inner"]


def test_headings_headers_and_list_numbers(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Health", level=1)
    word.add_paragraph(FILLER, style="List Number")
    word.add_paragraph("It covers women.", style="List Number")
    word.add_paragraph("A point.", style="List Bullet")
    word.sections[0].header.paragraphs[0].text = "Draft of May"
    document = read(saved(word, tmp_path))
    assert texts(document) == ["Health", f"1. {FILLER}", "2. It covers women.", "A point.", "Draft of May"]
    assert [b.zone for b in document.blocks] == ["heading", "body", "body", "body", "running_header"]
    assert document.blocks[1].heading_path == ("Health",)


def test_a_doc_that_is_really_a_docx(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph(FILLER)
    assert read(saved(word, tmp_path, "report.doc")).format == "docx"


@pytest.mark.parametrize(
    ("head", "says"),
    [(b"\xd0\xcf\x11\xe0" + b"x" * 600, "old Word file"), (b"{\\rtf1 women}", "RTF")],
)
def test_old_formats_are_refused_with_a_way_out(tmp_path: Path, head: bytes, says: str) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(head)
    with pytest.raises(GmiError, match=says) as caught:
        read(path)
    assert "Save it as .docx or PDF" in caught.value.remedy


def test_html_is_what_a_browser_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>women</title><style>women{}</style></head><body><h2>Health &amp; care</h2>"
        f"<p>{FILLER} <b>Wo</b>men too.</p><!-- women --><script>women</script>tail"
        "<table><tr><td>Women</td><td>12</td></tr></table></body></html>",
        encoding="utf-8",
    )
    document = read(path)
    assert texts(document) == ["Health & care", f"{FILLER} Women too.", "tail", "Women", "12"]
    assert [b.zone for b in document.blocks] == ["heading", "body", "body", "table", "table"]


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        f"---\ntitle: women\n---\n# Health\n\n1. {FILLER} **Women** and [girls](http://x)[^1].\n\n"
        "- one\n- two\n\n"
        "| a | b |\n|---|---|\n| Women | 3 |\n\n[^1]: A note.\n\nSub\n---\n\nEnd\n",
        encoding="utf-8",
    )
    document = read(path)
    paragraph = f"1. {FILLER} Women and girls."
    cells = ["a", "b", "Women", "3"]
    assert texts(document) == ["Health", paragraph, "one", "two", *cells, "A note.", "Sub", "End"]
    assert document.blocks[1].number == "1"
    assert [b.note for b in document.blocks if b.zone == "footnote"] == ["1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{FILLER}\r\n\r\nWomen’s work.\r\nIt counts.".encode(encoding))
    assert texts(read(path)) == [FILLER, "Women's work. It counts."]


@pytest.mark.shared
def test_the_thematic_list_has_its_true_number_of_cells(shared_data: Path) -> None:
    (path,) = (shared_data / "docx").glob("*.docx")
    document = read(path)
    assert {b.zone for b in document.blocks} == {"table", "running_header"}
    assert document.text.count("Women") > 5
