"""The assessment as a page for the terminal: what was read, the ratings, the evidence, the reasons."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from gmi.rate.assessment import Assessment
from gmi.report.escape import plain, styled
from gmi.report.gauges import ASCII, UNICODE, Glyphs
from gmi.report.matrix import area_section
from gmi.report.overview import counts_section, ratings_section, source_section, spread_section
from gmi.report.words import nearness, place, step

WIDEST = 100
STEPS_SHOWN = 3
EVIDENCE_SHOWN = 6
AREAS_ASKED = 3


def render(assessment: Assessment, console: Console) -> None:
    """Print the whole page. It fits 80 columns, and grows to 100 where there is room."""
    glyphs = UNICODE if (console.encoding or "").lower().startswith("utf") else ASCII
    width = min(console.width, WIDEST)
    for part in _parts(assessment, glyphs, width):
        console.print(part, width=width)


def _parts(assessment: Assessment, glyphs: Glyphs, width: int) -> Iterator[RenderableType]:
    yield from source_section(assessment)
    yield from _section("Rating", ratings_section(assessment, glyphs))
    yield from _section("Why", _why(assessment))
    yield from _section("References", counts_section(assessment, glyphs))
    yield from _section(
        "Where they fall, from the first page to the last", spread_section(assessment, glyphs, width)
    )
    yield from _section("Policy areas", area_section(assessment, glyphs))
    yield from _section("Strongest evidence", _evidence(assessment))
    yield from _section("Absent", _absent(assessment, glyphs))
    yield from _section("To ask the State party", _questions(assessment, glyphs))
    yield Text()
    yield styled(assessment.summary, "bold")


def _section(title: str, content: RenderableType) -> Iterator[RenderableType]:
    yield Text()
    yield Rule(Text(title, style="bold cyan"), align="left", style="cyan", characters="─")
    yield content


def _why(assessment: Assessment) -> RenderableType:
    overall = assessment.overall
    lines = [styled(f"Overall {overall.level}. {reason}.", "bold") for reason in overall.why]
    lines += [styled(f"Held at {cap.level}: {cap.why}.") for cap in overall.caps]
    lines += [styled(f"Overall: {nearness(overall)}.")] if overall.next_level else []
    if overall.steps:
        lines.append(styled(f"One of these alone would bring it to {overall.next_level}:"))
        lines += [styled(f"  {step(way)}") for way in overall.steps[:STEPS_SHOWN]]
    for group in assessment.groups:
        for dimension in group.dimensions:
            rating = dimension.rating
            title = Text(f"{group.name}, {dimension.dimension}: {rating.level}", style="bold")
            title.append(f" ({nearness(rating)})" if rating.next_level else "", style="not bold")
            lines.append(title)
            if rating.level == "absent":
                lines.append(Text("  nothing found"))
                continue
            lines += [styled_indent(reason) for reason in rating.why]
            lines += [styled_indent(f"Held at {cap.level}: {cap.why}") for cap in rating.caps]
            if rating.steps:
                lines.append(styled_indent(f"To {rating.next_level}: {step(rating.steps[0])}"))
    return Group(*lines)


def styled_indent(text: str) -> RenderableType:
    """A line that keeps its indent where it wraps."""
    return Padding(styled(text), (0, 0, 0, 2), expand=False)


def _evidence(assessment: Assessment) -> RenderableType:
    shown = assessment.evidence[:EVIDENCE_SHOWN]
    if not shown:
        return Text("none")
    lines: list[RenderableType] = []
    for item in shown:
        lines.append(styled(place(item.place), "bold"))
        lines.append(styled_indent(f"“{plain(item.sentence)}”"))
        lines.append(Padding(styled(item.why, "dim"), (0, 0, 0, 2), expand=False))
    return Group(*lines)


def _absent(assessment: Assessment, glyphs: Glyphs) -> RenderableType:
    if not assessment.absent:
        return Text("nothing that the lexicon looks for")
    return Group(*(_item(line, glyphs) for line in assessment.absent))


def _questions(assessment: Assessment, glyphs: Glyphs) -> RenderableType:
    """Two questions for each of the present areas with the widest gaps: most treated, least gendered."""
    present = [area for area in assessment.areas if area.present and area.questions]
    widest = sorted(present, key=lambda a: (a.gendered + a.lgbtqia - a.paragraphs, a.area))[:AREAS_ASKED]
    lines: list[RenderableType] = []
    for area in widest:
        lines.append(styled(area.name, "bold"))
        lines += [_item(question, glyphs) for question in area.questions[:2]]
    return Group(*lines) if lines else Text("nothing that follows from a gap")


def _item(text: str, glyphs: Glyphs) -> RenderableType:
    return Padding(styled(f"{glyphs.no} {text}"), (0, 0, 0, 2), expand=False)
