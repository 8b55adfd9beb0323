"""What coders write into a cell, and what it says: yes or no, a count, a step of a scale, a label.

A blank cell says "no" where the coder only ever marks what is there (x, 1), and "not coded" where the coder
also writes "no" or 0. Whatever else is written must be understood, or the reader is told which cell it is.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np

Level = Literal["yes-no", "ordinal", "count", "label"]
LEVELS: tuple[Level, ...] = ("yes-no", "ordinal", "count", "label")

YES = frozenset(
    ("yes", "y", "true", "t", "1", "x", "+", "✓", "✔", "☑", "☒", "present", "si", "sí", "oui", "ja")
)
NO = frozenset(("no", "n", "false", "f", "0", "☐", "absent", "non"))
BLANK = frozenset(("", "-", "–", "—", "none"))
MISSING = frozenset(
    ("na", "n/a", "n.a.", "#n/a", "nan", "null", ".", "?", "missing", "unclear", "not coded", "-99")
)
SCALES: tuple[tuple[str, ...], ...] = (
    ("absent", "low", "moderate", "high"),
    ("absent", "low", "medium", "high"),
    ("blind", "sensitive", "specific", "transformative"),
    ("minimal", "continuing", "considering", "general", "specific"),
    ("none", "low", "medium", "high"),
)
MOST_LABELS = 60
_WHOLE = re.compile(r"-?\d{1,9}")
_SEPARATORS = re.compile(r"[;|\n]")


def folded(cell: str) -> str:
    """A cell's content as it is compared: case and blanks don't matter."""
    return " ".join(cell.split()).casefold()


def written(cells: Iterable[str]) -> list[str]:
    """What is written in a column, folded; blanks and marks for missing values left out."""
    return [word for word in map(folded, cells) if word not in BLANK and word not in MISSING]


def labels(cell: str) -> list[str]:
    """The labels of a cell that holds several: "Migrants; Labour"."""
    return [label.strip() for label in _SEPARATORS.split(cell) if label.strip()]


def holds_lists(cells: Iterable[str]) -> bool:
    """Whether any cell of the column holds several labels."""
    return any(_SEPARATORS.search(cell.strip(" ;|\n")) for cell in cells)


def level_of(columns: Sequence[Sequence[str]]) -> Level | None:
    """The level of measurement that the coders' columns share; None if their cells hold no codes."""
    coded = [set(written(column)) for column in columns]
    words = set().union(*coded)
    if all(word in YES or word in NO or _WHOLE.fullmatch(word) for word in words):
        if all(_largest(column) > 1 for column in coded):
            steps = {int(word) for word in words if _WHOLE.fullmatch(word)}
            return "ordinal" if min(steps) >= 1 and max(steps) <= 10 else "count"
        # One coder counts and the other says yes or no: any count is a yes.
        return "yes-no"
    if any(words <= set(scale) for scale in SCALES):
        return "ordinal"
    return "label" if 1 < len(words) <= MOST_LABELS else None


def _largest(words: Iterable[str]) -> int:
    return max((int(word) for word in words if _WHOLE.fullmatch(word)), default=0)


def values(column: Sequence[str], level: Level, domain: Sequence[str] = ()) -> tuple[np.ndarray, list[int]]:
    """The column as numbers, NaN where nothing was coded, and the indices of cells that can't be understood.

    `domain` are the labels, or the steps of a scale, in order: a label's number is its place.
    """
    words = [folded(cell) for cell in column]
    marks_only = level == "yes-no" and not any(word in NO for word in words)
    numbers = {label: place for place, label in enumerate(domain)}
    coded, wrong = np.full(len(words), np.nan), []
    for index, word in enumerate(words):
        if word in MISSING and word not in numbers:
            continue
        if word in BLANK and word not in numbers:
            coded[index] = 0 if marks_only else np.nan
            continue
        number = numbers.get(word) if level == "label" else _number(word, level, numbers)
        if number is None:
            wrong.append(index)
        else:
            coded[index] = number
    return coded, wrong


def _number(word: str, level: Level, steps: dict[str, int]) -> int | None:
    """What a word says at a level above labels; None if it says nothing."""
    whole = int(word) if _WHOLE.fullmatch(word) else None
    if level == "ordinal":
        return steps.get(word) if steps else whole
    if whole is not None and whole >= 0:
        return min(whole, 1) if level == "yes-no" else whole
    if word in YES or word in NO:
        return int(word in YES)
    return None


def domain_of(columns: Sequence[Sequence[str]], level: Level) -> tuple[str, ...]:
    """The labels in use, sorted; for a scale in words, its steps in order; empty where cells are numbers."""
    words = set().union(*(written(column) for column in columns))
    if level == "label":
        return tuple(sorted(words))
    if level == "ordinal" and not all(_WHOLE.fullmatch(word) for word in words):
        return next((scale for scale in SCALES if words <= set(scale)), ())
    return ()


def shown(value: float, level: Level, domain: Sequence[str]) -> str:
    """A code as a reader sees it; empty where nothing was coded."""
    if np.isnan(value):
        return ""
    if level == "yes-no":
        return "yes" if value else "no"
    return domain[int(value)] if domain else str(int(value))
