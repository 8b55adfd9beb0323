"""The sample reports: built from their sources, of the length they say, and nowhere the same."""

import re
import sys
import tomllib
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import pypdfium2
import pytest

SAMPLES = Path(__file__).parent.parent / "samples"
SOURCES = sorted((SAMPLES / "sources").glob("*.md"))
sys.path.insert(0, str(SAMPLES))

import build  # noqa: E402
import report_source  # noqa: E402

import gmi  # noqa: E402
from gmi.find import find  # noqa: E402
from gmi.lexicon import load  # noqa: E402
from gmi.rate import Assessment  # noqa: E402
from gmi.read import read  # noqa: E402

by_name = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)


def pdf_text(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def docx_parts(path: Path) -> dict[str, bytes]:
    """The content of each part of a Word file."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@by_name
def test_committed_files_are_what_the_builder_makes(source: Path, tmp_path: Path) -> None:
    for built in build.build(source, tmp_path):
        read = pdf_text if built.suffix == ".pdf" else docx_parts
        assert read(built) == read(SAMPLES / built.name)


@by_name
def test_building_twice_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    for first, second in zip(
        build.build(source, tmp_path), build.build(source, tmp_path / "again"), strict=True
    ):
        assert first.read_bytes() == second.read_bytes()


@by_name
def test_pdf_has_the_pages_its_front_matter_promises(source: Path) -> None:
    front = tomllib.loads(source.read_text(encoding="utf-8").split("+++\n")[1])
    with pypdfium2.PdfDocument(SAMPLES / f"{source.stem}.pdf") as document:
        assert len(document) == front["pages"]


@by_name
def test_every_heading_is_printed(source: Path) -> None:
    printed = re.sub(r"\s+", "", "".join(pdf_text(SAMPLES / f"{source.stem}.pdf")))
    for block in report_source.read_source(source).blocks:
        if block.kind == "heading":
            assert re.sub(r"\s+", "", block.text) in printed


def test_no_long_sentence_stands_twice() -> None:
    places = defaultdict(list)
    for path in SOURCES:
        for block in report_source.read_source(path).blocks:
            for sentence in re.split(r"(?<=[.!?;:])\s+", block.text):
                if len(sentence.split()) >= 12:
                    places[sentence.casefold()].append(path.stem)
    assert {sentence: names for sentence, names in places.items() if len(names) > 1} == {}


@by_name
def test_totals_add_up(source: Path) -> None:
    for block in report_source.read_source(source).blocks:
        rows = [["".join(run.text for run in cell) for cell in row] for row in block.rows]
        if not rows or rows[-1][0] != "Total":
            continue
        for column in list(zip(*rows, strict=True))[1:]:
            if re.fullmatch(r"[\d,.]+", column[-1]):
                figures = [float(cell.replace(",", "")) for cell in column[1:]]
                assert sum(figures[:-1]) == pytest.approx(figures[-1]), column


def test_invented_states_have_codes_of_their_own() -> None:
    pycountry = pytest.importorskip("pycountry")
    symbols = [report_source.read_source(path).cover.symbol for path in SOURCES]
    assert len(symbols) == len(set(symbols))
    for symbol in symbols:
        for code in re.findall(r"/([A-Z]{3})/", symbol):
            assert pycountry.countries.get(alpha_3=code) is None


def test_orrund_never_names_migrants_beside_gender() -> None:
    document = read(SAMPLES / "orrund.pdf")
    groups = defaultdict(set)
    for mention in find(document, load()).mentions:
        groups[mention.block].add(mention.group)
    named = set().union(*groups.values())
    assert {"gender", "lgbtqia", "migration"} <= named
    for block, found in groups.items():
        place = document.blocks[block]
        assert "migration" not in found or not found & {"gender", "lgbtqia"}, document.text[
            place.start : place.end
        ]


def hold_to_counts(assessment: Assessment, name: str) -> int:
    """How many references to gender there are: those of the counts file, by word and place, and no others."""
    listed = tomllib.loads((SAMPLES / "sources" / f"{name}.counts.toml").read_text(encoding="utf-8"))
    words, places = Counter[str](), defaultdict[str, list[str]](list)
    for mention in assessment.mentions:
        assert mention.group != "lgbtqia"
        if mention.group == "gender" and mention.counted:
            words[mention.text.lower()] += 1
            places[mention.paragraph or f"page {mention.page}"].append(mention.text.lower())
    assert words == listed["gender"]
    assert places == listed["places"]
    return words.total()


def test_the_anchor_case_comes_out_as_published() -> None:
    """39 pages, 42 references to gender, none to LGBTQIA+ people: moderate in every dimension and overall."""
    counts = (SAMPLES / "sources" / "tarvenia.counts.toml").read_text(encoding="utf-8")
    expected = tomllib.loads(counts)["gender"]
    assessment = gmi.score(SAMPLES / "tarvenia.pdf")
    found = Counter(m.text.lower() for m in assessment.mentions if m.group == "gender" and m.counted)
    assert found == expected
    assert found.total() == 42
    assert not [m for m in assessment.mentions if m.group == "lgbtqia"]
    assert 17_000 <= assessment.source.words <= 20_000
    gender, lgbtqia = assessment.groups
    assert [d.rating.level for d in gender.dimensions] == ["moderate"] * 3
    assert [d.rating.level for d in lgbtqia.dimensions] == ["absent"] * 3
    assert all(d.rating.stability >= 0.9 for d in gender.dimensions)
    assert assessment.rating == "moderate"
    assert assessment.summary == (
        "The 39-page-long document refers to women, girls, gender and gender-based considerations 42 times "
        "in total with a complete absence of reference to LGBTQIA+ and gender diverse migrants."
    )


def test_two_references_in_passing_are_low_and_not_absent() -> None:
    assessment = gmi.score(SAMPLES / "hallorin.pdf")
    assert hold_to_counts(assessment, "hallorin") == 2
    mention, engagement, _ = assessment.groups[0].dimensions
    assert (mention.rating.level, engagement.rating.level) == ("low", "low")


@pytest.mark.parametrize(
    ("name", "level"), [("calvessa", "high"), ("orrund", "moderate"), ("hallorin", "low")]
)
def test_the_other_samples_rate_as_they_were_meant_to(name: str, level: str) -> None:
    assert gmi.score(SAMPLES / f"{name}.pdf").rating == level
