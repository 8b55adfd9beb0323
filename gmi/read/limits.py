"""How much a file may ask for before it is refused: no report comes near, hostile files go far beyond."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from gmi.errors import GmiError


def _limit(name: str, usual: int) -> int:
    """A limit as the environment sets it ("GMI_PAGES=50000"), or the usual one."""

    def value() -> int:
        given = os.environ.get(f"GMI_{name.upper()}", "").replace(",", "").replace("_", "")
        if not given:
            return usual
        if not given.isdecimal() or not int(given):
            what = f"The environment sets GMI_{name.upper()} to {given!r}, which is no limit."
            raise GmiError(what, f"Set it to a whole number above 0; {usual:,} is the usual one.")
        return int(given)

    return field(default_factory=value)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take. Megabytes are millions of bytes.

    `text_megabytes` is for text, Markdown and HTML; `unpacked_megabytes` and `unpacked_ratio` are for what
    Word files, which are zip files, unpack to. `seconds` and `memory_megabytes` hold where the file is read
    in a process of its own (`gmi.read.apart`). What isn't given is as the environment says (GMI_PAGES).
    """

    file_megabytes: int = _limit("file_megabytes", 200)
    text_megabytes: int = _limit("text_megabytes", 50)
    unpacked_megabytes: int = _limit("unpacked_megabytes", 300)
    unpacked_ratio: int = _limit("unpacked_ratio", 200)
    pages: int = _limit("pages", 20_000)
    seconds: float = 600
    memory_megabytes: int = _limit("memory_megabytes", 3000)


def refuse_large(path: Path, megabytes: int) -> None:
    """Raises `GmiError` if the file at `path` has more than `megabytes`."""
    size = path.stat().st_size // 1_000_000
    if size > megabytes:
        what = f"{path.name}: the file has {size:,} MB, more than any report ({megabytes:,} MB)."
        raise GmiError(
            what,
            "Save it without pictures, or in parts; GMI_FILE_MEGABYTES and GMI_TEXT_MEGABYTES set the limit.",
        )


def refuse_pages(name: str, count: int, most: int) -> None:
    """Raises `GmiError` if a file says that it has more than `most` pages."""
    if count > most:
        what = f"{name}: the file says that it has {count:,} pages, more than any report ({most:,})."
        raise GmiError(what, "It is damaged, or has to be read in parts; GMI_PAGES sets the limit.")
