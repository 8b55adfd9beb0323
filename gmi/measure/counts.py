"""Headline counts by group, category and term, and where in the document they fall."""

from collections import Counter

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
    terms: dict[tuple[str, str], Counter[str]] = {}
    left_out: dict[str, Counter[str]] = {}
    in_slice: dict[str, list[int]] = {}
    in_page: dict[str, list[int]] = {}
    for mention, reason, place in zip(
        mentions.mentions, counted.reason, slice_of_mention.tolist(), strict=True
    ):
        if reason is not None:
            left_out.setdefault(mention.group, Counter())[reason] += 1
            if reason != "counted_apart":
                continue
        terms.setdefault((mention.group, mention.category), Counter())[mention.term] += 1
        if reason is not None:
            continue
        in_slice.setdefault(mention.group, [0] * slices)[place] += 1
        if mention.page is not None:
            in_page.setdefault(mention.group, [0] * pages)[mention.page - 1] += 1
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
                left_out=dict(sorted(left_out.get(group.id, Counter()).items())),
                slices=tuple(in_slice.get(group.id, [0] * slices)),
                pages=tuple(in_page.get(group.id, [0] * pages)),
            )
        )
    return tuple(counts)


def _category_count(id_: str, name: str, counted: bool, terms: Counter[str] | None) -> CategoryCount:
    by_term = dict(sorted(terms.items(), key=lambda item: (-item[1], item[0]))) if terms else {}
    return CategoryCount(id_, name, sum(by_term.values()), counted, by_term)
