"""The result as JSON, whole, and the schema that says what is in it (`gmi schema check`)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pydantic import TypeAdapter

from gmi.check.draft import Passage
from gmi.check.findings import Checked, FileResult, Finding, Result, Severity, State
from gmi.check.formats.message import path_of

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage and where it stands; `line` is set for files that have lines."""

    page: int | None
    paragraph: str | None
    heading_path: tuple[str, ...]
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A requirement that does not hold, as `gmi check` prints it. `fails` says whether the check fails by it;
    `state` compares with the baseline, None without any; "unrecorded" is what it did not measure. `where` has
    the nearest passage first; `before` is what a baseline had."""

    rule: str
    subject: str
    severity: Severity
    state: State | None
    fails: bool
    what: str
    why: str
    remedy: str
    source: str
    shortfall: float
    where: tuple[Quoted, ...]
    cited: str
    before: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement held against a file: it holds where there are no findings."""

    rule: str
    subject: str
    name: str
    holds: bool
    findings: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding of the baseline that there is no longer."""

    fingerprint: str
    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class File:
    """One file. `path` is from the top of the repository; `unreadable` says why it could not be checked."""

    path: str
    status: Literal["holds", "fails", "unreadable"]
    facts: str
    unreadable: str
    requirements: tuple[Requirement, ...]
    no_longer_wrong: tuple[Gone, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """The whole result. `exit_status` is that of the command; `baseline` names what it was compared with."""

    schema_version: str
    exit_status: int
    baseline: str
    made_by: str
    notes: tuple[str, ...]
    files: tuple[File, ...]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Output]:
    return TypeAdapter(Output)


def render(result: Result) -> str:
    """One object, indented."""
    files = tuple(_file(result, file) for file in result.files)
    output = Output(SCHEMA_VERSION, result.exit_status, result.baseline, result.made_by, result.notes, files)
    return _adapter().dump_json(output, indent=1).decode() + "\n"


def check_schema() -> dict[str, Any]:
    """The JSON Schema of what `render` writes."""
    schema = _adapter().json_schema(mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:gmi:schema:check:{SCHEMA_VERSION}",
        "title": "A result of gmi check",
    }
    return head | {key: value for key, value in schema.items() if key != "title"}


def _file(result: Result, file: FileResult) -> File:
    status: Literal["holds", "fails", "unreadable"] = "fails" if file.fails else "holds"
    return File(
        path=path_of(result, file),
        status="unreadable" if file.unreadable else status,
        facts=_written(file.facts),
        unreadable=_written(file.unreadable),
        requirements=tuple(map(_requirement, file.checked)),
        no_longer_wrong=tuple(Gone(key, rule, _written(what)) for key, rule, what in file.gone),
    )


def _requirement(checked: Checked) -> Requirement:
    findings = tuple(map(_failed, checked.findings))
    return Requirement(checked.rule, checked.subject, _written(checked.name), not findings, findings)


def _failed(finding: Finding) -> Failed:
    return Failed(
        rule=finding.rule,
        subject=finding.subject,
        severity=finding.severity,
        state=finding.state,
        fails=finding.fails,
        what=_written(finding.what),
        why=_written(finding.why),
        remedy=_written(finding.remedy),
        source=_written(finding.source),
        shortfall=float(f"{finding.shortfall:.6g}"),
        where=tuple(map(_quoted, finding.where)),
        cited=_written(finding.cited),
        before=tuple(map(_written, finding.before)),
        fingerprint=finding.fingerprint,
    )


def _quoted(passage: Passage) -> Quoted:
    place = passage.place
    headings = tuple(map(_written, place.heading_path))
    return Quoted(place.page, place.paragraph, headings, passage.line, _written(passage.text))


def _written(text: str) -> str:
    """The text with "?" for what no encoding can write (half of a character)."""
    return text.encode("utf-8", "replace").decode()
