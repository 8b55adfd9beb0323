"""The last step of every reader: drafts in, `Document` out. It knows nothing of formats.

Text is normalised with a map back; numbers, list items, heading paths and answered questions are carried on
to the blocks they rule; languages, cover data, repeats and warnings are added. A document without words, or
with garbled ones, is refused: it must never be scored.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from gmi.errors import GmiError
from gmi.read.cover import read_cover
from gmi.read.document import Block, Cover, Document, NoteMarker, ReadWarning, Segment
from gmi.read.drafts import Draft, Source
from gmi.read.language import document_language, function_word_share, identify_by_model, paragraph_languages
from gmi.read.normalise import GARBAGE, normalise
from gmi.read.places import place
from gmi.read.words import language_name, language_words
from gmi.records import maker

_segment = maker(Segment)
_word = re.compile(r"[^\W\d_]{2,}").search
_MOST_GARBAGE = 0.05
_FEWEST_FUNCTION_WORDS = 0.06
_COVER_DRAFTS = 40
_LONGEST_COVER_LINE = 1000


def finish(source: Source, drafts: Sequence[Draft], *, language: str | None = None) -> Document:
    """The document made of `drafts`, in reading order, running headers and footers last or anywhere.

    `language` (ISO 639-1) overrides the one that most words show. Drafts without text are left out.
    Raises `GmiError` if there are no words, or hardly any that could be read.
    """
    ordered = [draft for draft in drafts if draft.zone != "running_header"]
    ordered += [draft for draft in drafts if draft.zone == "running_header"]
    text, spans, segments, markers = _join(ordered)
    kept = [(draft, span) for draft, span in zip(ordered, spans, strict=True) if span[1] > span[0]]
    _refuse_garbage(source.name, text)
    texts = [text[start:end] for _, (start, end) in kept]
    languages, main = _languages(source.name, kept, texts, language)
    blocks = place(kept, texts, languages, markers)
    warnings = (*source.warnings, *_foreign(blocks, texts, main, segments))
    document = Document(
        name=source.name,
        sha256=source.sha256,
        format=source.format,
        engine=source.engine,
        text=text,
        blocks=tuple(blocks),
        pages=source.pages,
        segments=tuple(segments),
        language=main,
        note_markers=tuple(markers),
        warnings=warnings,
        pages_estimated=source.pages_estimated,
    )
    return replace(document, cover=_cover(ordered, paged=not source.pages_estimated))


def _join(drafts: Sequence[Draft]) -> tuple[str, list[tuple[int, int]], list[Segment], list[NoteMarker]]:
    """One text of all drafts, each draft's span in it, its segments, and where note references stood."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    segments: list[Segment] = []
    markers: list[NoteMarker] = []
    position = 0
    for draft in drafts:
        start = end = position
        for text, page, index, box, glue, marker in draft.pieces:
            if glue and end > start:
                parts.append(glue)
                end += len(glue)
            if not text:
                markers += [NoteMarker(end, marker)] if marker else []
                continue
            # What is plain already, as most lines are, is not worth a call.
            if text.isascii() and text.isprintable() and "  " not in text and "`" not in text:
                runs = None
            else:
                text, runs = normalise(text)
            length = len(text)
            parts.append(text)
            if runs is None:
                segments.append(_segment((end, end + length, page, index, box)))
            else:
                segments += [Segment(end + t, end + t + n, page, index + s, box) for t, s, n in runs]
            end += length
            if marker:
                markers.append(NoteMarker(end, marker))
        spans.append((start, end))
        if end > start:
            parts.append("\n")
            position = end + 1
    return "".join(parts).removesuffix("\n"), spans, segments, markers


def _refuse_garbage(name: str, text: str) -> None:
    if not _word(text):
        raise GmiError(
            f"{name}: there is no text in it.",
            "If it is a scan, make it searchable with an OCR program first.",
        )
    # U+FFFD counts as printable.
    if "\ufffd" not in text and text.replace("\n", " ").isprintable():
        return
    if len(GARBAGE.findall(text)) > _MOST_GARBAGE * len(text):
        what = f"{name}: its text is garbled (the file does not say which letters its signs stand for)."
        raise GmiError(what, "Make it searchable with an OCR program, or ask for a Word file.")


def _languages(
    name: str, kept: Sequence[tuple[Draft, tuple[int, int]]], texts: Sequence[str], override: str | None
) -> tuple[list[str | None], str]:
    """Each block's language and the document's. Refuses text in which no language's words are found."""
    prose = [i for i, (draft, _) in enumerate(kept) if draft.zone not in ("contents", "running_header")]
    found = paragraph_languages([texts[i] for i in prose], override)
    languages: list[str | None] = [None] * len(texts)
    for i, one in zip(prose, found, strict=True):
        languages[i] = one
    body = [texts[i] for i in prose]
    main = document_language(body, found)
    if main is None:
        whole = " ".join(body)
        main = override or identify_by_model(whole)
        many = len(whole) > 1000
        if many and main in language_words() and function_word_share(body, main) < _FEWEST_FUNCTION_WORDS:
            what = f"{name}: its text is garbled (none of the common words of any language are in it)."
            raise GmiError(what, "Make it searchable with an OCR program, or ask for a Word file.")
    return languages, override or main


def _foreign(
    blocks: Sequence[Block], texts: Sequence[str], main: str, segments: Sequence[Segment]
) -> list[ReadWarning]:

    found = []
    for block, text in zip(blocks, texts, strict=True):
        if block.language and block.language != main:
            segment = segments[bisect_right(segments, block.start, key=lambda one: one.start) - 1]
            where = f"paragraph {block.number}" if block.number else f'the text "{text[:40]}..."'
            message = f"{where} is in {language_name(block.language)}, not in the report's language"
            found.append(ReadWarning("foreign-paragraph", message, segment.page or None))
    return found


def _cover(drafts: Sequence[Draft], *, paged: bool) -> Cover:
    first = [draft for draft in drafts if draft.zone == "cover"]
    titles = [draft.text for draft in first if draft.level is not None]
    headers = [piece.text for draft in drafts if draft.zone == "running_header" for piece in draft.pieces]
    if not first:
        first = list(drafts[:_COVER_DRAFTS])
    lines = [piece.text[:_LONGEST_COVER_LINE] for draft in first for piece in draft.pieces]
    cover = read_cover(lines, headers, titles[0] if titles else None)
    if cover.title and not paged:
        return replace(cover, title=replace(cover.title, where="heading on the cover"))
    return cover
