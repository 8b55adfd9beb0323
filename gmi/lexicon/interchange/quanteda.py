"""quanteda's YAML: categories as keys, patterns as lists, `__` for those of a category that has others below.

Source: quanteda, R/dictionaries.R and as.yaml(). Every scalar is text: `no` is a word here.
"""

from typing import Any

import yaml

from gmi.errors import GmiError
from gmi.lexicon.interchange.dictionary import MOST_LEVELS, Dictionary, Entry, Notes, outlined
from gmi.lexicon.interchange.text import decoded

OWN = "__"
MOST_NODES = 1_000_000
"""Values that a file may hold; aliases make some of a few lines hold without end."""


def read(data: bytes, notes: Notes) -> list[Entry]:
    """The categories of a YAML file. Raises GmiError where it is none, or no dictionary."""
    try:
        root = yaml.compose(decoded(data, notes), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise GmiError(f"Line {line} is no YAML: {error.problem}.", "Mend it.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise GmiError("This is no YAML that can be read.", "Mend it.") from error
    if not isinstance(root, yaml.MappingNode):
        raise GmiError("There are no categories in the YAML.", "Write each as a key: women: [wife, wives]")
    entries: list[Entry] = []
    stack: list[tuple[tuple[str, ...], Any]] = [((), root)]
    seen = 0
    while stack:
        path, node = stack.pop()
        seen += 1
        if seen > MOST_NODES or len(path) > MOST_LEVELS:
            raise GmiError("The YAML has too many levels or values for a dictionary.", "Check its aliases.")
        if isinstance(node, yaml.MappingNode):
            entries.append(Entry(path))
            pairs = [(_name(path, key), value) for key, value in node.value]
            stack += pairs[::-1]
        else:
            patterns, more = _patterns(path, node, notes)
            seen += len(patterns)
            entries.append(Entry(path or (OWN,), tuple(patterns)))
            stack += more[::-1]
    return [entry for entry in entries if entry.path]


def _name(path: tuple[str, ...], key: Any) -> tuple[str, ...]:
    name = key.value.strip() if isinstance(key, yaml.ScalarNode) else ""
    return path if name == OWN and path else (*path, name or "unnamed")


def _patterns(path: tuple[str, ...], node: Any, notes: Notes) -> tuple[list[str], list[Any]]:
    """The patterns in a list or a single value, and the mappings that stand among them."""
    values = node.value if isinstance(node, yaml.SequenceNode) else [node]
    patterns, more = [], []
    for value in values:
        if isinstance(value, yaml.ScalarNode):
            if value.value.strip() and value.tag != "tag:yaml.org,2002:null":
                patterns.append(value.value)
        elif isinstance(value, yaml.MappingNode):
            more.append((path, value))
        else:
            notes.lose(f"A list in a list of {path[-1]!r} is left out", "it names no category")
    return patterns, more


def write(dictionary: Dictionary, notes: Notes) -> bytes:
    """The dictionary as YAML that quanteda reads."""
    del notes
    root: dict[str, Any] = {}
    places: dict[tuple[str, ...], dict[str, Any]] = {(): root}
    with_others = {entry.path[:-1] for entry in outlined(dictionary)}
    for entry in outlined(dictionary):
        above = places[entry.path[:-1]]
        if entry.path in with_others:
            here = places[entry.path] = above[entry.path[-1]] = {}
            if entry.patterns:
                here[OWN] = list(entry.patterns)
        else:
            above[entry.path[-1]] = list(entry.patterns)
    text: str = yaml.safe_dump(root, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()
