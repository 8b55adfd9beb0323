"""Foot- and endnotes: the small print at the foot of a page that opens with a note's label.

An endnote is cited on an earlier page, or fills its own; nothing else tells the two apart in every template
and language.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from gmi.read.document import Zone
from gmi.read.lines import Line

_label = re.compile(r"(\d{1,3}|\*{1,3}|[a-z])(?=\s|$|[A-Z“\"'(])").match
_asterisks = re.compile(r"(?<=[^*])\*{1,3}(?=$|[\s.,;:)\]”\"])").finditer
_CLOSING_QUOTES = "”’\"')]» *"
_LARGEST_GAP = 2
_SMALLER = 0.6
"""How many points a note's letters are smaller than the text's."""


class Note(NamedTuple):
    """One note: its label (None: it goes on from the page before) and its lines without the label."""

    label: str | None
    lines: list[Line]


def marker_spans(line: Line) -> Sequence[tuple[int, int]]:
    """Where note references stand in the line's text: small raised numbers, and asterisks after a word."""
    if "*" not in line.text:
        return line.markers
    stars = [match.span() for match in _asterisks(line.text)]
    return sorted((*line.markers, *stars))


def last_sign(line: Line) -> str:
    """The character that the line ends with, note references, closing quotes and brackets apart."""
    text = line.text
    if line.markers and line.markers[-1][1] == len(text):
        text = text[: line.markers[-1][0]]
    return text.rstrip(_CLOSING_QUOTES)[-1:]


def is_loose_marker(line: Line, previous: Line) -> bool:
    """Whether a line is nothing but a small raised number that belongs to the line before it."""
    text = line.text
    return (
        len(text) <= 4
        and text[0].isdigit()
        and line.page == previous.page
        and line.size < 0.8 * previous.size
        and -1 <= line.baseline - previous.baseline < previous.size
        and 0 <= line.box[0] - previous.box[2] + 1 < previous.size
    )


def split_notes(
    lines: list[Line], body_size: float, last: int, in_notes: bool
) -> tuple[list[Line], list[Note]]:
    """A page's lines without its notes, and the notes.

    `last` is the number of the last note before, `in_notes` says that the page before ended in a note.
    """
    start = len(lines)
    while start and lines[start - 1].size < body_size - _SMALLER:
        start -= 1
    while start and lines[start - 1].text[0] == "*" and _label(lines[start - 1].text):
        start -= 1
    if not in_notes:
        while start < len(lines) and not _opens_note(lines[start], last, body_size):
            start += 1
    return lines[:start], _notes(lines[start:], last, body_size)


def _opens_note(line: Line, last: int, body_size: float) -> str | None:
    """The label of the note that the line opens, `last` being the number before; None if it opens none."""
    if line.markers and line.markers[0][0] == 0:
        return line.text[: line.markers[0][1]]
    match = _label(line.text)
    if match is None:
        return None
    label = match[1]
    if not label.isdigit():
        return label if label[0] == "*" else None
    # A number that is not raised must follow the last one; alone on its line it must be small: cells are not.
    follows = 0 < int(label) - last <= _LARGEST_GAP
    return label if follows and (len(line.text) > len(label) or line.size < 0.75 * body_size) else None


def label_of(line: Line) -> str | None:
    """The number that a line opens with, raised or followed by a blank and not by a full stop."""
    match = _label(line.text)
    return match[1] if match and match[1].isdigit() and len(line.text) > len(match[1]) else None


def _notes(lines: Sequence[Line], last: int, body_size: float) -> list[Note]:
    notes: list[Note] = []
    for line in lines:
        label = _opens_note(line, last, body_size)
        if label:
            last = int(label) if label.isdigit() else last
            notes.append(Note(label, []))
            line = without_label(line, label)
        elif not notes:
            notes.append(Note(None, []))
        if line.text:
            notes[-1].lines.append(line)
    return [note for note in notes if note.lines]


def without_label(line: Line, label: str) -> Line:
    """The line from its first letter after the label on; without text where there is only the label."""
    rest = line.text[len(label) :]
    text = rest.lstrip()
    cut = len(label) + len(rest) - len(text)
    markers = tuple((start - cut, end - cut) for start, end in line.markers if start >= cut)
    return line._replace(text=text, index=line.index + cut, markers=markers)


def note_zone(notes: Sequence[Note], before: set[str], whole_page: bool) -> Zone:
    """Whether a page's notes are foot- or endnotes: `before` are the labels cited on the pages before."""
    labels = [note.label for note in notes if note.label and note.label[0] != "*"]
    if whole_page:
        return "endnote"
    earlier = sum(label in before for label in labels)
    return "endnote" if earlier * 2 > len(labels) else "footnote"
