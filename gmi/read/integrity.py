"""Whether a PDF is whole: engines mend damaged files without a word, and what was in the damage is missing.

The cross-reference table has to be where the file says. Where anything looks wrong (the table, a blank or
short page, a gap in the numbers), text streams are unpacked and held to their checksums; to do so for every
file would cost a twentieth of the time. Streams of pictures and fonts are left alone: they hold no text, and
programs write them in many ways.
"""

import base64
import re
import zlib
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from gmi.errors import GmiError
from gmi.read.document import ReadWarning
from gmi.read.lines import PageLines
from gmi.read.notes import last_sign

_STREAM = re.compile(rb"<<((?:[^<>]|<(?!<)|>(?!>)|<<[^<>]*>>){0,400}?)>>\s{0,4}stream\r?\n")
_FILTERS = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_NAME = re.compile(rb"/\w+")
# What only dictionaries of pictures, fonts, colour profiles, functions and metadata have.
_NO_TEXT = re.compile(rb"/(?:Subtype|Length1|N|FunctionType|ShadingType|PatternType|Alternate|CIDInit)\b")
_TABLE = re.compile(rb"\s{0,4}(?:xref|\d+\s+\d+\s+obj)\b")
_START = re.compile(rb"startxref\s+(\d+)")
_MOST_UNPACKED = 20_000_000
"""Bytes that are unpacked of one stream; what is longer is not checked to its end."""
_SHORT = 0.2
"""Share of the usual number of characters below which a page is short."""
_CLOSING = ".;:?!"


def check_damage(
    name: str, data: bytes, pages: Sequence[PageLines], *, suspicious: bool
) -> list[ReadWarning]:
    """A warning if the file of which `pages` were read is damaged. Raises `GmiError` if text is missing."""
    table = has_table(data)
    blank = [page.page.number for page in pages if not page.lines and not page.pictures]
    if table and not blank and not suspicious and not _has_short_page(pages):
        return []
    found = check_integrity(data)
    remedy = "Get the file again, or open it in a viewer and see what is missing."
    if found.damaged:
        what = f"{name}: is damaged: {found.damaged} of its {found.streams} text streams can't be read whole."
        raise GmiError(what, remedy)
    if table:
        return []
    if blank:
        many = f"{len(blank)} of {len(pages)} pages come out blank"
        raise GmiError(f"{name}: is damaged (its cross-reference table is not in place), and {many}.", remedy)
    message = "the file is damaged: its cross-reference table is not in place, and text may be missing"
    return [ReadWarning("damaged-file", message)]


def _has_short_page(pages: Sequence[PageLines]) -> bool:
    """Whether a page between the first and the last has far fewer characters than is usual, and breaks off.

    The last page of a chapter is short, too, but its text ends in a full stop.
    """
    usual = median(page.characters for page in pages)
    return any(page.characters < _SHORT * usual and not _is_closed(page) for page in pages[1:-1])


def _is_closed(page: PageLines) -> bool:
    """Whether the page's text ends as sentences do; a page number below it has no small letters."""
    last = next((line for line in reversed(page.lines) if any(map(str.islower, line.text))), None)
    return last is not None and last_sign(last) in _CLOSING


class Integrity(NamedTuple):
    """How many text streams were checked, and how many of them are damaged."""

    streams: int
    damaged: int


def check_integrity(data: bytes) -> Integrity:
    """Checks the bytes of a PDF. Encrypted streams can't be checked without their key, and are not."""
    if b"/Encrypt" in data:
        return Integrity(0, 0)
    streams = damaged = 0
    for match in _STREAM.finditer(data):
        keys = match[1]
        if b"/Type/ObjStm" not in keys.replace(b" ", b"") and _NO_TEXT.search(keys):
            continue
        filters = _FILTERS.search(keys)
        names = _NAME.findall(filters[0])[1:] if filters else []
        if names and names[-1] == b"/FlateDecode":
            end = data.find(b"endstream", match.end())
            packed = data[match.end() : end if end >= 0 else len(data)]
            streams += 1
            damaged += not _is_whole(packed, names)
    return Integrity(streams, damaged)


def has_table(data: bytes) -> bool:
    """Whether the last cross-reference table is where the end of the file says."""
    starts = _START.findall(data[-2048:])
    # Offsets may be counted from the header, which need not be the file's first byte.
    shifts = (0, max(data.find(b"%PDF-", 0, 1024), 0))
    return bool(starts) and any(_TABLE.match(data, int(starts[-1][:12]) + shift) for shift in shifts)


def _is_whole(packed: bytes, names: list[bytes]) -> bool:
    if names[0] == b"/ASCII85Decode":
        try:
            packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
        except ValueError:
            return False
    elif len(names) > 1:
        return True
    # Without its two bytes of header the checksum is not looked at; some programs leave it out.
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        text = unpack.decompress(packed[2:], _MOST_UNPACKED)
    except zlib.error:
        return False
    if not unpack.eof:
        return len(text) >= _MOST_UNPACKED
    checksum = unpack.unused_data[:4]
    return len(checksum) < 4 or not checksum.strip() or int.from_bytes(checksum, "big") == zlib.adler32(text)
