"""How the command line tells what a user can mend."""

import sys

import typer

from gmi.errors import GmiError


def complain(error: GmiError) -> None:
    """One line on stderr that says what is wrong and what to do; a line for each mistake of a lexicon."""
    from gmi.report.escape import plain, writable

    for told in getattr(error, "problems", ()) or (error,):
        typer.echo(writable(f"gmi: {plain(str(told))}", sys.stderr.encoding or "ascii"), err=True)
