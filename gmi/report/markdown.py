"""The assessment as a Markdown page, for a repository or a job summary."""

from collections.abc import Iterator

from gmi.rate.assessment import Assessment
from gmi.report.escape import markdown as safe
from gmi.report.words import language_name, nearness, pages, place, step


def page(assessment: Assessment) -> str:
    """The whole page; it ends with the sentence to quote."""
    return "\n".join(_lines(assessment)) + "\n"


def _lines(assessment: Assessment) -> Iterator[str]:
    source, cover = assessment.source, assessment.source.cover
    title = cover.title.value if cover.title else source.name
    yield f"# {safe(title)}\n"
    data = [cover.symbol, cover.state, cover.treaty_body, cover.date]
    known = [safe(found.value) for found in data if found]
    known += [pages(assessment), f"{source.words:,} words", language_name(source.language)]
    yield f"{', '.join(known)}.\n"
    overall = assessment.overall
    yield f"**Overall: {overall.level}** (score {overall.score:.2f}, same level in {overall.stability:.0%} of trials)\n"
    yield from _ratings(assessment)
    yield from _counts(assessment)
    yield from _areas(assessment)
    yield "## Strongest evidence\n"
    for item in assessment.evidence:
        yield f"- {safe(place(item.place))}: “{safe(item.sentence)}” ({safe(item.why)})"
    yield "\n## Absent\n"
    yield from (f"- {safe(line)}" for line in assessment.absent)
    yield f"\n{safe(assessment.summary)}"


def _ratings(assessment: Assessment) -> Iterator[str]:
    yield "| | rating | score | interval | same level | next level |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for group in assessment.groups:
        for dimension in group.dimensions:
            rating = dimension.rating
            yield (
                f"| {safe(group.name)}: {dimension.dimension} | **{rating.level}** | {rating.score:.2f} "
                f"| {rating.low:.2f} to {rating.high:.2f} | {rating.stability:.0%} | {nearness(rating)} |"
            )
    yield "\n## Why\n"
    yield from (f"- {safe(reason)}" for reason in assessment.overall.why)
    yield from (f"- Held at {cap.level}: {safe(cap.why)}" for cap in assessment.overall.caps)
    yield from (
        f"- To {assessment.overall.next_level}: {safe(step(way))}" for way in assessment.overall.steps[:3]
    )


def _counts(assessment: Assessment) -> Iterator[str]:
    yield "\n## References\n"
    yield "| group | category | count | per 1,000 words |"
    yield "| --- | --- | ---: | ---: |"
    for group in assessment.counts:
        yield f"| **{safe(group.name)}** | | **{group.count:,}** | {group.per_1000_words:.2f} |"
        for category in group.categories:
            if category.count:
                apart = "" if category.counted else " (counted apart)"
                yield f"| | {safe(category.name)}{apart} | {category.count:,} | |"
    yield f"\n{safe(assessment.rule)}\n"


def _areas(assessment: Assessment) -> Iterator[str]:
    yield "## Policy areas\n"
    yield "| area | paragraphs | gender | LGBTQIA+ | migrant | risks named | risks not named | instruments cited |"
    yield "| --- | ---: | ---: | ---: | ---: | --- | --- | --- |"
    for area in assessment.areas:
        named, missing = (
            ", ".join(safe(r.name) for r in risks) for risks in (area.risks_named, area.risks_missing)
        )
        cited = ", ".join(safe(i.short) for i in area.instruments_cited)
        if area.present:
            yield (
                f"| {safe(area.name)} | {area.paragraphs} | {area.gendered} | {area.lgbtqia} | {area.migrant} "
                f"| {named} | {missing} | {cited} |"
            )
        else:
            yield f"| {safe(area.name)} | not treated | | | | | | |"
    yield ""
