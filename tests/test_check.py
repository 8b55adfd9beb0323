"""check: what gmi.toml may say, what is wrong with a draft, and what would satisfy it."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from gmi.check.config import config_schema
from gmi.check.draft import Passage
from gmi.check.files import matched
from gmi.check.load import find_configuration, load_configuration, shipped_wording
from gmi.check.require.wording import used_in
from gmi.errors import GmiError
from gmi.lexicon import languages
from gmi.lexicon.folder import data_folder
from gmi.rate.assessment import Place
from tests.check_project import CONFIG, REPORT, edit, gmi_command, project, require
from tests.test_cli import Ended

__all__ = ["gmi_command", "project"]

ROOT = Path(__file__).parent.parent
Run = Callable[..., Ended]


def findings(run: Run, *arguments: object) -> list[dict[str, Any]]:
    """The findings of `gmi check`, with the status that fits them."""
    ended = run("check", "--format", "json", *arguments)
    result = json.loads(ended.out)
    assert ended.status == result["exit_status"]
    assert ended.err == ""
    return [
        finding
        for file in result["files"]
        for requirement in file["requirements"]
        for finding in requirement["findings"]
    ]


def table(text: str) -> str:
    """The sentences of a page whose lines are broken."""
    return " ".join(text.split())


# Requirements

HOLD = [
    '[rating]\noverall = "high"',
    "[rating]\nscore = 0.5\nstability = 0.1",
    '[rating]\ngender.mention = "moderate"\nlgbtqia.mention = "low"',
    '[[references]]\nto = ["gender", "lgbtqia", "girls", "gender/women"]',
    '[[references]]\nto = ["gender"]\nat_least = 2\nareas = ["trafficking"]',
    '[[areas]]\nareas = ["health", "domestic-work"]\nlenses = ["gender", "migration"]',
    '[[instruments]]\ncite = ["ilo-c189"]',
    '[[paragraphs]]\nnumbers = ["1-2", "5"]\nlenses = ["gender"]',
    '[[paragraphs]]\nheadings = ["*TRAFFICKING*"]\nlenses = ["gender"]\nshare = 0.5',
    '[[paragraphs]]\nareas = ["recruitment"]\nlenses = ["gender"]',
    "[wording]",
    "[reading]\nunread_pages = 0\nforeign_text = 0.0",
]  # fmt: skip


@pytest.mark.parametrize("required", HOLD)
def test_what_holds(required: str, gmi_command: Run, project: Path) -> None:
    require(project, required)
    assert findings(gmi_command) == []
    ended = gmi_command("check")
    assert ended.status == 0
    assert "all requirements hold" in ended.out


# What is required; rule and subject; what it says; what would satisfy it; where: paragraph, words.
FAIL: list[tuple[str, str, str, str, str | None]] = [
    (
        '[rating]\noverall = "high"\nlgbtqia.mention = "moderate"',
        "rating lgbtqia/mention",
        r"The rating for mention of LGBTQIA\+ is low \(score 0\.\d\d\); it must be moderate or higher\.",
        r"A rule holds it at low: fewer than 3 references",
        None,
    ),
    (
        "[rating]\nscore = 0.99",
        "rating score",
        r"The overall score is 0\.\d\d \(\w+\); it must be 0\.99 or more\.",
        r"0\.\d\d more\. What can rise most is \w+ of gender \(score 0\.\d\d, \w+\)\. Best places: para\. \d",
        None,
    ),
    (
        '[[references]]\nto = ["lgbtqia"]\nat_least = 3',
        "references lgbtqia",
        r"1 reference to LGBTQIA\+; there must be at least 3\.",
        r"2 more references to LGBTQIA\+\. Best places: para\. 5; para\. 1; para\. 3\.",
        "5",
    ),
    (
        '[[references]]\nto = ["girls"]\nareas = ["health"]',
        "references gender/girls in health",
        r"Nothing refers to girls \(gender\) in the \d paragraphs on health; there must be at least 1\.",
        r"1 more reference to girls \(gender\)\. Best places?: para\. [34]",
        "4",
    ),
    (
        '[[references]]\nto = ["gender"]\nareas = ["recruitment"]',
        "references gender in recruitment",
        r"Recruitment is not treated, so nothing there refers to gender\.",
        r"1 more reference to gender, in a paragraph on recruitment\.",
        None,
    ),
    (
        '[[areas]]\nareas = ["recruitment"]\nlenses = ["gender"]',
        "area recruitment",
        r"Recruitment is not treated; at least 1 paragraph must treat it\.",
        r"1 more paragraph to say what is done, in words such as “",
        None,
    ),
    (
        '[[areas]]\nareas = ["trafficking"]\nlenses = ["lgbtqia"]',
        "area lgbtqia in trafficking",
        r"None of the 2 paragraphs on trafficking refers to LGBTQIA\+\.",
        r"One paragraph on trafficking that refers to LGBTQIA\+\. Best places: para\. 5; para\. 6\.",
        "5",
    ),
    (
        '[[instruments]]\ncite = ["cedaw"]',
        "instrument cedaw",
        r"CEDAW is not cited \(Convention on the Elimination of All Forms of Discrimination",
        r"One citation, as in “CEDAW”\. Best places: para\. \d",
        None,
    ),
    (
        '[[paragraphs]]\nheadings = ["*trafficking*"]\nlenses = ["gender"]',
        "paragraph-lens gender in under “*trafficking*”",
        r"1 of 2 paragraphs under “\*trafficking\*” does not refer to gender; each of them must: para\. 6\.",
        r"A reference to gender in 1 more paragraph\. Best place: para\. 6\.",
        "6",
    ),
    (
        '[[paragraphs]]\nnumbers = ["3-6"]\nlenses = ["lgbtqia"]\nshare = 0.5',
        "paragraph-lens lgbtqia in numbered 3-6",
        r"3 of 4 paragraphs numbered 3-6 do not refer to LGBTQIA\+; 50% of them must: paras\. 3, 5, 6\.",
        r"A reference to LGBTQIA\+ in 1 more paragraph\.",
        None,
    ),
    (
        '[[paragraphs]]\nnumbers = ["44"]\nlenses = ["gender"]',
        "paragraph-lens numbered 44",
        r"There is no paragraph numbered 44\.",
        r"Its paragraphs are numbered 1 to 6\.",
        "1",
    ),
    (
        '[[paragraphs]]\nnumbers = ["1-2", "44"]\nlenses = ["gender"]',
        "paragraph-lens numbered 44",
        r"There is no paragraph numbered 44\.",
        r"Its paragraphs are numbered 1 to 6\.",
        "1",
    ),
    (
        '[[paragraphs]]\nheadings = ["*slavery*"]\nlenses = ["gender", "lgbtqia"]',
        "paragraph-lens under “*slavery*”",
        r"There is no paragraph under “\*slavery\*”\.",
        r"Its headings: .*C\. Trafficking in persons\.",
        "1",
    ),
    (
        '[[references]]\nto = ["girls"]\nat_least = 2\nareas = ["housing"]',
        "references gender/girls in housing",
        r"1 reference to girls \(gender\) in the one paragraph on housing; there must be at least 2\.",
        r"1 more reference to girls \(gender\)\. Best place: para\. 5\.",
        "5",
    ),
    (
        '[[areas]]\nareas = ["housing"]\nlenses = ["lgbtqia"]',
        "area lgbtqia in housing",
        r"The one paragraph on housing nowhere refers to LGBTQIA\+\.",
        r"One paragraph on housing that refers to LGBTQIA\+\. Best place: para\. 5\.",
        "5",
    ),
    (
        '[[areas]]\nareas = ["recruitment"]\nparagraphs = 3',
        "area recruitment",
        r"Recruitment is not treated; at least 3 paragraphs must treat it\.",
        r"3 more paragraphs to say what is done, in words such as “",
        None,
    ),
    (
        '[rating]\nlgbtqia.engagement = "high"',
        "rating lgbtqia/engagement",
        r"The rating for engagement of LGBTQIA\+ is low \(score 0\.\d\d\); it must be high\.",
        r"A rule holds it at low: .*\. Once it doesn't, |A rule holds it at low: ",
        None,
    ),
]


@pytest.mark.parametrize(("required", "which", "what", "remedy", "paragraph"), FAIL, ids=[f[1] for f in FAIL])
def test_what_fails(
    required: str, which: str, what: str, remedy: str, paragraph: str | None, gmi_command: Run, project: Path
) -> None:
    require(project, required)
    (finding,) = findings(gmi_command)
    assert f"{finding['rule']} {finding['subject']}" == which
    assert re.match(what, finding["what"])
    assert re.search(remedy, finding["remedy"])
    assert finding["why"]
    nearest = finding["where"][0]
    assert nearest["heading_path"]
    assert nearest["text"] in REPORT
    assert nearest["paragraph"] == paragraph or paragraph is None
    assert gmi_command("check").status == 1


CITED = [
    ('[[references]]\nto = ["lgbtqia"]\nat_least = 3', "gender and migration, but not to LGBTQIA+"),
    ('[[references]]\nto = ["gender"]\nat_least = 9\nareas = ["health"]', "LGBTQIA+ and migration, but not"),
    ('[[references]]\nto = ["women"]\nat_least = 9\nareas = ["housing"]', "women (gender) already"),
    ('[[references]]\nto = ["lgbtqia"]\nareas = ["labour-and-wages"]', "gender, but not to LGBTQIA+"),
    ('[[instruments]]\ncite = ["cedaw"]', "gender and migration"),
]


@pytest.mark.parametrize(("required", "cited"), CITED)
def test_why_a_passage_is_quoted(required: str, cited: str, gmi_command: Run, project: Path) -> None:
    """What is said of it is true of it."""
    require(project, required)
    assert findings(gmi_command)[0]["cited"].startswith(f"paragraph refers to {cited}")


def test_nothing_speaks_of_the_people_concerned(gmi_command: Run, project: Path) -> None:
    text = "# Report\n\n1. The bridge was opened in 2021 and the road was closed in the same year.\n"
    (project / "drafts" / "report.md").write_text(text, encoding="utf-8")
    require(
        project,
        '[rating]\noverall = "low"\ngender.commitment = "moderate"\n[[areas]]\nareas = ["health"]\n'
        '[[instruments]]\ncite = ["cedaw"]\n[[paragraphs]]\nheadings = ["*"]\nlenses = ["gender"]',
    )
    found = findings(gmi_command)
    assert len(found) == 5
    for finding in found:
        assert finding["where"][0]["paragraph"] == "1"
        assert "migration" not in finding["cited"]
    assert "A first reference to gender or LGBTQIA+ makes it low." in found[0]["remedy"]
    assert "A first statement of what is or will be done for gender makes it low, on" in found[1]["remedy"]


def test_what_would_raise_a_rating_that_no_one_indicator_raises(gmi_command: Run, project: Path) -> None:
    """All indicators below their thresholds are named: at those, the level is reached."""
    for sample in ("orrund", "tarvenia"):
        shutil.copy(ROOT / "samples" / f"{sample}.pdf", project / "drafts")
    rating = 'overall = "high"\ngender.engagement = "high"\nlgbtqia.engagement = "low"'
    (project / "gmi.toml").write_text(f'files = ["drafts/*.pdf"]\n[rating]\n{rating}', encoding="utf-8")
    of_orrund, _, of_tarvenia, engagement, _ = findings(gmi_command)
    for overall, low in ((of_orrund, "engagement (low)"), (of_tarvenia, "engagement (moderate)")):
        assert f"Raising mention (moderate), {low} and commitment (moderate) of gender" in overall["remedy"]
    assert re.search(
        r"Together these would bring it to high: (?=.*migration paragraphs with a reference from 14% to 30%)"
        r"(?!.*references per)",
        engagement["remedy"],
    )


def test_every_part_is_on_the_page(gmi_command: Run, project: Path) -> None:
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 3\nwhy = "The Committee asked in 2019."')
    out = table(gmi_command("check").out)
    assert "✗ 1 reference to LGBTQIA+; there must be at least 3." in out
    assert "Where para. 5, under “C. Trafficking in persons”" in out
    assert "“5. Three shelters for women and girls who are victims of trafficking" in out
    assert "Why The Committee asked in 2019." in out
    assert "To pass 2 more references to LGBTQIA+." in out
    assert out.endswith("1 file checked; 1 requirement fails in 1.")


def test_a_warning_does_not_fail(gmi_command: Run, project: Path) -> None:
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 3\nseverity = "warning"')
    ended = gmi_command("check")
    assert ended.status == 0
    assert "1 warning" in ended.out


def test_an_article_cites_its_treaty(gmi_command: Run, project: Path) -> None:
    edit(project, ("ILO C189", "article 11 of CEDAW"))
    require(project, '[[instruments]]\ncite = ["cedaw"]')
    assert findings(gmi_command) == []


@pytest.mark.parametrize(("dated", "required"), [("27 December 2012", False), ("3 May 2022", True)])
def test_an_instrument_of_a_later_year_is_not_required(
    dated: str, required: bool, gmi_command: Run, project: Path
) -> None:
    """A draft that is dated 2012 can't cite the Global Compact for Migration of 2018; one of 2022 can."""
    edit(project, ("# ", f"Distr.: General\n\n{dated}\n\n# "))
    require(project, '[[instruments]]\ncite = ["gcm"]')
    assert [f["subject"] for f in findings(gmi_command)] == ["gcm"] * required


def test_each_area_that_is_treated(gmi_command: Run, project: Path) -> None:
    require(project, '[[areas]]\nareas = ["each"]\nlenses = ["gender"]')
    found = findings(gmi_command)
    assert {f["subject"] for f in found} == {"gender in access-to-justice", "gender in non-discrimination"}


@pytest.mark.parametrize(
    "pattern", ["B. [Draft] Women’s health – general?", "*women's health - *", "b. [draft]*"]
)
def test_headings_are_told_by_their_words(pattern: str, gmi_command: Run, project: Path) -> None:
    """Only * is anything, and how quotes and dashes are written makes no difference."""
    edit(project, ("## B. Health", "## B. [Draft] Women’s health – general?"))
    require(project, f'[[paragraphs]]\nheadings = ["{pattern}"]\nlenses = ["gender"]')
    (finding,) = findings(gmi_command)
    assert finding["what"].startswith("1 of 2 paragraphs under")


def test_text_in_another_language(gmi_command: Run, project: Path) -> None:
    french = (
        "7. Le Gouvernement a pris des mesures pour que les travailleurs et les travailleuses qui sont "
        "dans le pays aient les mêmes droits que les autres, et il a fait savoir que la loi sera changée."
    )
    (project / "drafts" / "report.md").write_text(f"{REPORT}\n{french}\n", encoding="utf-8")
    require(project, "[reading]\nforeign_text = 0.1")
    (finding,) = findings(gmi_command)
    assert re.match(
        r"\d+ words of \d+ \(\d\d%\), in 1 passage, are not in English; at most 10%", finding["what"]
    )
    assert finding["where"][0]["text"].startswith("7. Le Gouvernement")
    assert re.match(r"Translate \d+ words into English", finding["remedy"])


def test_unread_pages(gmi_command: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF of seven pages, the fourth of which is a picture, where there is no OCR."""
    monkeypatch.setattr("gmi.read.ocr.is_installed", lambda: False)
    image = ImageReader(Image.new("L", (800, 1100), 200))
    drawing = Canvas(str(project / "drafts" / "scan.pdf"))
    paragraphs = [line for line in REPORT.splitlines() if line[:1].isdigit()]
    for paragraph in (*paragraphs[:3], None, *paragraphs[3:]):
        if paragraph is None:
            drawing.drawImage(image, 0, 0, 590, 840)
        else:
            for number, line in enumerate(textwrap.wrap(paragraph, 80)):
                drawing.drawString(50, 700 - 14 * number, line)
        drawing.showPage()
    drawing.save()
    (project / "gmi.toml").write_text('files = ["drafts/*.pdf"]\n[reading]\nunread_pages = 0.1')
    (finding,) = findings(gmi_command)
    assert finding["what"] == "1 page of 7 (14%) can't be read: p. 4; at most 10% may be."
    assert "OCR" in finding["remedy"]
    assert finding["where"][0]["page"] in (3, 5)
    (project / "gmi.toml").write_text('files = ["drafts/*.pdf"]\n[reading]\nunread_pages = 0.2')
    assert findings(gmi_command) == []


# Wording


def test_discouraged_wording(gmi_command: Run, project: Path) -> None:
    edit(project, ("Pregnant migrants", "Pregnant illegal migrants"), ("67 persons", "67 businessmen"))
    found = findings(gmi_command)
    assert [(f["subject"], f["severity"], f["fails"]) for f in found] == [
        ("illegal-migrants", "error", True),
        ("businessmen", "warning", False),
    ]
    first = found[0]
    assert first["what"] == "“illegal migrants” is discouraged."
    assert first["remedy"].startswith("Write: migrants in an irregular situation")
    assert "3449 (XXX)" in first["source"]
    assert found[1]["remedy"] == "Write: business people."
    assert (first["where"][0]["paragraph"], first["where"][0]["line"]) == ("3", 11)


def test_wording_stands_at_its_own_line(gmi_command: Run, project: Path) -> None:
    """Not at the one where its sentence begins."""
    text = (
        "# Report\n\n1. The clinics of the [Ministry of\nHealth](https://example.org/a/b/c?d=e) were\n"
        "closed to *illegal*\nmigrants, who were called\nillegal aliens.\n\n2. Policemen came.\n"
    )
    (project / "drafts" / "report.md").write_text(text, encoding="utf-8")
    require(project, "[wording]")
    lines = {finding["subject"]: finding["where"][0]["line"] for finding in findings(gmi_command)}
    assert lines == {"illegal-migrants": 5, "illegal-aliens": 7, "policemen": 9}


def test_quotations_may_keep_their_words(gmi_command: Run, project: Path) -> None:
    edit(project, ("Pregnant migrants", 'Those whom the law calls "illegal migrants"'))
    assert findings(gmi_command) == []
    require(project, "[wording]\nquotations = true")
    assert len(findings(gmi_command)) == 1


def test_wording_of_one_s_own(gmi_command: Run, project: Path) -> None:
    edit(project, ("Pregnant migrants", "Pregnant illegal migrants, guest workers and Guest Worker Act"))
    require(
        project,
        '[wording]\nignore = ["illegal-migrants"]\nseverity = "warning"\n[[wording.term]]\nid = "guests"\n'
        'terms = ["guest worker(s)"]\nexcept = ["Guest Worker Act"]\nprefer = "migrant workers"',
    )
    (finding,) = findings(gmi_command)
    assert (finding["what"], finding["severity"]) == ("“guest workers” is discouraged.", "warning")
    assert finding["why"] == "The configuration of this check asks for the other term."
    require(project, "[wording]\nshipped = false")
    assert findings(gmi_command) == []


LISTS = [(code, entry) for code in languages() for entry in shipped_wording(code)]


@pytest.mark.parametrize(("language", "entry"), LISTS, ids=[f"{code}-{entry.id}" for code, entry in LISTS])
def test_the_shipped_list_finds_what_it_says(language: str, entry: Any) -> None:
    """Each entry finds its examples in the face of all others, and says who prefers what."""
    del language
    place = Place(None, None, (), "body")

    def found(text: str) -> list[str]:
        entries = tuple(other for code, other in LISTS)
        return list(used_in(entries, [Passage(place, text)], quotations=False))

    assert entry.source
    assert entry.prefer
    assert entry.why
    assert entry.matches
    assert entry.rejects
    assert entry.id not in found(f"Write {entry.prefer}.")
    for text in entry.matches:
        assert entry.id in found(text), text
    for text in entry.rejects:
        assert entry.id not in found(text), text


def test_wording_does_not_reach_over_sentences() -> None:
    place = Place(None, None, (), "body")
    texts = [Passage(place, "This was illegal"), Passage(place, "migrants were told")]
    assert used_in(shipped_wording("en"), texts, quotations=False) == {}


# The configuration

WRONG = [
    ('files = ["a"]\nfile = ["b"]', "gmi.toml:2: Unknown key 'file'. Did you mean 'files'?"),
    ('exclude = ["a"]', "gmi.toml:1: The key 'files' is missing. Add it."),
    ('files = "a"', "gmi.toml:1: files: 'a' should be a list in square brackets"),
    ('files = ["a"]\n[rating]\noveral = "low"', "gmi.toml:3: Unknown key 'overal'. Did you mean 'overall'?"),
    (
        'files = ["a"]\n[rating]\noverall = "best"',
        "gmi.toml:3: overall: 'best' should be 'low', 'moderate' or",
    ),
    (
        'files = ["a"]\n[rating.gendre]\nmention = "low"',
        "gmi.toml:2: There is no rated group 'gendre'. Did you",
    ),
    ('files = ["a"]\n[rating]\ngender.mentions = "low"', "Unknown key 'mentions'. Did you mean 'mention'?"),
    ('files = ["a"]\n[[references]]\nto = ["girl"]', "gmi.toml:3: There is no group or category 'girl'. Did"),
    (
        'files = ["a"]\n[[references]]\nto = ["girls"]\nat_least = "3"',
        "gmi.toml:4: at_least: '3' should be a",
    ),
    (
        'files = ["a"]\n[[areas]]\nareas = ["helth"]',
        "gmi.toml:3: There is no policy area 'helth'. Did you mean",
    ),
    (
        'files = ["a"]\n[[instruments]]\ncite = ["cedav"]',
        "gmi.toml:3: There is no instrument 'cedav'. Did you",
    ),
    (
        'files = ["a"]\n[[paragraphs]]\nlenses = ["gender"]',
        "[[paragraphs]] does not say which. Give numbers,",
    ),
    ('files = ["a"]\n[reading]\nunread_pages = 5', "gmi.toml:3: unread_pages: 5 should be from 0 to 1"),
    ('files = ["a"]\n[wording]\nshiped = true', "gmi.toml:3: Unknown key 'shiped'. Did you mean 'shipped'?"),
    (
        'files = ["a"]\n[[wording.term]]\nid = "x"\nterms = ["a (b"]\nprefer = "c"',
        "gmi.toml:4: The term 'a (b' has a '(' without its ')'.",
    ),
    (
        'files = ["a"]\n[[override]]\nfiles = ["b"]\nratings = {}',
        "gmi.toml:4: Unknown key 'ratings'. Did you",
    ),
    ('files = ["../a"]', "gmi.toml:1: The pattern '../a' leads out of this folder."),
    (
        'files = ["a"]\n[wording]\nignore = ["alien"]',
        "gmi.toml:3: The list of wording has no 'alien'. Did you",
    ),
    ('files = ["a**.md"]', "gmi.toml:1: The pattern 'a**.md' has ** inside a name. Write ** alone"),
    ('files = ["."]', "gmi.toml:1: The pattern '.' names no file. Write \"**/*.docx\" for all"),
    ('files = ["/a"]', "gmi.toml:1: The pattern '/a' leads out of this folder."),
    (
        'files = ["a"]\n[rating]\nlgbtqia = "low"',
        "gmi.toml:3: lgbtqia: 'low' should be a table, as in lgbtqia.mention = \"low\".",
    ),
    (
        'files = ["a"]\n[instruments]\ncite = ["cedaw"]',
        "gmi.toml:2: instruments: {'cite': ['cedaw']} should be one or more tables, each under [[instru",
    ),
    (
        'files = ["a"]\n[wording]\nterm = {id = "x"}',
        "gmi.toml:3: term: {'id': 'x'} should be one or more tables, each under [[wording.term]].",
    ),
    ('files = ["a"]\nwording = true', "gmi.toml:2: wording: true should be a table."),
    (
        'files = ["a"]\n[[instruments]]\ncite = ["CEDAW"]',
        "gmi.toml:3: There is no instrument 'CEDAW'. Did you mean 'cedaw'?",
    ),
    (
        'files = ["a"]\n[[areas]]\nareas = ["domestic_work"]',
        "gmi.toml:3: There is no policy area 'domestic_work'. Did you mean 'domestic-work'?",
    ),
    (
        'files = ["a"]\n[[references]]\nto = ["other"]',
        "gmi.toml:3: There is no group or category 'other'. gmi lexicon list names them.",
    ),
    (
        'files = ["a"]\n[[paragraphs]]\nlenses = ["gender"]\nnumbers = ["x"]',
        'gmi.toml:4: numbers: \'x\' should be a number or a range, as in "14" or "60-72".',
    ),
    (
        'files = ["a"]\n[[wording.term]]\nid = "A B"\nterms = ["a"]\nprefer = "c"',
        "gmi.toml:3: id: 'A B' should be lower-case letters, digits and single hyphens",
    ),
    (
        'files = ["a"]' + 2 * '\n[[wording.term]]\nid = "x"\nterms = ["a"]\nprefer = "c"',
        "gmi.toml:7: There are two terms with the id 'x'. Give each an id of its own.",
    ),
    ('files = ["a"]\nlanguage = "xx"', "gmi.toml:2: No lexicon for language 'xx'. There are: "),
    ('files = ["a"]\nprofile = "gm"', "gmi.toml:2: No profile 'gm'."),
    ('files = ["a"]\nlexicons = ["no.toml"]', "gmi.toml:2: No lexicon at "),
    ("files = [", "gmi.toml:1: "),
    ('files = ["nothing/*.md"]', "gmi.toml: no file matches `files` (nothing/*.md)."),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_mistakes_in_a_configuration(text: str, told: str, gmi_command: Run, project: Path) -> None:
    (project / "gmi.toml").write_text(text, encoding="utf-8")
    ended = gmi_command("check")
    assert (ended.status, ended.out) == (2, "")
    assert told in ended.err
    assert all(line.startswith("gmi: ") for line in ended.err.splitlines())


def test_all_mistakes_are_told_at_once(gmi_command: Run, project: Path) -> None:
    """Of whatever kind: the form of the file, ids, terms, patterns, the language, the profile, the words."""
    require(
        project,
        'language = "english"\nprofile = "gm"\nexclude = ["../a"]\nlexicons = 3\n[rating]\noverall = "best"\n'
        'gendre.mention = "low"\n[[references]]\nto = ["gendre"]\n[[references]]\nat_least = 0\n'
        '[[areas]]\nareas = ["Healht"]\n[[wording.term]]\nid = "x"\nterms = ["a (b"]\nprefer = ""\n'
        '[[override]]\nfiles = ["b"]\n[[override.instruments]]\ncite = ["cedav"]',
    )
    told = gmi_command("check").err.splitlines()
    assert [int(line.split(":")[2]) for line in told] == [2, 3, 4, 5, 7, 8, 10, 11, 12, 14, 17, 18, 22]
    assert len(told) == len(set(told))


def test_in_pyproject(gmi_command: Run, project: Path) -> None:
    (project / "gmi.toml").unlink()
    text = (
        '[project]\nname = "x"\n\n[tool.gmi]\nfiles = ["drafts/*.md"]\n\n[tool.gmi.rating]\noverall = "low"\n'
    )
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    assert gmi_command("check").status == 0
    (project / "pyproject.toml").write_text(text.replace("overall", "overal"), encoding="utf-8")
    assert "pyproject.toml:8: Unknown key 'overal'" in gmi_command("check").err
    for other in ('tool.gmi.files = ["drafts/*.md"]', '[tool]\ngmi = {files = ["drafts/*.md"]}'):
        (project / "pyproject.toml").write_text(other, encoding="utf-8")
        assert gmi_command("check").status == 0
    (project / "pyproject.toml").write_text("[tool.gmi\n", encoding="utf-8")
    assert "pyproject.toml:1: " in gmi_command("check").err


def test_found_upward(gmi_command: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    monkeypatch.chdir(project / "drafts")
    ended = gmi_command("check")
    assert ended.status == 0
    assert ended.out.startswith("drafts/report.md\n")
    assert find_configuration(project / "drafts") == project / "gmi.toml"
    with pytest.raises(GmiError, match="gmi init"):
        find_configuration(project.parent)


def test_an_override_that_fits_no_file_is_told(gmi_command: Run, project: Path) -> None:
    require(project, '[[override]]\nfiles = ["drafts/annexes/**", "drafts/*.md"]\nrating = {}')
    ended = gmi_command("check")
    assert ended.err == (
        "gmi: [[override]]: the pattern 'drafts/annexes/**' fits none of the files that are checked.\n"
    )


def test_the_schema_takes_what_gmi_takes() -> None:
    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for text in [CONFIG, *(f'files = ["a"]\n{required}' for required in HOLD), *_starter_with_everything()]:
        validator.validate(tomllib.loads(text))
    for text, told in WRONG:
        if any(
            form in told for form in ("Unknown key", "should be", "is missing", "not say which", "pattern")
        ):
            assert not validator.is_valid(tomllib.loads(text)), text


def _starter_with_everything() -> list[str]:
    """The starter file as it is, and with all that it only shows."""
    text = (ROOT / "gmi" / "check" / "starter.toml").read_text(encoding="utf-8")
    return [text, re.sub(r"(?m)^# (?=\[|[a-z_.]+ = )", "", text)]


def test_the_published_schemas_are_current(gmi_command: Run) -> None:
    for name in ("config", "check"):
        published = (ROOT / "docs" / "schema" / f"{name}-1.0.json").read_text(encoding="utf-8")
        assert gmi_command("schema", name).out == published


def test_init(gmi_command: Run, project: Path) -> None:
    (project / "drafts" / "report.md").rename(project / "drafts" / "report.txt")
    ended = gmi_command("init")
    assert (ended.status, ended.out) == (2, "")
    assert "gmi.toml is there already" in ended.err
    assert (project / "gmi.toml").read_text() == CONFIG
    assert gmi_command("init", "--force").status == 0
    for text in _starter_with_everything():
        (project / "gmi.toml").write_text(text.replace("**/*.docx", "**/*.txt"), encoding="utf-8")
        (project / "our-words.toml").write_text('[group]\nid = "gender"\n', encoding="utf-8")
        load_configuration(project / "gmi.toml")
    gmi_command("init", "--force")
    edit(project, ("**/*.docx", "**/*.txt"), name="gmi.toml")
    assert gmi_command("check").status == 1
    assert gmi_command("init", "nowhere").status == 2


# Files


def test_patterns(project: Path) -> None:
    for name in ("a.md", "sub/b.md", "sub/.hidden/c.md", "sub/~$d.docx", "sub/e.md.gmi-review.json"):
        (project / "drafts" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "drafts" / name).touch()

    def names(*patterns: str) -> set[str]:
        return {path.relative_to(project).as_posix() for path in matched(project, patterns)}

    assert names("drafts/*.md") == {"drafts/a.md", "drafts/report.md"}
    assert names("drafts/sub", "**/a.md") == {"drafts/sub/b.md", "drafts/a.md"}
    assert names("**/*") == {"gmi.toml", "drafts/a.md", "drafts/report.md", "drafts/sub/b.md"}
    assert names("**") == names("**/*")
    assert names("drafts/**") == {"drafts/a.md", "drafts/report.md", "drafts/sub/b.md"}
    assert names("drafts/sub/**", "nowhere/**") == {"drafts/sub/b.md"}


def test_overrides_and_exclusions(gmi_command: Run, project: Path) -> None:
    for name in ("annex.md", "old.md"):
        (project / "drafts" / name).write_text("The clinics are open.\n\nNobody has to pay for them.\n")
    require(
        project,
        'exclude = ["drafts/old.md"]\n[rating]\noverall = "low"\n[[references]]\nto = ["lgbtqia"]\n'
        '[[override]]\nfiles = ["drafts/annex*"]\nrating = {}\nreferences = []\n',
    )
    result = json.loads(gmi_command("check", "--format", "json").out)
    assert [(f["path"], f["status"], len(f["requirements"])) for f in result["files"]] == [
        ("drafts/annex.md", "holds", 0),
        ("drafts/report.md", "holds", 2),
    ]


def test_files_of_the_command_line(gmi_command: Run, project: Path) -> None:
    other = project / "other.md"
    other.write_text(REPORT, encoding="utf-8")
    assert gmi_command("check", "other.md").out.startswith("other.md\n")
    assert gmi_command("check", "drafts").out.startswith("drafts/report.md\n")
    (project / "empty").mkdir()
    assert "none of the files of gmi.toml is in it" in gmi_command("check", "empty").err


def test_a_file_that_cannot_be_read(gmi_command: Run, project: Path) -> None:
    """The others are still checked and told; 2 wins over 1."""
    (project / "drafts" / "a.md").write_bytes(b"")
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    (project / "drafts" / "b.md").write_bytes(pointer)
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 9')
    ended = gmi_command("check")
    assert ended.status == 2
    assert "a.md: the file is empty." in ended.out
    assert "git lfs pull" in table(ended.out)
    assert "there must be at least 9" in table(ended.out)
    assert table(ended.out).endswith("3 files checked; 1 requirement fails in 1; 2 can't be read.")
    assert "gmi: drafts/a.md: the file is empty." in gmi_command("check", "--format", "json").err


def test_a_draft_with_a_password(gmi_command: Run, project: Path) -> None:
    """It isn't told of options that there are not."""
    canvas = Canvas(str(project / "drafts" / "report.pdf"), encrypt="secret")
    canvas.drawString(72, 720, "Women")
    canvas.save()
    ended = gmi_command("check", "drafts/report.pdf")
    assert ended.status == 2
    assert "drafts/report.pdf: is encrypted. Save it without a password." in table(ended.out)
    assert "--password" not in gmi_command("diff", "drafts/report.pdf", "drafts/report.md").err


def test_nothing_of_a_report_reaches_the_terminal_as_a_command(gmi_command: Run, project: Path) -> None:
    edit(project, ("Pregnant migrants", "\x1b[2J[bold]Illegal migrants\u202e"))
    ended = gmi_command("check")
    assert ended.status == 1
    assert "[bold]Illegal migrants" in ended.out
    assert not re.search("[\x00-\x08\x0e-\x1f\u202e]", ended.out)


def test_a_terminal_of_80_columns(gmi_command: Run, project: Path) -> None:
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 3\n[[instruments]]\ncite = ["cedaw"]')
    assert max(map(len, gmi_command("check").out.splitlines())) <= 80


def test_a_terminal_without_utf8(project: Path) -> None:
    edit(project, ("Pregnant migrants", "Illegal migrants"))
    (project / "new.md").write_text(REPORT, encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    for arguments in (["check"], ["diff", "new.md", "drafts/report.md"]):
        command = [sys.executable, "-m", "gmi", *arguments]
        run = subprocess.run(command, capture_output=True, text=True, cwd=project, env=environment)
        assert run.stderr == ""
        assert run.stdout.isascii()
        assert "?" not in run.stdout


# The cache, as a user meets it


def test_the_second_run_imports_no_spacy(project: Path) -> None:
    code = (
        "import sys; sys.argv = ['gmi', 'check'];\nfrom gmi.cli.app import main\n"
        "try: main()\nexcept SystemExit as end:\n"
        " print(end.code, 'spacy' in sys.modules, 'pypdfium2' in sys.modules)"
    )
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ends = [
        subprocess.run(command, capture_output=True, text=True, check=True, cwd=project, env=environment)
        for _ in range(2)
    ]
    assert [end.stdout.splitlines()[-1] for end in ends] == ["0 True False", "0 False False"]


def test_cached_or_not_is_the_same(project: Path, gmi_command: Run, tmp_path: Path) -> None:
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 9\n[wording]')
    fresh = gmi_command("check", "--no-cache", "--format", "json")
    assert not (tmp_path / "cache").exists()
    first, second = (gmi_command("check", "--format", "json") for _ in range(2))
    assert list((tmp_path / "cache").rglob("*.entry"))
    assert fresh == first == second


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("damage", [b"", b"\x00" * 500, None], ids=["empty", "zeros", "cut"])
def test_a_damaged_cache_is_no_error(damage: bytes | None, gmi_command: Run, tmp_path: Path) -> None:
    first = gmi_command("check")
    (entry,) = (tmp_path / "cache").rglob("*.entry")
    whole = entry.read_bytes()
    entry.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert gmi_command("check") == first
    assert entry.read_bytes() == whole


def test_a_changed_draft_word_or_rule_is_read_anew(project: Path, gmi_command: Run) -> None:
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 2')
    assert len(findings(gmi_command)) == 1
    edit(project, ("67 persons", "67 lesbian persons"))
    assert findings(gmi_command) == []
    (project / "words.toml").write_text(
        '[group]\nid = "lgbtqia"\n[[category]]\nid = "x"\nname = "X"\nterms = ["judge"]\n'
    )
    require(project, 'lexicons = ["words.toml"]\n[[references]]\nto = ["x"]')
    assert len(findings(gmi_command)) == 1
    (project / "words.toml").write_text(
        '[group]\nid = "lgbtqia"\n[[category]]\nid = "x"\nname = "X"\nterms = ["courts"]\n'
    )
    assert findings(gmi_command) == []
    own = (data_folder() / "profiles" / "gmi.toml").read_text(encoding="utf-8")
    (project / "mine.toml").write_text(own.replace("leave_out_zones = [", 'leave_out_zones = ["body", '))
    require(project, 'profile = "mine.toml"\n[[references]]\nto = ["lgbtqia"]\nat_least = 9')
    (finding,) = findings(gmi_command)
    assert finding["what"].startswith("Nothing refers to LGBTQIA+")


def test_a_renamed_draft_is_called_by_its_new_name(project: Path, gmi_command: Run) -> None:
    gmi_command("check")
    (project / "drafts" / "report.md").rename(project / "drafts" / "new.md")
    assert gmi_command("check").out.startswith("drafts/new.md\n")
