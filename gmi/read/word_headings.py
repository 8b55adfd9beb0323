"""Headings of drafts that use no heading styles: short paragraphs in bold, told from text by their shape."""

import re
from collections.abc import Sequence
from typing import Any

from gmi.read.drafts import Draft
from gmi.read.word_xml import W, is_on

_ENUMERATION = re.compile(r"(?:([IVXLC]+)|([A-Z])|(\d{1,2})|(\([a-z]{1,2}\)))[.)]?\s+\S")
_LONGEST = 160
_BELOW_ALL = 5
"""The level of a bold line without a number of its own: it stands below all that have one."""


def is_bold(paragraph: Any, styles: Sequence[Any]) -> bool:
    """Whether all words of a paragraph are bold, by themselves or by its style."""
    by_style = next((is_on(b) for one in styles if (b := one.find(f"{W}rPr/{W}b")) is not None), False)
    runs = [run for run in paragraph.iter(W + "r") if any((t.text or "").strip() for t in run.iter(W + "t"))]
    own = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(own) and all(by_style if b is None else is_on(b) for b in own)


def promote_bold(drafts: Sequence[Draft], bold: Sequence[Draft]) -> None:
    """Makes headings of the drafts among `bold` that look like one, if no style makes any.

    What stands before the first enumerated line is a cover.
    """
    if any(draft.zone == "heading" for draft in drafts):
        return
    marked = {id(draft) for draft in bold}
    begun, letter = False, ""
    for draft in drafts:
        text = draft.text.strip()
        match = _ENUMERATION.match(text)
        begun = begun or bool(match and draft.zone == "body")
        if not begun or id(draft) not in marked or len(text) > _LONGEST or text[-1] in ".;:,":
            continue
        draft.zone, draft.level = "heading", _BELOW_ALL
        if match:
            follows = bool(letter) and ord(match[1][:1] if match[1] else " ") == ord(letter) + 1
            draft.level = 2 if match[1] and len(match[1]) == 1 and follows else match.lastindex
            letter = (match[1] or match[2]) if draft.level == 2 else "" if draft.level == 1 else letter
