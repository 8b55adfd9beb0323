"""Reads a lexicon from its TOML files and merges a user's own into it."""

import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gmi.lexicon.folder import data_folder
from gmi.lexicon.model import Lexicon


def languages() -> tuple[str, ...]:
    """The languages that there is a lexicon for, as ISO 639-1 codes."""
    return tuple(sorted(path.parent.name for path in data_folder().glob("*/lexicon.toml")))


def load(language: str = "en", extra: Sequence[Path] = ()) -> Lexicon:
    """The shipped lexicon of a language."""
    folder = data_folder() / language
    data: dict[str, Any] = {"groups": []}
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        if path.stem == "lexicon":
            data |= {k: v for k, v in content.items() if k in ("name", "version", "language")}
        elif "group" in content:
            data["groups"].append(content.pop("group") | content)
        elif path.stem in ("actions", "context", "about"):
            data[path.stem] = content
        else:
            for key, value in content.items():
                data[key + "s"] = value
    data.setdefault("actions", {"strength": [], "kind": [], "tense": []})
    data.setdefault("context", {"cue": []})
    data["sha256"] = ""
    lexicon = Lexicon.model_validate(data)
    digest = hashlib.sha256(lexicon.model_dump_json(by_alias=True).encode()).hexdigest()
    return lexicon.model_copy(update={"sha256": digest})
