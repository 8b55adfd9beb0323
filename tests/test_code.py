"""code: tables of short texts in, the same tables with their codes out."""

import csv
import io
import json
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from gmi.agree import agreement
from gmi.cli.app import main
from gmi.code import Coder, TextCode, code_texts
from gmi.code.rows import BATCH, code_rows
from gmi.code.source import open_source
from gmi.errors import GmiError
from gmi.flow import assess
from gmi.lexicon import load
from gmi.rate.profile import load_profile
from gmi.read import read

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
CODER = Coder()
OURS = [
    *("gender", "gender_terms", "gender_about", "lgbtqia", "lgbtqia_terms", "lgbtqia_about"),
    *("migration", "migration_terms", "migration_about", "areas", "areas_about", "instruments"),
    *("action_strength", "action_name"),
]
WOMEN = "Protect women, girls and migrant workers everywhere."

Run = Callable[..., tuple[int, str, str]]
Table = Callable[..., Path]


@pytest.fixture
def gmi_command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process: its exit status, and what it printed."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["gmi", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as error:
            status = int(error.code or 0)
        sys.stdout.flush()
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Writes a CSV file, or another file with the bytes given."""

    def write(content: str | bytes, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def code(text: str) -> TextCode:
    (found,) = CODER([text])
    return found


def cells(path: Path, **options: str) -> list[Sequence[Any]]:
    return [row for _, row in open_source(path, **options).rows]


# What is coded


def test_a_text_gets_all_its_codes() -> None:
    found = code("Amend the Labour Code to protect migrant women from domestic violence, as CEDAW demands.")
    gender, migration = found.groups["gender"], found.groups["migration"]
    assert (gender.mentions, gender.words, gender.about) == (2, ("women", "domestic violence"), "named")
    assert (gender.categories["women"], gender.category_words["women"]) == (1, ("women",))
    assert (migration.mentions, migration.about) == (1, "strong")
    assert found.groups["lgbtqia"] == CODER(["Repair roads."])[0].groups["lgbtqia"]
    assert found.areas == ("labour-and-wages", "violence-and-harassment")
    assert (found.instruments, found.action_strength, found.coded) == (("cedaw",), 5, True)


# (text, group, mentions, whether it is about the group): mention and aboutness differ.
DECISIONS = [
    ("Ratify CEDAW.", "gender", 0, True),
    (
        "Ratify the Convention on the Elimination of All Forms of Discrimination against Women.",
        "gender",
        0,
        True,
    ),
    ("Fund the Ministry of Women.", "gender", 0, True),
    ("Prohibit the beating of boys and girls at school.", "gender", 1, False),
    ("Let men and boys join the campaign.", "gender", 0, False),
    ("Combat racism and xenophobia.", "migration", 1, False),
    ("Issue travel documents without delay.", "migration", 1, False),
    ("Protect refugees.", "migration", 1, True),
    ("Repeal the law on sexual orientation.", "lgbtqia", 1, True),
    ("Repair the roads.", "lgbtqia", 0, False),
]


@pytest.mark.parametrize(("text", "group", "mentions", "about"), DECISIONS)
def test_mention_and_aboutness_are_two_things(text: str, group: str, mentions: int, about: bool) -> None:
    found = code(text).groups[group]
    assert (found.mentions, found.about is not None) == (mentions, about)


# (text, areas that it names, areas that it is about, of these three)
AREAS = [
    ("Make health care for all a reality.", {"health"}, {"health"}),
    ("Invite the Special Rapporteur on the right to health.", {"health"}, set()),
    ("Cooperate with the World Health Organization.", {"health"}, set()),
    ("Give migrants access to education, health and housing.", {"health"}, set()),
    ("Give migrants universal access to health care.", {"health"}, {"health"}),
    ("Reduce maternal and child mortality.", {"health"}, {"health"}),
    ("Create jobs and fight unemployment.", {"labour-and-wages"}, set()),
    ("Pay judges better salaries.", {"labour-and-wages"}, set()),
    ("Let workers join trade unions.", {"labour-and-wages"}, {"labour-and-wages"}),
    ("Combat trafficking in persons.", {"trafficking"}, {"trafficking"}),
]


@pytest.mark.parametrize(("text", "named", "about"), AREAS)
def test_areas_that_are_named_and_areas_that_a_text_is_about(
    text: str, named: set[str], about: set[str]
) -> None:
    found = code(text)
    known = {"health", "labour-and-wages", "trafficking"}
    assert (set(found.areas) & known, set(found.areas_about) & known) == (named, about)


def test_an_area_without_rules_is_what_a_text_is_about_that_names_it() -> None:
    found = code("Build schools and houses.")
    assert "education" in found.areas
    assert "education" in found.areas_about


@pytest.mark.parametrize("text", ["", "  \n ", "12.5", "— ? !", "7 b"])
def test_a_text_without_words_gets_no_codes(text: str) -> None:
    found = code(text)
    assert (found.coded, found.language, found.areas) == (False, None, ())


def test_a_text_in_another_language_gets_no_codes() -> None:
    spanish = (
        "Garantizar los derechos de las mujeres y de los migrantes en todo el país, y que se las proteja."
    )
    first, second = CODER([spanish, WOMEN])
    assert (first.coded, first.language, first.groups["migration"].mentions) == (False, "es", 0)
    assert (second.coded, second.language) == (True, None)


def score_counts(path: Path) -> dict[str, int]:
    document = read(path, language="en")
    return {count.group: count.count for count in assess(document, load(), load_profile()).counts}


def test_mentions_are_what_score_counts(tmp_path: Path) -> None:
    """Bodies, instruments, quotations, gaps, odd letters, and paragraphs in one cell."""
    with (ROOT / "tests" / "data" / "contexts.csv").open(encoding="utf-8", newline="") as file:
        texts = [re.sub(r"[][]", "", row["sentence"]) for row in csv.DictReader(file)][::12]
    texts += [
        "Protect\u00a0migrant\u2011workers and wo\u00admen.",
        "Protect migrant\n\nworkers and women.",
        WOMEN,
    ]
    path = tmp_path / "text.txt"
    for text, found in zip(texts, CODER(texts), strict=True):
        path.write_text(text, encoding="utf-8")
        assert {id_: group.mentions for id_, group in found.groups.items()} == score_counts(path), text


def test_the_paragraphs_of_a_report_add_up_to_its_score() -> None:
    document = read(SAMPLES / "tarvenia.pdf")
    out = load_profile().counting.leave_out_zones
    texts = [document.text[block.start : block.end] for block in document.blocks if block.zone not in out]
    codes = list(code_texts(texts))
    total = {id_: sum(code.groups[id_].mentions for code in codes) for id_ in ("gender", "lgbtqia")}
    assert total == {"gender": 42, "lgbtqia": 0}


words = st.sampled_from(
    ["women", "girls", "migrant", "workers", "the Ministry of Women", "no data on", "CEDAW", "health", "gay",
     "and", ",", ".", "ratify", '"', "Protect", "\n\n", "HIV", "refugees", "ILO", "in", "", "1."]
)  # fmt: skip
texts_of_words = st.lists(st.lists(words, max_size=12).map(" ".join), min_size=1, max_size=6)


@settings(max_examples=40)
@given(texts_of_words)
def test_a_text_is_coded_the_same_in_any_company(texts: list[str]) -> None:
    assert CODER(texts) == [CODER([text])[0] for text in texts]


@settings(max_examples=40)
@given(texts_of_words)
def test_a_mention_counts_once_in_its_group(texts: list[str]) -> None:
    apart = {(g.id, c.id) for g in CODER.lexicon.groups for c in g.categories if not c.counted}
    for found in CODER(texts):
        for id_, group in found.groups.items():
            counted = {c: n for c, n in group.categories.items() if (id_, c) not in apart}
            assert group.mentions == sum(counted.values()) >= len(group.words)
            assert set(group.category_words) == {c for c, n in group.categories.items() if n}


def test_texts_are_coded_while_they_come() -> None:
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield WOMEN

    first = next(code_texts(endless()))
    assert first.groups["gender"].mentions == 2
    assert taken == BATCH


def test_a_lexicon_of_one_s_own_has_codes_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[group]\nid = "fisheries"\nname = "Fisheries"\n'
        '[[category]]\nid = "boats"\nname = "Boats"\nterms = ["trawler(s)"]\n'
        '[[area]]\nid = "ports"\nname = "Ports"\nterms = ["harbour(s)"]\n'
    )
    (found,) = code_texts(["Let trawlers land in every harbour."], load("en", [own]))
    assert (found.groups["fisheries"].mentions, found.groups["fisheries"].about) == (1, "named")
    assert "ports" in found.areas_about


def test_several_processes_give_the_same_codes() -> None:
    rows = [(number, (text,)) for number, text in enumerate([WOMEN, "Ratify CEDAW.", ""] * 800)]
    assert list(code_rows(iter(rows), 0, CODER, jobs=2)) == list(code_rows(iter(rows), 0, CODER))


# How tables may look

LONG = "Protect women and girls from violence everywhere in the country."
PLAIN = f'id,text,place\n1,"{LONG} ""Now"",\nplease.",Genève\n2,Ratify CEDAW; withdraw reservations.,Zürich\n'
READ = [["1", f'{LONG} "Now",\nplease.', "Genève"], ["2", "Ratify CEDAW; withdraw reservations.", "Zürich"]]
SEMICOLONS = (
    f'id;text;place\n1;"{LONG} ""Now"",\nplease.";Genève\n2;"Ratify CEDAW; withdraw reservations.";Zürich\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize(
    "content", [PLAIN, SEMICOLONS, PLAIN.replace("\n", "\r\n")], ids=["comma", "semicolon", "crlf"]
)
def test_encodings_and_separators_are_recognised(table: Table, content: str, encoding: str) -> None:
    source = open_source(table(content, encoding=encoding))
    assert (source.columns, source.text, source.total) == (("id", "text", "place"), 1, 2)
    assert [[cell.replace("\r\n", "\n") for cell in row] for _, row in source.rows] == READ  # type: ignore[union-attr]
    assert bool(source.notes) == (encoding == "cp1252")


def test_tabs(table: Table) -> None:
    path = table(f'id\ttext\n1\t{LONG}\n2\t"a\tb"\n', "table.tsv")
    assert cells(path) == [["1", LONG], ["2", "a\tb"]]


def test_an_encoding_can_be_told(table: Table) -> None:
    path = table(f"id,text,place\n1,{LONG},Łódź\n", encoding="cp1250")
    assert cells(path, encoding="cp1250") == [["1", LONG, "Łódź"]]
    with pytest.raises(GmiError, match="no encoding 'klingon'"):
        open_source(path, encoding="klingon")


cell_texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\x1f"), max_size=20).filter(
    lambda text: text[:2] not in ("'=", "'+", "'-", "'@") and not text.startswith("\ufeff")
)


@settings(max_examples=60)
@given(st.lists(st.tuples(cell_texts, cell_texts), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_whatever_is_in_the_cells_is_read_as_it_was(rows: list[tuple[str, str]], separator: str) -> None:
    wanted = [[f"{LONG} {first}", second] for first, second in rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([["text", "note"], *wanted])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        path.write_bytes(out.getvalue().encode())
        assert cells(path) == wanted


# (content, columns, rows)
SHAPES: list[tuple[str, tuple[str, ...], list[list[str]]]] = [
    (f"id,text,note\n1,{LONG}\n", ("id", "text", "note"), [["1", LONG, ""]]),
    (f"id,text\n1,{LONG},,\n\n,\n2,x\n", ("id", "text"), [["1", LONG], ["2", "x"]]),
    (f"Export of 2024\n\nid,text\n1,{LONG}\n", ("id", "text"), [["1", LONG]]),
    ("text\nProtect women.\nRatify A, B and C.\n", ("text",), [["Protect women."], ["Ratify A, B and C."]]),
    (f"a,a,,text\n1,2,3,{LONG}\n", ("a", "a", "", "text"), [["1", "2", "3", LONG]]),
    (f"id,text\n1,\"{'women ' * 40_000}\"\n", ("id", "text"), [["1", "women " * 40_000]]),
    (f"id,text\n'=1+1,'-{LONG}\n", ("id", "text"), [["=1+1", f"-{LONG}"]]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "columns", "rows"), SHAPES)
def test_shapes_of_tables(
    table: Table, content: str, columns: tuple[str, ...], rows: list[list[str]]
) -> None:
    path = table(content)
    assert (open_source(path).columns, cells(path)) == (columns, rows)


# (content, file name, options, what is told)
BROKEN: list[tuple[str | bytes, str, dict[str, str], str]] = [
    ("id,text\n1,Protect women, girls\n", "t.csv", {}, r"row 2 has 3 cells, the header 2"),
    (f'id,text\n1,"{LONG}\n2,x\n', "t.csv", {}, "opens and never closes"),
    ("", "t.csv", {}, "is empty"),
    ("id,text\n", "t.csv", {}, "no rows below a header"),
    (bytes(range(256)) * 20, "t.csv", {}, "no text file"),
    ("id,text\n", "t.ods", {}, r"ending '\.ods'.*Save it as \.xlsx"),
    (b"PK\x03\x04nonsense", "t.xlsx", {}, "can't be read as a workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "t.xlsx", {}, "encrypted or an old"),
    (f"a,b\n{LONG},{LONG}\n", "t.csv", {}, "no column is clearly.*There are: a, b"),
    (f"a,b\n{LONG},{LONG}\n", "t.csv", {"column": "c"}, "no column 'c'.*There are: a, b"),
    (f"a,a\n{LONG},{LONG}\n", "t.csv", {"column": "a"}, "2 columns 'a'.*A, B"),
    (f"{LONG * 3}\n{LONG}\n", "t.csv", {}, "first row names no columns"),
]


@pytest.mark.parametrize(("content", "name", "options", "told"), BROKEN)
def test_broken_tables_are_refused(
    table: Table, content: str | bytes, name: str, options: dict[str, str], told: str
) -> None:
    with pytest.raises(GmiError, match=told):
        list(open_source(table(content, name), **options).rows)


def test_a_folder_is_no_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GmiError, match=r"^\. is a folder\. Name the table in it\.$"):
        open_source(Path())


# (header, row, --column, the column that is coded)
GUESSES = [
    ("id,issues,recommendation", f"1,Women,{LONG}", None, 2),
    ("note,document", f"{LONG},{LONG * 4}", None, 1),
    ("Text,document", f"{LONG},{LONG * 4}", None, 0),
    ("id,Text", "abcdefgh,women", None, 1),
    ("a,b", f"{LONG},{LONG}", "B", 1),
    ("a,b", f"{LONG},{LONG}", "2", 1),
    ("My Text,b", f"{LONG},{LONG}", "my_text", 0),
    ("x", "ok", None, 0),
]


@pytest.mark.parametrize(("header", "row", "column", "text"), GUESSES)
def test_the_text_column(table: Table, header: str, row: str, column: str | None, text: int) -> None:
    assert open_source(table(f"{header}\n{row}\n"), column=column).text == text


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "UPR"
    first.append(["Export", None, None, None, None])
    first.append(["id", "text", "date", "share", "reported"])
    first.append([7, LONG, datetime(2024, 3, 1), 0.5, True])
    first.append([8, "=SUM(A1)", datetime(2024, 3, 1, 12, 30), -2, None])
    first.cell(4, 2).data_type = "s"
    book.create_sheet("Other").append(["note", "text"])
    path = tmp_path / "table.xlsx"
    book.save(path)
    return path


def test_a_workbook_keeps_its_types(workbook: Path) -> None:
    source = open_source(workbook)
    assert (source.columns, source.text, source.total) == (("id", "text", "date", "share", "reported"), 1, 2)
    assert [tuple(row) for _, row in source.rows] == [
        (7, LONG, date(2024, 3, 1), 0.5, True),
        (8, "=SUM(A1)", datetime(2024, 3, 1, 12, 30), -2, None),
    ]
    assert "'Other'" in source.notes[0]
    with pytest.raises(GmiError, match=r"no sheet 'Third'.*UPR, Other"):
        open_source(workbook, sheet="Third")
    with pytest.raises(GmiError, match="no rows below a header"):
        open_source(workbook, sheet="Other")


# What is written

RISKY = (
    'id,text,text,\n=1+1,"- Protect women,\nnow and everywhere in the country",+41 22,x\n-5,@home,-,3.2 %\n'
)


def test_csv_keeps_every_column_and_runs_nothing(table: Table, gmi_command: Run) -> None:
    status, out, err = gmi_command("code", table(RISKY), "--column", "B")
    head, *rows = csv.reader(io.StringIO(out))
    assert (status, head) == (0, ["id", "text", "text", "", *OURS])
    assert rows[0][:4] == ["'=1+1", "'- Protect women,\nnow and everywhere in the country", "'+41 22", "x"]
    assert rows[0][4:7] == ["1", "women", "yes"]
    # Numbers, and signs alone, can do nothing.
    assert rows[1][:4] == ["-5", "'@home", "-", "3.2 %"]
    assert "2 rows have a cell that looks like a formula" in err


def test_coding_what_was_coded_changes_no_text(table: Table, gmi_command: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    gmi_command("code", table(RISKY), "--column", "B", "-o", first)
    gmi_command("code", first, "--column", "B", "-o", second)
    before, after = ([row[:4] for row in csv.reader(path.open(newline=""))] for path in (first, second))
    assert before == after
    assert next(row[1] for row in cells(second, column="B")).startswith("- Protect women")


def test_xlsx_keeps_types_and_texts(workbook: Path, gmi_command: Run, tmp_path: Path) -> None:
    path = tmp_path / "coded.xlsx"
    status, out, err = gmi_command("code", workbook, "-o", path)
    assert (status, out) == (0, "")
    assert "Wrote" in err
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["coded", "readme"]
    rows = [[cell.value for cell in row] for row in book["coded"].iter_rows()]
    assert rows[0][5:] == OURS
    assert rows[1][:8] == [7, LONG, datetime(2024, 3, 1), 0.5, True, 2, "women; girls", "yes"]
    assert rows[2][1:3] == ["=SUM(A1)", datetime(2024, 3, 1, 12, 30)]
    assert book["coded"].cell(3, 2).data_type == "s"
    assert any("sha256" in str(cell.value) for (cell, *_) in book["readme"].iter_rows())


def test_json_lines_and_parquet_have_types(table: Table, gmi_command: Run, tmp_path: Path) -> None:
    path = table(f"a,a,,text\n1,2,3,{LONG}\n4,5,6,\n")
    gmi_command("code", path, "-o", tmp_path / "coded.jsonl", "--categories")
    gmi_command("code", path, "-o", tmp_path / "coded.parquet", "--categories")
    first, empty = map(json.loads, (tmp_path / "coded.jsonl").read_text().splitlines())
    assert list(first)[:4] == ["a", "a_2", "column_3", "text"]
    assert (first["gender_terms"], first["gender_about"]) == (["women", "girls"], True)
    assert (first["gender_women"], first["gender_women_terms"], first["gender_men-and-boys"]) == (
        1,
        ["women"],
        0,
    )
    assert {value for name, value in empty.items() if name not in list(first)[:4]} == {None}
    read_back = parquet.read_table(tmp_path / "coded.parquet")
    assert read_back.to_pylist() == [first, empty]
    assert b"lexicon" in read_back.schema.metadata[b"gmi"]


def test_columns_of_the_table_are_told_from_ours(table: Table, gmi_command: Run, tmp_path: Path) -> None:
    coded = tmp_path / "coded.csv"
    human = table(f"text,gender,Areas\n{LONG},x,housing\nRepair the roads of the capital city.,,\n")
    _, _, err = gmi_command("code", human, "-o", coded)
    head = next(csv.reader(coded.open(newline="")))
    assert head == ["text", "gender", "Areas", *(f"gmi_{name}" for name in OURS)]
    assert "begin with 'gmi_'" in err
    gender = next(v for v in agreement([coded, human]).variables if v.name == "gender")
    assert (gender.columns[0], gender.f1) == ("gmi_gender_about", 1)


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "parquet", "jsonl"])
def test_the_same_table_gives_the_same_bytes(
    table: Table, gmi_command: Run, tmp_path: Path, ending: str
) -> None:
    path = table(PLAIN)
    made = [tmp_path / f"{number}.{ending}" for number in (1, 2)]
    for place in made:
        assert gmi_command("code", path, "-o", place, "--quiet") == (0, "", "")
    assert made[0].read_bytes() == made[1].read_bytes()


def test_a_cell_that_is_too_long_for_a_workbook_is_cut_and_told(
    table: Table, gmi_command: Run, tmp_path: Path
) -> None:
    path = table(f'id,text\n1,"{"Protect all the women of the land. " * 2000}"\n')
    _, _, err = gmi_command("code", path, "-o", tmp_path / "coded.xlsx")
    assert "1 cell was cut" in err
    row = openpyxl.load_workbook(tmp_path / "coded.xlsx")["coded"][2]
    assert (len(row[1].value), row[2].value) == (32_767, 2000)


def test_what_is_not_coded_is_told(table: Table, gmi_command: Run) -> None:
    spanish = (
        "Garantizar los derechos de las mujeres y de los migrantes en todo el país, y que se las proteja."
    )
    path = table(f'id,text\n1,{LONG}\n2,"{spanish}"\n3,\n')
    status, out, err = gmi_command("code", path)
    assert (status, out.splitlines()[2].rpartition(".")[2]) == (0, '"' + "," * len(OURS))
    assert "1 in another language, not coded (row 3)" in err
    assert "1 without words" in err
    path = table("id,text\n" + f'1,"{spanish}"\n' * 5)
    status, out, err = gmi_command("code", path)
    assert (status, out) == (2, "")
    assert "most texts are in Spanish, which has no lexicon. There are: English (en)." in err


def test_nothing_is_left_of_what_failed(table: Table, gmi_command: Run, tmp_path: Path) -> None:
    path = table(f"id,text\n1,{LONG}\n2,x,y\n")
    output = tmp_path / "coded.csv"
    status, out, err = gmi_command("code", path, "-o", output)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == [path]
    for bad in (tmp_path / "coded.doc", tmp_path / "none" / "coded.csv", path):
        assert gmi_command("code", path, "-o", bad)[0] == 2


def test_the_sample_of_recommendations(gmi_command: Run) -> None:
    status, out, _ = gmi_command("code", SAMPLES / "coding" / "analyst.csv", "--quiet")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (status, len(rows)) == (0, 24)
    about = [row["gmi_gender_about"] for row in rows if row["Gender"]]
    assert about.count("yes") == len(about)


# Against people


@pytest.mark.shared
def test_agreement_with_people_is_what_the_page_says(shared_data: Path) -> None:
    from benchmarks import action_strength, validity

    table = validity.Coded(shared_data / "upr" / "recommendations.csv")
    page = (ROOT / "docs" / "validity.md").read_text(encoding="utf-8")
    found = {"sessions": validity.sessions_table(table)} | action_strength.tables(table)
    for name, content in found.items():
        assert f"<!-- {name} -->\n{content}\n<!-- end -->" in page, name
    # What was asked for; health by all sessions, as single parts vary with the coders.
    test, everything = ~table.development, np.ones(len(table.rows), dtype=bool)
    for topic, (coded, ours) in table.pairs(validity.is_about).items():
        part = everything if topic == "health" else test
        assert validity.agreement(coded & part, ours & part)[2] >= validity.AIMS[topic], topic
    accuracy, kappa = action_strength.accuracy_and_kappa(*action_strength.strengths(table, test))
    assert accuracy >= 0.88
    assert kappa >= 0.85
