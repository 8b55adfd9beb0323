"""Tables: tidy, typed, safe to open in a spreadsheet, the same bytes for the same reports."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils.escape import unescape

from gmi.rate.assessment import Assessment
from gmi.read.document import Found
from gmi.report.columns import LIVED, REPORT, SHEETS
from gmi.report.files import write
from gmi.report.table import Column, Table, csv_text
from gmi.report.tables import about, mentions_csv, tables, why_left_out
from gmi.report.workbook import CUT, MOST_CHARACTERS, workbook
from tests.assessments import anchor, scored

STARTS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", '=HYPERLINK("http://x")')


def hostile(text: str) -> Assessment:
    """The anchor with `text` wherever a report's own words go."""
    made = anchor()
    cover = replace(made.source.cover, title=Found(text, text), state=Found(text, text))
    mentions = tuple(replace(row, text=text, sentence=text, term=text) for row in made.mentions)
    return replace(made, source=replace(made.source, name=text, cover=cover), mentions=mentions)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def book(*assessments: Assessment) -> openpyxl.Workbook:
    return opened(workbook(about(assessments), tables(assessments)))


def one_column(texts: list[str], most_rows: int = 1_048_575) -> bytes:
    table = Table("words", "one word", (Column("word", "The word.", width=40),), [(text,) for text in texts])
    return workbook(["Words"], [table], most_rows=most_rows)


def test_every_sheet_is_there_and_explained() -> None:
    sheets = book(anchor())
    assert sheets.sheetnames == ["readme", *(name for name in SHEETS if name not in LIVED)]
    readme = [tuple(cell.value for cell in row[:2]) for row in sheets["readme"].iter_rows()]
    for name in sheets.sheetnames[1:]:
        for head in sheets[name][1]:
            assert (name, head.value) in readme


def test_sheets_can_be_filtered_and_their_heads_stay() -> None:
    for sheet in book(anchor()).worksheets[1:]:
        assert sheet.freeze_panes == "A2", sheet.title
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert all(dimension.width > 4 for dimension in sheet.column_dimensions.values())


def test_a_cell_has_the_type_of_its_column() -> None:
    """Numbers are numbers, flags are flags, days are days; and nothing else is."""
    kinds = {"text": str, "whole": int, "number": (int, float), "flag": bool, "date": (datetime, str)}
    sheets = book(anchor())
    for name in sheets.sheetnames[1:]:
        description = SHEETS[name]
        for row in sheets[name].iter_rows(min_row=2):
            for cell, column in zip(row, (*REPORT, *description.columns), strict=True):
                if cell.value is not None:
                    assert isinstance(cell.value, kinds[column.kind]), (name, column.name, cell.value)
                    assert isinstance(cell.value, bool) == (column.kind == "flag")
    assert sheets["reports"]["G2"].value == datetime(2023, 6, 14)


def test_figures_are_those_of_the_assessment() -> None:
    one = anchor()
    sheets = book(one)
    counts = {row[3]: row[6] for row in sheets["groups"].iter_rows(min_row=2, values_only=True)}
    assert counts == {count.group: count.count for count in one.counts}
    by_term = [row for row in sheets["counts"].iter_rows(min_row=2, values_only=True) if row[6]]
    for count in one.counts:
        assert sum(row[8] for row in by_term if row[3] == count.group) == count.count
    assert sheets["mentions"].max_row == 1 + len(one.mentions)
    left_out = {tuple(row[3:5]): row[6] for row in sheets["left_out"].iter_rows(min_row=2, values_only=True)}
    assert left_out["gender", "body_name"] == 9


def test_several_reports_stack() -> None:
    both = book(anchor(), hostile("x"))
    for name in ("reports", "mentions", "areas"):
        files = [row[0] for row in both[name].iter_rows(min_row=2, values_only=True)]
        assert len(set(files)) == 2


def test_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write(tmp_path / name, [scored(anchor())])
    first = (tmp_path / "a.xlsx").read_bytes()
    assert first == (tmp_path / "b.xlsx").read_bytes()
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {1980}


@pytest.mark.parametrize("text", STARTS)
def test_nothing_is_a_formula(text: str) -> None:
    content = one_column([text])
    cell = opened(content)["words"]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet2.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml
    rows = list(csv.reader(io.StringIO(mentions_csv([hostile(text)]))))
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in rows for value in row)


@settings(max_examples=60)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_can_be_written_and_read_again(texts: list[str]) -> None:
    content = one_column(texts)
    for name in zipfile.ZipFile(io.BytesIO(content)).namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))
    sheet = opened(content)["words"]
    shown = [row[0] or "" for row in sheet.iter_rows(min_row=2, max_row=1 + len(texts), values_only=True)]
    for text, cell in zip(texts, shown, strict=True) if texts else ():
        assert "".join(filter(str.isalnum, str(cell))) == "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("text", ["a_x0041_b", "_x000D_", "\x00\x1b[31mred", "\ud800half", "\ufffe\uffff!"])
def test_text_that_spreadsheets_would_read_otherwise(text: str) -> None:
    shown = unescape(opened(one_column([text]))["words"]["A2"].value)  # openpyxl leaves that to us
    assert shown == re.sub("[\x00\x1b\ud800\ufffe\uffff]", "", text)


@pytest.mark.parametrize("letter", ["x", "\U0001f600"])
def test_cells_hold_no_more_than_they_can(letter: str) -> None:
    shown = str(opened(one_column([letter * 40_000]))["words"]["A2"].value)
    assert shown.endswith(CUT)
    assert MOST_CHARACTERS - 1 <= len(shown.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    whole = letter * (MOST_CHARACTERS // len(letter.encode("utf-16-le")) * 2)
    assert opened(one_column([whole]))["words"]["A2"].value == whole


def test_more_rows_than_a_sheet_holds_go_on_in_the_next() -> None:
    sheets = opened(one_column([str(n) for n in range(25)], most_rows=10))
    assert sheets.sheetnames == ["readme", "words", "words 2", "words 3"]
    read = [row[0] for sheet in sheets.worksheets[1:] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert read == [str(n) for n in range(25)]
    assert opened(one_column([str(n) for n in range(10)], most_rows=10)).sheetnames == ["readme", "words"]


def test_csv_has_types_too() -> None:
    columns = tuple(Column(kind, "", kind) for kind in ("text", "whole", "number", "flag"))
    assert csv_text(Table("t", "", columns, [("a", 3, 0.5, True), (None, -3, 1e-7, False)])) == (
        "text,whole,number,flag\na,3,0.5,true\n,-3,1e-07,false\n"
    )


def test_what_is_left_out_says_why() -> None:
    one = anchor()
    why = why_left_out(one)
    mention = next(row for row in one.mentions if row.group == "gender")
    assert why(mention) == ""
    left_out = {("running_header", ()): "in running headers", ("body", ("body_name",)): "in names of bodies"}
    for (zone, contexts), phrase in left_out.items():
        assert why(replace(mention, counted=False, zone=zone, contexts=contexts)) == phrase
    assert why(replace(mention, counted=False)) == "counted apart"


def test_the_documentation_names_every_sheet() -> None:
    text = (Path(__file__).parent.parent / "docs" / "tables.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(SHEETS)
