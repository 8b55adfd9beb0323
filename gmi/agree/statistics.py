"""Measures of agreement, from codes as numbers: a row for each coder, NaN where nothing was coded."""

from itertools import combinations

import krippendorff
import numpy as np

RESAMPLES = 1000
SEED = 1
MEASUREMENT = {"yes-no": "nominal", "label": "nominal", "ordinal": "ordinal", "count": "ratio"}


def percent_agreement(codes: np.ndarray) -> float | None:
    """Share of units on which two coders agree; with more coders, the mean over their pairs."""
    return _mean([float(np.mean(first == second)) for first, second in _pairs(codes)])


def kappa(codes: np.ndarray, *, weighted: bool) -> float | None:
    """Cohen's kappa, kappa = 1 - sum(w o) / sum(w e), with o the observed and e the expected shares.

    w is 0 on the diagonal and 1 elsewhere (Cohen 1960), or, weighted, the squared difference of the codes
    (Cohen 1968). With more than two coders, the mean over their pairs (Light 1971). None where it is not
    defined: nothing coded by two, or all codes the same.
    """
    found = []
    for first, second in _pairs(codes):
        steps, places = np.unique(np.concatenate([first, second]), return_inverse=True)
        table = np.zeros((len(steps), len(steps)))
        np.add.at(table, (places[: len(first)], places[len(first) :]), 1 / len(first))
        weights = (steps[:, None] - steps) ** 2 if weighted else (steps[:, None] != steps).astype(float)
        expected = float((weights * np.outer(table.sum(1), table.sum(0))).sum())
        if expected > 0:
            found.append(1 - float((weights * table).sum()) / expected)
    return _mean(found)


def alpha(codes: np.ndarray, level: str) -> tuple[float, float, float] | None:
    """Krippendorff's alpha with its 95% bootstrap interval: units are drawn with replacement (Zapf et al.
    2016). None where it is not defined: nothing coded by two, or all codes the same.
    """
    pairable = (~np.isnan(codes)).sum(0) > 1
    domain = np.unique(codes[:, pairable])
    domain = domain[~np.isnan(domain)]
    if len(domain) < 2:
        return None
    counts = (codes[:, pairable].T[:, :, None] == domain).sum(1)
    measurement = MEASUREMENT[level]
    value = krippendorff.alpha(value_counts=counts, value_domain=domain, level_of_measurement=measurement)  # type: ignore[arg-type]
    low, high = np.quantile(_drawn_alphas(counts, domain, measurement), [0.025, 0.975])
    return float(value), float(low), float(high)


def _drawn_alphas(counts: np.ndarray, domain: np.ndarray, measurement: str) -> np.ndarray:
    """Alpha of each resample. Units with the same codes are drawn together, as a weight on their pattern:
    the library's own function, called once for each resample, takes seconds for 20,000 units."""
    patterns, of_pattern = np.unique(counts, axis=0, return_counts=True)
    units = len(counts)
    weights = np.random.default_rng(SEED).multinomial(units, of_pattern / units, RESAMPLES)
    pairs = patterns[:, :, None] * (patterns[:, None, :] - np.eye(len(domain)))
    pairs /= patterns.sum(1)[:, None, None] - 1
    observed = (weights @ pairs.reshape(len(patterns), -1)).reshape(RESAMPLES, len(domain), -1)
    values = observed.sum(1)
    expected = values[:, :, None] * (values[:, None, :] - np.eye(len(domain)))
    distances = _distances(values, domain, measurement)
    total = (expected * distances).sum((1, 2))
    disagreement = (observed * distances).sum((1, 2)) * (values.sum(1) - 1)
    # A resample in which all codes are the same shows no disagreement.
    ratio: np.ndarray = np.divide(disagreement, total, out=np.zeros(RESAMPLES), where=total > 0)
    return 1 - ratio


def _distances(values: np.ndarray, domain: np.ndarray, measurement: str) -> np.ndarray:
    """Squared differences between values (Krippendorff 2004, section 11.3.3), for each resample."""
    if measurement == "nominal":
        unlike: np.ndarray = 1 - np.eye(len(domain))
        return unlike
    if measurement == "ratio":
        total = domain[:, None] + domain
        ratio: np.ndarray = np.divide(
            domain[:, None] - domain, total, out=np.zeros(total.shape), where=total > 0
        )
        return ratio**2
    ranks = np.cumsum(values, axis=1) - values / 2
    between: np.ndarray = ranks[:, :, None] - ranks[:, None, :]
    return between**2


def precision_recall_f1(ours: np.ndarray, human: np.ndarray) -> tuple[float | None, ...]:
    """Precision, recall and F1 of `ours` against `human`: what is not zero is found. None where undefined."""
    both = ~np.isnan(ours) & ~np.isnan(human)
    found, coded = ours[both] > 0, human[both] > 0
    hits, all_found, all_coded = (int(mask.sum()) for mask in (found & coded, found, coded))
    return (
        hits / all_found if all_found else None,
        hits / all_coded if all_coded else None,
        2 * hits / (all_found + all_coded) if all_found + all_coded else None,
    )


def _pairs(codes: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The codes of each two coders on the units that both coded, if there are any."""
    found = []
    for first, second in combinations(codes, 2):
        both = ~np.isnan(first) & ~np.isnan(second)
        if both.any():
            found.append((first[both], second[both]))
    return found


def _mean(found: list[float]) -> float | None:
    return sum(found) / len(found) if found else None
