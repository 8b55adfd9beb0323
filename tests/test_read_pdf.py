"""Reading PDFs: the hazards that real UN documents hold, on made pages and on the real ones."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from gmi.errors import GmiError
from gmi.read import read
from gmi.read.answers import answered
from gmi.read.blocks import pieces
from gmi.read.boxes import span_pieces
from gmi.read.cover import parse_date, read_cover
from gmi.read.document import Block, Document, Found
from gmi.read.drafts import Draft, Piece, Source
from gmi.read.finish import finish
from gmi.read.hyphens import soften_hyphens
from gmi.read.language import paragraph_languages
from gmi.read.lines import Line
from gmi.read.normalise import normalise
from gmi.read.numbering import accept, candidate, nested_item
from gmi.read.words import language_words
from tests.pages import committee_report, plain_pages, write_pdf

NORMAL = [
    ("women’s “rights”", 'women\'s "rights"'),
    ("the State‟s 2013–2022", "the State's 2013-2022"),
    ("migrant\u00a0workers  and", "migrant workers and"),
    ("\ufb01nance o\ufb03ce", "finance office"),
    ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
    ("cafe\u0301", "café"),
    ("wοmen and mаn", "women and man"),  # a Greek omicron, a Cyrillic a
    ("права человека", "права человека"),
    ("a form\x0cfeed\x02", "a form feed"),
]


@pytest.mark.parametrize(("text", "expected"), NORMAL)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text)[0] == expected


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_normalise_maps_every_character_back(text: str) -> None:
    result, runs = normalise(text)
    if runs is None:
        assert len(result) == len(text)
        return
    covered = [target + i for target, _, length in runs for i in range(length)]
    assert covered == list(range(len(result)))
    assert all(source >= 0 and source + length <= len(text) for _, source, length in runs)


NUMBERS = [
    ("through", ["1. A", "2. B", "3. C"], ["1", "2", "3"]),
    ("nested list starts again", ["1. A", "2. B", "1. x", "2. y", "3. C"], ["1", "2", "3"]),
    ("a list beyond the number", [f"{n}." for n in (1, 2, 1, 2, 3, 4, 3, 4)], ["1", "2", "3", "4"]),
    ("a list up to the number", [f"{n}." for n in (1, 2, 1, 2, 3, 1, 2, 4)], ["1", "2", "3", "4"]),
    ("such a list twice", [f"{n}." for n in (1, 2, 1, 2, 3, 1, 2, 3, 4, 1)], ["1", "2", "3", "4"]),
    ("a year at a line start", ["1. A", "2007. This law", "2. B"], ["1", "2"]),
    ("missing full stop", ["1. A", "2 The Government", "3. C"], ["1", "2", "3"]),
    ("missing blank", ["1. A", "2.The Government", "3.5 A", "3. C"], ["1", "2", "3"]),
    ("missing number", ["1. A", "2. B", "4. D", "5. E"], ["1", "2", "4", "5"]),
    ("two levels", ["1. A", "1.1. B", "1.2 C", "2. D", "2.1 E"], ["1", "1.1", "1.2", "2", "2.1"]),
    ("a decimal is none", ["1. A", "5.4 per cent", "2. B"], ["1", "2"]),
    ("an excerpt", ["41. A", "42. B", "43. C"], ["41", "42", "43"]),
    ("put in between", ["1. A", "2. B", "2 bis. C", "2 ter. D", "3. E"], ["1", "2", "2 bis", "2 ter", "3"]),
    ("quantities", ["1. A", "2 million", "2. B", "3. C"], ["1", "2", "3"]),
]


@pytest.mark.parametrize(("name", "starts", "expected"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_paragraph_numbers(name: str, starts: list[str], expected: list[str]) -> None:
    candidates = [found for i, text in enumerate(starts) if (found := candidate(i, text))]
    assert [one.label for one in accept(candidates)] == expected, name


def test_nested_items_know_letters_from_roman_numbers() -> None:
    above: tuple[str, ...] = ()
    inside = ["(a)", "(b)", "(b) (i)", "(b) (ii)", "(c)", "(h)", "(i)", "(j)"]
    seen = []
    for label in ["1.", "2.", "(a)", "(b)", "(i)", "(ii)", "(c)", "(h)", "(i)", "(j)", "3."]:
        above = nested_item(label, above)
        seen.append(" ".join(above))
    assert seen == ["1.", "2.", *(f"2. {one}" for one in inside), "3."]


def printed(*texts: str) -> list[Line]:
    return [Line(text, 1, 0, (0, 0, 1, 1), 10, -12 * i) for i, text in enumerate(texts)]


HYPHENS = [
    (["compensa-", "tion"], ["for compensation of victims"], "compensation"),
    (["compensa\u2010", "tion"], ["for compensation of victims"], "compensation"),
    (["gender-", "based"], [], "gender-based"),
    (["Inter-", "Ministerial"], [], "Inter-Ministerial"),
    (["so-", "called"], ["is called for"], "so-called"),
    (["2019-", "2024"], [], "2019-2024"),
]


@pytest.mark.parametrize(("divided", "elsewhere", "expected"), HYPHENS)
def test_hyphens_at_line_ends(divided: list[str], elsewhere: list[str], expected: str) -> None:
    pages = soften_hyphens([printed(*divided), printed(*elsewhere)])
    assert normalise("".join(line.text for line in pages[0]))[0] == expected
    draft = Draft("body", pieces(pages[0]))
    assert normalise(draft.text)[0] == expected


ANSWERS = [
    ("1.1 Article 7: Non-discrimination", "article 7"),
    ("Non-discrimination - Articles 1 and 7", "article 1, 7"),
    ("Implementation of articles 2 and 3 of the Covenant", "article 2, 3"),
    ("Amendments to article 67 of the Penal Code", None),
    ("II. Answers to issues 4-6", "question 4-6"),
    ("Para. 12 of the list of issues", "question 12"),
    ("Paragraph 23 of the previous concluding observations", None),
    ("Articles 1 and 7", "article 1, 7"),
    ("B. Article 7: non-discrimination", "article 7"),
    ("Right to health (art. 28)", "article 28"),
    ("Reply to paragraph 5 of the list of issues (CMW/C/PER/QPR/2)", "question 5"),
    ("Respuesta al párrafo 12 de la lista de cuestiones", "question 12"),
    ("Question 3", "question 3"),
    ("J. Domestic work (article 25; reply to paragraph 17)", "article 25; question 17"),
    ("B. Data (paragraphs 17 and 18)", None),
    ("Measures after 2019", None),
    ("Labour migration", None),
]


@pytest.mark.parametrize(("heading", "expected"), ANSWERS)
def test_headings_name_what_they_answer(heading: str, expected: str | None) -> None:
    assert answered(heading) == expected


DATES = [
    ("22 December 2011", "2011-12-22"),
    ("5 July2013", "2013-07-05"),
    ("3 de junio de 2009", "2009-06-03"),
    ("1er août 2014", "2014-08-01"),
    ("September 8, 2021", "2021-09-08"),
    ("2021年9月8日", "2021-09-08"),
    ("paragraph 12 of 2009", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


_BOLIVIA = "Bolivia (Plurinational State of)"
COVERS = [
    ("CMW/C/PER/2", ["Peru"], ("PER", "Peru", "CMW")),
    ("CEDAW/C/BOL/7", [_BOLIVIA], ("BOL", _BOLIVIA, "CEDAW")),
    ("E/C.12/KOR/4", [], ("KOR", "Republic of Korea", "CESCR")),
    (
        "CCPR/C/GBR/8",
        ["United Kingdom of Great Britain and Northern Ireland"],
        ("GBR", "United Kingdom of Great Britain and Northern Ireland", "CCPR"),
    ),
    ("CRC/C/IRN/5", ["Iran (Islamic Republic of)"], ("IRN", "Iran (Islamic Republic of)", "CRC")),
    ("CERD/C/NLD/22", ["Kingdom of the Netherlands"], ("NLD", "Kingdom of the Netherlands", "CERD")),
    ("CAT/C/TUR/5", ["Türkiye"], ("TUR", "Türkiye", "CAT")),
    ("CRPD/C/PSE/1", [], ("PSE", "State of Palestine", "CRPD")),
    ("CED/C/VEN/1", [], ("VEN", "Venezuela (Bolivarian Republic of)", "CED")),
    ("CEDAW/C/PRK/5", [], ("PRK", "Democratic People’s Republic of Korea", "CEDAW")),
    ("E/1990/5/Add.60", ["Libyan Arab Jamahiriya"], ("LBY", "Libyan Arab Jamahiriya", "CESCR")),
    ("CAT/OP/VAT/1", ["Holy See"], ("VAT", "Holy See", "SPT")),
    ("A/HRC/WG.6/20/SVN/1", ["Slovenia*"], ("SVN", "Slovenia", "UPR Working Group")),
    (
        "A/HRC/19/16",
        ["Report of the Working Group on the Universal Periodic Review", "Côte d’Ivoire"],
        ("CIV", "Côte d’Ivoire", "UPR Working Group"),
    ),
]


@pytest.mark.parametrize(("symbol", "lines", "expected"), COVERS, ids=[row[0] for row in COVERS])
def test_cover_names_state_and_body(symbol: str, lines: list[str], expected: tuple[str, str, str]) -> None:
    cover = read_cover(lines, [symbol] * 4, None)
    assert cover.symbol is not None
    assert cover.state is not None
    assert cover.treaty_body is not None
    assert (cover.iso3, cover.state.value, cover.treaty_body.value) == expected


CYCLES = [
    (None, "Combined fourth and fifth periodic reports of States",
     "combined fourth and fifth periodic reports"),
    (None, "In its second periodic report the Government says", None),
    ("Initial report submitted by Fiji under article 73", "", "initial report"),
    ("Replies of Chile to the list of issues in relation to its fifth periodic report", "",
     "replies to the list of issues"),
    ("CMW, initial report", "", "initial report"),
    ("CRPD – Initial report of Togo", "", "initial report"),
    (None, "CMW, Initial report", "initial report"),
    ("CEDAW: combined initial, second and third periodic reports", "",
     "combined initial, second and third periodic reports"),
    ("International Convention on the Rights of All Migrant Workers and their Families: initial report", "",
     "initial report"),
    ("Rapport initial du Togo", "", "rapport initial"),
    ("CMW Informe inicial del Perú", "", "informe inicial"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "line", "expected"), CYCLES)
def test_cover_tells_which_report_it_is(title: str | None, line: str, expected: str | None) -> None:
    cycle = read_cover(["United Nations", line], ["CEDAW/C/RWA/6"], title).cycle
    assert (cycle.value if cycle else None) == expected


def test_a_symbol_in_a_sentence_is_not_that_of_the_document() -> None:
    sentence = (
        "1. The common core document (HRI/CORE/ORU/2021) describes the institutions of the country at length."
    )
    assert read_cover([sentence], [], None).symbol is None


def test_symbol_of_an_earlier_issue_is_not_the_document() -> None:
    lines = ["Previously issued under A/HRC/WG.6/5/L.15", "A/HRC/12/16", "Distr.: General", "3 June 2009"]
    assert read_cover(lines, ["A/HRC/12/16"] * 3 + ["A/HRC12/16"], None).symbol.value == "A/HRC/12/16"
    assert read_cover(lines, [], None).symbol.value == "A/HRC/12/16"


def test_a_treaty_that_is_named_is_not_whose_document_it_is() -> None:
    asked = "121.1 Ratify the Convention on the Elimination of Discrimination against Women"
    header = "UPR of Slovenia: list of recommendations"
    cover = read_cover([asked, "A/HRC/43/15/Add.1"], [header] * 3, None)
    assert cover.treaty_body == Found("Human Rights Council", "document symbol")
    assert cover.state == Found("Slovenia", "running header")
    assert cover.iso3 == "SVN"
    own = read_cover(["Report of the Working Group on the Universal Periodic Review"], ["A/HRC/21/12"], None)
    assert own.treaty_body == Found("UPR Working Group", "cover")
    letter = [
        "Excellency,",
        "please ratify the Convention on the Elimination of",
        "Discrimination against Women.",
    ]
    assert read_cover(letter, [], None).treaty_body is None
    heading = ["Committee on the Elimination of Discrimination against Women: observations"]
    assert read_cover(heading, [], None).treaty_body == Found("CEDAW", "cover")
    draft = ["Second periodic report of Peru", "Committee on the Elimination of Discrimination against Women"]
    assert read_cover(draft, [], None).treaty_body == Found("CEDAW", "cover")


def test_languages_are_told_by_paragraph() -> None:
    english = "The Government has adopted a law on the rights of migrant workers and of their families."
    french = "Le Gouvernement a adopté une loi sur les droits des travailleurs migrants et de leur famille."
    names = "Ms. Ana María de la Cruz, Embajada del Perú, Ginebra; Sr. Juan de Dios, Ministerio del Interior"
    assert paragraph_languages([english, french, "Uganda", names]) == ["en", "fr", None, None]
    russian = "Правительство приняло закон о правах трудящихся и членов их семей в 2019 году и его поправки."
    assert paragraph_languages([russian]) == ["ru"]
    chinese = "政府通过了关于保护移徙工人及其家庭成员权利的法律，并在全国各省设立了服务机构。"
    arabic = "اعتمدت الحكومة قانونا بشأن حقوق العمال المهاجرين وأفراد أسرهم في جميع أنحاء البلاد"
    assert paragraph_languages([english, chinese, arabic, russian]) == ["en", "zh", "ar", "ru"]


# Made pages: no file of anyone else's is needed.


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return read(committee_report(tmp_path_factory.mktemp("read") / "report.pdf"))


def block(document: Document, number: str, item: str | None = None) -> str:
    return next(
        document.text[one.start : one.end]
        for one in document.blocks
        if one.number == number and one.item == item and one.zone in ("body", "annex")
    )


def zone(document: Document, name: str) -> list[Block]:
    return [one for one in document.blocks if one.zone == name]


def test_committee_cover(report: Document) -> None:
    cover = report.cover
    assert cover.symbol is not None
    assert cover.symbol.value == "CMW/C/CAV/2"
    assert cover.symbol.where.startswith("running header")
    assert cover.treaty_body is not None
    assert cover.treaty_body.value == "CMW"
    assert cover.cycle is not None
    assert cover.cycle.value == "second periodic report"
    assert cover.date is not None
    assert cover.date.value == "2022-11-30"
    assert cover.original_language is not None
    assert cover.original_language.value == "Spanish"
    assert report.language == "en"


def test_paragraph_runs_over_line_and_page_breaks(report: Document) -> None:
    text = block(report, "2")
    assert "protection of women migrant workers against gender-based violence and harassment" in text
    assert "\n" not in text
    found = report.text.index("women migrant workers")
    assert report.page_at(found) == 2
    assert report.page_at(report.text.index("against gender-based")) == 3


def test_note_markers_leave_words_and_years_whole(report: Document) -> None:
    text = block(report, "3")
    assert "Women, and the plan 2012-2020 was" in text
    labels = [(report.text[: marker.offset].split()[-1], marker.label) for marker in report.note_markers]
    assert ("Women", "1") in labels
    assert ("2012-2020", "2") in labels


def test_a_symbol_in_two_sizes_has_no_note_references(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 20)
        canvas.drawString(113, 740, "A")
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(128, 740, "/HRC/24/7")
        canvas.drawString(113, 700, "1.     The State has a law on the rights of women and of migrants")
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(375, 704, "12")

    document = read(write_pdf(tmp_path / "symbol.pdf", [draw]), engine="pdfplumber")
    assert "A/HRC/24/7" in document.text
    assert [marker.label for marker in document.note_markers] == ["12"]


def test_headers_and_footers_stand_at_the_end(report: Document) -> None:
    headers = zone(report, "running_header")
    assert {report.text[one.start : one.end] for one in headers} >= {"CMW/C/CAV/2", "2", "3"}
    assert min(one.start for one in headers) > max(
        one.end for one in report.blocks if one.zone != "running_header"
    )


def test_headings_paths_and_answers(report: Document) -> None:
    third = next(one for one in report.blocks if one.number == "3")
    assert third.heading_path == ("II. Implementation of the Convention", "A. Articles 1 and 7")
    assert third.answers == "article 1, 7"
    fourth = next(one for one in report.blocks if one.number == "4")
    assert fourth.heading_path[-1] == "Reply to paragraph 5 of the list of issues"
    assert fourth.answers == "question 5"
    assert all(one.level for one in zone(report, "heading"))


def test_items_keep_their_paragraph(report: Document) -> None:
    assert block(report, "4", "(a)") == "(a) Shelters for women;"
    assert block(report, "4", "(a) (i)") == "(i) In the capital;"
    assert block(report, "4", "(b)") == "(b) A hotline."


def test_notes_and_their_repeats(report: Document) -> None:
    notes = {one.note: one for one in report.blocks if one.zone in ("footnote", "endnote")}
    assert report.text[notes["1"].start : notes["1"].end].startswith("Law No. 20 of 2012")
    assert notes["2"].repeats
    assert not notes["1"].repeats


def test_tables_are_cells(report: Document) -> None:
    cells = [report.text[one.start : one.end] for one in zone(report, "table")]
    assert cells == ["Year", "Women", "Men", "2020", "1,204", "987", "2021", "1,350", "1,002"]


def test_foreign_paragraph_is_flagged(report: Document) -> None:
    fifth = next(one for one in report.blocks if one.number == "5")
    assert fifth.language == "fr"
    assert [warning.page for warning in report.warnings if warning.code == "foreign-paragraph"] == [3]


def test_every_printed_character_has_its_place(report: Document) -> None:
    covered = {i for one in report.segments for i in range(one.start, one.end)}
    bare = [i for i, character in enumerate(report.text) if i not in covered]
    assert all(report.text[i] in " \n" for i in bare)
    starts = [one.start for one in report.segments]
    assert starts == sorted(starts)
    for one, following in zip(report.blocks, report.blocks[1:], strict=False):
        assert report.text[one.end : following.start] == "\n"


def test_boxes_of_a_word(report: Document, tmp_path: Path) -> None:
    path = committee_report(tmp_path / "again.pdf")
    start = report.text.index("gender-based")
    ((piece,),) = span_pieces(path, report, [(start, start + len("gender-based"))])
    assert piece.page == 3
    left, bottom, right, top = piece.box
    assert 50 < right - left < 70
    assert 8 < top - bottom < 16


def test_refusals(tmp_path: Path) -> None:
    scan = write_pdf(tmp_path / "scan.pdf", plain_pages([[], [], []], picture=True))
    with pytest.raises(GmiError, match="no text layer on 3 of 3 pages"):
        read(scan)
    locked = write_pdf(
        tmp_path / "locked.pdf", plain_pages([["The Government of the State"]]), password="key"
    )
    with pytest.raises(GmiError, match="is encrypted"):
        read(locked)
    with pytest.raises(GmiError, match="another password"):
        read(locked, password="wrong")
    assert "Government" in read(locked, password="key").text
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(scan.read_bytes()[:300])
    with pytest.raises(GmiError, match=r"broken\.pdf"):
        read(broken)
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    with pytest.raises(GmiError, match="empty"):
        read(empty)
    with pytest.raises(GmiError, match="directory"):
        read(tmp_path)


def test_garbled_text_is_refused(tmp_path: Path) -> None:
    sentence = "The Government of the State has adopted a law on the rights of migrant workers. " * 3
    shifted = re.sub("[a-z]", lambda match: chr((ord(match[0]) - 97 + 3) % 26 + 97), sentence)
    garbled = write_pdf(
        tmp_path / "garbled.pdf", plain_pages([[shifted[i : i + 80]] for i in range(0, 240, 80)] * 9)
    )
    # Whatever it is taken for, it is no language that could be scored.
    assert read(garbled).language not in language_words()
    unknown = [Draft("body", [Piece("The \ue001\ue002\ue003\ue004 of \ufffd\ufffd\ufffd")])]
    with pytest.raises(GmiError, match="garbled"):
        finish(Source("unknown.pdf", "", "pdf", "test"), unknown)


# The real documents.

CASES = [
    ("working-group-uganda2011.pdf", "111.4", "discriminate against women (Poland)"),
    ("working-group-dominicanrepublic2010.pdf", "58", "women's deaths caused by gender-based violence"),
    ("A_HRC_WG.6_48_SVN_1-national-report-2024.pdf", "2", "Inter-Ministerial Commission"),
    ("working-group-gambia2010.pdf", "15", "a bill on gender-based violence, including protection"),
    ("A_HRC_WG.6_20_SVN_1-national-report-2014.pdf", "12", "2013-2022, the Resolution"),
    ("A_HRC_WG.6_20_SVN_1-national-report-2014.pdf", "12", "Adult Education 2012-2020 and"),
    ("A_HRC_WG.6_20_SVN_1-national-report-2014.pdf", "12", "2011-2020. In September"),
    ("working-group-canada2009.pdf", "36", "36 The Government is taking a range of measures"),
    ("working-group-comoros2009.pdf", "56", "l'homosexualité"),
]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "number", "expected"), CASES)
def test_real_paragraphs(shared_data: Path, name: str, number: str, expected: str) -> None:
    assert expected in block(read(shared_data / "pdf" / name), number)


@pytest.mark.shared
def test_real_note_repeats_its_recommendation(shared_data: Path) -> None:
    document = read(shared_data / "pdf" / "working-group-uganda2011.pdf")
    start = document.text.index("discriminate against women (Poland)")
    assert ("2", document.page_at(start)) in [
        (m.label, document.page_at(m.offset)) for m in document.note_markers
    ]
    note = next(one for one in document.blocks if one.zone == "footnote" and one.note == "2")
    assert note.repeats
    assert "discriminate against women" in document.text[note.start : note.end]
    assert document.page_at(note.start) == 14


@pytest.mark.shared
def test_real_paragraph_cites_both_its_pages(shared_data: Path) -> None:
    document = read(shared_data / "pdf" / "working-group-gambia2010.pdf")
    phrase = "a bill on gender-based violence, including protection"
    start = document.text.index(phrase)
    assert (document.page_at(start), document.page_at(start + len(phrase) - 1)) == (4, 5)


@pytest.mark.shared
def test_real_markers_of_the_years(shared_data: Path) -> None:
    document = read(shared_data / "pdf" / "A_HRC_WG.6_20_SVN_1-national-report-2014.pdf")
    after = {
        marker.label: document.text[marker.offset - 9 : marker.offset] for marker in document.note_markers
    }
    assert (after["12"], after["13"], after["14"]) == ("2013-2022", "2012-2020", "2011-2020")


@pytest.mark.shared
def test_real_header_with_a_slip_is_dropped(shared_data: Path) -> None:
    document = read(shared_data / "pdf" / "working-group-uzbekistan2013.pdf")
    assert document.cover.symbol is not None
    assert document.cover.symbol.value == "A/HRC/24/7"
    kept = [one for one in document.blocks if one.zone != "running_header"]
    assert not any("A/HRC24/7" in document.text[one.start : one.end] for one in kept)


@pytest.mark.shared
def test_real_foreign_paragraph_is_flagged(shared_data: Path) -> None:
    document = read(shared_data / "pdf" / "working-group-comoros2009.pdf")
    assert document.language == "en"
    assert all(one.language == "fr" for one in document.blocks if one.number == "56" and one.item is None)
    assert any(w.code == "foreign-paragraph" and "56" in w.message for w in document.warnings)


@pytest.mark.shared
def test_real_scan_is_refused(shared_data: Path) -> None:
    with pytest.raises(GmiError, match="no text layer on 7 of 7 pages"):
        read(shared_data / "pdf" / "scan-letter-no-text-layer.pdf", ocr="never")


@pytest.mark.shared
def test_real_words_are_those_of_another_program(shared_data: Path) -> None:
    """Word for word as PyMuPDF has them, hyphens, note numbers and signs apart."""
    fitz = pytest.importorskip("pymupdf")
    for path in sorted((shared_data / "pdf").glob("*.pdf")):
        if path.name.startswith("scan"):
            continue
        document = read(path)
        with fitz.open(path) as other:
            theirs = re.findall(
                r"[a-z]{4,}", normalise(" ".join(page.get_text() for page in other))[0].lower()
            )
        ours = re.findall(r"[a-z]{4,}", document.text.lower())
        assert abs(len(ours) - len(theirs)) <= 0.004 * len(theirs), path.name
