"""A walk through passages: where the reader is, what was decided, and what can be taken back."""

from collections.abc import Sequence

from gmi.review.decisions import Decision, Verdict
from gmi.review.passages import Passage
from gmi.review.placing import Placed


class Session:
    """Decisions about the passages of one report, `walk` being the indices of those to go through.

    `decisions` are to be saved after each step; also those about other mentions, and lost ones.
    """

    def __init__(
        self, passages: Sequence[Passage], walk: Sequence[int], placed: Placed, file_sha256: str, by: str
    ) -> None:
        self.passages = passages
        self.walk = walk
        self.by = by
        self._sha256 = file_sha256
        self.lost = placed.lost
        self._of_mention = dict(placed.of_mention)
        self._taken_back: list[tuple[int, int, Decision | None]] = []
        # One that was carried over is from now on about this file.
        for index in placed.carried:
            old = placed.of_mention[index]
            self._of_mention[index] = passages[index].decided(old.verdict, file_sha256, old.by, old.note)
        undecided = (place for place in range(len(walk)) if not self._verdict(place))
        self.place = next(undecided, len(walk))

    @property
    def at_end(self) -> bool:
        """Whether the last passage lies behind."""
        return self.place >= len(self.walk)

    @property
    def passage(self) -> Passage:
        """The passage to decide about."""
        return self.passages[self.walk[self.place]]

    @property
    def decision(self) -> Decision | None:
        """What was decided about it before."""
        return self._of_mention.get(self.walk[self.place])

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All that is to be saved."""
        return (*self._of_mention.values(), *self.lost)

    def _verdict(self, place: int) -> Verdict | None:
        decision = self._of_mention.get(self.walk[place])
        return decision.verdict if decision else None

    def count(self, verdict: Verdict | None) -> int:
        """How many of the passages have this verdict; None: how many are undecided."""
        return sum(self._verdict(place) == verdict for place in range(len(self.walk)))

    def decide(self, verdict: Verdict) -> None:
        """Accept or reject, and go on."""
        self._keep(verdict, self.decision.note if self.decision else "")
        self.skip()

    def note(self, text: str) -> None:
        """Write a note on the passage, whatever is decided about it; an empty one takes it away."""
        self._keep(self.decision.verdict if self.decision else None, text)

    def _keep(self, verdict: Verdict | None, note: str) -> None:
        index = self.walk[self.place]
        self._taken_back.append((self.place, index, self._of_mention.get(index)))
        if verdict or note:
            self._of_mention[index] = self.passage.decided(verdict, self._sha256, self.by, note)
        else:
            self._of_mention.pop(index, None)

    def skip(self) -> None:
        """Go on without deciding."""
        self.place = min(self.place + 1, len(self.walk))

    def back(self) -> None:
        """Go back without changing anything."""
        self.place = max(self.place - 1, 0)

    def undo(self) -> bool:
        """Take back the last decision or note of this session, and go there. False if there is none."""
        if not self._taken_back:
            return False
        self.place, index, before = self._taken_back.pop()
        if before is None:
            self._of_mention.pop(index, None)
        else:
            self._of_mention[index] = before
        return True
