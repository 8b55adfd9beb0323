"""How strong an action is: of recommendations, against people's codes, and of what reports say was done."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from gmi.find import find
from gmi.find.mentions import ActionStatement
from gmi.find.recommendations import recommended_strengths
from gmi.lexicon import load
from tests.test_context import document

TABLE = Path(__file__).parent / "data" / "reported_actions.csv"
LEAST = 0.9


class Row(NamedTuple):
    """A sentence and what it should be read as; None where it tells of no action."""

    half: str
    sentence: str
    expected: tuple[int, str, bool] | None


def rows() -> Iterator[Row]:
    """The table of reported actions."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told = row["strength"] != "none"
            yield Row(
                row["half"],
                row["sentence"],
                (int(row["strength"]), row["tense"], row["affirmed"] == "yes") if told else None,
            )


def statement(sentence: str) -> ActionStatement | None:
    """The action statement of a sentence, if it has one."""
    found = find(document(sentence), load()).actions
    return found[0] if found else None


def test_the_table_is_large() -> None:
    table = list(rows())
    assert len(table) >= 150
    assert len({row.sentence for row in table}) == len(table)


@pytest.mark.parametrize("half", ["dev", "test", "later", "prose"])
def test_strength_tense_and_polarity_of_reported_actions(half: str) -> None:
    right = [0, 0, 0]
    table = [row for row in rows() if row.half == half]
    for row in table:
        found = statement(row.sentence)
        read = (found.strength, found.tense, found.affirmed) if found else None
        for part in range(3):
            right[part] += (read and read[part]) == (row.expected and row.expected[part])
    assert min(right) / len(table) >= LEAST, right


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Share its experience with other States.", 1),
        ("Continue to promote women's rights.", 2),
        ("Continue and strengthen its efforts.", 4),
        ("Consider ratifying the Convention.", 3),
        ("Take measures to protect girls.", 4),
        ("Adopt measures to protect girls.", 4),
        ("Adopt a law to protect girls.", 5),
        ("In order to protect girls, ratify the Convention.", 5),
        ("Strengthen protection by adopting a law.", 5),
        ("", 4),
    ],
)
def test_recommendations(text: str, strength: int) -> None:
    assert recommended_strengths([text], load()) == [strength]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Parliament adopted a law on equal pay for women.", ("law",)),
        ("The State ratified the Convention on women's rights.", ("ratification",)),
        ("By 2030, two shelters for women will be opened.", ("service", "target-date")),
        ("The budget for the women's programme was approved.", ("budget", "plan")),
    ],
)
def test_kinds_of_firmness(sentence: str, kinds: tuple[str, ...]) -> None:
    found = statement(sentence)
    assert found is not None
    assert set(kinds) <= set(found.kinds)


def test_the_cue_is_the_word_that_decides() -> None:
    found = statement("The Government has at last ratified the Convention on women.")
    assert found is not None
    assert found.cue == "ratified"
