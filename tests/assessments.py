"""A finished assessment made by hand, for tests of what shows it: an invented State's report of 39 pages
with 42 references to gender and none to LGBTQIA+ people."""

from pathlib import Path

from gmi.measure.indicators import CategoryCount, Dimension, GroupCount
from gmi.rate.assessment import (
    SCHEMA_VERSION,
    ActionRow,
    AreaRow,
    Assessment,
    Cap,
    Citation,
    CitedInstrument,
    DimensionRating,
    Evidence,
    GroupRating,
    Level,
    MentionRow,
    Named,
    Place,
    Provenance,
    Rating,
    Scored,
    ScoredIndicator,
    Source,
    Step,
)
from gmi.read.document import Cover, Document, Found, ReadWarning

WORDS, PAGES = 18_240, 39
SENTENCES = (
    # page, paragraph, heading, sentence, its references: group, category, text
    (
        6,
        "14",
        "A. Legislation",
        "14. Act No. 30-712 of 2021 gives migrant women in domestic work a written contract, a weekly day of "
        "rest and eleven inspectors of their own.",
        (("migration", "migrants", "migrant"), ("gender", "women", "women")),
    ),
    (
        17,
        "61 (b)",
        "C. Trafficking in persons",
        "Three shelters for women and girls who are victims of trafficking were opened in 2022 with a budget "
        "of 2.1 million soles.",
        (
            ("gender", "women", "women"),
            ("gender", "girls", "girls"),
            ("migration", "trafficking", "trafficking"),
        ),
    ),
    (
        24,
        "88",
        "D. Health",
        "88. Pregnant migrants are enrolled in the public health insurance whatever their status.",
        (("gender", "reproductive", "Pregnant"), ("migration", "migrants", "migrants")),
    ),
    (
        31,
        "112",
        "E. Violence",
        "112. The National Plan against Gender-based Violence 2021–2025 names refugee women among the "
        "persons at risk.",
        (
            ("gender", "violence", "Gender-based Violence"),
            ("migration", "refugees", "refugee"),
            ("gender", "women", "women"),
        ),
    ),
)


def scored(assessment: Assessment) -> Scored:
    """The assessment as the result of a report whose text is not needed."""
    document = Document("report.pdf", "0" * 64, "pdf", "none", "", (), (), (), "en")
    return Scored(Path("report.pdf"), document, assessment)


def anchor(name: str = "maravel-cmw-2.pdf") -> Assessment:
    """The whole assessment: moderate in all, held below high by the absence of LGBTQIA+ people."""
    mentions = _mentions()
    return Assessment(
        schema_version=SCHEMA_VERSION,
        source=_source(name),
        overall=_overall(),
        groups=(_gender(), _lgbtqia()),
        counts=_counts(),
        rule="References in the text proper; the cover, running headers and names of bodies are left out.",
        areas=_areas(),
        actions=(
            ActionRow(
                ("gender",),
                5,
                "done",
                True,
                ("budget", "body"),
                "opened",
                _place(1),
                SENTENCES[1][3],
            ),
        ),
        evidence=_evidence(),
        absent=(
            "LGBTQIA+: not mentioned at all",
            "Gender: nothing on Gender roles and stereotypes",
            "Policy areas not treated: Return and reintegration",
        ),
        summary=(
            "The 39-page-long document refers to women, girls, gender and gender-based considerations 42 "
            "times in total with a complete absence of reference to LGBTQIA+ and gender diverse migrants."
        ),
        mentions=mentions,
        provenance=Provenance(
            "0.1.0", "a" * 64, "pypdfium2 5.0", "gmi-en", "1.0", "b" * 64, "gmi", "1.0", "c" * 64
        ),
        instruments=(
            CitedInstrument("icrmw", "ICRMW", "International Convention on Migrant Workers", 1, _place(1)),
            CitedInstrument(
                "ilo-c189", "ILO C189", "Domestic Workers Convention, 2011 (No. 189)", 2, _place(0)
            ),
        ),
    )


def _source(name: str) -> Source:
    cover = Cover(
        symbol=Found("CMW/C/MVL/2", "running header of 38 pages"),
        state=Found("Maravel", "page 1, title"),
        iso3=None,
        treaty_body=Found("CMW", "symbol"),
        cycle=Found("second periodic report", "page 1, title"),
        date=Found("2023-06-14", "page 1, after Distr."),
        original_language=Found("Spanish", "page 1"),
        title=Found(
            "Second periodic report submitted by Maravel under article 73 of the Convention", "page 1"
        ),
    )
    warnings = (ReadWarning("numbering", "no paragraph 40 was found between 39 and 41", 12),)
    return Source(name, "pdf", PAGES, False, (), (), WORDS, 702, 214, "en", cover, warnings)


def _overall() -> Rating:
    return Rating(
        level="moderate",
        score=0.462,
        low=0.401,
        high=0.523,
        stability=0.985,
        why=("For gender: mention moderate, engagement moderate, commitment moderate; their mean is 0.46",),
        caps=(
            Cap(
                "moderate", "LGBTQIA+ people are not named at all, which keeps the overall rating below high"
            ),
        ),
        next_level="high",
        distance=0.205,
        steps=(
            Step("actions", "Action statements", "per 1,000 words", 0.877, 4.61, 68, "action statements"),
            Step("risk_share", "Gendered risks named", "share of risks that apply", 0.143, 0.62, 10, "risks"),
        ),
    )


def _rating(level: Level, score: float, next_level: Level | None, distance: float, *steps: Step) -> Rating:
    spread = 0.05 if score else 0.0
    stability = 0.92 if score else 1.0
    return Rating(
        level, score, score - spread, score + spread, stability, (), (), next_level, distance, steps
    )


NAMES = {
    "per_1000_words": "References per 1,000 words",
    "paragraph_share": "Paragraphs with a reference",
    "evenness": "Evenness over the document (1 - DP)",
    "area_share": "Policy areas with a lens",
    "risk_share": "Gendered risks named",
    "actions": "Action statements",
    "strength": "Mean strength of action",
}


def _indicator(id_: str, unit: str, value: float, *numbers: float) -> ScoredIndicator:
    numerator, denominator, score, moderate, high, full = numbers
    return ScoredIndicator(
        id_, NAMES[id_], unit, value, numerator, denominator, score, 1.0, moderate, high, full
    )


GENDER: dict[Dimension, tuple[ScoredIndicator, ...]] = {
    "mention": (
        _indicator("per_1000_words", "per 1,000 words", 2.3026, 42, WORDS, 0.395, 1, 8, 25),
        _indicator("paragraph_share", "share of paragraphs", 0.1495, 32, 214, 0.466, 0.05, 0.3, 0.7),
        _indicator("evenness", "0 to 1", 0.512, 0.512, 1, 0.564, 0.2, 0.65, 0.9),
    ),
    "engagement": (
        _indicator("area_share", "share of areas present", 0.75, 3, 4, 0.639, 0.2, 0.8, 1),
        _indicator("risk_share", "share of risks that apply", 0.143, 3, 21, 0.422, 0.05, 0.4, 0.8),
    ),
    "commitment": (
        _indicator("actions", "per 1,000 words", 0.877, 16, WORDS, 0.378, 0.4, 4, 12),
        _indicator("strength", "1 to 5", 4.1, 65.6, 16, 0.652, 2, 4.2, 5),
    ),
}


def _gender() -> GroupRating:
    more = Step("per_1000_words", NAMES["per_1000_words"], "per 1,000 words", 2.3026, 6.9, 84, "references")
    ratings: dict[Dimension, Rating] = {
        "mention": _rating("moderate", 0.455, "high", 0.212, more),
        "engagement": _rating("moderate", 0.53, "high", 0.137),
        "commitment": _rating("moderate", 0.402, "high", 0.265),
    }
    rows = tuple(DimensionRating(one, rating, GENDER[one]) for one, rating in ratings.items())
    return GroupRating("gender", "Gender", rows)


def _lgbtqia() -> GroupRating:
    dimensions: tuple[Dimension, ...] = ("mention", "engagement", "commitment")
    none = _indicator("per_1000_words", "per 1,000 words", 0, 0, WORDS, 0, 0.25, 2, 6)
    rows = tuple(DimensionRating(one, _rating("absent", 0.0, "low", 0.0), (none,)) for one in dimensions)
    return GroupRating("lgbtqia", "LGBTQIA+", rows)


def _counts() -> tuple[GroupCount, ...]:
    gender = (
        ("women", "Women", 24),
        ("girls", "Girls", 6),
        ("violence", "Gender-based violence", 7),
        ("reproductive", "Reproductive and maternal", 5),
        ("roles", "Gender roles and stereotypes", 0),
    )
    migration = (
        ("migrants", "Migrants", 301),
        ("workers", "Migrant workers and labour migration", 118),
        ("refugees", "Refugees and asylum", 22),
        ("trafficking", "Trafficking and smuggling", 41),
    )
    men = CategoryCount("men", "Men and boys", 5, False, {"men": 4, "boys": 1})
    left_out = {"body_name": 9, "running_header": 2, "counted_apart": 5}
    return (
        _group("gender", "Gender", "#7b3294", gender, (men,), left_out),
        _group("lgbtqia", "LGBTQIA+", "#008837", (("people", "LGBTQIA+ people", 0),), (), {}),
        _group("migration", "Migration", "#2166ac", migration, (), {"cover": 2, "instrument_name": 38}),
    )


def _group(
    id_: str,
    name: str,
    colour: str,
    categories: tuple[tuple[str, str, int], ...],
    apart: tuple[CategoryCount, ...],
    left_out: dict[str, int],
) -> GroupCount:
    counted = tuple(
        CategoryCount(c, n, count, True, {c: count} if count else {}) for c, n, count in categories
    )
    total = sum(category.count for category in counted)
    # Spread by squares: uneven, as in a real report, and the same every time.
    slices, pages = [0] * 20, [0] * PAGES
    for index in range(total):
        slices[index * (index + 3) * 7 // 2 % 20] += 1
        pages[index * (index + 1) * 5 // 2 % PAGES] += 1
    return GroupCount(
        group=id_,
        name=name,
        colour=colour,
        rated=id_ != "migration",
        count=total,
        per_1000_words=1000 * total / WORDS,
        per_page=total / PAGES,
        categories=counted + apart,
        left_out=left_out,
        slices=tuple(slices),
        pages=tuple(pages),
    )


def _areas() -> tuple[AreaRow, ...]:
    c189 = Citation("ilo-c189", "ILO C189", "Domestic Workers Convention, 2011 (No. 189)", _place(0))
    c190 = Citation("ilo-c190", "ILO C190", "Violence and Harassment Convention, 2019 (No. 190)", None)
    return (
        _area(
            "Domestic work",
            (14, 5, 0, 13),
            missing=("Sexual harassment", "Wage gap"),
            cited=(c189,),
            uncited=(c190,),
            questions=("What does Maravel do against sexual harassment of domestic workers?",),
        ),
        _area(
            "Trafficking",
            (11, 4, 0, 11),
            named=("Sexual exploitation",),
            missing=("Labour exploitation",),
            questions=(
                "How do LGBTQIA+ survivors of trafficking reach shelters in Maravel?",
                "Who funds the three shelters?",
            ),
        ),
        _area("Health", (9, 3, 0, 7), missing=("Maternal mortality and morbidity",)),
        _area("Education", (6, 0, 0, 6), questions=("Which barriers do migrant girls meet at school?",)),
        _area("Return and reintegration", (0, 0, 0, 0)),
    )


def _area(
    name: str,
    counts: tuple[int, int, int, int],
    named: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
    cited: tuple[Citation, ...] = (),
    uncited: tuple[Citation, ...] = (),
    questions: tuple[str, ...] = (),
) -> AreaRow:
    risks = [tuple(Named(one.lower().replace(" ", "-"), one) for one in some) for some in (named, missing)]
    id_ = name.lower().replace(" ", "-")
    return AreaRow(id_, name, counts[0] > 0, *counts, risks[0], risks[1], cited, uncited, questions, ())


def _place(sentence: int) -> Place:
    page, paragraph, heading, *_ = SENTENCES[sentence]
    return Place(page, paragraph, ("II. Articles of the Convention", heading), "body")


def _start(index: int) -> int:
    return 4000 * (index + 1)


def _evidence() -> tuple[Evidence, ...]:
    whys = (
        "women, migrants, action strength 5, law",
        "girls, women, trafficking, action strength 5, budget",
        "reproductive and maternal, migrants",
        "gender-based violence, women, refugees, plan",
    )
    return tuple(
        Evidence(_place(index), sentence[3], why, _start(index))
        for index, (sentence, why) in enumerate(zip(SENTENCES, whys, strict=True))
    )


def _mentions() -> tuple[MentionRow, ...]:
    rows = []
    for index, sentence in enumerate(SENTENCES):
        page, paragraph, heading, text, references = sentence
        for group, category, words in references:
            start = _start(index) + text.index(words)
            rows.append(
                MentionRow(
                    group=group,
                    category=category,
                    term=words.lower(),
                    text=words,
                    start=start,
                    end=start + len(words),
                    page=page,
                    paragraph=paragraph,
                    heading_path=("II. Articles of the Convention", heading),
                    zone="body",
                    contexts=(),
                    counted=True,
                    sentence=text,
                )
            )
    return tuple(rows)
