"""Phrases that every rendering uses: places, sizes, languages, numbers."""

import pycountry

from gmi.rate.assessment import Assessment, Place, Rating, Step

KINDS = {"gender": "Gender", "lgbtqia": "LGBTQIA+"}


def place(where: Place) -> str:
    """How a passage is cited: "para. 41 (a), p. 12", or by its heading where it has no number."""
    parts = []
    if where.paragraph:
        parts.append(where.paragraph if where.paragraph.startswith("note") else f"para. {where.paragraph}")
    elif where.zone not in ("body", "annex"):
        parts.append(where.zone.replace("_", " "))
    if where.page is not None:
        parts.append(f"p. {where.page}")
    if not where.paragraph and where.heading_path:
        parts.append(f"under “{where.heading_path[-1]}”")
    return ", ".join(parts)


def language_name(code: str) -> str:
    """The English name of an ISO 639-1 code."""
    language = pycountry.languages.get(alpha_2=code)
    return str(language.name) if language else code


def pages(assessment: Assessment) -> str:
    """The number of pages, marked where it is an estimate."""
    source = assessment.source
    number = f"{source.pages} page{'s' * (source.pages != 1)}"
    return f"about {number} (estimated from the words)" if source.pages_estimated else number


def step(way: Step) -> str:
    """What one indicator alone would have to become."""
    value, needed = (_figure(v, way.unit) for v in (way.value, way.needed))
    more = f": {way.more:,} more {way.counts}" if way.more else ""
    return f"{way.name} from {value} to {needed}{more}"


def nearness(rating: Rating) -> str:
    """How far it is to the next level."""
    if rating.next_level is None:
        return "the highest level"
    if rating.distance <= 0:
        return f"the score would reach {rating.next_level}, but a rule holds it down"
    return f"{rating.distance:.2f} below {rating.next_level}"


def _figure(value: float, unit: str) -> str:
    return f"{value:.0%}" if "share" in unit else f"{value:.3g}"
