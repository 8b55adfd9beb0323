"""The assessment as JSON: stable order, rounded figures, and the schema that says what is in it."""

import json
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from gmi.rate.assessment import SCHEMA_VERSION, Assessment

SCHEMA_ID = f"urn:gmi:schema:assessment:{SCHEMA_VERSION}"


@lru_cache
def _adapter() -> TypeAdapter[Assessment]:
    return TypeAdapter(Assessment)


def to_json(assessment: Assessment) -> str:
    """One JSON object, indented, with a line feed at its end. The same assessment gives the same bytes.

    What no encoding can write (half of a character, as in a file name that is not UTF-8) becomes "?".
    """
    try:
        return _adapter().dump_json(assessment, indent=1).decode() + "\n"
    except PydanticSerializationError:
        text = json.dumps(_adapter().dump_python(assessment), indent=1, ensure_ascii=False)
        return text.encode("utf-8", "replace").decode() + "\n"


def from_json(text: str | bytes) -> Assessment:
    """The assessment that `to_json` wrote. Raises pydantic's ValidationError if it is none."""
    return _adapter().validate_json(text)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    schema = _adapter().json_schema(mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "A gmi assessment",
    }
    return head | {key: value for key, value in schema.items() if key != "title"}
