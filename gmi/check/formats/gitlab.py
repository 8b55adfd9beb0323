"""The result as a GitLab code quality report, which merge requests show."""

import hashlib
import json
from typing import Any

from gmi.check.findings import FileResult, Finding, Result
from gmi.check.formats.message import message, path_of
from gmi.report.escape import plain

_SEVERITY = {"error": "major", "warning": "minor"}


def render(result: Result) -> str:
    """An array of issues; GitLab compares those of two branches by their fingerprints."""
    issues = [_unreadable(path_of(result, file), file) for file in result.files if file.unreadable]
    issues += [_issue(path_of(result, file), finding) for file in result.files for finding in file.findings]
    return json.dumps(issues, indent=1, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"


def _issue(path: str, finding: Finding) -> dict[str, Any]:
    line = (finding.where[0].line if finding.where else None) or 1
    return {
        "description": plain(message(finding)),
        "check_name": f"gmi/{finding.rule}",
        "fingerprint": _unique(path, finding.fingerprint),
        "severity": _SEVERITY[finding.severity] if finding.told_in_full else "info",
        "location": {"path": path, "lines": {"begin": line}},
    }


def _unreadable(path: str, file: FileResult) -> dict[str, Any]:
    return {
        "description": plain(file.unreadable),
        "check_name": "gmi/unreadable",
        "fingerprint": _unique(path, "unreadable"),
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _unique(path: str, fingerprint: str) -> str:
    """GitLab wants fingerprints that no two issues of a report share."""
    return hashlib.sha256(f"{path}\x1f{fingerprint}".encode("utf-8", "replace")).hexdigest()
