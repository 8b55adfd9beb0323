"""Migration Experience Indicators: worksheets are made, filled in, read, summed up, set beside a report."""

import io
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document as Word
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from rich.console import Console
from typer.testing import CliRunner, Result

from gmi.cli.app import app
from gmi.errors import GmiError
from gmi.experience.answers import WorksheetError, read_worksheet, read_worksheets
from gmi.experience.form import form
from gmi.experience.layout import sheet_names
from gmi.experience.records import Experience, Filled
from gmi.experience.records import Testimony as Said
from gmi.experience.summary import Summary
from gmi.experience.worksheet import worksheet
from gmi.lexicon import load
from gmi.lexicon.experience import Questionnaire, load_questionnaire
from gmi.lexicon.load import LexiconError
from gmi.rate.assessment import Assessment
from gmi.rate.experience import with_experience
from gmi.rate.serialise import from_json, to_json
from gmi.report.html import page as web_page
from gmi.report.markdown import page
from gmi.report.tables import about, tables
from gmi.report.terminal import render
from gmi.report.workbook import workbook
from tests.assessments import anchor
from tests.conftest import ROOT
from tests.test_html import report

OWN = """
name = "own"
version = "2"
language = "en"
title = "Own questions"
scale = ["no", "rather no", "neither", "rather yes", "yes"]
dont_know = "don't know"
[[description]]
id = "gender"
question = "How many are"
options = ["women", "men"]
[[statement]]
id = "clinic"
area = "health"
lens = "gender"
agreeing = "good"
text = "Women can see a doctor."
[[statement]]
id = "afraid"
area = "health"
lens = "all"
agreeing = "problem"
text = "People are afraid to go."
[[statement]]
id = "shelter"
area = "trafficking"
lens = "lgbtqia"
agreeing = "good"
text = "Shelters take everybody in."
"""
AREAS = (("health", "Health"), ("trafficking", "Trafficking"))
Cells = Mapping[tuple[str, str], object]
Gmi = Callable[..., Result]


@pytest.fixture
def gmi() -> Gmi:
    runner = CliRunner()
    return lambda *arguments: runner.invoke(app, list(arguments))


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return Questionnaire.model_validate(tomllib.loads(OWN))


@pytest.fixture
def sheet(questionnaire: Questionnaire, tmp_path: Path) -> Path:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(worksheet(questionnaire, AREAS, 6))
    return path


def fill(path: Path, cells: Cells) -> Path:
    """Write values into cells, by (sheet, cell), as a spreadsheet would."""
    book = openpyxl.load_workbook(path)
    for (name, cell), value in cells.items():
        book[name][cell] = value
    book.save(path)
    return path


def row_of(answers: str, row: int, name: str = "Health") -> dict[tuple[str, str], object]:
    """A row's answers, one letter each, from the first person on; "." is left empty."""
    given = zip("DEFGHI", answers, strict=False)
    return {(name, f"{c}{row}"): int(a) if a.isdigit() else a for c, a in given if a != "."}


def filled(questionnaire: Questionnaire, **answers: str) -> Filled:
    """As read from a sheet: for each statement a letter for each person."""
    given = {
        (statement, f"R{number}"): None if answer == "x" else int(answer)
        for statement, row in answers.items()
        for number, answer in enumerate(row)
        if answer != "."
    }
    return Filled("made.xlsx", "0" * 64, questionnaire, given, (), {})


def reported() -> Assessment:
    """The anchor with the areas that the questions are about."""
    return replace(anchor(), areas=tuple(a for a in anchor().areas if a.area in ("health", "trafficking")))


def lived(assessment: Assessment) -> Experience:
    assert assessment.experience is not None
    return assessment.experience


# The questionnaire


def test_the_shipped_statements_cover_every_area_and_lens() -> None:
    shipped = load_questionnaire("en")
    assert set(shipped.areas) == {area.id for area in load("en").areas}
    for area in shipped.areas:
        lenses = [one.lens for one in shipped.statements if one.area == area]
        assert {"gender", "lgbtqia"} <= set(lenses)
        assert 2 <= len(lenses) <= 4
    assert {one.agreeing for one in shipped.statements} == {"good", "problem"}
    applying = {area.id: area.instruments for area in load("en").areas}
    known = {one.id for one in load("en").instruments}
    assert all(one.source in known for one in shipped.statements)
    assert sum(one.source in applying[one.area] for one in shipped.statements) > 45


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"trafficking"', '"traficking"', r"own.toml:26: No policy area 'traficking'\. Did you mean"),
        ('id = "afraid"', 'id = "clinic"', r"own.toml:13: The id 'clinic' is there 2 times"),
        ('lens = "all"', 'lens = "men"', r"own.toml:21: .*lens"),
        ('agreeing = "problem"\n', "", r"own.toml:18: The key 'agreeing' is missing"),
        ('text = "People', 'txet = "People', r"own.toml:\d+: .*'(txet|text)'"),
        ('version = "2"', 'version = "2', r"own.toml: no TOML"),
        ('"yes"]', "]", r"own.toml:6: scale"),
    ],
)  # fmt: skip
def test_mistakes_of_an_own_questionnaire(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in OWN
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GmiError, match=message) as told:
        load_questionnaire("en", path)
    assert isinstance(told.value, LexiconError) or "no TOML" in message


# The sheet


def test_a_sheet_can_be_filled_in_where_it_should_and_nowhere_else(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    assert book.sheetnames == ["Read me", "About the group", "Health", "Trafficking", "gmi"]
    assert book["gmi"].sheet_state == "veryHidden"
    health = book["Health"]
    assert health.protection.sheet
    assert health["C5"].value == "Women can see a doctor."
    assert health["D5"].protection.locked is False
    assert health["C5"].protection.locked is True
    rules = {str(rule.sqref): rule.formula1 for rule in health.data_validations.dataValidation}
    assert rules["D5:I6"] == '"1,2,3,4,5,x"'
    assert '"yes,no"' in rules.values()
    assert health.column_dimensions["A"].hidden
    # A single column that is wider than a page is cut off in print, whatever "fit to page" says.
    assert book["Read me"].column_dimensions["A"].width < 70
    assert [cell.value for cell in health[4][3:]] == ["R01", "R02", "R03", "R04", "R05", "R06"]


def test_same_bytes(questionnaire: Questionnaire) -> None:
    assert worksheet(questionnaire, AREAS, 6) == worksheet(questionnaire, AREAS, 6)
    assert form(questionnaire, AREAS) == form(questionnaire, AREAS)


def test_the_form_to_print_has_every_statement(questionnaire: Questionnaire) -> None:
    document = Word(io.BytesIO(form(questionnaire, AREAS)))
    told = [row.cells[0].text for table in document.tables for row in table.rows[1:]]
    assert told == [one.text for one in questionnaire.statements]
    assert [cell.text for cell in document.tables[0].rows[0].cells[1:]] == ["1", "2", "3", "4", "5", "x"]


@given(st.lists(st.text(max_size=50), min_size=1, max_size=8))
def test_sheet_names_are_allowed_and_differ(names: list[str]) -> None:
    found = sheet_names((str(number), name) for number, name in enumerate(names)).values()
    assert len({name.lower() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in found)


# Reading


def test_what_was_filled_in_is_read(sheet: Path) -> None:
    cells = {
        **row_of("12x5.", 5),
        **row_of("3", 6),
        ("Trafficking", "E5"): "4",
        ("Health", "F5"): " X ",
        ("Health", "C9"): "I was sent away.",
        ("Health", "D9"): "yes",
        ("Health", "C10"): "Keep this to yourself.",
        ("About the group", "C4"): 4,
    }
    one = read_worksheet(fill(sheet, cells))
    by_code = {(statement, code.split(":")[1]): answer for (statement, code), answer in one.answers.items()}
    assert by_code == {
        ("clinic", "R01"): 1, ("clinic", "R02"): 2, ("clinic", "R03"): None, ("clinic", "R04"): 5,
        ("afraid", "R01"): 3, ("shelter", "R02"): 4,
    }  # fmt: skip
    assert one.testimonies == (
        Said("health", "I was sent away.", True),
        Said("health", "Keep this to yourself.", False),
    )
    assert one.described == {("gender", "women"): 4}
    assert one.respondents == 4


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({("Health", "D6"): "maybe"}, "sheet.xlsx, Health!D6: 'maybe' is not one of 1 to 5, or x."),
        ({("Health", "E5"): 6}, "sheet.xlsx, Health!E5: '6' is not one of 1 to 5, or x."),
        ({("Health", "E5"): 2.5}, "sheet.xlsx, Health!E5: '2.5' is not"),
        ({("Health", "Z5"): 2}, "sheet.xlsx, Health!Z5: an answer in a column without a code"),
        ({("Health", "E4"): "R01"}, "sheet.xlsx, Health!E4: the code 'R01' is there twice"),
        ({("Health", "A6"): "clinic"}, "sheet.xlsx, Health!A6: the statement 'clinic' is there twice"),
        ({("Health", "A6"): None}, "sheet.xlsx, Health: the row of the statement 'afraid' is missing"),
        ({("Health", "D9"): "perhaps"}, "sheet.xlsx, Health!D9: 'perhaps' is not yes or no"),
        ({("About the group", "C4"): "many"}, "About the group!C4: 'many' is not a number of people"),
        ({("Read me", "A1"): "x"}, "sheet.xlsx: nobody has answered"),
        ({("gmi", "A1"): "x"}, "sheet.xlsx is no worksheet of gmi"),
        ({("gmi", "B1"): 2}, "sheet.xlsx has layout 2 of worksheets"),
        ({("gmi", "E1"): "0"}, "sheet.xlsx: its statements were changed"),
        ({("gmi", "A2"): "{}"}, "sheet.xlsx: its hidden sheet 'gmi' is damaged"),
    ],
)  # fmt: skip
def test_bad_sheets_are_told_with_their_cells(cells: Cells, message: str, sheet: Path) -> None:
    with pytest.raises(GmiError) as told:
        read_worksheet(fill(sheet, cells))
    assert message in str(told.value)


def test_all_mistakes_are_told_at_once(sheet: Path) -> None:
    with pytest.raises(WorksheetError) as told:
        read_worksheet(fill(sheet, {("Health", "D5"): 0, ("Trafficking", "F5"): "?"}))
    assert [problem.split(": ")[0] for problem in told.value.problems] == [
        "sheet.xlsx, Health!D5", "sheet.xlsx, Trafficking!F5",
    ]  # fmt: skip


def test_sheets_that_are_missing_or_none(sheet: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    del book["Trafficking"]
    book["Health"]["D5"] = 3
    book.save(sheet)
    with pytest.raises(GmiError, match="the sheet 'Trafficking' is missing"):
        read_worksheet(sheet)
    (tmp_path / "text.xlsx").write_text("no workbook")
    (tmp_path / "other.xlsx").write_bytes(workbook(["x"], []))
    for name, message in (("text", "can't be read"), ("other", "no worksheet"), ("none", "Can't read")):
        with pytest.raises(GmiError, match=message):
            read_worksheet(tmp_path / f"{name}.xlsx")


def test_several_sheets(sheet: Path, questionnaire: Questionnaire, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(worksheet(questionnaire.of_areas(["health"]), AREAS[:1], 4))
    fill(sheet, row_of("111", 5))
    fill(other, row_of("222", 5))
    both = read_worksheets([sheet, other])
    assert Summary(both).respondents == 6
    with pytest.raises(GmiError, match="same sheet"):
        read_worksheets([sheet, sheet])
    changed = questionnaire.model_copy(update={"version": "3"})
    other.write_bytes(worksheet(changed, AREAS, 4))
    with pytest.raises(GmiError, match=r"other.xlsx was made from own 3 \(.{7}\), sheet.xlsx from own 2"):
        read_worksheets([sheet, fill(other, row_of("2", 5))])


# Figures


def test_figures_by_hand(questionnaire: Questionnaire) -> None:
    """Four people; turned so that 5 is the best: 2,4 / 1,5 / 1 / 2,3: means 3, 3, 1 and 2.5."""
    summary = Summary([filled(questionnaire, clinic="2112", afraid="21x3")])
    clinic, afraid = summary.statements("health")
    assert (clinic.respondents, clinic.mean, clinic.median, clinic.agreeing) == (4, 1.5, 1.5, 0.0)
    assert (afraid.respondents, afraid.mean, afraid.median, afraid.dont_know) == (3, 2.0, 2.0, None)
    # Wilson's interval for none of four: 0 to z^2 / (n + z^2).
    assert clinic.low == 0
    assert clinic.high == pytest.approx(3.8415 / (4 + 3.8415), abs=1e-4)
    overall = summary.lived("health")
    assert overall.mean == pytest.approx((3 + 3 + 1 + 2.5) / 4)
    assert overall.good == pytest.approx(2 / 7)
    # Student's t with 3 degrees of freedom: 3.1824; the variance of the means plus 1/12 for rounding.
    half = 3.1824 * ((0.895833 + 1 / 12) / 4) ** 0.5
    assert overall.high == pytest.approx(overall.mean + half, abs=1e-3)
    assert overall.standing == "problems"
    assert not overall.firm


def test_small_numbers_are_not_shown_and_cannot_be_worked_out(questionnaire: Questionnaire) -> None:
    """A statement with two answers gives none, and is not in the area's figures either."""
    sheets = [filled(questionnaire, clinic="222", afraid="55.", shelter="1")]
    summary = Summary(sheets)
    assert summary.statements("health")[1].respondents is None
    assert summary.statements("health")[1].mean is None
    assert summary.lived("health").mean == 2.0
    assert summary.lived("trafficking").standing == "too_few"
    shown = Summary(sheets, show_small=True)
    assert shown.statements("health")[1].mean == 5
    assert shown.lived("health").mean == pytest.approx((1.5 + 1.5 + 2) / 3)
    assert (shown.lived("trafficking").low, shown.lived("trafficking").high) == (1.0, 5.0)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 5), min_size=3, max_size=30), st.booleans())
def test_figures_stay_on_the_scale(answers: list[int], turned: bool) -> None:
    questionnaire = Questionnaire.model_validate(tomllib.loads(OWN))
    name = "afraid" if turned else "clinic"
    found = Summary([filled(questionnaire, **{name: "".join(map(str, answers))})]).lived("health")
    assert found.low is not None
    assert found.mean is not None
    assert found.high is not None
    assert 1 <= found.low <= found.mean <= found.high <= 5
    mean = sum(answers) / len(answers)
    assert found.mean == pytest.approx(6 - mean if turned else mean)


# Beside the report


@pytest.mark.parametrize(
    ("treated", "with_lens", "answers", "kind", "parts"),
    [
        (0, 0, "1112", "silent", True),
        (11, 0, "1112", "without_lens", True),
        (11, 4, "1112", "treated", True),
        (11, 4, "5554", "agree", False),
        (11, 0, "5554", "unreported", False),
        (11, 4, "3333", "mixed", False),
        (11, 4, "11", "too_few", False),
    ],
)
def test_where_report_and_experience_part(
    treated: int, with_lens: int, answers: str, kind: str, parts: bool, questionnaire: Questionnaire
) -> None:
    made = reported()
    areas = tuple(replace(a, present=treated > 0, paragraphs=treated, lgbtqia=with_lens) for a in made.areas)
    made = replace(made, areas=areas)
    found = lived(with_experience(made, [filled(questionnaire, shelter=answers)]))
    ((parting,),) = [area.partings for area in found.areas]
    assert (parting.kind, parting.parts) == (kind, parts)
    assert parting.told.endswith(".")


def test_nothing_of_the_text_s_ratings_changes(questionnaire: Questionnaire) -> None:
    made = reported()
    beside = with_experience(made, [filled(questionnaire, clinic="1111", shelter="1111")])
    assert replace(beside, experience=None) == made
    assert from_json(to_json(beside)) is not None
    assert json.loads(to_json(beside))["experience"]["areas"][0]["overall"]["mean"] == 1


def test_only_what_may_be_quoted_is_anywhere(questionnaire: Questionnaire) -> None:
    """Not in the record, so not in any form of it. Hostile words are text everywhere."""
    words = (Said("health", "=1+1 [b]they\x1b[31m laughed", True), Said("health", "SECRET", False))
    made = replace(filled(questionnaire, clinic="1112"), testimonies=words)
    beside = with_experience(reported(), [made])
    out = io.StringIO()
    render(beside, Console(file=out, width=80, force_terminal=False))
    sheets = openpyxl.load_workbook(io.BytesIO(workbook(about([beside]), tables([beside]))))
    told = [to_json(beside), page(beside), out.getvalue(), repr(beside)]
    cells = [str(cell.value) for one in sheets.worksheets for row in one.iter_rows() for cell in row]
    assert not any("SECRET" in text for text in (*told, *cells))
    assert "=1+1 [b]they[31m laughed" in out.getvalue()
    assert sheets["testimonies"]["F2"].data_type == "s"
    assert lived(beside).areas[0].withheld == 1
    assert sheets["experience"].max_row == 1 + len(lived(beside).areas) + sum(
        len(area.lenses) for area in lived(beside).areas
    )


def test_the_page_says_it(questionnaire: Questionnaire) -> None:
    beside = with_experience(reported(), [filled(questionnaire, clinic="2212", shelter="1111")])
    out = io.StringIO()
    render(beside, Console(file=out, width=80, force_terminal=False))
    text = out.getvalue()
    assert "Lived experience" in text
    assert "Trafficking, LGBTQIA+: report none of 11 paragraphs; 4 people: problems, 1.0" in " ".join(
        text.split()
    )
    assert "Figures of fewer than 3 people are not shown" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80
    assert "## Lived experience" in page(beside)
    assert "Lived experience" not in page(reported())


def test_the_web_page_says_it(questionnaire: Questionnaire) -> None:
    words = (Said("health", "<b>They</b> laughed", True),)
    made = replace(filled(questionnaire, clinic="2212", shelter="1111"), testimonies=words)
    root = html.fromstring(web_page([replace(report(), assessment=with_experience(reported(), [made]))]))
    (section,) = root.xpath("//section[@aria-labelledby='experience']")
    rows = [[cell.text_content() for cell in row] for row in section.xpath(".//tbody/tr")]
    assert rows[1] == ["Trafficking", "4", "1.0 (1.0–1.5)", "problems", "11", "", "0"]
    assert "“<b>They</b> laughed”" in section.text_content()
    assert not html.fromstring(web_page([report()])).xpath("//*[@id='experience']")


def test_an_area_that_the_lexicon_has_not(questionnaire: Questionnaire) -> None:
    made = replace(reported(), areas=reported().areas[:1])
    with pytest.raises(GmiError, match=r"made.xlsx asks about .*, which the lexicon has not"):
        with_experience(made, [filled(questionnaire, clinic="111")])


def test_no_one_is_told_apart(sheet: Path) -> None:
    """Neither codes of people nor single answers are in a result."""
    made = read_worksheet(fill(sheet, {**row_of("12345", 5), **row_of("54321", 6)}))
    told = to_json(with_experience(reported(), [made]))
    assert "R01" not in told


def test_the_commands(gmi: Gmi, tmp_path: Path) -> None:
    """From an empty sheet to the page, as one would type it."""
    path = tmp_path / "sheet.xlsx"
    report = str(ROOT / "samples" / "orrund.pdf")
    assert gmi("worksheet", "-o", str(path), "--area", "health", "--respondents", "4").exit_code == 0
    assert openpyxl.load_workbook(path).sheetnames == ["Read me", "About the group", "Health", "gmi"]
    fill(path, {("Health", f"{column}{row}"): 1 for column in "DEFG" for row in (5, 6)})
    ended = gmi("score", report, "--experience", str(path), "--json")
    assert ended.exit_code == 0
    assert json.loads(ended.stdout)["experience"]["respondents"] == 4
    ended = gmi("score", report, report, "--experience", str(path))
    assert "takes one report" in str(ended.exception)
    ended = gmi("worksheet", "-o", str(tmp_path / "a.xlsx"), "--area", "helth")
    assert "Did you mean 'health'?" in str(ended.exception)
    assert "Name it .xlsx" in str(gmi("worksheet", "-o", str(tmp_path / "a.pdf")).exception)
    assert not (tmp_path / "a.xlsx").exists()
