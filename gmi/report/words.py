"""Phrases that every rendering uses: places, sizes, languages, bodies, numbers."""

import re
from collections.abc import Sequence
from datetime import date

from gmi.rate.assessment import (
    ActionRow,
    AreaRow,
    Assessment,
    Evidence,
    MentionRow,
    Place,
    Rating,
    Reviewed,
    Step,
)
from gmi.read.document import Cover
from gmi.read.kinds import NOT_THE_STATES, kind_of
from gmi.read.words import language_name

# docs/method.md tells readers to mistrust a level that fewer trials than this end in.
UNSURE, SURE = 0.7, 0.9
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_BODIES = {
    "CMW": "Committee on Migrant Workers",
    "CEDAW": "Committee on the Elimination of Discrimination against Women",
    "CERD": "Committee on the Elimination of Racial Discrimination",
    "CESCR": "Committee on Economic, Social and Cultural Rights",
    "CCPR": "Human Rights Committee",
    "CAT": "Committee against Torture",
    "CRC": "Committee on the Rights of the Child",
    "CRPD": "Committee on the Rights of Persons with Disabilities",
    "CED": "Committee on Enforced Disappearances",
    "SPT": "Subcommittee on Prevention of Torture",
    "UPR": "Universal Periodic Review",
}
_ARTICLE = re.compile(r"(.+, \D+) (\d[\w.]*)$")
_LEFT_OUT = {
    "cover": "on the cover",
    "contents": "on contents pages",
    "running_header": "in running headers",
    "body_name": "in names of bodies",
    "instrument_name": "in names of instruments",
    "repeat": "in notes that repeat the body",
    "foreign_language": "in other languages",
    "negated": "negated",
    "quotation": "in quotations",
    "gap": "in gap statements",
    "rejected": "rejected by a reader",
    "counted_apart": "counted apart",
}


def place(where: Place | MentionRow) -> str:
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
    return ", ".join(parts) or "no page or paragraph"


def words_start(evidence: Evidence | ActionRow) -> int:
    """Where the sentence's words begin, after the paragraph number that the place already tells."""
    number = re.match(rf"\s*{re.escape(evidence.place.paragraph or '')}\.\s+", evidence.sentence)
    return number.end() if number and evidence.place.paragraph else 0


def body_name(found: str) -> str:
    """A treaty body by its name and the short form that reports use."""
    return f"{_BODIES[found]} ({found})" if found in _BODIES else found


def by_others(cover: Cover) -> str:
    """What a document is that others than the State wrote, and what that means; "" for a State's own."""
    known = [found.value if found else None for found in (cover.symbol, cover.cycle, cover.treaty_body)]
    kind = kind_of(*known)
    return f"{kind}: what others than the State say counts, too" if kind in NOT_THE_STATES else ""


def day(iso: str) -> str:
    """An ISO date as people write it: "26 May 2025". What is no whole date stays as it is."""
    try:
        read = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{read.day} {_MONTHS[read.month - 1]} {read.year}"


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 page", "1,204 pages"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def pages(assessment: Assessment) -> str:
    """The number of pages, marked where it is an estimate."""
    source = assessment.source
    length = number(source.pages, "page")
    return f"about {length} (estimated from the words)" if source.pages_estimated else length


def length(assessment: Assessment) -> str:
    """How long the report is and in what language."""
    source = assessment.source
    size = f"{pages(assessment)}, {source.words:,} words, {number(source.paragraphs, 'paragraph')}"
    return f"{size}, in {language_name(source.language)}"


def made_by(assessment: Assessment) -> str:
    """What made the result: versions, with the first digits of what was hashed."""
    made = assessment.provenance
    return (
        f"gmi {made.gmi_version}, lexicon {made.lexicon} {made.lexicon_version} ({made.lexicon_sha256[:7]}), "
        f"profile {made.profile} {made.profile_version} ({made.profile_sha256[:7]})"
    )


def reviewed(review: Reviewed) -> str:
    """What readers decided, in a few words: "12 mentions accepted, 3 rejected, 87 undecided, by Ana"."""
    accepted = number(review.accepted, "mention")
    counts = f"{accepted} accepted, {review.rejected:,} rejected, {review.undecided:,} undecided"
    by = f", by {', '.join(name or 'somebody' for name in review.by)}" if any(review.by) else ""
    more = []
    if review.carried:
        more.append(f"{number(review.carried, 'decision')} made on another version of the file")
    if review.lost:
        more.append(f"{number(review.lost, 'decision')} that fit no mention any more")
    return f"{counts}{by} ({'; '.join((review.file, *more))})"


def left_out(reason: str) -> str:
    """A reason of the counting rule as a phrase: "in names of bodies"."""
    return _LEFT_OUT.get(reason, reason.replace("_", " "))


def figure(value: float, unit: str) -> str:
    """An indicator's value as its unit is read: shares in per cent."""
    return f"{value:.0%}" if "share" in unit else f"{value:.3g}"


def step(way: Step) -> str:
    """What one indicator alone would have to become."""
    value, needed = (figure(v, way.unit) for v in (way.value, way.needed))
    # One is "1 more policy area": the noun's own plural goes, and nothing behind it.
    counts = re.sub(r"s\b", "", way.counts, count=1) if way.more == 1 else way.counts
    more = f" ({way.more:,} more {counts})" if way.more else ""
    return f"{lowered(way.name)} from {value} to {needed}{more}"


def ways(rating: Rating) -> str:
    """What stands before the single changes that would raise a rating: under a rule that holds it down, none
    does so by itself."""
    held = "If no rule held it down, one" if rating.caps else "One"
    return f"{held} of these alone would bring it to {rating.next_level}:"


def lowered(name: str) -> str:
    """An indicator's name as it stands inside a sentence."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def nearness(rating: Rating) -> str:
    """How far it is to the next level; an absent dimension has no score that could be near one."""
    if rating.next_level is None:
        return "the highest level"
    if rating.level == "absent":
        return "nothing found"
    if rating.distance <= 0:
        return f"the score reaches {rating.next_level}, but a rule holds it down"
    return f"{rating.distance:.2f} below {rating.next_level}"


def interval(rating: Rating, dash: str) -> str:
    """The score with the bounds of its interval: "0.52 (0.41–0.60)"."""
    return f"{rating.score:.2f} ({rating.low:.2f}{dash}{rating.high:.2f})"


def widest_gaps(assessment: Assessment, most: int) -> list[AreaRow]:
    """The areas that the report treats at most length with least gender and LGBTQIA+ lens, if there is
    a question to ask about them; the widest gap first."""
    asked = [area for area in assessment.areas if area.present and area.questions]
    return sorted(asked, key=lambda area: area.gendered + area.lgbtqia - 2 * area.paragraphs)[:most]


def named(names: list[str]) -> list[str]:
    """Names as they stand inside a sentence: lower case, but "ILO C189" and "LGBTQIA+" stay."""
    return [n if any(c.isupper() for c in n.split(" ")[0][1:]) else n[:1].lower() + n[1:] for n in names]


def cited(assessment: Assessment) -> list[str]:
    """The instruments that a report cites, most often first: "CEDAW (3)". Of articles of one treaty that
    follow each other the treaty is named once: "ICRMW, art. 7 (1)", "9 (1)"."""
    often = sorted(assessment.instruments, key=lambda one: -one.count)
    told, before = [], ""
    for one in often:
        article = _ARTICLE.match(one.short)
        short = article[2] if article and article[1] == before else one.short
        before = article[1] if article else ""
        told.append(f"{short} ({one.count})")
    return told


def listed(names: Sequence[str]) -> str:
    """Names in a row: "a, b and c"."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def sureness(rating: Rating) -> str:
    """How far a level can be relied on, in words."""
    holds = f"holds in {rating.stability:.0%} of trials"
    if rating.level == "absent":
        return "nothing found" if rating.stability >= 1 else holds
    if rating.stability < UNSURE:
        return f"{holds}: unsure, quote the score with its interval"
    return f"{holds}: {'firm' if rating.stability >= SURE else 'fairly firm'}"
