"""The assessment as JSON: stable order, rounded figures, and the schema that says what is in it."""

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from gmi.rate.assessment import SCHEMA_VERSION, Assessment

SCHEMA_ID = f"urn:gmi:schema:assessment:{SCHEMA_VERSION}"


@lru_cache
def _adapter() -> TypeAdapter[Assessment]:
    return TypeAdapter(Assessment)


def to_json(assessment: Assessment) -> str:
    """One JSON object, indented, with a line feed at its end. The same assessment gives the same bytes."""
    return _adapter().dump_json(assessment, indent=1).decode() + "\n"


def from_json(text: str | bytes) -> Assessment:
    """The assessment that `to_json` wrote. Raises pydantic's ValidationError if it is none."""
    return _adapter().validate_json(text)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    schema = _adapter().json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID} | schema
