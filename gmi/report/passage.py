"""One mention as a reader judges it in `gmi review`: its words among their neighbours, and its place."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from gmi.lexicon.model import Lexicon
from gmi.read.document import Document
from gmi.report.escape import marked, plain, styled
from gmi.report.gauges import visible
from gmi.report.words import left_out
from gmi.review import Decision, Passage

KEYS = "a accept   r reject   s skip   u undo   b back   n note   ? help   q quit"
HELP = (
    ("a", "accept: the word means what its group stands for; go on"),
    ("r", "reject: it doesn't; gmi score will not count it; go on"),
    ("s", "skip: leave it undecided, or as it is; go on"),
    ("u", "undo: take back the last decision or note of this session, and go there"),
    ("b", "back: go to the one before; nothing changes"),
    ("n", "note: write a line about it; an empty line takes it away"),
    ("q", "quit: every decision is saved already"),
)
Counts = tuple[int, int, int]
"""Accepted, rejected, undecided."""
_AROUND = 320
_OTHER = "#666666"


class PassageView:
    """Draws passages of one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self._document = document
        self._colours = {group.id: visible(group.colour) for group in lexicon.groups}
        entries = [entry for group in lexicon.groups for entry in group.categories]
        self._names = {e.id: e.name for e in (*lexicon.instruments, *lexicon.risks, *lexicon.areas, *entries)}
        self._groups = {group.id: group.name for group in lexicon.groups}

    def page(self, passage: Passage, decision: Decision | None, counts: Counts, at: str) -> Group:
        """The whole screen; `at` is the place in the walk."""
        accepted, rejected, undecided = counts
        done = f"{at}: {accepted:,} accepted, {rejected:,} rejected, {undecided:,} undecided"
        return Group(
            Rule(styled(plain(self._document.name), "bold"), align="left", style="dim"),
            styled(done, "dim"),
            Text(),
            *self._where(passage),
            Text(),
            self._sentence(passage),
            Text(),
            *_decided(decision),
            Rule(style="dim"),
            Text(KEYS, style="dim"),
        )

    def _where(self, passage: Passage) -> Iterator[RenderableType]:
        mention, block = passage.mention, self._document.blocks[passage.mention.block]
        group = self._groups.get(mention.group, mention.group)
        category = self._names.get(mention.category, mention.category)
        colour = self._colours.get(mention.group, _OTHER)
        yield Text.assemble(
            (plain(f"{group}: {category}"), f"bold {colour}"), (f"  term {plain(mention.term)}", "dim")
        )
        numbered = f"para. {passage.paragraph}" if passage.paragraph else block.zone.replace("_", " ")
        paged = f", p. {mention.page}" if mention.page is not None else ""
        yield styled(f"{numbered}{paged}")
        if block.heading_path:
            yield styled(" > ".join(block.heading_path), "dim")
        flags = [flag for flag in mention.contexts if flag not in ("accepted", "rejected")]
        if flags or block.zone not in ("body", "annex"):
            zone = [block.zone.replace("_", " ")] if block.zone not in ("body", "annex") else []
            yield styled(f"context: {', '.join([*map(_context, flags), *zone])}", "yellow")

    def _sentence(self, passage: Passage) -> Text:
        """The words around the mention, which is marked; what is far from it is left out."""
        mention, block = passage.mention, self._document.blocks[passage.mention.block]
        first, last = max(block.start, mention.start - _AROUND), min(block.end, mention.end + _AROUND)
        text = self._document.text
        first = first if first == block.start else text.find(" ", first, mention.start) + 1 or first
        last = last if last == block.end else max(text.rfind(" ", mention.end, last), mention.end)
        colour = self._colours.get(mention.group, _OTHER)
        spans = [
            (0, passage.start - first, "dim"),
            (mention.start - first, mention.end - first, f"bold reverse {colour}"),
            (passage.end - first, last - first, "dim"),
        ]
        shown = marked(text[first:last], [span for span in spans if 0 <= span[0] < span[1]])
        return Text.assemble("... " if first > block.start else "", shown, " ..." if last < block.end else "")


def _context(flag: str) -> str:
    return "in a list" if flag == "list" else left_out(flag)


def _decided(decision: Decision | None) -> Iterator[RenderableType]:
    if decision is None or decision.verdict is None:
        yield Text("undecided", style="dim")
    else:
        by = f" by {decision.by}" if decision.by else ""
        yield styled(f"{decision.verdict}{by}", "green" if decision.verdict == "accepted" else "red")
    if decision is not None and decision.note:
        yield styled(f"note: {decision.note}", "italic")


def help_page() -> Group:
    """What the keys do."""
    lines = [Text.assemble((key, "bold"), f"  {what}") for key, what in HELP]
    return Group(*lines, Text(), Text("Decisions are saved as you make them. Any key goes on.", style="dim"))


def end_page(counts: Counts) -> Group:
    """After the last passage."""
    accepted, rejected, undecided = counts
    told = f"{accepted:,} accepted, {rejected:,} rejected, {undecided:,} undecided"
    return Group(
        Text("That was the last one.", style="bold"),
        Text(told),
        Text(),
        Text("u undo   b back   q quit", style="dim"),
    )


def summary(counts: Counts, lost: Sequence[Decision], place: str) -> Iterator[str]:
    """What to say when the reader has gone: where it is saved, and what no longer fits."""
    accepted, rejected, undecided = counts
    yield f"{accepted:,} accepted, {rejected:,} rejected, {undecided:,} undecided; saved in {place}"
    for one in lost:
        where = f"para. {one.paragraph}: " if one.paragraph else ""
        verdict = one.verdict or "note"
        yield f"fits no mention any more, but kept: {verdict}: {one.text!r} in {where}{one.sentence}"
