"""The labels of foot- and endnotes, which Word counts by itself."""

from collections.abc import Iterator
from typing import Any

from gmi.read.word_numbers import written
from gmi.read.word_xml import W, child_value

_FORMATS = {"footnotes": "decimal", "endnotes": "lowerRoman"}
"""What Word prints where a file doesn't say."""


class NoteLabels:
    """Labels the notes of one kind, "footnotes" or "endnotes", in the order of their references."""

    def __init__(self, kind: str, settings: Any | None, body: Any) -> None:
        name = kind.removesuffix("s") + "Pr"
        # What a section says goes before what holds for the whole file.
        holders = [*body.iter(W + name), *(settings.iter(W + name) if settings is not None else ())]
        formats = [found for one in holders if (found := child_value(one, "numFmt"))]
        starts = [found for one in holders if (found := child_value(one, "numStart"))]
        self._format = formats[0] if formats else _FORMATS[kind]
        self._next = int(starts[0]) if starts and starts[0].isdigit() else 1
        self._labels: dict[str, str] = {}

    def cite(self, note: str, mark: str | None = None) -> str:
        """The label that is printed where the note is referred to; `mark` is one that a person typed."""
        if note not in self._labels:
            if not mark:
                mark = written(self._next, self._format)
                self._next += 1
            self._labels[note] = mark.strip()
        return self._labels[note]

    def in_order(self) -> Iterator[tuple[str, str]]:
        """The id and label of each note cited so far, also of those that are cited meanwhile."""
        done = 0
        while done < len(self._labels):
            for note, label in list(self._labels.items())[done:]:
                done += 1
                yield note, label
