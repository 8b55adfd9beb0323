"""The result for people: each failed requirement with what, where, why and what would satisfy it."""

import io
import re
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gmi.check.findings import FileResult, Finding, Result
from gmi.check.nearest import where
from gmi.report.escape import plain, styled, writable
from gmi.report.terminal import NARROWEST, WIDEST
from gmi.report.words import number

WIDTH = 80
_LABEL = 8
_QUOTE = 300
_MARKS = {"error": ("✗", "red"), "warning": ("!", "yellow"), "held": ("✓", "green"), "known": ("·", "")}
_ASCII = str.maketrans("✗✓", "x+")


def render(result: Result) -> str:
    """The text as a file holds it: 80 columns, no colours."""
    out = io.StringIO()
    console = Console(file=out, width=WIDTH, force_terminal=False, no_color=True, highlight=False)
    show(result, console)
    return out.getvalue()


def show(result: Result, console: Console) -> None:
    """Print the result."""
    print_parts((*(Group(*_file(file)) for file in result.files), styled(summary(result), "bold")), console)


def print_parts(parts: Iterable[RenderableType], console: Console) -> None:
    """Print parts one below the other, in characters that the terminal has, and no wider than can be read."""
    encoding = (console.encoding or "ascii").lower()
    width = max(NARROWEST, min(console.width, WIDEST))
    with console.capture() as captured:
        for part in parts:
            console.print(part, width=width)
    text = captured.get()
    if not encoding.startswith("utf"):
        text = writable(text.translate(_ASCII), encoding)
    if not console.is_terminal:
        text = re.sub(r" +$", "", text, flags=re.MULTILINE)  # columns are filled up to their width
    console.file.write(text)


def summary(result: Result) -> str:
    """The last line: how many files were checked, and how it came out."""
    failed = [file for file in result.files if file.fails]
    unread = [file for file in result.files if file.unreadable]
    findings = [f for file in result.files for f in file.findings]
    warnings = sum(f.severity == "warning" and not f.fails for f in findings)
    known = sum(f.severity == "error" and f.known for f in findings)
    unrecorded = sum(f.severity == "error" and f.state == "unrecorded" for f in findings)
    parts = [f"{number(len(result.files), 'file')} checked"]
    if failed:
        fails = sum(f.fails for f in findings)
        parts.append(f"{number(fails, 'requirement fails', 'requirements fail')} in {len(failed)}")
    elif not any(file.checked for file in result.files) and not unread:
        parts.append("nothing is required of them: see gmi init")
    elif not unread:
        parts.append("nothing got worse" if result.baseline else "all requirements hold")
    if warnings:
        parts.append(number(warnings, "warning"))
    if known:
        parts.append(f"{known} known from {result.baseline}")
    if unrecorded:
        parts.append(f"{unrecorded} not measured by {result.baseline}")
    if unread:
        parts.append(f"{len(unread)} can't be read")
    return "; ".join(parts) + "."


def _file(file: FileResult) -> Iterator[RenderableType]:
    yield Text(plain(file.path), style="bold underline")
    if file.unreadable:
        yield Text()
        yield _entry("error", styled(file.unreadable, "bold"), [])
        yield Text()
        return
    yield styled(file.facts, "dim")
    yield Text()
    held = sum(not one.findings for one in file.checked)
    for finding in sorted(file.findings, key=lambda f: not f.fails):
        if finding.told_in_full:
            yield _finding(finding)
            yield Text()
    known = [f.what for f in file.findings if f.known]
    yield from _listed("known", f"{number(len(known), 'finding')} as in the baseline:", known)
    unrecorded = [f.what for f in file.findings if f.state == "unrecorded"]
    title = f"{number(len(unrecorded), 'finding')} of what the baseline did not measure:"
    yield from _listed("known", title, unrecorded)
    yield from _listed("held", "No longer wrong:", [what for _, _, what in file.gone])
    if held:
        yield _entry("held", Text(f"{number(held, 'requirement holds', 'requirements hold')}."), [])
        yield Text()


def _listed(mark: str, title: str, told: list[str]) -> Iterator[RenderableType]:
    """Findings in a line each, below a title; nothing where there are none."""
    if told:
        yield _entry(mark, Text(title), [])
        yield from (Padding(styled(what, "dim"), (0, 0, 0, 4), expand=False) for what in told)
        yield Text()


def _finding(finding: Finding) -> RenderableType:
    rows: list[tuple[str, Text]] = []
    for passage in finding.where[:1]:
        rows.append(("Where", styled(where(passage))))
        rows.append(("", _quote(passage.text)))
        if finding.cited and not finding.in_place:
            rows.append(("", styled(f"This {finding.cited}.", "dim")))
    rows += [("Before" if n == 0 else "", styled(cut(text))) for n, text in enumerate(finding.before)]
    rows.append(("Why", styled(finding.why)))
    if finding.source:
        rows.append(("Source", styled(finding.source)))
    rows.append(("To pass", styled(finding.remedy)))
    return _entry(finding.severity, styled(finding.what, "bold"), rows)


def cut(text: str) -> str:
    """A quotation, no longer than needs be."""
    return text if len(text) <= _QUOTE else text[:_QUOTE].rsplit(" ", 1)[0] + " …"


def _quote(text: str) -> Text:
    return Text.assemble("“", styled(cut(text), "italic"), "”")


def _entry(kind: str, title: Text, rows: list[tuple[str, Text]]) -> RenderableType:
    head = Table.grid(padding=(0, 1, 0, 0))
    head.add_column(no_wrap=True)
    head.add_column(overflow="fold")
    mark, style = _MARKS[kind]
    head.add_row(Text(mark, style=style), title)
    if not rows:
        return head
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=_LABEL, no_wrap=True)
    table.add_column(overflow="fold")
    for label, content in rows:
        table.add_row(Text(label, style="dim"), content)
    return Group(head, Padding(table, (0, 0, 0, 2), expand=False))
