"""Assessments as tables: one row one observation, with the report in the first columns, so that tables of
several reports stack."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from gmi.rate.assessment import Assessment, MentionRow, Place
from gmi.report.columns import LIVED, PLACE, REPORT, SHEETS
from gmi.report.table import Table, Value, csv_text
from gmi.report.words import left_out, reviewed


def tables(assessments: Sequence[Assessment]) -> list[Table]:
    """All tables of the reports, in the order in which they are read; those of lived experience where there
    is any."""
    lived = any(one.experience for one in assessments)
    return [_table(name, assessments) for name in SHEETS if lived or name not in LIVED]


def mentions_csv(assessments: Sequence[Assessment]) -> str:
    """All mentions of all reports as CSV, with the report in the first three columns."""
    return csv_text(_table("mentions", assessments))


def about(assessments: Sequence[Assessment]) -> list[str]:
    """What a workbook of these reports says of itself: its title, then how to read it."""
    names = ", ".join(one.source.name for one in assessments[:3])
    more = f" and {len(assessments) - 3} more" if len(assessments) > 3 else ""
    return [
        f"gmi: {names}{more}",
        "One row is one observation. The report stands in the first columns of every sheet: filter by it, or "
        "stack the sheets of several files.",
        "A reference counts in the headline by this rule: " + assessments[0].rule,
        *(f"{one.source.name}: {one.summary}" for one in assessments[:10]),
    ]


def why_left_out(assessment: Assessment) -> Callable[[MentionRow], str]:
    """Says of a mention why the counting rule leaves it out; "" where it counts."""
    reasons = {count.group: count.left_out for count in assessment.counts}
    zones = {reason for known in reasons.values() for reason in known}

    def why(mention: MentionRow) -> str:
        if mention.counted:
            return ""
        known = reasons.get(mention.group, {}) or dict.fromkeys(zones)
        found = [one for one in (mention.zone, *mention.contexts) if one in known]
        return ", ".join(left_out(one) for one in found) or left_out("counted_apart")

    return why


def iso_day(text: str) -> Value:
    """A whole ISO date as a date; anything else as the text it is."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else text
    except ValueError:
        return text


def _table(name: str, assessments: Sequence[Assessment]) -> Table:
    sheet, rows_of = SHEETS[name], _ROWS[name]
    rows = ((*_report(one), *row) for one in assessments for row in rows_of(one))
    return Table(name, sheet.row, (*REPORT, *sheet.columns), rows)


def _report(assessment: Assessment) -> tuple[Value, ...]:
    cover = assessment.source.cover
    return (
        assessment.source.name,
        cover.symbol.value if cover.symbol else None,
        cover.state.value if cover.state else None,
    )


def _place(where: Place | MentionRow) -> tuple[Value, ...]:
    return where.page, where.paragraph, " > ".join(where.heading_path), where.zone


def _reports(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    source, cover, overall = assessment.source, assessment.source.cover, assessment.overall
    body, cycle, title, language = (
        found.value if found else None
        for found in (cover.treaty_body, cover.cycle, cover.title, cover.original_language)
    )
    yield (
        cover.iso3, body, cycle, iso_day(cover.date.value) if cover.date else None, title, language,
        source.language, source.format, source.pages, source.pages_estimated, len(source.ocr_pages),
        source.words, source.sentences, source.paragraphs, overall.level, overall.score, overall.low,
        overall.high, overall.stability, assessment.summary,
    )  # fmt: skip


def _ratings(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for group in assessment.groups:
        for dimension in group.dimensions:
            one = dimension.rating
            yield (
                group.group, group.name, dimension.dimension, one.level, one.score, one.low, one.high,
                one.stability, one.next_level, one.distance, "; ".join(cap.why for cap in one.caps),
                "; ".join(one.why),
            )  # fmt: skip


def _indicators(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for group in assessment.groups:
        for dimension in group.dimensions:
            for one in dimension.indicators:
                yield (
                    group.group, dimension.dimension, dimension.rating.level, one.id, one.name, one.unit,
                    one.value, one.numerator, one.denominator, one.score, one.weight, one.moderate,
                    one.high, one.full,
                )  # fmt: skip


def _groups(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for count in assessment.counts:
        out = sum(count.left_out.values())
        yield (
            count.group, count.name, count.rated, count.count, count.per_1000_words, count.per_page, out,
        )  # fmt: skip


def _counts(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for count in assessment.counts:
        for category in count.categories:
            for term, number in category.terms.items():
                yield count.group, category.category, category.name, category.counted, term, number
            if not category.terms:
                yield count.group, category.category, category.name, category.counted, None, category.count


def _left_out(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for count in assessment.counts:
        for reason, number in count.left_out.items():
            yield count.group, reason, left_out(reason), number


def _mentions(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    why = why_left_out(assessment)
    for one in assessment.mentions:
        yield (
            one.group, one.category, one.term, one.text, *_place(one), " ".join(one.contexts), one.counted,
            why(one), one.sentence, one.start, one.end,
        )  # fmt: skip


def _areas(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for area in assessment.areas:
        risks, cited = len(area.risks_named), len(area.instruments_cited)
        yield (
            area.area, area.name, area.present, area.paragraphs, area.gendered, area.lgbtqia, area.migrant,
            risks, risks + len(area.risks_missing), cited, cited + len(area.instruments_missing),
        )  # fmt: skip


def _risks(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for area in assessment.areas:
        for is_named, risks in ((True, area.risks_named), (False, area.risks_missing)):
            for risk in risks:
                yield area.area, area.name, area.present, risk.id, risk.name, is_named


def _instruments(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for area in assessment.areas:
        for one in (*area.instruments_cited, *area.instruments_missing):
            where = _place(one.place) if one.place else (None,) * len(PLACE)
            yield (
                area.area,
                area.name,
                area.present,
                one.id,
                one.short,
                one.name,
                one.place is not None,
                *where,
            )


def _questions(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for area in assessment.areas:
        for question in area.questions:
            yield area.area, area.name, area.present, question


def _actions(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for one in assessment.actions:
        yield (
            " ".join(one.groups), one.strength, one.tense, one.affirmed, " ".join(one.kinds), one.cue,
            *_place(one.place), one.sentence,
        )  # fmt: skip


def _evidence(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for rank, one in enumerate(assessment.evidence, 1):
        yield rank, one.why, *_place(one.place), one.sentence


def _experience(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for area in assessment.experience.areas if assessment.experience else ():
        partings = {parting.lens: parting for parting in area.partings}
        for lens, one in ((None, area.overall), *((lived.lens, lived) for lived in area.lenses)):
            beside: tuple[Value, ...] = (None,) * 5
            if lens is not None:
                parting = partings[lens]
                beside = (
                    parting.paragraphs, parting.with_lens, parting.kind, parting.parts, parting.told,
                )  # fmt: skip
            yield (
                area.area, area.name, lens, one.respondents, one.mean, one.low, one.high, one.median,
                one.good, one.standing, one.firm, *beside,
            )  # fmt: skip


def _statements(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for area in assessment.experience.areas if assessment.experience else ():
        for one in area.statements:
            yield (
                area.area, one.statement, one.lens, one.text, one.agreement_is, one.source, one.respondents,
                one.dont_know, one.mean, one.median, one.agreeing, one.low, one.high,
            )  # fmt: skip


def _testimonies(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for area in assessment.experience.areas if assessment.experience else ():
        for words in area.quotes:
            yield area.area, area.name, words


def _warnings(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for one in assessment.source.warnings:
        yield one.code, one.page, one.message


def _provenance(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    made = assessment.provenance
    yield (
        assessment.schema_version, made.gmi_version, made.file_sha256, made.engine, made.lexicon,
        made.lexicon_version, made.lexicon_sha256, made.profile, made.profile_version, made.profile_sha256,
        made.review_sha256, reviewed(assessment.review) if assessment.review else None,
    )  # fmt: skip


_ROWS: dict[str, Callable[[Assessment], Iterator[tuple[Value, ...]]]] = {
    "reports": _reports,
    "ratings": _ratings,
    "indicators": _indicators,
    "groups": _groups,
    "counts": _counts,
    "left_out": _left_out,
    "mentions": _mentions,
    "areas": _areas,
    "risks": _risks,
    "instruments": _instruments,
    "questions": _questions,
    "actions": _actions,
    "evidence": _evidence,
    "experience": _experience,
    "statements": _statements,
    "testimonies": _testimonies,
    "warnings": _warnings,
    "provenance": _provenance,
}
