"""In what a mention stands: name of a body or instrument, quotation, negation, gap, list.

Which words deny, admit a gap or open a body's name is the lexicon's (context.toml); how far they reach is
told here. A negation or gap reaches to the ends of its clause; where clauses end, `gmi.find.clauses` tells.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby

from gmi.find.clauses import Clauses, SentenceCues
from gmi.find.matcher import Match
from gmi.find.names import in_body_name
from gmi.find.quotations import quotation_spans
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ContextLexicon

# Cues by where their mentions stand.
NEGATION_AROUND, NEGATION_AHEAD = "negator", "negator-ahead"
GAP_AROUND, GAP_AHEAD, GAP_BEHIND = "gap", "gap-after", "gap-before"
GAPS = (GAP_AROUND, GAP_AHEAD, GAP_BEHIND)
# The longest instrument's title, in tokens, that may begin before a mention and cover it.
INSTRUMENTS_BACK = 4


def contexts(
    tokens: Tokens,
    mentions: Sequence[Match],
    sentence_of: Sequence[int],
    cues: Sequence[Match],
    lexicon: ContextLexicon,
) -> list[tuple[str, ...]]:
    """Sorted flags of each mention, in order of `mentions`; () where there is nothing to say.

    `sentence_of` is the index into `tokens.sentences` of each mention; `cues` are the matches, in order of
    place, of the lexicon's context cues (category: the cue's id). Instruments get no flags.
    """
    instruments = [m for m in mentions if m.target.group == "instrument"]
    begins = [m.start for m in instruments]
    cue_begins = [cue.start for cue in cues]
    quoted = quotation_spans(tokens, sentence_of)
    flags: list[tuple[str, ...]] = []
    for sentence, members in groupby(zip(mentions, sentence_of, strict=True), key=lambda pair: pair[1]):
        first, last = int(tokens.sentence_first[sentence]), int(tokens.sentence_last[sentence])
        inside = cues[bisect_left(cue_begins, first) : bisect_left(cue_begins, last)]
        reading = SentenceCues(inside)
        clauses = Clauses(tokens, first, last, reading, lexicon)
        for mention, _ in members:
            if mention.target.group == "instrument":
                flags.append(())
                continue
            found = []
            if in_body_name(tokens, mention, (first, last), reading, lexicon):
                found.append("body_name")
            if _in_gap(mention, reading, clauses):
                found.append("gap")
            if instruments and _inside(mention, instruments, begins):
                found.append("instrument_name")
            if "body_name" not in found and clauses.in_enumeration(mention):
                found.append("list")
            if _negated(mention, reading, clauses):
                found.append("negated")
            if quoted and _quoted(tokens, mention, quoted):
                found.append("quotation")
            flags.append(tuple(found))
    return flags


def _in_gap(mention: Match, cues: SentenceCues, clauses: Clauses) -> bool:
    """Whether the sentence says that something for the mentioned is missing or was not done."""
    return any(
        clauses.ahead(cue, mention) or (cue.target.category == GAP_AROUND and clauses.behind(cue, mention))
        for cue in cues.of(GAP_AROUND, GAP_AHEAD)
    ) or any(clauses.behind(cue, mention) for cue in cues.of(GAP_BEHIND))


def _negated(mention: Match, cues: SentenceCues, clauses: Clauses) -> bool:
    """Whether a negation, that is not part of a gap's own words, reaches the mention."""
    gaps = list(cues.of(*GAPS))
    for cue in cues.of(NEGATION_AROUND, NEGATION_AHEAD):
        if any(gap.start <= cue.start and cue.end <= gap.end for gap in gaps):
            continue
        if clauses.ahead(cue, mention):
            return True
        if cue.target.category == NEGATION_AROUND and clauses.behind(cue, mention):
            return True
    return False


def _inside(mention: Match, spans: Sequence[Match], begins: Sequence[int]) -> bool:
    """Whether a span that begins at or before the mention covers it."""
    position = bisect_right(begins, mention.start)
    return any(mention.end <= span.end for span in spans[max(0, position - INSTRUMENTS_BACK) : position])


def _quoted(tokens: Tokens, mention: Match, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether the mention lies inside quotation marks; `quoted` is in order of place."""
    start, end = int(tokens.starts[mention.start]), int(tokens.ends[mention.end - 1])
    position = bisect_right(quoted, (start, end)) - 1
    return any(a < start and end < b for a, b in quoted[max(0, position - 2) : position + 1])
