"""`gmi init`: a commented gmi.toml to start from."""

from pathlib import Path
from typing import Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.options import Quiet
from gmi.errors import GmiError


def init_command(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Where to; this folder, if none.")
    ] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Write over a gmi.toml that is there.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a commented gmi.toml, which gmi check works with as it is.

    Example: gmi init drafts/
    """
    from importlib.resources import files

    from gmi.report.files import write_whole

    place = folder / "gmi.toml"
    if not folder.is_dir():
        raise GmiError(f"There is no folder {folder}.", "Make it first, or choose another.")
    if place.exists() and not force:
        raise GmiError(f"{place} is there already.", "Write over it with --force.")
    write_whole(place, files("gmi.check").joinpath("starter.toml").read_bytes())
    if not quiet:
        tell(f"Wrote {place}. Look through it, then run gmi check.")
