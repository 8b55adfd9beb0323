"""Estimates over documents, with 95% confidence intervals."""

from collections.abc import Sequence
from typing import NamedTuple

from gmi.compare.ratio import difference, share_interval

CONFIDENCE = 0.95


class Estimate(NamedTuple):
    """A value with its interval."""

    value: float
    low: float
    high: float

    def differs_from(self, other: "Estimate") -> bool:
        """Whether the interval of the difference, as `gmi compare` makes it of the two, leaves out 0."""
        return difference(other, self).clear


def exact_rate(count: float, exposure: float, scale: float = 1.0) -> Estimate:
    """A rate with exact Poisson limits (Garwood 1936, Biometrika 28). 0 without exposure."""
    from scipy.stats import chi2

    if exposure <= 0:
        return Estimate(0.0, 0.0, 0.0)
    tail = (1 - CONFIDENCE) / 2
    low = chi2.ppf(tail, 2 * count) / 2 if count > 0 else 0.0
    high = chi2.ppf(1 - tail, 2 * count + 2) / 2
    return Estimate(*(float(scale * n / exposure) for n in (count, low, high)))


def combined_rate(counts: Sequence[float], exposures: Sequence[float], scale: float = 1.0) -> Estimate:
    """The rate of several documents: the ratio of sums, with the variance of a ratio estimate (Cochran 1977,
    Sampling Techniques, section 6.3) over documents and Student's t. No value below 0.

    Where none has anything, documents don't vary, and the exact limit says how much there may be.
    """
    whole = sum(exposures)
    if len(counts) < 2 or whole <= 0 or not any(counts):
        return exact_rate(sum(counts), whole, scale)
    return _around(sum(counts) / whole, _ratio_error(counts, exposures), len(counts), scale)


def combined_share(parts: Sequence[int], wholes: Sequence[int]) -> Estimate:
    """The share that parts have of wholes, over one document or several; in 0..1.

    Of several, as `combined_rate` has it; of one, or where all have nothing or everything, Wilson's score
    interval (1927). Without a whole nothing is known.
    """
    part, whole = sum(parts), sum(wholes)
    if whole <= 0:
        return Estimate(0.0, 0.0, 1.0)
    if len(parts) < 2 or part in (0, whole):
        return Estimate(*share_interval(part, whole))
    found = _around(part / whole, _ratio_error(parts, wholes), len(parts), 1.0)
    return Estimate(found.value, found.low, min(found.high, 1.0))


def _ratio_error(parts: Sequence[float], wholes: Sequence[float]) -> float:
    """The standard error of a ratio of sums over two documents or more."""
    number, whole = len(parts), sum(wholes)
    ratio = sum(parts) / whole
    spread = sum((y - ratio * x) ** 2 for y, x in zip(parts, wholes, strict=True)) / (number - 1)
    return float((number * spread) ** 0.5 / whole)


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
