"""Headings: which blocks are headings, and how deep each one is.

Told by print and place (bigger, bold or italic letters, short, no closing stop), never by words. Depth comes
from the enumeration (I., A., 1., (a)); headings without one take the depth of those printed like them.
"""

import re
from collections import Counter
from collections.abc import Sequence

from gmi.read.blocks import Group, Layout
from gmi.read.notes import last_sign

_enumeration = re.compile(r"(?:([IVXLC]+)|([A-Z])|(\d{1,2})|(\([a-z]{1,2}\))|(\([ivx]+\)))[.)]?\s+\S").match
_AMBIGUOUS = "CDLM"
_ORDER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_LINES = 5

Style = tuple[int, bool, bool]


def looks_like_heading(group: Group, usual: Layout) -> bool:
    """Whether a group is printed as headings are. A numbered bold paragraph may be, too: see `numbering`."""
    line, last = group.lines[0], group.lines[-1]
    bigger = line.size > usual.size + 0.8
    if not (bigger or line.bold or line.italic) or len(group.lines) > _MOST_LINES:
        return False
    # Small print is the head of a table, or a note.
    if line.size < usual.size - 0.6:
        return False
    if line.page != last.page or not any(character.isalpha() for character in group.text):
        return False
    if last_sign(last) in (".", ";", ",", ":"):
        return False
    if line.text[0].islower():
        return False
    if bigger:
        return True
    if line.italic and not line.bold:
        return len(group.lines) <= 2 and last.box[2] < usual.right - 2 * usual.size
    return all(one.bold for one in group.lines)


def is_enumerated(group: Group) -> bool:
    """Whether a heading has a number or letter of its own."""
    return _enumeration(group.opening) is not None


def heading_levels(groups: Sequence[Group]) -> list[int]:
    """The depth of each heading, 1 being the outermost, in order."""
    styles = [_style(group) for group in groups]
    kinds: list[int] = []
    letter = ""
    for group, style in zip(groups, styles, strict=True):
        kind, letter = _enumerated(group.opening, letter, style, kinds, styles)
        kinds.append(kind)
    votes: dict[Style, Counter[int]] = {}
    for style, kind in zip(styles, kinds, strict=True):
        if kind:
            votes.setdefault(style, Counter())[kind] += 1
    known = {style: count.most_common(1)[0][0] for style, count in votes.items()}
    levels = [kind or _level_of_style(style, known) for kind, style in zip(kinds, styles, strict=True)]
    # A title above the parts ("Part one") has no depth of its own yet: everything else moves in.
    shift = 1 - min(levels, default=1)
    return [level + shift for level in levels]


def _style(group: Group) -> Style:
    line = group.lines[0]
    return (round(line.size), line.bold, line.italic)


def _enumerated(
    text: str, letter: str, style: Style, kinds: Sequence[int], styles: Sequence[Style]
) -> tuple[int, str]:
    """Depth by enumeration, 0 without one; and the last capital letter in use. "I." may be H's successor."""
    match = _enumeration(text)
    if match is None:
        return 0, letter
    if match[1] or match[2]:
        label = match[1] or match[2]
        follows = bool(letter) and len(label) == 1 and _ORDER.index(label) == _ORDER.index(letter) + 1
        roman = match[1] is not None and label not in _AMBIGUOUS
        if roman and follows:
            last = next((i for i in range(len(kinds) - 1, -1, -1) if kinds[i] == 2), None)
            roman = last is None or styles[last] != style
        return (1, "") if roman else (2, label)
    return (3, letter) if match[3] else (4, letter) if match[4] else (5, letter)


def _level_of_style(style: Style, known: dict[Style, int]) -> int:
    if style in known:
        return known[style]
    if not known:
        return 1 if style[0] > 12 else 2
    nearest = min(known, key=lambda one: (abs(one[0] - style[0]), one[1] != style[1], one))
    if style[0] > max(one[0] for one in known):
        return known[nearest] - 1
    return known[nearest] + (1 if style < nearest else 0)
