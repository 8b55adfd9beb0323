"""The shipped lexicon: its examples hold, its terms are alive, its references meet."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from gmi.find.about import SubjectFinder
from gmi.find.matcher import Match
from gmi.lexicon import languages, load
from gmi.lexicon.model import Entry, Lexicon

LEXICONS = {language: load(language) for language in languages()}
FINDERS = {language: SubjectFinder(lexicon) for language, lexicon in LEXICONS.items()}

# The areas that the index can't do without.
AREAS = {
    "domestic-work",
    "trafficking",
    "health",
    "labour-and-wages",
    "violence-and-harassment",
    "education",
    "social-protection",
    "detention-and-border",
    "documentation-and-regularisation",
    "access-to-justice",
    "family-unity",
    "recruitment",
    "return-and-reintegration",
    "data-and-disaggregation",
    "participation",
}


def entries(lexicon: Lexicon) -> Iterator[tuple[str, Entry]]:
    """Every entry that is counted, with the group that its mentions have."""
    for group in lexicon.groups:
        yield from ((group.id, category) for category in group.categories)
    yield from (("area", area) for area in lexicon.areas)
    yield from (("risk", risk) for risk in lexicon.risks)
    yield from (("instrument", instrument) for instrument in lexicon.instruments)


def found(language: str, text: str) -> list[Match]:
    """The mentions in a text, without the cues of topics."""
    return [m for m in FINDERS[language].matches(text) if not m.target.group.startswith("about:")]


ENTRIES = [
    pytest.param(language, group, entry, id=f"{language}-{group}-{entry.id}")
    for language, lexicon in LEXICONS.items()
    for group, entry in entries(lexicon)
]


@pytest.mark.parametrize(("language", "group", "entry"), ENTRIES)
def test_examples_hold(language: str, group: str, entry: Entry) -> None:
    assert entry.matches, "an entry needs an example of what it finds"
    assert entry.rejects, "an entry needs an example of what it must not find"
    for text in entry.matches:
        assert (group, entry.id) in {m.target[1:3] for m in found(language, text)}, text
    for text in entry.rejects:
        assert (group, entry.id) not in {m.target[1:3] for m in found(language, text)}, text


@pytest.mark.parametrize(("language", "group", "entry"), ENTRIES)
def test_no_term_is_dead(language: str, group: str, entry: Entry) -> None:
    """A term written without brackets or wildcards is found, by its own group, in a text that is the term."""
    for term in entry.terms:
        if not set(term) & set("(*|"):
            assert group in {m.target.group for m in found(language, term.strip('"'))}, term


@pytest.mark.parametrize("language", LEXICONS)
def test_no_term_twice_in_a_group(language: str) -> None:
    terms: dict[str, list[str]] = {}
    for group, entry in entries(LEXICONS[language]):
        # Risks and areas may share words: each competes only with itself.
        rivals = f"{group}:{entry.id}" if group in ("area", "risk") else group
        terms.setdefault(rivals, []).extend(entry.terms)
    twice = {group: [t for t, n in Counter(these).items() if n > 1] for group, these in terms.items()}
    assert not {group: these for group, these in twice.items() if these}


# A stem in one spelling only; "labo(u)r" and "cent(re|er)" have both.
ONE_SPELLING = re.compile(r"i[sz]ation|labour|labor\b|centre|center\b|programme|colour|counselling")


def test_english_terms_have_both_spellings() -> None:
    lexicon = LEXICONS["en"]
    words = [
        *(entry for _, entry in entries(lexicon) if entry not in lexicon.instruments),
        *lexicon.actions.strengths,
        *lexicon.actions.kinds,
        *lexicon.actions.tenses,
        *lexicon.actions.cues,
        *lexicon.context.cues,
    ]
    terms = [term for entry in words for term in (*entry.terms, *entry.excludes)]
    assert len(terms) > 2000
    assert not [term for term in terms if ONE_SPELLING.search(term)]


@pytest.mark.parametrize("language", LEXICONS)
def test_areas_are_complete(language: str) -> None:
    lexicon = LEXICONS[language]
    assert {area.id for area in lexicon.areas} >= AREAS
    risks, instruments = {r.id for r in lexicon.risks}, {i.id for i in lexicon.instruments}
    for area in lexicon.areas:
        assert area.risks, area.id
        assert area.instruments, area.id
        assert set(area.risks) <= risks, area.id
        assert set(area.instruments) <= instruments, area.id
        assert 3 <= len(area.questions) <= 8, area.id
        whens = [question.when for question in area.questions]
        assert len(set(whens)) == len(whens), area.id
        assert {"absent", "no-gender", "no-lgbtqia"} <= set(whens), area.id
        for question in area.questions:
            assert "{state}" in question.ask, question.ask
            kind, _, which = question.when.partition(":")
            known = {"risk": area.risks, "instrument": area.instruments}.get(kind, (which,))
            assert which in known, question.when


@pytest.mark.parametrize("language", LEXICONS)
def test_what_instruments_imply_can_be_decided(language: str) -> None:
    lexicon = LEXICONS[language]
    topics = {topic.id for topic in lexicon.about.topics}
    known = {group.id for group in lexicon.groups} | {area.id for area in lexicon.areas}
    assert topics <= known
    for instrument in lexicon.instruments:
        assert set(instrument.implies) <= topics, instrument.id
        assert instrument.source, instrument.id
        # The conventions of the ILO, taken together, were adopted over a century.
        assert instrument.year or instrument.id == "ilo-conventions", instrument.id
    for group in lexicon.groups:
        categories = {category.id for category in group.categories}
        for topic in lexicon.about.topics:
            assert topic.id != group.id or set(topic.ignore) <= categories, topic.id


# What is counted once, and by which category: (text, group, expected categories in order).
COUNTED = [
    ("Violence against women and girls is punished.", "gender", ["gender-based-violence"]),
    ("Women, girls and boys travel together.", "gender", ["women", "girls", "men-and-boys"]),
    ("The gender identity of the applicant is recorded.", "gender", []),
    ("The gender identity of the applicant is recorded.", "lgbtqia", ["gender-identity"]),
    ("Ministry of Women and Vulnerable Populations", "gender", ["women"]),
    ("women’s rights", "gender", ["gender-equality"]),
    ("gender\u2011based violence", "gender", ["gender-based-violence"]),
    ("LGBTQIA+ and gender-diverse migrants", "lgbtqia", ["lgbtqia-people", "gender-identity"]),
    ("LGBTQIA+ and gender-diverse migrants", "gender", []),
    ("trans-boundary transit of gay migrants", "lgbtqia", ["sexual-orientation"]),
    ("Migrant women and refugees", "migration", ["migrants", "refugees-and-asylum"]),
    (
        "drug trafficking, arms trafficking and trafficking in persons",
        "migration",
        ["trafficking-and-smuggling"],
    ),
    ("migrants in an irregular situation", "migration", ["documentation-and-status"]),
    ("Invasive alien species and migratory birds", "migration", []),
    ("Pupils speak their mother tongue.", "gender", []),
    (
        "article 7 of the International Convention on the Protection of the Rights of All Migrant Workers "
        "and Members of Their Families",
        "instrument",
        ["icrmw-7"],
    ),
    ("ILO C189, ILO Convention 190 and Convention No. 29", "instrument", ["ilo-c189", "ilo-c190", "ilo-c29"]),
    ("ILO Migrant Workers (Supplementary Provisions) Convention", "instrument", ["ilo-c143"]),
    (
        "Convention on the Elimination of All Forms of Discrimination against Women (CEDAW)",
        "instrument",
        ["cedaw", "cedaw"],
    ),
    (
        "Protocol to Prevent, Suppress, and Punish Trafficking in Persons Especially in Women and Children",
        "instrument",
        ["palermo-protocol"],
    ),
    (
        "Objective 6 of the GCM and CEDAW general recommendation No. 26",
        "instrument",
        ["gcm-6", "cedaw-gr-26"],
    ),
    (
        "Optional Protocol to the Convention on the Elimination of All Forms of Discrimination against Women",
        "instrument",
        ["op-cedaw"],
    ),
]


@pytest.mark.parametrize(("text", "group", "categories"), COUNTED)
def test_counted_once(text: str, group: str, categories: list[str]) -> None:
    assert [m.target.category for m in found("en", text) if m.target.group == group] == categories


# What a text is about: (text, ids of its subjects).
ABOUT = [
    ("Ratify CEDAW.", {"gender"}),
    ("Accede to ICRMW without reservations.", {"migration", "labour-and-wages"}),
    ("Withdraw the reservations to OP-CRC-SC.", {"trafficking"}),
    # A long list of treaties is about treaties.
    ("Ratify CEDAW, ICRMW, CRPD, CED, ICESCR and OP-CAT.", set()),
    ("Apply the Yogyakarta Principles in asylum procedures.", {"lgbtqia", "migration"}),
    ("Prohibit corporal punishment of boys and girls.", set()),
    ("Protect migrant women from domestic violence.", {"gender", "migration"}),
    ("Combat racism and xenophobia.", set()),
    ("Reduce maternal mortality.", {"gender", "health"}),
    ("Improve prison conditions, including access to health care.", set()),
    ("Improve housing, education and health for Roma.", set()),
    ("Continue to expand the health system.", {"health"}),
    ("Expand access to HIV prevention.", set()),
    ("Decriminalize sexual activity between consenting adults.", {"lgbtqia"}),
    ("Combat human trafficking.", {"trafficking"}),
    ("Combat drug trafficking.", set()),
    ("Guarantee the rights of trade unions.", {"labour-and-wages"}),
    ("Accelerate the representation of women in employment.", {"gender"}),
]


@pytest.mark.parametrize(("text", "subjects"), ABOUT)
def test_about(text: str, subjects: set[str]) -> None:
    ruled = {topic.id for topic in LEXICONS["en"].about.topics}
    assert {subject.id for subject in FINDERS["en"](text)} & ruled == subjects


def test_about_says_why() -> None:
    (subject,) = FINDERS["en"]("Ratify the Optional Protocol to CEDAW.")
    assert (subject.id, subject.reason) == ("gender", "cited")
    assert subject.terms == ("Optional Protocol to (the) CEDAW",)
