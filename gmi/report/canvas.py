"""What the sections of the terminal page are drawn on: its width and its characters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from gmi.report.escape import plain
from gmi.report.gauges import ASCII, UNICODE, Glyphs

NARROW = 72


@dataclass(frozen=True, slots=True)
class Canvas:
    """`width` in columns; `encoding` is what the terminal can show."""

    width: int
    encoding: str

    @property
    def glyphs(self) -> Glyphs:
        """The characters to draw with."""
        return UNICODE if self.encoding.startswith("utf") else ASCII

    @property
    def narrow(self) -> bool:
        """Too narrow for things side by side."""
        return self.width < NARROW


def section(title: str, *content: RenderableType) -> Iterator[RenderableType]:
    """A blank line, a rule with the title, and what belongs under it."""
    yield Text()
    yield Rule(Text(title, style="bold"), align="left", style="dim", characters="─")
    yield from content


def indent(content: RenderableType, by: int = 2) -> RenderableType:
    """Keeps its indent where it wraps."""
    return Padding(content, (0, 0, 0, by), expand=False)


def item(mark: str, content: Text) -> RenderableType:
    """A list item whose further lines hang under its first word."""
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(mark), content)
    return indent(table)


def fit(text: str, width: int) -> str:
    """The text in exactly `width` columns, cut or filled up."""
    clean = plain(text)
    return set_cell_size(clean, width) if cell_len(clean) <= width else set_cell_size(clean, width - 1) + "."


def as_many(names: Iterable[str], width: int) -> str:
    """As many of the names as fit on one line, and how many more there are."""
    names = [plain(name) for name in names]
    for shown in range(len(names), 0, -1):
        more = f" +{len(names) - shown} more" if shown < len(names) else ""
        line = ", ".join(names[:shown]) + more
        if cell_len(line) <= width:
            return line
    return f"{len(names)} (see --json)" if names else ""
