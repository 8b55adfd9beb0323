"""find: a Document becomes Mentions."""

from typing import TYPE_CHECKING

from gmi.find.matcher import Match
from gmi.find.mentions import ActionStatement, Mention, Mentions
from gmi.find.own_treaty import addressee, with_articles_in_headings, without_others_articles
from gmi.lexicon.model import Lexicon
from gmi.read.document import Block, Document
from gmi.records import maker
from gmi.turns import in_turn

if TYPE_CHECKING:
    from spacy.language import Language

    from gmi.find.tokens import Tokens

__all__ = ["build_pipeline", "find"]

_mention = maker(Mention)
# Where words stand without sentences, so that no action can be read off them.
WITHOUT_SENTENCES = ("cover", "contents", "heading", "table", "running_header")


def build_pipeline(lexicon: Lexicon, body: str = "") -> "Language":
    """A spaCy pipeline that finds the lexicon's words; pipelines of one lexicon are shared.

    `body` is the treaty body that the texts are for: "the Convention" is then its own.
    """
    # spaCy takes half a second to import, and explaining a term does without it.
    from gmi.find import pipeline

    return pipeline.build_pipeline(lexicon, body)


@in_turn
def find(document: Document, lexicon: Lexicon) -> Mentions:
    """Find the lexicon's words in a document, with their places and contexts."""
    from gmi.find.pipeline import ACTIONS, BLOCKS, CONTEXTS, MENTIONS, TOKENS, WORDS

    body = addressee(document, lexicon)
    nlp = build_pipeline(lexicon, body)
    doc = nlp.make_doc(document.text)
    data = doc.user_data
    data[BLOCKS] = [[block.start, block.end] for block in document.blocks]
    for name, component in nlp.pipeline:
        doc = component(doc)
        if name == "gmi_mentions":
            # What the Doc holds as well, but would have to be asked for piece by piece.
            matches, tokens = data[MENTIONS], data[TOKENS]
    mentions = _mentions(document, tokens, matches, data[CONTEXTS])
    if body:
        mentions = without_others_articles(mentions, lexicon, body, document.text)
        mentions = with_articles_in_headings(mentions, tokens.sentences, lexicon, body, document)
    sentences = tokens.sentences
    actions = tuple(
        action
        for action in (ActionStatement(*found) for found in data[ACTIONS])
        if document.blocks[sentences[action.sentence].block].zone not in WITHOUT_SENTENCES
    )
    return Mentions(mentions, sentences, actions, tuple(data[WORDS]))


def _mentions(
    document: Document, tokens: "Tokens", matches: list[Match], contexts: list[list[str]]
) -> tuple[Mention, ...]:
    """Matches, in order of place, and their contexts as mentions of the document."""
    of_block = [_block_flags(block, document.language) for block in document.blocks]
    text, sentences, mentions = document.text, tokens.sentences, []
    starts = tokens.starts[[match.start for match in matches]].tolist()
    ends = tokens.ends[[match.end - 1 for match in matches]].tolist()
    inside = tokens.sentences_of([match.start for match in matches])
    places = zip(starts, ends, document.pages_at(starts), inside, strict=True)
    for match, flags, (start, end, page, sentence) in zip(matches, contexts, places, strict=True):
        _, group, category, term = match.target
        block = sentences[sentence].block
        own = tuple(sorted({*flags, *of_block[block]})) if flags or of_block[block] else ()
        mentions.append(
            _mention((group, category, term, text[start:end], start, end, page, block, sentence, own))
        )
    return tuple(mentions)


def _block_flags(block: Block, language: str) -> tuple[str, ...]:
    """What a whole block lends its mentions."""
    foreign = block.language not in (None, language)
    return ("foreign_language",) * foreign + ("repeat",) * block.repeats
