"""The sections on one policy area: what is reported, left out, applicable, missing, and to be asked."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gmi.brief.facts import Report
from gmi.brief.gaps import PEOPLES, Gap
from gmi.brief.passages import STANDINGS, Passages
from gmi.brief.records import Note, Paragraph, Section, Text, Words
from gmi.brief.wording import inside, listed
from gmi.rate.assessment import Assessment, Citation

MOST_PLACES = 3
_LAST_NUMBER = re.compile(r"(.+?) (\d+(?:\.\d+)?)$")


class AreaWriter:
    """Writes about the policy areas of one report; `quoted` has the text of every passage quoted so far."""

    def __init__(self, assessment: Assessment, report: Report, passages: Passages) -> None:
        self._assessment, self._report, self._passages = assessment, report, passages
        self.quoted: set[str] = set()

    def sections(self, gap: Gap) -> tuple[Section, ...]:
        """All sections of an area; those whose every sentence was emptied are left out."""
        texts = self._report.texts
        parts = [
            ("reports", self._reports(gap)),
            ("risks", self._risks(gap)),
            ("instruments", self._instruments(gap)),
            ("data", self._data(gap)),
            ("questions", self._questions(gap)),
        ]
        named = [
            (str(texts.sections["area"][name]), [one for one in found if one.words]) for name, found in parts
        ]
        return (
            Section(gap.area.name, 1, ()),
            *(Section(heading, 2, tuple(content)) for heading, content in named if content),
        )

    def _fill(self, name: str, **more: str | int | Words) -> Paragraph:
        return Paragraph(self._report.fill("area", name, **more))

    def _reports(self, gap: Gap) -> Iterator[Paragraph]:
        yield self._treats(gap)
        quoted, speaking = self._passages.on(gap.area, self.quoted)
        self.quoted |= {one.text for one in quoted}
        if not speaking:
            yield self._fill("unquoted", area=inside(gap.area.name))
        elif all(one.standing == "general" for one in quoted):
            places = list({(one.paragraph, one.page): one for one in speaking}.values())[:MOST_PLACES]
            # One note: the numbers of several would run together, "303132".
            yield self._fill("elsewhere", area=inside(gap.area.name), notes=(self._report.cite(*places),))
        by_standing = sorted(quoted, key=lambda one: STANDINGS.index(one.standing))
        for standing, group in groupby(by_standing, lambda one: one.standing):
            yield self._fill(standing)
            yield from (quotation(one.text, self._report.cite(one.place)) for one in group)

    def _treats(self, gap: Gap) -> Paragraph:
        area, report = gap.area, self._report
        name = inside(area.name)
        counts = {"gender": area.gendered, "lgbtqia": area.lgbtqia, "migration": area.migrant}
        if area.paragraphs > 1:
            return self._fill(
                "treats",
                area=name,
                paragraphs=in_words(area.paragraphs, report),
                gendered=in_words(area.gendered, report),
                lgbtqia=in_words(area.lgbtqia, report),
                migrant=in_words(area.migrant, report),
            )
        lenses = [report.texts.word(f"lens_{group}") for group in PEOPLES if counts[group]]
        if not lenses:
            return self._fill("treats_one_none", area=name)
        return self._fill("treats_one", area=name, lenses=listed(lenses, report.texts.word("and")))

    def _risks(self, gap: Gap) -> Iterator[Paragraph]:
        area, report = gap.area, self._report
        joint, other = report.texts.word("and"), report.texts.word("or")
        words: Words = ()
        if gap.risks:
            named = listed([self._named_risk(gap, risk.id, risk.name) for risk in area.risks_named], joint)
            which = "named_none" if not area.risks_named else "named" if area.risks_missing else "named_all"
            counts = in_words(len(area.risks_named), report), in_words(gap.risks, report)
            words = self._fill(which, count=counts[0], all=counts[1], named=named).words
        if area.risks_missing:
            missing = listed([inside(risk.name) for risk in area.risks_missing], other)
            words = sentences(words, self._fill("missing", missing=missing).words)
        yield Paragraph(words)
        yield self._fill("evidence", area=inside(area.name))

    def _named_risk(self, gap: Gap, risk: str, name: str) -> Words:
        """A risk that is named, with where."""
        rows = (self._assessment.mentions[index] for index in gap.area.evidence)
        here = [one for one in rows if one.group == "risk" and one.category == risk]
        best = next((one for one in here if one.zone != "heading"), here[0] if here else None)
        return (Text(inside(name)), self._report.cite(best)) if best else (Text(inside(name)),)

    def _instruments(self, gap: Gap) -> Iterator[Paragraph]:
        area, report = gap.area, self._report
        if not gap.instruments:
            return
        joint = report.texts.word("and")
        cited = listed([cited_instrument(one, report) for one in area.instruments_cited], joint)
        which = (
            "cited_none"
            if not area.instruments_cited
            else "cited"
            if area.instruments_missing
            else "cited_all"
        )
        counts = in_words(len(area.instruments_cited), report), in_words(gap.instruments, report)
        words = self._fill(which, count=counts[0], all=counts[1], cited=cited).words
        if area.instruments_missing:
            shorts = shortened([one.short for one in area.instruments_missing], report)
            missing = self._fill("not_cited", missing=listed(shorts, report.texts.word("or")))
            words = sentences(words, missing.words)
        yield Paragraph(words)

    def _data(self, gap: Gap) -> Iterator[Paragraph]:
        report = self._report
        people = report.texts.sections["people"]
        given = listed(
            [
                (Text(people[group]), report.cite(row))
                for group, row in sorted(gap.figures.items(), key=_by_people)
            ],
            report.texts.word("and"),
            light=True,
        )
        groups = [str(people[group]) for group in gap.without_figures]
        missing = listed(groups, report.texts.word("or"), light=True)
        which = "data_all" if not gap.without_figures else "data_some" if gap.figures else "data_none"
        yield self._fill(which, given=given, missing=missing)

    def _questions(self, gap: Gap) -> Iterator[Paragraph]:
        if gap.area.questions:
            yield self._fill("ask")
        yield from (Paragraph((Text(question),), "item") for question in gap.area.questions)
        yield self._fill("own_question", area=inside(gap.area.name))


def quotation(text: str, note: Note) -> Paragraph:
    """The report's own words, with their footnote."""
    return Paragraph((Text(f"“{text}”"), note), "quote")


def cited_instrument(one: Citation, report: Report) -> Words:
    """An instrument with where it is cited first: by its name, and how it is called for short."""
    name = with_article(one.name, report)
    name = name if one.short in name else f"{name} ({one.short})"
    return (Text(name), report.cite(one.place)) if one.place else (Text(name),)


def with_article(name: str, report: Report) -> str:
    """An instrument's name inside a sentence: "the Domestic Workers Convention", but "CEDAW, article 2"."""
    head = set(name.partition(",")[0].split())
    takes = head & set(report.texts.many("words", "with_the"))
    return f"{report.texts.word('the')} {name}" if takes else name


def sentences(*every: Words) -> Words:
    """Sentences one after the other, as one paragraph."""
    found: list[Text | Note] = []
    for words in every:
        if found and words:
            found.append(Text(" "))
        found += words
    return tuple(found)


def in_words(number: int, report: Report) -> str:
    """A small number as a word: "none", "three", "12"."""
    words = report.texts.many("words", "numbers")
    return words[number] if number < len(words) else f"{number:,}"


def shortened(shorts: Sequence[str], report: Report) -> list[Words | str]:
    """Short titles inside a sentence, with those that differ in their last number put together: "the Palermo
    Protocol", "ICRMW, arts. 7 and 25"."""
    plurals = report.texts.many("words", "plurals")
    found: list[Words | str] = []
    for stem, group in groupby(shorts, _stem):
        alike = list(group)
        numbers = [match[2] for match in map(_LAST_NUMBER.match, alike) if match]
        if not stem or len(alike) == 1:
            found += [with_article(short, report) for short in alike]
            continue
        for one, many in zip(plurals[::2], plurals[1::2], strict=False):
            stem = re.sub(rf"{re.escape(one)}$", many, stem)
        joint = report.texts.word("and")
        found.append(f"{stem} {', '.join(numbers[:-1])} {joint} {numbers[-1]}")
    return found


def _stem(short: str) -> str:
    match = _LAST_NUMBER.match(short)
    return match[1] if match else ""


def _by_people(pair: tuple[str, object]) -> int:
    return PEOPLES.index(pair[0])
