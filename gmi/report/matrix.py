"""Policy areas as a matrix: what is treated, through which lens, what is named, missing and cited."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gmi.rate.assessment import Assessment, AreaRow
from gmi.report.escape import plain, styled
from gmi.report.gauges import Glyphs

MISSING_SHOWN = 4


def area_section(assessment: Assessment, glyphs: Glyphs) -> RenderableType:
    """The matrix, then the risks and instruments by name for the areas that are treated."""
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column("", no_wrap=True, overflow="ellipsis")
    for title in ("paras", "gender", "LGBTQIA+", "migrant", "risks", "instruments"):
        table.add_column(title, justify="right", header_style="dim", no_wrap=True)
    for area in assessment.areas:
        table.add_row(*_row(area, glyphs))
    key = Text(
        "paras: paragraphs that treat the area; gender, LGBTQIA+, migrant: how many of them hold such a reference; "
        "risks: gendered risks named, of those that apply; instruments: cited, of those that apply.",
        style="dim",
    )
    return Group(table, key, *_names(assessment))


def _row(area: AreaRow, glyphs: Glyphs) -> list[Text]:
    name = Text(plain(area.name), style="" if area.present else "dim")
    if not area.present:
        return [name, Text(glyphs.no, style="dim")]
    risks = len(area.risks_named) + len(area.risks_missing)
    instruments = len(area.instruments_cited) + len(area.instruments_missing)
    lenses = [
        Text(str(n) if n else glyphs.no, style="" if n else "red")
        for n in (area.gendered, area.lgbtqia, area.migrant)
    ]
    return [
        name,
        Text(str(area.paragraphs)),
        *lenses,
        Text(f"{len(area.risks_named)}/{risks}"),
        Text(f"{len(area.instruments_cited)}/{instruments}"),
    ]


def _names(assessment: Assessment) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for area in assessment.areas:
        if not area.present:
            continue
        parts = []
        if area.risks_named:
            parts.append(f"names {_list([r.name for r in area.risks_named])}")
        if area.risks_missing:
            parts.append(f"not {_list([r.name for r in area.risks_missing])}")
        if area.instruments_cited:
            parts.append(f"cites {_list([i.short for i in area.instruments_cited], 9)}")
        text = styled(f"{area.name}: ", "bold")
        text.append(plain("; ".join(parts) or "nothing named, nothing cited") + ".", style="not bold")
        lines.append(text)
    return lines


def _list(names: list[str], most: int = MISSING_SHOWN) -> str:
    shown = ", ".join(name[:1].lower() + name[1:] if name[1:2].islower() else name for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
