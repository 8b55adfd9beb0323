"""Estimates over documents, with 95% confidence intervals."""

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

CONFIDENCE = 0.95


class Estimate(NamedTuple):
    """A value with its interval."""

    value: float
    low: float
    high: float

    def differs_from(self, other: "Estimate") -> bool:
        """Whether the interval of the difference leaves out 0; half widths add up as independent ones do."""
        half = hypot(self.high - self.low, other.high - other.low) / 2
        return abs(self.value - other.value) > half


def single_rate(count: float, exposure: float, scale: float = 1.0) -> Estimate:
    """The rate of one document: exact Poisson limits (Garwood 1936, Biometrika 28). 0 without exposure."""
    from scipy.stats import chi2

    if exposure <= 0:
        return Estimate(0.0, 0.0, 0.0)
    tail = (1 - CONFIDENCE) / 2
    low = chi2.ppf(tail, 2 * count) / 2 if count > 0 else 0.0
    high = chi2.ppf(1 - tail, 2 * count + 2) / 2
    return Estimate(*(float(scale * n / exposure) for n in (count, low, high)))


def combined_rate(counts: Sequence[float], exposures: Sequence[float], scale: float = 1.0) -> Estimate:
    """The rate of several documents: the ratio of sums, with the variance of a ratio estimate (Cochran 1977,
    Sampling Techniques, section 6.3) over documents and Student's t. No value below 0."""
    number, whole = len(counts), sum(exposures)
    if number < 2 or whole <= 0:
        return single_rate(sum(counts), whole, scale)
    ratio = sum(counts) / whole
    spread = sum((y - ratio * x) ** 2 for y, x in zip(counts, exposures, strict=True)) / (number - 1)
    error = (number * spread) ** 0.5 / whole
    return _around(ratio, error, number, scale)


def mean(values: Sequence[float]) -> Estimate:
    """The mean score of two documents or more, with Student's t over documents; in 0..1."""
    number = len(values)
    middle = sum(values) / number
    spread = sum((value - middle) ** 2 for value in values) / (number - 1)
    found = _around(middle, (spread / number) ** 0.5, number, 1.0)
    return Estimate(found.value, found.low, min(found.high, 1.0))


def _around(value: float, error: float, number: int, scale: float) -> Estimate:
    from scipy.stats import t

    half = float(t.ppf((1 + CONFIDENCE) / 2, number - 1)) * error
    return Estimate(scale * value, max(scale * (value - half), 0.0), scale * (value + half))
