"""The spaCy pipeline: a blank language with gmi's own components, each a registered factory.

    gmi_sentences   sets sentence starts inside the blocks
    gmi_mentions    puts matches into doc.spans, by group: label is the category, id the term
    gmi_context     flags what each mention stands in
    gmi_actions     finds action statements

The components' config carries the lexicon itself as JSON, so that a pipeline saved to disk finds the same words
wherever it is loaded. A text made of blocks brings them as `doc.user_data["gmi_blocks"]`; without it the
whole text is one block. What doesn't fit a span is kept in `doc.user_data` under "gmi_..." keys.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from gmi.find.actions import action_statements
from gmi.find.context import contexts
from gmi.find.matcher import Match, Target
from gmi.find.mentions import Sentence
from gmi.find.rules import cue_matcher, mention_matcher, parse
from gmi.find.sentences import sentence_spans
from gmi.find.tokenizer import create_tokenizer, text_of
from gmi.find.tokens import Tokens
from gmi.lexicon.model import Lexicon
from gmi.read.document import Block

BLOCKS = "gmi_blocks"
SENTENCES = "gmi_sentences"
CONTEXTS = "gmi_contexts"
ACTIONS = "gmi_actions"
_TOKENS = "gmi_tokens"


def build_pipeline(lexicon: Lexicon) -> Language:
    """A pipeline that finds the lexicon's words; pipelines of one lexicon are shared."""
    return _pipeline(lexicon.language, lexicon.model_dump_json(by_alias=True))


@lru_cache(maxsize=4)
def _pipeline(language: str, lexicon_json: str) -> Language:
    config = {"nlp": {"tokenizer": {"@tokenizers": "gmi_tokenizer"}}}
    nlp = spacy.blank(language, config=config)
    nlp.max_length = 1 << 40
    for name in ("gmi_sentences", "gmi_mentions", "gmi_context", "gmi_actions"):
        nlp.add_pipe(name, config={"lexicon": lexicon_json})
    return nlp


class _Component:
    """A step that has the lexicon; spaCy saves it by its config, so it keeps nothing of its own."""

    def __init__(self, lexicon: str) -> None:
        self.lexicon = lexicon

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "_Component":
        return self

    def to_disk(self, _path: Any, **_: Any) -> None: ...

    def from_disk(self, _path: Any, **_: Any) -> "_Component":
        return self


@Language.factory("gmi_sentences")
class Sentences(_Component):
    """Sets `is_sent_start`, and `doc.user_data["gmi_sentences"]` as (start, end, block, words)."""

    def __init__(self, nlp: Language, name: str, lexicon: str) -> None:
        super().__init__(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        blocks = blocks_of(doc)
        spans = sentence_spans(text_of(doc), blocks, parse(self.lexicon).context.abbreviations)
        tokens = Tokens.of(doc)
        bounds = np.array([span[:2] for span in spans], dtype=np.int64).reshape(-1, 2)
        words = tokens.words_between(bounds[:, 0], bounds[:, 1]).tolist()
        sentences = tuple(
            Sentence(start, end, block, number)
            for (start, end, block), number in zip(spans, words, strict=True)
        )
        tokens = Tokens(tokens.text, tokens.words, tokens.types, tokens.starts, tokens.ends, sentences)
        begins = np.full(len(doc), -1, dtype=np.int64)
        begins[tokens.sentence_first] = 1
        doc.from_array([SENT_START], begins.astype(np.uint64))
        doc.user_data[SENTENCES] = sentences
        doc.user_data[_TOKENS] = tokens
        return doc


@Language.factory("gmi_mentions")
class MentionFinder(_Component):
    """Puts the mentions into `doc.spans`, one span group for each group of the lexicon."""

    def __init__(self, nlp: Language, name: str, lexicon: str) -> None:
        super().__init__(lexicon)
        self._matcher = mention_matcher(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        tokens = tokens_of(doc)
        groups: dict[str, list[Span]] = {}
        for match in self._matcher(tokens.types, tokens.words):
            target = match.target
            span = Span(doc, match.start, match.end, label=target.category, span_id=target.term)
            groups.setdefault(target.group, []).append(span)
        for group, spans in groups.items():
            doc.spans[group] = SpanGroup(doc, name=group, spans=spans)
        return doc


@Language.factory("gmi_context")
class ContextFlags(_Component):
    """Sets `doc.user_data["gmi_contexts"]`: flags by (group, first token, token after the last, category)."""

    def __init__(self, nlp: Language, name: str, lexicon: str) -> None:
        super().__init__(lexicon)
        self._cues = cue_matcher(lexicon)
        self._peoples = {group.id for group in parse(lexicon).groups}

    def __call__(self, doc: Doc) -> Doc:
        tokens, mentions = tokens_of(doc), matches_of(doc)
        sentence_of = sentence_indices(tokens, mentions)
        chosen = {s for s, m in zip(sentence_of, mentions, strict=True) if m.target.group in self._peoples}
        cues = self._cues(tokens.types, tokens.words, _within(tokens, chosen))
        doc.user_data[_TOKENS + "_cues"] = cues
        context_cues = [cue for cue in cues if cue.target.group == "context"]
        flags = contexts(tokens, mentions, sentence_of, context_cues)
        doc.user_data[CONTEXTS] = {
            (m.target.group, m.start, m.end, m.target.category): found
            for m, found in zip(mentions, flags, strict=True)
            if found
        }
        return doc


@Language.factory("gmi_actions")
class ActionFinder(_Component):
    """Sets `doc.user_data["gmi_actions"]`: the action statements about rated groups."""

    def __init__(self, nlp: Language, name: str, lexicon: str) -> None:
        super().__init__(lexicon)
        self._rated = [group.id for group in parse(lexicon).groups if group.rated]

    def __call__(self, doc: Doc) -> Doc:
        tokens = tokens_of(doc)
        groups_of: dict[int, tuple[str, ...]] = {}
        for group in self._rated:
            for index in set(sentence_indices(tokens, matches_of(doc, group))):
                groups_of[index] = (*groups_of.get(index, ()), group)
        cues = doc.user_data.pop(_TOKENS + "_cues", [])
        actions = parse(self.lexicon).actions
        doc.user_data[ACTIONS] = action_statements(tokens, dict(sorted(groups_of.items())), cues, actions)
        del doc.user_data[_TOKENS]
        return doc


def blocks_of(doc: Doc) -> tuple[Block, ...]:
    """The blocks of the text; the whole text as one where it came without."""
    blocks: tuple[Block, ...] = doc.user_data.get(BLOCKS) or (Block(0, "body", 0, len(text_of(doc))),)
    return blocks


def tokens_of(doc: Doc) -> Tokens:
    """The view of the Doc's tokens, made once and passed on between the components."""
    if _TOKENS not in doc.user_data:
        doc.user_data[_TOKENS] = Tokens.of(doc, doc.user_data.get(SENTENCES, ()))
    tokens: Tokens = doc.user_data[_TOKENS]
    return tokens


def matches_of(doc: Doc, *groups: str) -> list[Match]:
    """The mentions in `doc.spans`, of the given groups or of all, in order of place."""
    found = [
        Match(span.start, span.end, Target(group, group, span.label_, span.id_))
        for group, spans in doc.spans.items()
        if not groups or group in groups
        for span in spans
    ]
    return sorted(found, key=lambda match: (match.start, match.end, match.target))


def sentence_indices(tokens: Tokens, matches: Sequence[Match]) -> list[int]:
    """The index of the sentence in which each match begins."""
    begins = np.array([match.start for match in matches], dtype=np.int64)
    indices: list[int] = (np.searchsorted(tokens.sentence_first, begins, side="right") - 1).tolist()
    return indices


def _within(tokens: Tokens, sentences: set[int]) -> np.ndarray:
    """Mask of the tokens in the given sentences."""
    mask = np.zeros(len(tokens), dtype=bool)
    first, last = tokens.sentence_first, tokens.sentence_last
    for index in sentences:
        mask[first[index] : last[index]] = True
    return mask
