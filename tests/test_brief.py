"""brief: the draft of a civil society report, and that nothing in it is invented."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import etree, html

from gmi.brief import build, load_texts
from gmi.brief.gaps import gaps
from gmi.brief.passages import quotations
from gmi.brief.records import Brief, Table
from gmi.errors import GmiError
from gmi.flow import Options, score_report
from gmi.lexicon import load
from gmi.rate.assessment import Scored
from gmi.read.document import Found
from gmi.report.brief_files import check
from gmi.report.brief_markdown import brief_markdown
from gmi.report.brief_word import brief_word
from gmi.report.html.brief import page

SAMPLES = Path(__file__).parent.parent / "samples"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "<script>alert(1)</script> [x](y) \x1b[31m \ufffe =cmd()"


@pytest.fixture(scope="module", params=["tarvenia", "calvessa", "hallorin", "orrund"])
def sample(request: pytest.FixtureRequest) -> tuple[Scored, Brief]:
    scored = score_report(SAMPLES / f"{request.param}.pdf", Options())
    return scored, build(scored.assessment, load(), load_texts())


def test_quotations_are_the_report_s_own_words_at_their_place(sample: tuple[Scored, Brief]) -> None:
    scored, brief = sample
    whole = " ".join(scored.document.text.split())
    for one in brief.paragraphs:
        if one.kind == "quote":
            quoted = one.text.strip("“”")
            assert quoted in whole
            places = {
                f"{mention.paragraph}, p. {mention.page}"
                for mention in scored.assessment.mentions
                if quoted in " ".join(mention.sentence.split())
            }
            assert one.note.split("para. ")[-1] in places
            assert one.note.startswith("CMW/C/")


def test_every_area_has_its_parts(sample: tuple[Scored, Brief]) -> None:
    scored, brief = sample
    names = {area.name: area for area in scored.assessment.areas}
    chosen = [part.heading for part in brief.sections if part.heading in names]
    assert chosen
    sizes = {gap.area.name: gap.size for gap in gaps(scored.assessment, load())}
    assert [sizes[name] for name in chosen] == sorted((sizes[name] for name in chosen), reverse=True)
    text = brief_markdown(brief)
    for name in chosen:
        part = text.split(f"## {name}\n")[1].split("\n## ")[0]
        assert [
            part.count(heading)
            for heading in ("What the State reports", "What it leaves out", "What applies")
        ] == [*(1, 1, 1)]
        area = names[name]
        assert ("does not treat" in part) == (not area.present)
        for question in area.questions:
            assert question in part.replace("\\", "")
        for risk in area.risks_missing:
            assert risk.name[1:] in part.replace("\\", "")


def test_gaps_by_hand(sample: tuple[Scored, Brief]) -> None:
    for gap in gaps(sample[0].assessment, load()):
        area = gap.area
        assert 0 <= gap.size <= 1
        if not area.present:
            assert gap.size == 1
            continue
        lenses = 1 - (area.gendered + area.lgbtqia + area.migrant) / (3 * area.paragraphs)
        risks = len(area.risks_missing) / (len(area.risks_missing) + len(area.risks_named))
        instruments = len(area.instruments_missing) / (
            len(area.instruments_missing) + len(area.instruments_cited)
        )
        assert gap.size == pytest.approx((lenses + risks + instruments + 1 - len(gap.figures) / 3) / 4)


def test_a_gap_that_the_report_admits_is_introduced_as_one(sample: tuple[Scored, Brief]) -> None:
    scored, _ = sample
    gap = {m.sentence for m in scored.assessment.mentions if "gap" in m.contexts and m.counted}
    for area in scored.assessment.areas:
        for one in quotations(scored.assessment, area):
            assert one.admits_gap == (one.where.sentence in gap)


def test_the_finding_has_the_figures(sample: tuple[Scored, Brief]) -> None:
    scored, brief = sample
    opening = " ".join(one.text for one in brief.sections[0].content if not isinstance(one, Table))
    assert scored.assessment.summary in opening
    assert f"rated {scored.assessment.rating} overall" in opening


def test_word_has_real_footnotes(sample: tuple[Scored, Brief]) -> None:
    _, brief = sample
    content = brief_word(brief)
    assert content == brief_word(brief)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        body = etree.fromstring(package.read("word/document.xml"))
    wanted = [one.note for one in brief.paragraphs if one.note]
    found = ["".join(note.itertext()).strip() for note in notes if note.get(f"{WORD}type") is None]
    assert found == [f"{note}." for note in wanted]
    references = [one.get(f"{WORD}id") for one in body.iter(f"{WORD}footnoteReference")]
    assert references == [str(number) for number in range(1, len(wanted) + 1)]
    document = Document(io.BytesIO(content))
    assert document.paragraphs[0].style.name == "Title"
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[-1].startswith("Annex")
    assert len(document.tables) == 3


def test_an_organisation_s_template_keeps_its_header(tmp_path: Path, sample: tuple[Scored, Brief]) -> None:
    own = Document()
    own.sections[0].header.paragraphs[0].text = "Our Organisation"
    own.add_paragraph("Delete me")
    own.save(str(tmp_path / "own.docx"))
    made = Document(io.BytesIO(brief_word(sample[1], tmp_path / "own.docx")))
    assert made.sections[0].header.paragraphs[0].text == "Our Organisation"
    assert "Delete me" not in [one.text for one in made.paragraphs]
    (tmp_path / "bad.docx").write_text("no")
    with pytest.raises(GmiError, match="no Word document"):
        brief_word(sample[1], tmp_path / "bad.docx")


def test_markdown_and_html_link_their_notes(sample: tuple[Scored, Brief]) -> None:
    text, root = brief_markdown(sample[1]), html.fromstring(page(sample[1]))
    number = sum(bool(one.note) for one in sample[1].paragraphs)
    assert re.findall(r"\[\^(\d+)\]:", text) == [str(n) for n in range(1, number + 1)]
    assert len(re.findall(r"\[\^\d+\](?!:)", text)) == number
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in root.xpath("//a/@href")} <= set(ids)


def test_hostile_reports_stay_text() -> None:
    scored = score_report(SAMPLES / "calvessa.pdf", Options())
    one = scored.assessment
    mentions = tuple(replace(m, sentence=f"Women {HOSTILE} are protected by a law.") for m in one.mentions)
    cover = replace(one.source.cover, state=Found(HOSTILE, "cover"))
    hostile = replace(one, mentions=mentions, source=replace(one.source, cover=cover))
    brief = build(hostile, load(), load_texts())
    root = html.fromstring(page(brief))
    assert not root.xpath("//script")
    assert "<script>" not in brief_markdown(brief).replace("\\<", "")
    assert "<script>alert(1)</script>" in Document(io.BytesIO(brief_word(brief))).paragraphs[0].text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[area]\nrisk = 'x'", r"own.toml:2: no sentence is called 'risk'. Did you mean 'risks'"),
        ("[aera]\nrisks = 'x'", r"no section \[aera\]. Did you mean 'area'"),
        ("[area]\nsilent = 'Nothing on {areas}'", r"nothing fills {areas}|areas.*There is: {area}"),
        ("[area]\nsilent = 'Nothing on {area'", "own.toml:2"),
        ("[area]\nsilent = 3", "should be text in quotes"),
        ("[area", "Mend the TOML"),
    ],
)
def test_mistakes_in_own_sentences(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(GmiError, match=message):
        load_texts("en", tmp_path / "own.toml")


def test_own_sentences_take_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[area]\nsilent = 'Not a word on {area}.'\n")
    scored = score_report(SAMPLES / "hallorin.pdf", Options())
    brief = build(scored.assessment, load(), load_texts("en", tmp_path / "own.toml"), areas=["domestic-work"])
    assert [part.heading for part in brief.sections if part.level == 1][1] == "Domestic work"
    with pytest.raises(GmiError, match="no policy area 'domestic'"):
        build(scored.assessment, load(), load_texts(), areas=["domestic"])


def test_forms_that_there_are_not() -> None:
    with pytest.raises(GmiError, match=r"\.docx, \.md, \.html"):
        check(Path("x.pdf"), None)
    with pytest.raises(GmiError, match="for Word files"):
        check(Path("x.md"), Path("own.docx"))
