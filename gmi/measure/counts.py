"""Headline counts by group, category and term, and where in the document they fall."""

from collections import Counter, defaultdict

import numpy as np

from gmi.find.mentions import Mentions
from gmi.lexicon.model import Lexicon
from gmi.measure.counting import Counted
from gmi.measure.indicators import CategoryCount, GroupCount
from gmi.read.document import Document


def group_counts(
    document: Document,
    mentions: Mentions,
    lexicon: Lexicon,
    counted: Counted,
    words: int,
    slice_of_mention: np.ndarray,
    slices: int,
) -> tuple[GroupCount, ...]:
    """One GroupCount for each group of the lexicon, in its order; zero counts are kept."""
    pages = len(document.pages)
    terms: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    left_out: defaultdict[str, Counter[str]] = defaultdict(Counter)
    in_slice: defaultdict[str, list[int]] = defaultdict(lambda: [0] * slices)
    in_page: defaultdict[str, list[int]] = defaultdict(lambda: [0] * pages)
    for mention, reason, place in zip(
        mentions.mentions, counted.reason, slice_of_mention.tolist(), strict=True
    ):
        if reason is not None:
            left_out[mention.group][reason] += 1
            if reason != "counted_apart":
                continue
        terms[mention.group, mention.category][mention.term] += 1
        if reason is not None:
            continue
        in_slice[mention.group][place] += 1
        if mention.page is not None:
            in_page[mention.group][mention.page - 1] += 1
    counts = []
    for group in lexicon.groups:
        categories = tuple(
            _category_count(category.id, category.name, category.counted, terms.get((group.id, category.id)))
            for category in group.categories
        )
        total = sum(c.count for c in categories if c.counted)
        counts.append(
            GroupCount(
                group=group.id,
                name=group.name,
                colour=group.colour,
                rated=group.rated,
                count=total,
                per_1000_words=1000 * total / words if words else 0.0,
                per_page=total / pages if pages else 0.0,
                categories=categories,
                left_out=dict(sorted(left_out[group.id].items())),
                slices=tuple(in_slice[group.id]),
                pages=tuple(in_page[group.id]),
            )
        )
    return tuple(counts)


def _category_count(id_: str, name: str, counted: bool, terms: Counter[str] | None) -> CategoryCount:
    by_term = dict(sorted(terms.items(), key=lambda item: (-item[1], item[0]))) if terms else {}
    return CategoryCount(id_, name, sum(by_term.values()), counted, by_term)
