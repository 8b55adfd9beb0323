"""`gmi schema`: the JSON Schemas of what gmi writes and reads."""

from typing import Annotated, Any, Literal

import typer


def schema_command(
    name: Annotated[
        Literal["assessment", "check", "config"],
        typer.Argument(
            metavar="[NAME]",
            help="assessment (gmi score --json), check (gmi check --format json) or config (gmi.toml).",
        ),
    ] = "assessment",
) -> None:
    """Print a JSON Schema: of the assessments that gmi score --json writes, unless told otherwise.

    Example: gmi schema config > gmi.schema.json
    """
    import json

    typer.echo(json.dumps(_schema(name), indent=1, ensure_ascii=False).encode())


def _schema(name: str) -> dict[str, Any]:
    if name == "config":
        from gmi.check.config import config_schema

        return config_schema()
    if name == "check":
        from gmi.check.formats.json import check_schema

        return check_schema()
    from gmi.rate.serialise import json_schema

    return json_schema()
