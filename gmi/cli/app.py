"""The command `gmi`: its commands, and how any of them ends."""

import errno
import io
import os
import sys
from typing import Annotated

import typer

from gmi import __version__
from gmi.cli.agree import agree_command
from gmi.cli.brief import brief_command
from gmi.cli.calibrate import calibrate_command
from gmi.cli.check import check_command
from gmi.cli.code import code_command
from gmi.cli.compare import compare_command
from gmi.cli.complaints import UsageError, complain, complain_of_usage
from gmi.cli.corpus import corpus_app
from gmi.cli.diff import diff_command
from gmi.cli.highlight import highlight_command
from gmi.cli.init import init_command
from gmi.cli.lexicon import lexicon_app
from gmi.cli.read import read_command
from gmi.cli.review import review_command
from gmi.cli.schema import schema_command
from gmi.cli.score import score_command
from gmi.cli.worksheet import worksheet_command
from gmi.cycles import no_cycle_search_at_exit
from gmi.errors import GmiError

app = typer.Typer(
    name="gmi",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Score reports to UN treaty bodies for gender-responsiveness and migrant-inclusion.",
)
app.command("score")(score_command)
app.command("highlight")(highlight_command)
app.command("read")(read_command)
app.add_typer(lexicon_app, name="lexicon")
app.command("init")(init_command)
app.command("check")(check_command)
app.command("diff")(diff_command)
app.command("review")(review_command)
app.command("code")(code_command)
app.command("agree")(agree_command)
app.add_typer(corpus_app, name="corpus")
app.command("brief")(brief_command)
app.command("compare")(compare_command)
app.command("calibrate")(calibrate_command)
app.command("worksheet")(worksheet_command)
app.command("schema")(schema_command)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"gmi {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    del version


def _buffer_output() -> None:
    """Put a buffer before standard output where Python was told to have none (PYTHONUNBUFFERED): what a
    single write leaves over, as on a full disk, would be lost without a word."""
    bare = getattr(sys.stdout, "buffer", None)
    if isinstance(bare, io.RawIOBase):
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(bare),
            encoding=sys.stdout.encoding,
            errors=sys.stdout.errors,
            line_buffering=True,
        )


def _have_stderr() -> None:
    """Where standard error is closed (`2>&-`), what would be said there is said to nobody: it must not change
    how the command ends, nor may a file that is opened next take the number of the closed one."""
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    """Run the command line. What the user can mend ends in a line on stderr and exit status 2."""
    no_cycle_search_at_exit()
    _have_stderr()
    _buffer_output()
    try:
        status = app(prog_name="gmi", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        sys.exit(status if isinstance(status, int) else 0)
    except UsageError as error:
        complain_of_usage(error)
        sys.exit(2)
    except typer.Abort:
        sys.exit(1)
    except GmiError as error:
        complain(error)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`gmi ... | head`); let nothing more try to reach it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        # Our output goes to a file on a full disk. Status 1 would say that the work was done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        complain(GmiError(f"Can't write the result: {error.strerror}.", "Make room, or write elsewhere."))
        sys.exit(2)
