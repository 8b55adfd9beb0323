"""measure: Mentions become Indicators."""

import numpy as np

from gmi.find.mentions import Mentions
from gmi.lexicon.model import Lexicon
from gmi.measure.areas import area_indicators
from gmi.measure.counting import apply_rule
from gmi.measure.counts import group_counts
from gmi.measure.formulas import FORMULAS, Sums, quotient
from gmi.measure.indicators import Indicator, Indicators
from gmi.measure.units import unit_map, unit_slices, unit_table
from gmi.read.document import Document


def measure(
    document: Document,
    mentions: Mentions,
    lexicon: Lexicon,
    *,
    leave_out_zones: tuple[str, ...],
    leave_out_contexts: tuple[str, ...],
    subject: str,
    slices: int,
    rule: str,
) -> Indicators:
    """Count what was found and compute every indicator of every rated group.

    The keyword arguments are a profile's counting rule: zones and contexts whose mentions stay out of the
    headline, the group that is the report's subject (migration), the number of slices for dispersion, and
    the rule in words.
    """
    counted = apply_rule(document, mentions, lexicon, leave_out_zones, leave_out_contexts, subject)
    map_ = unit_map(document.blocks)
    units = unit_table(document, mentions, lexicon, counted, map_, slices)
    sums = Sums(units, np.ones((1, len(units.table)), dtype=np.float32))
    words = int(sums["words"][0])
    slice_of_unit = unit_slices(units.table[:, units.columns.index("words")], slices)
    mention_unit = map_.of_block[counted.block]
    return Indicators(
        words=words,
        pages=len(document.pages),
        sentences=int(sum(counted.blocks[s.block] for s in mentions.sentences)),
        paragraphs=int(sums["paragraphs"][0]),
        counts=group_counts(document, mentions, lexicon, counted, words, slice_of_unit[mention_unit], slices),
        indicators=tuple(_indicators(sums, lexicon)),
        areas=area_indicators(lexicon, counted, units, mention_unit),
        counted=tuple(counted.headline.tolist()),
        rule=rule,
        units=units,
    )


def _indicators(sums: Sums, lexicon: Lexicon) -> list[Indicator]:
    found = []
    for group in lexicon.groups:
        for formula in FORMULAS.values() if group.rated else ():
            numerator, denominator = formula.pair(sums, group.id)
            value = float(quotient(formula, numerator, denominator)[0])
            found.append(
                Indicator(
                    id=formula.id,
                    group=group.id,
                    dimension=formula.dimension,
                    name=formula.name,
                    unit=formula.unit,
                    value=value,
                    numerator=float(numerator[0]),
                    denominator=float(denominator[0]),
                )
            )
    return found
