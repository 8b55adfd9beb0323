"""Paragraph numbers and list items: which numbers at the start of a block are printed paragraph numbers.

UN paragraphs are numbered through: a number counts if it is the last one plus one. Nested lists that start
again at 1, numbered headings and lines that happen to begin with a year do not count. A number may be
skipped (a full stop is missing in the source, so that it was not seen) if the numbers after it go on.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gmi.read.document import ReadWarning
from gmi.read.drafts import Draft

# Some print no blank behind a number: "12.The Government".
_number = re.compile(
    r"(\d{1,4})((?:\.\d{1,3}){0,3})(?:\s(bis|ter|quater))?(\.?)(?=\s|$|(?<=\.)[A-ZÀ-Þ])"
).match
_item = re.compile(r"(?:\d[\d.]*\s+)?(\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\))(?:\s|$)").match
_list_number = re.compile(r"(\d{1,3}\.)\s").match
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LARGEST_GAP = 3


class Candidate(NamedTuple):
    """A number at the start of a block: 111.4 is major 111, minor (4,). `weak` ones look like something
    else (a heading, a number without its full stop) and count only if the next one goes on from them.
    `added` is the "bis" of a paragraph that was put in between."""

    block: int
    major: int
    minor: tuple[int, ...]
    weak: bool
    added: str = ""

    @property
    def label(self) -> str:
        """The number as a reader cites it: "111.4", "12 bis"."""
        return ".".join(map(str, (self.major, *self.minor))) + (f" {self.added}" if self.added else "")


def candidate(block: int, text: str, weak: bool = False) -> Candidate | None:
    """The number that `text`, the start of block `block`, begins with; None if it begins with none."""
    match = _number(text) if text[:1].isdigit() else None
    # "49 in quarries" is a quantity.
    if match is None or (not match[4] and text[match.end() : match.end() + 2].strip().islower()):
        return None
    minor = tuple(map(int, match[2][1:].split("."))) if match[2] else ()
    plain = not match[4] and not minor
    return Candidate(block, int(match[1]), minor, weak or plain, match[3] or "")


def item_label(text: str) -> str | None:
    """The label "(a)" of a list item that `text` begins with, also after its paragraph's number."""
    match = _item(text[:16])
    return match[1] if match else None


def list_label(text: str) -> str | None:
    """The label "19." of a numbered list item that `text` begins with, where it is no paragraph number."""
    match = _list_number(text[:8]) if text[:1].isdigit() else None
    return match[1] if match else None


def accept(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, given in reading order, that number paragraphs."""
    accepted: list[Candidate] = []
    last = _start(candidates)
    minor: tuple[int, ...] = ()
    nested = 0
    for position, one in enumerate(candidates):
        # A list that began again at 1 goes on, if the paragraph of this number is still to come.
        in_list = one.major <= last or (nested > 0 and _comes_again(candidates, position))
        if not one.minor and one.major == nested + 1 and in_list:
            nested = one.major
            continue
        if one.added:
            good = one.major == last and not one.weak
        elif one.minor:
            good = _follows_minor(one, last, minor)
        elif one.major == last + 1:
            good = not one.weak or _next_strong(candidates, position) == last + 2
        else:
            skipped = last + 1 < one.major <= last + 1 + _LARGEST_GAP
            good = skipped and not one.weak and _goes_on(candidates, position, last + 1)
        if good:
            accepted.append(one)
            last, minor, nested = one.major, one.minor, 0
    return accepted


def _start(candidates: Sequence[Candidate]) -> int:
    """The number before the first: 0, or what an excerpt leaves out before its first three in a row."""
    majors = [one.major for one in candidates if not one.minor and not one.weak]
    if len(majors) < 3 or min(majors) <= 1 + _LARGEST_GAP:
        return 0
    rows = zip(majors, majors[1:], majors[2:], strict=False)
    return next((a - 1 for a, b, c in rows if b == a + 1 and c == a + 2), 0)


def _follows_minor(one: Candidate, last: int, minor: tuple[int, ...]) -> bool:
    *above, number = one.minor
    if one.major != last:
        return one.major == last + 1 and one.minor == (1,) and not one.weak
    if len(one.minor) > len(minor):
        return tuple(above) == minor and number == 1
    before = minor[: len(one.minor)]
    return tuple(above) == before[:-1] and before[-1] < number <= before[-1] + 1 + _LARGEST_GAP


def _next_strong(candidates: Sequence[Candidate], position: int) -> int:
    return next((one.major for one in candidates[position + 1 :] if not one.weak and not one.minor), 0)


def _comes_again(candidates: Sequence[Candidate], position: int) -> bool:
    """Whether the number at `position` is there again before a list begins: that of the paragraph."""
    number = candidates[position].major
    for one in candidates[position + 1 : position + 60]:
        if not one.minor and one.major in (number, 1):
            return one.major == number and not one.weak
    return False


def _goes_on(candidates: Sequence[Candidate], position: int, expected: int) -> bool:
    """Whether the number after the one at `position` comes before the `expected` one turns up after all."""
    wanted = candidates[position].major + 1
    for one in candidates[position + 1 : position + 60]:
        if one.major == expected and not one.minor:
            return False
        if one.major == wanted and not one.minor:
            return True
    return False


def gaps(accepted: Sequence[Candidate], page: Sequence[int | None]) -> list[ReadWarning]:
    """A warning for every number that the accepted ones skip; `page` is that of each one."""
    found = []
    for (before, after), at in zip(pairwise(accepted), page[1:], strict=False):
        if after.major > before.major + 1:
            first, last = before.major + 1, after.major - 1
            missing = f"{first}" if first == last else f"{first} to {last}"
            message = f"no paragraph {missing} was found between {before.label} and {after.label}"
            found.append(ReadWarning("numbering-gap", message, at))
    return found


def assign_numbers(drafts: Sequence[Draft]) -> list[ReadWarning]:
    """Sets `number` and `item` of the drafts of the body and of every annex by what their text begins with.

    For formats that have their own blocks; a draft that has a number keeps it. Returns warnings about gaps.
    """
    candidates: list[Candidate] = []
    for index, draft in enumerate(drafts):
        if draft.zone in ("body", "annex") and draft.pieces:
            text = draft.pieces[0].text.lstrip()
            draft.item = draft.item or item_label(text)
            found = None if draft.number else candidate(index, text)
            if found:
                candidates.append(found)
    body = [one for one in candidates if drafts[one.block].zone == "body"]
    annex = [one for one in candidates if drafts[one.block].zone == "annex"]
    accepted = accept(body)
    for one in accepted + accept(annex):
        drafts[one.block].number = one.label
    for one in candidates:
        draft = drafts[one.block]
        draft.item = draft.item or (None if draft.number else list_label(draft.pieces[0].text.lstrip()))
    return gaps(accepted, [drafts[one.block].pieces[0].page or None for one in accepted])


def nested_item(label: str, above: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of a list item from the outermost in, given those of the item before it.

    "(i)" after "(h)" goes on with the letters; after "(a)" it opens a list inside (a).
    """
    kind, inner = _kind(label), label.strip("().")
    for depth in range(len(above) - 1, -1, -1):
        before = above[depth].strip("().")
        if inner in _ROMAN and before in _ROMAN and _ROMAN.index(inner) == _ROMAN.index(before) + 1:
            return (*above[:depth], label)
        if len(inner) == len(before) == 1 and inner.isalpha() and ord(inner) == ord(before) + 1:
            return (*above[:depth], label)
        if kind == _kind(above[depth]) == "digit":
            return (*above[:depth], label)
    same = [depth for depth, one in enumerate(above) if _kind(one) == kind]
    if above and (inner == "i" or (inner in ("a", "1") and not same)):
        return (*above, label)
    return (*above[: same[0]], label) if same else (label,)


def _kind(label: str) -> str:
    inner = label.strip("().")
    return "digit" if inner.isdigit() else "roman" if inner in _ROMAN and len(inner) > 1 else "letter"
