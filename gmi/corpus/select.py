"""Which documents of a store are meant, and what of them is compared."""

import re
from dataclasses import dataclass, fields
from typing import Any, Literal

from gmi.corpus.regions import within
from gmi.corpus.states import is_code, names, state_meant
from gmi.corpus.store import Store
from gmi.errors import GmiError
from gmi.lexicon.problems import did_you_mean
from gmi.read.kinds import NAMES

_ID = re.compile(r"[\w-]*")

By = Literal["document", "state", "region", "subregion", "body", "cycle", "year", "kind"]
BY: dict[By, str] = {
    "document": "path",
    "state": "state_key(iso3, state)",
    "region": "region",
    "subregion": "subregion",
    "body": "treaty_body",
    "cycle": "cycle",
    "year": "year",
    "kind": "kind",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """The documents of a State (its whole name or ISO code), a region or sub-region of M49, a treaty body, a
    cycle, a span of years, a language, a rating, a kind (the id of `gmi.read.kinds`). None: all."""

    state: str | None = None
    region: str | None = None
    body: str | None = None
    cycle: str | None = None
    since: int | None = None
    until: int | None = None
    language: str | None = None
    rating: str | None = None
    kind: str | None = None

    def where(self, store: Store) -> tuple[str, tuple[Any, ...]]:
        """The condition in SQL and its values. Raises GmiError for a State that neither ISO 3166-1 nor the
        store has, a region that M49 doesn't have, or a kind that there isn't."""
        conditions = {
            "state": "state_key(iso3, state) = ?1",
            "region": "instr(?1, '|' || subregion || '|')",
            "body": "upper(treaty_body) = upper(?1)",
            "cycle": "is_in_cycle(cycle, ?1)",
            "since": "year >= ?1",
            "until": "year <= ?1",
            "language": "language = ?1",
            "rating": "rating = ?1",
            "kind": "kind = ?1",
        }
        given = {f.name: getattr(self, f.name) for f in fields(self)}
        if self.state is not None:
            given["state"] = _state(self.state, store)
        if self.region is not None:
            given["region"] = f"|{'|'.join(within(self.region))}|"
        if self.kind is not None:
            if self.kind not in NAMES:
                raise GmiError(f"There is no kind {self.kind!r}.", f"There are: {', '.join(NAMES)}.")
            given["kind"] = NAMES[self.kind]
        chosen = [(conditions[name], value) for name, value in given.items() if value is not None]
        numbered = [c.replace("?1", f"?{n}") for n, (c, _) in enumerate(chosen, start=1)]
        return " AND ".join(numbered) or "1", tuple(value for _, value in chosen)


EVERYTHING = Selection()


def _state(given: str, store: Store) -> str:
    key = state_meant(given)
    own = {row[0] for row in store.rows("SELECT DISTINCT state FROM present WHERE state IS NOT NULL")}
    if not is_code(key) and key not in map(state_meant, own):
        near = did_you_mean(given, sorted({*names(), *own}))
        raise GmiError(f'There is no State "{given}".', near)
    return key


@dataclass(frozen=True, slots=True)
class Measure:
    """What is compared: a score, a rate (numerator by denominator, times `scale`), or a share (part of a
    whole). `low` and `high` are the bounds of one document's interval, `dispersion` that of its references;
    where the store has them."""

    name: str
    unit: str
    kind: Literal["score", "rate", "share"]
    numerator: str
    denominator: str = "1"
    scale: float = 1.0
    low: str = "NULL"
    high: str = "NULL"
    dispersion: str = "NULL"
    source: str = "present"

    @property
    def interval(self) -> str:
        """What the intervals beside its values are."""
        if self.kind == "score":
            return "Interval: of one document, the middle 90% of its trials; of several, 95% of their mean."
        return "Interval: 95%."


def measure_of(name: str, store: Store) -> Measure:
    """The measure that a user names: "overall", "gender.mention", "lgbtqia", "gender/girls", "area:health".

    Raises GmiError where the store holds nothing of that name.
    """
    if name == "overall":
        return Measure("overall score", "0 to 1", "score", "score", low="low", high="high")
    group, _, rest = name.partition(".")
    if rest:
        return _dimension(name, group, rest, store)
    if name.startswith("area:"):
        return _area(name.removeprefix("area:"), store)
    group, _, category = name.partition("/")
    _refuse_unknown(name, store, 'counts WHERE "group" = ? AND category = ?', (group, category))
    join = "present JOIN counts ON counts.document = present.id"
    return Measure(
        f"references to {category or group}",
        "per 1,000 words",
        "rate",
        "counts.count",
        "words",
        1000.0,
        "counts.low",
        "counts.high",
        "counts.dispersion",
        source=f"{join} AND counts.\"group\" = '{group}' AND counts.category = '{category}'",
    )


def _dimension(name: str, group: str, dimension: str, store: Store) -> Measure:
    _refuse_unknown(name, store, 'ratings WHERE "group" = ? AND dimension = ?', (group, dimension))
    join = "present JOIN ratings ON ratings.document = present.id"
    return Measure(
        f"{group}: {dimension} score",
        "0 to 1",
        "score",
        "ratings.score",
        low="ratings.low",
        high="ratings.high",
        source=f"{join} AND ratings.\"group\" = '{group}' AND ratings.dimension = '{dimension}'",
    )


def _area(area: str, store: Store) -> Measure:
    _refuse_unknown(f"area:{area}", store, "areas WHERE area = ?", (area,))
    join = f"present JOIN areas ON areas.document = present.id AND areas.area = '{area}'"
    return Measure(
        f"paragraphs on {area} that mention gender",
        "share",
        "share",
        "areas.gendered",
        "areas.paragraphs",
        source=join,
    )


def _refuse_unknown(name: str, store: Store, query: str, values: tuple[str, ...]) -> None:
    # What passes here is put into queries: ids of a lexicon are letters, digits and hyphens.
    known = all(_ID.fullmatch(value) for value in values)
    if not known or not store.rows(f"SELECT 1 FROM {query} LIMIT 1", values):
        if not store.rows("SELECT 1 FROM documents LIMIT 1"):
            raise GmiError(f"{store.path} has no documents.", "gmi corpus show STORE --failures says why.")
        groups = ", ".join(row[0] for row in store.rows('SELECT DISTINCT "group" FROM counts ORDER BY 1'))
        raise GmiError(
            f"There is no measure {name!r} in {store.path}.",
            f"There are: overall, gender.mention, gender/women, area:health, and the groups {groups}.",
        )
