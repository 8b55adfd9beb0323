"""read: two engines on one file, and what each difference between them is put down to."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from gmi.errors import GmiError
from gmi.find import find
from gmi.lexicon import load
from gmi.read import read
from gmi.read.document import Document
from gmi.read.drafts import Draft, Piece, Source
from gmi.read.finish import finish
from gmi.read.verify import Hit, compare

SAMPLES = Path(__file__).parent.parent / "samples"


def made(engine: str, *paragraphs: str) -> Document:
    """A document of one page."""
    drafts, index = [], 0
    for text in paragraphs:
        drafts.append(Draft("body", [Piece(text, 1, index)]))
        index += len(text) + 1
    return finish(Source("a.pdf", "", "pdf", engine), drafts)


def women(document: Document) -> Iterable[Hit]:
    pattern = r"\b(?:(?P<gender>women's rights|women)|(?P<migration>migrants))\b"
    return [Hit(m.start(), m.end(), m.lastgroup or "") for m in re.finditer(pattern, document.text, re.I)]


def mentions(document: Document) -> Iterable[Hit]:
    return [Hit(one.start, one.end, one.group) for one in find(document, load("en")).mentions]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (["The State protects women."], ["The State protects women."], []),
        # The same phrase, torn apart by another column.
        (
            ["The State protects women's rights and migrants.", "It says so in its reply of June."],
            ["The State protects women's It says so", "rights and migrants. in its reply of June."],
            [("women's rights", "a", "order"), ("women", "b", "order")],
        ),
        # Letters that one engine misses.
        (
            ["The State protects women and migrants."],
            ["The State protects w men and migrants."],
            [("women", "a", "letters")],
        ),
        # Once too few of several.
        (
            ["Women and women and women of the State."],
            ["Women and women and w0men of the State."],
            [("women", "a", "letters")],
        ),
    ],
)
def test_differences_say_which_engine_and_why(
    first: list[str], second: list[str], expected: list[tuple[str, str, str]]
) -> None:
    differences = compare(made("a", *first), made("b", *second), women)
    assert [(one.words, one.engine, one.why) for one in differences] == expected
    assert all(one.page == 1 for one in differences)


def test_a_difference_shows_both_readings() -> None:
    before = "The Government of the State reports in this section on what it does. "
    (one,) = compare(
        made("a", f"{before}It protects women everywhere."),
        made("b", f"{before}It protects w men everywhere."),
        lambda d: [Hit(m.start(), m.end(), "gender") for m in re.finditer(r"protects women", d.text)],
    )
    assert one.context == "reports in this section on what it does. It protects women everywhere."
    assert "It protects w men" in one.elsewhere


@pytest.mark.parametrize("name", ["calvessa.pdf", "hallorin.pdf", "orrund.pdf"])
def test_engines_agree_on_the_samples(name: str) -> None:
    first, second = read(SAMPLES / name), read(SAMPLES / name, engine="pdfplumber")
    assert [one for one in compare(first, second, mentions) if one.why == "letters"] == []
    assert _numbers(first) == _numbers(second)


def _numbers(document: Document) -> list[str]:
    """The paragraph numbers of the body, each once."""
    return list(dict.fromkeys(b.number for b in document.blocks if b.zone == "body" and b.number))


@pytest.mark.shared
def test_engines_agree_on_real_reports(shared_data: Path) -> None:
    """No word of the lexicon is counted otherwise by the other engine."""
    for path in sorted((shared_data / "pdf").glob("*national-report*.pdf")):
        first, second = read(path), read(path, engine="pdfplumber")
        assert compare(first, second, mentions) == []
        assert _numbers(first) == _numbers(second)


def test_only_pdfs_have_two_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    from gmi.cli.read import read_command

    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(GmiError, match="for PDFs"):
        read_command(SAMPLES / "orrund.docx", verify=True)
