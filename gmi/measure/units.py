"""Coding units: the numbered paragraphs of a report, as rows of one table of counts.

A unit is a numbered paragraph with its list items, a table, a note, or a paragraph without a number;
a heading belongs to the unit that follows it. Everything that is measured is a function of the table's
column sums, so that the same formulas serve the report and its resamples.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gmi.find.mentions import Mentions, Sentence
from gmi.lexicon.model import Lexicon
from gmi.measure.counting import Counted
from gmi.measure.figures import Figures
from gmi.measure.indicators import Units
from gmi.read.document import Block, Document

PARAGRAPH_ZONES = frozenset({"body", "annex", "table"})
# What stands at the foot or the head of a page: a paragraph that goes on behind it is one paragraph still.
BETWEEN_PAGES = frozenset({"footnote", "endnote", "running_header"})


@dataclass(frozen=True)
class UnitMap:
    """Which unit each block is in, and which units are paragraphs (not notes, covers or headers)."""

    of_block: np.ndarray
    paragraphs: np.ndarray


def unit_map(blocks: tuple[Block, ...]) -> UnitMap:
    """Group blocks into units; see the module's docstring."""
    of_block = np.zeros(len(blocks), dtype=np.intp)
    paragraphs: list[bool] = []
    previous: tuple[object, ...] | None = None
    pending_heading = False
    current = -1
    for block in blocks:
        if block.zone in BETWEEN_PAGES:
            of_block[block.index] = len(paragraphs)
            paragraphs.append(False)
            continue
        if block.zone == "heading":
            key: tuple[object, ...] | None = None
        elif block.zone == "table":
            key = ("table", block.heading_path, block.number)
        elif block.number is not None:
            key = (block.zone, block.number, block.heading_path)
        else:
            key = ("single", block.index)
        continues = key is not None and key == previous
        if not continues and not pending_heading:
            current = len(paragraphs)
            paragraphs.append(False)
        pending_heading = key is None
        previous = key
        of_block[block.index] = current
        if block.zone in PARAGRAPH_ZONES:
            paragraphs[current] = True
    return UnitMap(of_block, np.array(paragraphs, dtype=bool))


def unit_slices(words: np.ndarray, slices: int) -> np.ndarray:
    """The slice, of equal numbers of words, in which the middle word of each unit falls."""
    middle = np.cumsum(words) - words / 2
    slice_of: np.ndarray = np.minimum((middle / max(words.sum(), 1) * slices).astype(int), slices - 1)
    return slice_of


def unit_table(
    document: Document, mentions: Mentions, lexicon: Lexicon, counted: Counted, units: UnitMap, slices: int
) -> Units:
    """Build the table of units by columns; see docs/method.md for what each column counts."""
    blocks = document.blocks
    number = len(units.paragraphs)
    in_scope = counted.blocks
    words = np.asarray(mentions.words, dtype=np.float32) * in_scope
    columns: dict[str, np.ndarray] = {
        "words": np.bincount(units.of_block, words, number),
        "paragraphs": units.paragraphs,
    }
    unit_words = columns["words"]
    one_hot = np.arange(slices)[:, None] == unit_slices(unit_words, slices)
    columns |= {f"slice:{k}": one_hot[k] * unit_words for k in range(slices)}

    sentence_unit = units.of_block[np.array([s.block for s in mentions.sentences], dtype=np.intp)]
    mention_unit = units.of_block[counted.block]
    subject = counted.subject
    subject_sentence = _sentences_with(counted, subject, len(mentions.sentences))
    subject_unit = np.bincount(mention_unit[counted.of_group(subject)], minlength=number) > 0
    columns["subject:paragraphs"] = subject_unit & units.paragraphs
    columns["subject:sentences"] = np.bincount(sentence_unit[subject_sentence], minlength=number)

    named = [
        (int(counted.block[mention]), counted.category[mention])
        for mention in np.flatnonzero(counted.of_group("area"))
    ]
    area_units = treated_areas(blocks, named, [area.id for area in lexicon.areas], units)
    for area, present in area_units.items():
        columns[f"area:{area}"] = present
        columns[f"subject:area:{area}"] = present & subject_unit
    columns |= _risk_columns(counted, lexicon, mention_unit, area_units, number)

    figures = Figures(lexicon)
    for group in (g.id for g in lexicon.groups if g.rated):
        of_group = counted.of_group(group)
        references = np.bincount(mention_unit[of_group], minlength=number)
        sentence = _sentences_with(counted, group, len(mentions.sentences))
        has = references > 0
        columns[f"{group}:references"] = references
        columns[f"{group}:paragraphs"] = has & units.paragraphs
        columns[f"{group}:subject_paragraphs"] = has & columns["subject:paragraphs"]
        both = sentence & subject_sentence
        columns[f"{group}:subject_sentences"] = np.bincount(sentence_unit[both], minlength=number)
        figure = _figures(document.text, mentions.sentences, sentence, figures)
        columns[f"{group}:figures"] = np.bincount(sentence_unit[figure], minlength=number)
        for area, present in area_units.items():
            columns[f"{group}:area:{area}"] = present & has
        for k in range(slices):
            columns[f"{group}:slice:{k}"] = one_hot[k] * references
        columns |= _action_columns(mentions, lexicon, group, sentence_unit, sentence, number)
    table = np.empty((len(columns), number), dtype=np.float32)
    for row, column in zip(table, columns.values(), strict=True):
        row[:] = column
    return Units(tuple(columns), table.T)


def _sentences_with(counted: Counted, group: str, number: int) -> np.ndarray:
    """Mask of the sentences that hold a counted mention of `group`."""
    mask = np.zeros(number, dtype=bool)
    mask[counted.sentence[counted.of_group(group)]] = True
    return mask


def treated_areas(
    blocks: Sequence[Block], named: Iterable[tuple[int, str]], areas: Iterable[str], units: UnitMap
) -> dict[str, np.ndarray]:
    """For each policy area the mask of its units: they name it, or stand right under a heading that does.

    `named` are the counted mentions of areas, as (block, area)."""
    heading_areas: dict[int, set[str]] = {}
    masks = {area: np.zeros(len(units.paragraphs), dtype=bool) for area in areas}
    for block, area in named:
        if blocks[block].zone == "heading":
            heading_areas.setdefault(block, set()).add(area)
        else:
            masks[area][units.of_block[block]] = True
    current: set[str] = set()
    for block_ in blocks:
        if block_.zone == "heading":
            current = heading_areas.get(block_.index, set())
        elif current and block_.zone in PARAGRAPH_ZONES:
            for area in current:
                masks[area][units.of_block[block_.index]] = True
    return masks


def _risk_columns(
    counted: Counted, lexicon: Lexicon, mention_unit: np.ndarray, areas: dict[str, np.ndarray], number: int
) -> dict[str, np.ndarray]:
    """`risk:AREA:RISK` for each risk that applies to an area: is it named in the area's unit?"""
    of_risk = {risk.id: np.zeros(number, dtype=bool) for risk in lexicon.risks}
    for mention in np.flatnonzero(counted.of_group("risk")):
        of_risk[counted.category[mention]][mention_unit[mention]] = True
    return {
        f"risk:{area.id}:{risk}": areas[area.id] & of_risk[risk]
        for area in lexicon.areas
        for risk in area.risks
    }


def _figures(text: str, sentences: tuple[Sentence, ...], chosen: np.ndarray, figures: Figures) -> np.ndarray:
    """Mask of the chosen sentences that give a figure."""
    mask = np.zeros(len(sentences), dtype=bool)
    for index in np.flatnonzero(chosen):
        sentence = sentences[index]
        mask[index] = figures.has_figure(text[sentence.start : sentence.end])
    return mask


def _action_columns(
    mentions: Mentions,
    lexicon: Lexicon,
    group: str,
    sentence_unit: np.ndarray,
    counted_sentence: np.ndarray,
    number: int,
) -> dict[str, np.ndarray]:
    """Affirmed action statements about `group`, their summed strength, kinds of firmness, and gaps.

    What is recommended is neither: others ask it of the State, which has not said that it does it.
    """
    names = [f"{group}:actions", f"{group}:strength", f"{group}:gaps"]
    kinds = [kind.id for kind in lexicon.actions.kinds]
    columns = {name: np.zeros(number) for name in names + [f"{group}:kind:{kind}" for kind in kinds]}
    for action in mentions.actions:
        about = group in action.groups and counted_sentence[action.sentence]
        if not about or action.tense == "recommended":
            continue
        unit = sentence_unit[action.sentence]
        if not action.affirmed:
            columns[f"{group}:gaps"][unit] += 1
            continue
        columns[f"{group}:actions"][unit] += 1
        columns[f"{group}:strength"][unit] += action.strength
        for kind in action.kinds:
            columns[f"{group}:kind:{kind}"][unit] += 1
    return columns
