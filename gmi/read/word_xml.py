"""WordprocessingML in small: names, attributes, and a parser that trusts nothing."""

from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


# The "strict" form of the standard differs in the name alone.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def parse(data: bytes) -> Any:
    """The root element of a part. No entities, no network, no huge trees."""
    data = data.replace(_STRICT, W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def value(element: Any, name: str) -> str:
    """An attribute of Word's namespace; empty where it isn't set."""
    return str(element.get(W + name, ""))


def child_value(element: Any, *path: str) -> str | None:
    """The `val` of the element at a path of child names; None where there is none."""
    found = element.find("/".join(W + name for name in path)) if element is not None else None
    return None if found is None else value(found, "val")


def is_on(switch: Any) -> bool:
    """Whether an element that switches something on, like `w:b`, is there and does not say no."""
    return switch is not None and value(switch, "val") not in ("0", "false", "off", "none")
