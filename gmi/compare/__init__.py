"""compare: two or more assessments side by side, and what changed from the first to the last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gmi.compare.ratio import Difference, Rate, Ratio, difference, rate_ratio, share_difference, signed
from gmi.errors import GmiError
from gmi.rate.assessment import AreaRow, Assessment, Level, Rating

__all__ = ["Comparison", "compare"]

LENSES = ("gendered", "lgbtqia", "migrant")


@dataclass(frozen=True, slots=True)
class Compared:
    """What stands at the head of a column: how a report is called, and its facts."""

    label: str
    name: str
    state: str | None
    symbol: str | None
    date: str | None
    pages: int
    words: int


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One rating in every report; `change` is that of its score from the first to the last."""

    id: str
    name: str
    levels: tuple[Level, ...]
    scores: tuple[tuple[float, float, float], ...]
    change: Difference


@dataclass(frozen=True, slots=True)
class RateRow:
    """References to a group (`category` empty) or a category in every report; `change` from first to last is
    None where neither has any."""

    group: str
    category: str
    name: str
    rates: tuple[Rate, ...]
    change: Ratio | None


@dataclass(frozen=True, slots=True)
class AreaCells:
    """A policy area in every report: paragraphs, and how many of them carry each lens. `changes` are those of
    the shares with gender, LGBTQIA+ people and migrants from the first to the last report; None where one
    of them does not treat the area."""

    area: str
    name: str
    cells: tuple[tuple[int, int, int, int], ...]
    changes: tuple[Difference | None, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of what the last report has and the first hasn't, or the other way round, by kind."""

    areas: tuple[str, ...]
    lenses: tuple[str, ...]
    categories: tuple[str, ...]
    risks: tuple[str, ...]
    instruments: tuple[str, ...]

    def __bool__(self) -> bool:
        return any((self.areas, self.lenses, self.categories, self.risks, self.instruments))


@dataclass(frozen=True, slots=True)
class Step:
    """What changed between two of three reports or more, by their places: the overall score, and the rate of
    each group in the order of the lexicon."""

    earlier: int
    later: int
    score: Difference
    rates: tuple[Ratio | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reports side by side, in the order given. `steps` are, of three reports or more, those from each report
    to the next where all are of one State, and else from the first to each; `notes` say what makes them less
    comparable."""

    reports: tuple[Compared, ...]
    ratings: tuple[RatingRow, ...]
    rates: tuple[RateRow, ...]
    areas: tuple[AreaCells, ...]
    steps: tuple[Step, ...]
    appeared: Changes
    vanished: Changes
    summary: str
    notes: tuple[str, ...]


def compare(assessments: Sequence[Assessment]) -> Comparison:
    """Compare two assessments or more. Raises GmiError where there are fewer, or they rate other groups."""
    if len(assessments) < 2:
        raise GmiError("There is one report: nothing to compare it with.", "Give two or more.")
    shapes = {tuple(rated.group for rated in one.groups) for one in assessments}
    if len(shapes) > 1:
        raise GmiError(
            "The reports were rated for different groups.", "Score them with the same lexicon and profile."
        )
    first, last = assessments[0], assessments[-1]
    reports = tuple(_labelled(assessments))
    ratings, rates = tuple(_ratings(assessments)), tuple(_rates(assessments))
    return Comparison(
        reports=reports,
        ratings=ratings,
        rates=rates,
        areas=_areas(assessments),
        steps=tuple(_steps(reports, ratings[0], [row for row in rates if not row.category])),
        appeared=_changes(first, last),
        vanished=_changes(last, first),
        summary=_summary(reports, ratings, rates),
        notes=tuple(_notes(assessments)),
    )


def _labelled(assessments: Iterable[Assessment]) -> Iterable[Compared]:
    taken: dict[str, int] = {}
    for one in assessments:
        cover = one.source.cover
        state, symbol, date = (
            found.value if found else None for found in (cover.state, cover.symbol, cover.date)
        )
        label = " ".join(filter(None, (cover.iso3 or state, date[:4] if date else ""))) or one.source.name
        taken[label] = taken.get(label, 0) + 1
        if taken[label] > 1:
            label = f"{label} ({taken[label]})"
        yield Compared(label, one.source.name, state, symbol, date, one.source.pages, one.source.words)


def _ratings(assessments: Sequence[Assessment]) -> Iterable[RatingRow]:
    yield _rating("overall", "Overall", [one.overall for one in assessments])
    for index, group in enumerate(assessments[0].groups):
        for place, dimension in enumerate(group.dimensions):
            found = [one.groups[index].dimensions[place].rating for one in assessments]
            name = f"{group.name}: {dimension.dimension}"
            yield _rating(f"{group.group}.{dimension.dimension}", name, found)


def _rating(id_: str, name: str, ratings: Sequence[Rating]) -> RatingRow:
    scores = tuple((rating.score, rating.low, rating.high) for rating in ratings)
    levels = tuple(rating.level for rating in ratings)
    return RatingRow(id_, name, levels, scores, difference(scores[0], scores[-1]))


def _rates(assessments: Sequence[Assessment]) -> Iterable[RateRow]:
    """A row for each group of all the reports, and for each category that any of them has."""
    groups = {count.group: count for one in reversed(assessments) for count in one.counts}
    for group in [count.group for count in assessments[0].counts if count.group in groups]:
        counts = [next((c for c in one.counts if c.group == group), None) for one in assessments]
        rates = tuple(
            Rate(count.count if count else 0, one.source.words, count.slices if count else ())
            for count, one in zip(counts, assessments, strict=True)
        )
        yield RateRow(group, "", groups[group].name, rates, rate_ratio(rates[0], rates[-1]))
        for category in groups[group].categories:
            found = tuple(_category_rate(one, group, category.category) for one in assessments)
            if any(rate.many for rate in found):
                change = rate_ratio(found[0], found[-1])
                yield RateRow(group, category.category, category.name, found, change)


def _category_rate(assessment: Assessment, group: str, category: str) -> Rate:
    """A category's rate; slices are kept for groups alone."""
    for count in assessment.counts:
        if count.group == group:
            number = next((c.count for c in count.categories if c.category == category), 0)
            share = min(number / count.count, 1.0) if count.count else 0.0
            return Rate(number, assessment.source.words, count.slices, share)
    return Rate(0, assessment.source.words, ())


def _steps(reports: Sequence[Compared], overall: RatingRow, groups: Sequence[RateRow]) -> Iterable[Step]:
    states = {one.state for one in reports}
    of_one_state = len(states) == 1 and None not in states
    for later in range(1, len(reports)) if len(reports) > 2 else ():
        earlier = later - 1 if of_one_state else 0
        score = difference(overall.scores[earlier], overall.scores[later])
        rates = tuple(rate_ratio(row.rates[earlier], row.rates[later]) for row in groups)
        yield Step(earlier, later, score, rates)


def _areas(assessments: Sequence[Assessment]) -> tuple[AreaCells, ...]:
    tables = [{area.area: area for area in one.areas} for one in assessments]
    names = {area.area: area.name for one in reversed(assessments) for area in one.areas}
    rows = []
    for id_, name in names.items():
        cells = tuple(_cells(table.get(id_)) for table in tables)
        first, last = cells[0], cells[-1]
        changes = tuple(share_difference((first[i], first[0]), (last[i], last[0])) for i in (1, 2, 3))
        if any(cell[0] for cell in cells):
            rows.append(AreaCells(id_, name, cells, changes))
    return tuple(rows)


def _cells(area: AreaRow | None) -> tuple[int, int, int, int]:
    return (area.paragraphs, area.gendered, area.lgbtqia, area.migrant) if area else (0, 0, 0, 0)


def _changes(without: Assessment, having: Assessment) -> Changes:
    """What the second has and the first hasn't."""
    had = {area.area: area for area in without.areas}
    areas, lenses, risks = [], [], []
    for area in having.areas:
        before = had.get(area.area)
        if area.present and not (before and before.present):
            areas.append(area.name)
        for lens, name in zip(LENSES, ("gender", "LGBTQIA+", "migrants"), strict=True):
            if (
                before
                and before.present
                and area.present
                and getattr(area, lens)
                and not getattr(before, lens)
            ):
                lenses.append(f"{name} in {area.name}")
        known = {risk.id for risk in before.risks_named} if before else set()
        risks += [f"{risk.name} ({area.name})" for risk in area.risks_named if risk.id not in known]
    none = {c.category for count in without.counts for c in count.categories if not c.count}
    categories = [
        f"{c.name} ({count.name})"
        for count in having.counts
        for c in count.categories
        if c.count and c.category in none
    ]
    cited = {one.id for one in without.instruments}
    instruments = [one.short for one in having.instruments if one.id not in cited]
    found = (areas, lenses, categories, risks, instruments)
    return Changes(*(tuple(names) for names in found))


def _summary(reports: Sequence[Compared], ratings: Sequence[RatingRow], rates: Sequence[RateRow]) -> str:
    """The sentence to quote, about the first and the last report."""
    first, last = reports[0].label, reports[-1].label
    one_state = reports[0].state is not None and reports[0].state == reports[-1].state
    opening = f"From {first} to {last}" if one_state else f"Of {first} and {last}"
    groups = [row for row in rates if not row.category]
    unclear = [row for row in groups if row.change and not row.change.clear and _in_both(row)]
    told = [_told_rating(ratings[0])]
    told += [_told(row, first, last) for row in groups if row not in unclear]
    if unclear:
        *others, one = (f"{_inside(row.name)} ({_figures(row)})" for row in unclear)
        names = f"{', '.join(others)} and {one}" if others else one
        told.append(f"references to {names} show no clear difference")
    return f"{opening}: {'; '.join(told)}."


def _told_rating(row: RatingRow) -> str:
    (one, other), (first, last) = (row.levels[0], row.levels[-1]), (row.scores[0][0], row.scores[-1][0])
    if one == other:
        levels = f"the overall rating is {one} in both ({first:.2f} and {last:.2f})"
    else:
        levels = f"the overall ratings are {one} ({first:.2f}) and {other} ({last:.2f})"
    change = row.change
    sure = "a clear difference" if change.clear else "no clear difference"
    interval = f"{signed(change.low)} to {signed(change.high)}"
    return f"{levels}, {sure} ({signed(change.value)}, 90% interval {interval})"


def _in_both(row: RateRow) -> bool:
    return bool(row.rates[0].many and row.rates[-1].many)


def _inside(name: str) -> str:
    """A group's name inside a sentence."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _figures(row: RateRow) -> str:
    """The rates of the first and the last report, and their ratio."""
    first, last, change = row.rates[0], row.rates[-1], row.change
    rates = f"{first.per_1000_words:.2f} and {last.per_1000_words:.2f} per 1,000 words"
    if change is None:
        return rates
    return f"{rates}; ratio {change.ratio:.2f}, 95% interval {change.low:.2f} to {change.high:.2f}"


def _told(row: RateRow, earlier: str, later: str) -> str:
    first, last = row.rates[0], row.rates[-1]
    name = _inside(row.name)
    if row.change is None:
        return f"neither refers to {name}"
    if not _in_both(row):
        which, many = (later, last.many) if last.many else (earlier, first.many)
        sure = "" if row.change.clear else ", no clear difference"
        return f"only {which} refers to {name} ({many:,} {'time' if many == 1 else 'times'}{sure})"
    more = "more" if row.change.ratio > 1 else "less"
    return f"references to {name} are {more} frequent in {later} ({_figures(row)})"


def _notes(assessments: Sequence[Assessment]) -> Iterable[str]:
    made = [one.provenance for one in assessments]
    if len({one.lexicon_sha256 for one in made}) > 1:
        yield "The reports were scored with different lexicons: other words were looked for."
    if len({one.profile_sha256 for one in made}) > 1:
        yield "The reports were rated by different profiles: their ratings can't be compared."
    if len({one.gmi_version for one in made}) > 1:
        yield "The reports were scored by different versions of gmi."
    bodies = {one.source.cover.treaty_body.value for one in assessments if one.source.cover.treaty_body}
    if len(bodies) > 1:
        yield f"The reports are to different bodies: {', '.join(sorted(bodies))}."
    if len({one.source.cover.state and one.source.cover.state.value for one in assessments}) > 1:
        yield "The reports are of different States."
    if len({one.source.pages_estimated for one in assessments}) > 1:
        yield "Some of the reports have no pages of their own."
