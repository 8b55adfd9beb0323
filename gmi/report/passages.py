"""Passages worth quoting, and what is absent."""

from rich.console import Group, RenderableType
from rich.text import Text

from gmi.rate.assessment import Assessment, Evidence
from gmi.report.canvas import Canvas, indent, item
from gmi.report.escape import marked, plain, styled
from gmi.report.gauges import visible
from gmi.report.words import place, words_start

EVIDENCE_SHOWN = 5
LONGEST = 420


def evidence_section(assessment: Assessment, canvas: Canvas) -> RenderableType:
    """The strongest sentences with place and reason, their references in the colour of their group."""
    lines: list[RenderableType] = []
    for index, evidence in enumerate(assessment.evidence[:EVIDENCE_SHOWN], 1):
        head = Text(no_wrap=True, overflow="ellipsis")
        head.append(f"{index}. {plain(place(evidence.place))}", "bold")
        if evidence.place.paragraph and evidence.place.heading_path:
            head.append("  ")
            head.append_text(styled(evidence.place.heading_path[-1], "dim"))
        lines += [head, indent(_quote(evidence, assessment, canvas), 3)]
        lines.append(indent(styled(evidence.why, "dim italic"), 3))
    return Group(*lines) if lines else Text("None: no reference to gender or LGBTQIA+ people was found.")


def _quote(evidence: Evidence, assessment: Assessment, canvas: Canvas) -> Text:
    first, last = evidence.start + words_start(evidence), evidence.start + len(evidence.sentence)
    colours = {count.group: visible(count.colour) for count in assessment.counts}
    spans = [
        (row.start - first, row.end - first, f"bold {colours[row.group]}")
        for row in assessment.mentions
        if row.group in colours and first <= row.start and row.end <= last
    ]
    shown = marked(evidence.sentence[words_start(evidence) :], spans)
    if len(shown) > LONGEST:
        shown = shown[: max(shown.plain.rfind(" ", 0, LONGEST), LONGEST // 2)]
        shown.append(" ...")
    quotes = canvas.glyphs.quotes
    return Text.assemble(quotes[0], shown, quotes[1])


def absent_section(assessment: Assessment, canvas: Canvas) -> RenderableType:
    """What the report leaves out completely."""
    if not assessment.absent:
        return Text("Nothing that the lexicon looks for.")
    return Group(*(item(canvas.glyphs.marks["absent"], styled(line)) for line in assessment.absent))
