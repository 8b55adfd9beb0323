"""Automatic numbering: the numbers that Word prints, which are nowhere in its text."""

import re
from typing import Any, NamedTuple

from gmi.read.word_xml import W, child_value, is_on, value

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DEEPEST = 20
_MOST_LETTERED = 780
"""Word counts no further in letters: 780 is "z" thirty times."""
# The heading styles of the United Nations' own Word template, which give no outline level: "_ H _Ch_G".
_UN_HEADING = re.compile(r"_ ?h ?_ ?(m|ch|1|2/3|4|5/6)_gr?")
_UN_LEVELS = {"m": 1, "ch": 1, "1": 2, "2/3": 3, "4": 4, "5/6": 5}


class Styles:
    """The paragraph styles of a file, with what they inherit."""

    def __init__(self, element: Any | None) -> None:
        styles = element.iter(W + "style") if element is not None else ()
        self._styles = {value(style, "styleId"): style for style in styles}
        self._default = next(
            (
                id_
                for id_, style in self._styles.items()
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
            ),
            "",
        )
        self._hiding = {style for style in self._styles if self._hides(style)}

    def _hides(self, style: str) -> bool:
        switches = (one.find(f"{W}rPr/{W}vanish") for one in self.chain(style))
        return next((is_on(switch) for switch in switches if switch is not None), False)

    def hide(self, run: Any) -> bool:
        """Whether a run of text is hidden, by itself or by the style of its letters or paragraph."""
        own = run.find(f"{W}rPr/{W}vanish")
        if own is not None or not self._hiding:
            return is_on(own)
        paragraph = next(run.iterancestors(W + "p"), None)
        style = child_value(run, "rPr", "rStyle") or child_value(paragraph, "pPr", "pStyle")
        return style in self._hiding

    def of(self, paragraph: Any) -> str:
        """The id of a paragraph's style."""
        return child_value(paragraph, "pPr", "pStyle") or self._default

    def name(self, style: str) -> str:
        """A style's name, in lower case; its id where it has none."""
        return (child_value(self._styles.get(style), "name") or style).lower()

    def chain(self, style: str) -> list[Any]:
        """The style and those that it is based on, nearest first."""
        found: list[Any] = []
        while style in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[style])
            style = child_value(self._styles[style], "basedOn") or ""
        return found

    def list_of(self, style: str) -> str | None:
        """The number id of the list that a list style stands for."""
        return child_value(self._styles.get(style), "pPr", "numPr", "numId")

    def outline(self, paragraph: Any, style: str) -> int | None:
        """The heading level, 1 the outermost, by outline level or by name; None for text."""
        own = child_value(paragraph, "pPr", "outlineLvl")
        for level in (own, *(child_value(one, "pPr", "outlineLvl") for one in self.chain(style))):
            if level is not None and level.isdigit():
                return int(level) + 1 if int(level) < 9 else None
        for one in self.chain(style):
            name = (child_value(one, "name") or "").lower()
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:])
            if match := _UN_HEADING.fullmatch(name):
                return _UN_LEVELS[match[1]]
            if name == "title":
                return 1
        return None


class _Level(NamedTuple):
    start: int
    format: str
    text: str
    restart: int | None
    legal: bool


class Numbering:
    """Counts the numbered paragraphs of a file as they come."""

    def __init__(self, element: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract_levels: dict[str, dict[int, _Level]] = {}
        self._style_links: dict[str, str] = {}
        self._style_levels: dict[tuple[str, str], int] = {}
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for abstract in element.iter(W + "abstractNum") if element is not None else ():
            self._abstract(abstract)
        for number in element.iter(W + "num") if element is not None else ():
            self._lists[value(number, "numId")] = child_value(number, "abstractNumId") or ""
        for number in element.iter(W + "num") if element is not None else ():
            self._number(number)

    def label(self, paragraph: Any, style: str) -> str:
        """The number that is printed before a paragraph; empty where there is none, or a bullet."""
        number, depth = self._place(paragraph, style)
        levels = self._levels.get(number, {})
        if depth not in levels:
            return ""
        counts, starts = self._counts.setdefault(self._lists[number], {}), self._starts.get(number, {})
        if number not in self._begun:
            # A list of its own number that overrides the start begins anew; others go on counting.
            self._begun.add(number)
            for overridden in starts:
                counts.pop(overridden, None)
        level = levels[depth]
        counts[depth] = counts[depth] + 1 if depth in counts else starts.get(depth, level.start)
        for deeper in [d for d in counts if d > depth and _restarts(levels.get(d), depth)]:
            del counts[deeper]
        return _printed(levels, counts, starts, depth)

    def _place(self, paragraph: Any, style: str) -> tuple[str, int]:
        """The list and depth of a paragraph: its own, or those of its style."""
        deep: str | None = None
        for holder in (paragraph, *self._styles.chain(style)):
            number = child_value(holder, "pPr", "numPr", "numId")
            deep = deep or child_value(holder, "pPr", "numPr", "ilvl")
            if number is not None:
                linked = self._style_levels.get((self._lists.get(number, ""), value(holder, "styleId")))
                return number, int(deep) if deep and deep.isdigit() else linked or 0
        return "", 0

    def _abstract(self, abstract: Any) -> None:
        id_ = value(abstract, "abstractNumId")
        self._abstract_levels[id_] = {}
        if link := child_value(abstract, "numStyleLink"):
            self._style_links[id_] = link
        for level in abstract.iter(W + "lvl"):
            depth = int(value(level, "ilvl") or 0)
            self._abstract_levels[id_][depth] = _level(level)
            if style := child_value(level, "pStyle"):
                self._style_levels[id_, style] = depth

    def _number(self, number: Any) -> None:
        """Notes the levels and starts of one list, with what it overrides of its abstract one."""
        id_ = value(number, "numId")
        abstract = self._lists[id_]
        if link := self._style_links.get(abstract):
            abstract = self._lists[id_] = self._lists.get(self._styles.list_of(link) or "", abstract)
        levels = self._levels[id_] = dict(self._abstract_levels.get(abstract, {}))
        for override in number.iter(W + "lvlOverride"):
            depth = int(value(override, "ilvl") or 0)
            if start := child_value(override, "startOverride"):
                self._starts.setdefault(id_, {})[depth] = int(start)
            if (level := override.find(W + "lvl")) is not None:
                levels[depth] = _level(level)


def _restarts(level: _Level | None, above: int) -> bool:
    """Whether a level counts anew after a paragraph of the level `above` it."""
    return level is None or level.restart is None or above < level.restart


def _printed(levels: dict[int, _Level], counts: dict[int, int], starts: dict[int, int], depth: int) -> str:
    """The text of a level with the numbers of itself and of those above it."""
    level = levels[depth]
    if level.format == "bullet":
        return ""
    text = level.text
    for above in sorted(levels):
        if above <= depth:
            count = counts.get(above, starts.get(above, levels[above].start))
            format = "decimal" if level.legal and levels[above].format != "none" else levels[above].format
            text = text.replace(f"%{above + 1}", written(count, format))
    return text.strip()


def _level(element: Any) -> _Level:
    restart = child_value(element, "lvlRestart")
    return _Level(
        start=int(child_value(element, "start") or 1),
        format=child_value(element, "numFmt") or "decimal",
        text=child_value(element, "lvlText") or "",
        restart=int(restart) if restart else None,
        legal=is_on(element.find(W + "isLgl")),
    )


def written(count: int, format: str) -> str:
    """A number in one of Word's formats; decimal for those that reports don't use."""
    if format == "none":
        return ""
    if format in ("lowerLetter", "upperLetter") and 0 < count <= _MOST_LETTERED:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if format == "upperLetter" else letter
    if format in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for size, letters in _ROMAN:
            while count >= size:
                roman, count = roman + letters, count - size
        return roman.upper() if format == "upperRoman" else roman
    if format == "decimalZero":
        return f"{count:02d}"
    return str(count)
