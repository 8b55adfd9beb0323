"""How large the gap of a policy area is, by which the sections of a brief are ordered."""

from dataclasses import dataclass

from gmi.lexicon.model import Lexicon
from gmi.measure.units import figure_labels, has_figure
from gmi.rate.assessment import AreaRow, Assessment, MentionRow

PEOPLES = ("gender", "lgbtqia", "migration")


@dataclass(frozen=True, slots=True)
class Gap:
    """A policy area with what is missing there. `size` is from 0 to 1; `figures` are the groups on which the
    report gives figures in this area."""

    area: AreaRow
    size: float
    figures: tuple[str, ...]

    @property
    def without_figures(self) -> tuple[str, ...]:
        """The groups on which it gives none."""
        return tuple(group for group in PEOPLES if group not in self.figures)


def gaps(assessment: Assessment, lexicon: Lexicon) -> tuple[Gap, ...]:
    """Every area with its gap, the largest first; of the same size, areas that are treated come first."""
    labels = figure_labels(lexicon)
    found = [_gap(area, assessment.mentions, labels) for area in assessment.areas]
    return tuple(sorted(found, key=lambda one: (-one.size, not one.area.present)))


def _gap(area: AreaRow, mentions: tuple[MentionRow, ...], labels: set[str]) -> Gap:
    """The mean of four shares; docs/brief.md has the formula."""
    if not area.present:
        return Gap(area, 1.0, ())
    here = [mentions[index] for index in area.evidence if mentions[index].counted]
    figures = tuple(
        group
        for group in PEOPLES
        if any(one.group == group and has_figure(one.sentence, labels) for one in here)
    )
    lenses = (area.gendered + area.lgbtqia + area.migrant) / (3 * area.paragraphs)
    risks = _share(len(area.risks_missing), len(area.risks_named))
    instruments = _share(len(area.instruments_missing), len(area.instruments_cited))
    parts = (1 - lenses, risks, instruments, 1 - len(figures) / len(PEOPLES))
    return Gap(area, sum(parts) / len(parts), figures)


def _share(missing: int, there: int) -> float:
    return missing / (missing + there) if missing + there else 0.0
