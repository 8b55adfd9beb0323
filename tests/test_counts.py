"""Counts on real reports agree with an independent extractor, and with figures checked by reading.

The figures in data/word_counts.csv are occurrences of a word in the whole file, notes and repeats
included, on which PyMuPDF and poppler agree once running headers and page numbers are taken out (they
stand inside sentences that go on over the page). gmi must have found each of them inside some mention.
"""

import csv
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pymupdf
import pytest

import gmi

TABLE = Path(__file__).parent / "data" / "word_counts.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = [(row["file"], row["word"], int(row["count"])) for row in csv.DictReader(lines)]
FURNITURE = re.compile(r"^ *(A/HRC\S*|GE\.\d.*|page \d+|\d{1,3}) *$", re.IGNORECASE | re.MULTILINE)
DASHES = re.compile("[\u2010-\u2014\u00ad\ufffe\x02]")


def plain(text: str) -> str:
    """Lower case, one kind of dash and blank, words that a line break cut at a hyphen put together."""
    text = DASHES.sub("-", unicodedata.normalize("NFKC", FURNITURE.sub(" ", text)))
    return re.sub(r"\s+", " ", re.sub(r"-\s*\n\s*", "-", text)).lower()


@lru_cache
def independent_text(path: Path) -> str:
    with pymupdf.open(path) as document:
        return plain("\n".join(page.get_text() for page in document))


@lru_cache
def mentioned(path: Path) -> Counter[str]:
    """How often each word of the table occurs in gmi's mentions, each place in the text once."""
    assessment = gmi.score(path)
    found: Counter[str] = Counter()
    for word in {word for _, word, _ in ROWS}:
        places = {
            row.start + match.start()
            for row in assessment.mentions
            if row.group in ("gender", "lgbtqia", "migration") and row.zone != "running_header"
            for match in re.finditer(rf"\b{word}\b", row.text.lower().replace("-", " "))
        }
        found[word] = len(places)
    return found


@pytest.mark.shared
@pytest.mark.parametrize(("file", "word", "count"), ROWS)
def test_a_word_is_found_wherever_it_stands(shared_data: Path, file: str, word: str, count: int) -> None:
    path = shared_data / "pdf" / f"{file}.pdf"
    # A note's number may be glued on to the word.
    assert len(re.findall(rf"\b{word}(\b|\d)", independent_text(path))) == count
    assert mentioned(path)[word] == count
