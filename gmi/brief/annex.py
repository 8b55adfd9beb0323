"""The annex of a brief: method, counts, and every passage that stands behind it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import count

from gmi.brief.facts import Report
from gmi.brief.gaps import Gap
from gmi.brief.passages import RATED, Key, Passages, key, quoted
from gmi.brief.records import Paragraph, Section, Table
from gmi.rate.assessment import Assessment, Citation, MentionRow, Rating

MOST_PASSAGES = 80


class AnnexWriter:
    """Writes the annex on one report; `ordered` has every area that it treats, `chosen` those taken up."""

    def __init__(
        self, assessment: Assessment, report: Report, ordered: Sequence[Gap], chosen: Sequence[Gap]
    ) -> None:
        self._assessment, self._report = assessment, report
        self._ordered, self._chosen = ordered, chosen
        self._numbers = count(1)

    def sections(self, passages: Passages, used: Collection[str]) -> Iterator[Section]:
        """Method, counts, evidence; `used` are the texts of passages that the brief quotes."""
        heading = self._report.texts.sections["annex"]
        yield Section(str(heading["heading"]), 1, ())
        yield Section(str(heading["method_heading"]), 2, tuple(self._method()))
        yield Section(str(heading["counts_heading"]), 2, (self._ratings(), self._counts(), self._areas()))
        instruments = self._instruments()
        yield Section(str(heading["evidence_heading"]), 2, (instruments, *self._evidence(passages, used)))

    def _fill(self, name: str, **more: str | int) -> Paragraph:
        return Paragraph(self._report.fill("annex", name, **more))

    def _method(self) -> Iterator[Paragraph]:
        one = self._assessment
        made = one.provenance
        told = (
            self._fill("method", version=made.gmi_version),
            self._fill("rule", rule=one.rule),
            self._fill("uncertainty"),
            self._fill("gaps"),
            self._fill("regional"),
            self._fill(
                "made",
                lexicon=f"{made.lexicon} {made.lexicon_version} (SHA-256 {made.lexicon_sha256})",
                profile=f"{made.profile} {made.profile_version} (SHA-256 {made.profile_sha256})",
                file=one.source.name,
                sha256=made.file_sha256,
            ),
        )
        yield from (paragraph for paragraph in told if paragraph.words)

    def _table(
        self,
        name: str,
        columns: str,
        rows: Sequence[tuple[str, ...]],
        widths: tuple[int, ...],
        numbers: Sequence[int],
    ) -> Table:
        texts = self._report.texts
        caption = texts.sections["annex"]["table"].replace("{number}", str(next(self._numbers)))
        caption = caption.replace("{caption}", texts.sections["annex"][name])
        return Table(caption, texts.many("annex", columns), tuple(rows), widths, frozenset(numbers))

    def _ratings(self) -> Table:
        one = self._assessment
        rows = [self._rating(str(self._report.texts.sections["annex"]["overall"]), one.overall)]
        for group in one.groups:
            rows += [
                self._rating(f"{group.name}: {part.dimension}", part.rating) for part in group.dimensions
            ]
        return self._table("ratings", "rating_columns", rows, (4, 2, 2, 3, 3), (2, 3, 4))

    def _rating(self, name: str, rating: Rating) -> tuple[str, ...]:
        interval = f"{rating.low:.2f}–{rating.high:.2f}"
        return name, rating.level, f"{rating.score:.2f}", interval, f"{100 * rating.stability:.0f} %"

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
        return self._table("counts", "count_columns", rows, (5, 2, 2), (1, 2))

    def _areas(self) -> Table:
        taken = {gap.area.area for gap in self._chosen}
        rows = [
            (
                f"{gap.area.name}{' *' * (gap.area.area in taken)}",
                f"{gap.size:.2f}",
                *(
                    f"{n:,}"
                    for n in (gap.area.paragraphs, gap.area.gendered, gap.area.lgbtqia, gap.area.migrant)
                ),
                self._of(len(gap.area.risks_named), gap.risks),
                self._of(len(gap.area.instruments_cited), gap.instruments),
            )
            for gap in self._ordered
        ]
        return self._table("area_table", "area_columns", rows, (6, 2, 5, 3, 4, 4, 3, 3), range(1, 8))

    def _of(self, there: int, every: int) -> str:
        phrase = self._report.texts.word("of_which")
        return phrase.replace("{there}", str(there)).replace("{all}", str(every))

    def _instruments(self) -> Table:
        """The instruments of the areas taken up, each once, cited ones first."""
        found: dict[str, Citation] = {}
        for gap in self._chosen:
            for one in (*gap.area.instruments_cited, *gap.area.instruments_missing):
                found.setdefault(one.id, one)
        not_cited = str(self._report.texts.sections["annex"]["not_cited"])
        rows = [
            (one.short, one.name, self._report.cite(one.place).text if one.place else not_cited)
            for one in sorted(found.values(), key=lambda one: one.place is None)
        ]
        return self._table("instrument_table", "instrument_columns", rows, (3, 7, 4), ())

    def _evidence(self, passages: Passages, used: Collection[str]) -> tuple[Paragraph, Table]:
        """The sentences with a rated group in the areas taken up: all, or those quoted and the strongest."""
        named = {
            (count.group, one.category): one.name
            for count in self._assessment.counts
            for one in count.categories
        }
        sentences: dict[Key, list[MentionRow]] = {}
        for gap in self._chosen:
            for rows in passages.sentences(gap.area):
                if any(row.group in RATED for row in rows):
                    sentences.setdefault(key(rows[0]), rows)
        ranked = sorted(sentences, key=lambda one: (quoted(one[0]) not in used, -len(sentences[one])))[
            :MOST_PASSAGES
        ]
        shown = sorted((sentences[one] for one in ranked), key=lambda rows: rows[0].start)
        which = "evidence_all" if len(shown) == len(sentences) else "evidence_some"
        table_rows = [
            (
                self._report.cite(passages.place(rows)).text.removeprefix(f"{self._report.symbol}, "),
                quoted(rows[0].sentence),
                ", ".join(
                    dict.fromkeys(
                        named.get((row.group, row.category), row.category)
                        for row in rows
                        if row.group in RATED
                    )
                ),
            )
            for rows in shown
        ]
        table = self._table("evidence_table", "evidence_columns", table_rows, (3, 9, 4), ())
        return self._fill(which, shown=len(shown), all=len(sentences)), table
