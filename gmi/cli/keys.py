"""Single keys from a terminal, without waiting for the end of a line."""

import contextlib
import os
import sys
from collections.abc import Iterator

INTERRUPT = "\x03"


class Keys:
    """The keys of this terminal, as a context; afterwards the terminal is as it was, whatever happens.

    It listens all the time, so that nothing typed between two keys is echoed or lost. Ctrl-C comes as a key,
    so that it interrupts nothing but waiting.
    """

    def __init__(self) -> None:
        self._terminal = sys.stdin.fileno()

    def __enter__(self) -> "Keys":
        with contextlib.suppress(ImportError):  # Windows, whose console has no such modes
            import termios

            self._before = termios.tcgetattr(self._terminal)
            self._listen()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ImportError):
            self._restore()

    def read(self) -> str:
        """The next key. Raises KeyboardInterrupt for Ctrl-C, and EOFError at the end of input."""
        if sys.platform == "win32":
            import click

            return click.getchar()
        key = os.read(self._terminal, 1).decode("latin-1")
        if not key:
            raise EOFError
        if key == INTERRUPT:
            raise KeyboardInterrupt
        return key

    @contextlib.contextmanager
    def as_lines(self) -> Iterator[None]:
        """The terminal as it was, for as long as a line is typed."""
        with contextlib.suppress(ImportError):
            self._restore()
        try:
            yield
        finally:
            with contextlib.suppress(ImportError):
                self._listen()

    def _listen(self) -> None:
        import termios
        import tty

        tty.setcbreak(self._terminal, termios.TCSADRAIN)
        mode = termios.tcgetattr(self._terminal)
        mode[3] &= ~termios.ISIG
        termios.tcsetattr(self._terminal, termios.TCSADRAIN, mode)

    def _restore(self) -> None:
        import termios

        termios.tcsetattr(self._terminal, termios.TCSADRAIN, self._before)
