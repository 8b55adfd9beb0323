"""Policy areas: where a report treats them, through which lenses, and what it leaves out there."""

import numpy as np

from gmi.lexicon.model import Area, Lexicon
from gmi.measure.counting import Counted
from gmi.measure.indicators import AreaIndicators, Units


def area_indicators(
    lexicon: Lexicon, counted: Counted, units: Units, mention_unit: np.ndarray
) -> tuple[AreaIndicators, ...]:
    """One AreaIndicators for each policy area of the lexicon, present or not."""
    column = {name: i for i, name in enumerate(units.columns)}
    holding = np.bincount(units.cells[0], minlength=len(units.columns)).tolist()
    cited = {counted.category[i] for i in np.flatnonzero(counted.of_group("instrument"))}
    lenses = {group.id: group.id for group in lexicon.groups if group.rated} | {counted.subject: "subject"}

    lens_mentions = np.logical_or.reduce([counted.of_group(group) for group in lenses])
    of_areas, of_risks = counted.of_group("area"), counted.of_group("risk")

    def units_with(name: str) -> int:
        return int(holding[column[name]])

    def one(area: Area) -> AreaIndicators:
        present = units.table[:, column[f"area:{area.id}"]] > 0
        named = tuple(r for r in area.risks if units_with(f"risk:{area.id}:{r}"))
        # What bears on an area: its own words, its own risks, and the lenses.
        telling = of_areas & counted.of_category(area.id) | of_risks & counted.of_category(*area.risks)
        telling |= lens_mentions
        return AreaIndicators(
            area=area.id,
            name=area.name,
            paragraphs=units_with(f"area:{area.id}"),
            lenses={group: units_with(f"{key}:area:{area.id}") for group, key in lenses.items()},
            risks_named=named,
            risks_missing=tuple(r for r in area.risks if r not in named),
            instruments_cited=tuple(i for i in area.instruments if i in cited),
            instruments_missing=tuple(i for i in area.instruments if i not in cited),
            evidence=tuple(np.flatnonzero(telling & present[mention_unit]).tolist()),
        )

    return tuple(one(area) for area in lexicon.areas)
