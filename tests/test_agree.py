"""agree: coding sheets as analysts write them, the measures, and what is said when it can't be done."""

import csv
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gmi.agree import Agreement, agreement
from gmi.agree.agreement import VariableAgreement
from gmi.agree.codes import level_of, values
from gmi.agree.statistics import MEASUREMENT, alpha, kappa, percent_agreement, precision_recall_f1
from gmi.errors import GmiError
from tests.test_cli import Ended, gmi_command

__all__ = ["gmi_command"]

Row = Sequence[object]
TEXTS = [f"The State party adopted the law number {n} on the rights of everybody" for n in range(6)]


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes a coding sheet; its ending says how."""

    def write(name: str, head: Row, rows: Sequence[Row]) -> Path:
        path = tmp_path / name
        if path.suffix == ".xlsx":
            book = Workbook()
            for row in [head, *rows]:
                book.active.append(list(row))
            book.save(path)
        elif path.suffix == ".jsonl":
            lines = [json.dumps(dict(zip(head, row, strict=True))) for row in rows]
            path.write_text("\n".join(lines), encoding="utf-8")
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ",").writerows([head, *rows])
        return path

    return write


def only(found: Agreement) -> VariableAgreement:
    (variable,) = found.variables
    return variable


# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units.
FOUR = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, np.nan, np.nan, np.nan],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, np.nan, 3],
        [np.nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, np.nan],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, np.nan],
    ]
)


@pytest.mark.parametrize(("level", "published"), [("label", 0.743), ("ordinal", 0.815), ("count", 0.797)])
def test_alpha_is_the_published_one(level: str, published: float) -> None:
    value, low, high = alpha(FOUR, level) or (0, 0, 0)
    assert value == pytest.approx(published, abs=0.0005)
    assert low < value < high <= 1


def test_kappa_is_the_published_one() -> None:
    # Cohen 1960's form of table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no gives 0.4.
    first = np.repeat([1.0, 1, 0, 0], [20, 5, 10, 15])
    second = np.repeat([1.0, 0, 1, 0], [20, 5, 10, 15])
    codes = np.stack([first, second])
    assert kappa(codes, weighted=False) == pytest.approx(0.4)
    assert kappa(codes, weighted=True) == pytest.approx(0.4)
    assert percent_agreement(codes) == pytest.approx(0.7)
    assert precision_recall_f1(first, second) == pytest.approx((0.8, 2 / 3, 8 / 11))


def test_weights_forgive_near_misses() -> None:
    near, far = np.array([[1.0, 2, 3, 4, 5], [2, 2, 3, 4, 5]]), np.array([[1.0, 2, 3, 4, 5], [5, 2, 3, 4, 5]])
    assert (kappa(near, weighted=True) or 0) > (kappa(far, weighted=True) or 0)
    assert kappa(near, weighted=False) == pytest.approx(kappa(far, weighted=False), abs=0.05)


def test_measures_are_not_defined_where_nothing_varies() -> None:
    codes = np.zeros((2, 5))
    assert alpha(codes, "yes-no") is None
    assert kappa(codes, weighted=False) is None
    assert percent_agreement(codes) == 1
    assert precision_recall_f1(*codes) == (None, None, None)
    assert percent_agreement(np.full((2, 3), np.nan)) is None


@given(
    st.lists(st.tuples(*[st.sampled_from([0, 1, 2, 4, np.nan])] * 3), min_size=2, max_size=30),
    st.sampled_from(["yes-no", "ordinal", "count"]),
)
def test_the_interval_is_of_the_library_s_alpha(rows: list[tuple[float, ...]], level: str) -> None:
    codes = np.array(rows).T
    found = alpha(codes, level)
    pairable = codes[:, (~np.isnan(codes)).sum(0) > 1]
    if len(np.unique(pairable[~np.isnan(pairable)])) < 2:
        assert found is None
        return
    value, low, high = found or (0.0, 0.0, 0.0)
    assert value == pytest.approx(krippendorff.alpha(codes, level_of_measurement=MEASUREMENT[level]))
    assert low <= high <= 1 + 1e-9
    # Units that are all alike can only be drawn as they are.
    same = alpha(np.tile(pairable[:, :1], 3), level)
    assert same is None or same[0] == pytest.approx(same[1]) == pytest.approx(same[2])


@pytest.mark.parametrize(
    ("columns", "level"),
    [
        ([["yes", "no"], ["x", ""]], "yes-no"),
        ([["1", "0"], ["TRUE", "false"]], "yes-no"),
        ([["3", "0", "1"], ["yes", "no", ""]], "yes-no"),
        ([["3", "0", "1"], ["2", "0", "0"]], "count"),
        ([["3", "5"], ["1", "2"]], "ordinal"),
        ([["low", "high"], ["moderate", "absent"]], "ordinal"),
        ([["law", "plan"], ["plan", "budget"]], "label"),
        ([["a"], ["a"]], None),
    ],
)
def test_levels_are_seen(columns: list[list[str]], level: str | None) -> None:
    assert level_of(columns) == level


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["x", "", " X ", "1"], [1, 0, 1, 1]),
        (["yes", "", "no", "NA"], [1, None, 0, None]),
        (["1", "?", "0", "7"], [1, None, 0, 1]),
        (["✓", "-", "n/a", ""], [1, 0, None, 0]),
    ],
)
def test_blank_says_no_only_where_no_is_never_written(cells: list[str], codes: list[int | None]) -> None:
    found, wrong = values(cells, "yes-no")
    assert [None if np.isnan(code) else int(code) for code in found] == codes
    assert not wrong


@pytest.mark.parametrize("name", ["human.csv", "human.tsv", "human.xlsx", "human.jsonl"])
def test_sheets_of_all_forms(sheet: Callable[..., Path], name: str) -> None:
    ours = sheet("ours.csv", ["text", "gender", "lgbtqia"], [[t, i % 2, 0] for i, t in enumerate(TEXTS)])
    human = sheet(
        name, ["Text", "Gender"], [[t.upper(), "yes" if i % 2 else "no"] for i, t in enumerate(TEXTS)]
    )
    found = only(agreement([ours, human]))
    assert (found.name, found.units, found.percent, found.alpha, found.f1) == ("gender", 6, 1, 1, 1)


GMI = ["text", "action", "gender", "gender_terms", "gender_about", "areas", "action_strength"]
OURS = [
    [TEXTS[0], 1, 2, "women; girls", "yes", "health; labour-and-wages", 5],
    [TEXTS[1], 1, 1, "women", "no", "", 4],
    [TEXTS[2], 1, 0, "", "no", "health", 2],
    [TEXTS[3], 1, 3, "gender", "yes", "", 3],
]


def test_a_sheet_of_gmi_code_matches_by_itself(sheet: Callable[..., Path]) -> None:
    ours = sheet("ours.csv", GMI, OURS)
    human = sheet(
        "human.xlsx",
        ["Text", "Gender", "Health", "Labour and wages", "Action"],
        [[TEXTS[3], "x", "", "", 3], [TEXTS[0], "x", "x", "x", 5], [TEXTS[1], "", "", "", 4],
         [TEXTS[2], "", "x", "", 2]],
    )  # fmt: skip
    found = agreement([ours, human])
    assert {v.name: v.columns[0] for v in found.variables} == {
        "gender": "gender_about",
        "health": "areas: health",
        "labour-and-wages": "areas: labour-and-wages",
        "action_strength": "action_strength",
    }
    assert all(v.percent == 1 for v in found.variables)
    assert found.variables[-1].level == "ordinal"


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "jsonl", "parquet"])
def test_what_gmi_code_writes(gmi_command: Callable[..., Ended], tmp_path: Path, ending: str) -> None:
    """Its table has the person's columns too, under their names: they are no codes of gmi's."""
    analyst = ROOT / "samples" / "coding" / "analyst.csv"
    ours = tmp_path / f"ours.{ending}"
    assert gmi_command("code", analyst, "-o", ours).status == 0
    found = agreement([ours, analyst])
    assert [(v.name, v.columns[0]) for v in found.variables] == [
        ("gender", "gmi_gender_about"),
        ("lgbtqia", "gmi_lgbtqia_about"),
        ("migration", "gmi_migration_about"),
        ("action_strength", "gmi_action_strength"),
    ]
    assert [v.units for v in found.variables] == [24] * 4
    # "Domestic workers from abroad" are migrants for the person alone.
    assert found.variables[2].percent == pytest.approx(23 / 24)


def test_counts_are_compared_with_counts(sheet: Callable[..., Path]) -> None:
    ours = sheet("ours.csv", GMI, OURS)
    human = sheet(
        "human.csv", ["text", "gender"], [[t, n] for t, n in zip(TEXTS, [2, 1, 0, 2], strict=False)]
    )
    found = only(agreement([ours, human]))
    assert (found.columns, found.level, found.percent, found.f1) == (("gender", "gender"), "count", 0.75, 1)


def test_one_column_of_labels(sheet: Callable[..., Path]) -> None:
    ours = sheet("ours.csv", GMI, OURS)
    issues = ["Women's rights; Labour", "Justice", "Right to health | Women’s rights", "Women's rights"]
    human = sheet("human.csv", ["text", "issues"], list(zip(TEXTS[:4], issues, strict=True)))
    found = agreement(
        [ours, human], columns=["gender=issues:Women's rights", "areas:health=issues:Labour;Right to health"]
    )
    gender, health = found.variables
    assert (gender.precision, gender.recall) == (1, pytest.approx(2 / 3))
    assert (health.name, health.f1) == ("health", 1)
    (missed,) = found.disagreements
    assert (missed.rows, missed.codes, missed.text) == ((4, 4), ("no", "yes"), TEXTS[2])
    with pytest.raises(GmiError, match=r"no cell of column 'issues' says 'Womens right'.*Women"):
        agreement([ours, human], columns=["gender=issues:Womens right"])


def test_two_coders_with_lists_are_compared_label_by_label(sheet: Callable[..., Path]) -> None:
    one = sheet("one.csv", ["text", "theme"], [[TEXTS[0], "law; plan"], [TEXTS[1], "law"]])
    two = sheet("two.csv", ["text", "theme"], [[TEXTS[0], "plan"], [TEXTS[1], "law"]])
    found = agreement([one, two])
    assert [(v.name, v.percent) for v in found.variables] == [("theme: law", 0.5), ("theme: plan", 1)]


def test_three_coders(sheet: Callable[..., Path]) -> None:
    sheets = [
        sheet(f"coder{n}.csv", ["id", "gender"], [[i, "yes" if i < n + 2 else "no"] for i in range(6)])
        for n in range(3)
    ]
    found = only(agreement(sheets))
    assert found.percent == pytest.approx((5 / 6 + 4 / 6 + 5 / 6) / 3)
    assert found.f1 is None
    assert len(found.prevalence) == 3


def test_what_is_copied_from_the_source_is_no_coding(sheet: Callable[..., Path]) -> None:
    rows = [[t, 8, "A", i % 2] for i, t in enumerate(TEXTS)]
    one = sheet("one.csv", ["text", "session", "country", "gender"], rows)
    two = sheet("two.csv", ["text", "session", "country", "gender"], rows)
    found = agreement([one, two])
    assert only(found).name == "gender"
    assert [note.split(":")[0] for note in found.notes] == ["session", "country"]
    assert len(agreement([one, two], columns=["session"]).variables) == 2


def test_rows_are_paired_by_order_where_nothing_else_tells(sheet: Callable[..., Path]) -> None:
    one = sheet("one.csv", ["gender", "migration"], [["x", ""], ["", "x"]])
    two = sheet("two.csv", ["gender", "migration"], [["x", ""], ["x", "x"]])
    found = agreement([one, two])
    assert found.matched_by == "order"
    assert [v.percent for v in found.variables] == [0.5, 1]
    longer = sheet("longer.csv", ["gender", "migration"], [["x", ""]] * 3)
    with pytest.raises(GmiError, match=r"2 and 3 rows.*--key"):
        agreement([one, longer])


def test_texts_that_repeat_are_paired_in_order(sheet: Callable[..., Path]) -> None:
    one = sheet("one.csv", ["text", "gender"], [[TEXTS[0], "x"], [TEXTS[0], ""], [TEXTS[1], ""]])
    two = sheet("two.csv", ["text", "gender"], [[TEXTS[1], ""], [TEXTS[0], "x"], [TEXTS[0], ""]])
    assert only(agreement([one, two])).percent == 1
    uneven = sheet("uneven.csv", ["text", "gender"], [[TEXTS[1], "x"], [TEXTS[0], "x"]])
    found = agreement([one, uneven])
    assert only(found).units == 1
    assert any("more rows of one sheet" in note for note in found.notes)


@pytest.mark.parametrize(
    ("head", "rows", "options", "message"),
    [
        (["text", "gender"], [[TEXTS[0], "maybe"]], {}, r"cell B2 \(gender\): 'maybe' is no yes or no"),
        (["text", "colour"], [[TEXTS[0], "x"]], {}, "no coded column in common.*--columns"),
        (["text", "gender"], [["Something else that nobody else has", "x"]], {}, "no row in common.*--key"),
        (["text", "gender"], [[TEXTS[0], "x", "y"]], {}, "row 2 has 3 cells"),
        (["text", "gender"], [], {}, "holds no rows"),
        (
            ["id", "gender"],
            [[1, "x"], [1, ""]],
            {"key_column": "text=id"},
            r"cell A3 \(id\): the key '1'.*row 2",
        ),
        (["text", "gender"], [[TEXTS[0], "x"]], {"key_column": "nr"}, "has no column 'nr'"),
        (["text", "gender"], [[TEXTS[0], "x"]], {"columns": ["gendre=x"]}, "no column 'gendre'.*gender"),
        (["text", "gender"], [[TEXTS[0], "x"]], {"columns": ["a=b=c"]}, "ours=human"),
        (["text", "gender"], [[TEXTS[0], "x"]], {"levels": ["gender=often"]}, "NAME=LEVEL"),
    ],
)
def test_what_cannot_be_done_is_told(
    sheet: Callable[..., Path], head: Row, rows: list[Row], options: dict[str, object], message: str
) -> None:
    ours = sheet("ours.csv", ["text", "gender"], [[t, "yes" if i else "no"] for i, t in enumerate(TEXTS)])
    with pytest.raises(GmiError) as told:
        agreement([ours, sheet("human.csv", head, rows)], **options)  # type: ignore[arg-type]
    assert re.search(message, str(told.value)), str(told.value)


@pytest.mark.parametrize("name", ["human.xlsx", "human.xls", "human.csv", "gone.csv"])
def test_files_that_are_no_sheets(sheet: Callable[..., Path], tmp_path: Path, name: str) -> None:
    ours = sheet("ours.csv", ["text", "gender"], [[TEXTS[0], 1]])
    if name != "gone.csv":
        (tmp_path / name).write_bytes(b"\x00\x01PK nothing")
    with pytest.raises(GmiError, match=name):
        agreement([ours, tmp_path / name])


def test_a_sheet_from_windows(tmp_path: Path, sheet: Callable[..., Path]) -> None:
    ours = sheet(
        "ours.csv", ["text", "gender"], [["The Côte d’Ivoire report", 1], ["Another of the reports", 0]]
    )
    human = tmp_path / "human.csv"
    human.write_bytes(
        "text;gender\r\nThe Côte d’Ivoire report;x\r\nAnother of the reports;\r\n".encode("cp1252")
    )
    assert only(agreement([ours, human])).percent == 1


ROOT = Path(__file__).parent.parent
SAMPLES = ("samples/coding/second-coder.csv", "samples/coding/analyst.csv")


def test_the_page(gmi_command: Callable[..., Ended]) -> None:
    ended = gmi_command("agree", *SAMPLES)
    assert ended.status == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    for part in ("0.803", "Krippendorff", "Landis and Koch", "Train judges", "row 17", "second-coder no"):
        assert part in ended.out
    assert "Train judges" not in gmi_command("agree", *SAMPLES, "--disagreements", 0).out


def test_files(gmi_command: Callable[..., Ended], tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.json"):
        assert gmi_command("agree", *SAMPLES, "-o", tmp_path / name).status == 0
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        gender = next(csv.DictReader(file))
    assert (gender["variable"], gender["alpha"][:5], gender["reading"]) == ("gender", "0.802", "reliable")
    unlike = list(csv.DictReader((tmp_path / "a-disagreements.csv").open(encoding="utf-8", newline="")))
    assert len(unlike) == 6
    assert unlike[0]["code analyst"] == "yes"
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["readme", "agreement", "disagreements"]
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert len(told["disagreements"]) == 6
    assert told == json.loads(gmi_command("agree", *SAMPLES, "--json").out)


def test_the_command_refuses_in_a_line(gmi_command: Callable[..., Ended], tmp_path: Path) -> None:
    for arguments in ((SAMPLES[0],), (*SAMPLES, "-o", tmp_path / "a.pdf"), (*SAMPLES, "-o", SAMPLES[0])):
        ended = gmi_command("agree", *arguments)
        assert (ended.status, ended.out) == (2, "")
        assert ended.err.startswith("gmi: ")
        assert ended.err.count("\n") == 1


@pytest.mark.shared
def test_agreement_with_upr_info(shared_data: Path, tmp_path: Path) -> None:
    """The sheet that UPR Info's coders filled in, its issues as labels, against itself cut to yes and no."""
    table = shared_data / "upr" / "recommendations.csv"
    ours = tmp_path / "ours.csv"
    with (
        table.open(encoding="utf-8", newline="") as file,
        ours.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out)
        writer.writerow(["text", "gender"])
        for row in csv.DictReader(file):
            writer.writerow([row["text"], "yes" if "Women's rights" in row["issues"] else "no"])
    found = only(agreement([ours, table], columns=["gender=issues:Women's rights"]))
    assert found.units > 21_000
    assert found.f1 == 1
