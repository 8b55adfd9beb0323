"""Yoshikoder's .ykd, and Lexicoder 2's .lcd: XML of nested categories (cnode) and patterns (pnode)."""

import re
from typing import Any

from lxml import etree

from gmi.errors import GmiError
from gmi.lexicon.interchange.dictionary import MOST_LEVELS, Dictionary, Entry, Notes, outlined
from gmi.lexicon.interchange.patterns import is_regular, lose_weight

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(data: bytes, notes: Notes) -> list[Entry]:
    """The categories of the file. Raises GmiError where it is no such XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise GmiError(f"Line {line}: the XML can't be read.", "Save it again from its program.") from error
    if root.tag != "dictionary":
        raise GmiError(f"The XML holds <{root.tag}>, not a <dictionary>.", "Is this the right file?")
    regular = root.get("patternengine", "").lower().startswith("reg")
    entries: list[Entry] = []
    stack: list[tuple[tuple[str, ...], Any]] = [((), root)]
    while stack:
        path, node = stack.pop()
        if len(path) > MOST_LEVELS:
            raise GmiError("The dictionary has too many levels.", f"There may be {MOST_LEVELS}.")
        patterns = [_pattern(pnode, notes, regular=regular) for pnode in node.findall("pnode")]
        found = tuple(pattern for pattern in patterns if pattern)
        if path or found:
            description = " ".join(node.get("desc", "").split())
            own = path or ("dictionary",)
            entries.append(Entry(own, found, description if description != own[-1] else ""))
        if path and node.get("score"):
            lose_weight(node.get("score"), path[-1], notes)
        stack += [((*path, _name(child)), child) for child in node.findall("cnode")][::-1]
    return entries


def _name(node: Any) -> str:
    return " ".join(node.get("name", "").split()) or "unnamed"


def _pattern(node: Any, notes: Notes, *, regular: bool) -> str:
    pattern: str = " ".join(node.get("name", "").split())
    if regular and is_regular(pattern, notes):
        return ""
    if node.get("score"):
        lose_weight(node.get("score"), pattern, notes)
    return pattern


def write(dictionary: Dictionary, notes: Notes) -> bytes:
    """The dictionary as Yoshikoder reads it: in one outermost category, as its own files have it."""
    del notes
    outline = outlined(dictionary)
    root = above = etree.Element("dictionary", style="050805", patternengine="substring")
    if len({entry.path[0] for entry in outline}) > 1:
        above = etree.SubElement(root, "cnode", name=_legal(dictionary.name), desc="")
    places: dict[tuple[str, ...], Any] = {(): above}
    for entry in outline:
        node = etree.SubElement(
            places[entry.path[:-1]], "cnode", name=_legal(entry.path[-1]), desc=_legal(entry.description)
        )
        places[entry.path] = node
        for pattern in entry.patterns:
            etree.SubElement(node, "pnode", name=_legal(pattern))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _legal(text: str) -> str:
    return _NO_XML.sub("", text)
