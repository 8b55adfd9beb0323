"""Mentions, action statements and policy areas as rows that carry their place and their words."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from gmi.find.mentions import Mention, Mentions
from gmi.lexicon.applies import applies
from gmi.lexicon.model import Lexicon, Question
from gmi.lexicon.states import state_in_text
from gmi.measure.indicators import AreaIndicators, Indicators
from gmi.rate.assessment import (
    ActionRow,
    AreaRow,
    Citation,
    CitedInstrument,
    MentionRow,
    Named,
    Place,
)
from gmi.read.document import Block, Document
from gmi.records import frozen_maker

_mention_row = frozen_maker(MentionRow)


def place_of(document: Document, offset: int, block: Block) -> Place:
    """Where the character at `offset`, which stands in `block`, is to be found."""
    return Place(document.page_at(offset), block.label, block.heading_path, block.zone)


def mention_rows(document: Document, mentions: Mentions, counted: Iterable[bool]) -> tuple[MentionRow, ...]:
    """Every mention with its place and sentence, in the order of the text."""
    text, blocks, sentences = document.text, document.blocks, mentions.sentences
    labels = [block.label for block in blocks]
    spans = [""] * len(sentences)
    rows = []
    for mention, in_headline in zip(mentions.mentions, counted, strict=True):
        block = blocks[mention.block]
        if not spans[mention.sentence]:
            sentence = sentences[mention.sentence]
            spans[mention.sentence] = text[sentence.start : sentence.end]
        rows.append(
            _mention_row(
                mention.group,
                mention.category,
                mention.term,
                mention.text,
                mention.start,
                mention.end,
                mention.page,
                labels[mention.block],
                block.heading_path,
                block.zone,
                mention.contexts,
                in_headline,
                spans[mention.sentence],
            )
        )
    return tuple(rows)


def action_rows(document: Document, mentions: Mentions, counted: Iterable[bool]) -> tuple[ActionRow, ...]:
    """The action statements, in the order of the text, each with those of its groups that have a counted
    mention in the sentence: without any, the sentence is about a body or a treaty."""
    heard = {(m.group, m.sentence) for m, counts in zip(mentions.mentions, counted, strict=True) if counts}
    rows = []
    for action in mentions.actions:
        groups = tuple(group for group in action.groups if (group, action.sentence) in heard)
        if not groups:
            continue
        sentence = mentions.sentences[action.sentence]
        block = document.blocks[sentence.block]
        rows.append(
            ActionRow(
                groups=groups,
                strength=action.strength,
                tense=action.tense,
                affirmed=action.affirmed,
                kinds=action.kinds,
                cue=action.cue,
                place=place_of(document, sentence.start, block),
                sentence=document.text[sentence.start : sentence.end],
            )
        )
    return tuple(rows)


def area_rows(
    document: Document,
    lexicon: Lexicon,
    indicators: Indicators,
    cited: Iterable[CitedInstrument],
    subject: str,
) -> tuple[AreaRow, ...]:
    """Policy areas in lexicon order, with what each leaves out and what to ask about it.

    An instrument of another region than the State's, or of a later year than the report's, is left out
    nowhere: it does not apply.
    """
    state = state_in_text(document.cover, lexicon.language)
    first = {one.id: one.place for one in cited}
    risks = {risk.id: risk.name for risk in lexicon.risks}
    instruments = {instrument.id: instrument for instrument in lexicon.instruments}
    expected = {id_ for id_, one in instruments.items() if applies(one, document.cover, lexicon.language)}

    @cache
    def citation(instrument: str) -> Citation:
        entry = instruments[instrument]
        return Citation(instrument, entry.short, entry.name, first.get(instrument))

    rows = []
    for area, measured in zip(lexicon.areas, indicators.areas, strict=True):
        missing = tuple(i for i in measured.instruments_missing if i in expected)
        found = replace(measured, instruments_missing=missing)
        rows.append(
            AreaRow(
                area=area.id,
                name=area.name,
                present=found.paragraphs > 0,
                paragraphs=found.paragraphs,
                gendered=found.lenses.get("gender", 0),
                lgbtqia=found.lenses.get("lgbtqia", 0),
                migrant=found.lenses.get(subject, 0),
                risks_named=tuple(Named(r, risks[r]) for r in found.risks_named),
                risks_missing=tuple(Named(r, risks[r]) for r in found.risks_missing),
                instruments_cited=tuple(citation(i) for i in found.instruments_cited),
                instruments_missing=tuple(citation(i) for i in found.instruments_missing),
                questions=tuple(
                    question.ask.replace("{state}", state)
                    for question in area.questions
                    if _asks(question, found, subject)
                ),
                evidence=found.evidence,
            )
        )
    return tuple(rows)


def instrument_rows(
    document: Document, mentions: Mentions, lexicon: Lexicon, counted: tuple[bool, ...]
) -> tuple[CitedInstrument, ...]:
    """The instruments that are cited, in lexicon order."""
    found: dict[str, list[Mention]] = {}
    for mention, in_headline in zip(mentions.mentions, counted, strict=True):
        if mention.group == "instrument" and in_headline:
            found.setdefault(mention.category, []).append(mention)
    rows = []
    for one in lexicon.instruments:
        if cited := found.get(one.id):
            place = place_of(document, cited[0].start, document.blocks[cited[0].block])
            rows.append(CitedInstrument(one.id, one.short, one.name, len(cited), place))
    return tuple(rows)


def _asks(question: Question, found: AreaIndicators, subject: str) -> bool:
    """Whether the gap that a question asks about is there."""
    kind, _, which = question.when.partition(":")
    present = found.paragraphs > 0
    if kind == "always":
        return True
    if kind == "absent":
        return not present
    if kind == "risk":
        return which in found.risks_missing
    if kind == "instrument":
        return which in found.instruments_missing
    lens = {"no-gender": "gender", "no-lgbtqia": "lgbtqia", "no-migration": subject}[kind]
    return present and found.lenses.get(lens, 0) == 0
