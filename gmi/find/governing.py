"""The governing action word of a sentence: what the State itself does.

Each action word is ranked by what stands before it; the best rank, and in it the first word, governs.
"""

from typing import NamedTuple

from gmi.find.clauses import COMMA
from gmi.find.levels import AUXILIARY_REACH, NO_ACTION, level_of, own_level
from gmi.find.matcher import Match
from gmi.find.reading import Reading

# Ranks of action words, best first.
MAIN, DOUBTFUL, INITIAL_INFINITIVE, NAMED, SUBORDINATE, MENTIONED = range(6)
CONTINUING = "continuing"
# What the label of a list item ends with.
ITEM_ENDS = ")"
# How far behind "recommended" or "planned" a noun may stand that is what is recommended, in tokens.
NAMED_REACH = 3


class Governing(NamedTuple):
    """The governing word and its strength.

    `named`: it is a noun; `predicate`: something is said of it; `imperative`: it opens the sentence;
    `infinitive`: it opens it as an infinitive; `subordinate`: it stands in a purpose or relative clause.
    """

    cue: Match
    level: int
    named: bool
    predicate: bool
    imperative: bool
    infinitive: bool
    subordinate: bool


def governing(reading: Reading) -> Governing | None:
    """The governing action word; None where the sentence has none.

    In a request, words that are only mentioned ("the programme to protect") will do where there is no other.
    """
    rank, chosen = MENTIONED if not reading.request else MENTIONED + 1, None
    for cue in reading.actions:
        found = _rank(reading, cue)
        if found < rank and own_level(reading, cue) != NO_ACTION:
            rank, chosen = found, cue
            if rank == MAIN:
                break
    if chosen is None:
        return None
    cue = _continued_by(reading, chosen)
    return Governing(
        cue,
        level_of(reading, cue),
        rank == NAMED,
        bool(reading.of("predicate")),
        reading.opens(cue.start),
        reading.word(reading.before(cue.start)) in reading.words.infinitive_markers and not reading.request,
        rank == SUBORDINATE,
    )


def _rank(reading: Reading, cue: Match) -> int:
    """How much an action word is the sentence's own; see the ranks above."""
    words = reading.words
    before = reading.before(cue.start)
    word = reading.word(before)
    governed = cue.start in reading.governors or before + 1 in reading.governors
    gerund = reading.is_gerund(cue.start)
    verbal = gerund and (governed or _has_auxiliary(reading, cue.start))
    if cue.target.category.endswith("-nouns") and not verbal:
        return _named_rank(reading, cue)
    if _is_in_name(reading, cue.start):
        return MENTIONED
    if governed:
        if _is_adjective(reading, cue, before):
            return MENTIONED
        return SUBORDINATE if _is_subordinate(reading, cue.start) else MAIN
    if word in words.infinitive_markers:
        if _is_asked(reading, cue.start):
            return MAIN
        if before != reading.opening:
            return MENTIONED
        # An item of a list, "(a) To open", says what is planned; else it may be a purpose.
        return MAIN if reading.word(reading.opening - 1) == ITEM_ENDS else INITIAL_INFINITIVE
    if word in words.noun_markers or (gerund and not verbal):
        return _named_rank(reading, cue)
    if _is_subordinate(reading, cue.start) or (word == COMMA and reading.is_past(cue.start)):
        return SUBORDINATE
    if not _is_doubtful(reading, cue.start):
        return MAIN
    return MENTIONED if _is_subject(reading, cue) else DOUBTFUL


def _is_subject(reading: Reading, cue: Match) -> bool:
    """Whether an auxiliary, a sign, or nothing follows the word: "grants are tied", "four houses."."""
    following = reading.word(cue.end)
    auxiliary = any(tense.start == cue.end for tense in reading.of_group("tense"))
    return auxiliary or not following[:1].isalnum()


def _is_in_name(reading: Reading, token: int) -> bool:
    """Whether the word has a capital inside a sentence that is not all in capitals: "Equal Pay Act"."""
    word = reading.tokens.word(token)
    return word[:1].isupper() and not word.isupper() and not reading.opens(token)


def _is_adjective(reading: Reading, cue: Match, before: int) -> bool:
    """Whether a single word behind "is" has no form of a verb: "is open"."""
    return (
        cue.end == cue.start + 1
        and any(passive.start == before for passive in reading.of("passive"))
        and not (reading.is_past(cue.start) or reading.is_gerund(cue.start))
    )


def _is_doubtful(reading: Reading, token: int) -> bool:
    """Whether the word may be a noun ("gender issues"), or opens the sentence as a participle."""
    if reading.opens(token):
        return reading.is_past(token)
    return reading.word(token) in reading.words.doubtful and not _has_auxiliary(reading, token)


def _is_asked(reading: Reading, token: int) -> bool:
    """Whether the clause before the token recommends: "urged the Government to"."""
    return any(
        cue.target.category == "recommended" and cue.end <= token and not reading.broken(cue.end, token)
        for cue in reading.of_group("tense")
    )


def _named_rank(reading: Reading, cue: Match) -> int:
    """A noun counts where it opens the sentence as a title does, is called for, or has a predicate."""
    words = reading.words
    title = (
        cue.start <= reading.opening + 1
        and reading.word(cue.start - 1) not in words.noun_markers
        and reading.word(cue.end) in words.noun_markers | words.infinitive_markers
    )
    asked = any(
        end <= cue.start <= end + NAMED_REACH
        for end, governor in reading.governors.items()
        if governor.target.category in ("recommended", "planned")
    )
    predicate = any(cue.end <= other.start for other in reading.of("predicate"))
    return NAMED if title or asked or predicate else MENTIONED


def _has_auxiliary(reading: Reading, token: int) -> bool:
    """Whether a cue of tense ends shortly before the token."""
    return any(
        token - AUXILIARY_REACH < cue.end <= token and not reading.has(COMMA, cue.end, token)
        for cue in reading.of_group("tense")
    )


def _is_subordinate(reading: Reading, token: int) -> bool:
    """Whether the token stands in a purpose or relative clause.

    Such a clause ends at a comma; without one, a second action word with an auxiliary is the main one again:
    "the law that punished women was repealed".
    """
    begins = [b for b in reading.subordinators if b < token and not reading.has(COMMA, b, token)]
    if not begins:
        return False
    another = any(begins[-1] < cue.start < token for cue in reading.actions)
    return not (another and _has_auxiliary(reading, token))


def _continued_by(reading: Reading, cue: Match) -> Match:
    """ "Continue and strengthen" asks for the second: the verb tied to one that continues."""
    if cue.target.category != CONTINUING or reading.word(cue.end) not in reading.words.conjunctions:
        return cue
    return next((c for c in reading.actions if reading.before(c.start) <= cue.end < c.start), cue)
