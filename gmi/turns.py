"""One thread at a time: PDFium and what is known of words are shared by all threads of a process."""

import os
from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class _Turn:
    """The lock. A process that is forked from this one gets its own: nobody would give it back there."""

    lock = RLock()


def _renew() -> None:
    _Turn.lock = RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)


def in_turn(function: Callable[P, T]) -> Callable[P, T]:
    """The function, which a thread enters when no other is in one like it. For more than one core at once,
    take processes."""

    @wraps(function)
    def waited(*arguments: P.args, **options: P.kwargs) -> T:
        with _Turn.lock:
            return function(*arguments, **options)

    return waited
