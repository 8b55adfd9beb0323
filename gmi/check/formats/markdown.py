"""The result as Markdown: a table of the files, then what is wrong with each."""

from collections.abc import Iterator

from gmi.check.findings import FileResult, Finding, Result
from gmi.check.formats.message import parts, path_of
from gmi.check.formats.text import summary
from gmi.report.escape import markdown
from gmi.report.words import number

_HEAD = ("| file | result | what it is |", "| --- | --- | --- |")


def render(result: Result) -> str:
    """The page."""
    lines = ["## gmi check", "", f"**{markdown(summary(result))}**", "", *_HEAD]
    lines += [_row(result, file) for file in result.files]
    for file in result.files:
        lines += _file(result, file)
    lines += [""] + [f"- {markdown(note)}" for note in result.notes]
    if result.made_by:
        lines += ["", markdown(result.made_by)]
    return "\n".join(lines).rstrip("\n") + "\n\n"


def _row(result: Result, file: FileResult) -> str:
    failing = sum(finding.fails for finding in file.findings)
    outcome = "✅ holds"
    if file.unreadable:
        outcome = "⛔ can't be read"
    elif failing:
        outcome = f"❌ {number(failing, 'requirement fails', 'requirements fail')}"
    return f"| {markdown(path_of(result, file))} | {outcome} | {markdown(file.facts)} |"


def _file(result: Result, file: FileResult) -> Iterator[str]:
    told = [f for f in file.findings if f.told_in_full]
    unrecorded = [f for f in file.findings if f.state == "unrecorded"]
    if not (told or unrecorded or file.unreadable or file.gone):
        return
    yield from ("", f"### {markdown(path_of(result, file))}")
    if file.unreadable:
        yield from ("", markdown(file.unreadable))
    for finding in sorted(told, key=lambda f: not f.fails):
        yield from _finding(finding)
    if unrecorded:
        yield from ("", "The baseline did not measure:", "")
        yield from (f"- {markdown(finding.what)}" for finding in unrecorded)
    if file.gone:
        yield from ("", "No longer wrong:", "")
        yield from (f"- {markdown(what)}" for _, _, what in file.gone)


def _finding(finding: Finding) -> Iterator[str]:
    mark = "❌" if finding.severity == "error" else "⚠️"
    yield from ("", f"{mark} **{markdown(finding.what)}**", "")
    for label, text in parts(finding):
        yield f"- {label}: {markdown(text)}"
