"""In what a mention stands: a table of sentences with the flags of one marked mention each."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmi.find import find
from gmi.find.quotations import MARKS
from gmi.lexicon import load
from gmi.read.document import Block, Document, Page, Segment

TABLE = Path(__file__).parent / "data" / "contexts.csv"
FLAGS = ("body_name", "gap", "instrument_name", "list", "negated", "quotation")
LEAST = 0.9
GROUPS = ("gender", "lgbtqia", "migration")


class Row(NamedTuple):
    """A sentence without its marks, where the marked mention is, and what flags it should have."""

    half: str
    sentence: str
    start: int
    end: int
    flags: frozenset[str]


def rows() -> Iterator[Row]:
    """The table, its marks taken out."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            marked = row["sentence"]
            start, end = marked.index("["), marked.index("]") - 1
            sentence = re.sub(r"[\[\]]", "", marked)
            yield Row(row["half"], sentence, start, end, frozenset(row["flags"].split()))


def document(*texts: str) -> Document:
    """A document with a paragraph for each text."""
    blocks, start = [], 0
    for index, text in enumerate(texts):
        blocks.append(Block(index, "body", start, start + len(text)))
        start += len(text) + 1
    text = "\n".join(texts)
    return Document(
        "table",
        "",
        "text",
        "text",
        text,
        tuple(blocks),
        (Page(1, 0, 0),),
        (Segment(0, len(text), 1, 0),),
        "en",
    )


def flags_of(row: Row) -> frozenset[str] | None:
    """The flags found for the marked mention; None where no mention of a group is there."""
    for mention in find(document(row.sentence), load()).mentions:
        if mention.group in ("area", "risk", "instrument"):
            continue
        if mention.start < row.end and row.start < mention.end:
            return frozenset(mention.contexts)
    return None


def test_the_table_is_large_and_marks_mentions() -> None:
    table = list(rows())
    assert len(table) >= 200
    assert len({row.sentence for row in table}) == len(table)
    assert set().union(*(row.flags for row in table)) == set(FLAGS)


@pytest.mark.parametrize("half", ["dev", "test", "later"])
def test_precision_and_recall_of_every_flag(half: str) -> None:
    hits: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for row in rows():
        if row.half == half:
            flags = flags_of(row) or frozenset()
            hits.update(flags & row.flags)
            expected.update(row.flags)
            found.update(flags)
    scores = {flag: (hits[flag] / found[flag], hits[flag] / expected[flag]) for flag in FLAGS}
    assert all(min(score) >= LEAST for score in scores.values()), scores


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("The Ministry of Women and Vulnerable Populations coordinates it.", ("body_name",)),
        ("There is no data on women.", ("gap",)),
        ("Women are treated without discrimination.", ()),
        ("Women, who form a majority, do not have access to land.", ("negated",)),
        ("Women who do not speak the language get help.", ()),
    ],
)
def test_examples(text: str, flags: tuple[str, ...]) -> None:
    mentions = [m for m in find(document(text), load()).mentions if m.group == "gender"]
    assert mentions[0].contexts == flags


@pytest.mark.parametrize(
    "text",
    [
        "UNHCR and IOM supported the course.",
        "The Office of the United Nations High Commissioner for Refugees (UNHCR) supported it.",
        "The United Nations High Commissioner for Refugees paid for it.",
        "It was run with the International Organization for Migration (IOM).",
        "An invitation was sent to the Special Rapporteur on the human rights of migrants.",
        "The Special Rapporteurs on trafficking in persons and on torture were invited.",
        "The Special Rapporteur on trafficking in persons, especially in women and children, came.",
        "The Special Rapporteur on the human rights of internally displaced persons came.",
        "The Special Rapporteur on contemporary forms of racism, racial discrimination, xenophobia and "
        "related intolerance came.",
        "The Special Representative for Combating Trafficking in Human Beings came.",
        "The Director of Immigration signed it.",
        "The Women's Congress met in May.",
        "The Women in Development Division has eleven staff.",
        "The Independent Expert on the protection against violence and discrimination based on sexual "
        "orientation and gender identity came.",
    ],
)
def test_mentions_in_names_of_bodies_are_told(text: str) -> None:
    mentions = [m for m in find(document(text), load()).mentions if m.group in GROUPS]
    assert mentions
    assert [m.contexts for m in mentions if "body_name" not in m.contexts] == []


def test_people_beside_a_body_are_not_its_name() -> None:
    text = "UNHCR trained officers who hear refugees, and the Director spoke with migrant women."
    mentions = [m for m in find(document(text), load()).mentions if m.group in GROUPS]
    assert [m.text for m in mentions if "body_name" not in m.contexts] == ["refugees", "migrant", "women"]


def test_a_quotation_ends_with_its_paragraph() -> None:
    mentions = find(document("The study “Women at sea", "Women own boats”, it says."), load()).mentions
    assert [m.contexts for m in mentions if m.group == "gender"] == [(), ()]


@pytest.mark.parametrize(
    "text", ["The workers' plan and the women's plan", "women’s and men’s wages", "it's the girls' turn"]
)
def test_apostrophes_quote_nothing(text: str) -> None:
    assert MARKS.search(text) is None


@given(
    st.lists(
        st.sampled_from(["no", "women", ",", "and", "who", "(", ")", "lack", "of", "Ministry", '"', "."])
    )
)
def test_any_words_get_flags_in_order(words: list[str]) -> None:
    for mention in find(document(" ".join(words) or "."), load()).mentions:
        assert list(mention.contexts) == sorted(set(mention.contexts))
