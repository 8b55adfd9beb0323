"""The state of a draft as far as it may not get worse: what a baseline records and a diff compares."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from gmi.check.config import NOTHING, Requirements, measured
from gmi.check.draft import Draft
from gmi.check.findings import Checked
from gmi.rate.assessment import Level
from gmi.report.words import place


class Record(BaseModel):
    """Base of what a baseline holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reference(Record):
    """A sentence with what it refers to, how often, and where it stood: "para. 41, p. 12". `areas` are the
    policy areas that its paragraph treats."""

    to: str
    times: int
    at: str
    sentence: str
    areas: tuple[str, ...] = ()


class AreaState(Record):
    """A policy area: paragraphs that treat it, and of those how many carry each lens."""

    paragraphs: int
    lenses: dict[str, int]


class Known(Record):
    """A finding that there was: what it said, and how much was missing."""

    rule: str
    subject: str
    what: str
    shortfall: float


class Snapshot(Record):
    """One draft. `symbol` is its document symbol; `ratings` are levels, "overall" or "gender/mention";
    `score` is the overall one. `counts` are headline references by group and "group/category"; `names`
    tells how groups, categories, areas and instruments are called. `wording` counts the uses of each entry of
    the list, `required` is what the draft was held against, and `findings` are by fingerprint."""

    sha256: str
    symbol: str | None
    pages: int
    words: int
    made_by: str
    ratings: dict[str, Level]
    score: Annotated[float, Field(ge=0, le=1)]
    counts: dict[str, int]
    areas: dict[str, AreaState]
    instruments: tuple[str, ...]
    wording: dict[str, int]
    names: dict[str, str]
    references: tuple[Reference, ...]
    required: Requirements
    findings: dict[str, Known] = {}


def made_by(draft: Draft) -> str:
    """The program, the words and the profile that a draft's figures come from."""
    made = draft.assessment.provenance
    return f"gmi {made.gmi_version} {made.lexicon_sha256[:12]} {made.profile_sha256[:12]}"


def snapshot_of(draft: Draft, checked: Sequence[Checked] = (), required: Requirements = NOTHING) -> Snapshot:
    """The state of a draft, with what a check found in it when it was held against `required`."""
    findings = [finding for one in checked for finding in one.findings]
    assessment = draft.assessment
    source, made = assessment.source, assessment.provenance
    ratings: dict[str, Level] = {"overall": assessment.overall.level}
    ratings |= {f"{g.group}/{d.dimension}": d.rating.level for g in assessment.groups for d in g.dimensions}
    counts = {count.group: count.count for count in assessment.counts}
    counts |= {f"{c.group}/{k.category}": k.count for c in assessment.counts for k in c.categories}
    subject = {"gender": "gendered", "lgbtqia": "lgbtqia", "migration": "migrant"}
    return Snapshot(
        sha256=made.file_sha256,
        symbol=source.cover.symbol.value if source.cover.symbol else None,
        pages=source.pages,
        words=source.words,
        made_by=made_by(draft),
        ratings=ratings,
        score=round(assessment.overall.score, 4),
        counts=counts,
        areas={
            area.area: AreaState(
                paragraphs=area.paragraphs,
                lenses={lens: getattr(area, field) for lens, field in subject.items()},
            )
            for area in assessment.areas
            if area.present
        },
        instruments=tuple(sorted(draft.instruments)),
        wording={one.subject: len(one.findings) for one in checked if one.rule == "wording"},
        names=_names(draft),
        references=tuple(_references(draft)),
        required=measured(required),
        findings={
            finding.fingerprint: Known(
                rule=finding.rule, subject=finding.subject, what=finding.what, shortfall=finding.shortfall
            )
            for finding in findings
        },
    )


def _names(draft: Draft) -> dict[str, str]:
    assessment = draft.assessment
    names = {count.group: count.name for count in assessment.counts}
    names |= {f"{c.group}/{k.category}": k.name for c in assessment.counts for k in c.categories}
    names |= {f"area/{area.area}": area.name for area in assessment.areas}
    return names | {f"instrument/{id_}": short for id_, short in draft.instruments.items()}


def _references(draft: Draft) -> list[Reference]:
    """The sentences that refer to groups and cite instruments, once for each thing that they refer to."""
    groups = {count.group for count in draft.assessment.counts} | {"instrument"}
    areas = {
        (place(passage.place), passage.text): paragraph.areas
        for paragraph in draft.paragraphs
        for passage in paragraph.passages
    }
    found: dict[tuple[str, str, str], int] = {}
    for mention in draft.assessment.mentions:
        if mention.group in groups and mention.counted:
            key = (
                f"{mention.group}/{mention.category}",
                place(mention),
                " ".join(mention.sentence.split()),
            )
            found[key] = found.get(key, 0) + 1
    return [
        Reference(to=to, times=n, at=at, sentence=text, areas=areas.get((at, text), ()))
        for (to, at, text), n in found.items()
    ]
