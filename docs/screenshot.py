"""Makes docs/images/score.svg, the picture in README.md: the top of the anchor sample's page.

python docs/screenshot.py
"""

import re
from pathlib import Path

from gmi.flow import Options, score_report
from gmi.report.files import write

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "score.svg"
# The whole page is long; the picture ends where the counts do.
ENDS_AFTER = "Integration"


def main() -> None:
    """Write the picture, cut to the part that a reader should see first."""
    write(PICTURE, [score_report(ROOT / "samples" / "tarvenia.pdf", Options())])
    svg = PICTURE.read_text(encoding="utf-8")
    line = max(int(y) for y in re.findall(rf'y="(\d+)[^>]*>[^<]*{ENDS_AFTER}', svg))
    svg = re.sub(r'viewBox="0 0 (\d+) [\d.]+"', rf'viewBox="0 0 \1 {line + 60}"', svg, count=1)
    PICTURE.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
