"""How a rate changed from one report to another, and how sure that is."""

from collections.abc import Sequence
from math import exp, log, sqrt
from typing import NamedTuple

CONFIDENCE = 0.95
# The quantile of the normal distribution that belongs to it.
_Z = 1.959964
HALF = 0.5
# The decimals to which bounds are printed: what is called clear must look clear.
SHOWN = 2


def signed(figure: float, decimals: int = SHOWN) -> str:
    """A figure with its sign, as it is printed: what rounds to 0 has none, as "+0.00" looks like more."""
    shown = f"{figure:+.{decimals}f}"
    return shown if float(shown) else shown[1:]


class Rate(NamedTuple):
    """References in a report: how `many`, in how many words, and how those of their group, of which they are
    the `share`, fall on equal slices of its text."""

    many: int
    words: int
    slices: tuple[int, ...]
    share: float = 1.0

    @property
    def per_1000_words(self) -> float:
        """References per 1,000 words; 0 without words."""
        return 1000 * self.many / self.words if self.words else 0.0

    @property
    def dispersion(self) -> float:
        """How much more unevenly they fall than by chance, 1 or more.

        For a group: Pearson's chi-square of the slices over its degrees of freedom (McCullagh and Nelder
        1989, Generalized Linear Models, section 6.2.3). A part of it, drawn by chance, has its share of the
        excess.
        """
        number, mean = len(self.slices), sum(self.slices) / max(len(self.slices), 1)
        if number < 2 or mean == 0:
            return 1.0
        excess = sum((x - mean) ** 2 for x in self.slices) / mean / (number - 1) - 1
        return 1 + self.share * max(excess, 0.0)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the rate per 1,000 words: Byar's approximation to the exact Poisson bounds
        (Breslow and Day 1987, Statistical Methods in Cancer Research II, section 2.3), for the count that as
        many scattered references would be worth, `many` over `dispersion`."""
        if not self.words:
            return 0.0, 0.0
        worth = self.many / self.dispersion
        low = worth * (1 - 1 / (9 * worth) - _Z / (3 * sqrt(worth))) ** 3 if worth else 0.0
        high = (worth + 1) * (1 - 1 / (9 * (worth + 1)) + _Z / (3 * sqrt(worth + 1))) ** 3
        scale = 1000 * self.dispersion / self.words
        return max(low, 0.0) * scale, high * scale


class Ratio(NamedTuple):
    """A rate ratio, later by earlier, with its 95% interval. `clear`: the interval, as it is printed to two
    decimals, leaves out 1."""

    ratio: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the rates differ by more than chance allows."""
        return round(self.low, SHOWN) > 1 or round(self.high, SHOWN) < 1


def rate_ratio(earlier: Rate, later: Rate) -> Ratio | None:
    """The ratio of two rates; None where neither report has a reference, or one has no words.

    References come in clusters, so the variance of the log ratio is dispersion by count, of both reports
    together (quasi-Poisson). Where one has none, half a reference is added to both (Haldane 1956).
    """
    if not (earlier.words and later.words) or not (earlier.many or later.many):
        return None
    add = 0.0 if earlier.many and later.many else HALF
    counts = (earlier.many + add, later.many + add)
    ratio = (counts[1] / later.words) / (counts[0] / earlier.words)
    error = sqrt(earlier.dispersion / counts[0] + later.dispersion / counts[1])
    return Ratio(ratio, exp(log(ratio) - _Z * error), exp(log(ratio) + _Z * error))


class Difference(NamedTuple):
    """A difference, later less earlier, with its interval. `clear`: the interval, as it is printed to two
    decimals (a share: to whole points), leaves out 0."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether there is a difference beyond what the interval allows."""
        return round(self.low, SHOWN) > 0 or round(self.high, SHOWN) < 0


def difference(earlier: Sequence[float], later: Sequence[float]) -> Difference:
    """The difference of two figures, each given with the bounds of its interval (of scores, that of 90%).

    The bounds combine as those of independent figures do: each side's distance is the root of the sum of
    squares (method of variance estimates recovery; Newcombe 1998, Statistics in Medicine 17).
    """
    (a, a_low, a_high), (b, b_low, b_high) = earlier, later
    value = b - a
    return Difference(
        value,
        value - sqrt(max(b - b_low, 0) ** 2 + max(a_high - a, 0) ** 2),
        value + sqrt(max(b_high - b, 0) ** 2 + max(a - a_low, 0) ** 2),
    )


def share_difference(earlier: tuple[int, int], later: tuple[int, int]) -> Difference | None:
    """The difference of two shares, each given as (part, whole), with its 95% interval; None without a whole.

    Newcombe's hybrid of Wilson's score intervals (1998, Statistics in Medicine 17, 873-890, method 10).
    """
    if not (earlier[1] and later[1]):
        return None
    (a, a_low, a_high), (b, b_low, b_high) = share_interval(*earlier), share_interval(*later)
    return difference((a, a_low, a_high), (b, b_low, b_high))


def share_interval(part: int, whole: int) -> tuple[float, float, float]:
    """A share with its 95% interval (Wilson 1927)."""
    share, square = part / whole, _Z**2
    middle = share + square / (2 * whole)
    half = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    low, high = (middle - half) / (1 + square / whole), (middle + half) / (1 + square / whole)
    # Rounding may put a bound past a share of nothing or all.
    return share, low if part else 0.0, high if part < whole else 1.0
