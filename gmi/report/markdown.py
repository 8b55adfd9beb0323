"""The assessment as a Markdown page, for a repository, a pull request or a job summary."""

from collections.abc import Iterable, Iterator

from gmi.rate.assessment import Assessment, DimensionRating
from gmi.report.escape import markdown as safe
from gmi.report.experience import experience_markdown
from gmi.report.words import (
    body_name,
    by_others,
    cited,
    day,
    figure,
    interval,
    left_out,
    length,
    made_by,
    named,
    nearness,
    place,
    reviewed,
    step,
    ways,
    widest_gaps,
    words_start,
)

STEPS_SHOWN, AREAS_ASKED, QUESTIONS_ASKED = 3, 3, 2


def page(assessment: Assessment) -> str:
    """The whole page, in the order of the terminal's; it ends with the sentence to quote."""
    parts = [
        _source(assessment),
        _ratings(assessment),
        _counts(assessment),
        _areas(assessment),
        *([experience_markdown(assessment.experience)] if assessment.experience else []),
        _evidence(assessment),
        _absent(assessment),
        _reasons(assessment),
        _questions(assessment),
    ]
    sections = ["\n".join(part) for part in parts]
    return "\n\n".join([*sections, f"## To quote\n\n> {safe(assessment.summary)}"]) + "\n"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], align: str) -> Iterator[str]:
    """A table; `align` has one letter for each column, l or r."""
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---:' if one == 'r' else '---' for one in align)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _source(assessment: Assessment) -> Iterator[str]:
    source, cover = assessment.source, assessment.source.cover
    yield f"# {safe(cover.title.value if cover.title else source.name)}"
    yield ""
    body = body_name(cover.treaty_body.value) if cover.treaty_body else ""
    date = day(cover.date.value) if cover.date else ""
    found = [f.value for f in (cover.state, cover.symbol) if f]
    known = [*found, body, cover.cycle.value if cover.cycle else "", date, length(assessment), source.name]
    yield f"{', '.join(safe(one) for one in known if one)}."
    if kind := by_others(cover):
        yield ""
        yield f"Kind: {safe(kind)}."
    yield from [""] if source.warnings else []
    for warning in source.warnings:
        page_number = f"p. {warning.page}: " if warning.page else ""
        yield f"- Warning: {page_number}{safe(warning.message)}"
    if assessment.review:
        yield ""
        yield f"Reviewed: {safe(reviewed(assessment.review))}."
    yield ""
    yield f"<sub>{safe(made_by(assessment))}</sub>"


def _ratings(assessment: Assessment) -> Iterator[str]:
    overall = assessment.overall
    yield f"## Rating: {overall.level}"
    yield ""
    yield f"Score {interval(overall, '–')}, holds in {overall.stability:.0%} of trials."
    for cap in overall.caps:
        yield f"At most {cap.level}: {safe(cap.why)}."
    yield ""
    names = [safe(group.name) for group in assessment.groups]
    rows = zip(*(group.dimensions for group in assessment.groups), strict=True)
    yield from _table(["", *names], (_dimension(row) for row in rows), "l" * (1 + len(names)))


def _dimension(row: tuple[DimensionRating, ...]) -> list[str]:
    cells = []
    for rating in (one.rating for one in row):
        sure = f" {interval(rating, '–')}, holds in {rating.stability:.0%}" if rating.score else ""
        cells.append(f"**{rating.level}**{sure}")
    return [row[0].dimension, *cells]


def _counts(assessment: Assessment) -> Iterator[str]:
    yield "## References"
    yield ""
    rows = []
    for group in assessment.counts:
        rate = f"**{group.per_1000_words:.2f}**"
        rows.append([f"**{safe(group.name)}**", f"**{group.count:,}**", rate])
        for category in group.categories:
            if category.count:
                apart = "" if category.counted else " (counted apart)"
                rows.append([f"{safe(category.name)}{apart}", f"{category.count:,}", ""])
    yield from _table(["", "count", "per 1,000 words"], rows, "lrr")
    yield ""
    yield safe(assessment.rule)
    yield ""
    for group in assessment.counts:
        reasons = [f"{n:,} {left_out(r)}" for r, n in group.left_out.items() if r != "counted_apart"]
        if reasons:
            yield f"- Left out of {safe(group.name)}: {safe(', '.join(reasons))}"


def _areas(assessment: Assessment) -> Iterator[str]:
    yield "## Policy areas"
    yield ""
    heads = ["", "paras", "gender", "LGBTQIA+", "migrant", "risks named", "risks not named", "cited"]
    rows = [
        [
            f"**{safe(area.name)}**",
            str(area.paragraphs),
            *(str(count or "–") for count in (area.gendered, area.lgbtqia, area.migrant)),
            safe(", ".join(named([risk.name for risk in area.risks_named]))),
            safe(", ".join(named([risk.name for risk in area.risks_missing]))),
            safe(", ".join(citation.short for citation in area.instruments_cited)),
        ]
        for area in assessment.areas
        if area.present
    ]
    yield from _table(heads, rows, "lrrrrlll")
    untreated = [safe(area.name) for area in assessment.areas if not area.present]
    if untreated:
        yield ""
        yield f"Not treated: {', '.join(untreated)}."
    yield ""
    yield f"Instruments cited: {safe(', '.join(cited(assessment)) or 'none that the lexicon knows')}."


def _evidence(assessment: Assessment) -> Iterator[str]:
    yield "## Strongest evidence"
    yield ""
    for number, evidence in enumerate(assessment.evidence, 1):
        quote = safe(evidence.sentence[words_start(evidence) :])
        yield f"{number}. **{safe(place(evidence.place))}** “{quote}” _{safe(evidence.why)}_"
    if not assessment.evidence:
        yield "None."


def _absent(assessment: Assessment) -> Iterator[str]:
    yield "## Absent"
    yield ""
    yield from (f"- {safe(line)}" for line in assessment.absent)
    if not assessment.absent:
        yield "Nothing that the lexicon looks for."


def _reasons(assessment: Assessment) -> Iterator[str]:
    overall = assessment.overall
    yield "## Why, and how near the next level"
    yield ""
    yield f"Overall {overall.level}, {nearness(overall)}. {safe('; '.join(overall.why))}."
    yield ""
    if overall.steps and overall.next_level:
        yield ways(overall)
        yield ""
        yield from (f"- {safe(step(way))}" for way in overall.steps[:STEPS_SHOWN])
        yield ""
    rows = [
        [
            f"{safe(group.name)}: {dimension.dimension}",
            safe(one.name),
            figure(one.value, one.unit),
            f"{one.score:.2f}",
            figure(one.moderate, one.unit),
            figure(one.high, one.unit),
        ]
        for group in assessment.groups
        for dimension in group.dimensions
        for one in dimension.indicators
    ]
    heads = ["", "indicator", "value", "score", "moderate from", "high from"]
    yield from _table(heads, rows, "llrrrr")


def _questions(assessment: Assessment) -> Iterator[str]:
    yield "## To ask the State party"
    yield ""
    asked = widest_gaps(assessment, AREAS_ASKED)
    for area in asked:
        for question in area.questions[:QUESTIONS_ASKED]:
            yield f"- **{safe(area.name)}**: {safe(question)}"
    if not asked:
        yield "None follows from a gap."
