"""Decisions on what was found: what a reader rejected is marked, so that nothing after it counts it."""

from dataclasses import dataclass

from gmi.find.mentions import ActionStatement, Mention, Mentions
from gmi.read.document import Document
from gmi.review.decisions import Decisions
from gmi.review.passages import passages
from gmi.review.placing import place


@dataclass(frozen=True, slots=True)
class Review:
    """What a result says of the review that it honours: the sidecar's name, how many mentions were `accepted`
    and `rejected`, and by whom. `carried` of the decisions were made on another version of the file; `lost`
    ones fit no mention of this one. Who gave no name is "" in `by`."""

    file: str
    sha256: str
    accepted: int
    rejected: int
    carried: int
    lost: int
    by: tuple[str, ...]


def honour(document: Document, mentions: Mentions, decisions: Decisions) -> tuple[Mentions, Review]:
    """The mentions with "accepted" or "rejected" among their contexts, and what was decided.

    An action statement is about a group as long as a mention of it in the sentence is not rejected.
    """
    placed = place(decisions.decisions, passages(document, mentions), document.sha256)
    verdicts = {index: d.verdict for index, d in placed.of_mention.items() if d.verdict}
    marked = tuple(
        mention._replace(contexts=tuple(sorted({*mention.contexts, verdicts[index]})))
        if index in verdicts
        else mention
        for index, mention in enumerate(mentions.mentions)
    )
    given = list(verdicts.values())
    review = Review(
        file=decisions.name,
        sha256=decisions.sha256,
        accepted=given.count("accepted"),
        rejected=given.count("rejected"),
        carried=sum(index in verdicts for index in placed.carried),
        lost=sum(d.verdict is not None for d in placed.lost),
        by=tuple(sorted({d.by for index, d in placed.of_mention.items() if index in verdicts})),
    )
    actions = _actions(mentions.actions, mentions.mentions, marked)
    return Mentions(marked, mentions.sentences, actions, mentions.words), review


def _actions(
    actions: tuple[ActionStatement, ...], found: tuple[Mention, ...], marked: tuple[Mention, ...]
) -> tuple[ActionStatement, ...]:
    """The action statements without the groups whose every mention in the sentence is rejected."""
    named = {(m.sentence, m.group) for m in found}
    left = {(m.sentence, m.group) for m in marked if "rejected" not in m.contexts}
    gone = named - left
    kept = []
    for action in actions:
        groups = tuple(g for g in action.groups if (action.sentence, g) not in gone)
        if groups == action.groups:
            kept.append(action)
        elif groups:
            kept.append(
                ActionStatement(
                    action.sentence, groups, action.strength, action.tense, action.affirmed, action.kinds,
                    action.cue,
                )
            )  # fmt: skip
    return tuple(kept)
