"""The governing action word of a sentence: what the State itself does.

Each action word is ranked by what stands before it; the best rank, and in it the first word, governs.
"""

from typing import NamedTuple

from gmi.find.clauses import COMMA
from gmi.find.levels import AUXILIARY_REACH, NO_ACTION, level_of, own_level
from gmi.find.matcher import Match
from gmi.find.reading import Reading
from gmi.find.subjects import is_anothers

# Ranks of action words, best first.
MAIN, DOUBTFUL, INITIAL_INFINITIVE, NAMED, SUBORDINATE, MENTIONED = range(6)
CONTINUING = "continuing"
# What the label of a list item ends with.
ITEM_ENDS = ")"
# How far behind "recommended" or "planned" a noun may stand that is what is recommended, in tokens.
NAMED_REACH = 3
# How far behind its verb what is punished may begin, in tokens: "prohibits all consensual homosexual acts".
ACT_REACH = 3


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
        if found >= rank or own_level(reading, cue) == NO_ACTION:
            continue
        if not _is_the_states(reading, cue, found):
            # What is subordinate to what others do is not the State's either.
            rank = min(rank, SUBORDINATE if found == MAIN else rank)
            continue
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


def _is_the_states(reading: Reading, cue: Match, rank: int) -> bool:
    """Whether the word tells what the State does, not others. What is asked for is always the State's."""
    return reading.request or rank == NAMED or _is_asked(reading, cue.start) or not is_anothers(reading, cue)


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
    if not reading.request and (_is_told_of(reading, cue) or _is_adverse(reading, cue)):
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
    doubtful = _is_doubtful(reading, cue)
    if doubtful and _is_subject(reading, cue):
        return MENTIONED
    if _is_subordinate(reading, cue.start) or (
        _is_cut_off(reading, cue.start) and reading.is_past(cue.start)
    ):
        return SUBORDINATE
    return DOUBTFUL if doubtful else MAIN


def _is_subject(reading: Reading, cue: Match) -> bool:
    """Whether what follows shows a noun: an auxiliary, a sign, nothing, or another verb and its "that".

    "Grants are tied", "four houses.", "records suggest that". In a report nobody asks with "Studies by".
    """
    following = reading.word(cue.end)
    auxiliary = any(tense.start == cue.end for tense in reading.of_group("tense"))
    if auxiliary or not following[:1].isalnum():
        return True
    if reading.request:
        return False
    if reading.opens(cue.start):
        noun = reading.words.third_person.fullmatch(reading.word(cue.start))
        return bool(noun) or reading.is_capital(cue.end)
    if reading.word(cue.end + 1) in reading.words.reporting_markers:
        return True
    if any(relative.start == cue.end for relative in reading.of("relative")):
        return True
    return _has_other_verb(reading, cue)


def _has_other_verb(reading: Reading, cue: Match) -> bool:
    """Whether the clause has its verb elsewhere: "has a health post", "grants for women are tied"."""
    words = reading.words
    followed = reading.word(cue.end) in words.prepositions
    for tense in reading.of_group("tense"):
        first, last = (tense.end, cue.start) if tense.end <= cue.start else (cue.end, tense.start)
        fits = tense.end <= cue.start or followed
        tied = any(reading.word(token) in words.conjunctions for token in range(first, last))
        apart = tied or reading.broken(first, last) or any(first <= r < last for r in reading.relatives)
        if fits and not apart and reading.word(tense.end - 1) in words.participle_auxiliaries:
            return True
    return False


def _is_in_name(reading: Reading, token: int) -> bool:
    """Whether the word has a capital inside a sentence that is not all in capitals: "Equal Pay Act"."""
    return reading.is_capital(token) and not reading.opens(token)


def _is_adjective(reading: Reading, cue: Match, before: int) -> bool:
    """Whether a single word behind "is" or "has" has no form of a verb: "is open", "has support"."""
    return cue.end == cue.start + 1 and not _fits(reading, before, cue.start)


def _fits(reading: Reading, auxiliary: int, token: int) -> bool:
    """Whether a token has the form that its auxiliary asks for: "has posted", but not "has a health post"."""
    asks = reading.word(auxiliary) in reading.words.participle_auxiliaries
    return not asks or reading.is_past(token) or reading.is_gerund(token)


def _is_told_of(reading: Reading, cue: Match) -> bool:
    """Whether the word stands in a source of what is said, "according to a study", or as what is feared or
    spared: "without being reported"."""
    before = reading.before(cue.start)
    if reading.is_gerund(before) and reading.word(before) in reading.words.participle_auxiliaries:
        return not any(tense.start <= before < tense.end for tense in reading.of_group("tense"))
    return any(
        source.start < cue.start and not reading.broken(source.end, cue.start)
        for source in reading.of("source")
    )


def _is_adverse(reading: Reading, cue: Match) -> bool:
    """Whether the word punishes what the named do, as its object or its subject: "prohibits homosexual acts",
    "abortion is a crime". A word inside of what is punished is no action either: "same-sex conduct"."""
    acts = reading.of("punished-acts")
    if any(act.start <= cue.start < act.end for act in acts):
        return True
    if not any(match.start <= cue.start < match.end for match in reading.of("punishing")):
        return False
    return any(
        0 <= act.start - cue.end < ACT_REACH
        or (act.end <= cue.start < act.end + AUXILIARY_REACH and not reading.broken(act.end, cue.start))
        for act in acts
    )


def _is_doubtful(reading: Reading, cue: Match) -> bool:
    """Whether the word may be a noun ("gender issues"), or opens the sentence as a participle.

    A report asks for nothing: what opens a sentence of it may be a noun, too.
    """
    token = cue.start
    noun = reading.word(token) in reading.words.doubtful and cue.end == token + 1
    if reading.opens(token):
        return reading.is_past(token) or (noun and not reading.request and _is_subject(reading, cue))
    return noun and not _has_auxiliary(reading, token)


def _is_asked(reading: Reading, token: int) -> bool:
    """Whether the clause before the token recommends: "urged the Government to", also before a quotation."""
    return any(
        cue.target.category == "recommended"
        and cue.end <= token
        and not reading.broken(cue.end, token, by_quotes=False)
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


def _is_cut_off(reading: Reading, token: int) -> bool:
    """Whether a comma stands before the token, or a bracket opens with it: "(revised in 2023)"."""
    return reading.word(reading.before(token)) == COMMA or reading.word(token - 1) == "("


def _auxiliary(reading: Reading, token: int) -> Match | None:
    """The cue of tense that ends shortly before the token and asks for its form."""
    for cue in reversed(reading.of_group("tense")):
        near = token - AUXILIARY_REACH < cue.end <= token and not _has_object(reading, cue.end, token)
        if near and not reading.has(COMMA, cue.end, token) and _fits(reading, cue.end - 1, token):
            return cue
    return None


def _has_object(reading: Reading, start: int, end: int) -> bool:
    """Whether a noun's phrase begins right behind an auxiliary: "have no rooms set apart"."""
    word, words = reading.word(start), reading.words
    return start < end and not reading.request and word in words.noun_markers - words.prepositions


def _has_auxiliary(reading: Reading, token: int) -> bool:
    """Whether the token has an auxiliary."""
    return _auxiliary(reading, token) is not None


def _is_subordinate(reading: Reading, token: int) -> bool:
    """Whether the token stands in a purpose or relative clause.

    Such a clause ends at a comma; without one, a second verb with an auxiliary is the main one again:
    "the law that punished women was repealed", "surgery that is not urgent was prohibited".
    """
    begins = [b for b in reading.subordinators if b < token and not reading.has(COMMA, b, token)]
    if not begins:
        return False
    auxiliary = _auxiliary(reading, token)
    if auxiliary is None:
        return True
    verbs = [*reading.actions, *(reading.of_group("tense") if not reading.request else ())]
    return not any(begins[-1] < cue.start < token and cue.end <= auxiliary.start for cue in verbs)


def _continued_by(reading: Reading, cue: Match) -> Match:
    """ "Continue and strengthen" asks for the second: the verb tied to one that continues."""
    if cue.target.category != CONTINUING or reading.word(cue.end) not in reading.words.conjunctions:
        return cue
    return next((c for c in reading.actions if reading.before(c.start) <= cue.end < c.start), cue)
