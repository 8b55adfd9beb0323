"""measure: what is counted, the indicators' formulas, and policy areas."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmi.find.mentions import ActionStatement
from gmi.measure import measure
from gmi.measure.indicators import Indicators
from tests.reports import LEXICON, report

RATES = (
    "per_1000_words",
    "paragraph_share",
    "subject_paragraph_share",
    "subject_sentence_share",
    "figures",
    "actions",
)


def measured(*texts, slices=2, **options) -> Indicators:
    document, mentions = report(*texts, **options)
    return of(document, mentions, slices)


def of(document, mentions, slices=2) -> Indicators:
    return measure(
        document,
        mentions,
        LEXICON,
        leave_out_zones=("running_header",),
        leave_out_contexts=("body_name", "foreign_language"),
        subject="migration",
        slices=slices,
        rule="",
    )


def value(indicators: Indicators, name: str, group: str = "gender") -> float:
    return next(i.value for i in indicators.indicators if (i.id, i.group) == (name, group))


def test_counts_by_group_and_category() -> None:
    counts = measured("women and girls and men", "women again").counts
    gender = counts[0]
    assert gender.count == 3  # men are counted, but apart
    assert {c.category: c.count for c in gender.categories} == {"women": 2, "girls": 1, "men": 1}
    assert gender.categories[0].terms == {"women": 2}
    assert gender.per_1000_words == pytest.approx(1000 * 3 / 7)
    assert counts[1].count == 0


def test_what_the_rule_leaves_out_is_told_by_reason() -> None:
    document, mentions = report("women meet", ("running_header", "women women"), "the ministry of women")
    *others, last = mentions.mentions
    mentions = replace(mentions, mentions=(*others, last._replace(contexts=("body_name",))))
    gender = of(document, mentions).counts[0]
    assert gender.count == 1
    assert gender.left_out == {"body_name": 1, "running_header": 2}


def test_words_of_other_languages_stay_out() -> None:
    document, mentions = report("women meet", "les migrants women")
    blocks = (document.blocks[0], document.blocks[1]._replace(language="fr"))
    foreign = tuple(
        m._replace(contexts=("foreign_language",)) if m.block == 1 else m for m in mentions.mentions
    )
    indicators = of(replace(document, blocks=blocks), replace(mentions, mentions=foreign))
    assert indicators.words == 2
    assert indicators.counts[0].left_out == {"foreign_language": 1}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("references", 3),
        ("per_1000_words", 1000 * 3 / 16),
        ("paragraph_share", 2 / 4),
        ("subject_paragraph_share", 1 / 2),
        ("subject_sentence_share", 1 / 2),
        ("area_share", 1 / 2),
        ("risk_share", 0),
        ("figures", 1000 * 1 / 16),
    ],
)
def test_indicators_by_hand(name: str, expected: float) -> None:
    indicators = measured(
        "women migrants use clinics", "52 women and girls work", "migrants pay tax", "courts open in 2017"
    )
    assert value(indicators, name) == pytest.approx(expected, rel=1e-6)


def test_evenness_is_one_less_gries_dp() -> None:
    # Two slices of 4 words, all 2 references in the first: DP = (|1 - .5| + |0 - .5|) / 2 = 0.5.
    assert value(measured("women and girls work", "men and others rest"), "evenness") == pytest.approx(0.5)
    assert value(measured("women work here now", "women rest at home"), "evenness") == pytest.approx(1.0)
    assert value(measured("nobody works here now"), "evenness") == 0


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("52 women", True),
        ("women are 48 %", True),
        ("1,204 women", True),
        ("in 2017 women voted", False),
        ("article 7 protects women", False),
        ("law 31047 on women", False),
        ("women of all ages", False),
        ("12. Here women work", False),
        ("12 bis. Here women work", False),
        ("129.7 Here women work", False),
        ("(3) here women work", False),
        ("12. Of all women 52 work", True),
        ("12.5 per cent are women", True),
        ("Articles 7, 9 and 12 protect women", False),
        ("On women (articles 22-24, 99-108, 164)", False),
        ("article 7: 12 women", True),
        ("On 16 June 2011 women voted", False),
        ("On June 16, women voted", False),
        ("In June, 2,011 women voted", True),
        ("a plan for women 2023-2030", False),
        ("Girls under 18 years work", False),
        ("women aged 15 to 49", False),
        ("women between the ages of 15 and 49", False),
        ("the minimum age of marriage is 18 for women", False),
        ("160 days of leave for mothers", False),
        ("6-12 months of leave for mothers", False),
        ("over the last 20 years women worked", False),
        ("Women (see p. 4, footnote 99)", False),
        ("case 173 is about women", False),
        ("at least 5 per cent women", True),
        ("30 women in 12 months", True),
        ("women rose to 300 in 2 years", True),
        ("women earn 300 dollars for 40 hours", True),
        ("girls married before the age of 18 and 5 per cent before 15", True),
    ],
)
def test_a_figure_is_no_year_and_no_label(text: str, figure: bool) -> None:
    assert (value(measured(text), "figures") > 0) is figure


def test_an_area_holds_under_a_heading_that_names_it() -> None:
    indicators = measured(("heading", "clinics"), "women wait here", ("heading", "other"), "girls play")
    health = indicators.areas[0]
    assert health.paragraphs == 1
    assert health.lenses == {"gender": 1, "lgbtqia": 0, "migration": 0}
    assert health.risks_missing == ("harassment",)
    assert health.instruments_missing == ("c190",)


def test_risks_count_in_their_area_and_instruments_anywhere() -> None:
    indicators = measured("clinics report harassment", "c190 is in force")
    assert indicators.areas[0].risks_named == ("harassment",)
    assert indicators.areas[0].instruments_cited == ("c190",)
    assert measured("clinics open", "harassment").areas[0].risks_named == ()


def test_actions_count_when_affirmed_and_gaps_apart() -> None:
    law = ActionStatement(0, ("gender",), 5, "done", True, ("law",), "adopted")
    gap = ActionStatement(1, ("gender",), 1, "unstated", False, (), "has yet to")
    indicators = measured("women act", "women wait", actions={0: law, 1: gap})
    assert value(indicators, "action_statements") == 1
    assert value(indicators, "strength") == 5
    assert value(indicators, "kinds") == 1
    assert value(indicators, "gaps") == 1


def test_what_others_recommend_is_no_action_of_the_state() -> None:
    law = ActionStatement(0, ("gender",), 4, "done", True, (), "improved")
    asked = ActionStatement(1, ("gender",), 5, "recommended", True, ("law",), "should adopt")
    denied = ActionStatement(2, ("gender",), 5, "recommended", False, ("law",), "should not adopt")
    indicators = measured("women act", "women ask", "women wait", actions={0: law, 1: asked, 2: denied})
    assert value(indicators, "action_statements") == 1
    assert value(indicators, "strength") == 4
    assert value(indicators, "kinds") == 0
    assert value(indicators, "gaps") == 0


@pytest.mark.parametrize("zone", ["footnote", "running_header"])
def test_what_stands_between_pages_parts_no_paragraph(zone: str) -> None:
    document, mentions = report("women work", (zone, "see above"), "women rest")
    first, note, last = document.blocks
    blocks = (first, note, last._replace(number="1", item="(b)"))
    assert of(replace(document, blocks=blocks), mentions).paragraphs == 1


def test_a_heading_belongs_to_the_paragraph_behind_a_footnote() -> None:
    document, mentions = report(("heading", "women"), ("footnote", "see above"), "migrants work")
    assert value(of(document, mentions), "subject_paragraph_share") == 1


def test_list_items_belong_to_their_paragraph() -> None:
    document, mentions = report("women work", "women rest")
    blocks = (document.blocks[0], document.blocks[1]._replace(number="1", item="(a)"))
    assert of(replace(document, blocks=blocks), mentions).paragraphs == 1


texts = st.lists(
    st.sampled_from(["women", "girls", "migrants", "clinics", "harassment", "lgbti", "work", "52"]),
    min_size=1,
    max_size=9,
).map(" ".join)


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=8))
def test_a_paragraph_without_terms_never_raises_a_rate(paragraphs: list[str]) -> None:
    before, after = measured(*paragraphs), measured(*paragraphs, "nothing of the sort")
    for name in RATES:
        for group in ("gender", "lgbtqia"):
            assert value(after, name, group) <= value(before, name, group) + 1e-6


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=8), st.integers(2, 12))
def test_totals_agree_however_they_are_cut(paragraphs: list[str], slices: int) -> None:
    indicators = measured(*paragraphs, slices=slices)
    for count in indicators.counts:
        assert sum(count.slices) == sum(count.pages) == count.count
        assert count.count == sum(c.count for c in count.categories if c.counted)
        assert count.count == sum(sum(c.terms.values()) for c in count.categories if c.counted)
