"""In what a mention stands: name of a body or instrument, quotation, negation, gap, list.

Which words deny, admit a gap or open a body's name is the lexicon's (context.toml); how far they reach is
told here. A negation or gap reaches to the ends of its clause; where clauses end, `gmi.find.clauses` tells.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby
from operator import itemgetter

from gmi.find.clauses import Clauses, SentenceCues
from gmi.find.matcher import Match
from gmi.find.names import BodyNames
from gmi.find.quotations import quotation_spans
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ContextLexicon

# Cues by where their mentions stand.
NEGATION_AROUND, NEGATION_AHEAD = "negator", "negator-ahead"
GAP_AROUND, GAP_AHEAD, GAP_BEHIND = "gap", "gap-after", "gap-before"
GAPS = (GAP_AROUND, GAP_AHEAD, GAP_BEHIND)
AHEAD_ONLY = (NEGATION_AHEAD, GAP_AHEAD)
BEHIND_ONLY = (GAP_BEHIND,)
# How far a mention may stand before its negation, in tokens, and behind it: subjects are the shorter.
REACH_BEHIND = 14
REACH_AHEAD = 20
# Mentions of these are no group's.
INSTRUMENT = "instrument"
NO_GROUPS = (INSTRUMENT, "area", "risk")


def contexts(
    tokens: Tokens,
    mentions: Sequence[Match],
    sentence_of: Sequence[int],
    cues: Sequence[Match],
    lexicon: ContextLexicon,
) -> list[tuple[str, ...]]:
    """Sorted flags of each mention, in order of `mentions`; () where there is nothing to say.

    `sentence_of` is the index into `tokens.sentences` of each mention; `cues` are the matches, in order of
    place, of the lexicon's context cues (category: the cue's id). Only mentions of a group get flags.
    """
    flags: list[tuple[str, ...]] = [()] * len(mentions)
    members = [(i, s) for i, s in enumerate(sentence_of) if mentions[i].target.group not in NO_GROUPS]
    instruments = Spans([(m.start, m.end) for m in mentions if m.target.group == INSTRUMENT])
    quoted = Spans(quotation_spans(tokens, [s for _, s in members]))
    joints, openers = frozenset(lexicon.list_joints), frozenset(lexicon.sentence_openers)
    cue_begins = [cue.start for cue in cues]
    for sentence, group in groupby(members, key=itemgetter(1)):
        first, last = int(tokens.sentence_first[sentence]), int(tokens.sentence_last[sentence])
        inside = SentenceCues(cues[bisect_left(cue_begins, first) : bisect_left(cue_begins, last)])
        names = BodyNames(tokens, first, last, inside, lexicon)
        clauses = Clauses(tokens, first, last, inside, joints, openers)
        denials = Denials(inside, clauses)
        for index, _ in group:
            mention = mentions[index]
            found = []
            if names.hold_whole(mention):
                found.append("body_name")
            elif instruments.cover(mention.start, mention.end):
                found.append("instrument_name")
            elif names.hold_part(mention):
                found.append("body_name")
            elif clauses.in_enumeration(mention.start, mention.end):
                found.append("list")
            found += denials.reaching(mention)
            if quoted and quoted.cover(int(tokens.starts[mention.start]), int(tokens.ends[mention.end - 1])):
                found.append("quotation")
            if found:
                flags[index] = tuple(sorted(found))
    return flags


class Spans:
    """Spans in order of their starts, that may overlap."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        # How far a span reaches that begins no later.
        self._reach = list(accumulate((stop for _, stop in spans), max))

    def __bool__(self) -> bool:
        return bool(self._starts)

    def cover(self, start: int, end: int) -> bool:
        """Whether one of the spans holds `start` to `end`."""
        position = bisect_right(self._starts, start)
        return position > 0 and self._reach[position - 1] >= end


class Denials:
    """The gaps and negations of one sentence."""

    def __init__(self, cues: SentenceCues, clauses: Clauses) -> None:
        self._clauses = clauses
        self._gaps = cues.of(*GAPS)
        # A negation that is part of a gap's own words is told by the gap.
        self._negations = [
            cue
            for cue in cues.of(NEGATION_AROUND, NEGATION_AHEAD)
            if not any(gap.start <= cue.start and cue.end <= gap.end for gap in self._gaps)
        ]

    def reaching(self, mention: Match) -> list[str]:
        """ "gap" where the sentence says that something for the mentioned is missing or was not done, and
        "negated" where a negation reaches the mention."""
        found = []
        if self._gaps and any(self._reaches(gap, mention) for gap in self._gaps):
            found.append("gap")
        if self._negations and any(self._reaches(negation, mention) for negation in self._negations):
            found.append("negated")
        return found

    def _reaches(self, cue: Match, mention: Match) -> bool:
        kind = cue.target.category
        return (kind not in BEHIND_ONLY and _follows(mention, cue, self._clauses)) or (
            kind not in AHEAD_ONLY and _precedes(mention, cue, self._clauses)
        )


def _follows(mention: Match, cue: Match, clauses: Clauses) -> bool:
    """Whether the mention follows the cue, or lies in it, in the same clause."""
    if cue.start <= mention.start < cue.end:
        return True
    gap = mention.start - cue.end
    return 0 <= gap < REACH_AHEAD and not clauses.broken(cue.end, mention.start)


def _precedes(mention: Match, cue: Match, clauses: Clauses) -> bool:
    """Whether the mention precedes the cue in the same clause, and not outside of its relative clause."""
    gap = cue.start - mention.end
    if not 0 <= gap < REACH_BEHIND or clauses.broken(mention.end, cue.start):
        return False
    return not clauses.in_relative(mention.end, cue.start)
