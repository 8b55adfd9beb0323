"""What the command line says on stderr: what was done, and what a user can mend."""

import os
import re
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

from gmi.errors import GmiError

UsageError: type[Exception] = typer.BadParameter.__bases__[0]
"""What typer raises for options and arguments that don't fit; its place differs between versions of typer."""
_WIDTH = 80
_PARSER = ((r"\bValue error, ", ""), (r"\bInput should be\b", "it must be"), (r", unable to parse.*", ""))
"""Words of the parser of options that say nothing to whoever typed one."""


def complain_of_usage(error: Any) -> None:
    """One line on stderr for options that don't fit; the help where a command was called with nothing."""
    message = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(message, err=True)
        return
    for pattern, better in _PARSER:
        message = re.sub(pattern, better, message)
    told = " ".join(message.split()).rstrip(".")
    command = error.ctx.command_path if error.ctx else "gmi"
    complain(GmiError(told if told.endswith("?") else f"{told}.", f"See {command} --help."))


def complain(error: GmiError) -> None:
    """One line on stderr that says what is wrong and what to do; a line for each mistake of a lexicon."""
    for told in getattr(error, "problems", ()) or (error,):
        tell(f"gmi: {told}")


def tell(text: str) -> None:
    """One line on stderr. A terminal that is narrower has it broken at blanks, not within a word."""
    from gmi.report.escape import plain, writable

    line = writable(plain(text), sys.stderr.encoding or "ascii")
    if sys.stderr.isatty():
        line = textwrap.fill(line, _columns(), break_long_words=False, break_on_hyphens=False)
    typer.echo(line, err=True)


@contextmanager
def told_if_stopped(text: str, *, quiet: bool) -> Iterator[None]:
    """Say on stderr what remains of the block's work if Ctrl-C ends it."""
    try:
        yield
    except KeyboardInterrupt:
        if not quiet:
            tell(text)
        raise


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _WIDTH
    except OSError:
        return _WIDTH
