"""Makes the pictures in README.md: of the anchor sample the top of the page on the terminal (score.svg),
parts of the HTML report (report.png, evidence.png) and of the brief (brief.png), which need Chromium; and
part of a page with highlights (highlight.png).

python docs/screenshot.py
"""

import re
import shutil
import tempfile
from pathlib import Path

import pymupdf

from gmi.brief import build, load_texts
from gmi.flow import Options, score_report
from gmi.lexicon import load
from gmi.rate.assessment import Scored
from gmi.report.brief_files import write as write_brief
from gmi.report.files import write
from gmi.report.highlight import highlighted

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "score.svg"
# The whole page is long; the picture ends where the counts do.
ENDS_AFTER = "Integration"
PHOTOGRAPH = ROOT / "docs" / "images" / "report.png"
EVIDENCE = ROOT / "docs" / "images" / "evidence.png"
BRIEF = ROOT / "docs" / "images" / "brief.png"
# The heading of the area to show, as the page's script finds it.
OF_AREA = "[...document.querySelectorAll('h2')].find(one => one.textContent.trim() == 'Trafficking')"
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
    """Of the HTML report where references fall and the policy matrix, and the evidence behind a figure; of
    the brief a policy area."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report, brief = Path(folder) / "report.html", Path(folder) / "brief.html"
        write(report, [scored])
        write_brief(brief, build(scored, load(), load_texts()))
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        window = chromium.new_page(viewport={"width": 1200, "height": 1000}, color_scheme="light")
        window.goto(report.as_uri())
        window.evaluate("document.querySelector('.spread').scrollIntoView()")
        window.screenshot(path=PHOTOGRAPH)
        window.set_viewport_size({"width": 1200, "height": 620})
        window.click(".count .figure[data-show*='category=women&']")
        window.wait_for_timeout(300)
        window.screenshot(path=EVIDENCE)
        window.set_viewport_size({"width": 860, "height": 700})
        window.goto(brief.as_uri())
        window.evaluate(f"window.scrollTo(0, {OF_AREA}.offsetTop - 16)")
        window.screenshot(path=BRIEF)
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
