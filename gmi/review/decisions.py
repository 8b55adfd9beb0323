"""What a reader decided about mentions, and the file that keeps it beside the report."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from gmi.errors import GmiError

Verdict = Literal["accepted", "rejected"]
ENDING = ".gmi-review.json"
FORMAT = "gmi-review/1"


class Decision(BaseModel):
    """A verdict on one mention, with what finds the mention again: its place in the file that was read
    (`file_sha256`, `start`, `end`), and its words, sentence and paragraph, should the file change.

    `within` counts the characters of the sentence before the mention. Without a `verdict` there is a `note`
    alone. `by` is who decided, if that was said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict | None
    group: str
    category: str
    text: str
    start: int
    end: int
    paragraph: str | None
    sentence: str
    within: int
    file_sha256: str
    by: str = ""
    note: str = ""


class _File(BaseModel):
    """The sidecar as it is on disk."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["gmi-review/1"]
    file: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a sidecar: its name, the SHA-256 of its bytes, and what was decided."""

    name: str
    sha256: str
    decisions: tuple[Decision, ...]


def sidecar(report: Path) -> Path:
    """Where the decisions about a report are kept: beside it, under its name."""
    return report.with_name(report.name + ENDING)


def load(path: Path) -> Decisions:
    """Read a sidecar. Raises GmiError where it can't be read or is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.", "Check the name and its place.") from error
    try:
        found = _File.model_validate_json(content)
    except ValidationError as error:
        detail = error.errors()[0]
        where = ".".join(map(str, detail["loc"])) or "the file"
        raise GmiError(
            f"{path.name} holds no decisions of gmi review: {where}: {detail['msg']}.",
            "Mend it, or leave it out with --no-review.",
        ) from error
    return Decisions(path.name, hashlib.sha256(content).hexdigest(), found.decisions)


def written(report: str, decisions: tuple[Decision, ...]) -> bytes:
    """The sidecar's bytes: a decision a line, in order of place, so that versions can be compared."""
    ordered = sorted(decisions, key=lambda d: (d.start, d.end, d.group, d.category))
    lines = ",\n".join(json.dumps(d.model_dump(), ensure_ascii=False) for d in ordered)
    head = f'{{"format": "{FORMAT}", "file": {json.dumps(report, ensure_ascii=False)}, "decisions": ['
    return f"{head}\n{lines}\n]}}\n".encode("utf-8", "replace")
