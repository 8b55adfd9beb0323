"""The last step of every reader: drafts in, `Document` out. It knows nothing of formats.

Text is normalised with a map back; numbers, list items, heading paths and answered questions are carried on
to the blocks they rule; languages, cover data, repeats and warnings are added. A document without words, or
with garbled ones, is refused: it must never be scored.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from gmi.errors import GmiError
from gmi.read.answers import answered
from gmi.read.cover import read_cover
from gmi.read.document import Block, Cover, Document, NoteMarker, ReadWarning, Segment
from gmi.read.drafts import Draft, Source
from gmi.read.language import document_language, function_word_share, identify_by_model, paragraph_languages
from gmi.read.normalise import normalise
from gmi.read.numbering import nested_item
from gmi.read.repeats import is_repeat
from gmi.read.words import language_words

_garbage = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\x01-\x08]").findall
_word = re.compile(r"[^\W\d_]{2,}").search
_MOST_GARBAGE = 0.05
_FEWEST_FUNCTION_WORDS = 0.06
_COVER_DRAFTS = 40
_OUTSIDE = ("cover", "contents", "running_header")


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
    blocks = _blocks(kept, texts, languages, markers)
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
    return replace(document, cover=_cover(ordered))


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
            runs = None
            # What is plain already, as most lines are, is not worth a call.
            if not text.isascii() or not text.isprintable() or "  " in text or "`" in text:
                text, runs = normalise(text)
            if end > start and glue and text:
                parts.append(glue)
                end += len(glue)
            if text:
                parts.append(text)
                if runs is None:
                    segments.append(Segment(end, end + len(text), page, index, box))
                else:
                    segments += [Segment(end + t, end + t + n, page, index + s, box) for t, s, n in runs]
                end += len(text)
            if marker:
                markers.append(NoteMarker(end, marker))
        spans.append((start, end))
        if end > start:
            parts.append("\n")
            position = end + 1
    return "".join(parts).removesuffix("\n"), spans, segments, markers


def _refuse_garbage(name: str, text: str) -> None:
    if not _word(text):
        raise GmiError(f"{name}: there is no text in it.", "If it is a scan, read it with --ocr always.")
    if text.replace("\n", " ").isprintable():
        return
    if len(_garbage(text)) > _MOST_GARBAGE * len(text):
        what = f"{name}: its text is garbled (the file does not say which letters its signs stand for)."
        raise GmiError(what, "Read it with --ocr always, or ask for a Word file.")


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
            raise GmiError(what, "Read it with --ocr always, or ask for a Word file.")
    return languages, override or main


def _blocks(
    kept: Sequence[tuple[Draft, tuple[int, int]]],
    texts: Sequence[str],
    languages: Sequence[str | None],
    markers: Sequence[NoteMarker],
) -> list[Block]:
    blocks: list[Block] = []
    path: list[tuple[int, str, str | None]] = []
    number: str | None = None
    items: tuple[str, ...] = ()
    cited = _Citations(markers)
    for index, ((draft, (start, end)), text, language) in enumerate(zip(kept, texts, languages, strict=True)):
        zone, item, repeats = draft.zone, draft.item, draft.repeats
        own: str | None = None
        if draft.level is not None and zone != "cover":
            while path and path[-1][0] >= draft.level:
                path.pop()
            number, items = None, ()
        elif zone in ("body", "annex", "table"):
            if draft.number:
                number, items = draft.number, ()
            if item:
                items = nested_item(item, items)
            own, item = number, " ".join(items) if items else None
        elif zone in ("footnote", "endnote") and draft.note and not repeats:
            repeats = is_repeat(text, cited.block_of(draft.note, start, blocks, texts), language)
        headings = () if zone in _OUTSIDE else tuple(title for _, title, _ in path)
        section = next((answers for *_, answers in reversed(path) if answers), None) if headings else None
        level = draft.level if zone != "cover" else None
        if level is not None:
            section = answered(text) or section
            path.append((level, text, answered(text)))
        blocks.append(
            Block(index, zone, start, end, own, item, headings, level, draft.note, repeats, section, language)
        )
    return blocks


class _Citations:
    """Finds the text that cites a note: the nearest one before the note that has its label as a marker."""

    def __init__(self, markers: Sequence[NoteMarker]) -> None:
        self._offsets: dict[str, list[int]] = {}
        for marker in markers:
            self._offsets.setdefault(marker.label, []).append(marker.offset)

    def block_of(self, label: str, before: int, blocks: Sequence[Block], texts: Sequence[str]) -> str:
        """The text of the block that cites the note `label`, which stands at offset `before`; or ""."""

        offsets = self._offsets.get(label, [])
        found = bisect_left(offsets, before) - 1
        if found < 0:
            return ""
        position = bisect_right(blocks, offsets[found], key=lambda block: block.start) - 1
        return texts[position] if position >= 0 else ""


def _foreign(
    blocks: Sequence[Block], texts: Sequence[str], main: str, segments: Sequence[Segment]
) -> list[ReadWarning]:

    found = []
    for block, text in zip(blocks, texts, strict=True):
        if block.language and block.language != main:
            segment = segments[bisect_right(segments, block.start, key=lambda one: one.start) - 1]
            words = language_words().get(block.language)
            where = f"paragraph {block.number}" if block.number else f'the text "{text[:40]}..."'
            message = f"{where} is in {words.name if words else block.language}, not in the report's language"
            found.append(ReadWarning("foreign-paragraph", message, segment.page or None))
    return found


def _cover(drafts: Sequence[Draft]) -> Cover:
    first = [draft for draft in drafts if draft.zone == "cover"]
    titles = [draft.text for draft in first if draft.level is not None]
    headers = [draft.text for draft in drafts if draft.zone == "running_header"]
    if not first:
        first = list(drafts[:_COVER_DRAFTS])
    lines = [piece.text for draft in first for piece in draft.pieces]
    return read_cover(lines, headers, titles[0] if titles else None)
