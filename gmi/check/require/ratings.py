"""Minimum ratings: levels, overall and by dimension; score; stability."""

from collections.abc import Iterator

from gmi.check.config import Rating
from gmi.check.draft import Draft
from gmi.check.findings import Checked, Finding
from gmi.check.nearest import best, best_places, quoted, speaking
from gmi.check.rules import RULES
from gmi.rate.assessment import DimensionRating, Level
from gmi.rate.assessment import Rating as Rated
from gmi.report.words import figure, listed, lowered, named, step

ORDER: tuple[Level, ...] = ("absent", "low", "moderate", "high")
DIMENSIONS = ("mention", "engagement", "commitment")
_STEPS = 3


def rating_checked(draft: Draft, required: Rating, leading: str) -> Iterator[Checked]:
    """The minimum ratings, one by one; `leading` is the group whose dimensions make the overall rating."""
    if required.overall:
        name = f"overall rating at least {required.overall}"
        found = _too_low(draft, "The overall rating", "overall", required.overall, required, leading)
        yield Checked("rating", "overall", name, found)
    if required.score is not None:
        name = f"overall score at least {required.score:.2f}"
        yield Checked("rating", "score", name, _score(draft, required, required.score, leading))
    if required.stability is not None:
        name = f"overall rating holds in at least {required.stability:.0%} of trials"
        yield Checked("rating", "stability", name, _stability(draft, required, required.stability, leading))
    names = {group.group: named([group.name])[0] for group in draft.assessment.groups}
    for group, levels in required.groups.items():
        for dimension in DIMENSIONS:
            least: Level | None = getattr(levels, dimension)
            if least:
                subject = f"{group}/{dimension}"
                title = f"The rating for {dimension} of {names[group]}"
                name = f"{dimension} of {names[group]} at least {least}"
                wrong = _too_low(draft, title, subject, least, required, leading)
                yield Checked("rating", subject, name, wrong)


def rating_of(draft: Draft, subject: str) -> Rated:
    """The overall rating, or that of a dimension: "gender/mention"."""
    group, _, dimension = subject.partition("/")
    return _dimensions(draft, group)[dimension].rating if dimension else draft.assessment.overall


def _dimensions(draft: Draft, group: str) -> dict[str, DimensionRating]:
    found = next(one for one in draft.assessment.groups if one.group == group)
    return {one.dimension: one for one in found.dimensions}


def _weakest(draft: Draft) -> str:
    """The rated group that is referred to least: where more would help most."""
    rated = [count for count in draft.assessment.counts if count.rated]
    return min(rated, key=lambda count: count.per_1000_words).group if rated else ""


def _too_low(
    draft: Draft, title: str, subject: str, least: Level, required: Rating, leading: str
) -> tuple[Finding, ...]:
    rated = rating_of(draft, subject)
    missing = ORDER.index(least) - ORDER.index(rated.level)
    if missing <= 0:
        return ()
    what = f"{title} is {rated.level} (score {rated.score:.2f}); it must be {_or_higher(least)}."
    return (_finding(draft, subject, what, required, ways(draft, subject, least, leading), missing),)


def _or_higher(level: Level) -> str:
    return level if level == ORDER[-1] else f"{level} or higher"


def _score(draft: Draft, required: Rating, least: float, leading: str) -> tuple[Finding, ...]:
    rated = draft.assessment.overall
    if rated.score >= least:
        return ()
    what = f"The overall score is {rated.score:.2f} ({rated.level}); it must be {least:.2f} or more."
    remedy = f"{least - rated.score:.2f} more. {_upward(draft, leading)}"
    return (_finding(draft, "score", what, required, remedy, least - rated.score),)


def _stability(draft: Draft, required: Rating, least: float, leading: str) -> tuple[Finding, ...]:
    rated = draft.assessment.overall
    if rated.stability >= least:
        return ()
    what = (
        f"The overall rating ({rated.level}) holds in {rated.stability:.0%} of trials in which paragraphs "
        f"are resampled and thresholds moved; it must hold in {least:.0%}."
    )
    remedy = f"The score must stand farther from a threshold. {_upward(draft, leading)}"
    return (_finding(draft, "stability", what, required, remedy, least - rated.stability),)


def _upward(draft: Draft, leading: str) -> str:
    """What would raise the overall score: to the next level, or, where there is none, what can rise most."""
    overall = draft.assessment.overall
    if overall.next_level is not None:
        return ways(draft, "overall", overall.next_level, leading)
    lowest = min(_dimensions(draft, leading).values(), key=lambda one: one.rating.score)
    name = next(named([one.name])[0] for one in draft.assessment.groups if one.group == leading)
    told = f"{lowest.dimension} of {name} (score {lowest.rating.score:.2f}, {lowest.rating.level})"
    return f"What can rise most is {told}."


def _finding(
    draft: Draft, subject: str, what: str, required: Rating, remedy: str, shortfall: float
) -> Finding:
    group, _, dimension = subject.partition("/")
    rated = rating_of(draft, subject)
    lacking = group if dimension else _weakest(draft)
    name = next((named([c.name])[0] for c in draft.assessment.counts if c.group == lacking), lacking)
    places = best_places(draft, lacking, draft.proper)
    because = "; ".join(rated.why)
    return Finding(
        rule="rating",
        subject=subject,
        severity=required.severity,
        what=what,
        why=required.why or (f"{because[:1].upper()}{because[1:]}." if because else RULES["rating"].help),
        remedy=f"{remedy} {best(places)}".strip(),
        where=quoted(draft, places, ("migration", "gender")),
        cited=speaking(draft, places, lacking, name),
        shortfall=shortfall,
    )


_FIRST = {
    "mention": "A first reference to {}",
    "engagement": "A first reference to {} in text on migration, or in a policy area,",
    "commitment": "A first statement of what is or will be done for {}",
}


def ways(draft: Draft, subject: str, least: Level, leading: str) -> str:
    """What would bring the rating of `subject` up to the level `least`, and what holds it down."""
    group, _, dimension = subject.partition("/")
    rated = rating_of(draft, subject)
    if rated.level == "absent":
        names = [one.name for one in draft.assessment.groups if one.group == group or not dimension]
        first = _FIRST[dimension or "mention"].format(" or ".join(named(names)))
        return f"{first} makes it low{'' if least == 'low' else f', on the way to {least}'}."
    parts = [f"A rule holds it at {cap.level}: {cap.why}." for cap in rated.caps]
    if rated.steps and rated.next_level:
        steps = "; or ".join(step(way) for way in rated.steps[:_STEPS])
        first = "" if rated.next_level == least else f", on the way to {least}"
        alone = "Once it doesn't, one of these" if rated.caps else "One of these alone"
        parts.append(f"{alone} would bring it to {rated.next_level}{first}: {steps}.")
    elif rated.next_level and rated.distance > 0:
        parts.append(f"It is {rated.distance:.2f} below {rated.next_level}; no one indicator reaches that.")
        parts.append(_together(draft, group if dimension else leading, dimension, least))
    return " ".join(parts)


def _together(draft: Draft, group: str, dimension: str, least: Level) -> str:
    """What together would bring a rating to a level: for a dimension, all its indicators at their thresholds;
    for the overall rating, all dimensions of the group at that level."""
    dimensions = _dimensions(draft, group)
    if not dimension:
        below = [d for d in dimensions.values() if ORDER.index(d.rating.level) < ORDER.index(least)]
        told = listed([f"{d.dimension} ({d.rating.level})" for d in below])
        name = next(named([one.name])[0] for one in draft.assessment.groups if one.group == group)
        return f"Raising {told} of {name} to {least} would." if below else ""
    missing = [(one, getattr(one, least)) for one in dimensions[dimension].indicators]
    told = "; ".join(
        f"{lowered(one.name)} from {figure(one.value, one.unit)} to {figure(needed, one.unit)}"
        for one, needed in missing
        if one.value < needed
    )
    return f"Together these would bring it to {least}: {told}."
