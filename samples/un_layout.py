"""Lays a source out as the United Nations prints a State party's report: A4, cover, hanging numbers."""

import re
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from report_source import Block, Cover, Run, Source
from reportlab.lib.enums import TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Indenter,
    KeepTogether,
    LongTable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)

WIDTH, HEIGHT = A4
LEFT, TEXT_LEFT, TEXT_RIGHT, RIGHT = 56.7, 113.4, 481.9, 538.6
INDENT = TEXT_LEFT - LEFT
STAR = "The present document is being issued without formal editing."
FIGURE = re.compile(r"[-–+(]?[\d., \u00a0–-]*[%)*]*")
ROMAN, BOLD, ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"

Body = ParagraphStyle(
    "body", fontName=ROMAN, fontSize=10, leading=12, alignment=TA_JUSTIFY, spaceAfter=6,
    leftIndent=INDENT, rightIndent=RIGHT - TEXT_RIGHT, bulletIndent=INDENT, bulletFontSize=10,
    bulletFontName=ROMAN, allowWidows=0, allowOrphans=0,
)  # fmt: skip
Numbered = ParagraphStyle("numbered", Body, firstLineIndent=28.35)
Item = ParagraphStyle("item", Numbered, leftIndent=INDENT + 28.35, bulletIndent=INDENT + 28.35)
Subitem = ParagraphStyle("subitem", Body, leftIndent=INDENT + 85.05, bulletIndent=INDENT + 56.7)
Quotation = ParagraphStyle(
    "quotation", Body, leftIndent=INDENT + 28.35, rightIndent=RIGHT - TEXT_RIGHT + 28.35
)  # fmt: skip
Caption = ParagraphStyle("caption", Body, alignment=0, keepWithNext=1, spaceBefore=4, spaceAfter=5)
Below = ParagraphStyle("below", Body, fontSize=8.5, leading=10, spaceAfter=12)
NotesTitle = ParagraphStyle(
    "notes title", Body, fontName=ITALIC, leftIndent=0, spaceBefore=14, keepWithNext=1
)  # fmt: skip
Note = ParagraphStyle(
    "note", Body, fontSize=9, leading=11, spaceAfter=0, alignment=0, bulletFontSize=6.5,
    bulletAnchor="end", bulletIndent=INDENT - 4, bulletOffsetY=3,
)  # fmt: skip
Cell = ParagraphStyle("cell", fontName=ROMAN, fontSize=9, leading=11)
Figure = ParagraphStyle("figure", Cell, alignment=TA_RIGHT)
Head = ParagraphStyle("head", Cell, fontName=ITALIC, fontSize=8, leading=9.5)
HeadFigure = ParagraphStyle("head figure", Head, alignment=TA_RIGHT)


def heading_style(level: int, size: float, before: float, after: float) -> ParagraphStyle:
    """A bold heading whose number ends left of the text column."""
    return ParagraphStyle(
        f"heading {level}", Body, fontName=BOLD, fontSize=size, leading=size + 2, alignment=0,
        spaceBefore=before, spaceAfter=after, keepWithNext=1, bulletFontName=BOLD, bulletFontSize=size,
        bulletAnchor="end", bulletIndent=INDENT - 14,
    )  # fmt: skip


Headings = {
    1: heading_style(1, 14, 16, 12),
    2: heading_style(2, 12, 12, 10),
    3: heading_style(3, 10, 8, 8),
}


class Heading(Paragraph):
    """A heading that remembers the page it was drawn on, for the contents page."""

    page = 0

    def draw(self) -> None:
        self.page = self.canv.getPageNumber()
        super().draw()


class ContentsLine(Flowable):
    """A line of the contents: number, heading, leader dots, page. Wraps long headings."""

    def __init__(self, block: Block, page: int):
        super().__init__()
        self.block, self.page = block, page
        self.number_end = INDENT + 28.35 * (block.level - 1) - 8
        self.text_start = INDENT + 28.35 * (block.level - 1)
        self.dots_end = TEXT_RIGHT - LEFT - 24
        self.lines = simpleSplit(block.text, ROMAN, 10, self.dots_end - self.text_start - 20)

    def wrap(self, available_width: float, _: float) -> tuple[float, float]:
        return available_width, 12 * len(self.lines) + 5

    def draw(self) -> None:
        canvas, y = self.canv, self.height_above_last()
        canvas.setFont(ROMAN, 10)
        canvas.drawRightString(self.number_end, y, self.block.label)
        for line in self.lines:
            canvas.drawString(self.text_start, y, line)
            y -= 12
        dots_start = self.text_start + stringWidth(self.lines[-1], ROMAN, 10) + 6
        dots = max(3, int((self.dots_end - dots_start) / stringWidth(".", ROMAN, 10) / 2))
        canvas.drawRightString(self.dots_end, y + 12, " ".join("." * dots)[: dots * 2])
        canvas.drawRightString(TEXT_RIGHT - LEFT, y + 12, str(self.page) if self.page else "")

    def height_above_last(self) -> float:
        """The first line's baseline over the flowable's bottom, in points."""
        return 12 * (len(self.lines) - 1) + 5


def write_pdf(source: Source, path: Path) -> None:
    """Write `source` to `path`. Two passes where there is a contents page: the first finds the pages."""
    pages: list[int] = []
    for _ in range(2 if source.cover.contents else 1):
        document = BaseDocTemplate(
            str(path), pagesize=A4, invariant=1, title=f"{source.cover.symbol} (sample, invented State)",
            author="gmi samples", lang="en",
        )  # fmt: skip
        cover_frame = Frame(LEFT, 100, RIGHT - LEFT, 300, id="cover")
        body_frame = Frame(
            LEFT, HEIGHT - 787, RIGHT - LEFT, 787 - 70, id="body",
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        document.addPageTemplates(
            [
                PageTemplate("cover", [cover_frame], onPage=partial(draw_cover, source.cover)),
                PageTemplate("body", [body_frame], onPage=partial(draw_margins, source.cover)),
            ]
        )
        story = [NextPageTemplate("body"), PageBreak(), *contents(source, pages), *flow(source)]
        headings = [flowable for flowable in story if isinstance(flowable, Heading)]
        document.build(story)
        pages = [heading.page for heading in headings]


def contents(source: Source, pages: list[int]) -> list[Flowable]:
    """The contents page, or nothing. `pages` is empty on the first pass."""
    if not source.cover.contents:
        return []
    headings = [block for block in source.blocks if block.kind == "heading"]
    lines = [
        ContentsLine(block, page)
        for block, page in zip(headings, pages or [0] * len(headings), strict=True)
        if block.level < 3
    ]
    title = ParagraphStyle("contents", Headings[2], leftIndent=0, keepWithNext=0)
    page = ParagraphStyle("contents page", Body, fontName=ITALIC, fontSize=8, alignment=TA_RIGHT)
    return [Paragraph("Contents", title), Paragraph("Page", page), *lines, PageBreak()]


def flow(source: Source) -> list[Flowable]:
    """Everything after the cover and the contents, endnotes last."""
    story: list[Flowable] = []
    captioned: list[Flowable] = []
    for block in source.blocks:
        if captioned and block.kind not in ("table", "source"):
            story.append(KeepTogether(captioned))
            captioned = []
        if captioned or block.kind == "caption":
            captioned += flowables(block)
        else:
            story += flowables(block)
    story += captioned
    if source.notes:
        story.append(Paragraph("Notes", NotesTitle))
    for number, runs in enumerate(source.notes, start=1):
        story.append(Paragraph(markup(runs), Note, bulletText=str(number)))
    return story


def flowables(block: Block) -> list[Flowable]:
    """What one block prints."""
    if block.kind == "page_break":
        return [PageBreak()]
    if block.kind == "table":
        return [Indenter(INDENT), table(block), Indenter(-INDENT), Spacer(0, 8)]
    if block.kind == "caption":
        return [Paragraph(f"{block.label}<br/><b>{markup(block.runs)}</b>", Caption)]
    if block.kind == "heading":
        breaks = [PageBreak()] if block.level == 1 and not block.label else []
        return [*breaks, Heading(markup(block.runs), Headings[block.level], bulletText=block.label or None)]
    style = {
        "paragraph": Numbered,
        "item": Subitem if block.level == 2 else Item,
        "quotation": Quotation,
        "continuation": Body,
        "source": Below,
    }[block.kind]
    return [Paragraph(markup(block.runs), style, bulletText=block.label or None)]


def markup(runs: tuple[Run, ...]) -> str:
    """Runs as reportlab's paragraph markup."""
    parts = []
    for run in runs:
        part = f'<super rise="3.5" size="6.5">{run.note}</super>' if run.note else escape(run.text)
        part = f"<b>{part}</b>" if run.bold else part
        parts.append(f"<i>{part}</i>" if run.italic else part)
    return "".join(parts)


def table(block: Block) -> Flowable:
    """A table with rules over and under its head and under its last row, in the text column."""
    texts = [["".join(run.text for run in cell) for cell in row] for row in block.rows]
    columns = list(zip(*texts, strict=True))
    figures = [index > 0 and all(map(is_figure, column[1:])) for index, column in enumerate(columns)]
    rows = []
    for index, row in enumerate(block.rows):
        styles = (Head, HeadFigure) if index == 0 else (Cell, Figure)
        rows.append(
            [Paragraph(markup(cell), styles[figure]) for cell, figure in zip(row, figures, strict=True)]
        )
    printed = LongTable(rows, colWidths=column_widths(columns, figures), repeatRows=1, hAlign="LEFT")
    printed.setStyle(TableStyle([
        ("LINEABOVE", (0, 0), (-1, 0), 0.5, "black"),
        ("LINEBELOW", (0, 0), (-1, 0), 1, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
    ]))  # fmt: skip
    return printed


def column_widths(columns: list[tuple[str, ...]], figures: list[bool]) -> list[float]:
    """Widths in points that fill the text column: no word is broken, the rest goes by need."""

    def width(text: str) -> float:
        return float(stringWidth(text, ROMAN, 9)) + 10

    least = [max(width(word) for cell in column for word in cell.split()) for column in columns]
    shares = []
    for column, narrow, figure in zip(columns, least, figures, strict=True):
        wanted = min(70 if figure else 170, max(map(width, column)))
        shares.append(max(wanted - narrow, 0) + 5)
    left_over = TEXT_RIGHT - TEXT_LEFT - sum(least)
    return [narrow + left_over * share / sum(shares) for narrow, share in zip(least, shares, strict=True)]


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, a share, a year or a dash for none."""
    return FIGURE.fullmatch(text) is not None


def draw_margins(cover: Cover, canvas: Canvas, _: BaseDocTemplate) -> None:
    """Running header and footer: symbol and page number outside, job number on the other side."""
    page = canvas.getPageNumber()
    canvas.saveState()
    canvas.setFont(BOLD, 9)
    outside, inside = (canvas.drawString, canvas.drawRightString)
    outside_x, inside_x = LEFT, RIGHT
    if page % 2:
        outside, inside, outside_x, inside_x = inside, outside, inside_x, outside_x
    outside(outside_x, HEIGHT - 51, cover.symbol)
    outside(outside_x, HEIGHT - 812, str(page))
    canvas.setFont(ROMAN, 7)
    inside(inside_x, HEIGHT - 812, cover.job)
    canvas.setLineWidth(0.75)
    canvas.line(LEFT - 1.4, HEIGHT - 57, RIGHT + 1.4, HEIGHT - 57)
    canvas.restoreState()


def draw_cover(cover: Cover, canvas: Canvas, _: BaseDocTemplate) -> None:
    """The whole first page."""
    canvas.saveState()
    draw_masthead(cover, canvas)
    y = draw_lines(canvas, cover.committee, BOLD, 12, LEFT, HEIGHT - 229, 300)
    for line in cover.session:
        y = draw_lines(canvas, line, BOLD if line is cover.session[0] else ROMAN, 10, LEFT, y, 300)
    title = simpleSplit(cover.title, BOLD, 14, 350)
    y = draw_lines(canvas, cover.title, BOLD, 14, TEXT_LEFT, y - 22, 350)
    canvas.setFont(ROMAN, 10)
    canvas.drawString(TEXT_LEFT + stringWidth(title[-1], BOLD, 14) + 1, y + 18, "*")
    if cover.received:
        canvas.drawRightString(TEXT_RIGHT, y - 14, f"[Date received: {cover.received}]")
    canvas.setLineWidth(0.5)
    canvas.line(90.7, HEIGHT - 769, 164, HEIGHT - 769)
    canvas.drawString(102.6, HEIGHT - 783.5, "*")
    canvas.drawString(113.4, HEIGHT - 783.5, STAR)
    canvas.drawString(LEFT, HEIGHT - 812, f"{cover.job}  (E)")
    canvas.setFont(ITALIC, 8)
    canvas.drawRightString(RIGHT, HEIGHT - 812, f"Sample. {cover.state} is an invented State.")
    canvas.restoreState()


def draw_masthead(cover: Cover, canvas: Canvas) -> None:
    """United Nations and symbol, the instrument's name, the distribution block, and their rules."""
    body, rest = cover.symbol.split("/", 1)
    canvas.setFont(ROMAN, 14)
    canvas.drawString(119.7, HEIGHT - 53, "United Nations")
    rest_width = stringWidth("/" + rest, ROMAN, 10)
    canvas.setFont(ROMAN, 20)
    canvas.drawRightString(RIGHT - rest_width, HEIGHT - 53, body)
    canvas.setFont(ROMAN, 10)
    canvas.drawRightString(RIGHT, HEIGHT - 53, "/" + rest)
    draw_lines(canvas, cover.instrument, BOLD, 14, 119.7, HEIGHT - 80, 235)
    canvas.setFont(ROMAN, 10)
    lines = ["Distr.: General", cover.date, "", f"Original: {cover.original}"]
    for index, line in enumerate([*lines, *simpleSplit(cover.languages, ROMAN, 10, 146)]):
        canvas.drawString(392.1, HEIGHT - 80 - 12 * index, line)
    canvas.setLineWidth(0.75)
    canvas.line(LEFT - 1.4, HEIGHT - 57, RIGHT + 1.4, HEIGHT - 57)
    canvas.setLineWidth(1.25)
    canvas.line(LEFT - 1.4, HEIGHT - 199, RIGHT + 1.4, HEIGHT - 199)


def draw_lines(canvas: Canvas, text: str, font: str, size: float, x: float, y: float, width: float) -> float:
    """Draw `text` wrapped to `width` points, first baseline at `y`; the next line's baseline."""
    canvas.setFont(font, size)
    for line in simpleSplit(text, font, size, width):
        canvas.drawString(x, y, line)
        y -= size + 2
    return y
