"""Action statements: what the State does about a rated group, how strongly, and when.

A sentence's strength is that of its leading action word. Verbs that only say what an action is for ("in
order to protect", "the programme to combat") are set aside unless nothing else is there. Which words these
are is the lexicon's; this module holds the order in which they are weighed.
"""

from bisect import bisect_left
from collections.abc import Iterator

from gmi.find.matcher import Match
from gmi.find.mentions import ActionStatement, Tense
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ActionLexicon

TENSES: dict[str, Tense] = {
    "done": "done",
    "under-way": "under_way",
    "planned": "planned",
    "recommended": "recommended",
}
# How far before its verb, in tokens, a word that denies or dates it may stand.
REACH = 8
# A denial that stands right behind its verb ("was not", "remain a challenge").
BEHIND = 4


def action_statements(
    tokens: Tokens,
    groups_of: dict[int, tuple[str, ...]],
    cues: list[Match],
    lexicon: ActionLexicon,
) -> tuple[ActionStatement, ...]:
    """The action statements among the sentences that hold a rated group, in the order of the text.

    `groups_of` maps a sentence (index into `tokens.sentences`) to the rated groups in it; `cues` are the
    matches, in order of place, of the lexicon's words in these sentences: group "strength", "tense", "kind",
    "action" (further cues) or "context" (context cues), category the entry's id.
    """
    levels = {strength.id: strength.level for strength in lexicon.strengths}
    begins = [cue.start for cue in cues]
    statements = []
    for sentence, groups in groups_of.items():
        first, last = int(tokens.sentence_first[sentence]), int(tokens.sentence_last[sentence])
        inside = cues[bisect_left(begins, first) : bisect_left(begins, last)]
        statement = _statement(tokens, sentence, groups, inside, levels)
        if statement is not None:
            statements.append(statement)
    return tuple(statements)


def _statement(
    tokens: Tokens, sentence: int, groups: tuple[str, ...], cues: list[Match], levels: dict[str, int]
) -> ActionStatement | None:
    """What one sentence says, or None where it tells of no action and admits no gap."""
    leading = _leading(cues)
    denial = _denial(cues, leading)
    if leading is None and denial is None:
        return None
    cue = leading or denial
    assert cue is not None
    return ActionStatement(
        sentence=sentence,
        groups=groups,
        strength=levels[leading.target.category] if leading else 1,
        tense=_tense(cues, leading),
        affirmed=denial is None,
        kinds=tuple(sorted({c.target.category for c in cues if c.target.group == "kind"})),
        cue=tokens.text[tokens.starts[cue.start] : tokens.ends[cue.end - 1]],
    )


def _of(cues: list[Match], group: str, category: str = "") -> Iterator[Match]:
    return (c for c in cues if c.target.group == group and category in ("", c.target.category))


def _leading(cues: list[Match]) -> Match | None:
    """The first action word that is no mere aim; the first of all where all are aims."""
    strengths = list(_of(cues, "strength"))
    aims = {c.end for c in _of(cues, "action", "infinitive")}
    governed = {c.end for c in cues if c.target.group in ("strength", "tense")}
    aim_starts = {c.end: c.start for c in _of(cues, "action", "infinitive")}
    for strength in strengths:
        is_aim = strength.start in aims
        if not is_aim or aim_starts[strength.start] in governed or strength.start in governed:
            return strength
    return strengths[0] if strengths else None


def _denial(cues: list[Match], leading: Match | None) -> Match | None:
    """The word that says it was not done: shortly before the action word, right behind it, or anywhere
    in a sentence without one."""
    for cue in _of(cues, "action", "not-done"):
        if leading is None or leading.start - REACH <= cue.start <= leading.end + BEHIND:
            return cue
    return None


def _tense(cues: list[Match], leading: Match | None) -> Tense:
    """The tense cue nearest to the action word; one that overlaps it is the nearest."""
    tenses = list(_of(cues, "tense"))
    if not tenses or leading is None:
        return TENSES[tenses[0].target.category] if tenses else "unstated"

    def distance(cue: Match) -> tuple[int, int]:
        gap = leading.start - cue.end if cue.end <= leading.start else cue.start - leading.end
        return (max(gap, 0) + (REACH if cue.start > leading.start else 0), cue.start)

    return TENSES[min(tenses, key=distance).target.category]
