""" "Article 7 of the Convention": in a report to a treaty body, the treaty that this body monitors.

Which instruments these are, and how their articles are then written, is the lexicon's (`body` and `own` in
instruments.toml); whom the report is for, its cover says.
"""

from gmi.find.mentions import Mention
from gmi.lexicon.model import Lexicon
from gmi.read.document import Document


def addressee(document: Document, lexicon: Lexicon) -> str:
    """The treaty body that the document is for; "" where it has no instruments of its own in the lexicon."""
    body = document.cover.treaty_body.value if document.cover.treaty_body else ""
    return body if any(one.own and one.body == body for one in lexicon.instruments) else ""


def without_others_articles(
    mentions: tuple[Mention, ...], lexicon: Lexicon, body: str
) -> tuple[Mention, ...]:
    """The mentions, in order of place, without articles of another treaty: where the paragraph has just named
    another Convention, "article 3 of the Convention" is that one's."""
    instruments = {one.id: one for one in lexicon.instruments}
    kept: list[Mention] = []
    block, another = -1, ""
    for mention in mentions:
        if mention.block != block:
            block, another = mention.block, ""
        if mention.group == "instrument":
            instrument = instruments[mention.category]
            noun = mention.text.split()[-1].lower()
            if mention.term in instrument.own and noun in another:
                continue
            another = "" if instrument.body == body else instrument.name.lower()
        kept.append(mention)
    return tuple(kept)
