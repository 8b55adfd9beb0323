"""Whose action it is: the subject of an action word, or who stands behind its "by", where not the State.

A subject that the lexicon doesn't know is taken for the State, its law, or one of its bodies.
"""

from gmi.find.levels import AUXILIARY_REACH
from gmi.find.matcher import Match
from gmi.find.reading import HYPHEN, Reading

# Verbs with which persons tell what they are given: "women receive training".
BY_OBJECT = "by-object"
PERSONS, FACTS, EVENTS = "other-subject", "fact-subject", "event-subject"
# How far behind its verb, in tokens, "by" may stand: "given most often by women".
AGENT_REACH = 3
YEAR_DIGITS = 4


def is_anothers(reading: Reading, cue: Match) -> bool:
    """Whether what the action word tells was done by others than the State, or is a mere figure."""
    passive = any(
        # Its own first word, "violence is punishable", or before it.
        match.start == cue.start
        or (
            reading.is_past(cue.start)
            and cue.start - AUXILIARY_REACH < match.end <= cue.start
            and not reading.broken(match.end, cue.start)
        )
        for match in reading.of("passive")
    )
    if reading.is_past(cue.start) and _agent_is_another(reading, cue.end):
        return True
    start = _subject_start(reading, cue.start)
    if passive:
        head = _head(reading, start, cue.start)
        return _counts(reading, start, head) and _ends_at(reading, head, EVENTS)
    if cue.target.category == BY_OBJECT and not _ends_at(reading, _head(reading, start, cue.start), FACTS):
        return False
    if reading.word(start - 1) in reading.words.personal_relatives:
        return True
    head = _head(reading, start, cue.start)
    if head is None and start - 1 in reading.subordinators:
        # A relative clause without a subject of its own: what stands before it is.
        head = start - 2
    return _ends_at(reading, head, PERSONS, FACTS) or _is_number(reading, start, head)


def _agent_is_another(reading: Reading, end: int) -> bool:
    """Whether persons stand behind the "by" after a verb: "used by 3,415 migrants"."""
    for token in range(end, end + AGENT_REACH):
        if reading.word(token) in reading.words.agent_markers:
            return _ends_at(reading, _head(reading, token + 1, reading.last), PERSONS)
    return False


def _subject_start(reading: Reading, verb: int) -> int:
    """Where the phrase begins that may be the subject of a verb: behind the clause's start and a preposition
    that opens it, "In 2023 the inspectors fined", "Of the migrants registered"."""
    begins = [b + 1 for b in (*reading.subordinators, *reading.reported) if b < verb]
    start = max([reading.opening, reading.clause_start(verb), *begins])
    start = _behind_joint(reading, start, verb)
    return start + 1 if start < verb and reading.word(start) in reading.words.prepositions else start


def _behind_joint(reading: Reading, start: int, verb: int) -> int:
    """Where a second clause begins that "and" ties to the first: "the gap is wide and the State continues".

    It is a clause of its own where a verb stands before the joint, and more than adverbs behind it.
    """
    conjunctions = reading.words.conjunctions
    while start < verb and reading.word(start) in conjunctions:
        start += 1
    finite = [cue.start for cue in reading.of_group("tense") if start <= cue.start < verb]
    joints = [i for i in range(start, verb) if reading.word(i) in conjunctions and any(f < i for f in finite)]
    if joints and reading.before(verb) > joints[-1] and joints[-1] + 1 not in finite:
        return joints[-1] + 1
    return start


def _head(reading: Reading, start: int, end: int) -> int | None:
    """The head of the phrase that begins at a token and ends before another: its last word before a
    preposition, a sign or a verb. Of "half of the women" it is "women"."""
    verbs = {cue.start for cue in (*reading.of_group("tense"), *reading.of("relative"))}
    for token in range(start, end + 1):
        if _is_adverb(reading, token) or _tells_a_part(reading, token):
            continue
        if token == end or token in verbs or _ends_phrase(reading, token, start):
            while token - 1 > start and _is_adverb(reading, token - 1):
                token -= 1
            return token - 1 if token > start else None
    return None


def _tells_a_part(reading: Reading, token: int) -> bool:
    """Whether the token is the "of" of "half of the women", "14 of them"."""
    whole = reading.word(token - 1)
    part = whole in reading.words.partitives or whole[:1].isdigit()
    return part and reading.word(token) in reading.words.part_markers


def _ends_phrase(reading: Reading, token: int, start: int) -> bool:
    """Whether no token of a noun's phrase can stand here.

    A form of the past ends it, too, unless it can only be an adjective: "inspectors fined", but "the
    registered migrants".
    """
    word, words = reading.word(token), reading.words
    verb = token > start and reading.is_past(token) and reading.word(token - 1) not in words.noun_markers
    sign = not (word[:1].isalnum() or word == HYPHEN or word in words.noun_markers)
    return verb or sign or word in words.prepositions or word in words.conjunctions


def _is_adverb(reading: Reading, token: int) -> bool:
    """Whether the token has the form of an adverb and is neither a name, such as Assembly, nor "family"."""
    adverb = bool(reading.words.adverb.fullmatch(reading.word(token)))
    return adverb and not reading.is_capital(token) and not _ends_at(reading, token, PERSONS)


def _ends_at(reading: Reading, head: int | None, *ids: str) -> bool:
    """Whether a cue with one of the ids ends with the head."""
    return head is not None and any(cue.end == head + 1 for cue in reading.of(*ids))


def _counts(reading: Reading, start: int, head: int | None) -> bool:
    """Whether a number stands in the phrase."""
    return head is not None and any(reading.word(token)[:1].isdigit() for token in range(start, head))


def _is_number(reading: Reading, start: int, head: int | None) -> bool:
    """Whether the whole subject is a number of persons: "402 accepted the permit"."""
    word = reading.word(start)
    return head == start and word[:1].isdigit() and not (word.isdigit() and len(word) == YEAR_DIGITS)
