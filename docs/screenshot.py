"""Makes the pictures in README.md: the top of the anchor sample's page, on the terminal
(docs/images/score.svg) and in a browser (docs/images/report.png), which needs Chromium; and part of a
page with highlights (docs/images/highlight.png).

python docs/screenshot.py
"""

import re
import shutil
import tempfile
from pathlib import Path

import pymupdf

from gmi.flow import Options, score_report
from gmi.rate.assessment import Scored
from gmi.report.files import write
from gmi.report.highlight import highlighted

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "score.svg"
# The whole page is long; the picture ends where the counts do.
ENDS_AFTER = "Integration"
PHOTOGRAPH = ROOT / "docs" / "images" / "report.png"
HIGHLIGHTS = ROOT / "docs" / "images" / "highlight.png"


def main() -> None:
    """Write the pictures, cut to the part that a reader should see first."""
    scored = score_report(ROOT / "samples" / "tarvenia.pdf", Options())
    terminal(scored)
    browser(scored)
    pdf()


def pdf() -> None:
    """Some paragraphs of a page with highlights of every group."""
    made = highlighted(score_report(ROOT / "samples" / "calvessa.pdf", Options()))
    page = pymupdf.open(stream=made)[6]
    page.get_pixmap(dpi=120, clip=(95, 240, 545, 470)).save(HIGHLIGHTS)


def browser(scored: Scored) -> None:
    """The top of the HTML report."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        write(path, [scored])
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        window = chromium.new_page(viewport={"width": 1200, "height": 1440}, color_scheme="light")
        window.goto(path.as_uri())
        window.screenshot(path=PHOTOGRAPH)
        chromium.close()


def terminal(scored: Scored) -> None:
    """The top of what the terminal shows."""
    write(PICTURE, [scored])
    svg = PICTURE.read_text(encoding="utf-8")
    line = max(int(y) for y in re.findall(rf'y="(\d+)[^>]*>[^<]*{ENDS_AFTER}', svg))
    svg = re.sub(r'viewBox="0 0 (\d+) [\d.]+"', rf'viewBox="0 0 \1 {line + 60}"', svg, count=1)
    PICTURE.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
