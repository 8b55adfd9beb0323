"""Puts lived experience beside a report's ratings, area by area, and tells where the two part."""

from collections.abc import Sequence
from dataclasses import replace

from gmi.errors import GmiError
from gmi.experience.records import AreaExperience, Experience, Filled, Kind, Lived, Parting
from gmi.experience.summary import Summary
from gmi.lexicon.experience import Lens
from gmi.rate.assessment import AreaRow, Assessment

_LENSES: tuple[Lens, ...] = ("gender", "lgbtqia", "all")
_ABOUT: dict[Lens, str] = {
    "gender": "as a matter of gender",
    "lgbtqia": "for LGBTQIA+ people",
    "all": "for migrants in general",
}
_PARTING: tuple[Kind, ...] = ("silent", "without_lens", "treated")


def with_experience(
    assessment: Assessment, sheets: Sequence[Filled], *, show_small: bool = False
) -> Assessment:
    """The assessment with what the sheets say beside it; none of its own figures changes.

    Raises GmiError where a sheet asks about an area that the report's lexicon doesn't know.
    """
    summary = Summary(sheets, show_small=show_small)
    questionnaire = summary.questionnaire
    rows = {area.area: area for area in assessment.areas}
    unknown = [area for area in questionnaire.areas if area not in rows]
    if unknown:
        what = f"{sheets[0].name} asks about {', '.join(unknown)}, which the lexicon has not."
        raise GmiError(what, "Give the lexicon that has it with --lexicon.")
    experience = Experience(
        questionnaire=questionnaire.name,
        questionnaire_version=questionnaire.version,
        questionnaire_sha256=questionnaire.sha256,
        sheets=summary.sheets(),
        respondents=summary.respondents,
        fewest=questionnaire.fewest,
        small_shown=show_small,
        areas=tuple(
            _area(rows[area], summary, sheets) for area in questionnaire.areas if _asked(area, sheets)
        ),
        described=summary.described(),
    )
    return replace(assessment, experience=experience)


def _asked(area: str, sheets: Sequence[Filled]) -> bool:
    """Whether anybody answered or said anything about an area."""
    return any(
        any(statement.area == area for statement in sheet.answered)
        or any(testimony.area == area for testimony in sheet.testimonies)
        for sheet in sheets
    )


def _area(row: AreaRow, summary: Summary, sheets: Sequence[Filled]) -> AreaExperience:
    asked = {one.lens for one in summary.questionnaire.statements if one.area == row.area}
    lenses = tuple(summary.lived(row.area, lens) for lens in _LENSES if lens in asked)
    words = [one for sheet in sheets for one in sheet.testimonies if one.area == row.area]
    return AreaExperience(
        area=row.area,
        name=row.name,
        overall=summary.lived(row.area),
        lenses=lenses,
        partings=tuple(_parting(row, lived) for lived in lenses),
        statements=summary.statements(row.area),
        quotes=tuple(one.words for one in words if one.may_be_quoted),
        withheld=sum(not one.may_be_quoted for one in words),
    )


def _parting(row: AreaRow, lived: Lived) -> Parting:
    """How the report's treatment of an area through a lens and people's experience stand to each other."""
    with_lens = {"gender": row.gendered, "lgbtqia": row.lgbtqia, "all": row.paragraphs}[lived.lens]
    kind = _kind(row, lived, with_lens)
    told = f"{_report(row, lived.lens, with_lens)}; {_people(lived)}."
    return Parting(lived.lens, kind, kind in _PARTING, row.paragraphs, with_lens, told)


def _kind(row: AreaRow, lived: Lived, with_lens: int) -> Kind:
    if lived.standing == "too_few":
        return "too_few"
    if lived.standing == "mixed":
        return "mixed"
    if lived.standing == "good":
        return "agree" if with_lens else "unreported"
    if not row.present:
        return "silent"
    return "treated" if with_lens else "without_lens"


def _report(row: AreaRow, lens: Lens, with_lens: int) -> str:
    if not row.present:
        return f"The report says nothing on {_inside(row.name)}"
    paragraphs = f"{row.paragraphs} paragraph{'s' * (row.paragraphs != 1)}"
    if lens == "all":
        return f"The report treats {_inside(row.name)} in {paragraphs}"
    return (
        f"The report treats {_inside(row.name)} in {paragraphs}, {with_lens or 'none'} of them {_ABOUT[lens]}"
    )


def _people(lived: Lived) -> str:
    if lived.mean is None or lived.low is None or lived.high is None:
        return f"too few people answered {_ABOUT[lived.lens]} for a figure"
    says = {"problems": "problems", "mixed": "mixed experience", "good": "good experience"}[lived.standing]
    unsure = "" if lived.firm or lived.standing == "mixed" else ", which so few answers leave open"
    return (
        f"{lived.respondents} people report {says} {_ABOUT[lived.lens]} "
        f"({lived.mean:.1f} of 5, {lived.low:.1f} to {lived.high:.1f}{unsure})"
    )


def _inside(name: str) -> str:
    """An area's name inside a sentence."""
    return name[:1].lower() + name[1:]
