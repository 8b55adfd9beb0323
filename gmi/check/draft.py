"""What a check knows of one draft: its assessment, and its text by paragraphs with what each carries."""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gmi.cache import Cache, key_of
from gmi.errors import GmiError
from gmi.flow import Options, score_report, under_name
from gmi.lexicon import load
from gmi.lexicon.model import Lexicon
from gmi.rate.assessment import Assessment, Place, Scored

if TYPE_CHECKING:
    from gmi.read.document import Document

KIND = "draft/2"
UNREAD = ("page-without-text", "garbled-page")
"""Codes of the warnings that name a page whose text was not read."""
_REMEDIES = {
    "Give its password with --password.": "Save it without a password.",
    "Mend it, or leave it out with --no-review.": "Mend it, or move it away.",
}
"""Remedies of readers that name options of gmi score, and what helps where there are no such options."""
_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence and where it stands. `line` is its line in the file, from 1, where the file has lines;
    `breaks` are the numbers of its words, from 0, that begin another one."""

    place: Place
    text: str
    line: int | None = None
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A coding unit: a numbered paragraph with its items, a table, a note; a heading is part of the next.

    `number` is the printed number ("14", "note 3"), `references` counts what the headline counts, by group
    and by "group/category"; `areas` are the policy areas that it treats. `foreign` says that it is in another
    language than the draft. `proper` is False for notes, the cover, contents and running headers.
    """

    number: str | None
    passages: tuple[Passage, ...]
    words: int
    references: dict[str, int]
    areas: tuple[str, ...]
    foreign: bool = False
    proper: bool = True

    @property
    def opening(self) -> Passage:
        """Its first sentence that is no heading."""
        return next((p for p in self.passages if p.place.zone != "heading"), self.passages[0])


@dataclass(frozen=True)
class Draft:
    """A draft as it was read and assessed. `path` is how it is called in results; `instruments` are the short
    names of those that it cites, by id."""

    path: str
    assessment: Assessment
    paragraphs: tuple[Paragraph, ...]
    instruments: dict[str, str]

    @cached_property
    def proper(self) -> tuple[Paragraph, ...]:
        """The paragraphs in which something can be required: those of the text itself, in its language."""
        return tuple(p for p in self.paragraphs if p.proper and not p.foreign)

    @property
    def unread_pages(self) -> tuple[int, ...]:
        """The pages whose text could not be read."""
        pages = {w.page for w in self.assessment.source.warnings if w.code in UNREAD and w.page}
        return tuple(sorted(pages))


@dataclass(frozen=True)
class _Kept:
    """A draft as the cache keeps it."""

    assessment: Assessment
    paragraphs: tuple[Paragraph, ...]
    instruments: dict[str, str]
    sha256: str


def read_draft(path: Path, name: str, options: Options, cache: Cache | None) -> Draft:
    """The draft at `path`, called `name`: out of the cache, or read and assessed. Raises GmiError."""
    content = _content(path, name)
    key = None
    if cache is not None:
        try:
            key = key_of(KIND, path, content, options)
        except OSError:
            key = None  # what can't be read for the key will be told by who needs it
    sha256 = hashlib.sha256(content).hexdigest()
    if cache is not None and key is not None and (kept := _loaded(cache.get(key), sha256)):
        return Draft(name, under_name(kept.assessment, path.name), kept.paragraphs, kept.instruments)
    try:
        scored = score_report(path, options)
    except GmiError as error:
        raise GmiError(error.what, _REMEDIES.get(error.remedy, error.remedy)) from error
    lexicon = load(scored.document.language, options.lexicon)
    cited = {m.category for m in scored.assessment.mentions if m.group == "instrument" and m.counted}
    instruments = {one.id: one.short for one in lexicon.instruments if one.id in cited}
    draft = Draft(name, scored.assessment, tuple(_paragraphs(scored, lexicon)), instruments)
    made = scored.assessment.provenance
    # What changed while it was read belongs to another key.
    as_keyed = made.file_sha256 == sha256 and made.lexicon_sha256 == lexicon.sha256
    if cache is not None and key is not None and as_keyed:
        cache.put(key, _adapter().dump_json(_Kept(draft.assessment, draft.paragraphs, instruments, sha256)))
    return draft


def _content(path: Path, name: str) -> bytes:
    """The bytes of the file called `name`, where it is one that can be read and not a stand-in for one."""
    if path.is_dir():
        raise GmiError(f"{name} is a folder.", "Name the files in it, or give patterns in `files`.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GmiError(f"Can't read {name}: {error.strerror}.", "Check the name and its place.") from error
    if content.startswith(_LFS):
        raise GmiError(f"{name}: is only a pointer to a file in Git LFS.", "Fetch it: git lfs pull.")
    return content


@lru_cache(maxsize=1)
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(_Kept)


def _loaded(value: bytes | None, sha256: str) -> _Kept | None:
    """What the cache kept, if it is a draft of this very file."""
    if value is None:
        return None
    try:
        kept: _Kept = _adapter().validate_json(value)
    except ValueError:
        return None
    same = kept.sha256 == sha256 == kept.assessment.provenance.file_sha256
    return kept if same else None


def _paragraphs(scored: Scored, lexicon: Lexicon) -> Iterator[Paragraph]:
    """The coding units of a scored report, as `gmi.measure.units` cuts them."""
    from gmi.measure.units import PARAGRAPH_ZONES, treated_areas, unit_map

    document, assessment = scored.document, scored.assessment
    blocks = document.blocks
    if not blocks:
        return
    units = unit_map(blocks)
    starts = [block.start for block in blocks]
    references: list[Counter[str]] = [Counter() for _ in units.paragraphs]
    named: list[tuple[int, str]] = []
    for mention in assessment.mentions:
        if mention.counted:
            block = bisect_right(starts, mention.start) - 1
            references[int(units.of_block[block])].update(
                (mention.group, f"{mention.group}/{mention.category}")
            )
            if mention.group == "area":
                named.append((block, mention.category))
    areas = treated_areas(blocks, named, [area.id for area in lexicon.areas], units)
    passages = _passages(scored, lexicon.context.abbreviations)
    unit_blocks: list[list[int]] = [[] for _ in units.paragraphs]
    for block_index, unit in enumerate(units.of_block.tolist()):
        unit_blocks[unit].append(block_index)
    for unit, own in enumerate(unit_blocks):
        body = [blocks[index] for index in own if blocks[index].zone != "heading"] or [blocks[own[0]]]
        yield Paragraph(
            number=body[0].number or body[0].label,
            passages=tuple(passage for index in own for passage in passages[index]),
            words=sum(len(passage.text.split()) for index in own for passage in passages[index]),
            references=dict(references[unit]),
            areas=tuple(area for area, mask in areas.items() if mask[unit]),
            foreign=body[0].language not in (None, document.language),
            proper=body[0].zone in PARAGRAPH_ZONES,
        )


def _passages(scored: Scored, abbreviations: tuple[str, ...]) -> list[list[Passage]]:
    """The sentences of each block, with their places."""
    from gmi.check.lines import line_finder
    from gmi.find.sentences import sentence_spans

    document = scored.document
    line_of = line_finder(scored.path, document.format)
    found: list[list[Passage]] = [[] for _ in document.blocks]
    spans = sentence_spans(document.text, [(b.start, b.end) for b in document.blocks], abbreviations)
    for start, end, index in spans:
        text = " ".join(document.text[start:end].split())
        if text or not found[index]:
            found[index].append(Passage(_place(document, start, index), text, *line_of(text)))
    return found


def _place(document: "Document", start: int, index: int) -> Place:
    from gmi.rate.rows import place_of

    return place_of(document, start, document.blocks[index])
