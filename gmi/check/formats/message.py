"""A finding in plain sentences, for forms that have one text for each."""

import posixpath
import re

from gmi.check.findings import FileResult, Finding, Result
from gmi.check.formats.text import cut
from gmi.check.nearest import where
from gmi.report.escape import plain

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parts(finding: Finding) -> list[tuple[str, str]]:
    """What else there is to say, each with its label, in the order in which it is told."""
    told = []
    if finding.where:
        first = finding.where[0]
        cited = "" if finding.in_place or not finding.cited else f" (This {plain(finding.cited)}.)"
        told.append(("Where", f"{plain(where(first))}: “{plain(cut(first.text))}”{cited}"))
    told += [("Before", plain(cut(text))) for text in finding.before]
    told.append(("Why", plain(finding.why)))
    if finding.source:
        told.append(("Source", plain(finding.source)))
    told.append(("To pass", plain(finding.remedy)))
    return told


def message(finding: Finding) -> str:
    """The whole, a line for each part."""
    lines = [plain(finding.what)]
    lines += [f"{label}: {text}" for label, text in parts(finding)]
    return "\n".join(lines)


def path_of(result: Result, file: FileResult) -> str:
    """The file's path from the top of the repository."""
    return posixpath.normpath(posixpath.join(result.prefix, plain(file.path)))


def xml_safe(text: str) -> str:
    """The text without characters that XML has no way to write."""
    return _NOT_XML.sub("", text)
