"""Makes PDF pages in UN layout for the tests, so that they need no file from elsewhere."""

from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]
_RIGHT_PAGE_NUMBER, _LEFT_MARGIN = 529, 113


def write_pdf(path: Path, pages: Sequence[Draw], password: str | None = None) -> Path:
    """Writes one page for each of `pages`, encrypted where there is a `password`; returns `path`."""
    encryption = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(str(path), pagesize=A4, encrypt=encryption, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def plain_pages(pages: Sequence[Sequence[str]], picture: bool = False) -> list[Draw]:
    """Pages of plain lines; with a grey picture instead of text for a scan."""

    def drawing(lines: Sequence[str]) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Times-Roman", 10)
            for i, line in enumerate(lines):
                canvas.drawString(_LEFT_MARGIN, 740 - 12 * i, line)
            if picture:
                from PIL import Image
                from reportlab.lib.utils import ImageReader

                canvas.drawImage(ImageReader(Image.new("L", (60, 80), 128)), 0, 0, *A4)

        return draw

    return [drawing(lines) for lines in pages]


class _Sheet:
    """A page under way: lines go down from the top; headings and notes have UN sizes."""

    def __init__(self, canvas: Canvas, number: int, symbol: str) -> None:
        self.canvas, self.y = canvas, 745.0
        canvas.setFont("Times-Bold", 9)
        canvas.drawString(56, 775, symbol)
        canvas.drawString(56 if number % 2 == 0 else _RIGHT_PAGE_NUMBER, 85, str(number))

    def heading(self, text: str, size: float) -> None:
        self.y -= 14
        self.canvas.setFont("Times-Bold", size)
        self.canvas.drawString(85, self.y, text)
        self.y -= 24

    def paragraph(self, *lines: str, indent: float = 0) -> None:
        """Lines of one paragraph; ^1^ inside one is a note reference."""
        for line in lines:
            x = _LEFT_MARGIN + indent
            for i, part in enumerate(line.split("^")):
                size, rise = (6.0, 4.5) if i % 2 else (10.0, 0.0)
                self.canvas.setFont("Times-Roman", size)
                self.canvas.drawString(x, self.y + rise, part)
                x += self.canvas.stringWidth(part, "Times-Roman", size)
            self.y -= 12
        self.y -= 6

    def note(self, label: str, *lines: str) -> None:
        self.canvas.setFont("Times-Roman", 6)
        self.canvas.drawString(105, self.y + 4, label)
        self.canvas.setFont("Times-Roman", 9)
        for line in lines:
            self.canvas.drawString(_LEFT_MARGIN, self.y, line)
            self.y -= 11

    def row(self, *cells: str) -> None:
        self.canvas.setFont("Times-Roman", 10)
        for i, cell in enumerate(cells):
            self.canvas.drawString(_LEFT_MARGIN + 120 * i, self.y, cell)
        self.y -= 16


def _cover(canvas: Canvas) -> None:
    for x, y, font, size, text in [
        (120, 775, "Times-Roman", 14, "United Nations"),
        (440, 771, "Times-Roman", 20, "CMW/C/CAV/2"),
        (120, 740, "Times-Roman", 10, "International Convention on the Protection of the"),
        (120, 728, "Times-Roman", 10, "Rights of All Migrant Workers and Members of Their Families"),
        (392, 745, "Times-Roman", 10, "Distr.: General"),
        (392, 733, "Times-Roman", 10, "30 November 2022"),
        (392, 709, "Times-Roman", 10, "Original: Spanish"),
        (57, 608, "Times-Bold", 12, "Committee on the Protection of the Rights of All"),
        (57, 594, "Times-Bold", 12, "Migrant Workers and Members of Their Families"),
        (113, 540, "Times-Bold", 14, "Second periodic report submitted by Calvessa"),
        (113, 525, "Times-Bold", 14, "under article 73 of the Convention, due in 2019*"),
        (392, 490, "Times-Roman", 10, "[Date received: 30 November 2022]"),
        (104, 125, "Times-Roman", 10, "* The present document is being issued without formal editing."),
        (57, 84, "Times-Roman", 10, "GE.22-19554 (E)"),
    ]:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)


def _second(canvas: Canvas) -> None:
    sheet = _Sheet(canvas, 2, "CMW/C/CAV/2")
    sheet.heading("I. Introduction", 14)
    sheet.paragraph(
        "1.     The Government of Calvessa submits its second periodic report to the Committee, and has",
        "prepared it together with the ministries and with the organizations of migrant workers.",
    )
    sheet.paragraph(
        "2.     In its report the Government explains what it has done since 2014 for the rights and the",
        "protection of women migrant workers",
    )


def _third(canvas: Canvas) -> None:
    sheet = _Sheet(canvas, 3, "CMW/C/CAV/2")
    sheet.paragraph("against gender-based violence and harassment, and what it will do in the years to come.")
    sheet.heading("II. Implementation of the Convention", 14)
    sheet.heading("A. Articles 1 and 7", 12)
    sheet.paragraph(
        "3.     The law was amended by the Council of Women^1^, and the plan 2012–2020^2^ was carried out in",
        "all provinces of the State with the help of the trade unions.",
    )
    sheet.heading("Reply to paragraph 5 of the list of issues", 10)
    sheet.paragraph("4.     The State maintains for those who are in need of protection:")
    sheet.paragraph("(a)     Shelters for women;", indent=28)
    sheet.paragraph("(i)     In the capital;", indent=56)
    sheet.paragraph("(b)     A hotline.", indent=28)
    sheet.row("Year", "Women", "Men")
    sheet.row("2020", "1,204", "987")
    sheet.row("2021", "1,350", "1,002")
    sheet.y -= 8
    sheet.paragraph(
        "5.     Le Gouvernement a adopté une loi sur les droits des travailleurs migrants et des membres de",
        "leur famille, et il a mis en place des services pour les femmes dans toutes les provinces.",
    )
    sheet.y = 160
    sheet.note("1", "Law No. 20 of 2012, Official Gazette 44.")
    sheet.note(
        "2",
        "The paragraph as read in the session: the plan 2012–2020 was carried out in all provinces of",
        "the State with the help of the trade unions.",
    )


def _fourth(canvas: Canvas) -> None:
    sheet = _Sheet(canvas, 4, "CMW/C/CAV/2")
    sheet.heading("III. Data", 14)
    sheet.paragraph(
        "6.     The Government will publish the data of the survey in the year to come, and it will send",
        "them to the Committee together with its reply.",
    )


def committee_report(path: Path) -> Path:
    """A State party's report of four pages with everything that makes such reports hard to read."""
    return write_pdf(path, [_cover, _second, _third, _fourth])
