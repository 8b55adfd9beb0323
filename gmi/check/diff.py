"""What changed between two states of a draft. Sentences are compared by their words, not by their places."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gmi.check.findings import sentence_key
from gmi.check.snapshot import Reference, Snapshot
from gmi.rate.assessment import Level

ORDER: tuple[Level, ...] = ("absent", "low", "moderate", "high")
_ALIKE = 0.6
"""Share of common words from which two sentences are one that was edited (difflib's ratio)."""
_MOST_PAIRS = 250_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that changed: `key` as in `Snapshot.counts`."""

    key: str
    name: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A rating that changed: "overall" or "gender/mention"."""

    key: str
    old: Level
    new: Level

    @property
    def fell(self) -> bool:
        """Whether it is lower than before."""
        return ORDER.index(self.new) < ORDER.index(self.old)


@dataclass(frozen=True, slots=True)
class Edited:
    """A sentence that was edited."""

    old: Reference
    new: Reference


@dataclass(frozen=True, slots=True)
class AreaChange:
    """A policy area that changed: paragraphs, and lenses by group, as (before, after)."""

    area: str
    name: str
    paragraphs: tuple[int, int]
    lenses: dict[str, tuple[int, int]]

    @property
    def lost(self) -> tuple[str, ...]:
        """The lenses that the area had and has no longer."""
        return tuple(lens for lens, (old, new) in self.lenses.items() if old and not new)


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed. `comparable` is False where other words or rules made the two states."""

    old: Snapshot
    new: Snapshot
    ratings: tuple[Moved, ...]
    counts: tuple[Figure, ...]
    appeared: tuple[Reference, ...]
    vanished: tuple[Reference, ...]
    edited: tuple[Edited, ...]
    areas: tuple[AreaChange, ...]
    cited: tuple[str, ...]
    no_longer_cited: tuple[str, ...]

    @property
    def comparable(self) -> bool:
        """Whether the same words and rules made both."""
        return self.old.made_by == self.new.made_by

    @property
    def nothing(self) -> bool:
        """Whether nothing changed that is counted."""
        return not any(
            (self.ratings, self.counts, self.appeared, self.vanished, self.edited, self.areas)
        ) and (self.cited, self.no_longer_cited, self.old.score) == ((), (), self.new.score)

    def name(self, key: str) -> str:
        """How something is called: a group, "group/category", "area/ID", "instrument/ID"."""
        return self.new.names.get(key) or self.old.names.get(key) or key.rpartition("/")[2]


def changes(old: Snapshot, new: Snapshot) -> Changes:
    """What changed from `old` to `new`."""
    vanished = _minus(old.references, new.references)
    appeared = _minus(new.references, old.references)
    edited, vanished, appeared = _edited(vanished, appeared)
    names = old.names | new.names
    keys = list(dict.fromkeys((*new.counts, *old.counts)))
    return Changes(
        old=old,
        new=new,
        ratings=tuple(
            Moved(key, old.ratings.get(key, "absent"), level)
            for key, level in new.ratings.items()
            if old.ratings.get(key, "absent") != level
        ),
        counts=tuple(
            Figure(key, names.get(key, key), old.counts.get(key, 0), new.counts.get(key, 0))
            for key in keys
            if old.counts.get(key, 0) != new.counts.get(key, 0)
        ),
        appeared=tuple(appeared),
        vanished=tuple(vanished),
        edited=tuple(edited),
        areas=tuple(_areas(old, new, names)),
        cited=tuple(one for one in new.instruments if one not in old.instruments),
        no_longer_cited=tuple(one for one in old.instruments if one not in new.instruments),
    )


def _minus(these: Iterable[Reference], those: Iterable[Reference]) -> list[Reference]:
    """References that `these` have beyond `those`, each as often as it is beyond."""
    left: Counter[tuple[str, str]] = Counter()
    for reference in those:
        left[reference.to, sentence_key(reference.sentence)] += reference.times
    beyond = []
    for reference in these:
        key = (reference.to, sentence_key(reference.sentence))
        taken = min(left[key], reference.times)
        left[key] -= taken
        if reference.times > taken:
            beyond.append(reference.model_copy(update={"times": reference.times - taken}))
    return beyond


def _edited(
    vanished: list[Reference], appeared: list[Reference]
) -> tuple[list[Edited], list[Reference], list[Reference]]:
    """Pairs of what vanished and what appeared that are one sentence, edited; and what is left of both."""
    if len(vanished) * len(appeared) > _MOST_PAIRS:
        return [], vanished, appeared
    words = {r.sentence: sentence_key(r.sentence).split() for r in (*vanished, *appeared)}
    pairs = []
    for i, old in enumerate(vanished):
        matcher = SequenceMatcher(None, [], words[old.sentence], autojunk=False)
        for j, new in enumerate(appeared):
            if old.to == new.to and old.times == new.times:
                matcher.set_seq1(words[new.sentence])
                if matcher.quick_ratio() >= _ALIKE and (ratio := matcher.ratio()) >= _ALIKE:
                    pairs.append((-ratio, i, j))
    taken_old: dict[int, int] = {}
    taken_new: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in taken_old and j not in taken_new:
            taken_old[i] = j
            taken_new.add(j)
    edited = [Edited(vanished[i], appeared[j]) for i, j in sorted(taken_old.items())]
    return (
        edited,
        [one for i, one in enumerate(vanished) if i not in taken_old],
        [one for j, one in enumerate(appeared) if j not in taken_new],
    )


def _areas(old: Snapshot, new: Snapshot, names: dict[str, str]) -> Iterator[AreaChange]:
    for area in dict.fromkeys((*new.areas, *old.areas)):
        before, after = old.areas.get(area), new.areas.get(area)
        lenses = dict.fromkeys((*(after.lenses if after else ()), *(before.lenses if before else ())))
        change = AreaChange(
            area,
            names.get(f"area/{area}", area),
            (before.paragraphs if before else 0, after.paragraphs if after else 0),
            {
                lens: (
                    before.lenses.get(lens, 0) if before else 0,
                    after.lenses.get(lens, 0) if after else 0,
                )
                for lens in lenses
            },
        )
        if before != after:
            yield change


def grouped(references: Sequence[Reference]) -> dict[tuple[str, str], list[Reference]]:
    """References by the sentence they stand in, with its place, in order."""
    found: dict[tuple[str, str], list[Reference]] = {}
    for reference in references:
        found.setdefault((reference.at, reference.sentence), []).append(reference)
    return found
