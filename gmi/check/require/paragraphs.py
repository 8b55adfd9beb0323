"""Paragraphs that must carry a lens, chosen by their numbers, headings or policy areas."""

import math
import re
from collections.abc import Iterator

from gmi.check.config import Paragraphs
from gmi.check.draft import Draft, Paragraph
from gmi.check.findings import Checked, Finding
from gmi.check.nearest import best, best_places, quoted
from gmi.check.require.presence import target_name
from gmi.check.rules import RULES
from gmi.lexicon.model import Lexicon
from gmi.read.normalise import normalise
from gmi.report.words import listed, number

_NAMED = 12
"""Paragraphs that are named by their numbers; of more only how many."""


def paragraphs_checked(draft: Draft, required: Paragraphs, lexicon: Lexicon) -> Iterator[Checked]:
    """Whether there are such paragraphs, each number by itself; then each lens on all that are chosen."""
    chosen = [paragraph for paragraph in draft.proper if _is_chosen(paragraph, required)]
    which = _which(required, lexicon)
    nobody = [f"numbered {given}" for given in required.numbers if not _is_there(draft, given)]
    if not chosen and not nobody and (required.numbers or required.headings):
        nobody = [which]
    for absent in nobody:
        yield Checked("paragraph-lens", absent, f"a paragraph {absent}", _nobody(draft, required, absent))
    # Where areas alone choose, and the draft treats none of them, there is nothing to mend.
    for lens in () if nobody and not chosen else required.lenses:
        name = target_name(lens, lexicon)
        subject = f"{lens} in {which}"
        share = "each paragraph" if required.share == 1 else f"{required.share:.0%} of the paragraphs"
        found = _lacking(draft, required, chosen, lens, name, which, subject)
        yield Checked("paragraph-lens", subject, f"{share} {which} carries the lens {name}", found)


def _is_there(draft: Draft, given: str) -> bool:
    return any(_in_range(paragraph.number, given) for paragraph in draft.proper)


def _is_chosen(paragraph: Paragraph, required: Paragraphs) -> bool:
    headings = [*paragraph.opening.place.heading_path]
    headings += [p.text for p in paragraph.passages if p.place.zone == "heading"]
    return (
        (not required.numbers or any(_in_range(paragraph.number, given) for given in required.numbers))
        and (
            not required.headings
            or any(_fits(heading, pattern) for heading in headings for pattern in required.headings)
        )
        and (not required.areas or bool(set(required.areas) & set(paragraph.areas)))
    )


def _fits(heading: str, pattern: str) -> bool:
    """Whether a heading is as a pattern says, where "*" is anything; quotes and dashes are as readers have
    them."""
    wanted = normalise(pattern)[0].casefold()
    parts = map(re.escape, wanted.split("*"))
    return re.fullmatch(".*".join(parts), heading.casefold(), re.DOTALL) is not None


def _in_range(label: str | None, given: str) -> bool:
    """Whether a printed number is the given one, or lies in the given range ("60-72", ends included)."""
    if label is None:
        return False
    first, dash, last = (part.strip() for part in given.partition("-"))
    if not dash:
        return label == first
    ends = [_order(part) for part in (first, label, last)]
    return None not in ends and ends[0] <= ends[1] <= ends[2]  # type: ignore[operator]


def _order(label: str) -> tuple[int, ...] | None:
    parts = re.findall(r"\d+", label)
    return tuple(map(int, parts)) if parts and label[0].isdigit() else None


def _which(required: Paragraphs, lexicon: Lexicon) -> str:
    """The choice in words: "under “*trafficking*”"."""
    areas = {area.id: area.name for area in lexicon.areas}
    parts = [f"numbered {', '.join(required.numbers)}"] if required.numbers else []
    if required.headings:
        parts.append("under " + " or ".join(f"“{heading}”" for heading in required.headings))
    if required.areas:
        parts.append("on " + " or ".join(areas[area] for area in required.areas))
    return " ".join(parts)


def _lacking(
    draft: Draft,
    required: Paragraphs,
    chosen: list[Paragraph],
    lens: str,
    name: str,
    which: str,
    subject: str,
) -> tuple[Finding, ...]:
    without = [paragraph for paragraph in chosen if not paragraph.references.get(lens)]
    missing = math.ceil(required.share * len(chosen) - 1e-9) - (len(chosen) - len(without))
    if missing <= 0:
        return ()
    share = "each of them" if required.share == 1 else f"{required.share:.0%} of them"
    do = "does" if len(without) == 1 else "do"
    places = best_places(draft, lens, without)
    return (
        Finding(
            rule="paragraph-lens",
            subject=subject,
            severity=required.severity,
            what=f"{len(without)} of {number(len(chosen), 'paragraph')} {which} "
            f"{do} not refer to {name}; {share} must{_numbers(without)}.",
            why=required.why or RULES["paragraph-lens"].help,
            remedy=f"A reference to {name} in {number(missing, 'more paragraph')}. {best(places)}",
            where=quoted(draft, places, ("migration", "gender")),
            cited=f"is one of them, and does not refer to {name}",
            shortfall=missing,
        ),
    )


def _nobody(draft: Draft, required: Paragraphs, which: str) -> tuple[Finding, ...]:
    """There is no such paragraph."""
    headings = list(dict.fromkeys(h for p in draft.proper for h in p.opening.place.heading_path))
    numbers = [p.number for p in draft.proper if p.number and p.number[0].isdigit()]
    there_are = f"Its headings: {'; '.join(headings[:6])}." if required.headings and headings else ""
    if required.numbers and numbers:
        there_are = f"Its paragraphs are numbered {numbers[0]} to {numbers[-1]}. {there_are}"
    return (
        Finding(
            rule="paragraph-lens",
            subject=which,
            severity=required.severity,
            what=f"There is no paragraph {which}.",
            why=required.why or RULES["paragraph-lens"].help,
            remedy=f"Write it, or choose others in [[paragraphs]]. {there_are}".strip(),
            where=tuple(p.opening for p in draft.proper[:1]),
            cited="is the first paragraph",
        ),
    )


def _numbers(paragraphs: list[Paragraph]) -> str:
    """Which paragraphs, by their printed numbers: ": paras. 5, 6 and one without a number"."""
    numbered = list(dict.fromkeys(p.number for p in paragraphs if p.number))
    told, more = numbered[:_NAMED], len(numbered) - _NAMED
    bare = sum(not p.number for p in paragraphs)
    if not told:
        return ""
    parts = [", ".join(told)] + [f"{more} more"] * (more > 0)
    parts += [f"{'one' if bare == 1 else bare} without a number"] * (bare > 0)
    return f": {'paras.' if len(told) > 1 else 'para.'} {listed(parts)}"
