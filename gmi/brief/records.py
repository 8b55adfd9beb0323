"""What a brief is made of, whatever it is written as."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "quote", "item"]


@dataclass(frozen=True, slots=True)
class Text:
    """Some words. Those of a `place` are left to the analyst."""

    text: str
    place: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote at this point: where the report says what is said here."""

    text: str


Words = tuple[Text | Note, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: running text, the report's own words ("quote"), or an item of a list."""

    words: Words
    kind: Kind = "text"

    @property
    def text(self) -> str:
        """Its words without the notes."""
        return "".join(one.text for one in self.words if isinstance(one, Text))

    @property
    def notes(self) -> tuple[str, ...]:
        """Its footnotes, in order."""
        return tuple(one.text for one in self.words if isinstance(one, Note))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a head. `widths` are shares of the line, `numbers` columns of figures."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (`level` 1 or 2) with what stands under it."""

    heading: str
    level: int
    content: tuple[Paragraph | Table, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole draft. `facts` and `draft` stand on its first page; `words` are those that a form adds."""

    title: str
    subtitle: Words
    facts: tuple[tuple[str, Words], ...]
    draft: Words
    sections: tuple[Section, ...]
    language: str
    notes_heading: str

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs after the first page, in order."""
        return (one for part in self.sections for one in part.content if isinstance(one, Paragraph))

    @property
    def notes(self) -> tuple[str, ...]:
        """All footnotes, in order; the first is number 1."""
        return tuple(note for one in self.paragraphs for note in one.notes)

    @property
    def places(self) -> int:
        """How many paragraphs, and facts of the first page, have something left to the analyst."""
        words = [*(words for _, words in self.facts), *(one.words for one in self.paragraphs)]
        return sum(any(isinstance(one, Text) and one.place for one in every) for every in words)
