"""Copies of reports that gmi made itself, and that are no reports."""

from gmi.errors import GmiError

HIGHLIGHTED = "GmiHighlighted"
"""The entry of a PDF's document information that marks a copy with gmi's highlights and legend."""


def refuse_highlighted(name: str, mark: object) -> None:
    """Raises `GmiError` if a file has the mark: its legend names groups that the report may not name."""
    if mark:
        raise GmiError(f"{name}: is a copy that gmi highlighted.", "Read the report itself.")
