"""`gmi calibrate`: what thresholds a corpus suggests, and what ratings would become of them."""

from pathlib import Path
from typing import Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.corpus import OfKind, StorePath
from gmi.cli.options import NoColor, ProfileName, Quiet


def calibrate_command(
    store: StorePath,
    profile: ProfileName = "gmi",
    kind: OfKind = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE.toml", help="Write a profile with the new thresholds."),
    ] = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Propose a profile's thresholds from the documents of a store, and show how ratings would move.

    Example: gmi calibrate reports.gmi -o ours.toml
    """
    from rich.console import Console

    from gmi.cli.corpus_tables import print_calibration
    from gmi.corpus.calibrate import calibrate, profile_text
    from gmi.corpus.select import Selection
    from gmi.corpus.store import Store
    from gmi.errors import GmiError
    from gmi.rate.profile import load_profile, profile_path
    from gmi.report.files import check_place, write_whole

    if output is not None:
        if output.suffix != ".toml":
            raise GmiError(f"A profile is a .toml file, not {output.name!r}.", "Name one: -o ours.toml")
        check_place(output, [store, profile_path(profile)])
    with Store(store) as opened:
        found = calibrate(opened, load_profile(profile), Selection(kind=kind))
    print_calibration(found, Console(highlight=False, no_color=no_color or None))
    if output is not None:
        write_whole(output, profile_text(profile_path(profile), output.stem, found).encode())
        if not quiet:
            tell(f"Wrote {output}. Use it: gmi score REPORT --profile {output}")
