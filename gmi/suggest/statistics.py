"""How much more often words stand in one part of a text than in the rest.

Sources: T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence (1993); P. Rayson and
R. Garside, Comparing Corpora using Frequency Profiling (2000); A. Hardie, Log Ratio (2014); P. Rychlý, A
Lexicographer-Friendly Association Score (2008).
"""

import numpy as np

SIGNIFICANT = 6.63
"""Log-likelihood from which a difference is unlikely by chance (chi-squared of one degree, p < 0.01)."""
_NEVER = 0.5
"""What stands for a frequency of 0 in a log ratio, as Hardie has it."""


def log_likelihood(inside: np.ndarray, outside: np.ndarray, words: float, other_words: float) -> np.ndarray:
    """Rayson and Garside's log-likelihood of frequencies in a part of `words` words against one of
    `other_words`: 2 (a ln(a / E1) + b ln(b / E2)), where E1 and E2 are the frequencies expected."""
    both = inside + outside
    total = max(words + other_words, 1.0)
    found: np.ndarray = 2 * (
        _share(inside, both * (words / total)) + _share(outside, both * (other_words / total))
    )
    return found


def _share(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(observed > 0, observed * np.log(observed / expected), 0.0)


def log_ratio(inside: np.ndarray, outside: np.ndarray, words: float, other_words: float) -> np.ndarray:
    """Hardie's log ratio: log2 of how many times as frequent. 1 is twice as frequent, 2 four times."""
    one = np.maximum(inside, _NEVER) / max(words, 1.0)
    other = np.maximum(outside, _NEVER) / max(other_words, 1.0)
    found: np.ndarray = np.log2(one / other)
    return found


def least_log_ratio(inside: np.ndarray, outside: np.ndarray, words: float, other_words: float) -> np.ndarray:
    """Evert's conservative log ratio: the lower end of the 95% interval of the log ratio (from the variance
    of the logarithm of a ratio of two proportions); 0 where the interval holds no difference."""
    one, other = np.maximum(inside, _NEVER), np.maximum(outside, _NEVER)
    variance = 1 / one - 1 / max(words, 1.0) + 1 / other - 1 / max(other_words, 1.0)
    margin = 1.96 * np.sqrt(np.maximum(variance, 0.0)) / np.log(2)
    found: np.ndarray = np.maximum(log_ratio(inside, outside, words, other_words) - margin, 0.0)
    return found


def log_dice(together: np.ndarray, frequency: np.ndarray, mentions: float) -> np.ndarray:
    """Rychlý's logDice: 14 + log2(2 f(xy) / (f(x) + f(y))), at most 14; 0 where they are never together."""
    with np.errstate(divide="ignore"):
        found: np.ndarray = 14 + np.log2(2 * together / np.maximum(frequency + mentions, 1))
    return np.where(together > 0, np.maximum(found, 0.0), 0.0)
