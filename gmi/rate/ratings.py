"""Ratings with their reasons: what made them, what holds them down, and what would raise them."""

import math

import numpy as np

from gmi.lexicon.model import Lexicon
from gmi.measure.formulas import FORMULAS, Sums
from gmi.measure.indicators import Dimension, Indicator, Indicators
from gmi.rate.assessment import Cap, DimensionRating, GroupRating, Level, Rating, ScoredIndicator, Step
from gmi.rate.profile import IndicatorRule, Profile, Thresholds
from gmi.rate.scoring import CUTS, DIMENSIONS, LEVELS, Scores, denormalise, normalise, rules_of, trials

Key = tuple[str, str]


class Rater:
    """Rates one report under one profile. Holds the report's scores and those of its trials."""

    def __init__(self, indicators: Indicators, lexicon: Lexicon, profile: Profile) -> None:
        self.profile = profile
        self.groups = {group.id: group.name for group in lexicon.groups if group.rated}
        self.values: dict[Key, Indicator] = {(i.id, i.group): i for i in indicators.indicators}
        names = tuple(self.groups)
        weights, factors = trials(profile, len(indicators.units.table), names)
        self.scores = Scores(profile, names, Sums(indicators.units, weights), factors)
        drawn = np.stack(list(self.scores.score.values()))[:, 1:]
        bounds = np.quantile(drawn, (0.05, 0.95), axis=1).T.tolist()
        self._interval: dict[Key, list[float]] = dict(zip(self.scores.score, bounds, strict=True))

    def group_ratings(self) -> tuple[GroupRating, ...]:
        """The three dimensions of each rated group."""
        return tuple(
            GroupRating(group, name, tuple(self._dimension(group, d) for d in DIMENSIONS))
            for group, name in self.groups.items()
        )

    def overall(self) -> Rating:
        """The overall rating, and the single changes that would raise it."""
        weights = self.profile.overall.weights
        group = self.profile.overall.group
        total = sum(weights.values())
        rules = [
            (rule, thresholds, weight / total * rule.weight / sum(r.weight for r, _ in scored))
            for dimension, weight in weights.items()
            for scored in [rules_of(self.profile, group, dimension)]
            for rule, thresholds in scored
        ]
        levels = ", ".join(f"{d} {self._level((group, d))}" for d in DIMENSIONS)
        score = float(self.scores.score["overall", "overall"][0])
        why = (f"For {self.groups[group].lower()}: {levels}; their mean score is {score:.2f}",)
        return self._rating(("overall", "overall"), None, "overall", why, group, rules)

    def _level(self, key: Key) -> Level:
        return LEVELS[int(self.scores.level[key][0])]

    def _dimension(self, group: str, dimension: Dimension) -> DimensionRating:
        rules = rules_of(self.profile, group, dimension)
        total = sum(rule.weight for rule, _ in rules)
        scored = tuple(self._scored(rule, thresholds, group) for rule, thresholds in rules)
        shares = [(rule, thresholds, rule.weight / total) for rule, thresholds in rules]
        why = tuple(_reason(indicator) for indicator in sorted(scored, key=lambda i: -i.weight * i.score))
        rating = self._rating((group, dimension), group, dimension, why, group, shares)
        return DimensionRating(dimension, rating, scored)

    def _scored(self, rule: IndicatorRule, thresholds: Thresholds, group: str) -> ScoredIndicator:
        indicator = self.values[rule.id, group]
        score = float(normalise(np.array([indicator.value]), thresholds, np.ones(1))[0])
        return ScoredIndicator(
            id=rule.id,
            name=indicator.name,
            unit=indicator.unit,
            value=indicator.value,
            numerator=indicator.numerator,
            denominator=indicator.denominator,
            score=score,
            weight=rule.weight,
            moderate=thresholds.moderate,
            high=thresholds.high,
            full=thresholds.full,
        )

    def _rating(
        self,
        key: Key,
        cap_group: str | None,
        target: str,
        why: tuple[str, ...],
        group: str,
        rules: list[tuple[IndicatorRule, Thresholds, float]],
    ) -> Rating:
        score = float(self.scores.score[key][0])
        index = int(self.scores.level[key][0])
        low, high = self._interval[key]
        caps = tuple(
            Cap(level=cap.level, why=cap.why)
            for cap in self.scores.caps(cap_group, target)
            if bool(self.scores.cap_holds(cap)[0]) and index == LEVELS.index(cap.level)
        )
        above = index + 1 < len(LEVELS)
        cut = 0.0 if index == 0 else CUTS[index - 1] if above else 1.0
        missing = max(0.0, cut - score)
        return Rating(
            level=LEVELS[index],
            score=score,
            low=low,
            high=high,
            stability=float(np.mean(self.scores.level[key][1:] == index)),
            why=why,
            caps=caps,
            next_level=LEVELS[index + 1] if above else None,
            distance=missing,
            steps=self._steps(group, rules, missing) if above and missing > 0 else (),
        )

    def _steps(
        self, group: str, rules: list[tuple[IndicatorRule, Thresholds, float]], missing: float
    ) -> tuple[Step, ...]:
        """Single indicators that alone would close the gap, the smallest rise in score first."""
        steps = []
        for rule, thresholds, weight in rules:
            indicator = self.values[rule.id, group]
            now = float(normalise(np.array([indicator.value]), thresholds, np.ones(1))[0])
            if now + missing / weight > 1:
                continue
            needed = denormalise(now + missing / weight, thresholds)
            formula = FORMULAS[rule.id]
            more = math.ceil((needed - indicator.value) * indicator.denominator / formula.scale - 1e-6)
            step = Step(
                indicator=rule.id,
                name=indicator.name,
                unit=indicator.unit,
                value=indicator.value,
                needed=needed,
                more=max(more, 1) if formula.counts and indicator.denominator else 0,
                counts=formula.counts,
            )
            steps.append((missing / weight, step))
        return tuple(step for _, step in sorted(steps, key=lambda pair: pair[0]))


def _reason(indicator: ScoredIndicator) -> str:
    """One line for people: the value, how it came about, and where its thresholds lie."""
    unit = indicator.unit
    value, moderate, high = (_show(v, unit) for v in (indicator.value, indicator.moderate, indicator.high))
    made = ""
    if indicator.denominator > 1 and "share" in unit:
        made = f" ({indicator.numerator:,.0f} of {indicator.denominator:,.0f})"
    return f"{indicator.name}: {value}{made}; moderate from {moderate}, high from {high}"


def _show(value: float, unit: str) -> str:
    return f"{value:.0%}" if "share" in unit else f"{value:.3g}"
