"""A comparison as a file: the ending says which form."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from gmi.compare import Comparison
from gmi.errors import GmiError
from gmi.report.comparison import comparison_markdown, letters, told
from gmi.report.files import write_whole
from gmi.report.table import Column, Table, Value
from gmi.report.tables import iso_day

LENSES = ("gender", "LGBTQIA+ people", "migrants")
_REPORT = Column("report", "how the report is called here", width=18)


def check(path: Path) -> None:
    """Refuse an ending that no form has. Raises GmiError."""
    if path.suffix.lower() not in _FORMS:
        raise GmiError(f"Can't write {path.name!r}.", f"Use one of: {', '.join(_FORMS)}.")


def write(path: Path, found: Comparison) -> None:
    """Write the file, whole or not at all."""
    content = _FORMS[path.suffix.lower()](found)
    write_whole(path, content.encode() if isinstance(content, str) else content)


def comparison_json(found: Comparison) -> str:
    """The comparison as one JSON object."""
    from pydantic import TypeAdapter

    return TypeAdapter(Comparison).dump_json(found, indent=1).decode() + "\n"


def _html(found: Comparison) -> str:
    from gmi.report.html.comparison import page

    return page(found)


def _workbook(found: Comparison) -> bytes:
    from gmi.report.workbook import workbook

    return workbook(["gmi: reports compared", found.summary, *found.notes], list(_tables(found)))


def _tables(found: Comparison) -> Iterator[Table]:
    labels = [f"{letter} {one.label}" for letter, one in zip(letters(99), found.reports, strict=False)]
    yield Table(
        "reports",
        "one report",
        (
            _REPORT,
            Column("file", "its file", width=30),
            Column("state", "State party", width=20),
            Column("symbol", "UN symbol", width=18),
            Column("date", "date on the cover", "date"),
            Column("pages", "pages", "whole"),
            Column("words", "words", "whole"),
        ),
        (
            (label, r.name, r.state, r.symbol, iso_day(r.date) if r.date else None, r.pages, r.words)
            for label, r in zip(labels, found.reports, strict=True)
        ),
    )
    yield Table(
        "ratings",
        "one rating of one report",
        (
            Column("rating", "overall, or group and dimension", width=26),
            _REPORT,
            Column("level", "its level"),
            Column("score", "0 to 1", "number"),
            Column("low", "lower bound of the middle 90% of trials", "number"),
            Column("high", "upper bound", "number"),
        ),
        (
            (row.name, label, level, *scores)
            for row in found.ratings
            for label, level, scores in zip(labels, row.levels, row.scores, strict=True)
        ),
    )
    yield Table(
        "rates",
        "one group or category of one report",
        (
            Column("group", "group of the lexicon"),
            Column("category", "category; empty: the whole group", width=22),
            Column("name", "its name", width=28),
            _REPORT,
            Column("count", "references", "whole"),
            Column("words", "words", "whole"),
            Column("per_1000_words", "references per 1,000 words", "number"),
            Column("low", "lower bound of its 95% interval", "number"),
            Column("high", "upper bound", "number"),
        ),
        (
            (
                row.group,
                row.category,
                row.name,
                label,
                rate.many,
                rate.words,
                rate.per_1000_words,
                *rate.interval,
            )
            for row in found.rates
            for label, rate in zip(labels, row.rates, strict=True)
        ),
    )
    yield Table(
        "changes",
        "one figure, from the first report to the last",
        (
            Column("what", "a rating, a rate, or an area", width=30),
            Column("measure", "difference of scores or shares, or ratio of rates", width=24),
            Column("value", "how much", "number"),
            Column("low", "lower bound of its interval", "number"),
            Column("high", "upper bound", "number"),
            Column("clear", "whether the interval leaves out no change", "flag"),
        ),
        _changes(found),
    )
    if found.steps:
        yield Table(
            "steps",
            "one figure, from one report to another",
            (
                Column("from", "the earlier report", width=18),
                Column("to", "the later report", width=18),
                Column("what", "the overall score, or the rate of a group", width=30),
                Column("measure", "difference of scores, or ratio of rates", width=24),
                Column("value", "how much", "number"),
                Column("low", "lower bound of its interval", "number"),
                Column("high", "upper bound", "number"),
                Column("clear", "whether the interval leaves out no change", "flag"),
            ),
            _steps(found, labels),
        )
    yield Table(
        "areas",
        "one policy area of one report",
        (
            Column("area", "policy area", width=28),
            _REPORT,
            Column("paragraphs", "paragraphs that treat it", "whole"),
            Column("gendered", "of those, with gender", "whole"),
            Column("lgbtqia", "with LGBTQIA+ people", "whole"),
            Column("migrant", "with migrants", "whole"),
        ),
        (
            (area.name, label, *cells)
            for area in found.areas
            for label, cells in zip(labels, area.cells, strict=True)
        ),
    )
    yield Table(
        "appeared_vanished",
        "one thing that only the last or only the first report has",
        (
            Column("what", "appeared or vanished"),
            Column("kind", "of what kind", width=22),
            Column("name", "its name", width=60),
        ),
        (
            (what, kind, name)
            for what, changes in (("appeared", found.appeared), ("vanished", found.vanished))
            for kind, names in told(changes)
            for name in names
        ),
    )


def _changes(found: Comparison) -> Iterator[tuple[Value, ...]]:
    for rating in found.ratings:
        yield rating.name, "difference of scores", *rating.change, rating.change.clear
    for rate in found.rates:
        if rate.change:
            yield rate.name, "ratio of rates", *rate.change, rate.change.clear
    for area in found.areas:
        for lens, change in zip(LENSES, area.changes, strict=True):
            if change:
                yield area.name, f"share with {lens}", *change, change.clear


def _steps(found: Comparison, labels: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    groups = [row.name for row in found.rates if not row.category]
    for step in found.steps:
        ends = labels[step.earlier], labels[step.later]
        yield *ends, found.ratings[0].name, "difference of scores", *step.score, step.score.clear
        for name, change in zip(groups, step.rates, strict=True):
            if change:
                yield *ends, name, "ratio of rates", *change, change.clear


_FORMS: dict[str, Callable[[Comparison], str | bytes]] = {
    ".html": _html,
    ".xlsx": _workbook,
    ".md": comparison_markdown,
    ".json": comparison_json,
}
