"""What the templates show of one report: the assessment, its text, its evidence, and the drawings."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from markupsafe import Markup, escape

from gmi.measure.indicators import GroupCount
from gmi.measure.units import unit_map
from gmi.rate.assessment import ActionRow, Assessment, Evidence, Rating, Scored
from gmi.report.charts import Bar, Bin, Gauge, Strip, bars, gauges, strips
from gmi.report.escape import plain
from gmi.report.html.colours import Ink
from gmi.report.html.concordance import Concordance, concordance
from gmi.report.html.text import ReportText, marked, report_text
from gmi.report.words import interval, number, words_start

STRENGTHS = {
    5: "specific action",
    4: "general action",
    3: "considering action",
    2: "continuing action",
    1: "minimal action",
}


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a group's references fall: the strip, and each of its places in words with what leads there."""

    group: GroupCount
    drawn: Markup
    places: tuple[tuple[str, int, str, str], ...]


@dataclass(frozen=True)
class ReportView:
    """One report on the page. `prefix` goes before its ids; `top` is the level of its main heading."""

    scored: Scored
    palette: dict[str, Ink]
    prefix: str
    top: int

    @property
    def assessment(self) -> Assessment:
        """What there is to say of the report."""
        return self.scored.assessment

    def said(self, label: str) -> str:
        """A label as it is read aloud: with several reports on the page it says whose it is."""
        state = self.assessment.source.cover.state
        whose = f"report {self.prefix[1:-1]}{', ' + state.value if state else ''}: " if self.prefix else ""
        return plain(whose + label)

    @cached_property
    def _units(self) -> list[int]:
        return [int(unit) for unit in unit_map(self.scored.document.blocks).of_block]

    @cached_property
    def text(self) -> ReportText:
        """The report's text, mentions marked."""
        return report_text(self.scored.document, self.assessment, self.palette, self.prefix)

    @cached_property
    def evidence(self) -> Concordance:
        """All mentions, for the script and for print."""
        return concordance(self.scored.document, self.assessment, self.palette, self._units)

    @property
    def has_pages(self) -> bool:
        """Whether the report has pages that can be led to."""
        return not self.assessment.source.pages_estimated

    @cached_property
    def drawn_gauges(self) -> dict[tuple[str, ...], Markup]:
        """Gauges by what they show: (), (group, dimension) or (group, dimension, indicator)."""
        rows: dict[tuple[str, ...], Gauge] = {}
        rows[()] = _gauge("Overall", self.assessment.overall, "currentColor")
        for group in self.assessment.groups:
            colour = self.palette[group.group].colour
            for dimension in group.dimensions:
                key = (group.group, dimension.dimension)
                rows[key] = _gauge(f"{group.name}, {dimension.dimension}", dimension.rating, colour)
                for indicator in dimension.indicators:
                    label = f"{indicator.name}: score {indicator.score:.2f}"
                    rows[*key, indicator.id] = Gauge(plain(label), indicator.score, colour)
        return dict(zip(rows, map(Markup, gauges(list(rows.values()))), strict=True))

    @cached_property
    def drawn_bars(self) -> dict[tuple[str, str], Markup]:
        """Bars of categories, each group on its own scale."""
        rows = {}
        for group in self.assessment.counts:
            most = max((category.count for category in group.categories), default=0)
            for category in group.categories:
                if category.count:
                    label = plain(f"{category.name}: {category.count}")
                    share = category.count / most
                    colour = self.palette[group.group].colour
                    key = (group.group, category.category)
                    rows[key] = Bar(label, share, colour, apart=not category.counted)
        return dict(zip(rows, map(Markup, bars(list(rows.values()))), strict=True))

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """A strip for each group: over the pages, or over equal slices where there are none."""
        groups = [group for group in self.assessment.counts if group.pages or group.slices]
        places = [self._places(group) for group in groups]
        rows = [
            Strip(
                plain(f"{group.name} over the document"),
                self.palette[group.group].colour,
                tuple(
                    Bin(count, plain(f"{where}: {number(count, 'reference')} to {group.name}"), href)
                    for where, count, href, _ in found
                ),
            )
            for group, found in zip(groups, places, strict=True)
        ]
        return tuple(
            Spread(group, Markup(drawn), tuple(found))
            for group, drawn, found in zip(groups, strips(rows), places, strict=True)
        )

    def _places(self, group: GroupCount) -> list[tuple[str, int, str, str]]:
        """Each page or slice: its name, its count, the first reference there, and its pages as a filter."""
        indices = self._counted.get(group.group, [])
        if self.has_pages and group.pages:
            by_page: dict[int, list[int]] = defaultdict(list)
            for index in indices:
                by_page[self.assessment.mentions[index].page or 0].append(index)
            return [
                (f"p. {page}", count, self._mark(by_page[page]), f"from={page}&to={page}")
                for page, count in enumerate(group.pages, 1)
            ]
        places, done = [], 0
        for part, count in enumerate(group.slices, 1):
            name = f"part {part} of {len(group.slices)}"
            places.append((name, count, self._mark(indices[done : done + count]), ""))
            done += count
        return places

    def _mark(self, indices: list[int]) -> str:
        return f"#{self.prefix}m{indices[0]}" if indices else f"#{self.prefix}evidence"

    @cached_property
    def _counted(self) -> dict[str, list[int]]:
        """Indices of counted mentions by group, in the order of the text."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(self.assessment.mentions):
            if row.counted:
                found[row.group].append(index)
        return found

    @cached_property
    def _first(self) -> dict[tuple[str, str], int]:
        """The first counted mention of each category."""
        found: dict[tuple[str, str], int] = {}
        for index, row in enumerate(self.assessment.mentions):
            if row.counted:
                found.setdefault((row.group, row.category), index)
        return found

    def to(self, group: str, category: str = "") -> str:
        """Where a figure leads without the script: the printed evidence, else the first passage."""
        printed = {(rows.group.id, rows.category) for rows in self.evidence.printed}
        if (group, category) in printed:
            return f"#{self.prefix}e-{group}-{category}"
        if not category and any(id_ == group for id_, _ in printed):
            return f"#{self.prefix}e-{group}"
        first = (
            self._first.get((group, category)) if category else next(iter(self._counted.get(group, ())), None)
        )
        return f"#{self.prefix}m{first}" if first is not None else f"#{self.prefix}evidence"

    def behind(self, group: str, indicator: str, dimension: str) -> tuple[str, str]:
        """What an indicator is made of: a filter of the evidence, and where it leads without the script."""
        if indicator == "area_share":
            return "", f"#{self.prefix}areas"
        if dimension == "commitment":
            return "", f"#{self.prefix}actions"
        if indicator == "risk_share":
            return "group=risk&counted=yes", self.to("risk")
        query = f"group={group}&counted=yes"
        beside = "&beside=migration" if indicator.startswith("subject_") else ""
        return query + beside, self.to(group)

    def at(self, passage: Evidence | ActionRow) -> str:
        """Where a quoted sentence stands in the text: its first mention of what it is about."""
        groups = passage.groups if isinstance(passage, ActionRow) else ()
        same = self._by_sentence.get((passage.sentence, passage.place.paragraph), [])
        rows = self.assessment.mentions
        best = next((index for index in same if not groups or rows[index].group in groups), None)
        if best is not None:
            return f"#{self.prefix}m{best}"
        if self.has_pages and passage.place.page:
            return f"#{self.prefix}page-{passage.place.page}"
        return f"#{self.prefix}text"

    def quoted(self, passage: Evidence | ActionRow) -> Markup:
        """The sentence without its paragraph number, the references to groups in it marked."""
        first = words_start(passage)
        same = self._by_sentence.get((passage.sentence, passage.place.paragraph), [])
        rows = [self.assessment.mentions[index] for index in same]
        if not rows:
            return escape(plain(passage.sentence[first:]))
        sentence, near, text = passage.sentence, rows[0], self.scored.document.text
        start = text.find(sentence, near.end - len(sentence), near.start + len(sentence))
        spans = [
            (row.start - start, row.end - start, self.palette[row.group].of(row))
            for row in rows
            if self.palette[row.group].headline and start + first <= row.start < start + len(sentence)
        ]
        return marked(sentence, spans if start >= 0 else [], first)

    @cached_property
    def _by_sentence(self) -> dict[tuple[str, str | None], list[int]]:
        found: dict[tuple[str, str | None], list[int]] = defaultdict(list)
        for index, row in enumerate(self.assessment.mentions):
            found[row.sentence, row.paragraph].append(index)
        return found

    @property
    def actions(self) -> Iterator[tuple[int, str, list[ActionRow]]]:
        """Action statements by strength, the strongest first; those not done or denied come last."""
        ordered = sorted(self.assessment.actions, key=lambda row: (-row.strength, not row.affirmed))
        for strength, rows in groupby(ordered, key=lambda row: row.strength):
            yield strength, STRENGTHS[strength], list(rows)


def _gauge(name: str, rating: Rating, colour: str) -> Gauge:
    """A rating's gauge; what is absent has no interval."""
    if rating.level == "absent":
        return Gauge(plain(f"{name}: absent"), rating.score, colour)
    label = f"{name}: {rating.level}, score and 90% interval {interval(rating, '–')}"
    return Gauge(plain(label), rating.score, colour, rating.low, rating.high)
