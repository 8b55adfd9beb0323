"""What a brief is made of, whatever it is written as."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "quote", "item", "place"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. A "quote" is the report's own words, an "item" one of a list, a "place" is left to the
    analyst; `note` says where the report says it."""

    text: str
    kind: Kind = "text"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a head."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (`level` 1 or 2) with what stands under it."""

    heading: str
    level: int
    content: tuple[Paragraph | Table, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole draft. `facts` stand on its first page: what, and what it is."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    language: str

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs, in order."""
        return tuple(one for part in self.sections for one in part.content if isinstance(one, Paragraph))

    @property
    def places(self) -> int:
        """How many places are left to the analyst."""
        return sum(one.kind == "place" for one in self.paragraphs)
