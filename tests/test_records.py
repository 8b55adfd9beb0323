"""Records that are made fast are the same as others."""

from dataclasses import FrozenInstanceError, dataclass
from typing import NamedTuple

import pytest

from gmi.records import frozen_maker, maker


class Point(NamedTuple):
    x: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    x: int
    name: str
    parts: tuple[int, ...] = ()


def test_a_tuple_of_its_kind() -> None:
    made = maker(Point)((1, "a"))
    assert type(made) is Point
    assert made == Point(1, "a")


def test_a_frozen_record_of_its_kind() -> None:
    made, other = frozen_maker(Row)(1, "a", (2,)), Row(1, "a", (2,))
    assert type(made) is Row
    assert (made, hash(made), repr(made)) == (other, hash(other), repr(other))
    with pytest.raises(FrozenInstanceError):
        made.x = 2  # type: ignore[misc]
