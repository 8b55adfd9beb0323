"""Regions of the world by the United Nations' own classification (M49)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from gmi.errors import GmiError


class Region(NamedTuple):
    """A region ("Africa") and a sub-region ("Western Africa")."""

    name: str
    sub: str


@cache
def _by_code() -> dict[str, Region]:
    table = tomllib.loads(files("gmi.corpus").joinpath("regions.toml").read_text(encoding="utf-8"))
    return {
        code: Region(region, sub)
        for region, parts in table.items()
        for sub, codes in parts.items()
        for code in codes.split()
    }


def region_of(iso3: str | None) -> Region | None:
    """Where a State lies; None for a code that M49 doesn't have (an invented State)."""
    return _by_code().get(iso3 or "")


# M49 has these between its regions and what a store calls sub-regions.
_BETWEEN = {
    "Latin America and the Caribbean": ("Caribbean", "Central America", "South America"),
    "Sub-Saharan Africa": ("Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"),
}


def within(name: str) -> tuple[str, ...]:
    """The sub-regions of whatever M49 has a name for. Raises GmiError for another name."""
    names: dict[str, tuple[str, ...]] = {one.sub: (one.sub,) for one in regions()} | _BETWEEN
    for one in regions():
        names[one.name] = (*names.get(one.name, ()), one.sub)
    found = {known.lower(): parts for known, parts in names.items()}.get(name.lower())
    if found is None:
        raise GmiError(f"M49 has no region {name!r}.", f"It has: {', '.join(sorted(names))}.")
    return found


def regions() -> tuple[Region, ...]:
    """All sub-regions, in the order of their regions."""
    return tuple(dict.fromkeys(_by_code().values()))
