"""Scanned pages as `Line`s, by RapidOCR on onnxruntime (the extra `gmi[ocr]`).

The models come with the wheel and are named by path, so that nothing is ever fetched. A page takes some
seconds. Headers, columns and notes are sorted out later, as for every other engine.
"""

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from pypdfium2 import PdfiumError

from gmi.errors import GmiError
from gmi.read.document import Page
from gmi.read.lines import Line, PageLines
from gmi.read.pdfium import open_pdf

INSTALL = 'Install the OCR extra (pip install "gmi[ocr]"), or make it searchable with an OCR program.'

_DOTS_PER_INCH = 150
_LONGEST_SIDE = 2500
"""Pixels: a page that would be drawn larger is drawn with fewer dots."""
_TYPE_SIZE = 0.72
"""Font size as a share of the height of the box around a line."""
_SAME_SIZE = 0.22
"""Sizes this near to the page's usual one are taken for it: boxes are not exact."""
# A note reference sticks to its word, and no box tells that it is small: "women73".
_NOTE_REFERENCE = re.compile(r"(?<=[a-z]{3})\d{1,3}(?=$|[\s,.;:)])")


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def engine_name() -> str:
    """The engine as a result names it."""
    return f"rapidocr {version('rapidocr')}"


def recognise(path: Path, numbers: Sequence[int], password: str | None = None) -> Iterator[PageLines]:
    """The pages of the PDF at `path` with these `numbers` (from 1), by OCR, in the order of `numbers`.

    Each page's confidence is the mean over its letters, from 0 to 1. Raises `GmiError` without the extra.
    """
    if not is_installed():
        raise GmiError(f"{path.name}: OCR is not installed.", INSTALL)
    reader = _reader()
    document = open_pdf(path, password)
    try:
        for number in numbers:
            yield _recognise_page(document, number, reader)
    finally:
        document.close()


def _reader() -> Any:
    """RapidOCR with the models of its own wheel."""
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    found = {kind: sorted(models.glob(f"*_{kind}_*.onnx")) for kind in ("det", "rec")}
    if not all(found.values()):
        raise GmiError("This version of RapidOCR comes without its models.", INSTALL)
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.model_path": str(found["det"][0]),
            "Rec.model_path": str(found["rec"][0]),
        }
    )


def _recognise_page(document: Any, number: int, reader: Any) -> PageLines:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_DOTS_PER_INCH / 72, _LONGEST_SIDE / max(width, height, 1.0))
        picture = page.render(scale=scale).to_numpy()
        page.close()
    except (PdfiumError, ValueError):
        return PageLines(Page(number, 0.0, 0.0, "none"), [], pictures=True)
    seen = reader(picture)
    if seen.boxes is None or not len(seen.boxes):
        return PageLines(Page(number, round(width, 2), round(height, 2), "none"), [], 0, False)
    lines: list[Line] = []
    index, weight = 0, 0.0
    boxes = [_box(corners, scale, height) for corners in seen.boxes]
    usual = median(top - bottom for _, bottom, _, top in boxes) * _TYPE_SIZE
    for text, box, score in zip(seen.txts, boxes, seen.scores, strict=True):
        if not (words := text.strip()):
            continue
        lines.append(_line(words, number, index, box, usual))
        index += len(words) + 1
        weight += len(words) * float(score)
    letters = sum(len(line.text) for line in lines)
    confidence = round(weight / letters, 3) if letters else None
    source = Page(number, round(width, 2), round(height, 2), "ocr" if lines else "none", confidence)
    return PageLines(source, lines, letters, False)


def _box(corners: Any, scale: float, height: float) -> tuple[float, float, float, float]:
    """A box in PDF points from the lower left corner, out of four corners in pixels from the upper left."""
    across = [float(x) / scale for x, _ in corners]
    down = [float(y) / scale for _, y in corners]
    return min(across), height - max(down), max(across), height - min(down)


def _line(text: str, page: int, index: int, box: tuple[float, float, float, float], usual: float) -> Line:
    size = (box[3] - box[1]) * _TYPE_SIZE
    if abs(size - usual) < _SAME_SIZE * usual:
        size = usual
    markers = tuple(match.span() for match in _NOTE_REFERENCE.finditer(text))
    # The baseline stands below the middle by a share of the size that is the same for all lines.
    baseline = (box[1] + box[3]) / 2 - 0.35 * size
    return Line(text, page, index, box, round(size, 1), baseline, markers=markers)
