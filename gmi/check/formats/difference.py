"""What changed between two drafts, for people and as JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gmi.check.diff import AreaChange, Changes, Figure, grouped
from gmi.check.formats.text import cut, print_parts
from gmi.check.snapshot import Reference
from gmi.report.escape import plain, styled
from gmi.report.words import named, number

_LENSES = ("gender", "lgbtqia", "migration")


def show(changes: Changes, old: str, new: str, console: Console) -> None:
    """Print what changed; `old` and `new` are how the two are called."""
    parts: list[RenderableType] = [Text.assemble((plain(old), "bold"), " → ", (plain(new), "bold"))]
    parts += _head(changes)
    for title, content in _sections(changes):
        parts += [Text(), Text(title, style="bold"), *content]
    print_parts((*parts, Text(), styled(summary(changes), "bold")), console)


def summary(changes: Changes) -> str:
    """What changed in a sentence."""
    if changes.nothing:
        return "Nothing changed that is counted."
    parts = []
    for what, references in (("appeared", changes.appeared), ("vanished", changes.vanished)):
        total = sum(one.times for one in references)
        if total:
            sentences = number(len(grouped(references)), "sentence")
            parts.append(f"{number(total, 'reference')} {what} in {sentences}")
    if changes.edited:
        parts.append(f"{number(len({e.new.sentence for e in changes.edited}), 'sentence')} edited")
    lost = [area.name for area in changes.areas if area.lost]
    if lost:
        parts.append(f"lost a lens: {', '.join(lost)}")
    fell = [moved.key for moved in changes.ratings if moved.fell]
    if fell:
        parts.append(f"{number(len(fell), 'rating')} fell")
    text = "; ".join(parts) or "figures moved, but no reference did"
    return f"{text[:1].upper()}{text[1:]}."


def _head(changes: Changes) -> Iterator[RenderableType]:
    old, new = changes.old, changes.new
    pages = f"{_change(old.pages, new.pages)} {'page' if new.pages == 1 else 'pages'}"
    yield styled(f"{pages}, {_change(old.words, new.words)} words", "dim")
    if not changes.comparable:
        told = "Other words or rules made the two: figures may differ because of that."
        yield styled(f"! {told}", "yellow")


def _change(old: int, new: int) -> str:
    return f"{old:,}" if old == new else f"{old:,} → {new:,}"


def _sections(changes: Changes) -> Iterator[tuple[str, list[RenderableType]]]:
    ratings = list(_ratings(changes))
    if ratings:
        yield "Ratings", ratings
    if changes.counts:
        yield "References", [_counts(changes.counts, changes)]
    if changes.areas:
        yield "Policy areas", [_areas(changes.areas, changes)]
    if changes.cited:
        yield "Instruments newly cited", [_list(changes, changes.cited)]
    if changes.no_longer_cited:
        yield "Instruments no longer cited", [_list(changes, changes.no_longer_cited)]
    if changes.appeared:
        yield "Appeared", list(_passages(changes, changes.appeared, "+", "green"))
    if changes.vanished:
        yield "Vanished", list(_passages(changes, changes.vanished, "-", "red"))
    if changes.edited:
        yield "Edited", list(_edited(changes))


def _ratings(changes: Changes) -> Iterator[RenderableType]:
    old, new = changes.old, changes.new
    overall = next((moved for moved in changes.ratings if moved.key == "overall"), None)
    if overall or old.score != new.score:
        levels = f"{overall.old} → {overall.new}" if overall else new.ratings["overall"]
        style = ("red" if new.score < old.score else "green") if overall else ""
        yield _indented(styled(f"overall {levels}, score {old.score:.2f} → {new.score:.2f}", style))
    for moved in changes.ratings:
        if moved.key != "overall":
            group, _, dimension = moved.key.partition("/")
            text = f"{changes.name(group)} {dimension} {moved.old} → {moved.new}"
            yield _indented(styled(text, "red" if moved.fell else "green"))


def _indented(content: RenderableType, by: int = 2) -> RenderableType:
    return Padding(content, (0, 0, 0, by), expand=False)


def _counts(figures: Sequence[Figure], changes: Changes) -> RenderableType:
    """The counts that changed: each group, also if in all it is as it was, with its categories below it."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "right", "left", "right", "right"):
        table.add_column(justify=justify)

    def add(name: str, old: int, new: int, style: str) -> None:
        by = f"{new - old:+,}" if new != old else ""
        table.add_row(_keeping_blanks(name), f"{old:,}", "→", f"{new:,}", Text(by, style=style))

    old, new = changes.old.counts, changes.new.counts
    for group in dict.fromkeys(figure.key.partition("/")[0] for figure in figures):
        before, now = old.get(group, 0), new.get(group, 0)
        add(changes.name(group), before, now, "red" if now < before else "green")
        for figure in figures:
            if figure.key.startswith(f"{group}/"):
                add(f"  {figure.name}", figure.old, figure.new, "")
    return _indented(table)


def _keeping_blanks(name: str) -> Text:
    """A name with the blanks before it."""
    blanks = len(name) - len(name.lstrip(" "))
    return Text(" " * blanks + plain(name))


def _areas(areas: Sequence[AreaChange], changes: Changes) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    heads = ["paragraphs", *(changes.name(lens) for lens in _LENSES)]
    for _ in heads:
        table.add_column(justify="right")
    table.add_row("", *(Text(plain(head), style="dim") for head in heads))
    for area in areas:
        cells = [Text(_change(*area.paragraphs))]
        for lens in _LENSES:
            pair = area.lenses.get(lens, (0, 0))
            style = "bold red" if lens in area.lost else "green" if pair[1] and not pair[0] else ""
            cells.append(Text(_change(*pair), style=style))
        table.add_row(styled(area.name), *cells)
    return _indented(table)


def _list(changes: Changes, ids: Iterable[str]) -> RenderableType:
    return _indented(styled(", ".join(changes.name(f"instrument/{id_}") for id_ in ids)))


def _passages(
    changes: Changes, references: Sequence[Reference], mark: str, style: str
) -> Iterator[RenderableType]:
    for (at, sentence), ones in grouped(references).items():
        names = ", ".join(f"{named([changes.name(one.to)])[0]}{_times(one)}" for one in ones)
        yield _indented(Text.assemble((f"{mark} ", style), (plain(at), "bold"), (f"  {plain(names)}", "dim")))
        yield _indented(Text.assemble("“", styled(cut(sentence)), "”"), 4)


def _times(one: Reference) -> str:
    """How often the sentence refers to it, where that is not once: so that the lists add up to the counts."""
    return f" ({one.times})" if one.times > 1 else ""


def _edited(changes: Changes) -> Iterator[RenderableType]:
    """Edited sentences, once each, with the words that went and came marked."""
    seen = set()
    for edit in changes.edited:
        key = (edit.old.sentence, edit.new.sentence)
        if key not in seen:
            seen.add(key)
            at = edit.new.at if edit.old.at == edit.new.at else f"{edit.old.at} → {edit.new.at}"
            yield _indented(Text.assemble(("~ ", "yellow"), (plain(at), "bold")))
            yield _indented(_words(plain(edit.old.sentence), plain(edit.new.sentence)), 4)


def _words(old: str, new: str) -> Text:
    """The sentence with what went in [-brackets-] and what came in {+braces+}, as git shows words."""
    before, after = old.split(), new.split()
    shown = Text()
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            shown.append(" ".join(after[k:m]) + " ")
            continue
        if j > i:
            shown.append(f"[-{' '.join(before[i:j])}-]", style="red").append(" ")
        if m > k:
            shown.append(f"{{+{' '.join(after[k:m])}+}}", style="green").append(" ")
    shown.rstrip()
    return shown


def json_text(changes: Changes, old: str, new: str) -> str:
    """The changes as one JSON object."""
    references = {
        name: [one.model_dump() for one in ones]
        for name, ones in (("appeared", changes.appeared), ("vanished", changes.vanished))
    }
    data = {
        "schema_version": "1.0",
        "old": plain(old),
        "new": plain(new),
        "comparable": changes.comparable,
        "summary": summary(changes),
        "score": {"old": changes.old.score, "new": changes.new.score},
        "pages": {"old": changes.old.pages, "new": changes.new.pages},
        "words": {"old": changes.old.words, "new": changes.new.words},
        "ratings": [{"of": m.key, "old": m.old, "new": m.new} for m in changes.ratings],
        "references": [{"to": f.key, "name": f.name, "old": f.old, "new": f.new} for f in changes.counts],
        "areas": [
            {
                "area": area.area,
                "name": area.name,
                "paragraphs": {"old": area.paragraphs[0], "new": area.paragraphs[1]},
                "lenses": {lens: {"old": a, "new": b} for lens, (a, b) in area.lenses.items()},
                "lost": list(area.lost),
            }
            for area in changes.areas
        ],
        "cited": list(changes.cited),
        "no_longer_cited": list(changes.no_longer_cited),
        **references,
        "edited": [{"old": e.old.model_dump(), "new": e.new.model_dump()} for e in changes.edited],
    }
    return json.dumps(data, indent=1, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"
