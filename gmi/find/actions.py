"""Action statements: what the State does about a rated group, how strongly, and when.

A sentence's strength is that of its governing action word: the first that is said of the State itself and
not inside a purpose ("in order to protect"), a relative clause, or a noun phrase ("the review of"). Verbs
such as "adopt" and "provide" take it from their object. Which words these are is the lexicon's
(actions.toml); `gmi.find.governing` finds the governing word, and this module what is said of it.
"""

from bisect import bisect_left
from collections.abc import Sequence

from gmi.find.clauses import COMMA
from gmi.find.governing import Governing, governing
from gmi.find.matcher import Match
from gmi.find.mentions import ActionStatement, Tense
from gmi.find.reading import ActionWords, Reading
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ActionLexicon

TENSES: dict[str, Tense] = {
    "done": "done",
    "under-way": "under_way",
    "planned": "planned",
    "recommended": "recommended",
}
GAPS_BEFORE_ACTION = ("gap", "gap-after", "negator", "negator-ahead")
GAP_BEHIND = "gap-before"
GAPS = ("gap", "gap-after", "gap-before")
MINIMAL = 1
# How far before its verb, in tokens, an auxiliary may stand: "has, since 2015, also been".
AUXILIARY_REACH = 5
# How near before the main verb a denial inside a relative clause must stand to be the verb's own.
NEAR = 3
# A denial may follow its verb by this much: "contains no provisions".
DENIAL_REACH = 2


def action_statements(
    tokens: Tokens,
    groups_of: dict[int, tuple[str, ...]],
    cues: Sequence[Match],
    lexicon: ActionLexicon,
) -> tuple[ActionStatement, ...]:
    """The action statements among the sentences that hold a rated group, in the order of the text.

    `groups_of` maps a sentence (index into `tokens.sentences`) to the rated groups in it; `cues` are the
    matches, in order of place, of the lexicon's words in these sentences: those of context.toml too.
    """
    words = ActionWords.of(lexicon)
    begins = [cue.start for cue in cues]
    statements = []
    for sentence, groups in groups_of.items():
        first, last = int(tokens.sentence_first[sentence]), int(tokens.sentence_last[sentence])
        inside = cues[bisect_left(begins, first) : bisect_left(begins, last)]
        if inside:
            statement = _statement(Reading(tokens, first, last, inside, words), sentence, groups)
            if statement is not None:
                statements.append(statement)
    return tuple(statements)


def _statement(reading: Reading, sentence: int, groups: tuple[str, ...]) -> ActionStatement | None:
    """What one sentence says, or None where it tells of no action and admits no gap."""
    action = governing(reading)
    gap = next(iter(reading.of(*GAPS)), None)
    if action is None or (gap and action.subordinate and gap.end <= action.cue.start):
        # Of "they lack staff who have been trained" only the lack is the sentence's own.
        if gap is None:
            return None
        cue, strength, affirmed = gap, MINIMAL, False
        tense: Tense = "unstated"
    else:
        cue, strength = action.cue, action.level
        affirmed, tense = not _denied(reading, action), _tense(reading, action)
    tokens = reading.tokens
    return ActionStatement(
        sentence=sentence,
        groups=groups,
        strength=strength,
        tense=tense,
        affirmed=affirmed,
        kinds=tuple(sorted({match.target.category for match in reading.of_group("kind")})),
        cue=tokens.text[int(tokens.starts[cue.start]) : int(tokens.ends[cue.end - 1])],
    )


def _denied(reading: Reading, action: Governing) -> bool:
    """Whether a negation or gap stands before the action in its clause, or right behind it."""
    start, end = action.cue.start, action.cue.end
    for cue in reading.of(*GAPS_BEFORE_ACTION):
        if cue.start < start and not reading.broken(cue.end, start):
            elsewhere = any(begin < cue.start for begin in reading.subordinators)
            own = start - cue.end < NEAR and not any(
                cue.end < tense.start < start for tense in reading.of_group("tense")
            )
            if not elsewhere or action.subordinate or own:
                return True
        if end <= cue.start < end + DENIAL_REACH and not reading.has(COMMA, end, cue.start):
            return True
    return any(end <= cue.start and not reading.broken(end, cue.start) for cue in reading.of(GAP_BEHIND))


def _is_of_relative(reading: Reading, cue: Match, verb: int) -> bool:
    """Whether a cue of tense belongs to a relative clause before the main verb, which has an auxiliary of its
    own: "the ban on women who wish to work abroad was lifted"."""
    own = any(
        cue.end <= other.start
        and other.end <= verb < other.end + AUXILIARY_REACH
        and other.target.category in ("done", "under-way")
        for other in reading.of_group("tense")
    )
    return own and any(begin < cue.start for begin in reading.relatives if begin in reading.subordinators)


def _tense(reading: Reading, action: Governing) -> Tense:
    """Planned or recommended, where the clause says so before the action; else by its auxiliary or form."""
    start = action.cue.start
    tenses = [cue for cue in reading.of_group("tense") if not reading.broken(cue.end, start, by_quotes=False)]
    before = [cue for cue in tenses if cue.start <= start]
    for wanted in ("recommended", "planned"):
        if any(
            cue.target.category == wanted and cue.end <= start and not _is_of_relative(reading, cue, start)
            for cue in before
        ):
            return TENSES[wanted]
    if action.named:
        behind = [cue for cue in reading.of_group("tense") if cue.start > start]
        return TENSES[behind[0].target.category] if action.predicate and behind else "unstated"
    auxiliaries = [cue for cue in before if start - cue.end < AUXILIARY_REACH]
    if auxiliaries:
        tense = TENSES[auxiliaries[-1].target.category]
        return "under_way" if tense == "done" and reading.is_gerund(start) else tense
    if reading.is_past(start):
        return "done"
    behind = [cue for cue in reading.of_group("tense") if cue.start == action.cue.end]
    if behind and behind[0].target.category == "planned":
        return "planned"
    if action.infinitive:
        return "planned"
    return "recommended" if action.imperative else "under_way"
