"""What files without pages have in common: a page count that is an estimate, and the last step."""

import hashlib
import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal

from gmi.read.document import Document, Page, ReadWarning
from gmi.read.drafts import Draft, Source
from gmi.read.finish import finish
from gmi.read.numbering import assign_numbers
from gmi.read.zones import is_caption, opens_annex

_LONGEST_COVER = 40

WORDS_PER_PAGE = 450
"""Words on a page of a UN document: 440 on the 930 pages of reports that gmi is tested on."""


def finish_unpaged(
    path: Path,
    drafts: Sequence[Draft],
    format: Literal["docx", "html", "markdown", "text"],
    engine: str,
    language: str | None,
    warnings: Sequence[ReadWarning] = (),
) -> Document:
    """The document made of drafts that carry no pages. Its number of pages is estimated from its words."""
    _mark_captions(drafts)
    _mark_annexes(drafts)
    found = assign_numbers(drafts)
    _mark_cover(drafts)
    words = sum(len(draft.text.split()) for draft in drafts if draft.zone != "running_header")
    number = max(1, math.ceil(words / WORDS_PER_PAGE))
    source = Source(
        name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        format=format,
        engine=engine,
        pages=tuple(Page(n, 0, 0) for n in range(1, number + 1)),
        warnings=(*warnings, *found),
        pages_estimated=True,
    )
    return finish(source, drafts, language=language)


def _mark_captions(drafts: Sequence[Draft]) -> None:
    """The title of a table belongs to it, though it stands above, and is no heading of what follows."""
    for draft, following in pairwise(drafts):
        caption = draft.zone == "heading" or (draft.zone == "body" and following.zone == "table")
        if caption and is_caption(draft.text):
            draft.zone, draft.level = "table", None


def _mark_annexes(drafts: Sequence[Draft]) -> None:
    """What follows a heading that begins with the word for an annex is one, to the end."""
    annex = False
    for draft in drafts:
        annex = annex or (draft.zone == "heading" and opens_annex(draft.text))
        if annex and draft.zone == "body":
            draft.zone = "annex"


def _mark_cover(drafts: Sequence[Draft]) -> None:
    """A report's cover is what stands before the heading over its first numbered paragraph."""
    first = next((n for n, draft in enumerate(drafts) if draft.number and not draft.item), 0)
    if first > _LONGEST_COVER:
        return
    while first and drafts[first - 1].zone == "heading":
        first -= 1
    for draft in drafts[:first]:
        if draft.zone in ("body", "heading"):
            draft.zone = "cover"
