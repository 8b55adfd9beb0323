"""A brief as one HTML page that opens offline, with linked notes."""

from gmi.brief.records import Brief
from gmi.report.html.sheet import sheet, style_sheet

# What a brief needs besides the report's style: places for the analyst stand out, notes don't widen lines.
_STYLE = (
    ".brief{max-inline-size:50rem}"
    ".brief mark{background:var(--hit);color:inherit;text-decoration:none;padding-inline:.15em;"
    "box-decoration-break:clone;-webkit-box-decoration-break:clone;print-color-adjust:exact}"
    ".brief sup{line-height:0}"
    ".brief blockquote{margin-inline-start:1.5rem}"
    ".brief .notes{font-size:.875rem}"
)


def page(brief: Brief) -> str:
    """The page of a brief."""
    return sheet("brief.html", style_sheet() + _STYLE, brief=brief)
