"""The headline rule: which mentions count, and which are left out and why."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gmi.find.mentions import Mentions
from gmi.lexicon.model import Lexicon
from gmi.read.document import Document


@dataclass(frozen=True)
class Counted:
    """Mentions as parallel arrays. `headline` marks the counted ones, `reason` says what left out the others.

    `blocks` marks the blocks whose words count. Areas, risks and instruments follow the zone rule alone:
    the name of a ministry or treaty is no reference to women, but it does show that an area is treated.
    """

    subject: str
    group: tuple[str, ...]
    category: tuple[str, ...]
    block: np.ndarray
    sentence: np.ndarray
    headline: np.ndarray
    reason: tuple[str | None, ...]
    blocks: np.ndarray
    masks: dict[str, np.ndarray]

    @cached_property
    def _codes(self) -> tuple[dict[str, int], np.ndarray]:
        numbers: dict[str, int] = {}
        return numbers, np.array([numbers.setdefault(c, len(numbers)) for c in self.category], dtype=np.intp)

    def of_category(self, *categories: str) -> np.ndarray:
        """Mask of the mentions, counted or not, of any of the categories."""
        numbers, codes = self._codes
        wanted = np.zeros(len(numbers) + 1, dtype=bool)
        wanted[[numbers.get(category, -1) for category in categories]] = True
        wanted[-1] = False
        mask: np.ndarray = wanted[codes]
        return mask

    def of_group(self, group: str) -> np.ndarray:
        """Mask of the counted mentions of a group (or of areas, risks, instruments)."""
        none = np.zeros(len(self.group), dtype=bool)
        return self.masks.get(group, none)


def apply_rule(
    document: Document,
    mentions: Mentions,
    lexicon: Lexicon,
    leave_out_zones: tuple[str, ...],
    leave_out_contexts: tuple[str, ...],
    subject: str,
) -> Counted:
    """Apply the headline rule of a profile to every mention. What a reader rejected never counts."""
    zones = frozenset(leave_out_zones)
    contexts = leave_out_contexts
    blocks = document.blocks
    block_in = np.array([block.zone not in zones for block in blocks], dtype=bool)
    if "foreign_language" in contexts:
        block_in &= np.array([block.language in (None, document.language) for block in blocks], dtype=bool)
    peoples = {group.id for group in lexicon.groups}
    apart = {(g.id, c.id) for g in lexicon.groups for c in g.categories if not c.counted}
    reasons: list[str | None] = []
    for mention in mentions.mentions:
        reason: str | None = None
        zone = blocks[mention.block].zone
        if "rejected" in mention.contexts:
            reason = "rejected"
        elif zone in zones:
            reason = zone
        elif mention.contexts and mention.group in peoples:
            reason = next((flag for flag in contexts if flag in mention.contexts), None)
        if reason is None and (mention.group, mention.category) in apart:
            reason = "counted_apart"
        reasons.append(reason)
    groups = tuple(mention.group for mention in mentions.mentions)
    headline = np.array([reason is None for reason in reasons], dtype=bool)
    codes = np.array(groups, dtype=object)
    return Counted(
        subject=subject,
        group=groups,
        category=tuple(mention.category for mention in mentions.mentions),
        block=np.array([mention.block for mention in mentions.mentions], dtype=np.intp),
        sentence=np.array([mention.sentence for mention in mentions.mentions], dtype=np.intp),
        headline=headline,
        reason=tuple(reasons),
        blocks=block_in,
        masks={group: (codes == group) & headline for group in set(groups)},
    )
