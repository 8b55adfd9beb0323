""" "Article 7 of the Convention": in a report to a treaty body, the treaty that this body monitors.

Which instruments these are, and how their articles are then written, is the lexicon's (`body` and `own` in
instruments.toml); whom the report is for, its cover says.
"""

import re

from gmi.find.mentions import Mention
from gmi.lexicon.model import Instrument, Lexicon
from gmi.lexicon.term import fold, variants
from gmi.read.document import Document

_next_word = re.compile(r" (\w+)").match


def addressee(document: Document, lexicon: Lexicon) -> str:
    """The treaty body that the document is for; "" where it has no instruments of its own in the lexicon."""
    body = document.cover.treaty_body.value if document.cover.treaty_body else ""
    return body if any(one.own and one.body == body for one in lexicon.instruments) else ""


def without_others_articles(
    mentions: tuple[Mention, ...], lexicon: Lexicon, body: str, text: str
) -> tuple[Mention, ...]:
    """The mentions, in order of their places in `text`, without articles of another treaty: where the
    paragraph has just named another Convention, "article 3 of the Convention" is that one's; and where the
    name goes on, "articles 3 and 4 of the Convention against Torture"."""
    instruments = {one.id: one for one in lexicon.instruments}
    kept: list[Mention] = []
    block, another = -1, ""
    for mention in mentions:
        if mention.block != block:
            block, another = mention.block, ""
        if mention.group == "instrument":
            instrument = instruments[mention.category]
            noun = mention.text.split()[-1].lower()
            own = mention.term in instrument.own
            if own and (noun in another or _goes_on(instrument, text, mention.end)):
                continue
            another = "" if instrument.body == body else instrument.name.lower()
        kept.append(mention)
    return tuple(kept)


def _goes_on(instrument: Instrument, text: str, end: int) -> bool:
    """Whether the word behind "the Convention", which ends at `end`, is that of another treaty's name: one
    with which the instrument's `except` phrases end."""
    found = _next_word(text, end)
    following = fold(found[1]) if found else ""
    return any(words[-1].text == following for phrase in instrument.excludes for words in variants(phrase))
