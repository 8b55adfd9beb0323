"""What a check hands on: requirements that were held against drafts, and findings where one does not hold."""

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from gmi.check.draft import Passage

Severity = Literal["error", "warning"]
State = Literal["new", "unchanged", "updated", "unrecorded"]
_NUMBER = re.compile(r"^\s*(?:\(?\w{1,4}[.)]\s+)+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A requirement that does not hold.

    `rule` is an id of `gmi.check.rules`, `subject` says of what ("gender", "lgbtqia in health",
    "illegal-migrants"). `what` is wrong, `why` it matters, `remedy` would satisfy it; `where` are the
    passages to look at, the nearest first; `cited` says of the first why it is quoted; `before` quotes what a
    baseline had. `shortfall` is how much is missing, in the unit of the rule, to tell what got worse.
    `in_place` says that the finding is the passage itself, so that it is told from others by it; `ordinal`
    tells those on the same words apart. `state` compares with a baseline; None without any; "unrecorded" is
    what the baseline did not measure.
    """

    rule: str
    subject: str
    severity: Severity
    what: str
    why: str
    remedy: str
    where: tuple[Passage, ...] = ()
    cited: str = ""
    before: tuple[str, ...] = ()
    source: str = ""
    shortfall: float = 1.0
    in_place: bool = False
    ordinal: int = 1
    state: State | None = None

    @property
    def fails(self) -> bool:
        """Whether the check fails because of it."""
        return self.severity == "error" and self.state in (None, "new")

    @property
    def known(self) -> bool:
        """Whether the baseline has it, no better."""
        return self.state in ("unchanged", "updated")

    @property
    def told_in_full(self) -> bool:
        """Whether it is more than a line: what there is no baseline for, or what got worse since."""
        return self.state in (None, "new")

    @property
    def fingerprint(self) -> str:
        """What tells it from others, whatever page, line or paragraph number it has moved to."""
        words = sentence_key(self.where[0].text) if self.in_place and self.where else ""
        parts = (self.rule, self.subject, words, str(self.ordinal))
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Checked:
    """One requirement held against one draft: it holds where there are no findings."""

    rule: str
    subject: str
    name: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: what was checked, or why it could not be read (`unreadable`).

    `gone` are the fingerprints with what was wrong, of findings that the baseline has and the file no longer.
    """

    path: str
    checked: tuple[Checked, ...] = ()
    unreadable: str = ""
    facts: str = ""
    gone: tuple[tuple[str, str, str], ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the requirements."""
        return tuple(finding for one in self.checked for finding in one.findings)

    @property
    def fails(self) -> bool:
        """Whether a requirement fails that makes the check fail."""
        return any(finding.fails for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Result:
    """All files. `baseline` names what they were compared with, "" nothing; `notes` are for people. `prefix`
    is the folder from which the files are named, as a path from the top of the repository ("" is the top)."""

    files: tuple[FileResult, ...]
    baseline: str = ""
    notes: tuple[str, ...] = ()
    made_by: str = ""
    prefix: str = ""

    @property
    def exit_status(self) -> int:
        """0 all hold, 1 a requirement fails, 2 a file can't be read."""
        if any(file.unreadable for file in self.files):
            return 2
        return int(any(file.fails for file in self.files))


def sentence_key(text: str) -> str:
    """A sentence as it is compared between versions: its words without its own number, case and breaks."""
    return " ".join(re.findall(r"\w+", _NUMBER.sub("", text))).casefold()
