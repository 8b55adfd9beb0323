"""How well action strength agrees with UPR Info's coders, and how fast it is.

    python benchmarks/action_strength.py RECOMMENDATIONS.csv

The table needs the columns session, action (1 to 5) and text. Rules and words were written on sessions 1 to
9; sessions 10 to 13 were set aside. Prints accuracy with a 95% interval (bootstrap over recommendations),
quadratic weighted kappa, the confusion matrix, and rows a minute, for each part.
"""

import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from gmi.find.recommendations import recommended_strengths
from gmi.lexicon import load

DEVELOPMENT_SESSIONS = range(1, 10)
TEST_SESSIONS = range(10, 14)
LEVELS = range(1, 6)
RESAMPLES = 500
SEED = 20


def recommendations(path: Path, sessions: Collection[int]) -> list[tuple[str, int]]:
    """Text and coded strength of the recommendations of some sessions."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["text"], int(row["action"]))
            for row in csv.DictReader(file)
            if int(row["session"]) in sessions
        ]


def accuracy(coded: Sequence[int], found: Sequence[int]) -> float:
    """The share of texts with the same strength."""
    return sum(a == b for a, b in zip(coded, found, strict=True)) / len(coded)


def weighted_kappa(coded: Sequence[int], found: Sequence[int]) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968): 1 - sum(w * observed) / sum(w * expected)."""
    observed = Counter(zip(coded, found, strict=True))
    rows, columns = Counter(coded), Counter(found)
    disagreement = sum(number * (a - b) ** 2 for (a, b), number in observed.items())
    by_chance = sum(rows[a] * columns[b] * (a - b) ** 2 for a in LEVELS for b in LEVELS) / len(coded)
    return 1 - disagreement / by_chance


def interval(coded: Sequence[int], found: Sequence[int]) -> tuple[float, float]:
    """The 95% bootstrap interval of the accuracy."""
    right = [a == b for a, b in zip(coded, found, strict=True)]
    chance = random.Random(SEED)
    means = sorted(sum(chance.choices(right, k=len(right))) / len(right) for _ in range(RESAMPLES))
    return means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)]


def show(name: str, rows: Sequence[tuple[str, int]]) -> None:
    """Print the figures of one part."""
    lexicon = load()
    recommended_strengths(["Warm up."], lexicon)
    start = time.process_time()
    found = recommended_strengths([text for text, _ in rows], lexicon)
    seconds = time.process_time() - start
    coded = [strength for _, strength in rows]
    low, high = interval(coded, found)
    print(f"{name}: {len(rows)} recommendations, {len(rows) / seconds * 60:,.0f} a minute")
    print(f"accuracy {accuracy(coded, found):.4f} ({low:.4f}-{high:.4f})")
    print(f"quadratic weighted kappa {weighted_kappa(coded, found):.4f}")
    counts = Counter(zip(coded, found, strict=True))
    print("coded \\ found" + "".join(f"{level:7d}" for level in LEVELS))
    for a in LEVELS:
        print(f"{a:13d}" + "".join(f"{counts[a, b]:7d}" for b in LEVELS))


def main() -> None:
    """Print the figures of the development and the test sessions."""
    path = Path(sys.argv[1])
    show("sessions 1-9 (development)", recommendations(path, DEVELOPMENT_SESSIONS))
    show("sessions 10-13 (set aside)", recommendations(path, TEST_SESSIONS))


if __name__ == "__main__":
    main()
