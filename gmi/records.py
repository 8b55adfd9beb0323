"""Records that are made by the ten thousand, for each line, word or mention of a report."""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from functools import partial
from typing import Any, TypeVar

Record = TypeVar("Record", bound=tuple[Any, ...])
Frozen = TypeVar("Frozen")


def maker(kind: type[Record]) -> Callable[[tuple[Any, ...]], Record]:
    """What makes records of a NamedTuple's `kind` out of plain tuples of all their values, in order: in half
    the time that calling the kind takes, as no function of Python's own stands in between."""
    return partial(tuple.__new__, kind)


def frozen_maker(kind: type[Frozen]) -> Callable[..., Frozen]:
    """What makes records of a frozen dataclass with slots out of all their values, in order: in a fifth of
    the time. A frozen one sets each of its fields by a call; here an open twin with the same slots is made,
    and then becomes one of the kind."""
    twin: Any = make_dataclass(kind.__name__, [one.name for one in fields(kind)], slots=True)  # type: ignore[arg-type]

    def made(*values: Any) -> Frozen:
        record = twin(*values)
        record.__class__ = kind
        return record  # type: ignore[no-any-return]

    return made
