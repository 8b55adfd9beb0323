"""Records that are made by the ten thousand, for each line, word or mention of a report."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

Record = TypeVar("Record", bound=tuple[Any, ...])


def maker(kind: type[Record]) -> Callable[[tuple[Any, ...]], Record]:
    """What makes records of a NamedTuple's `kind` out of plain tuples of all their values, in order: in half
    the time that calling the kind takes, as no function of Python's own stands in between."""
    return partial(tuple.__new__, kind)
