"""Headings in spaced letters: PDFium gives a blank between all letters, "W O M E N".

The blanks between letters become word joiners, which normalising drops: so all characters keep their index.
Those between words are wider.
"""

from statistics import median

from gmi.read.cells import Blanks
from gmi.read.lines import JOINER, Line

_MOSTLY = 0.42
"""Share of the characters of a line that are blanks where all its letters are spaced."""
_LETTERS = 0.7
"""Share of what stands between its blanks that are single letters."""
_FEWEST = 5
"""Blanks of a line that is looked at."""
_WORD = 1.6
"""How many times as wide as between letters the blank between words is, at least."""


def close_up(lines: list[Line], blanks: Blanks) -> list[Line]:
    """The lines of a page, those in spaced letters with joiners for the blanks between letters."""
    # Most lines don't end with a single letter: they are told here, without a call.
    likely = [line for line in lines if line.text[-2:-1] == " "]
    spaced = {line.index for line in likely if _is_spaced(line.text)}
    return [_closed(line, blanks) if line.index in spaced else line for line in lines] if spaced else lines


def _is_spaced(text: str) -> bool:
    if (blanks := text.count(" ")) < _FEWEST or blanks < _MOSTLY * len(text):
        return False
    # Leaders of a table of contents are spaced, too.
    parts = text.split()
    return sum(len(part) == 1 and part.isalpha() for part in parts) > _LETTERS * len(parts)


def _closed(line: Line, blanks: Blanks) -> Line:
    gaps = [(start, end, right - left) for start, end, left, right in blanks(line, 0.0)]
    usual = median(width for *_, width in gaps) if gaps else 0.0
    text = list(line.text)
    for start, end, width in gaps:
        # Figures stand apart in a row of a table, too.
        if width < _WORD * usual and (text[start - 1].isalpha() or text[end].isalpha()):
            text[start:end] = JOINER * (end - start)
    return line._replace(text="".join(text))
