"""A brief as Markdown with footnotes."""

from collections.abc import Iterator

from gmi.brief.records import Brief, Paragraph, Table
from gmi.report.escape import markdown as safe

_STARTS = {"text": "", "quote": "> ", "item": "- ", "place": ""}


def brief_markdown(brief: Brief) -> str:
    """The whole draft as one Markdown page."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    notes: list[str] = []
    yield from (f"# {safe(brief.title)}", "", safe(brief.subtitle), "")
    yield from (f"- {safe(name)}: {_place(value)}" for name, value in brief.facts)
    for section in brief.sections:
        yield from ("", f"{'#' * (section.level + 1)} {safe(section.heading)}", "")
        for one in section.content:
            if isinstance(one, Table):
                yield from _table(one)
            else:
                yield _paragraph(one, notes)
                yield ""
    yield from ("", *(f"[^{number}]: {safe(note)}." for number, note in enumerate(notes, 1)))


def _paragraph(one: Paragraph, notes: list[str]) -> str:
    text = _place(one.text) if one.kind == "place" else safe(one.text)
    if not one.note:
        return _STARTS[one.kind] + text
    notes.append(one.note)
    return f"{_STARTS[one.kind]}{text}[^{len(notes)}]"


def _place(text: str) -> str:
    """What is left to the analyst stands out."""
    return f"**{safe(text)}**" if text.startswith("[") else safe(text)


def _table(table: Table) -> Iterator[str]:
    yield from (f"**{safe(table.caption)}**", "", f"| {' | '.join(map(safe, table.columns))} |")
    yield f"|{' --- |' * len(table.columns)}"
    yield from (f"| {' | '.join(map(safe, row))} |" for row in table.rows)
    yield ""
