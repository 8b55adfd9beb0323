"""compare: reports side by side, and how sure their differences are."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from math import exp, log, sqrt
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from rich.console import Console

from gmi.compare import compare
from gmi.compare.ratio import Difference, Rate, Ratio, difference, rate_ratio, share_difference, signed
from gmi.errors import GmiError
from gmi.flow import score
from gmi.rate.assessment import Assessment
from gmi.read.document import Found
from gmi.report.comparison import comparison_markdown, letters, render_comparison, score_change
from gmi.report.comparison_files import write
from tests.assessments import anchor

SAMPLES = Path(__file__).parent.parent / "samples"
HOSTILE = "<script>alert(1)</script> [bold]x[/] \x1b[31m | =cmd()"
slices = st.lists(st.integers(0, 20), max_size=20)
rates = st.builds(Rate, st.integers(0, 200), st.integers(1, 50_000), slices, st.floats(0, 1))


@pytest.fixture(scope="module")
def samples() -> list[Assessment]:
    return [score(SAMPLES / name) for name in ("hallorin.pdf", "orrund.pdf", "calvessa.pdf")]


def test_ratio_by_hand() -> None:
    """20 in 10,000 words against 30 in 10,000, evenly spread: Poisson, error of the log sqrt(1/20 + 1/30)."""
    found = rate_ratio(Rate(20, 10_000, (1,) * 20), Rate(30, 10_000, (2, 1) * 10))
    assert found is not None
    assert found.ratio == pytest.approx(1.5)
    half = 1.959964 * sqrt(1 / 20 + 1 / 30)
    assert (found.low, found.high) == pytest.approx((exp(log(1.5) - half), exp(log(1.5) + half)))
    assert not found.clear


def test_clustered_references_are_less_sure() -> None:
    even, uneven = Rate(40, 10_000, (2,) * 20), Rate(40, 10_000, (20, 20, *[0] * 18))
    later = Rate(80, 10_000, (4,) * 20)
    sure, unsure = rate_ratio(even, later), rate_ratio(uneven, later)
    assert sure is not None
    assert unsure is not None
    assert sure.clear
    assert not unsure.clear
    assert uneven.dispersion == pytest.approx((2 * 18**2 + 18 * 2**2) / 2 / 19)
    assert replace_share(uneven, 0.25).dispersion == pytest.approx(1 + 0.25 * (uneven.dispersion - 1))


def replace_share(rate: Rate, share: float) -> Rate:
    return rate._replace(share=share)


@given(rates, rates)
def test_the_ratio_turned_round_is_its_inverse(one: Rate, other: Rate) -> None:
    there, back = rate_ratio(one, other), rate_ratio(other, one)
    assert (there is None) == (back is None) == (not one.many and not other.many)
    if there and back:
        assert there.ratio == pytest.approx(1 / back.ratio)
        assert there.low == pytest.approx(1 / back.high)
        assert there.low < there.ratio < there.high


def test_difference_of_scores() -> None:
    found = difference((0.4, 0.3, 0.5), (0.6, 0.55, 0.7))
    assert found == pytest.approx((0.2, 0.2 - sqrt(0.05**2 + 0.1**2), 0.2 + sqrt(0.1**2 + 0.1**2)))
    assert found.clear
    assert not difference((0.4, 0.3, 0.5), (0.4, 0.3, 0.5)).clear


def test_what_is_called_clear_looks_clear_in_print() -> None:
    """ "+0.00 to +0.15" is no clear difference to who reads it."""
    assert not Difference(0.08, 0.004, 0.15).clear
    assert Difference(0.08, 0.006, 0.15).clear
    assert not Ratio(1.5, 1.004, 2.3).clear
    assert not Ratio(0.5, 0.2, 0.996).clear


@pytest.mark.parametrize(
    ("figure", "shown"),
    [(0.004, "0.00"), (-0.004, "0.00"), (0.006, "+0.01"), (-0.006, "-0.01"), (0.0, "0.00")],
)
def test_what_is_printed_as_0_has_no_sign(figure: float, shown: str) -> None:
    """ "+0.00 to +0.17" looks as if it left out 0, and is called no clear difference."""
    assert signed(figure) == shown


@pytest.mark.parametrize(("many", "low", "high"), [(0, 0.0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.390)])
def test_the_interval_of_a_rate_is_that_of_a_poisson_count(many: int, low: float, high: float) -> None:
    """Exact bounds (Garwood 1936), which Byar's come near to."""
    found = Rate(many, 1000, ()).interval
    assert found == pytest.approx((low, high), rel=0.02, abs=0.02)
    wide = Rate(many, 1000, (many, *[0] * 19)).interval
    assert wide[0] <= found[0]
    assert wide[1] >= found[1]


def test_difference_of_shares_as_newcombe_prints_it() -> None:
    """Table II of the article, method 10: 56/70 - 48/80 is 0.2000 (0.0524 to 0.3339)."""
    found = share_difference((48, 80), (56, 70))
    assert found == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert share_difference((0, 0), (1, 2)) is None


@given(rates)
def test_a_rate_lies_in_its_interval(rate: Rate) -> None:
    low, high = rate.interval
    assert 0 <= low <= rate.per_1000_words + 1e-9
    assert high > rate.per_1000_words


def test_the_sentence_to_quote(samples: list[Assessment]) -> None:
    low, middle, high = samples
    assert compare([low, high]).summary.startswith(
        "Of Hallorin 2024 and Calvessa 2025: the overall ratings are low (0.15) and high (0.93), a clear "
    )
    assert "only Calvessa 2025 refers to LGBTQIA+ (60 times)" in compare([low, high]).summary
    assert compare([middle, middle]).summary.startswith("From Orrund 2024 to Orrund 2024 (2): ")


def test_markdown_as_looked_at(samples: list[Assessment]) -> None:
    """`GOLDEN=write pytest` writes it anew."""
    golden = Path(__file__).parent / "golden" / "compare.md"
    made = comparison_markdown(compare(samples[:2]))
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


def test_a_category_takes_a_line_whether_it_differs_or_not(samples: list[Assessment]) -> None:
    out = io.StringIO()
    render_comparison(compare(samples[:2]), Console(width=80, highlight=False, file=out))
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    rows = {line.strip().partition("  ")[0]: line.split("  ")[-1].strip() for line in lines}
    assert rows["Women"] == "1.37 3.37 (0.48 to 23.79) ="
    assert rows["Girls"] == "0.91 from none ="
    assert rows["Sexual orientation"] == "2.97 from none +"
    assert not any("no clear difference" in line for line in lines if line.startswith("  "))


def test_what_appeared_and_vanished(samples: list[Assessment]) -> None:
    low, _, high = samples
    up, down = compare([low, high]), compare([high, low])
    assert up.appeared == down.vanished
    assert up.appeared.areas == tuple(
        then.name for then, before in zip(high.areas, low.areas, strict=True) if then.present > before.present
    )
    assert up.ratings[0].change.clear
    assert up.ratings[0].levels == ("low", "high")
    assert any("different States" in note for note in up.notes)


def test_a_report_compared_with_itself_changes_nothing(samples: list[Assessment]) -> None:
    found = compare([samples[1], samples[1]])
    assert not found.appeared
    assert not found.vanished
    assert not any(row.change.clear for row in found.ratings)
    assert all(row.change is None or row.change.ratio == pytest.approx(1) for row in found.rates)
    assert found.summary.count("no clear difference") == 2
    assert "the overall rating is moderate in both (0.40 and 0.40)" in found.summary
    assert not any(change and change.clear for row in found.areas for change in row.changes)
    assert [one.label for one in found.reports][1].endswith("(2)")


def test_the_steps_between_three_reports(samples: list[Assessment]) -> None:
    """From one to the next where they are of one State, else from the first to each."""
    assert compare(samples[:2]).steps == ()
    several = compare(samples)
    assert [(one.earlier, one.later) for one in several.steps] == [(0, 1), (0, 2)]
    assert several.steps[-1].score == several.ratings[0].change
    state = samples[0].source.cover
    cycles = [replace(one, source=replace(one.source, cover=state)) for one in samples]
    found = compare(cycles)
    assert [(one.earlier, one.later) for one in found.steps] == [(0, 1), (1, 2)]
    between = compare(cycles[1:])
    groups = [row.change for row in between.rates if not row.category]
    assert (found.steps[1].score, list(found.steps[1].rates)) == (between.ratings[0].change, groups)
    assert "## From each report to the next" in comparison_markdown(found)


def test_the_steps_are_in_every_file(samples: list[Assessment], tmp_path: Path) -> None:
    found = compare(samples)
    write(tmp_path / "c.xlsx", found)
    rows = list(openpyxl.load_workbook(tmp_path / "c.xlsx")["steps"].iter_rows(min_row=2, values_only=True))
    assert [row[:3] for row in rows if row[3] == "difference of scores"] == [
        ("A Hallorin 2024", "B Orrund 2024", "Overall"),
        ("A Hallorin 2024", "C Calvessa 2025", "Overall"),
    ]
    write(tmp_path / "c.html", found)
    root = html.fromstring((tmp_path / "c.html").read_text(encoding="utf-8"))
    assert root.xpath("//section[@aria-labelledby='steps']//tbody/tr/th/text()") == ["A to B", "A to C"]


def test_refusals(samples: list[Assessment]) -> None:
    with pytest.raises(GmiError, match="nothing to compare"):
        compare(samples[:1])
    with pytest.raises(GmiError, match="different groups"):
        compare([samples[0], replace(samples[1], groups=())])


@pytest.mark.parametrize(("number", "width"), [(2, 80), (2, 60), (3, 80), (8, 80)])
def test_the_page_fits(number: int, width: int, samples: list[Assessment]) -> None:
    out = io.StringIO()
    found = compare((samples * 3)[:number])
    render_comparison(found, Console(width=width, highlight=False, file=out))
    text = out.getvalue()
    assert max(map(len, text.splitlines())) <= width
    intervals = (f"({score_change(row).partition('(')[2].rpartition(' ')[0]}" for row in found.ratings)
    assert all(interval in text for interval in intervals)
    assert all(f"\n{letter} " in f"\n{text}" for letter in letters(number))


def test_hostile_words_are_words_in_every_form(tmp_path: Path) -> None:
    cover = replace(anchor().source.cover, state=Found(HOSTILE, "cover"))
    hostile = replace(anchor(), source=replace(anchor().source, name=HOSTILE, cover=cover))
    found = compare([hostile, anchor()])
    assert "<script>" not in comparison_markdown(found).replace("\\<", "")
    write(tmp_path / "c.html", found)
    root = html.fromstring((tmp_path / "c.html").read_text(encoding="utf-8"))
    assert not root.xpath("//script")
    assert "<script>alert(1)</script>" in root.text_content()
    write(tmp_path / "c.xlsx", found)
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book["ratings"].max_row == 1 + 2 * len(found.ratings)
    assert {cell.data_type for row in book["reports"].iter_rows(min_row=2) for cell in row} <= {"s", "n", "d"}
    assert isinstance(book["reports"]["E2"].value, datetime)
    first = (tmp_path / "c.html").read_bytes(), (tmp_path / "c.xlsx").read_bytes()
    for ending in ("html", "xlsx"):
        write(tmp_path / f"c.{ending}", found)
    assert first == ((tmp_path / "c.html").read_bytes(), (tmp_path / "c.xlsx").read_bytes())


def test_the_command_takes_json_too(tmp_path: Path) -> None:
    def gmi(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "gmi", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert gmi("score", SAMPLES / "hallorin.pdf", "-o", tmp_path / "h.json").returncode == 0
    ran = gmi("compare", tmp_path / "h.json", SAMPLES / "orrund.pdf", "--json")
    assert json.loads(ran.stdout)["reports"][0]["name"] == "hallorin.pdf"
    several = tmp_path / "several.json"
    several.write_text(f"[{(tmp_path / 'h.json').read_text()}, {(tmp_path / 'h.json').read_text()}]")
    assert len(json.loads(gmi("compare", several, "--json").stdout)["reports"]) == 2
    for content in ("[]", "{}", "[1]", "no", "\xff"):
        (tmp_path / "bad.json").write_bytes(content.encode("latin-1"))
        refused = gmi("compare", tmp_path / "bad.json", tmp_path / "h.json")
        assert (refused.returncode, refused.stderr.count("\n"), refused.stdout) == (2, 1, ""), content
    assert gmi("compare", tmp_path / "h.json", tmp_path / "h.json", "-o", tmp_path / "x.doc").returncode == 2
