"""Regions of the world by the United Nations' own classification (M49)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


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


def regions() -> tuple[Region, ...]:
    """All sub-regions, in the order of their regions."""
    return tuple(dict.fromkeys(_by_code().values()))
