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
        # What the treaty body, bodies of the United Nations and persons say or do.
        "The Committee expressed concern about child marriage.",
        "UNICEF trained 230 volunteers on the protection of girls.",
        "Violence by partners was reported to the police by 311 women.",
        "The State party wishes to inform the Committee about girls.",
        # Where something can be read, and figures.
        "Details on women in prison are given in annex 3.",
        "The number of women is contained in table 4.",
        "Hallorin hosts some 240,000 women from abroad.",
        "The programme for Roma women ended in 2022.",
        "The Federation maintains that women are left to their own devices.",
        "Land passes through the male line, and not to women.",
        "The Rapporteur has warned that women seldom complain.",
        "The Government takes the view that abortion is a matter for the regions.",
        # What turns against those who are named.
        "The Criminal Code prohibits homosexual acts.",
        "The Code penalizes all consensual homosexual relations.",
        "Homosexual acts between consenting adults are a criminal offence.",
        "The Penal Code criminalized same-sex sexual conduct in private.",
        "Same-sex acts remain criminalized under section 137 of the Penal Code.",
        "Consensual acts between persons of the same sex are punishable under section 12.",
        "Abortion is illegal except to save the life of the woman.",
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
        # Acts against the named are an action where they are what is punished, whatever happens.
        ("The Act prohibits discrimination against homosexuals.", 5, "prohibits"),
        ("The Act repealed the provisions that criminalized same-sex acts.", 5, "repealed"),
        ("The law of 2021 decriminalized homosexuality.", 5, "decriminalized"),
        ("Forced abortion is prohibited.", 5, "prohibited"),
        ("Discrimination against women is punishable by a fine.", 5, "is punishable"),
        ("Bride-kidnapping has been punishable by imprisonment since 2013.", 5, "been punishable"),
        ("Relations between adults of the same sex have been lawful since 1981.", 5, "been lawful"),
        ("The Act of 2019 inserted gender among the prohibited grounds.", 5, "inserted"),
        ("Stalking is a serious offence.", 5, "is a serious offence"),
        ("Female genital mutilation is unlawful.", 5, "is unlawful"),
        ("A skills test is free of charge for women.", 5, "is free of charge"),
        ("The Domestic Abuse Act received Royal Assent in 2021.", 5, "received Royal Assent"),
        ("The ministries were instructed to raise the share of women.", 5, "instructed"),
        ("Examination tables for women in wheelchairs have been installed.", 5, "installed"),
        ("The mothers were repatriated in 2020.", 5, "repatriated"),
        ("The High Court quashed the ban on the march of the LGBTI community.", 5, "quashed"),
        ("Women accused of witchcraft are accommodated in two shelters.", 5, "accommodated"),
        ("The Inspectorate inspected 212 homes that employ women.", 4, "inspected"),
        ("The Constitution accords women the protection of the State.", 4, "accords"),
        # A national committee is the State's.
        ("The Committee on Equality adopted a plan on women.", 5, "adopted"),
    ],
)
def test_what_is_an_action_of_the_state(sentence: str, strength: int, cue: str) -> None:
    found = statement(sentence)
    assert found is not None
    assert (found.strength, found.cue, found.affirmed) == (strength, cue, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Women-only carriages were considered and rejected.",
        "A bill on domestic violence was tabled in 2018 but was rejected by the Senate.",
        "The programme for single mothers was suspended for want of funds.",
        "The bill to outlaw discrimination of women failed at second reading.",
    ],
)
def test_what_came_to_nothing_is_not_affirmed(sentence: str) -> None:
    found = statement(sentence)
    assert found is None or not found.affirmed


@pytest.mark.parametrize(
    ("sentence", "tense"),
    [
        (
            'The Committee recommended that the State party "intensify its efforts to protect women".',
            "recommended",
        ),
        ("The age limit for women who wish to work abroad was lifted in 2020.", "done"),
        ("The Committee recommended that women who were dismissed be compensated.", "recommended"),
        ("It is planned that the women will be trained.", "planned"),
    ],
)
def test_tense(sentence: str, tense: str) -> None:
    found = statement(sentence)
    assert found is not None
    assert found.tense == tense


def test_a_denial_inside_a_relative_clause_denies_only_that() -> None:
    found = statement("Surgery on women that is neither urgent nor consented to has been prohibited.")
    assert found is not None
    assert found.affirmed


def test_of_a_lack_of_what_was_done_only_the_lack_is_told() -> None:
    found = statement("Stations lack officers who have been trained to receive women.")
    assert found is not None
    assert (found.strength, found.affirmed, found.cue) == (1, False, "lack")
