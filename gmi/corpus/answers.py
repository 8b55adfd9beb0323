"""What a corpus shows: an overview, a ranking, the course of each State over its reports."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from gmi.corpus.select import BY, By, Measure, Selection
from gmi.corpus.states import is_code, state_key
from gmi.corpus.statistics import Estimate, combined_rate, combined_share, mean
from gmi.corpus.store import Store
from gmi.read.kinds import ORDER

UNKNOWN = "unknown"
# Not the assessments: of a large archive they would fill the memory.
_FACTS = ", ".join(
    f"present.{name}"
    for name in (
        *(
            "path",
            "name",
            "symbol",
            "state",
            "iso3",
            "kind",
            "treaty_body",
            "region",
            "cycle",
            "date",
            "year",
        ),
        *("language", "pages", "words", "rating"),
    )
)
COUNTED_BY = ("kind", "treaty_body", "region", "cycle", "year")


class AreaShares(NamedTuple):
    """A policy area by its id and name: in how many documents it is treated and in how many paragraphs of
    these, and the shares of the paragraphs that mention gender, LGBTQIA+ people and migrants."""

    area: str
    name: str
    documents: int
    paragraphs: int
    gender: Estimate
    lgbtqia: Estimate
    migrants: Estimate


class Overview(NamedTuple):
    """How many documents there are, of what kind; and which never mention LGBTQIA+ people.

    `alike` have the symbol and language of another: the same report in two files. `recipes` are how many
    ways the documents were scored in; one, unless a run with other words or rules was stopped.
    """

    documents: int
    pages: int
    words: int
    failures: int
    gone: int
    repeated: int
    alike: int
    recipes: int
    ratings: dict[str, int]
    by: dict[str, dict[str, int]]
    areas: tuple[AreaShares, ...]
    without_lgbtqia: tuple[str, ...]


class Ranked(NamedTuple):
    """A document, or those of a State, region ...: how many, of what kinds, and their common value."""

    label: str
    name: str
    documents: int
    kinds: tuple[str, ...]
    estimate: Estimate


class Point(NamedTuple):
    """A State's report in the course of time."""

    path: str
    symbol: str | None
    cycle: str | None
    date: str | None
    rating: str
    estimate: Estimate


class Course(NamedTuple):
    """A State's documents of one kind to one treaty body, oldest first. `clear` says whether first and last
    differ by more than their intervals allow."""

    state: str
    body: str
    kind: str
    points: tuple[Point, ...]
    change: float
    clear: bool


def overview(store: Store, selection: Selection) -> Overview:
    """Count what the selection holds; failures, files that have gone and repeated ones are the store's."""
    where, values = selection.where(store)
    rows = store.rows(f"SELECT {_FACTS} FROM present WHERE {where} ORDER BY state, path", values)
    total = store.rows("SELECT count(*) FROM documents JOIN files USING (path) WHERE gone = 0")[0][0]
    distinct = store.rows("SELECT count(*) FROM present")[0][0]
    never = store.rows(
        f"SELECT {_FACTS} FROM present JOIN counts ON counts.document = present.id "
        f"AND counts.\"group\" = 'lgbtqia' AND category = '' AND count = 0 WHERE {where} "
        "ORDER BY coalesce(state, name), date, path",
        values,
    )
    of_state = Counter(state_key(row["iso3"], row["state"]) for row in rows)
    of_symbol = Counter((row["symbol"], row["language"]) for row in rows if row["symbol"])
    return Overview(
        documents=len(rows),
        pages=sum(row["pages"] for row in rows),
        words=sum(row["words"] for row in rows),
        failures=len(failures(store)),
        gone=store.rows("SELECT count(*) FROM files WHERE gone = 1")[0][0],
        repeated=total - distinct,
        alike=sum(number - 1 for number in of_symbol.values()),
        recipes=len(recipes(store, selection)),
        ratings=_counted(row["rating"] for row in rows),
        by={name: _counted(row[name] for row in rows) for name in COUNTED_BY},
        areas=tuple(area_shares(store, selection)),
        without_lgbtqia=tuple(
            _told(row, alone=of_state[state_key(row["iso3"], row["state"])] == 1) for row in never
        ),
    )


def failures(store: Store) -> list[tuple[str, str]]:
    """The files in the folder that could not be scored, each with its reason."""
    query = "SELECT path, reason FROM failures JOIN files USING (path) WHERE gone = 0 ORDER BY path"
    return [(row[0], row[1]) for row in store.rows(query)]


def area_shares(store: Store, selection: Selection) -> list[AreaShares]:
    """Each policy area over the selection's documents that treat it; what most of them treat first."""
    where, values = selection.where(store)
    rows = store.rows(
        "SELECT areas.* FROM present JOIN areas ON areas.document = present.id AND areas.paragraphs > 0 "
        f"WHERE {where} ORDER BY area, path",
        values,
    )
    names = _area_names(store)
    found = []
    for area, group in groupby(rows, key=lambda row: row["area"]):
        members = list(group)
        wholes = [row["paragraphs"] for row in members]
        shares = (
            combined_share([row[lens] for row in members], wholes)
            for lens in ("gendered", "lgbtqia", "migrant")
        )
        found.append(AreaShares(area, names.get(area, area), len(members), sum(wholes), *shares))
    return sorted(found, key=lambda one: (-one.documents, -one.paragraphs, one.area))


def _area_names(store: Store) -> dict[str, str]:
    """How policy areas are called. An assessment names every area of its lexicon: of each way of scoring and
    each language one is enough."""
    rows = store.rows(
        "SELECT assessment FROM documents WHERE id IN "
        "(SELECT min(documents.id) FROM documents JOIN files USING (path) GROUP BY recipe, language)"
    )
    told = (json.loads(zlib.decompress(row["assessment"]))["areas"] for row in rows)
    return {area["area"]: area["name"] for areas in told for area in areas}


def recipes(store: Store, selection: Selection) -> list[Any]:
    """How the selection's documents were scored: the recipes, each with its number of `documents`, most
    first."""
    where, values = selection.where(store)
    return store.rows(
        "SELECT recipes.*, count(*) AS documents FROM present JOIN files USING (path) "
        f"JOIN recipes ON recipes.id = files.recipe WHERE {where} "
        "GROUP BY recipes.id ORDER BY documents DESC, recipes.id DESC",
        values,
    )


def _told(row: Any, *, alone: bool) -> str:
    """A document by its State; with its symbol, or its file, where the State has others or is not known."""
    if row["state"] is None:
        return str(row["name"])
    return str(row["state"]) if alone else f"{row['state']} ({row['symbol'] or row['path']})"


def rank(store: Store, selection: Selection, measure: Measure, by: By) -> list[Ranked]:
    """What the selection's documents, put together by `by`, have of a measure; most first."""
    where, values = selection.where(store)
    rows = store.rows(
        f"SELECT {BY[by]} AS label, {_FACTS}, {_columns(measure)} FROM {measure.source} "
        f"WHERE {where} ORDER BY label, path",
        values,
    )
    ranked = []
    for label, group in groupby(rows, key=lambda row: row["label"]):
        members = list(group)
        name = _state_name(members) or members[0]["name"] if by in ("document", "state") else str(label)
        if by == "state" and label and not is_code(label):
            label = name
        kinds = tuple(sorted({row["kind"] for row in members}, key=ORDER.index))
        ranked.append(
            Ranked(
                _text(label),
                _text(name if label else None),
                len(members),
                kinds,
                _estimate(measure, members),
            )
        )
    return sorted(ranked, key=lambda one: (-one.estimate.value, one.label))


def trend(store: Store, selection: Selection, measure: Measure) -> list[Course]:
    """Each State's documents to each treaty body, one kind at a time, where there are two or more; a State's
    own reports first. A national report and a summary of what others said don't make a course. Those without
    a date are left out: nobody knows where in the course they belong."""
    where, values = selection.where(store)
    rows = store.rows(
        f"SELECT {BY['state']} AS label, {_FACTS}, {_columns(measure)} FROM {measure.source} "
        f"WHERE {where} AND label IS NOT NULL AND date IS NOT NULL ORDER BY label, treaty_body, date, path",
        values,
    )
    courses = []

    def course_of(row: Any) -> tuple[str, str, int]:
        return row["label"], _text(row["treaty_body"]), ORDER.index(row["kind"])

    for (_, body, kind), group in groupby(sorted(rows, key=course_of), key=course_of):
        members = list(group)
        if len(members) < 2:
            continue
        points = tuple(
            Point(r["path"], r["symbol"], r["cycle"], r["date"], r["rating"], _estimate(measure, [r]))
            for r in members
        )
        first, last = points[0].estimate, points[-1].estimate
        change = last.value - first.value
        clear = last.differs_from(first)
        courses.append(Course(_text(_state_name(members)), body, ORDER[kind], points, change, clear))
    return sorted(courses, key=lambda course: (course.state, course.body, ORDER.index(course.kind)))


def _state_name(rows: list[Any]) -> str | None:
    """What most of the documents of one State call it."""
    names: Counter[str | None] = Counter(row["state"] for row in rows)
    return names.most_common(1)[0][0]


def _columns(measure: Measure) -> str:
    parts = (measure.numerator, measure.denominator, measure.low, measure.high, measure.dispersion)
    return ", ".join(f"{part} AS m{number}" for number, part in enumerate(parts))


def _estimate(measure: Measure, rows: list[Any]) -> Estimate:
    parts, wholes = [row["m0"] for row in rows], [row["m1"] for row in rows]
    if measure.kind == "share":
        return combined_share(parts, wholes)
    if len(rows) == 1:
        value = measure.scale * parts[0] / wholes[0] if wholes[0] else 0.0
        return Estimate(value, rows[0]["m2"], rows[0]["m3"])
    if measure.kind == "score":
        return mean([Estimate(row["m0"], row["m2"], row["m3"]) for row in rows])
    return combined_rate(parts, wholes, [row["m4"] for row in rows], measure.scale)


def _counted(values: Iterable[Any]) -> dict[str, int]:
    counter = Counter(_text(value) for value in values)
    return dict(sorted(counter.items()))


def _text(value: Any) -> str:
    return UNKNOWN if value is None else str(value)
