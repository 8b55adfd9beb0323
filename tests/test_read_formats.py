"""read: Word, HTML, Markdown and text, as drafts come."""

import zipfile
from pathlib import Path

import docx
import docx.enum.style
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
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


def test_deleted_paragraph_ends_join_paragraphs_and_keep_the_count(tmp_path: Path) -> None:
    def paragraph(text: str, *, mark: str = "", change: str = "") -> str:
        mark = f"<w:rPr><w:{mark} w:id='1' w:author='a'/></w:rPr>" if mark else ""
        properties = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='77'/></w:numPr>" + mark + "</w:pPr>"
        name = "delText" if change == "del" else "t"
        run = f"<w:r><w:{name} xml:space='preserve'>{text}</w:{name}></w:r>"
        run = f"<w:{change} w:id='2' w:author='a'>{run}</w:{change}>" if change else run
        return f"<w:p {nsdecls('w')}>{properties}{run}</w:p>"

    word = numbered(("decimal", "%1.", ""))
    for xml in (
        paragraph("The State "),
        paragraph("Gone.", mark="del", change="del"),
        paragraph("New.", mark="ins", change="ins"),
        paragraph("protects women ", mark="del"),
        paragraph("and girls."),
    ):
        word.element.body.insert(-1, parse_xml(xml))
    path = saved(word, tmp_path)
    assert texts(read(path))[1:] == ["1. The State", "2. New.", "3. protects women and girls."]
    before = ["1. The State", "2. Gone.", "3. protects women", "4. and girls."]
    assert texts(read(path, tracked="reject"))[1:] == before


def numbered(*levels: tuple[str, str, str], overrides: str = "") -> docx.document.Document:
    """A Word file with a list, number 77, of the given levels: format, text, more XML."""
    word = docx.Document()
    word.add_paragraph(FILLER)
    numbering = word.part.numbering_part.element
    body = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text, more) in enumerate(levels)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="700">{body}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    for id_, more in ((77, ""), (78, overrides)):
        number = f'<w:num {nsdecls("w")} w:numId="{id_}"><w:abstractNumId w:val="700"/>{more}</w:num>'
        numbering.append(parse_xml(number))
    return word


def add_to_list(word: docx.document.Document, depth: int, number: int = 77) -> None:
    properties = word.add_paragraph("It works.")._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = number


@pytest.mark.parametrize(
    ("levels", "places", "overrides", "expected"),
    [
        # Deeper levels count anew below each paragraph above them.
        ([("decimal", "%1.", ""), ("lowerLetter", "(%2)", "")], "0 1 1 0 1", "", "1. (a) (b) 2. (a)"),
        ([("decimal", "%1.", ""), ("decimal", "%1.%2", "")], "0 1 1 0 1", "", "1. 1.1 1.2 2. 2.1"),
        ([("upperRoman", "%1.", ""), ("decimal", "%1.%2", "<w:isLgl/>")], "0 0 1", "", "I. II. 2.1"),
        # A level may be told never to count anew.
        ([("upperLetter", "%1.", ""), ("decimal", "%2.", '<w:lvlRestart w:val="0"/>')],
         "0 1 1 0 1", "", "A. 1. 2. B. 3."),
        ([("lowerRoman", "(%1)", "")] , "0 0 0 0", "", "(i) (ii) (iii) (iv)"),
        ([("lowerLetter", "(%1)", "")], " ".join("0" * 28), "", " ".join(
            [f"({c})" for c in "abcdefghijklmnopqrstuvwxyz"] + ["(aa)", "(bb)"])),
        ([("lowerLetter", "%1", "")], "0@78",
         '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9999999999"/></w:lvlOverride>', "9999999999"),
        ([("bullet", "*", "")], "0 0", "", " "),
        # Another list of the same kind goes on, unless it says where to start.
        ([("decimal", "%1.", "")], "0 0 0@78 0", "", "1. 2. 3. 4."),
        ([("decimal", "%1.", "")], "0 0 0@78 0@78",
         '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>', "1. 2. 1. 2."),
        # What one list overrides is nothing to the other.
        ([("decimal", "%1.", "")], "0 0@78 0",
         '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/>'
         "</w:lvl></w:lvlOverride>", "1. (2) 3."),
    ],
)  # fmt: skip
def test_printed_numbers(
    tmp_path: Path, levels: list[tuple[str, str, str]], places: str, overrides: str, expected: str
) -> None:
    word = numbered(*levels, overrides=overrides)
    for place in places.split():
        depth, _, number = place.partition("@")
        add_to_list(word, int(depth), int(number or 77))
    found = [text.removesuffix("It works.").strip() for text in texts(read(saved(word, tmp_path)))[1:]]
    assert " ".join(found) == expected


def test_a_typed_number_may_be_cut_into_runs(tmp_path: Path) -> None:
    word = docx.Document()
    for number in range(1, 4):
        paragraph = word.add_paragraph()
        for run in (str(number), ".", "\t", FILLER):
            paragraph.add_run(run)
    assert [b.number for b in read(saved(word, tmp_path)).blocks] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("kind", "zone", "properties", "labels"),
    [
        ("footnote", "footnote", "", ["1", "*", "2"]),
        ("endnote", "endnote", "", ["i", "*", "ii"]),
        ("endnote", "endnote", "<w:numFmt w:val='decimal'/><w:numStart w:val='4'/>", ["4", "*", "5"]),
    ],
)
def test_notes_bear_the_labels_that_word_prints(
    tmp_path: Path, kind: str, zone: str, properties: str, labels: list[str]
) -> None:
    own = " w:customMarkFollows='1'"
    word = with_runs(
        "".join(
            f"<w:r><w:t xml:space='preserve'>word {id_} </w:t></w:r>"
            f"<w:r><w:{kind}Reference w:id='{id_}'{follows}/>{mark}</w:r>"
            for id_, follows, mark in ((9, "", ""), (8, own, "<w:t>*</w:t>"), (7, "", ""))
        )
    )
    notes = "".join(
        f"<w:{kind} w:id='{id_}'><w:p><w:r><w:t>Note {id_} on women</w:t></w:r></w:p></w:{kind}>"
        for id_ in (7, 8, 9)
    )
    package = word.part.package
    blob = f"<w:{kind}s {nsdecls('w')}>{notes}</w:{kind}s>".encode()
    part = Part(PackURI(f"/word/{kind}s.xml"), "application/xml", blob, package)
    word.part.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s")
    section = word.element.body.sectPr
    section.insert(0, parse_xml(f"<w:{kind}Pr {nsdecls('w')}>{properties}</w:{kind}Pr>"))
    document = read(saved(word, tmp_path))
    assert texts(document, zone) == ["Note 9 on women", "Note 8 on women", "Note 7 on women"]
    assert [b.note for b in document.blocks if b.zone == zone] == labels
    assert [marker.label for marker in document.note_markers] == labels
    assert "word 9 word 8 word 7" in document.text


def test_hidden_text_is_not_printed(tmp_path: Path) -> None:
    word = with_runs("<w:r><w:rPr><w:vanish/></w:rPr><w:t>women</w:t></w:r><w:r><w:t>Seen</w:t></w:r>")
    assert "Seen" in texts(read(saved(word, tmp_path)))


def test_text_that_a_style_hides_is_not_printed(tmp_path: Path) -> None:
    word = docx.Document()
    for name, kind in (("Drafter", "PARAGRAPH"), ("Doubt", "CHARACTER")):
        style = word.styles.add_style(name, getattr(docx.enum.style.WD_STYLE_TYPE, kind))
        style.font.hidden = True
    word.styles.add_style("Query", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles[
        "Drafter"
    ]
    word.add_paragraph(FILLER)
    word.add_paragraph("To be checked: transgender refugees.", style="Drafter")
    word.add_paragraph("What of lesbian refugees?", style="Query")
    seen = word.add_paragraph("Girls ")
    seen.add_run("and gay boys ", style="Doubt")
    seen.add_run("go to school.")
    assert texts(read(saved(word, tmp_path))) == [FILLER, "Girls go to school."]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed women</w:t></w:r></w:p></w:txbxContent>"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    word = with_runs(
        f"<w:r><w:t>Outside</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='{compatible}'>"
        f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(read(saved(word, tmp_path))) == [FILLER, "Outside", "Boxed women"]


def test_headings_of_the_un_template_and_annexes(tmp_path: Path) -> None:
    word = docx.Document()
    for name in ("_ H _Ch_G", "_ H_1_G"):
        word.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    word.add_paragraph("I.\tIntroduction", style="_ H _Ch_G")
    word.add_paragraph("A.\tHealth", style="_ H_1_G")
    word.add_paragraph(f"1.\t{FILLER}")
    word.add_paragraph("Annex I", style="_ H _Ch_G")
    word.add_paragraph("Women in figures.")
    blocks = read(saved(word, tmp_path)).blocks
    assert [(b.zone, b.level) for b in blocks] == [
        ("heading", 1), ("heading", 2), ("body", None), ("heading", 1), ("annex", None),
    ]  # fmt: skip
    assert blocks[2].heading_path == ("I. Introduction", "A. Health")


def test_bold_lines_are_headings_where_no_style_makes_any(tmp_path: Path) -> None:
    word = docx.Document()
    for text, bold in (
        ("Report of a State", True),
        ("I. Introduction", True),
        (f"1. {FILLER}", False),
        ("A. Health", True),
        ("Mothers", True),
        ("2. The law of 2019 is in force.", True),
    ):
        word.add_paragraph().add_run(text).bold = bold
    document = read(saved(word, tmp_path))
    assert [(b.zone, b.level) for b in document.blocks] == [
        ("cover", None), ("heading", 1), ("body", None), ("heading", 2), ("heading", 5), ("body", None),
    ]  # fmt: skip
    assert document.blocks[-1].heading_path == ("I. Introduction", "A. Health", "Mothers")


def test_a_doc_that_is_really_a_docx(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph(FILLER)
    assert read(saved(word, tmp_path, "report.doc")).format == "docx"


@pytest.mark.parametrize(
    ("head", "says"),
    [(b"\xd0\xcf\x11\xe0" + b"x" * 600, "old Office file"), (b"{\\rtf1 women}", "RTF")],
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


def test_html_that_is_hidden_or_deleted_is_not_text(tmp_path: Path) -> None:
    unseen = [
        "<p hidden>women</p>",
        '<div style="color: red; Display : none"><p>girls</p></div>',
        "<ol><li hidden>one<li>two</ol>",
        '<p>Still <del>migrants</del><ins>seen</ins><span style="visibility:hidden">refugees</span>.</p>',
    ]
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p>{FILLER}</p>{''.join(unseen)}</body></html>", encoding="utf-8")
    assert texts(read(path)) == [FILLER, "1. two", "Still seen."]


def test_html_that_is_no_text_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        f"<p>{FILLER}</p><p><ruby>Migrants<rp>(</rp><rt>gay</rt><rp>)</rp></ruby> came.</p>"
        "<p>Girls <textarea>lesbian</textarea><button>Women's page</button> go to school.</p>"
    )
    assert texts(read(path)) == [FILLER, "Migrants came.", "Girls go to school."]


def test_html_keeps_notes_and_cells_apart(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<h1>Women</h1><p>1. The Council of Women<sup>1</sup> met<a href='#_ftn2'><sup>[2]</sup></a> in 2020 "
        f"on 40 m<sup>2</sup>.</p><p>{FILLER}</p>"
        "<table><tr><td><p>cell <b>one</b></p></td></tr></table><p>After.</p>"
        "<div id='ftn1'><p><a href='#_ftnref1'>[1]</a> Law on women.</p></div>"
        "<div id='sdendnote2'><p><sup>2</sup> Law on girls.</p></div>"
    )
    document = read(path)
    assert "1. The Council of Women met in 2020 on 40 m2." in document.text
    assert [marker.label for marker in document.note_markers] == ["1", "2"]
    assert texts(document, "table") == ["cell one"]
    assert texts(document, "body")[-1] == "After."
    notes = [(b.zone, b.note, document.text[b.start : b.end]) for b in document.blocks if b.note]
    assert notes == [("footnote", "1", "Law on women."), ("endnote", "2", "Law on girls.")]


def test_text_whose_lines_are_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n".join(["II. Women", *(f"{n}. {FILLER} {FILLER}" for n in range(1, 5)), "(a) Girls;"]))
    document = read(path)
    assert [b.number for b in document.blocks] == [None, "1", "2", "3", "4", "4"]
    assert document.blocks[1].heading_path == ("II. Women",)


def test_text_whose_lines_are_broken(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text(f"1. {FILLER}\nIt is a law on gender-\nbased violence.\n2. {FILLER}\n\n3. {FILLER}")
    document = read(path)
    assert [b.number for b in document.blocks] == ["1", "2", "3"]
    assert "a law on gender-based violence." in document.text


_CONTENT = "wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        (
            "macros.docm",
            [(f"vnd.openxmlformats-officedocument.{_CONTENT}", "vnd.ms-word.document.macroEnabled")],
        ),
        ("pattern.dotx", [(_CONTENT, "wordprocessingml.template.main+xml")]),
        (
            "strict.docx",
            [
                (f"{_OFFICE}wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
                (
                    f"{_OFFICE}officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            ],
        ),
    ],
)
def test_other_kinds_of_word_files(tmp_path: Path, name: str, changes: list[tuple[str, str]]) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(SAMPLES / "orrund.docx") as whole, zipfile.ZipFile(path, "w") as other:
        for part in whole.namelist():
            data = whole.read(part)
            for before, after in changes:
                data = data.replace(before.encode(), after.encode())
            other.writestr(part, data)
    assert read(path).text == read(SAMPLES / "orrund.docx").text


def test_captions_belong_to_their_tables(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph(f"1. {FILLER}")
    word.add_paragraph("Table 3. Women in public office")
    word.add_table(1, 1).cell(0, 0).text = "Women"
    word.add_paragraph("Table 4 shows what the Government has done.")
    document = read(saved(word, tmp_path))
    assert texts(document, "table") == ["Table 3. Women in public office", "Women"]


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


def test_markdown_of_several_lines_and_signs(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        f"{FILLER}[^1]\n\nWomen&rsquo;s gender-\nbased claims &amp; \\*stars\\*.\n\n![girls](a.png)\n\n"
        "[^1]: A note that\n    goes on.\n\nText.\n",
        encoding="utf-8",
    )
    document = read(path)
    assert texts(document) == [
        FILLER,
        "Women's gender-based claims & *stars*.",
        "A note that goes on.",
        "Text.",
    ]
    assert [block.zone for block in document.blocks] == ["body", "body", "footnote", "body"]


def test_targets_of_markdown_links_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        f"{FILLER}\n\nSee [the law on wives][law] and [the plan][].\n\n"
        "[law]: https://example.org/women 'Gay marriage'\n[the plan]: https://example.org/girls\n\n"
        "- [x] Mothers are insured.\n- [ ] Fathers are, too.\n"
    )
    found = ["See the law on wives and the plan.", "Mothers are insured.", "Fathers are, too."]
    assert texts(read(path)) == [FILLER, *found]


def test_markdown_marks_may_open_and_close_on_different_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    long = "\n".join([FILLER] * 12)
    path.write_text(f"**Women and\ngirls** in `the\nnorth`.\n\n1. **{long}**\n")
    assert texts(read(path)) == ["Women and girls in the north.", f"1. {' '.join([FILLER] * 12)}"]


def test_lists_of_markdown_without_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"1. {FILLER}[^a]\n2. It\nworks\n   (a) for women;\n   (b) for girls.\n\n[^a]: Law.\n")
    document = read(path)
    assert texts(document) == [f"1. {FILLER}", "2. It works", "(a) for women;", "(b) for girls.", "Law."]
    assert [(b.number, b.item) for b in document.blocks[:4]] == [
        ("1", None), ("2", None), ("2", "(a)"), ("2", "(b)"),
    ]  # fmt: skip
    assert [(m.offset, m.label) for m in document.note_markers] == [(len(FILLER) + 3, "a")]


def test_lists_of_html_bear_the_numbers_that_a_browser_prints(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><body><ol><li>{FILLER}<ol type=a><li>women<li>girls</ol><li value=5>men</ol>"
        "<ul><li>boys</ul></body></html>"
    )
    assert texts(read(path)) == [f"1. {FILLER}", "a. women", "b. girls", "5. men", "boys"]


def test_western_letters_are_not_taken_for_others(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = f"{FILLER}\n\nThe café’s señora is à l’égard naïve – “Türkiye”."
    path.write_bytes(text.encode("cp1252"))
    assert texts(read(path))[1] == "The café's señora is à l'égard naïve - \"Türkiye\"."


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
    # 138 if merged cells are read again for each cell that they span.
    assert document.text.lower().count("women") == 129
