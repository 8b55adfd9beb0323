"""Builds a brief out of an assessment: every sentence from a figure or a passage, nothing else."""

from collections.abc import Collection, Iterator, Sequence

from gmi.brief.gaps import Gap, gaps
from gmi.brief.passages import Quotation, quotations
from gmi.brief.records import Brief, Paragraph, Section, Table
from gmi.brief.texts import Texts
from gmi.errors import GmiError
from gmi.lexicon.model import Lexicon
from gmi.lexicon.problems import did_you_mean
from gmi.rate.assessment import Assessment, MentionRow, Named, Place

USUAL_AREAS = 8
MOST_SILENT = 3
"""Sections on areas that the report doesn't treat; the opening names them all."""
# States that English names with an article.
_ARTICLE = (
    "Bahamas", "Comoros", "Central African Republic", "Congo", "Cook Islands", "Czech Republic",
    "Democratic People's Republic of Korea", "Democratic Republic of the Congo", "Dominican Republic",
    "Gambia", "Holy See", "Lao People's Democratic Republic", "Maldives", "Marshall Islands", "Netherlands",
    "Niger", "Philippines", "Republic of Korea", "Republic of Moldova", "Russian Federation", "Seychelles",
    "Solomon Islands", "State of Palestine", "Sudan", "Syrian Arab Republic", "United Arab Emirates",
    "United Kingdom", "United Republic of Tanzania", "United States",
)  # fmt: skip


def build(
    assessment: Assessment,
    lexicon: Lexicon,
    texts: Texts,
    *,
    areas: Collection[str] = (),
    limit: int = USUAL_AREAS,
) -> Brief:
    """The draft about one report: `areas` by id, or as many as `limit` with the largest gaps.

    Raises GmiError for an area that there isn't.
    """
    ordered = gaps(assessment, lexicon)
    known = [gap.area.area for gap in ordered]
    for area in areas:
        if area not in known:
            raise GmiError(f"There is no policy area {area!r}.", did_you_mean(area, sorted(known)))
    chosen = [gap for gap in ordered if gap.area.area in areas] if areas else _largest(ordered, limit)
    writer = _Writer(assessment, texts)
    return Brief(
        title=texts("cover", "title", state=writer.state),
        subtitle=texts("cover", "subtitle", report=writer.report),
        facts=tuple(writer.facts()),
        sections=(
            writer.opening(ordered, chosen),
            *(section for gap in chosen for section in writer.area(gap)),
            *writer.annex(ordered),
        ),
        language=assessment.source.language,
    )


def _largest(ordered: Sequence[Gap], limit: int) -> list[Gap]:
    """The areas with the largest gaps that the report treats, and some of those on which it is silent."""
    treated = [gap for gap in ordered if gap.area.present][:limit]
    silent = [gap for gap in ordered if not gap.area.present][:MOST_SILENT]
    return [*silent, *treated]


class _Writer:
    """Writes the parts of a brief about one report."""

    def __init__(self, assessment: Assessment, texts: Texts) -> None:
        self._assessment, self._texts = assessment, texts
        cover = assessment.source.cover
        state = cover.state.value if cover.state else None
        self.state = f"{'the ' if state in _ARTICLE or (state or '').startswith('United ') else ''}{state}"
        if state is None:
            self.state = "the State party"
        self.symbol = cover.symbol.value if cover.symbol else assessment.source.name
        self.report = self.symbol if cover.symbol else f"the report {assessment.source.name}"

    def facts(self) -> Iterator[tuple[str, str]]:
        """What the first page says of the report."""
        cover = self._assessment.source.cover
        for name, found in (
            ("committee", cover.treaty_body),
            ("session", cover.cycle),
            ("symbol", cover.symbol),
            ("date", cover.date),
        ):
            if found:
                yield self._texts("cover", name), found.value
        yield self._texts("cover", "submitted_by"), self._texts("cover", "organisation")

    def opening(self, ordered: Sequence[Gap], chosen: Sequence[Gap]) -> Section:
        """The finding with its figures."""
        one, texts = self._assessment, self._texts
        content = [
            Paragraph(texts("opening", "about", report=self.report)),
            Paragraph(texts("opening", "context", state=self.state), "place"),
            Paragraph(" ".join(self._finding())),
            Paragraph(one.summary),
            Paragraph(self._rate()),
        ]
        silent = [_inside(gap.area.name) for gap in ordered if not gap.area.present]
        if silent:
            content.append(Paragraph(texts("opening", "absent_areas", areas=listed(silent, "or"))))
        others = [_inside(gap.area.name) for gap in ordered if gap.area.present and gap not in chosen]
        if others:
            content.append(Paragraph(texts("opening", "others", areas=listed(others))))
        return Section(texts("opening", "heading"), 1, tuple(content))

    def _finding(self) -> Iterator[str]:
        one, texts = self._assessment, self._texts
        levels = {
            rated.group: {part.dimension: part.rating.level for part in rated.dimensions}
            for rated in one.groups
        }
        yield texts("opening", "finding", overall=one.rating, **levels["gender"])
        if "lgbtqia" in levels:
            yield texts("opening", "lgbtqia", **levels["lgbtqia"])
        overall = one.overall
        yield texts(
            "opening",
            "sure",
            stability=f"{overall.stability:.0%}",
            trials="trials",
            score=f"{overall.score:.2f}",
            low=f"{overall.low:.2f}",
            high=f"{overall.high:.2f}",
        )

    def _rate(self) -> str:
        counts = {count.group: count for count in self._assessment.counts}
        shares = [
            indicator.value
            for rated in self._assessment.groups
            if rated.group == "gender"
            for part in rated.dimensions
            for indicator in part.indicators
            if indicator.id == "subject_paragraph_share"
        ]
        share = f"{shares[0]:.0%}" if shares else "0%"
        return self._texts(
            "opening", "rate", gender_rate=f"{counts['gender'].per_1000_words:.1f}", share=share
        )

    def area(self, gap: Gap) -> Iterator[Section]:
        """A policy area: what is reported, left out, applicable, missing, and to be asked."""
        area, texts = gap.area, self._texts
        name = _inside(area.name)
        yield Section(area.name, 1, ())
        yield Section(texts("area", "reports"), 2, tuple(self._reports(gap, name)))
        yield Section(texts("area", "risks"), 2, tuple(self._risks(area.risks_named, area.risks_missing)))
        yield Section(texts("area", "instruments"), 2, tuple(self._instruments(gap)))
        yield Section(texts("area", "data"), 2, tuple(self._data(gap, name)))
        heading = texts("area", "questions", state=self.state)
        asked = [Paragraph(question, "item") for question in area.questions]
        own = Paragraph(texts("area", "own_question", area=name), "place")
        yield Section(heading, 2, (*asked, own))

    def _reports(self, gap: Gap, name: str) -> Iterator[Paragraph]:
        area, texts = gap.area, self._texts
        if not area.present:
            yield Paragraph(texts("area", "silent", area=name))
            return
        yield Paragraph(
            texts(
                "area",
                "treats",
                area=name,
                paragraphs=_number(area.paragraphs, "paragraph"),
                gendered=area.gendered or "none",
                lgbtqia=area.lgbtqia or "none",
                migrant=area.migrant or "none",
            )
        )
        quoted = quotations(self._assessment, area)
        if not quoted:
            yield Paragraph(texts("area", "unquoted", area=name))
        yield from self._quoted([one for one in quoted if not one.admits_gap], "quoted")
        yield from self._quoted([one for one in quoted if one.admits_gap], "gap")

    def _quoted(self, quoted: Sequence[Quotation], introduction: str) -> Iterator[Paragraph]:
        if quoted:
            yield Paragraph(self._texts("area", introduction))
        for one in quoted:
            yield Paragraph(f"“{one.text}”", "quote", self.place(one.where))

    def _risks(self, named: Sequence[Named], missing: Sequence[Named]) -> Iterator[Paragraph]:
        texts = self._texts
        told = [texts("area", "named", named=listed([_inside(risk.name) for risk in named]))] if named else []
        if not named:
            told.append(texts("area", "none_named"))
        if missing:
            told.append(texts("area", "missing", missing=listed([_inside(risk.name) for risk in missing])))
        else:
            told.append(texts("area", "all_named"))
        yield Paragraph(" ".join(told))

    def _instruments(self, gap: Gap) -> Iterator[Paragraph]:
        texts, area = self._texts, gap.area
        for heading, instruments in (
            ("cited", area.instruments_cited),
            ("missing", area.instruments_missing),
        ):
            if instruments:
                none = heading == "missing" and not area.instruments_cited
                yield Paragraph(texts("area", "none_cited" if none else f"instruments_{heading}"))
            for one in instruments:
                note = self.place(one.place) if one.place else ""
                yield Paragraph(f"{one.name} ({one.short})", "item", note)
        if not (area.instruments_cited or area.instruments_missing):
            yield Paragraph(texts("area", "no_instruments"))

    def _data(self, gap: Gap, name: str) -> Iterator[Paragraph]:
        texts = self._texts
        told = []
        if gap.without_figures:
            told.append(texts("area", "data_missing", people=listed(self._people(gap.without_figures), "or")))
        if gap.figures:
            told.append(texts("area", "data_given", people=listed(self._people(gap.figures))))
        yield Paragraph(" ".join(told))
        yield Paragraph(texts("area", "evidence", area=name), "place")

    def _people(self, groups: Sequence[str]) -> list[str]:
        return [self._texts("people", group) for group in groups]

    def place(self, where: MentionRow | Place) -> str:
        """How a passage of the report is cited: "CMW/C/PER/2, para. 14, p. 6"."""
        parts = [self.symbol]
        if where.paragraph:
            label = where.paragraph
            parts.append(label if label.startswith("note") else f"para. {label}")
        elif where.heading_path:
            parts.append(f"under “{where.heading_path[-1]}”")
        if where.page is not None:
            parts.append(f"p. {where.page}")
        return ", ".join(parts)

    def annex(self, ordered: Sequence[Gap]) -> Iterator[Section]:
        """Method, counts and evidence."""
        one, texts = self._assessment, self._texts
        made = one.provenance
        method = texts(
            "annex",
            "method",
            version=made.gmi_version,
            lexicon=f"{made.lexicon} {made.lexicon_version} ({made.lexicon_sha256[:12]})",
            profile=f"{made.profile} {made.profile_version} ({made.profile_sha256[:12]})",
        )
        told = (
            method,
            texts("annex", "rule", rule=one.rule),
            texts("annex", "file", sha256=made.file_sha256),
            texts("annex", "gaps"),
        )
        tables = (self._counts(), self._areas(ordered), self._evidence())
        yield Section(texts("annex", "heading"), 1, (*map(Paragraph, told), *tables))

    def _counts(self) -> Table:
        rows: list[tuple[str, ...]] = []
        words = max(self._assessment.source.words, 1)
        for group in self._assessment.counts:
            rows.append((group.name, f"{group.count:,}", f"{group.per_1000_words:.2f}"))
            rows += [
                (f"– {one.name}", f"{one.count:,}", f"{1000 * one.count / words:.2f}")
                for one in group.categories
                if one.count
            ]
        return Table(
            self._texts("annex", "counts"), self._texts.columns("annex", "count_columns"), tuple(rows)
        )

    def _areas(self, ordered: Sequence[Gap]) -> Table:
        rows = tuple(
            (
                gap.area.name,
                f"{gap.size:.2f}",
                *(
                    str(n)
                    for n in (gap.area.paragraphs, gap.area.gendered, gap.area.lgbtqia, gap.area.migrant)
                ),
                _of(len(gap.area.risks_named), len(gap.area.risks_missing)),
                _of(len(gap.area.instruments_cited), len(gap.area.instruments_missing)),
            )
            for gap in ordered
        )
        return Table(self._texts("annex", "area_table"), self._texts.columns("annex", "area_columns"), rows)

    def _evidence(self) -> Table:
        rows = tuple(
            (self.place(one.place), " ".join(one.sentence.split()), one.why)
            for one in self._assessment.evidence
        )
        columns = self._texts.columns("annex", "evidence_columns")
        return Table(self._texts("annex", "evidence_table"), columns, rows)


def listed(names: Sequence[str], word: str = "and") -> str:
    """Names as a sentence lists them: "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _of(there: int, missing: int) -> str:
    return f"{there} of {there + missing}"


def _inside(name: str) -> str:
    """A name as it stands inside a sentence: "Wage gap" in lower case, "LGBTQIA+ people" as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
