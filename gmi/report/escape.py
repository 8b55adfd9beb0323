"""Makes text of a report safe to show: it comes from outside and may hold anything.

Everything that a report, a lexicon or a file name says goes through here before it is printed or written.
"""

import re
import unicodedata
from itertools import pairwise

from rich.text import Text

# C0 and C1 controls (so that no escape sequence survives), soft hyphens, zero-width and invisible marks,
# marks that turn the direction of writing, tags, and lone surrogates that no encoding can write.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&$]")
_MARKDOWN_START = re.compile(r"^(?:([#+=-])|(\d+)([.)]))")
# Marks of typography that have a plain twin of the same width.
_TWINS = str.maketrans("“”„«»‘’‚‹›–—−‐‑…·•→≥≤×", "\"\"\"\"\"'''''-----~..>><x")


def plain(text: str) -> str:
    """The text without control characters, on one line: what a terminal can be given."""
    return " ".join(_UNSAFE.sub("", text).split())


def visible(text: str) -> str:
    """The text without control characters, spaces and line breaks as they are: for pages."""
    return _UNSAFE.sub("", text)


def styled(text: str, style: str = "") -> Text:
    """Text for Rich that is never read as markup."""
    return Text(plain(text), style=style)


def marked(text: str, spans: list[tuple[int, int, str]]) -> Text:
    """The text as `styled`, with a style on each span (start, end, style) of the text as it came."""
    shown = Text()
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    for start, end in pairwise(edges):
        piece = re.sub(r"\s+", " ", _UNSAFE.sub("", text[start:end]))
        if shown.plain[-1:] in ("", " "):
            piece = piece.lstrip(" ")
        style = " ".join(style for left, right, style in spans if left <= start and end <= right)
        shown.append(piece, style=style)
    shown.rstrip()
    return shown


def cell(text: str) -> str:
    """A spreadsheet cell, on one line, that no program takes for a formula."""
    clean = plain(text)
    return f"'{clean}" if is_formula(text) else clean


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, or run what it starts with."""
    return text.lstrip(" ").startswith(_FORMULA) or plain(text).startswith(_FORMULA)


def markdown(text: str) -> str:
    r"""Text that Markdown shows as it is, also inside a table and at the start of a line.

    >>> print(markdown("1. <b> a_b"))
    1\. \<b\> a\_b
    """
    escaped = _MARKDOWN.sub(r"\\\g<0>", plain(text))
    return _MARKDOWN_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", escaped)


def writable(text: str, encoding: str) -> str:
    """The text in characters that the encoding has, each replaced by one of the same width.

    >>> writable("“Čaušević”", "ascii")
    '"Causevic"'
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        shown = []
        for character in text.translate(_TWINS):
            bare = unicodedata.normalize("NFKD", character)[:1]
            fits = next((c for c in (character, bare) if _fits(c, encoding)), "?")
            shown.append(fits)
        return "".join(shown)
    return text


def _fits(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
