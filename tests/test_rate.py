"""rate: scores, levels, caps, uncertainty, and the reasons given for them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import gmi
from gmi.find.mentions import ActionStatement
from gmi.flow import assess
from gmi.lexicon import load
from gmi.measure import measure
from gmi.rate import rate
from gmi.rate.assessment import Assessment
from gmi.rate.profile import Profile, Thresholds, load_profile
from gmi.rate.scoring import denormalise, level_of, normalise, recentre
from gmi.read.document import Block, Cover, Document, Found
from tests.reports import LEXICON, report

PROFILE = Profile.model_validate(
    {
        "name": "test",
        "version": "1",
        "description": "",
        "counting": {
            "leave_out_zones": ["running_header"],
            "leave_out_contexts": [],
            "subject": "migration",
            "slices": 4,
            "rule": "All.",
        },
        "trials": {"number": 100, "spread": 0.1, "seed": 1},
        "overall": {"group": "gender", "weights": {"mention": 1, "engagement": 1, "commitment": 1}},
        "indicator": [
            {
                "id": "per_1000_words",
                "weight": 1,
                "thresholds": {
                    "gender": {"moderate": 50, "high": 200, "full": 500},
                    "lgbtqia": {"moderate": 5, "high": 20, "full": 50},
                },
            },
            {
                "id": "area_share",
                "weight": 1,
                "thresholds": {"gender": {"moderate": 0.2, "high": 0.6, "full": 1}},
            },
            {
                "id": "actions",
                "weight": 1,
                "thresholds": {"gender": {"moderate": 20, "high": 50, "full": 90}},
            },
        ],
        "cap": [
            {
                "group": "lgbtqia",
                "indicator": "references",
                "below": 1,
                "level": "moderate",
                "applies_to": ["overall"],
                "why": "LGBTQIA+ people are not named",
            },
            {
                "group": "gender",
                "indicator": "references",
                "below": 3,
                "level": "low",
                "applies_to": ["overall", "mention"],
                "why": "in passing",
            },
        ],
        "summary": {
            "present": "women and gender",
            "none": "women or gender",
            "absence": "LGBTQIA+ migrants",
            "presence": "LGBTQIA+ people",
        },
    }
)


def rated(*texts, **options) -> Assessment:
    document, mentions = report(*texts, **options)
    counting = PROFILE.counting
    indicators = measure(
        document,
        mentions,
        LEXICON,
        leave_out_zones=counting.leave_out_zones,
        leave_out_contexts=counting.leave_out_contexts,
        subject=counting.subject,
        slices=counting.slices,
        rule=counting.rule,
    )
    return rate(document, mentions, LEXICON, indicators, PROFILE)


def law(sentence: int, groups: tuple[str, ...] = ("gender",)) -> ActionStatement:
    return ActionStatement(sentence, groups, 5, "done", True, ("law",), "adopted")


RICH = [
    "women at clinics got an act",
    "girls in courts got an act",
    "women and girls at clinics got an act",
] * 4
LAWS = {i: law(i) for i in range(12)}


def test_none_is_absent_not_low() -> None:
    assessment = rated("migrants work here", "migrants pay tax", pages=12)
    assert assessment.rating == "absent"
    assert all(d.rating.level == "absent" for g in assessment.groups for d in g.dimensions)
    assert assessment.summary == (
        "The 12-page-long document makes no reference to women or gender, and none to LGBTQIA+ migrants."
    )
    assert any(line.startswith("Gender: not mentioned at all") for line in assessment.absent)


def test_risks_without_a_word_about_gender_are_no_engagement(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Migrant workers claimed unpaid wages. Trafficking in persons is forced labour.\n" * 9)
    assessment = gmi.score(path)
    assert any(area.risks_named for area in assessment.areas)
    assert assessment.rating == "absent"
    assert assessment.overall.score == 0
    assert all(d.rating.level == "absent" for g in assessment.groups for d in g.dimensions)


def test_a_passing_mention_is_low() -> None:
    assessment = rated("women work", "migrants pay tax")
    assert assessment.rating == "low"
    assert [cap.why for cap in assessment.overall.caps][-1] == "in passing"
    assert "once in total" in assessment.summary


def test_lgbtqia_absence_keeps_the_overall_rating_below_high() -> None:
    without = rated(*RICH, actions=LAWS)
    assert without.overall.score >= 2 / 3
    assert without.rating == "moderate"
    assert "LGBTQIA+ people are not named" in [cap.why for cap in without.overall.caps]
    named = rated(*RICH, "lgbti persons", actions=LAWS)
    assert named.rating == "high"
    assert named.summary.endswith("to LGBTQIA+ people once.")


def test_trials_that_find_nothing_do_not_push_up_the_others() -> None:
    assert recentre(np.array([0.3, 0, 0.2, 0.2, 0.2])) == pytest.approx([0.3, 0, 0.3, 0.3, 0.3])
    assert not recentre(np.zeros(5)).any()


def test_actions_listed_are_the_actions_counted(tmp_path: Path) -> None:
    # The second sentence's only mention is in a ministry's name: it is no statement about women.
    path = tmp_path / "report.txt"
    path.write_text(
        "The State opened a shelter for women in 2021.\nThe Ministry of Women opened a road in 2022.\n"
    )
    assessment = gmi.score(path)
    actions = next(i for i in assessment.groups[0].dimensions[2].indicators if i.id == "actions")
    assert len(assessment.actions) == actions.numerator == 1


def test_someone_named_is_never_absent() -> None:
    assert rated("lgbti persons work", "migrants too").rating == "low"


def test_steps_reach_the_next_level() -> None:
    rating = (
        rated(*["women rest at home and then they go to work again here now"] * 4)
        .groups[0]
        .dimensions[0]
        .rating
    )
    assert rating.next_level == "high"
    step = rating.steps[0]
    assert step.needed == pytest.approx(200)
    # 4 references in 52 words are 77 per 1,000; 10 would be 192, 11 are 212.
    assert step.more == 7


def test_questions_follow_from_the_gaps() -> None:
    health, justice = rated("women wait at clinics").areas
    assert health.questions == ("Who treats them in the State party?", "What of harassment?")
    assert justice.questions == ("Why no courts?",)
    assert not justice.present


@pytest.mark.parametrize(("iso3", "applies"), [("TUN", True), ("SVN", False), (None, False)])
def test_a_regional_instrument_is_missing_in_its_region_alone(iso3: str | None, applies: bool) -> None:
    """Slovenia can't cite the Maputo Protocol."""
    blocks = (Block(0, "body", 0, 6),)
    document = Document("x", "0", "text", "none", "Women.", blocks, (), (), "en", Cover(iso3=iso3))
    areas = assess(document, load(), load_profile()).areas
    missing = {one.id for area in areas for one in area.instruments_missing}
    assert ("maputo-protocol" in missing) is applies
    assert "cedaw-2" in missing


@pytest.mark.parametrize(
    ("date", "later"),
    [("2012-12-27", True), ("2018-03-01", False), ("2024-01-31", False), (None, False)],
)
def test_an_instrument_of_a_later_year_is_not_missing(date: str | None, later: bool) -> None:
    """A report of 2012 could not cite the Global Compact for Migration of 2018; nor is it asked about."""
    blocks = (Block(0, "body", 0, 6),)
    cover = Cover(date=Found(date, "cover") if date else None)
    document = Document("x", "0", "text", "none", "Women.", blocks, (), (), "en", cover)
    areas = assess(document, load(), load_profile()).areas
    missing = {one.id for area in areas for one in area.instruments_missing}
    assert ("gcm-10" not in missing) is later
    assert {"cedaw-2", "ilo-c189"} <= missing
    asked = any("ILO Convention No. 190" in question for area in areas for question in area.questions)
    assert asked is (date is None or date > "2019")


def test_every_mention_keeps_its_place_and_its_sentence() -> None:
    assessment = rated(("heading", "clinics"), "women work", ("running_header", "women"))
    women = [row for row in assessment.mentions if row.category == "women"]
    assert [(r.paragraph, r.heading_path, r.zone, r.counted) for r in women] == [
        ("1", ("clinics",), "body", True),
        (None, ("clinics",), "running_header", False),
    ]
    assert women[0].sentence == "women work"


def test_the_same_input_gives_the_same_result() -> None:
    assert rated(*RICH, actions=LAWS) == rated(*RICH, actions=LAWS)


def test_stability_says_how_near_the_cut_is() -> None:
    clear = rated(*["women and girls"] * 9).groups[0].dimensions[0].rating
    assert clear.stability > 0.9
    assert 0 <= clear.low <= clear.score <= clear.high <= 1
    # Four references in 80 words stand exactly on the threshold of moderate.
    edge = rated(*["women " + " ".join(["work"] * 19)] * 4).groups[0].dimensions[0].rating
    assert edge.level == "moderate"
    assert 0.2 < edge.stability < 0.9


def test_levels() -> None:
    scores = np.array([0, 0.01, 1 / 3 - 1e-3, 1 / 3, 0.5, 2 / 3, 1])
    assert level_of(scores).tolist() == [0, 1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("value", "score"), [(0, 0), (1, 1 / 6), (2, 1 / 3), (4, 1 / 2), (6, 2 / 3), (8, 5 / 6), (10, 1), (99, 1)]
)
def test_normalising_by_hand(value: float, score: float) -> None:
    thresholds = Thresholds(moderate=2, high=6, full=10)
    assert normalise(np.array([value]), thresholds, np.ones(1))[0] == pytest.approx(score)


@given(st.floats(0, 1), st.floats(0.01, 9), st.floats(0.01, 9), st.floats(0.01, 9))
def test_denormalising_undoes_normalising(score: float, a: float, b: float, c: float) -> None:
    thresholds = Thresholds(moderate=a, high=a + b, full=a + b + c)
    back = normalise(np.array([denormalise(score, thresholds)]), thresholds, np.ones(1))[0]
    assert back == pytest.approx(score, abs=1e-9)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.sampled_from(["women work", "migrants pay", "girls at clinics", "nothing here"]),
        min_size=1,
        max_size=9,
    )
)
def test_more_references_never_lower_the_mention_rating(texts: list[str]) -> None:
    before = rated(*texts).groups[0].dimensions[0].rating
    after = rated(*texts, "women women women").groups[0].dimensions[0].rating
    assume(before.level != "absent")
    assert after.score >= before.score - 1e-9


def test_falling_thresholds_are_refused() -> None:
    with pytest.raises(ValueError, match="must rise"):
        Thresholds(moderate=5, high=2, full=10)


def test_all_cited_instruments_are_told(tmp_path: Path) -> None:
    """Also those that no policy area asks for, each with its number and its first place."""
    path = tmp_path / "report.txt"
    path.write_text(
        "1. The State protects women.\n\n2. CEDAW binds the State.\n\n3. Women cite CEDAW in courts.\n"
    )
    (cited,) = gmi.score(path).instruments
    assert (cited.id, cited.count, cited.place.paragraph) == ("cedaw", 2, "2")
    assert cited.id not in {instrument for area in load().areas for instrument in area.instruments}
