"""`gmi schema`: the JSON Schema of what `gmi score --json` prints."""

import typer


def schema_command() -> None:
    """Print the JSON Schema of the assessments that `gmi score --json` writes.

    Example: gmi schema > assessment.schema.json
    """
    import json

    from gmi.rate.serialise import json_schema

    typer.echo(json.dumps(json_schema(), indent=1, ensure_ascii=False).encode())
