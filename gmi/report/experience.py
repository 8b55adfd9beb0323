"""Lived experience beside the report's figures: what people say of each area, and where the two part."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from gmi.experience.records import AreaExperience, Experience, Lived, Parting
from gmi.report.canvas import Canvas, fit, indent, item
from gmi.report.escape import markdown as safe
from gmi.report.escape import plain, styled
from gmi.report.words import number

PEOPLE, MEAN, PARTINGS, QUOTES = 8, 20, 9, 4
_STANDINGS = {"problems": "problems", "mixed": "mixed", "good": "good", "too_few": "too few"}
_LENSES = {"gender": "gender", "lgbtqia": "LGBTQIA+", "all": "everyone"}
_STYLES = {"problems": "bold red", "mixed": "", "good": "green", "too_few": "dim"}


def experience_section(experience: Experience, canvas: Canvas) -> RenderableType:
    """A row for each area that people answered about, then where report and experience part, and quotes."""
    lines: list[RenderableType] = [styled(experience_head(experience)), Text()]
    width = max(16, min(canvas.width - PEOPLE - MEAN - 12, 40))
    head = f"{'':<{width}}{'people':>{PEOPLE}}{'experience, 1 to 5':>{MEAN}}"
    lines.append(Text(head, style="dim", no_wrap=True, overflow="crop"))
    for area in experience.areas:
        lived = area.overall
        row = Text(fit(area.name, width), style="bold", no_wrap=True, overflow="crop")
        row.append(f"{people(lived.respondents, experience):>{PEOPLE}}", style="not bold")
        row.append(f"{lived_figure(lived, '-'):>{MEAN}}  ", style="not bold")
        row.append(standing(lived.standing), style=_STYLES[lived.standing] or "not bold")
        lines.append(row)
    found = list(_partings(experience))
    lines += [Text(), Text("Where the report and lived experience part", style="bold")]
    lines += [item("!", _short(area, parting)) for area, parting in found[:PARTINGS]]
    if len(found) > PARTINGS:
        lines.append(indent(Text(f"{len(found) - PARTINGS} more in --json.", style="dim")))
    if not found:
        lines.append(indent(Text("Nowhere that the answers show.")))
    quotes = [(area.name, words) for area in experience.areas for words in area.quotes]
    for name, words in quotes[:QUOTES]:
        lines.append(indent(Text.assemble(f"“{plain(words)}” ", (plain(name), "dim"))))
    lines += [Text(), Text(note(experience), style="dim")]
    return Group(*lines)


def experience_markdown(experience: Experience) -> Iterator[str]:
    """The same as a section of a Markdown page."""
    yield "## Lived experience"
    yield ""
    yield safe(experience_head(experience))
    yield ""
    yield "| | people | experience, 1 to 5 | | report: paragraphs | gender | LGBTQIA+ |"
    yield "| --- | ---: | ---: | --- | ---: | ---: | ---: |"
    for area in experience.areas:
        lenses = [str(area.with_lens.get(lens, "")) for lens in ("gender", "lgbtqia")]
        figures = [people(area.overall.respondents, experience), lived_figure(area.overall, "–")]
        cells = [
            f"**{safe(area.name)}**",
            *figures,
            standing(area.overall.standing),
            str(area.paragraphs),
            *lenses,
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield "Where the report and lived experience part:"
    yield ""
    found = list(_partings(experience))
    yield from (f"- {safe(one.told)}" for _, one in found)
    if not found:
        yield "- Nowhere that the answers show."
    quotes = [(area, words) for area in experience.areas for words in area.quotes]
    yield from [""] if quotes else []
    yield from (f"> “{safe(words)}” ({safe(area.name)})" for area, words in quotes)
    yield ""
    yield safe(note(experience))


def _short(area: AreaExperience, parting: Parting) -> Text:
    """A parting in one or two lines."""
    lived = next(one for one in area.lenses if one.lens == parting.lens)
    if parting.lens == "all" or not parting.paragraphs:
        report = number(parting.paragraphs, "paragraph") if parting.paragraphs else "nothing"
    else:
        report = f"{parting.with_lens or 'none'} of {number(parting.paragraphs, 'paragraph')}"
    unsure = "" if lived.firm else ", few answers"
    people = f"{lived.respondents} people: {standing(lived.standing)}, {lived_figure(lived, '-')}{unsure}"
    return Text.assemble((plain(area.name), "bold"), f", {_LENSES[parting.lens]}: report {report}; {people}")


def note(experience: Experience) -> str:
    """How to read the figures, and what isn't shown."""
    shown = f"Figures of fewer than {experience.fewest} people are not shown, so that nobody is recognised."
    if experience.small_shown:
        shown = "Figures of few people are shown, as asked: mind who could be recognised."
    withheld = sum(area.withheld for area in experience.areas)
    words = f" {number(withheld, 'statement')} in people's own words may not be quoted." if withheld else ""
    return (
        "Means over people, turned so that 5 is the best, with 95% intervals. They change no rating of the "
        f"text, and speak for those who answered. {shown}{words}"
    )


def experience_head(experience: Experience) -> str:
    """How many people filled in how many sheets of what."""
    told = people(experience.respondents, experience)
    sheets = number(len(experience.sheets), "sheet")
    made = f"{experience.questionnaire} {experience.questionnaire_version}"
    return f"{told} {'person' if experience.respondents == 1 else 'people'}, {sheets}, {made}"


def partings(experience: Experience) -> list[Parting]:
    """Where report and lived experience part."""
    return [parting for _, parting in _partings(experience)]


def _partings(experience: Experience) -> Iterator[tuple[AreaExperience, Parting]]:
    """Where the two part: silence first, then areas without a lens, then those that are treated."""
    order = ("silent", "without_lens", "treated")
    parted = [(area, one) for area in experience.areas for one in area.partings if one.parts]
    yield from sorted(parted, key=lambda pair: order.index(pair[1].kind))


def people(respondents: int | None, experience: Experience) -> str:
    """How many answered; for a few only that they are few."""
    return f"<{experience.fewest}" if respondents is None else f"{respondents:,}"


def standing(found: str) -> str:
    """What a mean amounts to, in words."""
    return _STANDINGS[found]


def lived_figure(lived: Lived, dash: str) -> str:
    """A mean with its interval; `dash` where it isn't shown."""
    if lived.mean is None:
        return dash
    return f"{lived.mean:.1f} ({lived.low:.1f}{dash}{lived.high:.1f})"
