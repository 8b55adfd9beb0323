"""The result as SARIF 2.1.0, which code-scanning viewers show beside the files.

PDF and Word files have no lines: their results stand at line 1, and the page, paragraph and section are
logical locations. Fingerprints hash the requirement and, of wording, the sentence, so that they survive moved
pages and lines.
"""

import json
from typing import Any
from urllib.parse import quote

from gmi import __version__
from gmi.check.draft import Passage
from gmi.check.findings import FileResult, Finding, Result
from gmi.check.formats.message import message, parts, path_of
from gmi.check.formats.text import cut
from gmi.check.nearest import where
from gmi.check.rules import RULES
from gmi.report.escape import markdown, plain

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_IDS = list(RULES)


def render(result: Result) -> str:
    """A SARIF log with one run."""
    run = {
        "tool": {"driver": _driver()},
        "invocations": [_invocation(result)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
        "automationDetails": {"id": "gmi/check/"},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(result, file), "uriBaseId": _ROOT}} for file in result.files],
        "results": [
            one
            for index, file in enumerate(result.files)
            for one in (
                *(_result(result, file, index, finding) for finding in file.findings),
                *(_absent(result, file, index, *known) for known in file.gone),
            )
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"


def _driver() -> dict[str, Any]:
    return {
        "name": "gmi",
        "fullName": "gmi check: requirements on reports to UN treaty bodies",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [
            {
                "id": id_,
                "name": "".join(word.capitalize() for word in rule.name.split()),
                "shortDescription": {"text": rule.name},
                "fullDescription": {"text": rule.asks},
                "help": {
                    "text": f"{rule.asks} {rule.help}",
                    "markdown": f"**{rule.asks}**\n\n{rule.help}",
                },
                "defaultConfiguration": {"level": "warning" if id_ == "wording" else "error"},
                "properties": {"tags": ["gender", "migration"], "precision": "high"},
            }
            for id_, rule in RULES.items()
        ],
    }


def _invocation(result: Result) -> dict[str, Any]:
    """How the run ended; files that could not be read are its notifications."""
    notifications = [
        {
            "level": "error",
            "message": {"text": plain(file.unreadable)},
            "locations": [{"physicalLocation": _physical(result, file, index, None)}],
        }
        for index, file in enumerate(result.files)
        if file.unreadable
    ]
    return {
        "executionSuccessful": not notifications,
        "exitCode": result.exit_status,
        "toolExecutionNotifications": notifications,
    }


def _result(result: Result, file: FileResult, index: int, finding: Finding) -> dict[str, Any]:
    first, *others = finding.where or (None,)
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": _IDS.index(finding.rule),
        "kind": "fail",
        "level": "note" if finding.state == "unrecorded" else finding.severity,
        "message": {"text": message(finding), "markdown": _markdown(finding)},
        "locations": [_location(result, file, index, first)],
        "partialFingerprints": _fingerprints(finding.fingerprint),
        "properties": {
            "subject": plain(finding.subject),
            "why": plain(finding.why),
            "remedy": plain(finding.remedy),
            "source": plain(finding.source),
        },
    }
    if others:
        found["relatedLocations"] = [
            {"id": number, "message": {"text": _short(passage)}, **_location(result, file, index, passage)}
            for number, passage in enumerate(others, start=1)
            if passage is not None
        ]
    if finding.state:
        # SARIF has no word for what the baseline did not measure; to a viewer it is new.
        found["baselineState"] = "new" if finding.state == "unrecorded" else finding.state
    return found


def _absent(
    result: Result, file: FileResult, index: int, fingerprint: str, rule: str, what: str
) -> dict[str, Any]:
    """A result of the baseline that there is no longer: a pass, so that viewers show no problem."""
    known = {"ruleIndex": _IDS.index(rule)} if rule in RULES else {}
    return {
        "ruleId": rule,
        **known,
        "kind": "pass",
        "level": "none",
        "message": {"text": f"No longer wrong: {plain(what)}"},
        "locations": [_location(result, file, index, None)],
        "partialFingerprints": _fingerprints(fingerprint),
        "baselineState": "absent",
    }


def _fingerprints(fingerprint: str) -> dict[str, str]:
    """GitHub tells alerts apart by the second, which it would else make of the line's text."""
    return {"gmiFinding/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint[:16]}:1"}


def _location(result: Result, file: FileResult, index: int, passage: Passage | None) -> dict[str, Any]:
    found: dict[str, Any] = {"physicalLocation": _physical(result, file, index, passage)}
    if passage is not None:
        found["logicalLocations"] = _logical(passage)
    return found


def _physical(result: Result, file: FileResult, index: int, passage: Passage | None) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": (passage.line if passage else None) or 1}
    if passage is not None:
        region["snippet"] = {"text": plain(passage.text)}
    artifact = {"uri": _uri(result, file), "uriBaseId": _ROOT, "index": index}
    return {"artifactLocation": artifact, "region": region}


def _logical(passage: Passage) -> list[dict[str, Any]]:
    """Where the passage stands, as people cite it: page, section, paragraph."""
    place = passage.place
    headings = [plain(heading) for heading in place.heading_path]
    whole = plain(where(passage))
    found: list[dict[str, Any]] = []
    if place.page is not None:
        found.append({"name": f"p. {place.page}", "fullyQualifiedName": f"p. {place.page}", "kind": "page"})
    if headings:
        path = " / ".join(headings)
        found.append({"name": headings[-1], "fullyQualifiedName": path, "kind": "section"})
    if place.paragraph:
        found.append({"name": plain(place.paragraph), "fullyQualifiedName": whole, "kind": "paragraph"})
    return found or [{"name": whole, "fullyQualifiedName": whole, "kind": "passage"}]


def _short(passage: Passage) -> str:
    return f"{plain(where(passage))}: “{plain(cut(passage.text))}”"


def _markdown(finding: Finding) -> str:
    lines = [f"**{markdown(finding.what)}**", ""]
    lines += [f"- {label}: {markdown(text)}" for label, text in parts(finding)]
    return "\n".join(lines)


def _uri(result: Result, file: FileResult) -> str:
    """A relative reference; a first part with a colon would be read as a scheme, so it is quoted too."""
    return quote(path_of(result, file), safe="/")
