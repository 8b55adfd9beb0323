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


@pytest.mark.parametrize("half", ["dev", "test", "later", "prose", "unseen"])
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


@pytest.mark.parametrize(
    "sentence",
    [
        # Nouns that look like verbs.
        "Studies by the Observatory indicate that women earn less.",
        "Consular records suggest that six in ten are women.",
        "The town has a health post for women.",
        "The permits were few; since then grants for women are tied to collateral.",
        "Six centres have no rooms set apart for women.",
        # Subjects that are not the State, before the verb and behind "by".
        "Transgender associations consider the figures too low.",
        "A parent's spouse of the same sex may adopt the child on the conditions that apply to couples.",
        "Of 571 women identified, 402 accepted the permit.",
        "Half of the women signed the protocol.",
        "Most permits were held by women.",
        # Figures and what only happens.
        "In 2023, 9,418 births to foreign women were registered.",
        "The number of women without papers continued to grow.",
        "In 2013 a woman was elected Prime Minister.",
        # What persons do in a relative clause, sources, and what is feared or spared.
        "The women worked for a firm whose contract contained a clause on wages.",
        "For women it was 91, according to a study which the Ministry carried out in four hospitals.",
        "Women can recover their pay without being reported to the police.",
        # Participles before and behind a noun.
        "There were 350 women whose registered address was abroad.",
        "Of the 61,200 women registered as domestic workers, most are young.",
    ],
)
def test_what_is_no_action_of_the_state(sentence: str) -> None:
    assert statement(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "strength", "cue"),
    [
        (
            "In Calvessa the legal definition of family violence includes threats against women.",
            5,
            "includes",
        ),
        ("The National Assembly passed a law on women.", 5, "passed"),
        ("The Ministry and women's associations opened a shelter.", 5, "opened"),
        ("In 2023 the inspectors fined 41 employers of women.", 5, "fined"),
        ("The consulates support women who leave an employer.", 4, "support"),
        ("Violence against women is a priority and the State continues to fund shelters.", 2, "continues"),
        ("Women receive free health care in pregnancy.", 5, "receive"),
        ("Agreements with Pelund (revised in 2023) contain a chapter on women.", 5, "contain"),
        ("The Act forbids the dismissal of pregnant women.", 5, "forbids"),
        ("Review and repeal the provisions on women.", 3, "Review"),
    ],
)
def test_what_is_an_action_of_the_state(sentence: str, strength: int, cue: str) -> None:
    found = statement(sentence)
    assert found is not None
    assert (found.strength, found.cue, found.affirmed) == (strength, cue, True)


def test_a_denial_inside_a_relative_clause_denies_only_that() -> None:
    found = statement("Surgery on women that is neither urgent nor consented to has been prohibited.")
    assert found is not None
    assert found.affirmed


def test_of_a_lack_of_what_was_done_only_the_lack_is_told() -> None:
    found = statement("Stations lack officers who have been trained to receive women.")
    assert found is not None
    assert (found.strength, found.affirmed, found.cue) == (1, False, "lack")
