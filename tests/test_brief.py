"""brief: the draft of a civil society report, and that nothing in it is invented."""

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from gmi.brief import Brief, build, load_texts
from gmi.brief.facts import report_facts
from gmi.brief.gaps import gaps
from gmi.brief.records import Note, Table, Text
from gmi.brief.wording import blanks, fill, listed
from gmi.errors import GmiError
from gmi.flow import Options, score_report
from gmi.lexicon import load
from gmi.lexicon.states import is_open_to, state_in_text
from gmi.rate.assessment import Place, Scored
from gmi.read.document import Cover, Found
from gmi.report.brief_files import check
from gmi.report.brief_markdown import brief_markdown
from gmi.report.brief_word import brief_word
from gmi.report.html.brief import page

SAMPLES = Path(__file__).parent.parent / "samples"
GOLDEN = Path(__file__).parent / "golden" / "brief.md"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "<script>alert(1)</script> [x](y) \x1b[31m \ufffe {state} =cmd()"
HEADINGS = (
    "What the State party reports",
    "Gendered risks left out",
    "Instruments that apply",
    "Whose data is missing",
    "Recommended questions",
)


@pytest.fixture(scope="module", params=["tarvenia.pdf", "calvessa.pdf", "hallorin.pdf", "orrund.docx"])
def sample(request: pytest.FixtureRequest) -> tuple[Scored, Brief]:
    scored = score_report(SAMPLES / request.param, Options())
    return scored, build(scored, load(), load_texts())


@pytest.fixture(scope="module")
def anchor() -> Scored:
    return score_report(SAMPLES / "tarvenia.pdf", Options())


def prose(brief: Brief) -> str:
    return "\n".join(one.text for one in brief.paragraphs)


def in_area(brief: Brief, name: str) -> str:
    """The text of an area's sections."""
    headings = [part.heading for part in brief.sections]
    start = headings.index(name)
    parts = brief.sections[start + 1 : start + 1 + len(HEADINGS)]
    return "\n".join(one.text for part in parts for one in part.content if not isinstance(one, Table))


def test_quotations_are_the_report_s_own_words_at_their_place(sample: tuple[Scored, Brief]) -> None:
    scored, brief = sample
    whole = " ".join(scored.document.text.split())
    quotes = [one for one in brief.paragraphs if one.kind == "quote"]
    assert len(quotes) >= 6
    assert len({one.text for one in quotes}) == len(quotes)
    for one in quotes:
        quoted = one.text[1:-1]
        assert quoted in whole
        places = {
            (
                f"para. {mention.paragraph}, p. {mention.page}"
                if mention.page
                else f"para. {mention.paragraph}"
            )
            for mention in scored.assessment.mentions
            if quoted in " ".join(mention.sentence.split())
        }
        (note,) = one.notes
        assert any(note.endswith(place) for place in places), (note, places)


def test_a_sentence_over_two_pages_is_one_passage_cited_where_it_begins() -> None:
    scored = score_report(SAMPLES / "calvessa.pdf", Options())
    sentence = "Parental leave of eight weeks for the second parent"
    assert {one.page for one in scored.assessment.mentions if one.sentence.startswith(sentence)} == {8, 9}
    tables = [one for part in build(scored, load(), load_texts()).sections for one in part.content]
    rows = [row for one in tables if isinstance(one, Table) for row in one.rows if sentence in row[1]]
    assert [(row[0], row[2]) for row in rows] == [
        ("para. 43, p. 8", "Reproductive and maternal, Women, Sexual orientation")
    ]


def test_footnotes_name_the_report(sample: tuple[Scored, Brief]) -> None:
    scored, brief = sample
    symbol = scored.document.cover.symbol
    name = symbol.value if symbol else "Second periodic report of Orrund"
    assert brief.notes
    assert all(note.startswith(f"{name}, ") for note in brief.notes)
    assert "orrund.docx" not in prose(brief).split("SHA-256")[0]


def test_no_two_footnotes_stand_side_by_side(anchor: Scored, sample: tuple[Scored, Brief]) -> None:
    """Their numbers would run together: "303132". Several places share a note."""
    for one in sample[1].paragraphs:
        assert not any(isinstance(a, Note) and isinstance(b, Note) for a, b in pairwise(one.words)), one.text
    places = (Place(5, "12", (), "body"), Place(5, "12", (), "body"), Place(21, "130.3", (), "body"))
    note = report_facts(anchor.assessment, load_texts()).cite(*places)
    assert note.text == "CMW/C/TVN/2, para. 12, p. 5; para. 130.3, p. 21"


def test_every_area_has_its_parts(sample: tuple[Scored, Brief]) -> None:
    scored, brief = sample
    ordered = gaps(scored, load(), load_texts().many("words", "figures"))
    names = [part.heading for part in brief.sections if part.level == 1][2:]
    assert names[:6] == [gap.area.name for gap in ordered[:6]]
    for gap in ordered[:6]:
        start = [part.heading for part in brief.sections].index(gap.area.name)
        assert tuple(part.heading for part in brief.sections[start + 1 : start + 6]) == HEADINGS
        text = in_area(brief, gap.area.name)
        for question in gap.area.questions:
            assert question in text
        assert all(risk.name[1:] in text for risk in (*gap.area.risks_missing, *gap.area.risks_named))
        assert all(one.name in text for one in gap.area.instruments_cited)
        assert f"[Your evidence: testimonies, cases, studies and figures on {gap.area.name.lower()}" in text
    silent = [area for area in scored.assessment.areas if not area.present]
    assert ("Policy areas that the report does not treat" in names) == bool(silent)
    for area in silent:
        assert area.name.lower() in prose(brief).lower()
        assert area.questions[0] in prose(brief)


def test_gaps_by_hand(sample: tuple[Scored, Brief]) -> None:
    """docs/brief.md has the formula."""
    found = gaps(sample[0], load(), ["half"])
    assert [gap.size for gap in found] == sorted((gap.size for gap in found), reverse=True)
    for gap in found:
        area, n = gap.area, gap.area.paragraphs
        risks = len(area.risks_named) + len(area.risks_missing)
        instruments = len(area.instruments_cited) + len(area.instruments_missing)
        missing = 2 * (1 - area.gendered / n) + (1 - area.lgbtqia / n) + (1 - area.migrant / n)
        missing += 2 * len(area.risks_missing) / risks + len(area.instruments_missing) / instruments
        missing += (3 - len(gap.figures)) / 3
        assert gap.size == pytest.approx(missing / 8 * n / (n + 5) * risks / (risks + 5))
        assert 0 <= gap.size < 1


def test_whose_data_is_missing_is_true(sample: tuple[Scored, Brief]) -> None:
    """Where a brief says that there is no figure, no sentence of the area with that group has a digit."""
    scored, _ = sample
    for gap in gaps(scored, load(), load_texts().many("words", "figures")):
        rows = [scored.assessment.mentions[index] for index in gap.area.evidence]
        for group in gap.without_figures:
            for row in rows:
                if row.group == group and row.zone in ("body", "annex"):
                    left = re.sub(r"\b(19|20)\d\d\b|^\d+\.|\b[Nn]o\. ?\d+", "", row.sentence)
                    assert not re.search(r"\d+ (?:per cent|women|girls|migrants|persons)", left), row.sentence


def test_gaps_and_plans_are_not_presented_as_done(sample: tuple[Scored, Brief]) -> None:
    scored, brief = sample
    gap = {
        " ".join(row.sentence.split())
        for row in scored.assessment.mentions
        if row.group in ("gender", "lgbtqia") and {"gap", "negated"} & set(row.contexts) and row.counted
    }
    planned = {" ".join(one.sentence.split()) for one in scored.assessment.actions if one.tense == "planned"}
    introduced = ""
    for one in brief.paragraphs:
        if one.kind != "quote":
            introduced = one.text
        elif introduced.startswith(("Where gender", "Among its most concrete")):
            text = one.text[1:-1]
            assert not any(sentence.endswith(text) for sentence in gap)
            assert not any(sentence.endswith(text) for sentence in planned - gap)


def test_the_finding_has_the_figures(sample: tuple[Scored, Brief]) -> None:
    scored, brief = sample
    one, text = scored.assessment, prose(brief)
    assert one.summary in text
    assert f"Overall, the rating is {one.rating}: a score of {one.overall.score:.2f}" in text
    gender = next(count for count in one.counts if count.group == "gender")
    assert f"{gender.per_1000_words:.2f} references to gender per 1,000 words" in text
    for level in {part.rating.level for part in one.groups[0].dimensions} - {"absent"}:
        assert f"{level} " in text


def test_levels_that_are_the_same_are_said_once(anchor: Scored) -> None:
    text = prose(build(anchor, load(), load_texts()))
    assert "shows moderate mention of, engagement with and commitment to gender dynamics." in text


def test_a_rule_that_holds_nothing_down_is_not_told(anchor: Scored) -> None:
    assert "held down by a rule" not in prose(build(anchor, load(), load_texts()))
    overall = replace(anchor.assessment.overall, score=0.9)
    high = replace(anchor, assessment=replace(anchor.assessment, overall=overall))
    assert "held down by a rule of the index: LGBTQIA+" in prose(build(high, load(), load_texts()))


def test_markdown_as_looked_at(anchor: Scored) -> None:
    made = brief_markdown(build(anchor, load(), load_texts(), areas=["domestic-work"]))
    head, _, annex = made.partition("## Annex")
    assert annex.count("| --- |") >= 4
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(head, encoding="utf-8")
    assert head == GOLDEN.read_text(encoding="utf-8")


def test_word_has_real_footnotes(sample: tuple[Scored, Brief]) -> None:
    _, brief = sample
    content = brief_word(brief)
    assert content == brief_word(brief)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(package.namelist()) == len(set(package.namelist()))
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        body = etree.fromstring(package.read("word/document.xml"))
        assert b"footnotes+xml" in package.read("[Content_Types].xml")
        assert b"footnotePr" in package.read("word/settings.xml")
    found = ["".join(note.itertext()).strip() for note in notes if note.get(f"{WORD}type") is None]
    assert found == [f"{note}." for note in brief.notes]
    assert [note.get(f"{WORD}type") for note in notes][:2] == ["separator", "continuationSeparator"]
    references = [one.get(f"{WORD}id") for one in body.iter(f"{WORD}footnoteReference")]
    assert references == [str(number) for number in range(1, len(brief.notes) + 1)]


def test_word_has_styles_and_properties(sample: tuple[Scored, Brief]) -> None:
    _, brief = sample
    document = Document(io.BytesIO(brief_word(brief)))
    styles = [one.style.name for one in document.paragraphs]
    assert styles[:2] == ["Title", "Subtitle"]
    assert {"Heading 1", "Heading 2", "Quote", "List Bullet", "Caption"} <= set(styles)
    assert document.core_properties.title == brief.title
    assert document.core_properties.language == "en"
    lang = document.styles.element.find(f".//{WORD}lang")
    assert lang.get(f"{WORD}val") == "en-GB"
    assert len(document.tables) == 5
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(f"{WORD}tblHeader") is not None
    assert "PAGE" in etree.tostring(document.sections[0].footer._element).decode()
    runs = [run for one in document.paragraphs for run in one.runs if run.font.highlight_color is not None]
    assert len(runs) >= brief.places
    assert all("[" in run.text for run in runs)


def template(path: Path, marker: bool) -> Path:
    own = Document()
    own.sections[0].header.paragraphs[0].text = "Our Organisation"
    own.sections[0].footer.paragraphs[0].text = "Our footer"
    own.add_paragraph("Above")
    if marker:
        own.add_paragraph("{brief}")
        own.add_paragraph("Below")
    own.styles["Heading 1"].font.size = Pt(28)
    own.save(str(path))
    return path


@pytest.mark.parametrize("marker", [True, False])
def test_an_organisation_s_template_is_kept(marker: bool, tmp_path: Path, anchor: Scored) -> None:
    brief = build(anchor, load(), load_texts(), areas=["health"])
    made = Document(io.BytesIO(brief_word(brief, template(tmp_path / "own.docx", marker))))
    section = made.sections[0]
    assert section.header.paragraphs[0].text == "Our Organisation"
    assert [one.text for one in section.footer.paragraphs] == ["Our footer"]
    assert "PAGE" not in etree.tostring(section.footer._element).decode()
    texts = [one.text for one in made.paragraphs]
    assert texts[0] == "Above"
    assert texts[1] == brief.title
    assert ("Below" in texts) == marker
    assert "{brief}" not in texts
    assert made.styles["Heading 1"].font.size == Pt(28)


def test_a_template_s_own_footnotes_stay(tmp_path: Path, anchor: Scored) -> None:
    brief = build(anchor, load(), load_texts(), areas=["health"])
    first = tmp_path / "first.docx"
    first.write_bytes(brief_word(brief))
    with zipfile.ZipFile(io.BytesIO(brief_word(brief, first))) as package:
        assert package.namelist().count("word/footnotes.xml") == 1
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        body = etree.fromstring(package.read("word/document.xml"))
    ids = [one.get(f"{WORD}id") for one in notes]
    references = [one.get(f"{WORD}id") for one in body.iter(f"{WORD}footnoteReference")]
    assert len(ids) == len(set(ids)) == 2 + 2 * len(brief.notes)
    assert len(references) == len(set(references)) == 2 * len(brief.notes)
    assert set(references) <= set(ids)


def test_what_is_no_template(tmp_path: Path, anchor: Scored) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_text("no")
    with pytest.raises(GmiError, match="no Word document"):
        brief_word(build(anchor, load(), load_texts()), bad)


def test_markdown_and_html_link_their_notes(sample: tuple[Scored, Brief]) -> None:
    brief = sample[1]
    text, root = brief_markdown(brief), html.fromstring(page(brief))
    number = len(brief.notes)
    assert re.findall(r"\[\^(\d+)\]:", text) == [str(n) for n in range(1, number + 1)]
    assert re.findall(r"\[\^(\d+)\](?!:)", text) == [str(n) for n in range(1, number + 1)]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in root.xpath("//a/@href")} <= set(ids)
    assert len(root.xpath("//li[starts-with(@id, 'note-')]")) == number
    assert root.xpath("//ul/li")
    assert all(mark.text_content().startswith("[") for mark in root.xpath("//mark"))


def test_hostile_reports_stay_text(anchor: Scored) -> None:
    one = anchor.assessment
    mentions = tuple(replace(m, sentence=f"Women {HOSTILE} are protected by a law.") for m in one.mentions)
    cover = replace(one.source.cover, state=Found(HOSTILE, "cover"), title=Found(HOSTILE, "cover"))
    source = replace(one.source, cover=cover, name=HOSTILE)
    hostile = replace(anchor, assessment=replace(one, mentions=mentions, source=source))
    brief = build(hostile, load(), load_texts())
    root = html.fromstring(page(brief))
    assert not root.xpath("//script")
    assert "alert(1)" in root.text_content()
    made = brief_markdown(brief)
    assert "<script>" not in made.replace("\\<", "")
    assert "\x1b" not in made
    assert "<script>alert(1)</script>" in Document(io.BytesIO(brief_word(brief))).paragraphs[0].text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[area]\nrisk = 'x'", r"own.toml:2: No sentence is called 'risk' in \[area\]. Did you mean 'risks'"),
        ("[aera]\nrisks = 'x'", r"own.toml:1: There is no section \[aera\]. Did you mean 'area'"),
        ("\n[area]\nnamed = 'On {areas}'", r"own.toml:3: Nothing fills in {areas} here."),
        ("[area]\nnot_cited = 'Not {mising}'", r"own.toml:2: .*Did you mean 'missing'"),
        ("[area]\nnamed = 'Nothing on {named'", r"own.toml:2: named has a brace without"),
        ("[area]\nnamed = 3", "named should be text in quotes"),
        ("[annex]\ncount_columns = ['a']", "should have 3 texts, and has 1"),
        ("[[question]]\nwhen = 'nevr'\nask = 'What?'", r"own.toml:2: There is no gap 'nevr'"),
        ("[[question]]\nask = 'What?'", "has the keys when and ask"),
        ("[[question]]\nwhen = 'always'\nask = '{stat}?'", "own.toml:3: Nothing fills in {stat}"),
        ("[area", r"own.toml:1: .*Mend the TOML"),
    ],
)
def test_mistakes_in_own_sentences(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(text)
    for place in (tmp_path, tmp_path / "own.toml"):
        with pytest.raises(GmiError, match=message):
            load_texts("en", place)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[area]\nrisk = 'x'\nnamed = '{x}'\n")
    command = [sys.executable, "-m", "gmi", "brief", SAMPLES / "hallorin.pdf", "-o", tmp_path / "b.md"]
    ran = subprocess.run([*command, "--texts", own], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert [line.split(":")[2] for line in ran.stderr.splitlines()] == ["2", "3"]
    assert not (tmp_path / "b.md").exists()
    with pytest.raises(GmiError, match="Can't read"):
        load_texts("en", tmp_path / "none.toml")
    (tmp_path / "empty").mkdir()
    with pytest.raises(GmiError, match=r"no \.toml file"):
        load_texts("en", tmp_path / "empty")


def test_own_sentences_and_questions_take_the_place_of_ours(tmp_path: Path, anchor: Scored) -> None:
    (tmp_path / "a.toml").write_text("[area]\nevidence = ''\nreports = 'On paper'\n")
    (tmp_path / "b.toml").write_text("[[question]]\nwhen = 'always'\nask = 'What of {state}?'\n")
    brief = build(anchor, load(), load_texts("en", tmp_path), areas=["health", "domestic-work"])
    headings = [part.heading for part in brief.sections]
    assert "On paper" in headings
    assert "testimonies" not in prose(brief)
    assert "What of Tarvenia?" in prose(brief)
    assert "sexual orientation, gender identity and gender expression" not in prose(brief)
    assert [h for h in headings if h in ("Health", "Domestic work")] == ["Health", "Domestic work"]
    with pytest.raises(GmiError, match=r"no policy area 'helth'. Did you mean 'health'"):
        build(anchor, load(), load_texts(), areas=["helth"])


def test_limit(anchor: Scored) -> None:
    brief = build(anchor, load(), load_texts(), limit=2)
    assert len([part for part in brief.sections if part.heading == HEADINGS[0]]) == 2


def test_forms_that_there_are_not() -> None:
    with pytest.raises(GmiError, match=r"\.docx, \.md, \.html"):
        check(Path("x.pdf"), None)
    with pytest.raises(GmiError, match="for Word files"):
        check(Path("x.md"), Path("own.docx"))


@pytest.mark.parametrize(
    ("sentence", "known", "text"),
    [
        ("In {n} {n?paragraph|paragraphs}.", {"n": 1}, "In 1 paragraph."),
        ("In {n} {n?paragraph|paragraphs}.", {"n": 1200}, "In 1,200 paragraphs."),
        ("{state!} reports.", {"state": "the Philippines"}, "The Philippines reports."),
        ("[Yours: {state}] {x}", {"state": "{x}", "x": "[y]"}, "[Yours: {x}] [y]"),
    ],
)
def test_filling_in(sentence: str, known: dict[str, str | int], text: str) -> None:
    assert "".join(one.text for one in fill(sentence, known)) == text


def test_what_is_left_to_the_analyst_is_marked() -> None:
    words = fill("See [yours on {x}] and {y}.", {"x": "a", "y": "[b]"})
    assert words == (Text("See "), Text("[yours on a]", place=True), Text(" and [b]."))


def test_notes_stand_behind_marks() -> None:
    words = fill("It cites {x}; then {y}.", {"x": (Text("a"), Note("1")), "y": (Text("b"), Note("2"))})
    assert words == (Text("It cites a;"), Note("1"), Text(" then b."), Note("2"))


@pytest.mark.parametrize("sentence", ["{state", "state}", "{st ate}", "{n?one}", "{}"])
def test_blanks_that_are_none(sentence: str) -> None:
    with pytest.raises(ValueError, match="brace"):
        blanks(sentence)


@pytest.mark.parametrize(
    ("items", "text"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a, x", "b"], "a, x; and b"),
        (["a and x", "b", "c"], "a and x; b; and c"),
    ],
)
def test_lists(items: list[str], text: str) -> None:
    assert "".join(one.text for one in listed(items, "and")) == text


@given(st.lists(st.text(alphabet="abc ,", min_size=1), max_size=6))
def test_lists_lose_nothing(items: list[str]) -> None:
    text = "".join(one.text for one in listed(items, "and"))
    assert all(item in text for item in items)


@pytest.mark.parametrize(
    ("state", "iso3", "text"),
    [
        ("Philippines", "PHL", "the Philippines"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR", "the United Kingdom"),
        ("Peru", "PER", "Peru"),
        ("Republic of Orrund", None, "the Republic of Orrund"),
        ("Tarvenia", None, "Tarvenia"),
    ],
)
def test_states_as_a_sentence_has_them(state: str, iso3: str | None, text: str) -> None:
    assert state_in_text(Cover(state=Found(state, "cover"), iso3=iso3), "en") == text
    assert state_in_text(Cover(), "en") == "the State party"


@pytest.mark.parametrize(("date", "asked"), [("2012-12-27", False), ("2018-12-27", True), (None, True)])
def test_an_instrument_of_a_later_year_is_not_asked_about(
    date: str | None, asked: bool, anchor: Scored
) -> None:
    """The brief on a report of 2012 does not ask about the Global Compact for Migration (2018)."""
    old = anchor.assessment
    cover = replace(old.source.cover, date=Found(date, "cover") if date else None)
    mentions = tuple(replace(one, category="gcr") if one.category == "gcm" else one for one in old.mentions)
    assessment = replace(old, source=replace(old.source, cover=cover), mentions=mentions)
    brief = build(replace(anchor, assessment=assessment), load(), load_texts())
    assert ("bring the Global Compact" in prose(brief)) is asked


def test_regional_instruments_are_for_their_region() -> None:
    assert is_open_to("istanbul-convention", "SVN", "en")
    assert not is_open_to("istanbul-convention", "PER", "en")
    assert not is_open_to("maputo-protocol", None, "en")
    assert is_open_to("ilo-c189", None, "en")
