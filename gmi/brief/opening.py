"""The first sections of a brief: what it is about, and the finding with its figures."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from gmi.brief.area import in_words, quotation, sentences, with_article
from gmi.brief.facts import Report
from gmi.brief.gaps import Gap
from gmi.brief.passages import RATED, Passages, quoted
from gmi.brief.records import Paragraph, Section, Text, Words
from gmi.brief.texts import GeneralQuestion
from gmi.brief.wording import fill, inside, listed
from gmi.lexicon.applies import applies
from gmi.lexicon.model import Lexicon
from gmi.rate.assessment import Assessment, Cap, Evidence, GroupRating, MentionRow
from gmi.rate.scoring import LEVELS, level_of

INSTRUMENTS, RISKS, STRONGEST = 12, 8, 2
FIRM = 0.7
"""The share of trials from which on a rating is called firm; see docs/method.md."""


class OpeningWriter:
    """Writes the introduction and the finding on one report; `ordered` has every area that it treats."""

    def __init__(
        self,
        assessment: Assessment,
        report: Report,
        passages: Passages,
        lexicon: Lexicon,
        ordered: Sequence[Gap],
        chosen: Sequence[Gap],
    ) -> None:
        self._assessment, self._report, self._lexicon = assessment, report, lexicon
        self._passages = passages
        self._ordered, self._chosen = ordered, chosen

    def introduction(self) -> Section:
        """What is submitted, and on what it rests."""
        source = self._assessment.source
        about = "about_estimated" if source.pages_estimated else "about"
        about = about if source.cover.symbol else f"{about}_unnumbered"
        names = [
            "who",
            about,
            *([] if self._report.by_state else ["not_by_state"]),
            "basis",
            "terms",
            "protection",
        ]
        content = [Paragraph(self._report.fill("introduction", name, pages=source.pages)) for name in names]
        return self._section("introduction", content)

    def finding(self, elsewhere: Collection[str]) -> Section:
        """The finding; passages that are quoted `elsewhere` in the brief are not quoted again."""
        content = [
            self._fill("context"),
            self._instruments(),
            self._fill("law"),
            self._levels(),
            self._figures(),
            self._risks(),
            *self._strongest(elsewhere),
            self._lenses(),
            self._order(),
            *self._questions(),
        ]
        return self._section("finding", content)

    def _section(self, name: str, content: Sequence[Paragraph]) -> Section:
        heading = str(self._report.texts.sections[name]["heading"])
        return Section(heading, 1, tuple(one for one in content if one.words))

    def _fill(self, name: str, **more: str | int | Words) -> Paragraph:
        return Paragraph(self._report.fill("finding", name, **more))

    def _and(self, items: Sequence[Words | str]) -> Words:
        return listed(items, self._report.texts.word("and"))

    def _names(self, gaps: Sequence[Gap]) -> Words:
        return self._and([inside(gap.area.name) for gap in gaps])

    def _instruments(self) -> Paragraph:
        """The instruments that the report cites, with where first; the most frequent where they are many, of
        the rest those that its text cites before the articles that only its headings follow."""
        rows = [one for one in self._assessment.mentions if one.group == "instrument" and one.counted]
        first: dict[str, MentionRow] = {}
        for row in rows:
            first.setdefault(row.category, row)
        if not first:
            return self._fill("cited_none")
        names = {one.id: one.name for one in self._lexicon.instruments}
        many = len(first) > INSTRUMENTS
        often = Counter(row.category for row in rows)
        in_text = {row.category for row in rows if row.zone != "heading"}
        ranked = sorted(first, key=lambda id_: (-often[id_], id_ not in in_text))
        shown = sorted(ranked[:INSTRUMENTS], key=lambda id_: first[id_].start)
        items: list[Words | str] = [
            (Text(with_article(names.get(id_, id_), self._report)), self._report.cite(first[id_]))
            for id_ in shown
        ]
        which = "cited_many" if many else "cited"
        return self._fill(
            which, count=len(first), said=in_words(len(first), self._report), instruments=self._and(items)
        )

    def _levels(self) -> Paragraph:
        one = self._assessment
        parts = [self._fill("method").words]
        gender, lgbtqia = (self._group(group) for group in RATED)
        if gender:
            levels = self._group_levels(gender, "level_one")
            parts.append(self._fill("levels", levels=levels).words)
        parts.append((Text(one.summary),))
        counts = {count.group: count.count for count in one.counts}
        if lgbtqia and counts.get("lgbtqia"):
            levels = self._group_levels(lgbtqia, "level_lgbtqia")
            parts.append(self._fill("lgbtqia", levels=levels).words)
        return Paragraph(sentences(*parts))

    def _group(self, group: str) -> GroupRating | None:
        return next((one for one in self._assessment.groups if one.group == group), None)

    def _group_levels(self, rated: GroupRating, phrase: str) -> Words:
        """ "moderate mention of, engagement with and commitment to gender dynamics": levels that are the same
        are said once."""
        texts = self._report.texts
        levels = [texts.word(f"level_{part.rating.level}") for part in rated.dimensions]
        names: list[Words | str] = [texts.word(part.dimension) for part in rated.dimensions]
        if len(set(levels)) > 1:
            names = [f"{level} {name}" for level, name in zip(levels, names, strict=True)]
        first = levels[0] if len(set(levels)) == 1 else ""
        phrase_filled = self._fill(phrase, level=first, dimensions=self._and(names)).words
        return tuple(Text(one.text.lstrip()) if isinstance(one, Text) else one for one in phrase_filled)

    def _figures(self) -> Paragraph:
        one = self._assessment
        overall = one.overall
        stability = round(100 * overall.stability)
        figures = {name: f"{getattr(overall, name):.2f}" for name in ("score", "low", "high")}
        parts = [
            self._fill("overall", level=overall.level, **figures).words,
            self._fill("firm" if overall.stability >= FIRM else "not_firm", stability=stability).words,
            *(self._fill("cap", why=cap.why).words for cap in overall.caps if _binds(cap, overall.score)),
        ]
        gender = self._group("gender")
        share = [
            found
            for part in (gender.dimensions if gender else ())
            for found in part.indicators
            if found.id == "subject_paragraph_share"
        ]
        count = next((count for count in one.counts if count.group == "gender"), None)
        if share and count:
            gendered = round(share[0].numerator)
            # With as many decimals as everywhere else, so that the brief and the page say the same.
            rate_said = f"{count.per_1000_words:.2f}"
            rate = self._fill(
                "rate",
                rate=rate_said,
                rate_count=1 if rate_said == "1.00" else 2,
                subject=round(share[0].denominator),
                gendered=in_words(gendered, self._report),
                gendered_count=max(gendered, 1),
            )
            parts.insert(0, rate.words)
        return Paragraph(sentences(*parts))

    def _risks(self) -> Paragraph:
        """Risks that belong to areas which the report treats: some it names, and those it names nowhere."""
        named: dict[str, str] = {}
        missing: dict[str, str] = {}
        lacking: dict[str, list[Gap]] = {}
        for gap in self._ordered:
            named |= {risk.id: risk.name for risk in gap.area.risks_named}
            for risk in gap.area.risks_missing:
                missing[risk.id] = risk.name
                lacking.setdefault(risk.id, []).append(gap)
        every = len(missing | named)
        if not every:
            return Paragraph(())
        which = (
            "example_named_many" if len(named) > RISKS else "example_named" if named else "example_named_none"
        )
        names: list[Words | str] = [inside(name) for name in named.values()]
        count = in_words(len(named), self._report)
        first = self._fill(which, count=count, all=every, named=self._and(names[:RISKS]))
        nowhere = sorted(missing.keys() - named.keys(), key=lambda id_: (-len(lacking[id_]), id_))
        shown = [inside(missing[id_]) for id_ in nowhere[:RISKS]]
        if not shown:
            return first
        many = len(nowhere) > RISKS
        left_out = listed(shown, self._report.texts.word("and" if many else "or"))
        which = "example_missing_many" if many else "example_missing"
        count = in_words(len(nowhere), self._report)
        return Paragraph(sentences(first.words, self._fill(which, count=count, missing=left_out).words))

    def _strongest(self, elsewhere: Collection[str]) -> Iterator[Paragraph]:
        """The most concrete passages of the whole report that no area quotes."""
        passages = [one for one in self._assessment.evidence if self._affirmed(one)]
        new = [one for one in passages if quoted(one.sentence) not in elsewhere][:STRONGEST]
        if new:
            yield self._fill("strongest")
        yield from (quotation(quoted(one.sentence), self._report.cite(one.place)) for one in new)

    def _affirmed(self, evidence: Evidence) -> bool:
        """Whether a passage says something that is done, whole, and with gender in it."""
        end = evidence.start + len(evidence.sentence)
        here = [one for one in self._assessment.mentions if evidence.start <= one.start < end]
        lacking = any({"gap", "negated"} & set(one.contexts) for one in here)
        action = next((a for a in self._assessment.actions if a.sentence == evidence.sentence), None)
        done = action is not None and action.affirmed and action.tense in ("done", "under_way")
        words = quoted(evidence.sentence)
        leans = self._passages.leans(words)
        return done and not (lacking or leans) and words[:1].isupper() and words[-1:] in '.”"'

    def _lenses(self) -> Paragraph:
        without = {
            "without_gender": [gap for gap in self._ordered if not gap.area.gendered],
            "without_lgbtqia": [gap for gap in self._ordered if not gap.area.lgbtqia],
        }
        if self._mentioned("lgbtqia") == 0:
            del without["without_lgbtqia"]  # said already of the whole report
        if self._mentioned("gender") == 0:
            del without["without_gender"]
        joint = self._report.texts.word("or")
        parts = [
            self._fill(name, areas=listed([inside(gap.area.name) for gap in gaps], joint)).words
            for name, gaps in without.items()
            if gaps
        ]
        return Paragraph(sentences(*parts))

    def _mentioned(self, group: str) -> int:
        return sum(count.count for count in self._assessment.counts if count.group == group)

    def _order(self) -> Paragraph:
        count = len(self._chosen)
        if not count:
            return Paragraph(())
        words = in_words(count, self._report)
        which = "order_one" if count == 1 else "order"
        return self._fill(which, count=words, areas=self._names(self._chosen))

    def _questions(self) -> Iterator[Paragraph]:
        asked = [one for one in self._report.texts.questions if self._asks(one)]
        if not asked:
            return
        yield self._fill("ask", count=len(asked))
        for one in asked:
            words = fill(one.ask, {"state": self._report.state, "areas": self._names(self._chosen[:3])})
            yield Paragraph(words, "item")

    def _asks(self, question: GeneralQuestion) -> bool:
        """Whether the gap that a question asks about is there; areas are needed to ask about areas."""
        kind, _, which = question.when.partition(":")
        if "{areas}" in question.ask and not self._chosen:
            return False
        if kind == "instrument":
            return self._lacks(which)
        mentioned = {group: self._mentioned(group) for group in RATED}
        return {
            "always": True,
            "no-gender": not mentioned["gender"],
            "no-lgbtqia": not mentioned["lgbtqia"],
            "some-lgbtqia": bool(mentioned["lgbtqia"]),
            "no-figures-gender": any("gender" in gap.without_figures for gap in self._chosen),
            "no-figures-lgbtqia": any("lgbtqia" in gap.without_figures for gap in self._chosen),
        }[kind]

    def _lacks(self, instrument: str) -> bool:
        """Whether an instrument (by id) is one that applies to the report, and is not named in it."""
        cover, language = self._assessment.source.cover, self._lexicon.language
        known = next((one for one in self._lexicon.instruments if one.id == instrument), None)
        return not (known and not applies(known, cover, language)) and not any(
            one.group == "instrument" and one.category == instrument for one in self._assessment.mentions
        )


def _binds(cap: Cap, score: float) -> bool:
    """Whether a rule holds the rating below what the score alone would give."""
    return LEVELS.index(cap.level) < int(level_of(np.array(score)))
