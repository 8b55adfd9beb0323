"""Counts of very many phrases in little room: sorted arrays, put together now and then."""

import numpy as np

PENDING = 500_000
LARGEST = 3_000_000
"""Phrases that are kept; where there are more, those that came once only are forgotten."""


class Tally:
    """Counts by key: `columns` numbers for each phrase."""

    def __init__(self, columns: int) -> None:
        self.keys = np.zeros(0, dtype=np.int64)
        self.counts = np.zeros((0, columns), dtype=np.int32)
        self._pending: list[tuple[np.ndarray, np.ndarray]] = []
        self._waiting = 0

    def add(self, keys: np.ndarray, counts: np.ndarray) -> None:
        """Add the counts (shape: keys; columns)."""
        self._pending.append((keys, counts))
        self._waiting += len(keys)
        if self._waiting > PENDING:
            self.settle()

    def settle(self) -> None:
        """Put everything together; `keys` and `counts` are whole then."""
        if not self._pending:
            return
        keys = np.concatenate([self.keys, *(keys for keys, _ in self._pending)])
        counts = np.concatenate([self.counts, *(counts for _, counts in self._pending)])
        self._pending, self._waiting = [], 0
        self.keys, self.counts = summed(keys, counts)
        if len(self.keys) > LARGEST:
            often = self.counts[:, 0] > 1
            self.keys, self.counts = self.keys[often], self.counts[often]


def summed(keys: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each key once, in order, with the sums of its counts."""
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, int)
    return keys[first], np.add.reduceat(counts, first, axis=0) if len(first) else counts
