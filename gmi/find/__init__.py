"""find: a Document becomes Mentions."""

import numpy as np

from gmi.find.mentions import Mention, Mentions
from gmi.find.pipeline import (
    ACTIONS,
    BLOCKS,
    CONTEXTS,
    SENTENCES,
    build_pipeline,
    matches_of,
)
from gmi.find.tokens import Tokens
from gmi.lexicon.model import Lexicon
from gmi.read.document import Document

__all__ = ["build_pipeline", "find"]


def find(document: Document, lexicon: Lexicon) -> Mentions:
    """Find the lexicon's words in a document, with their places and contexts."""
    nlp = build_pipeline(lexicon)
    doc = nlp.make_doc(document.text)
    doc.user_data[BLOCKS] = document.blocks
    for _, component in nlp.pipeline:
        doc = component(doc)
    sentences = doc.user_data[SENTENCES]
    tokens = Tokens.of(doc, sentences)
    flags: dict[tuple[str, int, int, str], tuple[str, ...]] = doc.user_data[CONTEXTS]
    of_block = [_block_flags(document, index) for index in range(len(document.blocks))]
    matches = matches_of(doc)
    starts = tokens.starts[[m.start for m in matches]].tolist() if matches else []
    ends = tokens.ends[[m.end - 1 for m in matches]].tolist() if matches else []
    in_sentence = np.searchsorted([s.start for s in sentences], starts, side="right") - 1
    text, mentions = document.text, []
    for match, start, end, sentence in zip(matches, starts, ends, in_sentence.tolist(), strict=True):
        target = match.target
        block = sentences[sentence].block
        own = flags.get((target.group, match.start, match.end, target.category), ())
        mentions.append(
            Mention(
                target.group,
                target.category,
                target.term,
                text[start:end],
                start,
                end,
                document.page_at(start),
                block,
                sentence,
                tuple(sorted({*own, *of_block[block]})) if of_block[block] else own,
            )
        )
    bounds = np.array([(block.start, block.end) for block in document.blocks], dtype=np.int64).reshape(-1, 2)
    words = tokens.words_between(bounds[:, 0], bounds[:, 1]).tolist()
    return Mentions(tuple(mentions), sentences, doc.user_data[ACTIONS], tuple(words))


def _block_flags(document: Document, index: int) -> tuple[str, ...]:
    """What a whole block lends its mentions."""
    block = document.blocks[index]
    foreign = block.language not in (None, document.language)
    return ("foreign_language",) * foreign + ("repeat",) * block.repeats
