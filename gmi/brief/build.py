"""Builds a brief out of a scored report: every sentence from a figure or a passage, nothing else."""

import re
from collections.abc import Collection, Iterator, Sequence

from gmi.brief.annex import AnnexWriter
from gmi.brief.area import AreaWriter
from gmi.brief.facts import Report, report_facts
from gmi.brief.gaps import Gap, gaps
from gmi.brief.opening import OpeningWriter
from gmi.brief.passages import Passages
from gmi.brief.records import Brief, Paragraph, Section, Text, Words
from gmi.brief.texts import Texts
from gmi.brief.wording import inside, listed
from gmi.errors import GmiError
from gmi.lexicon.model import Lexicon
from gmi.lexicon.problems import did_you_mean
from gmi.measure.figures import Figures
from gmi.rate.assessment import AreaRow, Assessment, Scored

USUAL_AREAS = 6
SILENT_ASKED = 1
"""Questions on an area that the report doesn't treat."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def build(
    scored: Scored,
    lexicon: Lexicon,
    texts: Texts,
    *,
    areas: Collection[str] = (),
    limit: int = USUAL_AREAS,
) -> Brief:
    """The draft about one report: `areas` by id, or as many as `limit` with the largest gaps.

    Raises GmiError for an area that there isn't.
    """
    one = scored.assessment
    ordered = gaps(scored, lexicon, texts.many("words", "figures"))
    chosen = _chosen(ordered, one, areas, limit)
    silent = [area for area in one.areas if not area.present and (not areas or area.area in areas)]
    report = report_facts(one, texts)
    passages = Passages(
        one,
        texts.many("words", "leaning"),
        texts.many("words", "asking"),
        Figures(lexicon).has_figure,
        by_state=report.by_state,
    )
    opening = OpeningWriter(one, report, passages, lexicon, ordered, chosen)
    area = AreaWriter(one, report, passages)
    on_areas = [section for gap in chosen for section in area.sections(gap)]
    sections = [
        opening.introduction(),
        opening.finding(area.quoted),
        *on_areas,
        *_silent(silent, report),
        *AnnexWriter(one, report, ordered, chosen).sections(passages, area.quoted),
    ]
    return Brief(
        title=_plain(report.fill("cover", "title")),
        subtitle=report.fill("cover", "subtitle"),
        facts=tuple(_facts(one, report)),
        draft=report.fill("cover", "draft"),
        sections=tuple(sections),
        language=one.source.language,
        notes_heading=texts.word("notes"),
    )


def _chosen(ordered: Sequence[Gap], one: Assessment, areas: Collection[str], limit: int) -> list[Gap]:
    known = [area.area for area in one.areas]
    for area in areas:
        if area not in known:
            raise GmiError(f"There is no policy area {area!r}.", did_you_mean(area, known))
    asked = [gap for gap in ordered if gap.area.area in areas] if areas else list(ordered)
    return asked if areas else asked[:limit]


def _facts(one: Assessment, report: Report) -> Iterator[tuple[str, Words]]:
    """What the first page says of the report and of who submits."""
    names = report.texts.sections["cover"]
    cover = one.source.cover
    if cover.state:
        yield str(names["state"]), (Text(report.state[:1].upper() + report.state[1:]),)
    title = cover.title.value if cover.title else report.called
    document = f"{title} ({report.symbol})" if cover.symbol else title
    yield str(names["document"]), (Text(" ".join(document.split())),)
    if cover.date:
        yield str(names["date"]), (Text(_day(cover.date.value)),)
    session = cover.cycle.value if cover.cycle and not cover.cycle.value.endswith("report") else ""
    yield (
        str(names["session"]),
        (Text(session),) if "session" in session else report.fill("cover", "session_of"),
    )
    yield str(names["submitted"]), report.fill("cover", "organisation")
    yield str(names["submitted_on"]), report.fill("cover", "submitted_date")


def _silent(areas: Sequence[AreaRow], report: Report) -> Iterator[Section]:
    """The areas that the report does not treat, with a question on each."""
    if not areas:
        return
    joint = report.texts.word("or")
    names = listed([inside(area.name) for area in areas], joint)
    asked = [
        Paragraph((Text(question),), "item") for area in areas for question in area.questions[:SILENT_ASKED]
    ]
    content = [
        Paragraph(report.fill("absent", "areas", areas=names)),
        Paragraph(report.fill("absent", "evidence", count=len(areas))),
        *([Paragraph(report.fill("absent", "ask")), *asked] if asked else []),
    ]
    heading = str(report.texts.sections["absent"]["heading"])
    yield Section(heading, 1, tuple(one for one in content if one.words))


def _day(iso: str) -> str:
    """An ISO date as people write it: "26 May 2025". What is no whole date stays as it is."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso)
    if not match or not 1 <= int(match[2]) <= 12:
        return iso
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"


def _plain(words: Words) -> str:
    return "".join(one.text for one in words if isinstance(one, Text))
