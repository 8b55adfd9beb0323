"""What `measure` hands on: counts, indicators, policy areas, and the coding units to resample."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

import numpy as np
from pydantic import PlainSerializer

Dimension = Literal["mention", "engagement", "commitment"]

# Written with six significant digits: further ones are noise, and differ between machines.
Figure = Annotated[float, PlainSerializer(lambda value: float(f"{value:.6g}"), return_type=float)]


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """Headline count of one category. `counted` is False for those kept out of the group's total."""

    category: str
    name: str
    count: int
    counted: bool
    terms: dict[str, int]


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Headline count of a group, and what the counting rule left out, by reason.

    `left_out` maps a zone or context ("running_header", "body_name") to how many mentions it kept out;
    a mention with several reasons is told under the first of them. `slices` are headline counts in equal
    slices of the text by words, first to last, a unit in that of its middle word; `pages` are those by page.
    """

    group: str
    name: str
    colour: str
    rated: bool
    count: int
    per_1000_words: Figure
    per_page: Figure
    categories: tuple[CategoryCount, ...]
    left_out: dict[str, int]
    slices: tuple[int, ...]
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measured quantity of one rated group. `value` is `numerator / denominator` where both are given;
    0.0 where the denominator is nothing."""

    id: str
    group: str
    dimension: Dimension
    name: str
    unit: str
    value: float
    numerator: float
    denominator: float


@dataclass(frozen=True, slots=True)
class AreaIndicators:
    """A policy area in this document. Paragraphs are counted as coding units; lenses map a group to
    how many of the area's units hold a counted mention of it; `evidence` are indices of mentions."""

    area: str
    name: str
    paragraphs: int
    lenses: dict[str, int]
    risks_named: tuple[str, ...]
    risks_missing: tuple[str, ...]
    instruments_cited: tuple[str, ...]
    instruments_missing: tuple[str, ...]
    evidence: tuple[int, ...]


@dataclass(frozen=True)
class Units:
    """Coding units (numbered paragraphs with their items) by countable columns, for resampling.

    `table` has shape (units, columns), counts as float32; `columns` names them. Every indicator is a
    function of column sums (`gmi.measure.formulas`), so resampling units is reweighting rows.
    """

    columns: tuple[str, ...]
    table: np.ndarray

    @cached_property
    def cells(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Column, row and content of the cells that hold anything, column by column: few do."""
        # Many times as fast over truth values as over numbers.
        columns, rows = np.nonzero(self.table.T != 0)
        return columns, rows, self.table[rows, columns]


@dataclass(frozen=True)
class Indicators:
    """All that is measured in one document. `counted` says for each mention whether it is in the headline."""

    words: int
    pages: int
    sentences: int
    paragraphs: int
    counts: tuple[GroupCount, ...]
    indicators: tuple[Indicator, ...]
    areas: tuple[AreaIndicators, ...]
    counted: tuple[bool, ...]
    rule: str
    units: Units
