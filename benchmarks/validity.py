"""Agreement of gmi's codes with people's: precision, recall and F1 with bootstrap intervals.

    python -m benchmarks.validity TABLE.csv [--write docs/validity.md]
    python -m benchmarks.validity TABLE.csv --errors TOPIC

Reads UPR recommendations with the issues that people coded (columns session, state, issues, text) and codes
them as `gmi code` does. Sessions 1 to 9 are for development, 10 and later for the test: lexicon and rules
were written without reading the test part. The intervals resample States, because recommendations to one
State resemble each other. Prints tables in Markdown; `--write` puts them into a page, in place of those
between `<!-- NAME -->` and `<!-- end -->`.
"""

import argparse
import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import bootstrap

from gmi.code import TextCode, code_texts

LAST_DEVELOPMENT_SESSION = 9
RESAMPLES = 1000
SEED = 1
FEWEST = 10
"""Texts coded by people below which the F1 of a session says nothing."""

MIGRATION = frozenset({"Migrants", "Asylum-seekers - refugees", "Internally displaced persons"})
TOPICS: dict[str, frozenset[str]] = {
    "gender": frozenset({"Women's rights"}),
    "lgbtqia": frozenset({"Sexual Orientation and Gender Identity"}),
    "migration": MIGRATION,
    "trafficking": frozenset({"Trafficking"}),
    "health": frozenset({"Right to health"}),
    "labour-and-wages": frozenset({"Labour"}),
}
"""The topics with rules of their own, and the issues that people coded for them."""
BOTH = "gender and migration"
CATEGORIES: dict[tuple[str, ...], frozenset[str]] = {
    ("migrants", "migration", "migrant-workers"): frozenset({"Migrants"}),
    ("refugees-and-asylum",): frozenset({"Asylum-seekers - refugees"}),
    ("displacement",): frozenset({"Internally displaced persons"}),
    ("trafficking-and-smuggling",): frozenset({"Trafficking"}),
}
"""Categories of the group migration, together where people have one issue for them."""
AREAS: dict[str, frozenset[str]] = {
    "education": frozenset({"Right to education"}),
    "housing": frozenset({"Right to housing"}),
    "asylum-and-protection": frozenset({"Asylum-seekers - refugees"}),
}
"""Policy areas without rules of their own: whoever names one is about it."""
AIMS = {
    "gender": 0.945,
    "lgbtqia": 0.98,
    "migration": 0.945,
    "trafficking": 0.955,
    "health": 0.85,
    "labour-and-wages": 0.75,
    BOTH: 0.88,
}

Mask = np.ndarray
Row = dict[str, str]


class Coded:
    """Recommendations with the codes of people and of gmi; all masks are over rows."""

    def __init__(self, table: Path) -> None:
        with table.open(encoding="utf-8", newline="") as lines:
            self.rows: list[Row] = list(csv.DictReader(lines))
        self.codes: list[TextCode] = list(code_texts(row["text"] for row in self.rows))
        self.sessions = np.array([int(row["session"]) for row in self.rows])
        self.states = np.unique([row["state"] for row in self.rows], return_inverse=True)[1]
        self.development = self.sessions <= LAST_DEVELOPMENT_SESSION

    def human(self, issues: frozenset[str]) -> Mask:
        """The rows that people coded with any of the issues."""
        coded = (map(str.strip, row["issues"].split(";")) for row in self.rows)
        return np.array([not issues.isdisjoint(found) for found in coded])

    def ours(self, has: Callable[[TextCode], bool]) -> Mask:
        """The rows whose code has something."""
        return np.array([has(code) for code in self.codes])

    def pairs(self, has: Callable[[TextCode, str], bool]) -> dict[str, tuple[Mask, Mask]]:
        """What people coded and what gmi found, for each topic, and for gender and migration together."""
        pairs = {
            topic: (self.human(issues), self.ours(lambda code, topic=topic: has(code, topic)))
            for topic, issues in TOPICS.items()
        }
        (gender, our_gender), (migration, our_migration) = pairs["gender"], pairs["migration"]
        return pairs | {BOTH: (gender & migration, our_gender & our_migration)}

    def interval(self, hits: Mask, weights: np.ndarray) -> str:
        """The 95% bootstrap interval of a ratio of sums; States are drawn with replacement, always alike."""
        above = np.bincount(self.states, weights=hits)
        below = np.bincount(self.states, weights=weights)

        def ratio(drawn: np.ndarray, axis: int) -> np.ndarray:
            return above[drawn].sum(axis) / np.maximum(below[drawn].sum(axis), 1)

        states = np.flatnonzero(below)
        if len(states) < 2:
            return ""
        drawn = bootstrap(
            (states,),
            ratio,
            n_resamples=RESAMPLES,
            method="percentile",
            rng=np.random.default_rng(SEED),
        )
        return f"{drawn.confidence_interval.low:.3f}-{drawn.confidence_interval.high:.3f}"


def is_about(code: TextCode, topic: str) -> bool:
    """Whether gmi says that the text is about a group or area."""
    group = code.groups.get(topic)
    return group.about is not None if group else topic in code.areas_about


def mentions(code: TextCode, topic: str) -> bool:
    """Whether the text mentions a group or area at all."""
    group = code.groups.get(topic)
    return group.mentions > 0 if group else topic in code.areas


def agreement(coded: Mask, found: Mask) -> tuple[float, float, float]:
    """Precision, recall and F1 of what was found against what was coded."""
    both = float((coded & found).sum())
    precision, recall = both / max(found.sum(), 1), both / max(coded.sum(), 1)
    return precision, recall, 2 * both / max(found.sum() + coded.sum(), 1)


def row_of(name: str, table: Coded, coded: Mask, found: Mask, part: Mask) -> list[str]:
    """One line: name, coded, found, precision, recall, F1 and its interval."""
    precision, recall, f1 = agreement(coded & part, found & part)
    return [
        name,
        str((coded & part).sum()),
        str((found & part).sum()),
        f"{precision:.3f}",
        f"{recall:.3f}",
        f"**{f1:.3f}**",
        # F1 is twice what both have over what each has.
        table.interval(coded & found & part, ((coded & part).astype(int) + (found & part)) / 2),
    ]


def about_table(table: Coded, part: Mask) -> str:
    """The decisions of one part."""
    named = table.pairs(mentions)
    lines = []
    for topic, (coded, found) in table.pairs(is_about).items():
        mention = agreement(coded & part, named[topic][1] & part)[2]
        line = row_of(topic, table, coded, found, part)
        lines.append([*line, f"{mention:.3f}", f"{AIMS[topic]:.3f}"])
    head = ["", "coded", "found", "precision", "recall", "F1", "95%", "mere mention: F1", "aim"]
    return markdown(head, lines)


def sessions_table(table: Coded) -> str:
    """F1 of the decisions by part, and its spread over the sessions."""
    lines = []
    everything = np.ones(len(table.rows), dtype=bool)
    for topic, (coded, found) in table.pairs(is_about).items():
        parts = [table.development, ~table.development, everything]
        scores = [f"{agreement(coded & part, found & part)[2]:.3f}" for part in parts]
        masks = [table.sessions == session for session in np.unique(table.sessions)]
        single = [agreement(coded & m, found & m)[2] for m in masks if (coded & m).sum() >= FEWEST]
        spread = [f"{min(single):.2f}", f"{np.median(single):.2f}", f"{max(single):.2f}", str(len(single))]
        lines.append([topic, *scores, *spread] if len(single) > 1 else [topic, *scores, "", "", "", ""])
    head = ["F1", "development", "test", "all", "lowest session", "median", "highest", "sessions"]
    return markdown(head, lines)


def categories_table(table: Coded, part: Mask) -> str:
    """Categories and areas that are found by mere mention, against the issues that people have for them."""
    lines = []
    for names, issues in CATEGORIES.items():
        found = table.ours(
            lambda code, names=names: any(code.groups["migration"].categories[name] for name in names)
        )
        line = row_of(f"migration: {', '.join(names)}", table, table.human(issues), found, part)
        lines.append([line[0], "; ".join(sorted(issues)), *line[1:]])
    for area, issues in AREAS.items():
        found = table.ours(lambda code, area=area: area in code.areas_about)
        line = row_of(f"area {area}", table, table.human(issues), found, part)
        lines.append([line[0], "; ".join(sorted(issues)), *line[1:]])
    head = ["category or area", "issue", "coded", "found", "precision", "recall", "F1", "95%"]
    return markdown(head, lines)


def precision_table(table: Coded, part: Mask) -> str:
    """For each category of the groups, how many of the texts that mention it people coded for its group."""
    lines = []
    for group, categories in (
        (g, table.codes[0].groups[g].categories) for g in ("gender", "lgbtqia", "migration")
    ):
        coded = table.human(TOPICS[group])
        for category in categories:
            found = part & table.ours(lambda code, g=group, c=category: code.groups[g].categories[c] > 0)
            share = f"{(found & coded).sum() / found.sum():.3f}" if found.any() else ""
            lines.append(
                [f"{group}: {category}", str(found.sum()), share, table.interval(found & coded, found)]
            )
    return markdown(["category", "texts that mention it", "coded for the group", "95%"], lines)


def markdown(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; all but the first column to the right."""
    rows = [head, ["---", *["--:"] * (len(head) - 1)], *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def tables(table: Coded) -> dict[str, str]:
    """All tables of docs/validity.md, by name."""
    test = ~table.development
    return {
        "about test": about_table(table, test),
        "about development": about_table(table, table.development),
        "sessions": sessions_table(table),
        "categories": categories_table(table, test),
        "categories of groups": precision_table(table, test),
    }


def written(page: str, found: dict[str, str]) -> str:
    """The page with the tables in place of those that it has."""
    for name, content in found.items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        page = place.sub(lambda match, content=content: f"{match[1]}{content}\n{match[2]}", page)
    return page


def list_errors(table: Coded, topic: str) -> None:
    """Print the disagreements of the development part; the other part is not for reading."""
    coded, found = table.pairs(is_about)[topic]
    for index in np.flatnonzero((coded != found) & table.development):
        row = table.rows[index]
        print(f"{'extra' if found[index] else 'missed'} | {row['issues']} | {row['text']}")


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--errors", choices=[*TOPICS, BOTH], help="list the disagreements of a topic instead")
    parser.add_argument("--write", type=Path, help="put the tables into this page")
    arguments = parser.parse_args()
    table = Coded(arguments.table)
    if arguments.errors:
        list_errors(table, arguments.errors)
        return
    found = tables(table)
    if arguments.write:
        page = arguments.write.read_text(encoding="utf-8")
        arguments.write.write_text(written(page, found), encoding="utf-8")
    for name, content in found.items():
        print(f"{name}\n\n{content}\n")


if __name__ == "__main__":
    main()
