"""An assessment as rows of the store's tables. Pure: the store adds the document's number."""

import zlib
from dataclasses import dataclass, replace
from typing import Any

from gmi.compare.ratio import Rate
from gmi.corpus.regions import region_of
from gmi.corpus.states import is_code, state_key
from gmi.flow import under_name
from gmi.rate.assessment import Assessment
from gmi.rate.serialise import from_json
from gmi.read.document import Found

Row = tuple[Any, ...]
TABLES = ("ratings", "indicators", "counts", "areas", "sentences", "mentions")
"""What hangs on a document, in the order in which it is written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document's row for `documents`, by column, and its rows for the other tables, by table.

    `content` is what it was made of: the file's SHA-256, and behind a "+" that of the readers' decisions.
    """

    content: str
    document: dict[str, Any]
    tables: dict[str, list[Row]]

    @property
    def pages(self) -> int:
        """Pages of the document, for telling how fast the work goes."""
        return int(self.document["pages"])


def entry_of(assessment: Assessment) -> Entry:
    """All rows of one assessment."""
    sentences = {text: n for n, text in enumerate(dict.fromkeys(m.sentence for m in assessment.mentions))}
    made = assessment.provenance
    return Entry(
        "+".join(filter(None, (made.file_sha256, made.review_sha256))),
        _document(assessment),
        {
            "ratings": [
                (rated.group, one.dimension, one.rating.level, *_scores(one.rating))
                for rated in assessment.groups
                for one in rated.dimensions
            ],
            "indicators": [
                (rated.group, one.dimension, i.id, i.value, i.numerator, i.denominator, i.score)
                for rated in assessment.groups
                for one in rated.dimensions
                for i in one.indicators
            ],
            "counts": _counts(assessment),
            "areas": [
                (
                    *(area.area, area.paragraphs, area.gendered, area.lgbtqia, area.migrant),
                    *(len(area.risks_named), len(area.risks_missing)),
                    *(len(area.instruments_cited), len(area.instruments_missing)),
                )
                for area in assessment.areas
            ],
            "sentences": [(number, writable(text)) for text, number in sentences.items()],
            "mentions": [
                (
                    *(
                        number,
                        m.group,
                        m.category,
                        m.term,
                        writable(m.text),
                        m.start,
                        m.end,
                        m.page,
                        m.paragraph,
                    ),
                    *(m.zone, " ".join(m.contexts), int(m.counted), sentences[m.sentence]),
                )
                for number, m in enumerate(assessment.mentions)
            ],
        },
    )


def renamed(entry: Entry, name: str) -> Entry:
    """The entry that scoring would make if the file were called `name`, its ending being the same."""
    assessment = from_json(zlib.decompress(entry.document["assessment"]))
    changed = {"name": writable(name), "assessment": _packed(under_name(assessment, name))}
    return replace(entry, document={**entry.document, **changed})


def _packed(assessment: Assessment) -> bytes:
    return zlib.compress(assessment.to_json().encode(), 1)


def _document(assessment: Assessment) -> dict[str, Any]:
    source, overall = assessment.source, assessment.overall
    cover = source.cover
    state = _value(cover.state)
    key = state_key(cover.iso3, state)
    iso3 = key if key and is_code(key) else cover.iso3
    region = region_of(iso3)
    date = _value(cover.date)
    return {
        "name": writable(source.name),
        "symbol": _value(cover.symbol),
        "state": state,
        "iso3": iso3,
        "region": region.name if region else None,
        "subregion": region.sub if region else None,
        "treaty_body": _value(cover.treaty_body),
        "cycle": _value(cover.cycle),
        "date": date,
        "year": int(date[:4]) if date else None,
        "language": source.language,
        "pages": source.pages,
        "words": source.words,
        "paragraphs": source.paragraphs,
        "rating": overall.level,
        **dict(zip(("score", "low", "high", "stability"), _scores(overall), strict=True)),
        "warnings": len(source.warnings),
        "summary": assessment.summary,
        "assessment": _packed(assessment),
    }


def _scores(rating: Any) -> tuple[float, float, float, float]:
    return rating.score, rating.low, rating.high, rating.stability


def _value(found: Found | None) -> str | None:
    return found.value if found else None


def _counts(assessment: Assessment) -> list[Row]:
    """Counts and rates of groups and categories, each rate with the interval that `gmi compare` gives it."""
    words = assessment.source.words
    rows: list[Row] = []
    for group in assessment.counts:
        whole = Rate(group.count, words, group.slices)
        rows.append((group.group, "", group.count, group.per_1000_words, *whole.interval, whole.dispersion))
        for one in group.categories:
            share = min(one.count / max(group.count, 1), 1.0)
            part = Rate(one.count, words, group.slices, share)
            figures = (part.per_1000_words, *part.interval, part.dispersion)
            rows.append((group.group, one.category, one.count, *figures))
    return rows


def writable(text: str) -> str:
    """Text that the store can hold: without the halves of characters that no encoding can write."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
