"""Thresholds from a corpus: where its documents lie, and how ratings would move if a profile followed them.

A profile's thresholds are a convention; these are norm-referenced: moderate begins where a third of the
documents that have anything of an indicator lie below, high where two thirds do, and full where 95% do.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gmi.corpus.select import EVERYTHING, Selection
from gmi.corpus.store import Store
from gmi.errors import GmiError
from gmi.measure.indicators import Dimension
from gmi.rate.assessment import Level
from gmi.rate.profile import IndicatorRule, Profile, Thresholds
from gmi.rate.scoring import DIMENSIONS, LEVELS, level_of, normalise, rules_of

QUANTILES = (1 / 3, 2 / 3, 0.95)
FEWEST = 20
"""Documents, with anything of an indicator, below which no threshold is proposed."""
LEAST_STEP = 1.01
"""By how much, at least, each threshold lies above the one before."""

Key = tuple[str, str]
Values = Mapping[Key, float]
# Indicators that only caps look at, which the store has as the numerators of others.
NUMERATORS = {"references": "per_1000_words", "action_statements": "actions"}


class Proposal(NamedTuple):
    """An indicator's thresholds for one group, now and as the corpus has them; None: too few documents."""

    indicator: str
    group: str
    documents: int
    now: Thresholds
    proposed: Thresholds | None


class Calibration(NamedTuple):
    """Proposals, the profile with them, and for each rating ("overall", "gender mention") how many documents
    go from which level to which; and of what kinds the documents are."""

    documents: int
    kinds: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    profile: Profile
    moves: dict[str, Counter[tuple[Level, Level]]]


def calibrate(store: Store, profile: Profile, selection: Selection = EVERYTHING) -> Calibration:
    """Propose thresholds. Raises GmiError if the selection has too few documents, or the store has those of
    another profile."""
    documents = stored_values(store, selection)
    if len(documents) < FEWEST:
        number = f"{len(documents)} document{'s' * (len(documents) != 1)}"
        chosen = " of that kind" if selection.kind else ""
        what = f"{store.path} has {number}{chosen}: too few to calibrate on."
        raise GmiError(what, f"Score {FEWEST} or more, best some hundreds.")
    proposals = tuple(
        _proposal(rule, group, now, documents)
        for rule in profile.indicators
        for group, now in rule.thresholds.items()
    )
    moved = _with_thresholds(profile, proposals)
    moves: dict[str, Counter[tuple[Level, Level]]] = {}
    for values in documents.values():
        before, after = levels(profile, values), levels(moved, values)
        for name, level in before.items():
            moves.setdefault(name, Counter())[level, after[name]] += 1
    where, wanted = selection.where(store)
    kinds = tuple(row[0] for row in store.rows(f"SELECT DISTINCT kind FROM present WHERE {where}", wanted))
    return Calibration(len(documents), kinds, proposals, moved, moves)


def stored_values(store: Store, selection: Selection = EVERYTHING) -> dict[int, dict[Key, float]]:
    """The values of all indicators, by document, indicator and group."""
    where, wanted = selection.where(store)
    found: dict[int, dict[Key, float]] = {}
    query = (
        'SELECT document, indicator, "group", value, numerator FROM indicators '
        f"JOIN present ON present.id = document WHERE {where} ORDER BY document"
    )
    counts = {indicator: name for name, indicator in NUMERATORS.items()}
    for document, indicator, group, value, numerator in store.rows(query, wanted):
        values = found.setdefault(document, {})
        values[indicator, group] = value
        if indicator in counts:
            values[counts[indicator], group] = numerator
    return found


def levels(profile: Profile, values: Values) -> dict[str, Level]:
    """The levels that a profile gives to a document's values: overall, and each group's dimensions.

    As `gmi.rate` does it, without the trials. Raises GmiError for an indicator that has no value.
    """
    groups = dict.fromkeys(group for rule in profile.indicators for group in rule.thresholds)
    scores = {(g, d): _score(profile, values, g, d) for g in groups for d in DIMENSIONS}
    found: dict[str, Level] = {}
    for (group, dimension), score in scores.items():
        level = int(level_of(np.array([score]))[0])
        found[f"{group} {dimension}"] = LEVELS[_capped(profile, values, level, dimension, group)]
    weights = profile.overall.weights
    total = sum(w * scores[profile.overall.group, d] for d, w in weights.items()) / sum(weights.values())
    anyone = any(scores[group, "mention"] > 0 for group in groups)
    level = max(int(level_of(np.array([total]))[0]), 1) if anyone else 0
    return {"overall": LEVELS[_capped(profile, values, level, "overall", None)], **found}


def _score(profile: Profile, values: Values, group: str, dimension: Dimension) -> float:
    rules = rules_of(profile, group, dimension)
    total = sum(
        rule.weight * float(normalise(np.array([_value(values, rule.id, group)]), thresholds, np.ones(1))[0])
        for rule, thresholds in rules
    )
    return total / max(sum(rule.weight for rule, _ in rules), 1e-12)


def _capped(profile: Profile, values: Values, level: int, target: str, group: str | None) -> int:
    for cap in profile.caps:
        meant = target in cap.applies_to and (target == "overall" or cap.group == group)
        if meant and _value(values, cap.indicator, cap.group) < cap.below:
            level = min(level, LEVELS.index(cap.level))
    return level


def _value(values: Values, indicator: str, group: str) -> float:
    if (indicator, group) not in values:
        what = f"The store has no values of {indicator!r} for {group}."
        raise GmiError(what, "Score the folder with this profile first: gmi corpus run --profile.")
    return values[indicator, group]


def _proposal(rule: IndicatorRule, group: str, now: Thresholds, documents: Mapping[int, Values]) -> Proposal:
    held = [value for values in documents.values() if (value := _value(values, rule.id, group)) > 0]
    if len(held) < FEWEST:
        return Proposal(rule.id, group, len(held), now, None)
    moderate, high, full = (float(f"{q:.3g}") for q in np.quantile(held, QUANTILES).tolist())
    high = max(high, moderate * LEAST_STEP)
    proposed = Thresholds(moderate=moderate, high=high, full=max(full, high * LEAST_STEP))
    return Proposal(rule.id, group, len(held), now, proposed)


def _with_thresholds(profile: Profile, proposals: tuple[Proposal, ...]) -> Profile:
    proposed = {(p.indicator, p.group): p.proposed or p.now for p in proposals}
    rules = tuple(
        rule.model_copy(update={"thresholds": {group: proposed[rule.id, group] for group in rule.thresholds}})
        for rule in profile.indicators
    )
    return profile.model_copy(update={"indicators": rules})


def profile_text(base: Path, name: str, found: Calibration) -> str:
    """The base profile's file with the proposed thresholds; its comments stay."""
    import tomlkit

    document = tomlkit.parse(base.read_text(encoding="utf-8"))
    document["name"] = name
    document["description"] = f"Thresholds at the thirds of {found.documents} documents; see gmi calibrate."
    for rule in document["indicator"]:
        for proposal in found.proposals:
            if proposal.indicator == rule["id"] and proposal.proposed:
                held = rule["thresholds"][proposal.group]
                held.update({key: round(value, 6) for key, value in proposal.proposed.model_dump().items()})
    return tomlkit.dumps(document)
