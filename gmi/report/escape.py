"""Makes text of a report safe to show: it comes from outside and may hold anything."""

import re
import unicodedata

from rich.text import Text

# C0 and C1 controls, soft line and paragraph breaks, and the marks that turn the direction of writing.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """The text without control characters, on one line: what a terminal can be given."""
    return " ".join(UNSAFE.sub("", text).split())


def styled(text: str, style: str = "") -> Text:
    """Text for Rich that is never read as markup."""
    return Text(plain(text), style=style)


def cell(text: str) -> str:
    """A spreadsheet cell that no program takes for a formula."""
    clean = UNSAFE.sub("", text).replace("\t", " ")
    return f"'{clean}" if clean.startswith(FORMULA) else clean


def markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~-])", r"\\\1", plain(text))


def width(text: str) -> int:
    """How many terminal columns a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
