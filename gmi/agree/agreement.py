"""Coding sheets become an Agreement: what is compared, how far it agrees, and where it doesn't."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gmi.agree.codes import LEVELS, Level, domain_of, level_of, shown, values, written
from gmi.agree.columns import STRENGTH, Names, Variable, key, split_lists, variables
from gmi.agree.rows import Matched, match_rows
from gmi.agree.sheets import Sheet, read_sheets
from gmi.agree.statistics import alpha, kappa, percent_agreement, precision_recall_f1
from gmi.errors import GmiError
from gmi.lexicon import load
from gmi.measure.indicators import Figure

_WAYS_OUT: dict[Level, str] = {
    "yes-no": "Write yes or no, 1 or 0, x or nothing; NA or ? where it was not coded.",
    "count": "Write a whole number; NA or ? where it was not counted.",
    "ordinal": "Write a whole number, or a step of one scale in words; NA or ? where it was not coded.",
    "label": "",
}


@dataclass(frozen=True, slots=True)
class Coder:
    """A coding sheet, by the name that stands in the tables."""

    name: str
    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class VariableAgreement:
    """How far the coders agree on one variable.

    `columns` are the sheets' own names. `units` were coded by two coders or more. `prevalence` is for each
    coder the share of yes, the mean of a count or a scale; None for labels. `percent`, `kappa` and `alpha`
    (with the bounds of its 95% interval) are explained in gmi/agree/statistics.py; None where they are not
    defined. `precision`, `recall` and `f1` are the first sheet's against the second, for two sheets and
    yes or no; any count is a yes.
    """

    name: str
    level: Level
    columns: tuple[str, ...]
    units: int
    prevalence: tuple[Figure | None, ...]
    percent: Figure | None
    kappa: Figure | None
    alpha: Figure | None
    alpha_low: Figure | None
    alpha_high: Figure | None
    precision: Figure | None
    recall: Figure | None
    f1: Figure | None
    disagreements: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A text that the coders coded differently: its row number and code in each sheet. `terms` are those of
    the lexicon that made gmi's code, where the first sheet tells them."""

    variable: str
    rows: tuple[int, ...]
    codes: tuple[str, ...]
    text: str
    terms: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that is said about the coders' agreement. `matched_by` tells how rows were matched; `notes` what
    was left out and why."""

    coders: tuple[Coder, ...]
    matched_by: str
    units: int
    variables: tuple[VariableAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    notes: tuple[str, ...]


def agreement(
    paths: Sequence[Path],
    *,
    columns: Sequence[str] = (),
    key_column: str | None = None,
    levels: Sequence[str] = (),
    sheet: str | None = None,
) -> Agreement:
    """Compare coding sheets, the first with the others. Raises GmiError.

    `columns` map names ("ours=human", "gender=issues:Women's rights"), `key_column` names what tells which
    rows are the same, `levels` overrule levels of measurement ("action=ordinal"), `sheet` names a workbook's
    sheet.
    """
    names = Names(load("en"))
    wanted = _levels(levels, names)
    sheets = read_sheets(paths, sheet)
    matched = match_rows(sheets, key_column)
    notes = [*(note for one in sheets for note in one.notes), *matched.notes]
    compared: list[VariableAgreement] = []
    disagreements: list[Disagreement] = []
    for variable in _wanted_variables(sheets, names, columns, matched, notes):
        level = _level(variable, sheets, wanted, notes)
        if level is None:
            continue
        codes, domain = _codes(variable, level, sheets, matched)
        differing = _differing(codes)
        if not ((~np.isnan(codes)).sum(0) > 1).any():
            notes.append(f"{variable.name}: no text was coded by two coders; a blank column is not coded")
            continue
        compared.append(_measured(variable, level, sheets, codes, len(differing)))
        disagreements += _listed(variable, level, domain, sheets, matched, codes, differing)
    if not compared:
        raise _nothing(sheets, notes)
    coders = tuple(Coder(one.name, one.file, len(one.rows)) for one in sheets)
    units = len(matched.rows[0])
    return Agreement(coders, matched.by, units, tuple(compared), tuple(disagreements), tuple(notes))


def _nothing(sheets: Sequence[Sheet], notes: Sequence[str]) -> GmiError:
    files = " and ".join(sheet.file for sheet in sheets)
    heads = "; ".join(f"{sheet.file} has {', '.join(filter(None, sheet.columns))}" for sheet in sheets)
    why = f" {notes[-1]}." if notes else ""
    return GmiError(
        f"{files} have no coded column in common.{why}", f"Map them with --columns ours=human. {heads}."
    )


def _levels(levels: Sequence[str], names: Names) -> dict[str, Level]:
    found: dict[str, Level] = {}
    for one in levels:
        name, _, level = one.rpartition("=")
        known = next((other for other in LEVELS if other == level.strip()), None)
        if not name or known is None:
            raise GmiError(
                f"--level {one!r} is not understood.", f"Write NAME=LEVEL, with one of {', '.join(LEVELS)}."
            )
        found[names.of(name)] = known
    return found


def _wanted_variables(
    sheets: Sequence[Sheet], names: Names, columns: Sequence[str], matched: Matched, notes: list[str]
) -> list[Variable]:
    """The variables to compare; what is passed over is told in `notes`."""
    wanted: list[Variable] = []
    for variable in variables(sheets, names, columns):
        taken = [pick.column in taken for pick, taken in zip(variable.picks, matched.columns, strict=True)]
        if any(taken) and not variable.asked:
            continue
        if not (variable.asked or variable.known) and _same(variable, sheets, matched):
            notes.append(f"{variable.name}: the same in all sheets, so no coding (--columns compares it)")
            continue
        wanted += split_lists(variable, sheets)
    return wanted


def _same(variable: Variable, sheets: Sequence[Sheet], matched: Matched) -> bool:
    """Whether a column holds the same in all sheets, as what was copied from the texts' source does."""
    first, *others = (
        [sheet.rows[row][pick.column] for row in rows]
        for sheet, pick, rows in zip(sheets, variable.picks, matched.rows, strict=True)
    )
    return all(first == other for other in others)


def _level(
    variable: Variable, sheets: Sequence[Sheet], wanted: dict[str, Level], notes: list[str]
) -> Level | None:
    """The level of measurement; None, with a note, for a column that holds no codes."""
    asked = wanted.get(variable.key) or wanted.get(key(variable.name))
    if asked:
        return asked
    columns = [pick.cells(sheet) for pick, sheet in zip(variable.picks, sheets, strict=True)]
    if variable.key == STRENGTH:
        return "ordinal"
    found = level_of(columns)
    if variable.known and found == "ordinal":
        return "count" if _all_numbers(columns) else "ordinal"
    if variable.known and found != "count":
        # A group or area is there or not; what says neither is a slip that the reader should see.
        return "yes-no"
    if found is None:
        notes.append(f"{variable.name}: its cells are no codes (--level {variable.name}=label compares them)")
    return found


def _all_numbers(columns: Sequence[Sequence[str]]) -> bool:
    return all(word.isdecimal() for cells in columns for word in written(cells))


def _codes(
    variable: Variable, level: Level, sheets: Sequence[Sheet], matched: Matched
) -> tuple[np.ndarray, tuple[str, ...]]:
    """The codes of the matched rows, a row for each coder, and what their numbers stand for."""
    columns = [pick.cells(sheet) for pick, sheet in zip(variable.picks, sheets, strict=True)]
    domain = domain_of(columns, level)
    coded = []
    for sheet, pick, cells, rows in zip(sheets, variable.picks, columns, matched.rows, strict=True):
        numbers, wrong = values(cells, level, domain)
        if wrong and not pick.labels:
            more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            raise GmiError(
                f"{sheet.cell(wrong[0], pick.column)}{more}: {cells[wrong[0]][:40]!r} is no "
                f"{level.replace('yes-no', 'yes or no')}.",
                _WAYS_OUT[level],
            )
        coded.append(numbers[list(rows)] if written(cells) else np.full(len(rows), np.nan))
    return np.stack(coded), domain


def _differing(codes: np.ndarray) -> list[int]:
    """The units that two coders coded differently."""
    coded = ~np.isnan(codes)
    low = np.where(coded, codes, np.inf).min(0)
    high = np.where(coded, codes, -np.inf).max(0)
    return np.flatnonzero(low < high).tolist()


def _measured(
    variable: Variable, level: Level, sheets: Sequence[Sheet], codes: np.ndarray, differing: int
) -> VariableAgreement:
    value, low, high = alpha(codes, level) or (None, None, None)
    against = precision_recall_f1(*codes) if len(codes) == 2 and level in ("yes-no", "count") else (None,) * 3
    both = codes[:, (~np.isnan(codes)).sum(0) > 1]
    return VariableAgreement(
        name=variable.name,
        level=level,
        columns=tuple(p.title(sheet) for p, sheet in zip(variable.picks, sheets, strict=True)),
        units=both.shape[1],
        prevalence=tuple(None if level == "label" else _prevalence(row) for row in both),
        percent=percent_agreement(codes),
        kappa=kappa(codes, weighted=level in ("ordinal", "count")),
        alpha=value,
        alpha_low=low,
        alpha_high=high,
        precision=against[0],
        recall=against[1],
        f1=against[2],
        disagreements=differing,
    )


def _prevalence(codes: np.ndarray) -> float | None:
    coded = codes[~np.isnan(codes)]
    return float(coded.mean()) if len(coded) else None


def _listed(
    variable: Variable,
    level: Level,
    domain: Sequence[str],
    sheets: Sequence[Sheet],
    matched: Matched,
    codes: np.ndarray,
    differing: Sequence[int],
) -> list[Disagreement]:
    """The disagreements with their texts, in the order of the first sheet."""
    text = next(((i, column) for i, column in enumerate(matched.texts) if column is not None), None)
    terms = next((i for i, c in enumerate(sheets[0].columns) if key(c) == f"{variable.key}terms"), None)
    listed = []
    for unit in differing:
        rows = [place[unit] for place in matched.rows]
        listed.append(
            Disagreement(
                variable.name,
                tuple(sheet.numbers[row] for sheet, row in zip(sheets, rows, strict=True)),
                tuple(shown(code, level, domain) for code in codes[:, unit]),
                sheets[text[0]].rows[rows[text[0]]][text[1]] if text else "",
                sheets[0].rows[rows[0]][terms] if terms is not None else "",
            )
        )
    return listed
