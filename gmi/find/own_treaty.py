""" "Article 7 of the Convention", and in a heading "(article 7)": in a report to a treaty body, the treaty
that this body monitors.

Which instruments these are, and how their articles are then written, is the lexicon's (`body` and `own` in
instruments.toml); whom the report is for, its cover says.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from gmi.find.mentions import Mention, Sentence
from gmi.lexicon.model import Instrument, Lexicon
from gmi.lexicon.term import fold, forms, variants
from gmi.read.document import Document

_next_word = re.compile(r" (\w+)").match
_article = re.compile(r"(\w+\.?) (\d+) ").match
_number = re.compile(r"\d+")


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


def with_articles_in_headings(
    mentions: tuple[Mention, ...],
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    body: str,
    document: Document,
) -> tuple[Mention, ...]:
    """The mentions, in order of their places, with the articles that headings name: reports follow their
    treaty, "J. Domestic work (article 25; reply to paragraph 17)". Not in a heading that names an instrument
    of another body, and not where words go on: "article 25 of the Constitution"."""
    own = {one.id: one.own for one in lexicon.instruments if one.own and one.body == body}
    articles = _articles(tuple(own.items()))
    bodies = {one.id: one.body for one in lexicon.instruments}
    others = {m.block for m in mentions if m.group == "instrument" and bodies[m.category] != body}
    # "articles 16 and 17", "arts. 8, 9 and 10": what stands between numbers is short, and no other clause.
    heads = "|".join(map(re.escape, {head for head, _ in articles}))
    listed = re.compile(rf"\b(?i:{heads}) \d+(?:[^\dA-Z.;:()]{{1,8}}\d+)*")
    starts = [sentence.start for sentence in sentences]
    found = []
    for block in document.blocks:
        if block.zone != "heading" or block.index in others:
            continue
        for place in listed.finditer(document.text, block.start, block.end):
            behind = document.text[place.end() : block.end].lstrip()
            head = place[0].partition(" ")[0].lower()
            for number in () if behind[:1].islower() else _number.findall(place[0]):
                if id_ := articles.get((head, number)):
                    sentence = bisect_right(starts, place.start()) - 1
                    page = document.page_at(place.start())
                    where = (place[0], place.start(), place.end(), page, block.index, sentence)
                    found.append(Mention("instrument", id_, own[id_][0], *where))
    return tuple(sorted((*mentions, *found), key=lambda one: one.start)) if found else mentions


@lru_cache(maxsize=8)
def _articles(own: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[tuple[str, str], str]:
    """The ids of a treaty's articles by how their `own` terms begin: ("art.", "25"). Terms are written out
    once for all reports: that takes longer than to look through a report's headings."""
    begins = ((id_, _article(form)) for id_, terms in own for term in terms for form in forms(term))
    return {(found[1].lower(), found[2]): id_ for id_, found in begins if found}
