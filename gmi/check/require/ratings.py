"""Minimum ratings: levels, overall and by dimension; score; stability."""

from collections.abc import Iterator

from gmi.check.config import Rating
from gmi.check.draft import Draft
from gmi.check.findings import Checked, Finding
from gmi.check.nearest import best, best_places, quoted
from gmi.check.rules import RULES
from gmi.rate.assessment import GroupRating, Level
from gmi.rate.assessment import Rating as Rated
from gmi.report.words import named, step

ORDER: tuple[Level, ...] = ("absent", "low", "moderate", "high")
_STEPS = 3


def rating_checked(draft: Draft, required: Rating) -> Iterator[Checked]:
    """The minimum ratings, one by one."""
    overall = draft.assessment.overall
    lacking = _weakest(draft)
    if required.overall:
        name = f"overall rating at least {required.overall}"
        found = _too_low(draft, "The overall rating", "overall", overall, required.overall, required, lacking)
        yield Checked("rating", "overall", name, found)
    if required.score is not None:
        name = f"overall score at least {required.score:.2f}"
        yield Checked("rating", "score", name, _score(draft, required, required.score, lacking))
    if required.stability is not None:
        name = f"overall rating holds in at least {required.stability:.0%} of trials"
        yield Checked("rating", "stability", name, _stability(draft, required, required.stability, lacking))
    ratings = {group.group: group for group in draft.assessment.groups}
    for group, levels in required.groups.items():
        for dimension in ("mention", "engagement", "commitment"):
            least: Level | None = getattr(levels, dimension)
            if least:
                subject, rated = f"{group}/{dimension}", dimension_rating(ratings[group], dimension)
                title = f"The rating for {dimension} of {ratings[group].name}"
                name = f"{dimension} of {ratings[group].name} at least {least}"
                wrong = _too_low(draft, title, subject, rated, least, required, group)
                yield Checked("rating", subject, name, wrong)


def dimension_rating(group: GroupRating, dimension: str) -> Rated:
    return next(one.rating for one in group.dimensions if one.dimension == dimension)


def _weakest(draft: Draft) -> str:
    """The rated group that is referred to least: where more would help most."""
    rated = [count for count in draft.assessment.counts if count.rated]
    return min(rated, key=lambda count: count.per_1000_words).group if rated else ""


def _too_low(
    draft: Draft, title: str, subject: str, rated: Rated, least: Level, required: Rating, lacking: str
) -> tuple[Finding, ...]:
    missing = ORDER.index(least) - ORDER.index(rated.level)
    if missing <= 0:
        return ()
    what = f"{title} is {rated.level} (score {rated.score:.2f}); it must be {_or_higher(least)}."
    return (_finding(draft, subject, what, required, rated, ways(rated, least), lacking, missing),)


def _or_higher(level: Level) -> str:
    return level if level == ORDER[-1] else f"{level} or higher"


def _score(draft: Draft, required: Rating, least: float, lacking: str) -> tuple[Finding, ...]:
    rated = draft.assessment.overall
    if rated.score >= least:
        return ()
    what = f"The overall score is {rated.score:.2f} ({rated.level}); it must be {least:.2f} or more."
    remedy = f"{least - rated.score:.2f} more. {ways(rated, rated.next_level or rated.level)}"
    return (_finding(draft, "score", what, required, rated, remedy, lacking, least - rated.score),)


def _stability(draft: Draft, required: Rating, least: float, lacking: str) -> tuple[Finding, ...]:
    rated = draft.assessment.overall
    if rated.stability >= least:
        return ()
    what = (
        f"The overall rating ({rated.level}) holds in {rated.stability:.0%} of trials in which paragraphs "
        f"are resampled and thresholds moved; it must hold in {least:.0%}."
    )
    remedy = "The score must stand farther from a threshold. " + ways(rated, rated.next_level or rated.level)
    return (_finding(draft, "stability", what, required, rated, remedy, lacking, least - rated.stability),)


def _finding(
    draft: Draft,
    subject: str,
    what: str,
    required: Rating,
    rated: Rated,
    remedy: str,
    lacking: str,
    shortfall: float,
) -> Finding:
    places = best_places(draft, lacking, draft.proper)
    name = next((c.name for c in draft.assessment.counts if c.group == lacking), lacking)
    because = "; ".join(rated.why)
    return Finding(
        rule="rating",
        subject=subject,
        severity=required.severity,
        what=what,
        why=required.why or (f"{because[:1].upper()}{because[1:]}." if because else RULES["rating"].help),
        remedy=f"{remedy} {best(places)}".strip(),
        where=quoted(draft, places, ("migration", "gender")),
        cited=f"paragraph speaks of people in migration without a reference to {named([name])[0]}",
        shortfall=shortfall,
    )


def ways(rated: Rated, least: Level) -> str:
    """What alone would bring the rating up, and what holds it down; `least` is the level to reach."""
    if rated.level == "absent":
        return f"A first reference makes it low{'' if least == 'low' else f', on the way to {least}'}."
    parts = [f"A rule holds it at {cap.level}: {cap.why}." for cap in rated.caps]
    if rated.steps and rated.next_level:
        steps = "; or ".join(step(way) for way in rated.steps[:_STEPS])
        first = "" if rated.next_level == least else f", on the way to {least}"
        parts.append(f"One of these alone would bring it to {rated.next_level}{first}: {steps}.")
    elif rated.next_level and rated.distance > 0:
        parts.append(f"It is {rated.distance:.2f} below {rated.next_level}; no one indicator reaches that.")
    return " ".join(parts)
