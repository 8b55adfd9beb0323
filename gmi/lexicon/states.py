"""How a State is called inside a sentence, and which regional instruments are open to it: data."""

import tomllib
from functools import cache
from typing import Any

from gmi.lexicon.folder import data_folder
from gmi.read.document import Cover

FILE = "states.toml"


def state_in_text(cover: Cover, language: str, unknown: str = "the State party") -> str:
    """The State's name as a sentence has it: "the Philippines"; `unknown` where no cover told it."""
    if cover.state is None:
        return unknown
    data = _states(language)
    name = data["called"].get(cover.iso3 or "", cover.state.value)
    before = tuple(f"{start} " for start in data["article"]["before"])
    if name.startswith(before) and name == cover.state.value:
        name = f"{data['article']['the']} {name}"
    return str(name)


def is_open_to(instrument: str, iso3: str | None, language: str) -> bool:
    """Whether an instrument (by id) is open to a State; a regional one is to its region's States alone."""
    members = _states(language)["regional"].get(instrument)
    return members is None or iso3 in members


@cache
def _states(language: str) -> dict[str, dict[str, Any]]:
    """The file of a language; a language without one changes no name and knows no regions."""
    path = data_folder() / language / FILE
    nothing: dict[str, dict[str, Any]] = {"called": {}, "article": {"before": [], "the": ""}, "regional": {}}
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else nothing
