"""The assessment as a page for the terminal: the sections in the order in which they are read."""

from collections.abc import Iterator

from rich.console import Console, RenderableType

from gmi.rate.assessment import Assessment
from gmi.report.areas import area_section, questions_section
from gmi.report.canvas import Canvas, section
from gmi.report.counts import counts_section, spread_section
from gmi.report.escape import styled, writable
from gmi.report.experience import experience_section
from gmi.report.passages import absent_section, evidence_section
from gmi.report.ratings import ratings_section
from gmi.report.reasons import reasons_section
from gmi.report.source import source_section

WIDEST = 100
NARROWEST = 40


def render(assessment: Assessment, console: Console) -> None:
    """Print the whole page. It is made for 80 columns, and grows to 100 where there is room."""
    canvas = Canvas(max(NARROWEST, min(console.width, WIDEST)), (console.encoding or "ascii").lower())
    show(_parts(assessment, canvas), console, canvas)


def show(parts: Iterator[RenderableType], console: Console, canvas: Canvas) -> None:
    """Print parts of a page in characters that the terminal has."""
    if canvas.encoding.startswith("utf"):
        for part in parts:
            console.print(part, width=canvas.width)
        return
    with console.capture() as captured:
        for part in parts:
            console.print(part, width=canvas.width)
    console.file.write(writable(captured.get(), canvas.encoding))


def _parts(assessment: Assessment, canvas: Canvas) -> Iterator[RenderableType]:
    yield from source_section(assessment, canvas)
    yield from section("Rating", ratings_section(assessment, canvas))
    yield from section("References", counts_section(assessment, canvas))
    yield from section("Where they fall", spread_section(assessment, canvas))
    yield from section("Policy areas", area_section(assessment, canvas))
    if assessment.experience is not None:
        yield from section("Lived experience", experience_section(assessment.experience, canvas))
    yield from section("Strongest evidence", evidence_section(assessment, canvas))
    yield from section("Absent", absent_section(assessment, canvas))
    yield from section("Why, and how near the next level", reasons_section(assessment, canvas))
    yield from section("To ask the State party", questions_section(assessment))
    yield from section("To quote", styled(assessment.summary, "bold"))
