"""The result as GitHub shows it: workflow commands that annotate a change, and the job's summary."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from gmi.check.findings import FileResult, Finding, Result
from gmi.check.formats.markdown import render as render_markdown
from gmi.check.formats.message import message, path_of
from gmi.check.rules import RULES
from gmi.errors import GmiError
from gmi.report.escape import plain

_MOST_SUMMARY = 1_000_000
"""Bytes: GitHub takes 1 MiB for a step, and nothing of a longer summary."""


def render(result: Result) -> str:
    """A line for each finding, those that fail first: GitHub shows ten errors and ten warnings of a step."""
    lines = [
        _command("error", path_of(result, file), 1, "gmi: the file can't be read", plain(file.unreadable))
        for file in result.files
        if file.unreadable
    ]
    found = [(file, finding) for file in result.files for finding in file.findings]
    for file, finding in sorted(found, key=lambda pair: not pair[1].fails):
        lines += _annotations(result, file, finding)
    return "".join(f"{line}\n" for line in lines)


def _annotations(result: Result, file: FileResult, finding: Finding) -> Iterator[str]:
    if finding.known:
        return
    line = (finding.where[0].line if finding.where else None) or 1
    title = f"gmi: {RULES[finding.rule].name}"
    level = finding.severity if finding.told_in_full else "notice"
    yield _command(level, path_of(result, file), line, title, message(finding))


def _command(name: str, path: str, line: int, title: str, text: str) -> str:
    """A workflow command; what would end it, or begin another, is escaped."""
    return f"::{name} file={_property(path)},line={line},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def fenced(text: str) -> str:
    """Text of a report between marks within which GitHub takes no line for a command. The mark is a hash of
    the text, so that nothing in the text can be it."""
    mark = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"::stop-commands::{mark}\n{text}::{mark}::\n"


def append_summary(result: Result, environment: Mapping[str, str]) -> None:
    """Add the result to the job's summary, where there is one. Raises GmiError where that can't be."""
    place = environment.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    content = render_markdown(result).encode("utf-8", "replace")
    if len(content) > _MOST_SUMMARY:
        more = b"\n\nMore than a summary can hold: see the log.\n"
        content = content[:_MOST_SUMMARY].decode("utf-8", "ignore").rpartition("\n")[0].encode() + more
    try:
        with Path(place).open("ab") as file:
            file.write(content)
    except OSError as error:
        raise GmiError(f"Can't write the job summary {place}: {error.strerror}.") from error
