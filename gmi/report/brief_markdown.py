"""A brief as Markdown with footnotes."""

from collections.abc import Iterator
from itertools import count

from gmi.brief.records import Brief, Note, Paragraph, Table, Words
from gmi.report.escape import markdown as safe

_STARTS = {"text": "", "quote": "> ", "item": "- "}


def brief_markdown(brief: Brief) -> str:
    """The whole draft as one Markdown page."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    numbers = count(1)
    yield from (f"# {safe(brief.title)}", "", _words(brief.subtitle, numbers), "")
    yield from (f"- **{safe(name)}**: {_words(words, numbers)}" for name, words in brief.facts)
    if brief.draft:
        yield from ("", _words(brief.draft, numbers))
    for section in brief.sections:
        yield from ("", f"{'#' * (section.level + 1)} {safe(section.heading)}")
        before = ""
        for one in section.content:
            kind = "table" if isinstance(one, Table) else one.kind
            if not kind == before == "item":
                yield ""
            yield from _table(one) if isinstance(one, Table) else [_paragraph(one, numbers)]
            before = kind
    yield ""
    yield from (f"[^{number}]: {safe(note)}." for number, note in enumerate(brief.notes, 1))


def _paragraph(one: Paragraph, numbers: Iterator[int]) -> str:
    return f"{_STARTS[one.kind]}{_words(one.words, numbers)}"


def _words(words: Words, numbers: Iterator[int]) -> str:
    """Notes get the next number; what is left to the analyst is bold."""
    return "".join(_piece(one, numbers) for one in words)


def _piece(one: object, numbers: Iterator[int]) -> str:
    if isinstance(one, Note):
        return f"[^{next(numbers)}]"
    text = str(getattr(one, "text", ""))
    inner = safe(text)
    if getattr(one, "place", False):
        return f"**{inner}**"
    # `safe` puts a text on one line and takes the spaces at its ends: between pieces they matter.
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{inner}{' ' * (after and bool(inner))}"


def _table(table: Table) -> Iterator[str]:
    yield from (f"**{safe(table.caption)}**", "", f"| {' | '.join(map(safe, table.columns))} |")
    marks = ("---:" if index in table.numbers else "---" for index in range(len(table.columns)))
    yield f"| {' | '.join(marks)} |"
    yield from (f"| {' | '.join(map(safe, row))} |" for row in table.rows)
