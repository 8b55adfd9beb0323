"""The passages that come nearest to what is missing: where a drafting team would put it."""

from collections.abc import Collection, Iterable, Sequence

from gmi.check.draft import Draft, Paragraph, Passage
from gmi.report.words import listed, named, place

SHOWN = 3
_SUBJECT = "migration"
_WHOLE = 8
"""Words from which a sentence is taken to say something."""
_MOST = 3
"""References beyond this many make a paragraph no better a place."""


def best_places(draft: Draft, lacking: str, within: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs in which a reference to the group `lacking` belongs most, best first.

    Those that speak of migrants, and of other rated groups, in many policy areas come first; of each section
    the best one before any second one. Where all have such a reference, they are the places for another.
    """
    group = lacking.partition("/")[0]
    rated = [count.group for count in draft.assessment.counts if count.rated and count.group != group]

    def worth(paragraph: Paragraph) -> tuple[bool, int]:
        found = paragraph.references
        points = 2 * min(found.get(_SUBJECT, 0), _MOST) if group != _SUBJECT else 0
        points += sum(2 * min(found.get(other, 0), _MOST) for other in rated)
        points += min(len(paragraph.areas), _MOST)
        return paragraph.opening.place.zone != "table", points

    all_of_them = list(within)
    without = [p for p in all_of_them if not p.references.get(lacking)] or all_of_them
    candidates = [p for p in without if p.proper and not p.foreign] or without
    return _spread(sorted(candidates, key=worth, reverse=True))


def carrying(groups: Collection[str], within: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs that refer most to any of the groups or categories, those with most first."""
    counts = [(sum(p.references.get(group, 0) for group in groups), p) for p in within]
    found = sorted((pair for pair in counts if pair[0]), key=lambda pair: -pair[0])
    return _spread([paragraph for _, paragraph in found])


def _spread(ranked: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The first of each section, then the others, as many as are shown."""
    sections: set[tuple[str, ...]] = set()
    first: list[Paragraph] = []
    later: list[Paragraph] = []
    for paragraph in ranked:
        section = paragraph.opening.place.heading_path
        (later if section in sections else first).append(paragraph)
        sections.add(section)
    return tuple([*first, *later][:SHOWN])


def quoted(draft: Draft, paragraphs: Iterable[Paragraph], groups: Collection[str]) -> tuple[Passage, ...]:
    """Of each paragraph the sentence to quote: the first that refers to most groups, or its opening."""
    telling: dict[str, set[str]] = {}
    for mention in draft.assessment.mentions:
        if mention.counted and mention.group in groups:
            telling.setdefault(" ".join(mention.sentence.split()), set()).add(mention.group)

    def sentence(paragraph: Paragraph) -> Passage:
        body = [passage for passage in paragraph.passages if passage.place.zone != "heading"]
        return max(body or [paragraph.opening], key=worth)

    def worth(passage: Passage) -> tuple[int, bool]:
        return len(telling.get(passage.text, ())), len(passage.text.split()) >= _WHOLE

    return tuple(map(sentence, paragraphs))


def speaking(draft: Draft, places: Sequence[Paragraph], lacking: str = "", name: str = "") -> str:
    """Why the first of the places is quoted: what it refers to or treats; and, if a reference to `lacking`,
    called `name`, is asked for, that it has none."""
    if not places:
        return ""
    first = places[0]
    counts = draft.assessment.counts
    groups = [one.name for one in counts if first.references.get(one.group) and one.group != lacking]
    areas = [area.name for area in draft.assessment.areas if area.area in first.areas]
    if lacking and first.references.get(lacking):
        return f"paragraph refers to {name} already"
    without = f", but not to {name}" if lacking else ""
    if groups:
        return f"paragraph refers to {listed(named(groups))}{without}"
    without = f", without a reference to {name}" if lacking else ""
    if areas:
        return f"paragraph is on {', '.join(named(areas[:SHOWN]))}{without}"
    return "is the first paragraph; none speaks of the people concerned"


def where(passage: Passage) -> str:
    """Page, paragraph and heading of a passage: "para. 41, p. 12, under “C. Health”"."""
    told = place(passage.place)
    heading = passage.place.heading_path[-1] if passage.place.heading_path else ""
    if heading and "under “" not in told:
        told += f", under “{heading}”"
    return told


def best(paragraphs: Sequence[Paragraph]) -> str:
    """The places as a remedy names them."""
    if not paragraphs:
        return ""
    names = [place(paragraph.opening.place) for paragraph in paragraphs]
    return f"Best place{'s' * (len(names) > 1)}: {'; '.join(names)}."
