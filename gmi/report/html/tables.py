"""Which cells of a table stand side by side, told from where they are printed."""

from collections.abc import Sequence

from gmi.read.document import Block, Box, Document


def table_rows(document: Document, cells: Sequence[Block]) -> list[list[Block]]:
    """The cells, which follow each other in reading order, as rows. One row where no place is known."""
    rows: list[list[Block]] = []
    previous: tuple[int, Box] | None = None
    for cell in cells:
        segment = document.segment_at(cell.start)
        here = (segment.page, segment.box) if segment and segment.box else None
        beside = here is None or (previous is not None and _beside(previous, here))
        if rows and beside:
            rows[-1].append(cell)
        else:
            rows.append([cell])
        previous = here
    return rows


def _beside(left: tuple[int, Box], right: tuple[int, Box]) -> bool:
    """Whether two cells share a line of print, the second after the first."""
    (page, one), (other_page, other) = left, right
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return (
        page == other_page and shared > 0.3 * min(one[3] - one[1], other[3] - other[1]) and other[0] > one[0]
    )
