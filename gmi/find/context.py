"""In what a mention stands: name of a body or instrument, quotation, negation, gap.

Which words open a body's name or deny something is the lexicon's; the scopes are here.
"""

from bisect import bisect_left
from collections.abc import Sequence

from gmi.find.matcher import Match
from gmi.find.tokens import Tokens

# How far from its cue a mention is still denied, or missing: in tokens, inside the sentence.
NEGATION_REACH = 3
GAP_REACH = 12
LONGEST_NAME = 14
QUOTES = ('"', "\u201c", "\u201d", "\u00ab", "\u00bb")


def contexts(
    tokens: Tokens,
    mentions: Sequence[Match],
    sentence_of: Sequence[int],
    cues: Sequence[Match],
) -> list[tuple[str, ...]]:
    """Flags of each mention, in order of `mentions`; () where there is nothing to say.

    `sentence_of` is the index into `tokens.sentences` of each mention; `cues` are the matches, in order of
    place, of the lexicon's context cues (group "context", category the cue's id).
    """
    instruments = [m for m in mentions if m.target.group == "instrument"]
    instrument_begins = [m.start for m in instruments]
    cue_begins = [cue.start for cue in cues]
    quotes = tokens.where(QUOTES)
    flags = []
    for mention, sentence in zip(mentions, sentence_of, strict=True):
        if mention.target.group == "instrument":
            flags.append(())
            continue
        first, last = int(tokens.sentence_first[sentence]), int(tokens.sentence_last[sentence])
        around = cues[bisect_left(cue_begins, first) : bisect_left(cue_begins, last)]
        found = []
        if _in_body_name(tokens, mention, around):
            found.append("body_name")
        if any(_within(mention, cue, GAP_REACH, 6) for cue in around if cue.target.category == "gap"):
            found.append("gap")
        if _in_any(mention, instruments, instrument_begins):
            found.append("instrument_name")
        if any(
            _within(mention, cue, NEGATION_REACH, 0) for cue in around if cue.target.category == "negator"
        ):
            found.append("negated")
        if _in_quotation(quotes, mention, first, last):
            found.append("quotation")
        flags.append(tuple(found))
    return flags


def _in_any(mention: Match, spans: Sequence[Match], begins: Sequence[int]) -> bool:
    """Whether a span that begins at or before the mention covers it."""
    position = bisect_left(begins, mention.start + 1)
    return any(mention.end <= span.end for span in spans[max(0, position - 3) : position])


def _within(mention: Match, cue: Match, before: int, behind: int) -> bool:
    """Whether the mention follows the cue within `before` tokens, or the cue the mention within `behind`."""
    if cue.end <= mention.start:
        return mention.start - cue.end < before
    return 0 <= cue.start - mention.end < behind


def _in_body_name(tokens: Tokens, mention: Match, cues: Sequence[Match]) -> bool:
    """Whether the mention is part of a capitalised name with a body's head ("Ministry of Women")."""
    if any(
        c.target.category == "body-name" and c.start < mention.end and mention.start < c.end for c in cues
    ):
        return True
    if not _capital(tokens, mention.start):
        return False
    for cue in cues:
        if cue.target.category == "body-before" and cue.end <= mention.start <= cue.start + LONGEST_NAME:
            if _capital(tokens, cue.start) and _name_runs(tokens, cue.end, mention.start):
                return True
        elif cue.target.category == "body-after" and mention.end <= cue.start <= mention.end + LONGEST_NAME:
            if _capital(tokens, cue.start) and _name_runs(tokens, mention.end, cue.start):
                return True
    return False


def _capital(tokens: Tokens, token: int) -> bool:
    return tokens.word(token)[:1].isupper()


def _name_runs(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a name goes on from `start` to `end`: capitalised words, and short ones that join them."""
    for token in range(start, end):
        word = tokens.word(token)
        if word[:1].isalpha() and not word[:1].isupper() and len(word) > 3 and word != "against":
            return False
        if word in ".;:()":
            return False
    return True


def _in_quotation(quotes: Sequence[int], mention: Match, first: int, last: int) -> bool:
    """Whether quotation marks stand open at the mention and close after it, in its sentence."""
    opened = bisect_left(quotes, mention.start) - bisect_left(quotes, first)
    closes = bisect_left(quotes, last) > bisect_left(quotes, mention.end)
    return opened % 2 == 1 and closes
