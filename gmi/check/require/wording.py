"""Discouraged wording: where a draft uses it, what to write instead, and who prefers that."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from gmi.check.config import Discouraged, Wording
from gmi.check.draft import Draft, Passage
from gmi.check.findings import Checked, Finding, sentence_key
from gmi.check.lines import line_at
from gmi.find.matcher import Matcher, Rule, Target
from gmi.find.pieces import PIECE

_OUTSIDE = ("contents", "running_header")
_QUOTED = re.compile(r'"[^"]*"|(?<!\w)\'(?=\w).{2,300}?(?<=[\w.,!?])\'(?!\w)')
_ASKED = "The configuration of this check asks for the other term."
_BETWEEN = "\x00"
"""A piece that no term has: no wording goes on from one sentence to the next."""


def wording_checked(draft: Draft, required: Discouraged, shipped: tuple[Wording, ...]) -> Iterator[Checked]:
    """Each entry of the list, with a finding for every place where it is used."""
    entries = entries_of(required, shipped)
    passages = [
        passage
        for paragraph in draft.paragraphs
        for passage in paragraph.passages
        if not paragraph.foreign and passage.place.zone not in _OUTSIDE
    ]
    used = used_in(entries, passages, quotations=required.quotations)
    for entry in entries:
        severity = required.severity or entry.severity
        seen: dict[str, int] = {}
        findings = []
        for passage, words in used.get(entry.id, ()):
            key = sentence_key(passage.text)
            seen[key] = seen.get(key, 0) + 1
            findings.append(
                Finding(
                    rule="wording",
                    subject=entry.id,
                    severity=severity,
                    what=f"“{words}” is discouraged.",
                    why=_why(entry),
                    remedy=f"Write: {entry.prefer}.",
                    where=(passage,),
                    cited="uses it",
                    source=entry.source,
                    in_place=True,
                    ordinal=seen[key],
                )
            )
        name = entry.id.replace("-", " ")
        yield Checked("wording", entry.id, f"no discouraged wording: {name}", tuple(findings))


def _why(entry: Wording) -> str:
    """Why the wording is discouraged; who gives no reason is the one who says so."""
    return f"{entry.why[:1].upper()}{entry.why[1:].rstrip('.')}." if entry.why else _ASKED


def entries_of(required: Discouraged, shipped: tuple[Wording, ...]) -> tuple[Wording, ...]:
    """The entries in force: the shipped ones, and the user's own in place of those of the same id."""
    entries = {entry.id: entry for entry in (shipped if required.shipped else ())}
    entries |= {entry.id: entry for entry in required.terms}
    return tuple(entry for entry in entries.values() if entry.id not in required.ignore)


def used_in(
    entries: tuple[Wording, ...], passages: Sequence[Passage], *, quotations: bool
) -> dict[str, list[tuple[Passage, str]]]:
    """By entry, the passages that use it with the words as they stand there, in their order; a passage's line
    is that of the words."""
    numbers: dict[str, int] = {}
    types: list[int] = []
    pieces: list[str] = []
    starts: list[int] = []
    for passage in passages:
        starts.append(len(types))
        for piece in (*PIECE.findall(passage.text), _BETWEEN):
            pieces.append(piece)
            types.append(numbers.setdefault(piece.strip(), len(numbers)))
    found: dict[str, list[tuple[Passage, str]]] = {}
    if not entries or not types:
        return found
    for match in _matcher(entries)(np.array(types, dtype=np.int64), list(numbers)):
        index = bisect_right(starts, match.start) - 1
        passage = passages[index]
        before = sum(map(len, pieces[starts[index] : match.start]))
        words = "".join(pieces[match.start : match.end]).strip()
        if quotations or not any(q.start() < before < q.end() for q in _QUOTED.finditer(passage.text)):
            line = line_at(passage.text, passage.line, passage.breaks, before)
            found.setdefault(match.target.category, []).append((replace(passage, line=line), words))
    return found


@lru_cache(maxsize=8)
def _matcher(entries: tuple[Wording, ...]) -> Matcher:
    """Finds the wording: each place counts once, for the entry with the longest term."""
    rules = []
    for entry in entries:
        rules += [Rule(Target("w", "wording", entry.id, term), cancels=True) for term in entry.excludes]
        rules += [Rule(Target("w", "wording", entry.id, term)) for term in entry.terms]
    return Matcher(rules)
