"""From indicator values to scores and levels, for the report and for its resamples alike.

All functions take arrays with one row for each trial. Normalising against fixed anchors, a weighted
arithmetic mean and a test of sensitivity follow the OECD/JRC Handbook on Constructing Composite
Indicators (2008), steps 5 to 7.
"""

import numpy as np

from gmi.measure.formulas import FORMULAS, Sums, evaluate
from gmi.measure.indicators import Dimension
from gmi.rate.assessment import Level
from gmi.rate.profile import CapRule, IndicatorRule, Profile, Thresholds

LEVELS: tuple[Level, ...] = ("absent", "low", "moderate", "high")
DIMENSIONS: tuple[Dimension, ...] = ("mention", "engagement", "commitment")
CUTS = (1 / 3, 2 / 3)
SCORES = (0, *CUTS, 1)
TOLERANCE = 1e-9


def normalise(value: np.ndarray, thresholds: Thresholds, factor: np.ndarray) -> np.ndarray:
    """Score in 0..1: 0 at 0, 1/3 at `moderate`, 2/3 at `high`, 1 from `full` on, straight between.

    `factor` multiplies the thresholds, one for each trial.
    """
    anchors = (0, thresholds.moderate, thresholds.high, thresholds.full)
    return np.asarray(np.interp(value / factor, anchors, SCORES))


def denormalise(score: float, thresholds: Thresholds) -> float:
    """The indicator value that scores `score` (the inverse of `normalise`)."""
    anchors = (0, thresholds.moderate, thresholds.high, thresholds.full)
    return float(np.interp(score, SCORES, anchors))


def rules_of(profile: Profile, group: str, dimension: Dimension) -> list[tuple[IndicatorRule, Thresholds]]:
    """The profile's scored indicators of one group and dimension, with that group's thresholds."""
    return [
        (rule, rule.thresholds[group])
        for rule in profile.indicators
        if group in rule.thresholds and FORMULAS[rule.id].dimension == dimension
    ]


def recentre(score: np.ndarray) -> np.ndarray:
    """Move the trials' scores so that the report's own, the first, is the mean of those that find anything;
    they stay in 0..1, and nothing stays nothing."""
    own, tried = score[0], score[1:]
    found = tried > 0
    shift = own - tried.mean(where=found) if found.any() else 0.0
    return np.concatenate([[own], np.where(found, np.clip(tried + shift, 1e-6, 1), 0)])


def level_of(score: np.ndarray) -> np.ndarray:
    """Index into LEVELS: absent at score 0, then low, moderate from 1/3, high from 2/3."""
    return np.where(score <= 0, 0, 1 + np.sum([score >= cut - TOLERANCE for cut in CUTS], axis=0))


class Scores:
    """Scores and levels of all groups and dimensions, and overall: first the report's own, then the trials'.

    `factors` maps (indicator id, group) to how each trial's thresholds are multiplied. The scores of the
    trials that find anything are moved to have the report's as their mean. Drawing paragraphs with
    replacement leaves about a third of them out, and with them areas, risks and kinds that stand in one
    paragraph only, so that trials score too low (the bootstrap's bias: Efron and Tibshirani, An Introduction
    to the Bootstrap, 1993, chapter 10).
    """

    def __init__(
        self,
        profile: Profile,
        groups: tuple[str, ...],
        sums: Sums,
        factors: dict[tuple[str, str], np.ndarray],
    ) -> None:
        self.profile = profile
        self._sums = sums
        self._factors = factors
        self._values: dict[tuple[str, str], np.ndarray] = {}
        self.score: dict[tuple[str, str], np.ndarray] = {}
        self.level: dict[tuple[str, str], np.ndarray] = {}
        for group in groups:
            for dimension in DIMENSIONS:
                score = recentre(self._dimension(group, dimension))
                self.score[group, dimension] = score
                self.level[group, dimension] = self._capped(level_of(score), group, dimension)
        self._overall(groups)

    def _dimension(self, group: str, dimension: Dimension) -> np.ndarray:
        rules = rules_of(self.profile, group, dimension)
        total = np.zeros(self._sums.trials)
        for rule, thresholds in rules:
            value = self._value(rule.id, group)
            total += rule.weight * normalise(value, thresholds, self._factors[rule.id, group])
        # Risks such as unpaid wages can be named without a word about the group: no engagement with it.
        named = self._value("references", group) > 0
        return np.where(named, total / max(sum(rule.weight for rule, _ in rules), 1e-12), 0.0)

    def _value(self, indicator: str, group: str) -> np.ndarray:
        """An indicator's value in every trial; rules and caps share it."""
        key = indicator, group
        if key not in self._values:
            self._values[key] = evaluate(FORMULAS[indicator], self._sums, group)
        return self._values[key]

    def _overall(self, groups: tuple[str, ...]) -> None:
        overall = self.profile.overall
        weights = overall.weights
        score = sum(w * self.score[overall.group, d] for d, w in weights.items()) / sum(weights.values())
        level = level_of(np.asarray(score))
        # A report that names any rated group at all isn't "absent", whatever the leading group scores.
        anyone = np.any([self.score[group, "mention"] > 0 for group in groups], axis=0)
        level = np.where(anyone, np.maximum(level, 1), 0)
        self.score["overall", "overall"] = np.asarray(score)
        self.level["overall", "overall"] = self._capped(level, None, "overall")

    def caps(self, group: str | None, target: str) -> list[CapRule]:
        """The cap rules for a dimension of `group`, or for the overall rating (`group` None)."""
        return [
            cap
            for cap in self.profile.caps
            if target in cap.applies_to and (target == "overall" or cap.group == group)
        ]

    def cap_holds(self, cap: CapRule) -> np.ndarray:
        """In which trials the cap's condition is met."""
        return self._value(cap.indicator, cap.group) < cap.below - TOLERANCE

    def _capped(self, level: np.ndarray, group: str | None, target: str) -> np.ndarray:
        for cap in self.caps(group, target):
            level = np.where(self.cap_holds(cap), np.minimum(level, LEVELS.index(cap.level)), level)
        return level


def trials(
    profile: Profile, units: int, groups: tuple[str, ...]
) -> tuple[np.ndarray, dict[tuple[str, str], np.ndarray]]:
    """Bootstrap weights of the units, shape (1 + trials, units), and by indicator and group the threshold
    factors, shape (1 + trials). The first row is the report as it is: each unit once, no threshold moved.

    Seeded by the profile, so that the same report gives the same figures.
    """
    random = np.random.default_rng(profile.trials.seed)
    number, spread = profile.trials.number, profile.trials.spread
    drawn = random.integers(0, max(units, 1), size=(number, units))
    rows = np.arange(1, number + 1)[:, None] * units
    weights = np.bincount((drawn + rows).ravel(), minlength=(number + 1) * units).reshape(number + 1, units)
    weights[0] = 1
    factors = {
        (rule.id, group): np.concatenate([[1.0], random.uniform(1 - spread, 1 + spread, number)])
        for rule in profile.indicators
        for group in groups
        if group in rule.thresholds
    }
    return weights.astype(np.float32), factors
