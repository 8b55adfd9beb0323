"""require: what a configuration asks of a draft, held against it. One module for each kind of requirement."""

from collections.abc import Iterator

from gmi.check.config import Requirements
from gmi.check.draft import Draft
from gmi.check.findings import Checked
from gmi.check.load import Setup, shipped_wording
from gmi.check.require.paragraphs import paragraphs_checked
from gmi.check.require.presence import areas_checked, instruments_checked, references_checked
from gmi.check.require.ratings import rating_checked
from gmi.check.require.reading import reading_checked
from gmi.check.require.wording import wording_checked


def held_against(draft: Draft, required: Requirements, setup: Setup) -> Iterator[Checked]:
    """Each requirement with what is wrong, in the order of docs/check.md."""
    lexicon = setup.lexicon
    if required.rating:
        yield from rating_checked(draft, required.rating, setup.leading_group)
    for references in required.references:
        yield from references_checked(draft, references, lexicon)
    for areas in required.areas:
        yield from areas_checked(draft, areas, lexicon)
    for instruments in required.instruments:
        yield from instruments_checked(draft, instruments, lexicon)
    for paragraphs in required.paragraphs:
        yield from paragraphs_checked(draft, paragraphs, lexicon)
    if required.wording:
        shipped = shipped_wording(draft.assessment.source.language)
        yield from wording_checked(draft, required.wording, shipped)
    if required.reading:
        yield from reading_checked(draft, required.reading)
