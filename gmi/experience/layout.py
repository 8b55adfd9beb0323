"""How a worksheet is laid out: what writes it and what reads it agree here."""

import re
from collections.abc import Iterable

MARK = "gmi worksheet"
LAYOUT = 1
"""Version of the layout; a sheet of a later one can't be read."""
DATA_SHEET = "gmi"
DESCRIPTION_SHEET = "About the group"
GUIDE_SHEET = "Read me"
CHUNK = 30_000
"""Characters of the questionnaire in one cell of the data sheet; a cell holds 32,767."""
HEAD_ROW = 4
"""Row (from 1) of an area's sheet that names the respondents; statements follow."""
FIRST_RESPONDENT = 4
"""Column (from 1) of the first respondent: A holds ids (hidden), B numbers, C statements."""
TESTIMONY = "testimony"
"""Stands in column A of the rows for people's own words: words in C, may they be quoted in D."""
DONT_KNOW = "x"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def sheet_names(areas: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A sheet's name for each (id, name) of an area: short enough, allowed, and no two the same."""
    names: dict[str, str] = {}
    taken = {name.lower() for name in (DATA_SHEET, DESCRIPTION_SHEET, GUIDE_SHEET)}
    for area, name in areas:
        base = _FORBIDDEN.sub(" ", name).strip()[:_LONGEST_NAME].strip() or area[:_LONGEST_NAME]
        shown, number = base, 2
        while shown.lower() in taken:
            shown = f"{base[: _LONGEST_NAME - 4].strip()} ({number})"
            number += 1
        taken.add(shown.lower())
        names[area] = shown
    return names


def respondent(number: int) -> str:
    """The code of a respondent, counted from 1: R01."""
    return f"R{number:02d}"
