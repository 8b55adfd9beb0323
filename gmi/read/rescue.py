"""Pages that an engine can't read: the other engine is tried, and then OCR.

A page is tried again if it has no text but a picture (a scan), can't be loaded, or comes out garbled: signs
that stand for no letter, or none of the common words of any language where all other pages have them.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from gmi.errors import GmiError
from gmi.read import ocr, pdfium
from gmi.read.document import ReadWarning
from gmi.read.lines import PageLines
from gmi.read.normalise import GARBAGE
from gmi.read.words import language_words

Ocr = Literal["auto", "always", "never"]

_MOST_GARBAGE = 0.1
_LONG = 600
"""Characters from which a page of prose holds common words."""
_MOSTLY = 0.7
_UNSURE = 0.8
"""Confidence of OCR below which a page is named."""


class Rescued(NamedTuple):
    """All pages, those that were read again in place of the first ones, and by which engines."""

    pages: list[PageLines]
    engines: tuple[str, ...]
    warnings: tuple[ReadWarning, ...]


def rescue(
    path: Path, pages: Sequence[PageLines], engine: str, ocr_when: Ocr, password: str | None
) -> Rescued:
    """Reads again what is missing or garbled in `pages`, which `engine` ("pypdfium2", "pdfplumber") made.

    `ocr_when` is "auto" for pages that no engine reads (where OCR is installed), "always" for all pages, or
    "never". Raises `GmiError` if OCR is asked for and not installed.
    """
    if ocr_when == "always":
        return _by_ocr(path, pages, [page.page.number for page in pages], password, Rescued([], (), ()))
    bad = unread(pages)
    if not bad:
        return Rescued(list(pages), (), ())
    tried = _by_other_engine(path, pages, [n for n in bad if n not in _scans(pages)], engine, password)
    left = unread(tried.pages)
    if left and ocr_when == "auto" and ocr.is_installed():
        return _by_ocr(path, tried.pages, left, password, tried)
    garbled = [number for number in left if number not in _scans(tried.pages)]
    message = "this page is garbled: words on it may be missing from the counts"
    return tried._replace(
        warnings=(*tried.warnings, *(ReadWarning("garbled-page", message, number) for number in garbled))
    )


def unread(pages: Sequence[PageLines]) -> list[int]:
    """The numbers of the pages that are scans, can't be loaded, or are garbled."""
    texts = {page.page.number: _text(page) for page in pages}
    bad = _scans(pages) | {number for number, text in texts.items() if _is_garbage(text)}
    wordless = {n for n, text in texts.items() if len(text) > _LONG and not _has_common_words(text)}
    # A whole report in a language without common words here is no garbage.
    if len(wordless) < (1 - _MOSTLY) * sum(len(text) > _LONG for text in texts.values()):
        bad |= wordless
    return sorted(bad)


def _scans(pages: Iterable[PageLines]) -> set[int]:
    return {page.page.number for page in pages if page.pictures}


def _is_readable(page: PageLines) -> bool:
    text = _text(page)
    return not page.pictures and not _is_garbage(text) and (len(text) <= _LONG or _has_common_words(text))


def _text(page: PageLines) -> str:
    return " ".join([line.text for line in page.lines])


def _is_garbage(text: str) -> bool:
    if text.isascii() or ("\ufffd" not in text and text.isprintable()):
        return False
    return len(GARBAGE.findall(text)) > _MOST_GARBAGE * len(text)


def _has_common_words(text: str) -> bool:
    if any(word in text for words in language_words().values() for word in words.telling):
        return True
    # Chinese has no blanks between words.
    return any("\u3400" <= letter <= "\u9fff" for letter in text[:_LONG])


def _by_other_engine(
    path: Path, pages: Sequence[PageLines], numbers: Sequence[int], engine: str, password: str | None
) -> Rescued:
    """Takes those of the numbered pages that the other engine reads better."""
    if not numbers:
        return Rescued(list(pages), (), ())
    read_pages, name = _other(engine)
    try:
        again = list(read_pages(path, password, numbers))
    except GmiError:
        return Rescued(list(pages), (), ())
    better = {page.page.number: page for page in again if page.lines and _is_readable(page)}
    short = name.split()[0]
    warnings = tuple(
        ReadWarning("other-engine", f"{engine} can't read this page; {short} read it instead", number)
        for number in better
    )
    return Rescued(_replaced(pages, better), (name,) if better else (), warnings)


def _other(engine: str) -> tuple[Callable[[Path, str | None, Sequence[int]], Iterable[PageLines]], str]:
    if engine == "pypdfium2":
        from gmi.read import plumber

        return plumber.read_pages, plumber.ENGINE
    return pdfium.read_pages, pdfium.ENGINE


def _by_ocr(
    path: Path, pages: Sequence[PageLines], numbers: Sequence[int], password: str | None, before: Rescued
) -> Rescued:
    """Takes the numbered pages as OCR reads them, if it reads more of them than there was."""
    had = {page.page.number: page for page in pages}
    seen = []
    for page in ocr.recognise(path, numbers, password):
        first = had[page.page.number]
        more = page.characters > first.characters if first.pictures else _is_readable(page)
        if page.lines and (more or len(numbers) == len(pages)):
            seen.append(page)
    found = {page.page.number: page for page in seen}
    if not found:
        return Rescued(list(pages), before.engines, before.warnings)
    surest = [page.page.confidence or 0.0 for page in seen]
    which = "page" if len(found) == 1 else "pages"
    message = (
        f"{len(found)} of {len(pages)} pages were read by OCR ({which} {_ranges(sorted(found))}), "
        f"with a confidence of {min(surest):.2f} to {max(surest):.2f}: look at a page before you cite it"
    )
    unsure = [
        ReadWarning("ocr-unsure", f"OCR is unsure of this page (confidence {sure:.2f})", page.page.number)
        for page, sure in zip(seen, surest, strict=True)
        if sure < _UNSURE
    ]
    engines = (*before.engines, ocr.engine_name())
    return Rescued(_replaced(pages, found), engines, (*before.warnings, ReadWarning("ocr", message), *unsure))


def _replaced(pages: Sequence[PageLines], better: dict[int, PageLines]) -> list[PageLines]:
    return [better.get(page.page.number, page) for page in pages]


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers as people write them: "1-7, 9"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return ", ".join("-".join(map(str, part)) for part in parts)
