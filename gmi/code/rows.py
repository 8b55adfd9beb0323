"""Codes the rows of a table while they are read, on one processor or several."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from gmi.code.codes import TextCode
from gmi.code.coding import Coder
from gmi.code.grid import Cell, Row, text_of
from gmi.lexicon.model import Lexicon
from gmi.rate.profile import Profile

BATCH = 1000
"""Rows that are coded at a time: more take more memory and no less time."""
WAITING = 3
"""Batches for each process that are read ahead."""

CodedRow = tuple[int, Sequence[Cell], TextCode]
"""A row's number in the file, its cells, and its codes."""


def code_rows(rows: Iterator[Row], text: int, coder: Coder, jobs: int = 1) -> Iterator[CodedRow]:
    """Each row with the codes of its cell number `text`, in their order, by so many processes."""
    batches = iter(lambda: list(islice(rows, BATCH)), [])
    if jobs == 1:
        for batch in batches:
            yield from _joined(batch, coder(_texts(batch, text)))
        return
    # Processes that are forked could inherit a lock that a thread of ours holds.
    context = get_context("spawn")
    with ProcessPoolExecutor(
        jobs, context, initializer=_begin, initargs=(coder.lexicon, coder.profile)
    ) as processes:
        waiting: deque[tuple[list[Row], Future[list[TextCode]]]] = deque()
        for batch in batches:
            waiting.append((batch, processes.submit(_code, _texts(batch, text))))
            if len(waiting) > WAITING * jobs:
                first, codes = waiting.popleft()
                yield from _joined(first, codes.result())
        for first, codes in waiting:
            yield from _joined(first, codes.result())


def _texts(batch: Sequence[Row], text: int) -> list[str]:
    return [text_of(cells[text]) for _, cells in batch]


def _joined(batch: Sequence[Row], codes: Sequence[TextCode]) -> Iterator[CodedRow]:
    for (number, cells), code in zip(batch, codes, strict=True):
        yield number, cells, code


_coder: Coder | None = None


def _begin(lexicon: Lexicon, profile: Profile) -> None:
    """Make the coder of this process."""
    global _coder
    _coder = Coder(lexicon, profile)


def _code(texts: list[str]) -> list[TextCode]:
    assert _coder is not None
    return _coder(texts)
