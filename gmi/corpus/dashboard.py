"""The dashboard: one HTML page about a corpus that opens offline, down to each report's evidence."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from markupsafe import Markup

from gmi.corpus.answers import (
    UNKNOWN,
    AreaShares,
    Overview,
    Ranked,
    failures,
    overview,
    rank,
    recipes,
    trend,
)
from gmi.corpus.lines import Line, lines
from gmi.corpus.select import By, Selection, measure_of
from gmi.corpus.statistics import Estimate
from gmi.corpus.store import Store
from gmi.errors import GmiError
from gmi.rate.scoring import LEVELS
from gmi.report.charts import Bar, bars
from gmi.report.html.sheet import sheet, style_sheet, text_of

_HERE = "gmi.corpus"
SHADES = 8
ENDS = 15
"""Documents that a ranking shows from each end."""
EVIDENCE = 5
MOST = 5_000
"""Documents of a page: more would be slow to open. A selection makes them fewer."""
MEASURES = (
    ("overall", "Overall"),
    ("gender.mention", "Gender: mention"),
    ("gender.engagement", "engagement"),
    ("gender.commitment", "commitment"),
    ("lgbtqia.mention", "LGBTQIA+: mention"),
    ("lgbtqia.engagement", "engagement"),
    ("lgbtqia.commitment", "commitment"),
    ("gender", "Gender per 1,000 words"),
    ("lgbtqia", "LGBTQIA+ per 1,000 words"),
)
RANKINGS = (
    ("overall", "Overall score"),
    ("gender", "References to gender"),
    ("lgbtqia", "References to LGBTQIA+ people"),
)
HEAT: tuple[tuple[By, str], ...] = (("subregion", "Sub-region"), ("state", "State"))
FILTERS = (
    ("kind", "Kind"),
    ("region", "Region"),
    ("treaty_body", "Treaty body"),
    ("cycle", "Cycle"),
    ("year", "Year"),
    ("rating", "Rating"),
)
SORTED_BY = (
    ("Document", False),
    ("Treaty body", False),
    ("Date", False),
    ("Score", True),
    ("Rating", False),
    ("Gender", True),
    ("LGBTQIA+", True),
    ("Words", True),
)


@dataclass(frozen=True, slots=True)
class View:
    """Everything that the page shows, ready to print."""

    title: str
    chosen: str
    overview: Overview
    never: tuple[str, ...]
    ratings: list[dict[str, Any]]
    columns: list[str]
    heat: list[dict[str, Any]]
    areas: list[dict[str, Any]]
    rankings: list[dict[str, Any]]
    courses: list[dict[str, Any]]
    filters: list[dict[str, Any]]
    sorted_by: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    failures: list[tuple[str, str]]
    recipes: list[Any]


def dashboard(store: Store, selection: Selection) -> str:
    """The page about a selection of the store. Raises GmiError if it holds nothing, or too much."""
    found = overview(store, selection)
    if not found.documents:
        raise GmiError(f"{store.path} has no documents in this selection.", "Widen it, or score some first.")
    if found.documents > MOST:
        what = f"{found.documents:,} documents are too many for one page (at most {MOST:,})."
        raise GmiError(what, "Select some: --region, --body, --cycle, --since.")
    style = style_sheet() + text_of("dashboard.css", _HERE)
    view = _view(store, selection, found)
    return sheet("dashboard.html", style, text_of("dashboard.js", _HERE), package=_HERE, view=view)


def _view(store: Store, selection: Selection, found: Overview) -> View:
    where, values = selection.where(store)
    rows = store.rows(f"SELECT * FROM present WHERE {where} ORDER BY state, date, path", values)
    anchors = {row["path"]: f"d{row['id']}" for row in rows}
    symbols = {row["path"]: row["symbol"] or row["path"] for row in rows}
    chosen = [(f.name, getattr(selection, f.name)) for f in fields(selection)]
    return View(
        title=f"Corpus {store.path.stem}",
        chosen=", ".join(f"{name} {value}" for name, value in chosen if value is not None),
        overview=found,
        never=found.without_lgbtqia,
        ratings=_ratings(found),
        columns=[title for _, title in MEASURES],
        heat=[_heat(store, selection, by, title) for by, title in HEAT],
        areas=[_area(one) for one in found.areas],
        rankings=[_ranking(store, selection, *one, anchors, symbols) for one in RANKINGS],
        courses=_courses(store, selection, anchors),
        filters=[_filter(name, title, rows) for name, title in FILTERS],
        sorted_by=[{"name": name, "number": number} for name, number in SORTED_BY],
        documents=[_document(store, row, anchors[row["path"]]) for row in rows],
        failures=failures(store),
        recipes=[_recipe(row) for row in recipes(store, selection)],
    )


def _ratings(found: Overview) -> list[dict[str, Any]]:
    numbers = [found.ratings.get(level, 0) for level in LEVELS]
    drawn = bars(
        [
            Bar(f"{level}: {number}", number / found.documents, f"var(--{level})")
            for level, number in zip(LEVELS, numbers, strict=True)
        ]
    )
    return [
        {"level": level, "number": number, "bar": Markup(bar)}
        for level, number, bar in zip(LEVELS, numbers, drawn, strict=True)
    ]


def _heat(store: Store, selection: Selection, by: By, title: str) -> dict[str, Any]:
    """One row for each State or sub-region, one cell for each measure, shaded against the highest."""
    measures = [measure_of(name, store) for name, _ in MEASURES]
    by_label: dict[str, list[Ranked | None]] = {}
    names: dict[str, Ranked] = {}
    for index, measure in enumerate(measures):
        for one in rank(store, selection, measure, by):
            by_label.setdefault(one.label, [None] * len(measures))[index] = one
            names[one.label] = one
    tops = [
        max((cells[i].estimate.value for cells in by_label.values() if cells[i]), default=0.0)  # type: ignore[union-attr]
        if measure.kind == "rate"
        else 1.0
        for i, measure in enumerate(measures)
    ]
    rows = [
        {
            "name": names[label].name,
            "documents": names[label].documents,
            "cells": [_cell(one, top) for one, top in zip(cells, tops, strict=True)],
        }
        for label, cells in by_label.items()
    ]
    rows.sort(key=lambda row: (row["name"] == UNKNOWN, row["name"]))
    return {"title": f"By {title.lower()}", "of": title, "rows": rows}


def _area(one: AreaShares) -> dict[str, Any]:
    """A policy area's row: its shares are shaded as scores are."""
    shares = (one.gender, one.lgbtqia, one.migrants)
    return {
        "name": one.name,
        "documents": one.documents,
        "paragraphs": one.paragraphs,
        "cells": [
            {
                "text": f"{share.value:.0%}",
                "interval": f"{share.low:.0%} to {share.high:.0%}",
                "shade": round(SHADES * share.value),
            }
            for share in shares
        ],
    }


def _cell(one: Ranked | None, top: float) -> dict[str, Any]:
    if one is None:
        return {"text": "", "shade": 0}
    value = one.estimate.value
    return {"text": f"{value:.2f}", "shade": min(SHADES, round(SHADES * value / top)) if top else 0}


def _ranking(
    store: Store,
    selection: Selection,
    name: str,
    title: str,
    anchors: dict[str, str],
    symbols: dict[str, str],
) -> dict[str, Any]:
    measure = measure_of(name, store)
    ranked = list(enumerate(rank(store, selection, measure, "document"), start=1))
    shown = ranked if len(ranked) <= 2 * ENDS else ranked[:ENDS] + ranked[-ENDS:]
    top = max((one.estimate.value for _, one in ranked), default=0.0) if measure.kind == "rate" else 1.0
    top = top or 1.0
    drawn = bars(
        [Bar(f"{one.estimate.value:.2f}", one.estimate.value / top, "var(--link)") for _, one in shown]
    )
    rows = [
        {
            "left_out": place - shown[max(number - 1, 0)][0] - 1,
            "place": place,
            "name": one.name,
            "symbol": symbols[one.label],
            "anchor": anchors[one.label],
            "value": f"{one.estimate.value:.2f}",
            "bar": Markup(bar),
            "interval": _interval(one.estimate),
        }
        for number, ((place, one), bar) in enumerate(zip(shown, drawn, strict=True))
    ]
    part = f", the first and last {ENDS} of {len(ranked)}" if len(shown) < len(ranked) else ""
    return {"title": title, "caption": f"{title}, {measure.unit}{part}", "rows": rows}


def _courses(store: Store, selection: Selection, anchors: dict[str, str]) -> list[dict[str, Any]]:
    courses = trend(store, selection, measure_of("overall", store))
    pictures = lines(
        [
            Line(f"{c.state}: overall score", tuple((p.date or p.cycle or "", *p.estimate) for p in c.points))
            for c in courses
        ]
    )
    return [
        {
            "state": course.state,
            "body": f"{course.body}, {course.kind}",
            "picture": Markup(picture),
            "said": ("no clear change", "higher than at first", "lower than at first")[
                0 if not course.clear else 1 if course.change > 0 else 2
            ]
            + f" ({course.change:+.2f})",
            "points": [
                {
                    "anchor": anchors[point.path],
                    "when": point.date or point.cycle or point.symbol or point.path,
                    "value": f"{point.estimate.value:.2f}",
                    "level": point.rating,
                }
                for point in course.points
            ],
        }
        for course, picture in zip(courses, pictures, strict=True)
    ]


def _filter(name: str, title: str, rows: Sequence[Any]) -> dict[str, Any]:
    values = sorted({str(row[name]) for row in rows if row[name] is not None})
    return {"name": name.replace("_", ""), "title": title, "values": values}


def _document(store: Store, row: Any, anchor: str) -> dict[str, Any]:
    assessment = json.loads(zlib.decompress(row["assessment"]))
    rates = store.rows(
        "SELECT \"group\", per_1000_words FROM counts WHERE document = ? AND category = ''", (row["id"],)
    )
    rate: dict[str, float] = {row[0]: row[1] for row in rates}
    figures = [(one, one) for one in (f"{rate.get(group, 0.0):.2f}" for group in ("gender", "lgbtqia"))]
    return {
        "anchor": anchor,
        "facts": {name.replace("_", ""): "" if row[name] is None else str(row[name]) for name, _ in FILTERS},
        "state": row["state"] or row["name"],
        "symbol": row["symbol"] or "",
        "body": row["treaty_body"] or "",
        "date": row["date"] or row["cycle"] or "",
        "score": f"{row['score']:.2f}",
        "rating": row["rating"],
        "figures": [*figures, (row["words"], f"{row['words']:,}")],
        "summary": row["summary"],
        "evidence": assessment["evidence"][:EVIDENCE],
        "absent": assessment["absent"],
        "path": row["path"],
        "pages": row["pages"],
        "words": row["words"],
        "warnings": row["warnings"],
    }


def _recipe(row: Any) -> dict[str, Any]:
    """What documents were scored by, with hashes as short as they are told elsewhere."""
    lexicons = json.loads(row["lexicons"])
    told = ", ".join(f"{language} ({sha256[:12]})" for language, sha256 in sorted(lexicons.items()))
    return {**dict(row), "lexicons": told}


def _interval(estimate: Estimate) -> str:
    return f"{estimate.low:.2f} to {estimate.high:.2f}"
