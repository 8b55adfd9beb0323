"""The spaCy pipeline: a blank language with gmi's own components, each a registered factory.

    gmi_sentences   sets sentence starts inside the blocks
    gmi_mentions    puts matches into doc.spans, by group: label is the category, id the term
    gmi_context     says what each mention stands in
    gmi_actions     finds action statements

The components' config carries the lexicon itself as JSON, so that a pipeline saved to disk finds the same
words wherever it is loaded. What doesn't fit a span is kept in `doc.user_data` as plain lists, which survive
`Doc.to_bytes` and DocBin with `store_user_data=True`:

    gmi_blocks      [start, end] of each block; set it before the components run, or the text is one block
    gmi_words       words in each block
    gmi_sentences   [start, end, block, words] of each sentence
    gmi_contexts    flags of each mention, in the order of `mentions_of(doc)`
    gmi_actions     [sentence, groups, strength, tense, affirmed, kinds, cue] of each action statement
"""

from collections.abc import Sequence
from functools import cache, lru_cache
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
from gmi.find.tokenizer import text_of
from gmi.find.tokens import Tokens
from gmi.lexicon.model import Lexicon
from gmi.records import maker

_sentence = maker(Sentence)

BLOCKS = "gmi_blocks"
WORDS = "gmi_words"
SENTENCES = "gmi_sentences"
CONTEXTS = "gmi_contexts"
ACTIONS = "gmi_actions"
# What one component leaves for the next, and the last takes away.
TOKENS = "gmi_tokens"
MENTIONS = "gmi_mentions"
_CUES = "gmi_cues"


def build_pipeline(lexicon: Lexicon, body: str = "") -> Language:
    """A pipeline that finds the lexicon's words in reports to a body; those of one lexicon are shared."""
    return _pipeline(lexicon.language, lexicon.as_json, body)


@lru_cache(maxsize=4)
def _pipeline(language: str, lexicon_json: str, body: str) -> Language:
    config = {"nlp": {"tokenizer": {"@tokenizers": "gmi_tokenizer"}}}
    nlp = spacy.blank(language, config=config)
    nlp.max_length = 1 << 40
    for name in ("gmi_sentences", "gmi_mentions", "gmi_context", "gmi_actions"):
        of_body = {"body": body} if name == "gmi_mentions" else {}
        nlp.add_pipe(name, config={"lexicon": lexicon_json, **of_body})
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


class Sentences(_Component):
    """Sets `is_sent_start`, "gmi_sentences" and "gmi_words"."""

    def __call__(self, doc: Doc) -> Doc:
        blocks = doc.user_data.setdefault(BLOCKS, [[0, len(text_of(doc))]])
        tokens = Tokens.of(doc).parted(blocks)
        spans = sentence_spans(text_of(doc), blocks, parse(self.lexicon).context.abbreviations)
        words = tokens.words_between([span[:2] for span in spans])
        sentences = tuple([_sentence((*span, number)) for span, number in zip(spans, words, strict=True)])
        tokens = tokens.with_sentences(sentences)
        begins = np.full(len(doc), -1, dtype=np.int64)
        begins[tokens.sentence_first[tokens.sentence_first < len(doc)]] = 1
        doc.from_array([SENT_START], begins.astype(np.uint64))  # type: ignore[arg-type]
        doc.user_data[SENTENCES] = [list(sentence) for sentence in sentences]
        doc.user_data[WORDS] = tokens.words_between(blocks)
        doc.user_data[TOKENS] = tokens
        return doc


class MentionFinder(_Component):
    """Puts the mentions into `doc.spans`, one span group for each group of the lexicon."""

    def __init__(self, lexicon: str, body: str) -> None:
        super().__init__(lexicon)
        self.body = body

    def __call__(self, doc: Doc) -> Doc:
        tokens: Tokens = doc.user_data[TOKENS]
        groups: dict[str, list[Span]] = {}
        number = cache(doc.vocab.strings.add)
        matches = mention_matcher(self.lexicon, self.body)(tokens.types, tokens.words)
        doc.user_data[MENTIONS] = matches
        for start, end, (_, group, category, term) in matches:
            span = Span(doc, start, end, label=number(category), span_id=number(term))
            groups.setdefault(group, []).append(span)
        for group, spans in groups.items():
            doc.spans[group] = SpanGroup(doc, name=group, spans=spans)
        return doc


class ContextFlags(_Component):
    """Sets "gmi_contexts"."""

    def __call__(self, doc: Doc) -> Doc:
        tokens: Tokens = doc.user_data[TOKENS]
        mentions: list[Match] = doc.user_data.pop(MENTIONS)
        sentence_of = tokens.sentences_of([match.start for match in mentions])
        peoples = {group.id for group in parse(self.lexicon).groups}
        chosen = {s for s, m in zip(sentence_of, mentions, strict=True) if m.target.group in peoples}
        cues = cue_matcher(self.lexicon)(tokens.types, tokens.words, tokens.within(chosen))
        of_context = [cue for cue in cues if cue.target.group == "context"]
        doc.user_data[CONTEXTS] = contexts(
            tokens, mentions, sentence_of, of_context, parse(self.lexicon).context
        )
        doc.user_data[_CUES] = cues
        return doc


class ActionFinder(_Component):
    """Sets "gmi_actions": the action statements about rated groups."""

    def __call__(self, doc: Doc) -> Doc:
        tokens: Tokens = doc.user_data.pop(TOKENS)
        cues: Sequence[Match] = doc.user_data.pop(_CUES)
        lexicon = parse(self.lexicon)
        groups_of: dict[int, tuple[str, ...]] = {}
        for group in (group.id for group in lexicon.groups if group.rated):
            begins = [span.start for span in doc.spans[group]] if group in doc.spans else []
            for index in set(tokens.sentences_of(begins)):
                groups_of[index] = (*groups_of.get(index, ()), group)
        found = action_statements(tokens, dict(sorted(groups_of.items())), cues, lexicon.actions)
        doc.user_data[ACTIONS] = [
            [a.sentence, a.groups, a.strength, a.tense, a.affirmed, a.kinds, a.cue] for a in found
        ]
        return doc


@Language.factory("gmi_sentences")
def create_sentences(nlp: Language, name: str, lexicon: str) -> Sentences:
    del nlp, name
    return Sentences(lexicon)


@Language.factory("gmi_mentions", default_config={"body": ""})
def create_mentions(nlp: Language, name: str, lexicon: str, body: str) -> MentionFinder:
    del nlp, name
    return MentionFinder(lexicon, body)


@Language.factory("gmi_context")
def create_context(nlp: Language, name: str, lexicon: str) -> ContextFlags:
    del nlp, name
    return ContextFlags(lexicon)


@Language.factory("gmi_actions")
def create_actions(nlp: Language, name: str, lexicon: str) -> ActionFinder:
    del nlp, name
    return ActionFinder(lexicon)


def mentions_of(doc: Doc) -> list[Match]:
    """The mentions in `doc.spans`, in order of place."""
    found = [
        Match(span.start, span.end, Target(group, group, span.label_, span.id_))
        for group, spans in doc.spans.items()
        for span in spans
    ]
    found.sort(key=_order)
    return found


def _order(match: Match) -> tuple[int, int, Target]:
    return (match.start, match.end, match.target)
