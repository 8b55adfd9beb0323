"""Codes texts by the thousand: as paragraphs of one document, which `find` reads in one go."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gmi import __version__
from gmi.code.codes import GroupCode, Reason, TextCode
from gmi.find import find
from gmi.find.about import SubjectFinder
from gmi.find.mentions import Mention
from gmi.find.recommendations import StrengthFinder
from gmi.lexicon import load
from gmi.lexicon.model import Lexicon
from gmi.measure.counting import apply_rule
from gmi.rate.profile import Counting, Profile, load_profile
from gmi.read.document import Block, Document
from gmi.read.language import paragraph_languages
from gmi.read.normalise import normalise

APART = "counted_apart"
_FEWEST_TEXTS = 3
_word = re.compile(r"[^\W\d_]{2,}").search
_blank_lines = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class Coder:
    """Codes texts with one lexicon and one counting rule. Reusable; coding keeps nothing of a text."""

    def __init__(self, lexicon: Lexicon | None = None, profile: Profile | None = None) -> None:
        self.lexicon = lexicon or load()
        self.profile = profile or load_profile()
        self._subjects = SubjectFinder(self.lexicon)
        self._strengths = StrengthFinder(self.lexicon)
        self._areas = {area.id: number for number, area in enumerate(self.lexicon.areas)}
        self._instruments = {one.id: number for number, one in enumerate(self.lexicon.instruments)}
        self._apart = {(g.id, c.id) for g in self.lexicon.groups for c in g.categories if not c.counted}
        self._nothing = {
            group.id: GroupCode(0, (), {c.id: 0 for c in group.categories}, {}, None)
            for group in self.lexicon.groups
        }

    @property
    def provenance(self) -> tuple[str, ...]:
        """What makes the codes, in lines: gmi, words and counting rule, with their versions and hashes."""
        lexicon, profile = self.lexicon, self.profile
        return (
            f"gmi {__version__}",
            f"lexicon {lexicon.name} {lexicon.version}, sha256 {lexicon.sha256}",
            f"profile {profile.name} {profile.version}, sha256 {profile.sha256}",
        )

    def __call__(self, texts: Sequence[str]) -> list[TextCode]:
        """The code of each text. A text without words, or in another language, gets no codes."""
        paragraphs = [_paragraphs(text) for text in texts]
        plain = [" ".join(parts) for parts in paragraphs]
        languages = paragraph_languages(plain, self.lexicon.language)
        codes = [
            TextCode(self._nothing, language=None if language == self.lexicon.language else language)
            for language in languages
        ]
        chosen = [i for i, text in enumerate(plain) if _word(text) and not codes[i].language]
        document, row_of_block = _document([paragraphs[i] for i in chosen], self.lexicon.language)
        rows = self._mentions(document, row_of_block, len(chosen))
        wanted = [plain[i] for i in chosen]
        subjects = self._subjects.many(wanted)
        strengths = self._strengths(wanted)
        for i, row, about, strength in zip(chosen, rows, subjects, strengths, strict=True):
            codes[i] = self._code(row, {subject.id: subject.reason for subject in about}, strength)
        return codes

    def _mentions(self, document: Document, row_of_block: Sequence[int], rows: int) -> list[list[Mention]]:
        """The mentions of each text that the counting rule counts, or that are counted apart."""
        found: list[list[Mention]] = [[] for _ in range(rows)]
        for mention in _counted(document, self.lexicon, self.profile.counting):
            found[row_of_block[mention.block]].append(mention)
        return found

    def _code(self, mentions: Sequence[Mention], about: dict[str, Reason], strength: int) -> TextCode:
        """The code of a text with these mentions, which is `about` these groups and areas."""
        of: dict[str, list[Mention]] = {}
        for mention in mentions:
            of.setdefault(mention.group, []).append(mention)
        groups = {
            id_: replace(self._group(id_, of[id_]) if id_ in of else nothing, about=about.get(id_))
            if id_ in of or id_ in about
            else nothing
            for id_, nothing in self._nothing.items()
        }
        return TextCode(
            groups,
            _ids(of.get("area", ()), self._areas),
            tuple(id_ for id_ in self._areas if id_ in about),
            _ids(of.get("instrument", ()), self._instruments),
            strength,
        )

    def _group(self, group: str, mentions: Sequence[Mention]) -> GroupCode:
        """The code of a group that is mentioned; whether the text is about it is still open."""
        categories = dict(self._nothing[group].categories)
        words: dict[str, list[str]] = {}
        for mention in mentions:
            categories[mention.category] += 1
            words.setdefault(mention.category, []).append(_written(mention))
        counted = [mention for mention in mentions if (group, mention.category) not in self._apart]
        return GroupCode(
            len(counted),
            tuple(dict.fromkeys(map(_written, counted))),
            categories,
            {category: tuple(dict.fromkeys(found)) for category, found in words.items()},
            None,
        )


def language_of(texts: Sequence[str]) -> str | None:
    """The language of most of the texts (ISO 639-1); None where too few are long enough to tell."""
    known = Counter(language for language in paragraph_languages(texts) if language)
    for language, number in known.most_common(1):
        if number >= _FEWEST_TEXTS and number > known.total() / 2:
            return language
    return None


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, written as the readers of reports write them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [normalise(" ".join(part.split()))[0] for part in _blank_lines.split(text)]


def _document(texts: Sequence[Sequence[str]], language: str) -> tuple[Document, list[int]]:
    """A document with a block for each paragraph of each text, and of which text each block is."""
    parts = [(row, part) for row, paragraphs in enumerate(texts) for part in paragraphs if part]
    blocks, start = [], 0
    for number, (_, part) in enumerate(parts):
        blocks.append(Block(number, "body", start, start + len(part), language=language))
        start += len(part) + 1
    text = "\n".join(part for _, part in parts)
    document = Document("", "", "text", "text", text, tuple(blocks), (), (), language)
    return document, [row for row, _ in parts]


def _counted(document: Document, lexicon: Lexicon, counting: Counting) -> Iterator[Mention]:
    """The mentions that the rule counts, and those of categories that are counted apart."""
    mentions = find(document, lexicon)
    counted = apply_rule(
        document, mentions, lexicon, counting.leave_out_zones, counting.leave_out_contexts, counting.subject
    )
    for mention, reason in zip(mentions.mentions, counted.reason, strict=True):
        if reason is None or reason == APART:
            yield mention


def _written(mention: Mention) -> str:
    """The mention's words as they are listed."""
    return " ".join(mention.text.lower().split())


def _ids(mentions: Sequence[Mention], order: dict[str, int]) -> tuple[str, ...]:
    """The different ids that are mentioned, in the lexicon's order."""
    return tuple(sorted({mention.category for mention in mentions}, key=order.__getitem__))
