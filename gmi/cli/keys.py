"""Single keys from a terminal, without waiting for the end of a line."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator

INTERRUPT = "\x03"


class Keys:
    """Reads keys; `as_lines` gives the terminal back for as long as a line is typed."""

    def __init__(
        self, read: Callable[[], str], as_lines: Callable[[], contextlib.AbstractContextManager[None]]
    ):
        self.read = read
        self.as_lines = as_lines


@contextlib.contextmanager
def keys() -> Iterator[Keys]:
    """The keys of this terminal, which is as it was afterwards, whatever happens.

    It stays in this mode between two keys, so that nothing typed meanwhile is echoed or lost. Ctrl-C comes as
    a key: `read` raises KeyboardInterrupt for it, so that it never interrupts anything but waiting. At the
    end of input `read` raises EOFError.
    """
    try:
        import termios
        import tty
    except ImportError:  # Windows, whose console has no such modes
        import click

        yield Keys(click.getchar, contextlib.nullcontext)
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)

    def listen() -> None:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        mode = termios.tcgetattr(terminal)
        mode[3] &= ~termios.ISIG
        termios.tcsetattr(terminal, termios.TCSADRAIN, mode)

    @contextlib.contextmanager
    def as_lines() -> Iterator[None]:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        try:
            yield
        finally:
            listen()

    def read() -> str:
        key = os.read(terminal, 1).decode("latin-1")
        if not key:
            raise EOFError
        if key == INTERRUPT:
            raise KeyboardInterrupt
        return key

    listen()
    try:
        yield Keys(read, as_lines)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
