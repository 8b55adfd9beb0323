"""Which mention a decision is about: the one at its place, or, in a changed file, the one like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from gmi.review.decisions import Decision
from gmi.review.passages import Passage


@dataclass(frozen=True, slots=True)
class Placed:
    """Decisions by the index of their mention. `carried` of them were made on another version of the file;
    `lost` fit no mention, or more than one."""

    of_mention: dict[int, Decision]
    carried: tuple[int, ...]
    lost: tuple[Decision, ...]


def place(decisions: Sequence[Decision], passages: Sequence[Passage], file_sha256: str) -> Placed:
    """Find the mention of each decision.

    One made on this very file is about the mention at its place. Any other is carried over where the same
    words stand at the same place of the same sentence, in a paragraph of the same number, exactly once.
    """
    here = {_at(p): index for index, p in enumerate(passages)}
    alike: dict[tuple[object, ...], list[int]] = {}
    for index, passage in enumerate(passages):
        alike.setdefault(_like(passage), []).append(index)
    of_mention: dict[int, Decision] = {}
    carried: list[int] = []
    moved: list[Decision] = []
    for decision in decisions:
        at = here.get((decision.start, decision.end, decision.group, decision.category, decision.text))
        same = at is not None and passages[at].sentence == decision.sentence
        if decision.file_sha256 == file_sha256 and at is not None and same:
            of_mention[at] = decision
        else:
            moved.append(decision)
    lost = []
    for decision in moved:
        found = alike.get(_like(decision), [])
        if len(found) == 1 and found[0] not in of_mention:
            of_mention[found[0]] = decision
            carried.append(found[0])
        else:
            lost.append(decision)
    return Placed(of_mention, tuple(sorted(carried)), tuple(lost))


def _at(passage: Passage) -> tuple[int, int, str, str, str]:
    mention = passage.mention
    return (mention.start, mention.end, mention.group, mention.category, mention.text)


def _like(one: Passage | Decision) -> tuple[object, ...]:
    """What stays the same when a file changes elsewhere."""
    words = one if isinstance(one, Decision) else one.mention
    text = " ".join(words.text.split())
    return (words.group, words.category, text, one.paragraph, one.sentence, one.within)
