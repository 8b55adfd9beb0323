"""Estimates over documents, with 95% confidence intervals."""

from collections.abc import Sequence
from typing import NamedTuple

from gmi.compare.ratio import difference, share_interval

CONFIDENCE = 0.95
_WIDER = 1.959964 / 1.644854
"""How much farther off the bounds of 95% of a normal distribution are than those of 90%."""


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


def combined_rate(
    counts: Sequence[float], exposures: Sequence[float], dispersions: Sequence[float], scale: float = 1.0
) -> Estimate:
    """The rate of several documents: the ratio of sums, with the variance of a ratio estimate (Cochran 1977,
    Sampling Techniques, section 6.3) over documents and Student's t. No value below 0.

    Documents may be alike by chance, or have nothing at all. So bounds lie no nearer than the exact ones of
    all their references together, for the count that as many scattered ones would be worth: over the mean
    of the documents' `dispersions`, by references (`gmi.compare.ratio.Rate`).
    """
    total, whole = sum(counts), sum(exposures)
    worth = sum(d * count for d, count in zip(dispersions, counts, strict=True)) / total if total else 1.0
    own = exact_rate(total / worth, whole / worth, scale)
    if len(counts) < 2 or whole <= 0:
        return own
    return _at_least(own, _around(total / whole, _ratio_error(counts, exposures), len(counts), scale))


def combined_share(parts: Sequence[int], wholes: Sequence[int]) -> Estimate:
    """The share that parts have of wholes, over one document or several; in 0..1.

    Of several, as `combined_rate` has it, with bounds no nearer than Wilson's (1927) of all their wholes
    together, which are those of one. Without a whole nothing is known.
    """
    part, whole = sum(parts), sum(wholes)
    if whole <= 0:
        return Estimate(0.0, 0.0, 1.0)
    own = Estimate(*share_interval(part, whole))
    if len(parts) < 2:
        return own
    found = _around(part / whole, _ratio_error(parts, wholes), len(parts), 1.0)
    return _at_least(own, found._replace(high=min(found.high, 1.0)))


def _ratio_error(parts: Sequence[float], wholes: Sequence[float]) -> float:
    """The standard error of a ratio of sums over two documents or more."""
    number, whole = len(parts), sum(wholes)
    ratio = sum(parts) / whole
    spread = sum((y - ratio * x) ** 2 for y, x in zip(parts, wholes, strict=True)) / (number - 1)
    return float((number * spread) ** 0.5 / whole)


def mean(documents: Sequence[Estimate]) -> Estimate:
    """The mean score of two documents or more, with Student's t over documents; in 0..1.

    Scores may be alike by chance, and each is uncertain itself: by what its trials tell, the middle 90% of
    which are its interval. So bounds lie no nearer than those of the mean of independent scores, each side's
    distance being the root of the sum of squares over n (Zou and Donner 2008, Statistics in Medicine 27),
    widened from 90% to 95% as a normal distribution's.
    """
    number = len(documents)
    middle = sum(one.value for one in documents) / number
    spread = sum((one.value - middle) ** 2 for one in documents) / (number - 1)
    below = sum((one.value - one.low) ** 2 for one in documents) ** 0.5 / number
    above = sum((one.high - one.value) ** 2 for one in documents) ** 0.5 / number
    own = Estimate(middle, middle - _WIDER * below, middle + _WIDER * above)
    low, high = _at_least(own, _around(middle, (spread / number) ** 0.5, number, 1.0))[1:]
    return Estimate(middle, max(low, 0.0), min(high, 1.0))


def _at_least(own: Estimate, found: Estimate) -> Estimate:
    """What was found of documents' differences, with bounds no nearer than those of their own uncertainty:
    differences hold that too, but a few documents may happen to be alike (Röver, Knapp and Friede 2015, BMC
    Medical Research Methodology 15:99, on the same in meta-analysis)."""
    return Estimate(found.value, min(own.low, found.low), max(own.high, found.high))


def _around(value: float, error: float, number: int, scale: float) -> Estimate:
    from scipy.stats import t

    half = float(t.ppf((1 + CONFIDENCE) / 2, number - 1)) * error
    return Estimate(scale * value, max(scale * (value - half), 0.0), scale * (value + half))
