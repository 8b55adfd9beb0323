"""The result as JUnit XML: a suite for each file, a case for each requirement."""

from xml.etree import ElementTree as Xml

from gmi.check.findings import Checked, FileResult, Result
from gmi.check.formats.message import message, path_of, xml_safe
from gmi.report.escape import plain


def render(result: Result) -> str:
    """The XML. Warnings are output of a case that passes; what the baseline knows is skipped, and what it did
    not measure."""
    root = Xml.Element("testsuites", name="gmi check")
    suites = [_suite(root, path_of(result, file), file) for file in result.files]
    _count(root, suites)
    Xml.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _suite(root: Xml.Element, path: str, file: FileResult) -> Xml.Element:
    suite = Xml.SubElement(root, "testsuite", name=xml_safe(path))
    if file.unreadable:
        case = Xml.SubElement(
            suite, "testcase", classname=xml_safe(path), name="the file can be read", time="0"
        )
        told = xml_safe(plain(file.unreadable))
        Xml.SubElement(case, "error", message=told, type="unreadable").text = told
    for checked in file.checked:
        _case(suite, path, checked)
    cases = list(suite)
    suite.set("tests", str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
    return suite


def _case(suite: Xml.Element, path: str, checked: Checked) -> None:
    case = Xml.SubElement(
        suite, "testcase", classname=xml_safe(path), name=xml_safe(plain(checked.name)), time="0"
    )
    failing = [finding for finding in checked.findings if finding.fails]
    if failing:
        first = xml_safe(plain(failing[0].what))
        text = "\n\n".join(xml_safe(message(finding)) for finding in failing)
        Xml.SubElement(case, "failure", message=first, type=checked.rule).text = text
        return
    passed = next((finding for finding in checked.findings if not finding.told_in_full), None)
    if passed:
        because = "As in the baseline" if passed.known else "The baseline did not measure it"
        Xml.SubElement(case, "skipped", message=f"{because}: {xml_safe(plain(passed.what))}")
    if checked.findings:
        text = "\n\n".join(xml_safe(message(finding)) for finding in checked.findings)
        Xml.SubElement(case, "system-out").text = text


def _count(root: Xml.Element, suites: list[Xml.Element]) -> None:
    for attribute in ("tests", "failures", "errors", "skipped"):
        root.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in suites)))
