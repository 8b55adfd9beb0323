"""Agreement of the "about" decision with human codes: precision, recall and F1 with bootstrap intervals.

    python benchmarks/validity.py TABLE.csv [--part dev|test|all] [--mentions] [--errors TOPIC]

Reads UPR recommendations with the issues that people coded (columns session, state, issues, text). Sessions
1 to 9 are for development, 10 and later for the test: lexicon and rules were written without reading the test
part. The intervals resample States, because recommendations to one State resemble each other.
"""

import argparse
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from gmi.find.about import SubjectFinder
from gmi.lexicon import load

LAST_DEVELOPMENT_SESSION = 9
RESAMPLES = 1000

ISSUES: dict[str, frozenset[str]] = {
    "gender": frozenset({"Women's rights"}),
    "lgbtqia": frozenset({"Sexual Orientation and Gender Identity"}),
    "migration": frozenset({"Migrants", "Asylum-seekers - refugees", "Internally displaced persons"}),
    "trafficking": frozenset({"Trafficking"}),
    "health": frozenset({"Right to health"}),
    "labour-and-wages": frozenset({"Labour"}),
}
TARGETS = {
    "gender": 0.945,
    "lgbtqia": 0.98,
    "migration": 0.945,
    "trafficking": 0.955,
    "health": 0.85,
    "labour-and-wages": 0.75,
    "gender and migration": 0.88,
}

Row = dict[str, str]


def read_rows(table: Path, part: str) -> list[Row]:
    """The recommendations of a part: "dev", "test" or "all"."""
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if part == "all":
        return rows
    return [row for row in rows if (int(row["session"]) <= LAST_DEVELOPMENT_SESSION) == (part == "dev")]


def human(rows: Iterable[Row], topic: str) -> np.ndarray:
    """Whether people coded each row as being about the topic."""
    issues = ISSUES[topic]
    return np.array([any(issue.strip() in issues for issue in row["issues"].split(";")) for row in rows])


def agreement(coded: np.ndarray, found: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 of what was found against what was coded."""
    both = float((coded & found).sum())
    precision, recall = both / max(found.sum(), 1), both / max(coded.sum(), 1)
    return precision, recall, 2 * both / max(found.sum() + coded.sum(), 1)


def interval(coded: np.ndarray, found: np.ndarray, states: Sequence[str]) -> tuple[float, float]:
    """95% bootstrap interval of F1; States are drawn with replacement, always the same ones."""
    numbers = np.unique(np.array(states), return_inverse=True)[1]
    size = int(numbers.max()) + 1
    both = np.bincount(numbers, weights=coded & found, minlength=size)
    either = np.bincount(numbers, weights=coded.astype(int) + found, minlength=size)
    draws = np.random.default_rng(1).integers(0, size, (RESAMPLES, size))
    scores = 2 * both[draws].sum(1) / np.maximum(either[draws].sum(1), 1)
    low, high = np.quantile(scores, [0.025, 0.975])
    return float(low), float(high)


def subject_ids(text: str, finder: SubjectFinder) -> set[str]:
    """The groups and areas that a text is about."""
    return {subject.id for subject in finder(text)}


def mentioned(text: str, finder: SubjectFinder) -> set[str]:
    """The groups and areas that a text mentions at all; men and boys don't count for gender."""
    targets = [match.target for match in finder.matches(text)]
    return {t.category if t.group == "area" else t.group for t in targets if t.category != "men-and-boys"}


def codings(found: Sequence[set[str]], rows: Sequence[Row]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """What people coded and what gmi found, for each topic and for gender and migration together."""
    pairs = {t: (human(rows, t), np.array([t in ids for ids in found])) for t in ISSUES}
    (gender, our_gender), (migration, our_migration) = pairs["gender"], pairs["migration"]
    return pairs | {"gender and migration": (gender & migration, our_gender & our_migration)}


def report(rows: Sequence[Row], found: Sequence[set[str]]) -> None:
    """Print a line for each topic."""
    states = [row["state"] for row in rows]
    print(" " * 21, " coded  found precision recall    F1         95% target")
    for topic, (coded, ours) in codings(found, rows).items():
        precision, recall, f1 = agreement(coded, ours)
        low, high = interval(coded, ours, states)
        print(
            f"{topic:21} {coded.sum():6} {ours.sum():6} {precision:9.3f} {recall:6.3f} {f1:5.3f} "
            f"{low:.3f}-{high:.3f} {TARGETS[topic]:6.3f}"
        )


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--part", choices=["dev", "test", "all"], default="all")
    parser.add_argument("--mentions", action="store_true", help="measure the mere mention instead")
    parser.add_argument("--errors", choices=list(ISSUES), help="list the disagreements of a topic instead")
    arguments = parser.parse_args()
    finder = SubjectFinder(load())
    rows = read_rows(arguments.table, arguments.part)
    if not arguments.errors:
        decide = mentioned if arguments.mentions else subject_ids
        report(rows, [decide(row["text"], finder) for row in rows])
        return
    for row, coded in zip(rows, human(rows, arguments.errors), strict=True):
        ours = next((s for s in finder(row["text"]) if s.id == arguments.errors), None)
        if bool(ours) != bool(coded):
            why = f"{ours.reason}: {', '.join(ours.terms)}" if ours else "not found"
            print(f"{'extra' if ours else 'missed'} | {why} | {row['issues']} | {row['text']}")


if __name__ == "__main__":
    main()
