"""In what a mention stands: name of a body or instrument, quotation, negation, gap."""

from gmi.find.matcher import Match
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ContextLexicon


def contexts(
    tokens: Tokens,
    mentions: list[Match],
    sentence_of: list[int],
    cues: list[Match],
    lexicon: ContextLexicon,
) -> list[tuple[str, ...]]:
    """Flags of each mention, in order of `mentions`; () where there is nothing to say.

    `sentence_of` is the index into `tokens.sentences` of each mention; `cues` are the matches, in order of place, of
    the lexicon's context cues (group "context", category the cue's id) in sentences with a mention of a people.
    """
    inside = [(m.start, m.end) for m in mentions if m.target.group == "instrument"]
    return [
        ("instrument_name",)
        if m.target.group != "instrument" and any(a <= m.start and m.end <= b for a, b in inside)
        else ()
        for m in mentions
    ]
