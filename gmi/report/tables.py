"""Mentions as a table, a row each, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Sequence

from gmi.rate.assessment import Assessment
from gmi.report.escape import cell

COLUMNS = (
    "file", "symbol", "state", "group", "category", "term", "text", "page", "paragraph", "headings", "zone",
    "contexts", "counted", "sentence",
)  # fmt: skip


def mentions_csv(assessments: Sequence[Assessment]) -> str:
    """All mentions of all reports as CSV, with the report in the first three columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for assessment in assessments:
        cover = assessment.source.cover
        symbol = cover.symbol.value if cover.symbol else ""
        state = cover.state.value if cover.state else ""
        for row in assessment.mentions:
            texts = (
                assessment.source.name, symbol, state, row.group, row.category, row.term, row.text,
                str(row.page or ""), row.paragraph or "", " > ".join(row.heading_path), row.zone,
                " ".join(row.contexts), "yes" if row.counted else "no", row.sentence,
            )  # fmt: skip
            writer.writerow([cell(text) for text in texts])
    return out.getvalue()
