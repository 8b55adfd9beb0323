"""Names of bodies: capitalised words around a mention, with the head of a body's name among them."""

from gmi.find.clauses import SentenceCues
from gmi.find.matcher import Match
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ContextLexicon

# Marks that a name may hold: the apostrophe of a possessive, hyphens, a comma between its parts.
POSSESSIVE = frozenset(("'", "\u2019", "s", "-", "\u2010", "\u2011"))
COMMA = ","


def known_body(mention: Match, cues: SentenceCues) -> bool:
    """Whether the mention is in a body's name that the lexicon gives whole: "UN-Women"."""
    return any(c.start < mention.end and mention.start < c.end for c in cues.of("body-name"))


def in_body_name(
    tokens: Tokens,
    mention: Match,
    bounds: tuple[int, int],
    cues: SentenceCues,
    lexicon: ContextLexicon,
) -> bool:
    """Whether the mention is part of a body's name: "Ministry of Women", "Women's Bureau".

    `bounds` are the sentence's first token and the one after its last.
    """
    heads = {c.start for c in cues.of("body-head")}
    offices = {c.start for c in cues.of("body-office")}
    if not (heads or offices) or not tokens.word(mention.start)[:1].isupper():
        return False
    not_bodies = {c.start for c in cues.of("not-body")}
    return _head_before(tokens, mention.start, bounds[0], heads | offices, lexicon) or _head_behind(
        tokens, mention.end, bounds[1], heads, not_bodies, lexicon
    )


def _head_before(tokens: Tokens, start: int, first: int, heads: set[int], lexicon: ContextLexicon) -> bool:
    """Walk back over capitalised and joining words to a head."""
    for token in range(start - 1, first - 1, -1):
        word = tokens.word(token)
        if word[:1].isupper():
            if token in heads:
                return True
        elif word != COMMA and word not in POSSESSIVE and word not in lexicon.name_joints:
            return False
    return False


def _head_behind(
    tokens: Tokens,
    end: int,
    last: int,
    heads: set[int],
    not_bodies: set[int],
    lexicon: ContextLexicon,
) -> bool:
    """Walk on over capitalised words, and joints between two of them, to the last capitalised word."""
    found = False
    for token in range(end, last):
        word = tokens.word(token)
        if word[:1].isupper():
            if token in not_bodies:
                return False
            found = found or token in heads
        elif found or (word not in POSSESSIVE and word not in lexicon.list_joints and word != "&"):
            break
    return found
