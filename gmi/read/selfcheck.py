"""Signs that a page was read badly: missing headers, notes to which nothing refers."""

from collections.abc import Sequence

from gmi.read.document import Document, ReadWarning
from gmi.read.drafts import Draft
from gmi.read.lines import Line, PageLines
from gmi.read.words import language_words

_MOSTLY = 0.8
_FEWEST_MISREAD = 5
_MISREAD_SHARE = 1 / 3000
_SAMPLES, _SAMPLE = 4, 4000
"""Misread words that make a text layer bad; their share of the characters; how many passages, of how many
characters, are looked at: pages of one file may come from different programs."""


def check_furniture(pages: Sequence[PageLines], furniture: Sequence[Line]) -> list[ReadWarning]:
    """Pages without a running header or footer in a document that has them on nearly every page."""
    having = {line.page for line in furniture}
    inner = [page.page.number for page in pages[1:] if page.lines]
    missing = [number for number in inner if number not in having]
    if len(inner) < 4 or not missing or len(missing) > (1 - _MOSTLY) * len(inner):
        return []
    message = "no running header or footer was recognised on this page; one may be left in the text"
    return [ReadWarning("header-missing", message, number) for number in missing]


def check_notes(drafts: Sequence[Draft]) -> list[ReadWarning]:
    """Notes to which no reference was found in the text, in one warning: their number may stick to a word."""
    cited = {piece.marker for draft in drafts for piece in draft.pieces if piece.marker}
    notes = [draft for draft in drafts if draft.note and draft.note.isdigit()]
    lost = [draft for draft in notes if draft.note not in cited]
    if not lost:
        return []
    labels = ", ".join(str(draft.note) for draft in lost[:10]) + (" ..." if len(lost) > 10 else "")
    message = f"no reference was found to note{'s' if len(lost) > 1 else ''} {labels}"
    return [ReadWarning("note-without-reference", message, lost[0].pieces[0].page or None)]


def check_misreadings(document: Document) -> list[ReadWarning]:
    """Whether the text was made by an OCR program that misread letters: "revievv", "tbe", "wornen"."""
    words = language_words().get(document.language)
    text = document.text
    starts = range(0, len(text), max(len(text) // _SAMPLES, _SAMPLE))
    sample = " ".join([text[start : start + _SAMPLE] for start in starts])
    found = {part: n for part in (words.misread if words else ()) if (n := sample.count(part))}
    if sum(found.values()) < max(_FEWEST_MISREAD, _MISREAD_SHARE * len(sample)):
        return []
    shown = ", ".join(f'"{part.strip()}"' for part in sorted(found, key=lambda one: (-found[one], one))[:4])
    message = (
        f"the text layer was made by OCR and is misread in places ({shown}): "
        "words are missing from the counts; --ocr always reads the pages again"
    )
    return [ReadWarning("bad-text-layer", message)]
