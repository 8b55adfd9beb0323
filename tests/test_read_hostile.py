"""read: files that are damaged, hostile or no report. Each ends in one clear line, and none is scored."""

import os
import random
import re
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from gmi.errors import GmiError
from gmi.flow import score
from gmi.read import read
from gmi.read.apart import read_apart
from gmi.read.document import Document
from gmi.read.docx import read_docx
from gmi.read.integrity import check_integrity, has_table
from gmi.read.limits import Limits

SAMPLES = Path(__file__).parent.parent / "samples"
PDF = (SAMPLES / "orrund.pdf").read_bytes()
WORD = (SAMPLES / "orrund.docx").read_bytes()


def refused(path: Path) -> str:
    """The line that the file is refused with."""
    with pytest.raises(GmiError) as caught:
        read(path)
    line = str(caught.value)
    assert "\n" not in line
    assert path.name in line
    return line


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.pdf", b"", "empty"),
        ("blank.pdf", b" \n \n", "empty"),
        ("no.pdf", b"\x00\x01\x02\x03" * 300, "not a PDF"),
        ("text.pdf", b"The women and the migrants of the State.", "is no such file: not a PDF"),
        ("404.pdf", b"<!doctype html><title>Not found</title><p>Women</p>", "is a web page: not a PDF"),
        ("text.docx", b"The women and the migrants of the State.", "not a Word file"),
        ("cut.pdf", PDF[:9000], "damaged"),
        ("head.pdf", b"%PDF-1.7\n%%EOF", "damaged"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "old Word"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old Office"),
        ("page.ps", b"%!PS-Adobe-3.0", "PostScript"),
        ("many.gz", b"\x1f\x8b\x08" + b"\x00" * 60, "packed"),
        ("web.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>", ".mht"),
        (
            "flat.xml",
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
            "Word file in XML",
        ),
        (
            "secret.docx",
            b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "with a password",
        ),
        ("text.rtf", b"{\\rtf1 women}", "RTF"),
        ("report.json", b'{"text": "women and migrants"}', "file of data"),
        ("mentions.CSV", b"group,text\ngender,women", "file of data"),
        ("cut.docx", WORD[:9000], "damaged"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 600, "is a picture"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    assert says in refused(made(tmp_path, name, data))


def test_a_zip_file_that_holds_a_pdf_is_no_pdf(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "reports.pdf", "w") as archive:
        archive.writestr("orrund.pdf", PDF)
    assert "a zip file" in refused(tmp_path / "reports.pdf")


def test_a_text_of_which_nothing_counts_is_not_called_absent(tmp_path: Path) -> None:
    spanish = "El Gobierno de la República adoptó una ley sobre los derechos de las mujeres en el país."
    path = made(tmp_path, "a.txt", f"{spanish}\n\n{spanish}".encode())
    with pytest.raises(GmiError, match=r"a\.txt: no text in it counts"):
        score(path, language="en")


def test_names_in_any_script(tmp_path: Path) -> None:
    path = made(tmp_path, "отчёт о правах – 报告 (2).pdf", PDF)
    assert read(path).name == path.name


def test_folders_and_missing_files(tmp_path: Path) -> None:
    assert "directory" in refused(tmp_path)
    assert "no such file" in refused(tmp_path / "none.pdf")


def test_encrypted_pdfs_need_their_password(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    path = tmp_path / "secret.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("open", canPrint=0))
    canvas.drawString(72, 700, "1. The Government has adopted a law on the rights of migrant women.")
    canvas.save()
    assert "encrypted" in refused(path)
    with pytest.raises(GmiError, match="another password"):
        read(path, password="wrong")
    assert "migrant women" in read(path, password="open").text


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    document = PdfDocument.new()
    for _ in range(3):
        document.new_page(595, 842)
    document.save(str(path))
    assert "3 of 3 pages" in refused(path)


def test_a_word_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 400_000_000)
    assert "more than any report" in refused(path)


def test_entities_of_word_files_are_not_expanded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "women">{laughs}]><x>&l11;</x>'
    source = docx.Document()
    source.save(str(tmp_path / "plain.docx"))
    path = tmp_path / "laughs.docx"
    with zipfile.ZipFile(tmp_path / "plain.docx") as plain, zipfile.ZipFile(path, "w") as archive:
        for entry in plain.infolist():
            is_body = entry.filename == "word/document.xml"
            archive.writestr(entry.filename, bomb if is_body else plain.read(entry.filename))
    refused(path)


def test_limits_can_be_set(tmp_path: Path) -> None:
    for engine in ("pypdfium2", "pdfplumber"):
        with pytest.raises(GmiError, match=r"orrund\.pdf: the file says that it has 10 pages"):
            read(SAMPLES / "orrund.pdf", engine=engine, limits=Limits(pages=9))  # type: ignore[arg-type]
    text = made(tmp_path, "long.txt", b"The law on migrant women.\n" * 80_000)
    with pytest.raises(GmiError, match="the file has 2 MB"):
        read(text, limits=Limits(text_megabytes=1))
    path = SAMPLES / "orrund.docx"
    with pytest.raises(GmiError, match="more than any report"):
        read_docx(path, limits=Limits(unpacked_megabytes=0))
    assert read_docx(path, limits=Limits(unpacked_ratio=1, unpacked_megabytes=20)).text


def test_limits_are_set_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GMI_PAGES", "5")
    assert "more than any report (5)" in refused(made(tmp_path, "a.pdf", PDF))
    monkeypatch.setenv("GMI_PAGES", "many")
    with pytest.raises(GmiError, match="GMI_PAGES"):
        Limits()
    assert Limits(pages=7).pages == 7


def test_a_pdf_with_a_damaged_page_is_not_read_as_if_it_were_whole(tmp_path: Path) -> None:
    """PDFium leaves out what it can't unpack, and says nothing."""
    start = [match.end() for match in re.finditer(rb"stream\n", PDF)][8]
    for place in (start + 40, start + 400, start + 1000):
        broken = PDF[:place] + b"!!!!!" + PDF[place + 5 :]
        assert "is damaged" in refused(made(tmp_path, "a.pdf", broken))


def test_a_damaged_cross_reference_table_is_told(tmp_path: Path) -> None:
    shifted = PDF.replace(b"%PDF-1.4\n", b"%PDF-1.4\n% A line more than the table knows of.\n", 1)
    document = read(made(tmp_path, "a.pdf", shifted))
    assert [warning.code for warning in document.warnings] == ["damaged-file"]
    assert document.text == read(SAMPLES / "orrund.pdf").text


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_whole_files_are_found_whole(path: Path) -> None:
    data = path.read_bytes()
    found = check_integrity(data)
    assert has_table(data)
    assert found.streams >= 10
    assert found.damaged == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "report.pdf")
    assert "pipe" in refused(tmp_path / "report.pdf")


@pytest.mark.parametrize(
    "line",
    ["*a " * 50_000, "[" * 200_000, "<!--" * 200_000, "# " + "#" * 200_000 + "x", "[^" * 200_000,
     "|" * 200_000 + "x", "[a](b" * 100_000, "`a " * 50_000, "a" * 5_000_000],
    ids=["stars", "brackets", "comments", "hashes", "notes", "cells", "links", "ticks", "word"],
)  # fmt: skip
def test_beginnings_without_an_end_are_read_soon(tmp_path: Path, line: str) -> None:
    text = "The Government has adopted a law on the rights of all migrants in the country.\n\n" * 4
    document = survives(made(tmp_path, "a.md", (text + line).encode()))
    assert document is None or document.text.startswith("The Government")


def many_forms(depth: int) -> bytes:
    """A PDF of some kilobytes that draws forms in forms, ten of the next kind in each."""
    text = b"BT /F 10 Tf 72 700 Td (The rights of migrant women.) Tj ET "
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>"
    )
    bodies += [page, b"<</Length 5>>stream\n/X Do\nendstream"]
    bodies += [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for number in range(7, 7 + depth):
        drawn = text + b"/X Do " * 10
        kind = b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]"
        kind += b"/Resources<</XObject<</X %d 0 R>>/Font<</F 5 0 R>>>>"
        bodies.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(drawn), kind % number, drawn))
    data = b"%PDF-1.7\n"
    for number, body in enumerate(bodies, start=1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return data + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(bodies) + 1)


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = made(tmp_path, "forms.pdf", many_forms(12))
    with pytest.raises(GmiError, match=r"forms\.pdf: reading it takes longer than 0\.5 seconds"):
        read_apart(path, limits=Limits(seconds=0.5))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    path = made(tmp_path, "forms.pdf", many_forms(12))
    with pytest.raises(GmiError, match=r"forms\.pdf: reading it crashes, or takes more than 200 MB"):
        read_apart(path, limits=Limits(memory_megabytes=200))


def test_reading_apart_changes_nothing(tmp_path: Path) -> None:
    assert read_apart(SAMPLES / "orrund.pdf") == read(SAMPLES / "orrund.pdf")
    assert read_apart(SAMPLES / "orrund.docx", tracked="reject").pages_estimated
    with pytest.raises(GmiError, match="the file is empty"):
        read_apart(made(tmp_path, "empty.pdf", b""))


def test_reading_goes_on_meanwhile(tmp_path: Path) -> None:
    """What is done meanwhile is done once, takes from the time there is, and its errors come through."""
    done = []
    assert read_apart(SAMPLES / "orrund.pdf", meanwhile=lambda: done.append(1)) == read(
        SAMPLES / "orrund.pdf"
    )
    assert done == [1]
    with pytest.raises(GmiError, match=r"takes longer than 0\.3 seconds"):
        read_apart(
            made(tmp_path, "forms.pdf", many_forms(12)),
            limits=Limits(seconds=0.3),
            meanwhile=lambda: time.sleep(0.3),
        )
    with pytest.raises(GmiError, match="no words"):
        read_apart(SAMPLES / "orrund.pdf", meanwhile=no_words)


def test_meanwhile_changes_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether reading took too long doesn't depend on what was done meanwhile."""

    def slow(path: Path, **options: Any) -> Document:
        time.sleep(0.6)
        return read(path, **options)

    word, limits = SAMPLES / "orrund.docx", Limits(seconds=0.5)
    assert read_apart(word, limits=limits, meanwhile=lambda: time.sleep(1)).blocks
    monkeypatch.setattr("gmi.read.apart.read", slow)
    with pytest.raises(GmiError, match=r"takes longer than 0\.5 seconds"):
        read_apart(word, limits=limits, meanwhile=lambda: time.sleep(1.5))


def no_words() -> None:
    raise GmiError("There are no words.", "Write some.")


@pytest.mark.parametrize("made_by", ["gmi 0.1.0", "LibreOffice 7.4", "gmina.pl"])
def test_a_page_of_gmi_is_no_report(made_by: str, tmp_path: Path) -> None:
    page = (
        f'<!doctype html><meta name="generator" content="{made_by}"><p>The State protects women and migrants.'
    )
    path = made(tmp_path, "page.html", page.encode())
    if made_by.startswith("gmi "):
        assert refused(path).startswith("page.html is a page that gmi made.")
    else:
        assert read(path).blocks


def test_private_letters_are_not_taken_for_words(tmp_path: Path) -> None:
    refused(made(tmp_path, "private.txt", "".join(chr(0xE000 + n % 90) for n in range(900)).encode()))


def mutated(data: bytes, seed: int) -> bytes:
    """The file with a few bytes changed, cut out or repeated."""
    choose = random.Random(seed)
    changed = bytearray(data)
    for _ in range(choose.randint(1, 30)):
        place = choose.randrange(len(changed))
        match choose.randrange(4):
            case 0:
                changed[place] = choose.randrange(256)
            case 1:
                del changed[place : place + choose.randint(1, 400)]
            case 2:
                changed[place:place] = changed[place : place + choose.randint(1, 400)]
            case _:
                changed[place : place + 8] = choose.randbytes(8)
    return bytes(changed)


def survives(path: Path) -> Document | None:
    """Read a broken file: a document, or None where it is refused. Anything else is a fault."""
    try:
        return read(path, ocr="never")
    except GmiError:
        return None


@settings(max_examples=60, deadline=20_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 1 << 32), st.sampled_from(["a.pdf", "a.docx"]))
def test_broken_files_are_read_or_refused(tmp_path: Path, seed: int, name: str) -> None:
    document = survives(made(tmp_path, name, mutated(PDF if name == "a.pdf" else WORD, seed)))
    if document is not None:
        assert document.text.strip()
        assert document.pages
