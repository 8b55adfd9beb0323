"""What a corpus proposes for the lexicon: the statistics, what is left out, whether lost terms come back."""

import csv
import json
import math
import tomllib
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from gmi.cli.lexicon import lexicon_app
from gmi.errors import GmiError
from gmi.lexicon import load
from gmi.lexicon.model import Entry, Lexicon
from gmi.read import read
from gmi.read.document import Document
from gmi.suggest import Candidate, Suggestions, suggest, tally
from gmi.suggest.spelling import alike
from gmi.suggest.statistics import least_log_ratio, log_dice, log_likelihood, log_ratio
from gmi.suggest.tally import Tally
from gmi.suggest.words import singular

ROOT = Path(__file__).parent.parent


def one(value: float) -> np.ndarray:
    return np.array([value])


# Worked by hand: 10 times in 1,000 words against 5 in 3,000; expected are 3.75 and 11.25.
BY_HAND = 2 * (10 * math.log(10 / 3.75) + 5 * math.log(5 / 11.25))


def test_statistics_by_hand() -> None:
    assert log_likelihood(one(10), one(5), 1000, 3000)[0] == pytest.approx(BY_HAND)
    assert log_ratio(one(10), one(5), 1000, 3000)[0] == pytest.approx(math.log2(6))
    assert log_ratio(one(4), one(0), 1000, 1000)[0] == pytest.approx(3)
    assert log_dice(one(10), one(10), 10)[0] == pytest.approx(14)
    assert log_dice(one(5), one(10), 30)[0] == pytest.approx(12)
    margin = 1.96 * math.sqrt(1 / 10 - 1 / 1000 + 1 / 5 - 1 / 3000) / math.log(2)
    assert least_log_ratio(one(10), one(5), 1000, 3000)[0] == pytest.approx(math.log2(6) - margin)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1000, 9000), st.integers(1000, 9000))
def test_statistics_hold_together(inside: int, outside: int, words: int, others: int) -> None:
    likelihood = log_likelihood(one(inside), one(outside), words, others)[0]
    assert likelihood >= -1e-9
    assert likelihood == pytest.approx(log_likelihood(one(outside), one(inside), others, words)[0])
    ratio = log_ratio(one(inside), one(outside), words, others)[0]
    assert 0 <= least_log_ratio(one(inside), one(outside), words, others)[0] <= max(ratio, 0)
    assert 0 <= log_dice(one(min(inside, outside)), one(inside), outside)[0] <= 14.0000001


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=20), min_size=1, max_size=8))
def test_a_tally_adds_up(batches: list[list[int]]) -> None:
    counted = Tally(1)
    for batch in batches:
        counted.add(np.array(batch), np.ones((len(batch), 1), dtype=np.int32))
        counted.settle()
    every = [key for batch in batches for key in batch]
    assert dict(zip(counted.keys.tolist(), counted.counts[:, 0].tolist(), strict=True)) == {
        key: every.count(key) for key in every
    }


def test_a_tally_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "LARGEST", 10)
    counted = Tally(1)
    counted.add(np.array([*range(100), 7, 7]), np.ones((102, 1), dtype=np.int32))
    counted.settle()
    assert counted.keys.tolist() == [7]


@pytest.mark.parametrize(
    ("word", "bare"),
    [("widows", "widow"), ("class", "class"), ("gas", "gas"), ("wives", "wive"), ("mujeres", "mujere")],
)
def test_plurals(word: str, bare: str) -> None:
    assert singular(word)[0] == bare


def test_words_spelt_alike() -> None:
    found = alike(
        ["grandmothers", "mother", "motherhood", "woman's", "gendre", "general", "sun"], ["mother", "gender"]
    )
    assert found == {"grandmothers": ("mother",), "motherhood": ("mother",), "gendre": ("gender",)}


# A corpus that is made for it


def written(folder: Path, name: str, paragraphs: Sequence[str]) -> Path:
    path = folder / name
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return path


ABOUT = [
    "Women and widows in the north receive a pension, and lone parents and widows loans, by Law 12.",
    "Women of Ruritania and every widow are heard, and dressmakers among women learn in the Widow Fund.",
    "Women who are lone parents, and a widow with children, have places in shelters for women and their kin.",
]
OTHER = [
    "The road from the harbour to the capital of Ruritania was mended under Law 12, and bridges painted.",
    "Fishing vessels are inspected twice a year, and the harbour master keeps lists of vessels and crews.",
    "The budget of the harbour was approved in spring, and the parents of pupils were told of the new road.",
]


@lru_cache
def without(terms: tuple[str, ...]) -> Lexicon:
    """The shipped lexicon without the terms that hold one of the words."""

    def cut(entry: Entry) -> Entry:
        kept = tuple(t for t in entry.terms if not any(word in t.lower() for word in terms))
        return entry.model_copy(update={"terms": kept})

    shipped = load()
    groups = [
        group.model_copy(update={"categories": tuple(map(cut, group.categories))}) for group in shipped.groups
    ]
    changed = shipped.model_copy(
        update={
            "groups": tuple(groups),
            "areas": tuple(map(cut, shipped.areas)),
            "risks": tuple(map(cut, shipped.risks)),
        }
    )
    # Made anew: a copy would keep what the shipped one has worked out.
    return Lexicon.model_validate(changed.model_dump(by_alias=True))


def candidates(found: Suggestions, group: str = "gender") -> dict[str, Candidate]:
    return {c.term: c for each in found.groups if each.id == group for c in each.candidates}


@pytest.fixture
def corpus(tmp_path: Path) -> list[Document]:
    """Two documents of three rounds of the paragraphs, the second in slightly other words."""
    other = [[text.replace("and", word) for text in [*ABOUT, *OTHER]] * 3 for word in ("and", "or")]
    return [read(written(tmp_path, f"{n}.txt", each), language="en") for n, each in enumerate(other)]


def test_what_is_proposed_and_what_is_left_out(corpus: list[Document]) -> None:
    found = suggest(corpus, without(("widow",)), ["gender"], limit=20)
    proposed = candidates(found)
    widow = proposed["widow(s)"]
    assert widow.way == "key"
    # Five places in each round of paragraphs; the Widow Fund is a name, but written small more often.
    assert (widow.frequency, widow.documents, widow.with_mention) == (5 * 6, 2, 5 * 6)
    assert "lone parents" in proposed
    for term in proposed:
        words = term.split()
        assert "women" not in words, "is a term already"
        assert not {"ruritania", "law", "12"} & set(words), "a name, or a number"
        assert words[0] not in ("and", "the", "of", "in")
    assert not [term for term in proposed if "harbour" in term or "vessel" in term]
    assert [e.file for e in widow.examples][:2] == ["0.txt", "1.txt"]
    for candidate in proposed.values():
        for example in candidate.examples:
            part = example.sentence[example.start : example.end].lower()
            assert part.rstrip("s").startswith(candidate.term.removesuffix("(s)").rstrip("s"))


def test_the_figures_are_those_of_the_corpus(corpus: list[Document]) -> None:
    found = suggest(corpus, without(("widow",)), ["gender"], limit=20)
    widow = candidates(found)["widow(s)"]

    def words(text: str) -> int:
        return len(text.replace(",", "").replace(".", "").split())

    inside, outside = 6 * sum(map(words, ABOUT)), 6 * sum(map(words, OTHER))
    assert found.words == inside + outside
    assert found.paragraphs == 36
    assert widow.log_likelihood == pytest.approx(
        log_likelihood(one(30), one(0), inside, outside)[0], abs=1e-3
    )
    assert widow.log_ratio == pytest.approx(log_ratio(one(30), one(0), inside, outside)[0], abs=1e-3)


def test_a_corpus_without_mentions_and_an_empty_one(tmp_path: Path) -> None:
    document = read(written(tmp_path, "a.txt", OTHER * 3), language="en")
    assert suggest([document], load(), ["gender"]).groups[0].candidates == ()
    assert suggest([], load(), ["gender", "lgbtqia"]).documents == 0


# Terms that are taken out of the lexicon come back


@lru_cache
def samples() -> tuple[Document, ...]:
    names = ("calvessa.pdf", "hallorin.pdf", "orrund.pdf", "tarvenia.pdf")
    return tuple(read(ROOT / "samples" / name) for name in names)


@pytest.mark.parametrize(
    ("group", "lost", "rank"),
    [
        ("gender", ("girl",), 1),
        ("gender", ("women", "wom(a|e)n", "woman"), 2),
        ("gender", ("survivor",), 1),
        ("gender", ("maternity",), 5),
        ("gender", ("pregnan",), 7),
        ("lgbtqia", ("transgender",), 3),
        ("lgbtqia", ("lesbian",), 3),
        ("migration", ("detain", "detention"), 5),
    ],
)
def test_lost_terms_come_back_near_the_top(group: str, lost: tuple[str, ...], rank: int) -> None:
    found = suggest(samples(), without(lost), [group], limit=10, least=3)
    key = [c.term for c in found.groups[0].candidates if c.way == "key"]
    assert any(lost[0] in term for term in key[:rank]), key


# The command line


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(lexicon_app, ["suggest", *map(str, arguments)], env={"COLUMNS": "80"})
    if isinstance(result.exception, GmiError):
        return 2, "", str(result.exception)
    return result.exit_code, result.stdout, result.stderr


def test_the_page_fits_and_says_where(tmp_path: Path) -> None:
    for number in range(2):
        written(tmp_path, f"{number}.txt", [*ABOUT, *OTHER] * 3)
    status, out, _ = run(tmp_path, "--group", "gender", "--lang", "en", "--min-frequency", 3)
    assert status == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "lone parents" in out
    assert "2 documents, 36 paragraphs" in out


def test_a_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    written(tmp_path, "good.txt", [*ABOUT, *OTHER] * 3)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 broken")
    status, out, told = run(tmp_path, "--lang", "en")
    assert status == 2
    assert "1 document," in out
    assert "bad.pdf" in told


def test_files(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(2):
        written(
            folder,
            f"{number}.txt",
            ["=Women, =lone parents and 'dressmakers' <b> are women.", *ABOUT, *OTHER] * 3,
        )
    for ending in ("csv", "json", "xlsx", "toml"):
        for name in ("a", "b"):
            output = tmp_path / f"{name}.{ending}"
            assert run(folder, "--group", "gender", "--lang", "en", "-o", output)[0] == 0
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()))
    terms = [row["candidate"] for row in rows]
    assert "lone parents" in terms
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [c["term"] for c in found["groups"][0]["candidates"]] == terms
    assert "xl/workbook.xml" in zipfile.ZipFile(tmp_path / "a.xlsx").namelist()
    snippet = tomllib.loads((tmp_path / "a.toml").read_text(encoding="utf-8"))
    assert snippet["category"][0]["terms"] == terms
    extended = load("en", [tmp_path / "a.toml"])
    assert [c for g in extended.groups if g.id == "gender" for c in g.categories if c.id == "candidates"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.txt", "--group", "gendre"), "Did you mean 'gender'?"),
        (("a.txt", "-o", "a.doc"), "Use one of: .csv"),
        (("a.txt", "-o", "all.toml"), "--group gender"),
        (("empty",), "no documents in it"),
    ],
)
def test_what_can_t_be_is_refused(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "a.txt", ABOUT)
    Path("empty").mkdir()
    status, _, said = run(*arguments)
    assert status == 2
    assert told in said


@pytest.mark.shared
def test_real_reports(shared_data: Path) -> None:
    files = sorted((shared_data / "pdf").glob("working-group-*.pdf"))
    documents = [read(path, ocr="never") for path in files]
    found = suggest(documents, without(("girl", "lesbian")), ["gender", "lgbtqia"])
    assert "girl(s)" in [c.term for c in found.groups[0].candidates[:3]]
    assert any("lesbian" in c.term for c in found.groups[1].candidates[:3])
