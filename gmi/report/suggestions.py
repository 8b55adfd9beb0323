"""Candidate terms for the terminal and as files: figures, and sentences to judge them by."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, RenderableType
from rich.text import Text

from gmi.errors import GmiError
from gmi.report.canvas import Canvas, indent, section
from gmi.report.escape import plain, styled
from gmi.report.table import Column, Table, Value, csv_text
from gmi.report.terminal import NARROWEST, WIDEST, show
from gmi.suggest import WAYS, Candidate, Example, GroupSuggestions, Suggestions, Way

ENDINGS = (".csv", ".json", ".xlsx", ".toml")
SHOWN_EXAMPLES = 2
TERM_WIDTH = 24
MARGIN = 14
TITLES: dict[Way, str] = {
    "key": "Key: far more often in paragraphs with a mention than in those without",
    "collocate": "Collocates: far more often within five words of a mention than elsewhere",
    "spelling": "Spelt like a term, but not found by it",
}
SOURCES = (
    "LL: log-likelihood (Dunning 1993; Rayson and Garside 2000); ratio: log2 of how many times as frequent "
    "(Hardie 2014), then the lower end of its 95% interval (Evert 2022), by which lists are sorted unless "
    "--sort says otherwise; dice: logDice (Rychly 2008), at most 14.",
)


def check_ending(output: Path, groups: int) -> None:
    """Refuse a file that can't hold the suggestions. Raises GmiError."""
    ending = output.suffix.lower()
    if ending not in ENDINGS:
        raise GmiError(f"Can't write {output.name!r}.", f"Use one of: {', '.join(ENDINGS)}.")
    if ending == ".toml" and groups > 1:
        raise GmiError("A .toml file holds one group.", "Name it: --group gender")


def render(found: Suggestions, console: Console) -> None:
    """Print the candidates of each group with their figures and examples."""
    canvas = Canvas(max(NARROWEST, min(console.width, WIDEST)), (console.encoding or "ascii").lower())
    show(_parts(found, canvas), console, canvas)


def _parts(found: Suggestions, canvas: Canvas) -> Iterator[RenderableType]:
    documents = f"{found.documents:,} document{'s' * (found.documents != 1)}"
    yield styled(f"{documents}, {found.paragraphs:,} paragraphs, {found.words:,} words")
    for group in found.groups:
        yield from section(group.name, *_group(group, canvas))
    yield Text()
    yield from (styled(source, "dim") for source in SOURCES)


def _group(group: GroupSuggestions, canvas: Canvas) -> Iterator[RenderableType]:
    yield styled(f"{group.mentions:,} mentions in {group.paragraphs:,} paragraphs are found already.", "dim")
    if not group.candidates:
        yield styled("Nothing is proposed: there is no word that stands out.")
    for way in WAYS:
        candidates = [candidate for candidate in group.candidates if candidate.way == way]
        if candidates:
            yield Text()
            yield styled(TITLES[way], "bold")
        for candidate in candidates:
            yield _head(candidate)
            for example in candidate.examples[:SHOWN_EXAMPLES]:
                yield indent(_line(example, canvas.width - 4), by=4)


def _head(candidate: Candidate) -> Text:
    where = f"{candidate.frequency:,} in {candidate.documents:,} doc{'s' * (candidate.documents != 1)}"
    if candidate.way == "spelling":
        figures = f"{where}  like {', '.join(candidate.like)}"
    elif candidate.way == "key":
        figures = (
            f"{where}, {candidate.with_mention:,} with  LL {candidate.log_likelihood:.1f}  "
            f"ratio {candidate.log_ratio:.1f} ({candidate.least_log_ratio:.1f}+)"
        )
    else:
        figures = (
            f"{where}, {candidate.near:,} near  LL {candidate.collocation:.1f}  dice {candidate.log_dice:.1f}"
        )
    term = plain(candidate.term)
    parted = " " * max(1, TERM_WIDTH - len(term)) if len(term) < TERM_WIDTH else "\n" + " " * (TERM_WIDTH + 2)
    return Text.assemble(("  " + term, "bold cyan"), parted, figures)


def _line(example: Example, width: int) -> Text:
    """The candidate with what stands around it, on two lines at most, and where that is."""
    place = f"  {_place(example)}"
    word = plain(example.sentence[example.start : example.end])
    before = plain(example.sentence[: example.start])
    behind = plain(example.sentence[example.end :])
    # A line may break early, before a long word.
    room = max(20, 2 * width - len(place) - len(word) - MARGIN)
    before = _cut(before[::-1], max(room // 2, room - len(behind)))[::-1]
    behind = _cut(behind, room - len(before))
    gaps = [" " * example.sentence[at : at + 1].isspace() for at in (example.start - 1, example.end)]
    return Text.assemble(
        styled(before), gaps[0] * bool(before), styled(word, "bold"), gaps[1], styled(behind), (place, "dim")
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: max(0, length - 3)] + "..."


def _place(example: Example) -> str:
    """File, page and paragraph, in short."""
    stem = Path(example.file).stem
    parts = [stem if len(stem) <= 20 else stem[:19] + "~"]
    if example.page is not None:
        parts.append(f"p. {example.page}")
    if example.paragraph is not None:
        parts.append(f"para. {example.paragraph}")
    return plain(" ".join(parts))


def content(found: Suggestions, output: Path) -> bytes:
    """The file's bytes; its ending says what."""
    match output.suffix.lower():
        case ".csv":
            return csv_text(table(found)).encode()
        case ".json":
            from pydantic import TypeAdapter

            return TypeAdapter(Suggestions).dump_json(found, indent=1) + b"\n"
        case ".toml":
            return toml_text(found).encode()
    from gmi.report.workbook import workbook

    about = ["Candidate terms", f"{found.documents:,} documents, {found.words:,} words", *SOURCES]
    return workbook(about, (table(found),))


COLUMNS = (
    Column("group", "the group that the candidate is for"),
    Column("way", "how it was found: key, collocate or spelling"),
    Column("candidate", "the candidate, as a term", width=28),
    Column("frequency", "how often it is there, outside mentions", "whole"),
    Column("documents", "in how many documents", "whole"),
    Column("with_mention", "how often in paragraphs with a mention of the group", "whole"),
    Column("log_likelihood", "paragraphs with against paragraphs without a mention", "number"),
    Column("log_ratio", "log2 of how many times as frequent with a mention", "number"),
    Column("least_log_ratio", "lower end of its 95% interval", "number"),
    Column("near", "how often within five words of a mention", "whole"),
    Column("collocation", "log-likelihood of near a mention against elsewhere", "number"),
    Column("log_dice", "logDice with the group's mentions", "number"),
    Column("like", "known words that are spelt alike", width=20),
    *(Column(f"example_{n}", "a sentence, with its file, page and paragraph", width=60) for n in (1, 2, 3)),
)


def table(found: Suggestions) -> Table:
    """A row for each candidate."""
    return Table("candidates", "one candidate for one group", COLUMNS, list(_rows(found)))


def _rows(found: Suggestions) -> Iterator[tuple[Value, ...]]:
    for group in found.groups:
        for one in group.candidates:
            examples = [f"{plain(e.sentence)} [{_cited(e)}]" for e in one.examples]
            yield (
                group.id, one.way, one.term, one.frequency, one.documents, one.with_mention,
                one.log_likelihood, one.log_ratio, one.least_log_ratio,
                one.near, one.collocation, one.log_dice,
                ", ".join(one.like), *(examples + [""] * 3)[:3],
            )  # fmt: skip


def _cited(example: Example) -> str:
    page = f", p. {example.page}" if example.page is not None else ""
    paragraph = f", para. {example.paragraph}" if example.paragraph is not None else ""
    return f"{example.file}{page}{paragraph}"


def toml_text(found: Suggestions) -> str:
    """A lexicon file of the one group with the candidates as terms, to be edited."""
    group = found.groups[0]
    lines = [
        f"# Candidates for {_comment(group.name)} out of {found.documents:,} documents.",
        "# Take out what doesn't belong, and put the rest under the category that it belongs to.",
        "[group]",
        f'id = "{group.id}"',
        "",
        "[[category]]",
        'id = "candidates"',
        'name = "Candidates"',
        "terms = [",
    ]
    for one in group.candidates:
        lines.append(
            f"  # {one.way}: {one.frequency:,} times in {one.documents:,} documents, log-likelihood "
            f"{one.collocation if one.way == 'collocate' else one.log_likelihood:.1f}"
        )
        for example in one.examples[:1]:
            lines.append(f"  # {_comment(example.sentence)} [{_comment(_cited(example))}]")
        lines.append(f'  "{one.term}",')
    return "\n".join([*lines, "]"]) + "\n"


def _comment(text: str) -> str:
    """A text as TOML's comments can hold it: on one line, not too long."""
    clean = plain(text)
    return clean if len(clean) <= 300 else clean[:297] + "..."
