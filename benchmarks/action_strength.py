"""How well action strength agrees with UPR Info's coders.

    python -m benchmarks.action_strength RECOMMENDATIONS.csv [--write docs/validity.md]

The table needs the columns session, state, action (1 to 5), issues and text, and is coded as `gmi code`
does it. Rules and words were written on sessions 1 to 9; sessions 10 and later were set aside. Prints
accuracy with a 95% interval (bootstrap over recommendations), quadratic weighted kappa, and for the set-aside
sessions the confusion matrix; `--write` puts these tables into a page.
"""

import argparse
from pathlib import Path

import numpy as np
from scipy.stats import bootstrap

from benchmarks.validity import RESAMPLES, SEED, Coded, Mask, markdown, written
from gmi.agree.statistics import kappa
from gmi.code.codes import STRENGTHS


def accuracy_and_kappa(coded: np.ndarray, found: np.ndarray) -> tuple[float, float]:
    """The share of texts with the same strength, and Cohen's kappa with quadratic weights."""
    weighted = kappa(np.stack([coded, found]).astype(float), weighted=True)
    return float((coded == found).mean()), weighted or 0.0


def strengths(table: Coded, part: Mask) -> tuple[np.ndarray, np.ndarray]:
    """The strengths that people coded and that gmi found in one part."""
    coded = np.array([int(row["action"]) for row in table.rows])
    found = np.array([code.action_strength or 0 for code in table.codes])
    return coded[part], found[part]


def part_row(name: str, coded: np.ndarray, found: np.ndarray) -> list[str]:
    """Accuracy with its interval and kappa of one part as a line."""
    accuracy, weighted = accuracy_and_kappa(coded, found)
    drawn = bootstrap(
        (coded == found,),
        np.mean,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    interval = f"{accuracy:.3f} ({drawn.low:.3f}-{drawn.high:.3f})"
    return [name, f"{len(coded):,}", interval, f"{weighted:.3f}"]


def tables(table: Coded) -> dict[str, str]:
    """The tables of docs/validity.md, by name."""
    parts: dict[str, Mask] = {"1-9, development": table.development, "10-13, set aside": ~table.development}
    lines = [part_row(name, *strengths(table, part)) for name, part in parts.items()]
    coded, found = strengths(table, ~table.development)
    confusion = [
        [f"{level} {name}", *(str(((coded == level) & (found == other)).sum()) for other in STRENGTHS)]
        for level, name in STRENGTHS.items()
    ]
    return {
        "strength": markdown(
            ["sessions", "recommendations", "accuracy (95% interval)", "quadratic weighted kappa"], lines
        ),
        "strength confusion": markdown(["coded \\ found", *map(str, STRENGTHS)], confusion),
    }


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--write", type=Path, help="put the tables into this page")
    arguments = parser.parse_args()
    found = tables(Coded(arguments.table))
    if arguments.write:
        page = arguments.write.read_text(encoding="utf-8")
        arguments.write.write_text(written(page, found), encoding="utf-8")
    for name, content in found.items():
        print(f"{name}\n\n{content}\n")


if __name__ == "__main__":
    main()
