"""Policy areas as a matrix: what is treated, through which lens, what is named, missing and cited."""

from rich.console import Group, RenderableType
from rich.text import Text

from gmi.rate.assessment import AreaRow, Assessment
from gmi.report.canvas import Canvas, as_many, fit, indent, item
from gmi.report.escape import plain, styled
from gmi.report.gauges import height, visible
from gmi.report.words import cited, named, number, widest_gaps

LENSES = (("gender", "gender", 8), ("lgbtqia", "LGBTQIA+", 10), ("migration", "migrant", 9))
PARAGRAPHS, RISKS, CITED = 6, 7, 7
AREAS_ASKED, QUESTIONS_ASKED = 3, 2


def area_section(assessment: Assessment, canvas: Canvas) -> RenderableType:
    """A row for each area that the report treats, with what it leaves out; then those that it doesn't."""
    colours = {count.group: visible(count.colour) for count in assessment.counts}
    present = [area for area in assessment.areas if area.present]
    untreated = [area.name for area in assessment.areas if not area.present]
    lines: list[RenderableType] = [_head(canvas)] if present and not canvas.narrow else []
    for area in present:
        row = _sentence(area) if canvas.narrow else _row(area, colours, canvas)
        lines += [row, *_names(area, canvas)]
    if untreated:
        lines.append(Text.assemble(("Not treated: ", "bold red"), plain(", ".join(untreated)), "."))
    names = cited(assessment)
    told = ", ".join(names) if names else "none that the lexicon knows"
    lines.append(Text.assemble(("Instruments cited: ", "bold"), plain(told), "."))
    columns = (
        "Paras: paragraphs on the area; gender, LGBTQIA+, migrant: how many of them hold such a reference. "
    )
    shares = "Risks: gendered risks named, of those that apply. Cited: instruments, likewise."
    lines.append(Text(f"{'' if canvas.narrow else columns}{shares}", style="dim"))
    return Group(*lines)


def _name_width(canvas: Canvas) -> int:
    others = PARAGRAPHS + RISKS + CITED + sum(width for _, _, width in LENSES)
    return min(canvas.width - others, 40)


def _head(canvas: Canvas) -> Text:
    lenses = "".join(f"{title[: width - 1]:>{width}}" for _, title, width in LENSES)
    blank = " " * _name_width(canvas)
    head = f"{blank}{'paras':>{PARAGRAPHS}}{lenses}{'risks':>{RISKS}}{'cited':>{CITED}}"
    return Text(head, style="dim", no_wrap=True, overflow="crop")


def _sentence(area: AreaRow) -> Text:
    """The row in words, where columns have no room."""
    counts = ((area.gendered, "gender"), (area.lgbtqia, "LGBTQIA+"), (area.migrant, "migrants"))
    lenses = ", ".join(f"{count or 'none'} with {lens}" for count, lens in counts)
    risks = _of(len(area.risks_named), len(area.risks_named) + len(area.risks_missing), 0)
    cited = _of(len(area.instruments_cited), len(area.instruments_cited) + len(area.instruments_missing), 0)
    shares = f"; risks {risks or 'none apply'}; cited {cited or 'none applies'}"
    return Text.assemble(
        (plain(area.name), "bold"), f" {number(area.paragraphs, 'paragraph')}: {lenses}{shares}"
    )


def _row(area: AreaRow, colours: dict[str, str], canvas: Canvas) -> Text:
    row = Text(fit(area.name, _name_width(canvas)), style="bold", no_wrap=True, overflow="crop")
    row.append(f"{area.paragraphs:>{PARAGRAPHS}}", style="not bold")
    counts = (area.gendered, area.lgbtqia, area.migrant)
    for (group, _, width), count in zip(LENSES, counts, strict=True):
        if count:
            row.append(f"{count:>{width - 2}} ", style="not bold")
            row.append(height(count, area.paragraphs, canvas.glyphs), style=colours.get(group, ""))
        else:
            row.append(f"{canvas.glyphs.none:>{width - 2}}  ", style="not bold red")
    risks = len(area.risks_named) + len(area.risks_missing)
    instruments = len(area.instruments_cited) + len(area.instruments_missing)
    row.append(_of(len(area.risks_named), risks, RISKS), style="not bold")
    row.append(_of(len(area.instruments_cited), instruments, CITED), style="not bold")
    return row


def _of(count: int, most: int, width: int) -> str:
    return f"{f'{count}/{most}' if most else '':>{width}}"


def _names(area: AreaRow, canvas: Canvas) -> list[RenderableType]:
    lines: list[RenderableType] = []
    missing = named([risk.name for risk in area.risks_missing])
    if missing:
        lines.append(_line("not named", missing, canvas))
    if area.instruments_cited:
        lines.append(_line("cited", [citation.short for citation in area.instruments_cited], canvas))
    return lines


def _line(label: str, names: list[str], canvas: Canvas) -> RenderableType:
    # Two lines hold nearly all names; a name is not broken before the line's last dozen columns.
    shown = as_many(names, 2 * canvas.width - len(label) - 16)
    return indent(Text.assemble((f"{label}: ", "dim italic"), (shown, "dim"), overflow="fold"))


def questions_section(assessment: Assessment) -> RenderableType:
    """What to ask about the areas with the widest gaps, each with the figures that make it a gap."""
    lines: list[RenderableType] = []
    for area in widest_gaps(assessment, AREAS_ASKED):
        lenses = f"{_lens(area.gendered)} gender, {_lens(area.lgbtqia)} LGBTQIA+"
        gap = f"{number(area.paragraphs, 'paragraph')}, {lenses}"
        lines.append(Text.assemble((plain(area.name), "bold"), (f"  {gap}", "dim")))
        lines += [item("?", styled(question)) for question in area.questions[:QUESTIONS_ASKED]]
    if not lines:
        return Text("None follows from a gap.")
    more = sum(len(area.questions) for area in assessment.areas) - sum(
        len(area.questions[:QUESTIONS_ASKED]) for area in widest_gaps(assessment, AREAS_ASKED)
    )
    if more:
        lines.append(Text(f"{number(more, 'more question')} in --json.", style="dim"))
    return Group(*lines)


def _lens(count: int) -> str:
    return f"{count} with" if count else "none with"
