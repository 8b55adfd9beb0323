"""How much a file may ask for before it is refused: no report comes near, hostile files go far beyond."""

from dataclasses import dataclass
from pathlib import Path

from gmi.errors import GmiError


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take. Megabytes are millions of bytes.

    `text_megabytes` is for text, Markdown and HTML; `unpacked_megabytes` and `unpacked_ratio` are for what
    Word files, which are zip files, unpack to. `seconds` and `memory_megabytes` hold where the file is read
    in a process of its own (`gmi.read.apart`).
    """

    file_megabytes: int = 200
    text_megabytes: int = 50
    unpacked_megabytes: int = 300
    unpacked_ratio: int = 200
    pages: int = 20_000
    seconds: float = 600
    memory_megabytes: int = 3000


def refuse_large(path: Path, megabytes: int) -> None:
    """Raises `GmiError` if the file at `path` has more than `megabytes`."""
    size = path.stat().st_size // 1_000_000
    if size > megabytes:
        what = f"{path.name}: the file has {size:,} MB, more than any report ({megabytes:,} MB)."
        raise GmiError(what, "Save it without pictures, or in parts.")


def refuse_pages(name: str, count: int, most: int) -> None:
    """Raises `GmiError` if a file says that it has more than `most` pages."""
    if count > most:
        what = f"{name}: the file says that it has {count:,} pages, more than any report ({most:,})."
        raise GmiError(what, "It is damaged, or has to be read in parts.")
