"""The formulas of the indicators, each a numerator over a denominator of column sums.

Sums have shape (trials, columns): one row for the report itself, or one for each resample, so that one
formula serves both. docs/method.md writes the same formulas out for doing them by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gmi.measure.indicators import Dimension, Units

Pair = tuple[np.ndarray, np.ndarray]


# Reports under one lexicon have the same columns: where they are is worked out once.
@lru_cache(maxsize=8)
def _index(columns: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, name in enumerate(columns)}


@lru_cache(maxsize=256)
def _family(columns: tuple[str, ...], prefix: str) -> np.ndarray:
    return np.array([n for n, name in enumerate(columns) if name.startswith(prefix)], dtype=np.intp)


@lru_cache(maxsize=8)
def _area_of_risks(columns: tuple[str, ...]) -> np.ndarray:
    index = _index(columns)
    areas = [name.split(":")[1] for name in columns if name.startswith("risk:")]
    return np.array([index[f"area:{area}"] for area in areas], dtype=np.intp)


class Sums:
    """Column sums by name. `weights` has shape (trials, units): how often each unit is in each trial."""

    def __init__(self, units: Units, weights: np.ndarray) -> None:
        self.trials = len(weights)
        self._names = units.columns
        self._index = _index(units.columns)
        # Only the cells that hold anything are weighed and added up, column by column.
        columns, rows, content = units.cells
        held, first = np.unique(columns, return_index=True)
        self._sums = np.zeros((self.trials, len(units.columns)), dtype=np.float32)
        if len(rows):
            cells = weights.astype(np.float32, copy=False)[:, rows] * content
            self._sums[:, held] = np.add.reduceat(cells, first, axis=1)

    def __getitem__(self, name: str) -> np.ndarray:
        column: np.ndarray = self._sums[:, self._index[name]]
        return column

    def family(self, prefix: str) -> np.ndarray:
        """All columns whose name starts with `prefix`, shape (trials, columns of that prefix)."""
        columns: np.ndarray = self._sums[:, _family(self._names, prefix)]
        return columns

    def area_of_risks(self) -> np.ndarray:
        """The area's column for each column of the family "risk:", in the same order and shape."""
        columns: np.ndarray = self._sums[:, _area_of_risks(self._names)]
        return columns

    def areas(self, prefix: str = "") -> np.ndarray:
        """Area columns, in lexicon order, shape (trials, areas)."""
        return self.family(f"{prefix}area:")


@dataclass(frozen=True, slots=True)
class Formula:
    """An indicator's definition. `counts` names what the numerator counts, for "12 more ...";
    `scale` multiplies the quotient (1,000 for a rate per 1,000 words)."""

    id: str
    dimension: Dimension
    name: str
    unit: str
    counts: str
    pair: Callable[[Sums, str], Pair]
    scale: float = 1.0


def _ones(sums: Sums) -> np.ndarray:
    return np.ones(sums.trials, dtype=np.float32)


def _evenness(sums: Sums, group: str) -> Pair:
    """1 - DP, with Gries' deviation of proportions DP = sum |v_i - s_i| / 2, where s_i is slice i's share
    of the words and v_i its share of the references (Gries 2008, International Journal of Corpus
    Linguistics 13(4)). 0 without references."""
    words, references = sums.family("slice:"), sums.family(f"{group}:slice:")
    total = references.sum(axis=1)
    share = words / np.maximum(words.sum(axis=1), 1)[:, None]
    deviation = np.abs(references / np.maximum(total, 1)[:, None] - share).sum(axis=1) / 2
    return np.where(total > 0, 1 - deviation, 0), _ones(sums)


def _area_share(sums: Sums, group: str) -> Pair:
    """Policy areas with a lens, of those present."""
    return (sums.areas(f"{group}:") > 0).sum(axis=1), (sums.areas() > 0).sum(axis=1)


def _risk_share(sums: Sums, _group: str) -> Pair:
    """Gendered risks named in their area, of those that apply to the areas present."""
    return (sums.family("risk:") > 0).sum(axis=1), (sums.area_of_risks() > 0).sum(axis=1)


def _kinds(sums: Sums, group: str) -> Pair:
    """How many kinds of firm commitment occur at all."""
    return (sums.family(f"{group}:kind:") > 0).sum(axis=1), _ones(sums)


_ALL = (
    Formula(
        "references", "mention", "References", "references", "references",
        lambda s, g: (s[f"{g}:references"], _ones(s)),
    ),
    Formula(
        "per_1000_words", "mention", "References per 1,000 words", "per 1,000 words", "references",
        lambda s, g: (s[f"{g}:references"], s["words"]), 1000.0,
    ),
    Formula(
        "paragraph_share", "mention", "Paragraphs with a reference", "share of paragraphs", "paragraphs",
        lambda s, g: (s[f"{g}:paragraphs"], s["paragraphs"]),
    ),
    Formula("evenness", "mention", "Evenness over the document (1 - DP)", "0 to 1", "", _evenness),
    Formula(
        "subject_paragraph_share", "engagement", "Migration paragraphs with a reference",
        "share of migration paragraphs", "paragraphs",
        lambda s, g: (s[f"{g}:subject_paragraphs"], s["subject:paragraphs"]),
    ),
    Formula(
        "subject_sentence_share", "engagement", "Migration sentences with a reference",
        "share of migration sentences", "sentences",
        lambda s, g: (s[f"{g}:subject_sentences"], s["subject:sentences"]),
    ),
    Formula(
        "area_share", "engagement", "Policy areas with a lens", "share of areas present", "policy areas",
        _area_share,
    ),
    Formula(
        "risk_share", "engagement", "Gendered risks named", "share of risks that apply", "risks", _risk_share
    ),
    Formula(
        "figures", "engagement", "Sentences with disaggregated figures", "per 1,000 words",
        "sentences with a figure",
        lambda s, g: (s[f"{g}:figures"], s["words"]), 1000.0,
    ),
    Formula(
        "actions", "commitment", "Action statements", "per 1,000 words", "action statements",
        lambda s, g: (s[f"{g}:actions"], s["words"]), 1000.0,
    ),
    Formula(
        "strength", "commitment", "Mean strength of action", "1 to 5", "",
        lambda s, g: (s[f"{g}:strength"], s[f"{g}:actions"]),
    ),
    Formula("kinds", "commitment", "Kinds of firm commitment", "kinds", "kinds", _kinds),
    Formula(
        "action_statements", "commitment", "Action statements in all", "statements", "action statements",
        lambda s, g: (s[f"{g}:actions"], _ones(s)),
    ),
    Formula(
        "gaps", "commitment", "Gaps admitted", "statements", "statements",
        lambda s, g: (s[f"{g}:gaps"], _ones(s)),
    ),
)  # fmt: skip
FORMULAS = {formula.id: formula for formula in _ALL}


def evaluate(formula: Formula, sums: Sums, group: str) -> np.ndarray:
    """The indicator's value in every trial, shape (trials,); 0 where the denominator is 0."""
    return quotient(formula, *formula.pair(sums, group))


def quotient(formula: Formula, numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """The indicator's value from its numerators and denominators, shape (trials,)."""
    value = np.zeros(len(numerator))
    np.divide(numerator * formula.scale, denominator, out=value, where=denominator > 0)
    return value
