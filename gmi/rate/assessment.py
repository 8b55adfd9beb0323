"""The result: ratings with their reasons and all the evidence. The JSON of `gmi score` is this record."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gmi.experience.records import Experience
from gmi.find.mentions import Tense
from gmi.measure.indicators import Dimension, Figure, GroupCount
from gmi.read.document import Cover, Document, ReadWarning, Zone

Level = Literal["absent", "low", "moderate", "high"]

SCHEMA_VERSION = "1.2"


@dataclass(frozen=True, slots=True)
class Source:
    """The document that was read. Where `pages_estimated`, it has none, and `pages` follows from `words`.

    `ocr_confidence` is how sure OCR is of each of the `ocr_pages`, from 0 to 1.
    """

    name: str
    format: str
    pages: int
    pages_estimated: bool
    ocr_pages: tuple[int, ...]
    ocr_confidence: tuple[float, ...]
    words: int
    sentences: int
    paragraphs: int
    language: str
    cover: Cover
    warnings: tuple[ReadWarning, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made this result. `review_sha256` is that of the decisions that it honours, None without any."""

    gmi_version: str
    file_sha256: str
    engine: str
    lexicon: str
    lexicon_version: str
    lexicon_sha256: str
    profile: str
    profile_version: str
    profile_sha256: str
    review_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What readers decided about the mentions, in `gmi review`: how many they `accepted` and `rejected`, how
    many of those that count are `undecided`, and who they are ("" gave no name). Rejected ones don't count.

    `file` is the sidecar's name, its hash is in the provenance. `carried` decisions were made on another
    version of the report; `lost` ones fit no mention of this one.
    """

    file: str
    accepted: int
    rejected: int
    undecided: int
    by: tuple[str, ...]
    carried: int
    lost: int


@dataclass(frozen=True, slots=True)
class Step:
    """A way to the next level: this indicator alone from `value` to `needed`.

    Where it is a count or a rate, `more` says how many more of `counts` ("references") that is at the same
    length of text; 0 where it can't be said so.
    """

    indicator: str
    name: str
    unit: str
    value: Figure
    needed: Figure
    more: int
    counts: str


@dataclass(frozen=True, slots=True)
class Cap:
    """A rule of the profile that held a rating down."""

    level: Level
    why: str


@dataclass(frozen=True, slots=True)
class Rating:
    """A level with its score in 0..1, the reasons and how sure it is.

    `low` and `high` bound the middle 90% of scores when paragraphs are resampled and thresholds move
    by up to 10%; `stability` is the share of those trials that end in the same level. `next_level` is the
    level above, None at the top; `distance` is how much score is missing to it; `steps` are single
    indicators that would get there, nearest first.
    """

    level: Level
    score: Figure
    low: Figure
    high: Figure
    stability: Figure
    why: tuple[str, ...]
    caps: tuple[Cap, ...]
    next_level: Level | None
    distance: Figure
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ScoredIndicator:
    """An indicator with its score in 0..1, its weight in its dimension, and the values at which the
    profile puts moderate (score 1/3), high (2/3) and full (1)."""

    id: str
    name: str
    unit: str
    value: Figure
    numerator: Figure
    denominator: Figure
    score: Figure
    weight: Figure
    moderate: Figure
    high: Figure
    full: Figure


@dataclass(frozen=True, slots=True)
class DimensionRating:
    """One of mention, engagement and commitment for one rated group."""

    dimension: Dimension
    rating: Rating
    indicators: tuple[ScoredIndicator, ...]


@dataclass(frozen=True, slots=True)
class GroupRating:
    """The three dimensions of one rated group."""

    group: str
    name: str
    dimensions: tuple[DimensionRating, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as one would cite it. `page` is None for files without pages."""

    page: int | None
    paragraph: str | None
    heading_path: tuple[str, ...]
    zone: Zone


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention with all that a reader needs to judge it. `counted` says whether it is in the headline."""

    group: str
    category: str
    term: str
    text: str
    start: int
    end: int
    page: int | None
    paragraph: str | None
    heading_path: tuple[str, ...]
    zone: Zone
    contexts: tuple[str, ...]
    counted: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action statement with its place and sentence."""

    groups: tuple[str, ...]
    strength: int
    tense: Tense
    affirmed: bool
    kinds: tuple[str, ...]
    cue: str
    place: Place
    sentence: str


@dataclass(frozen=True, slots=True)
class Named:
    """An id of the lexicon with the name to show."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument that applies to an area: cited or not, and where first."""

    id: str
    short: str
    name: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class CitedInstrument:
    """An instrument that the report cites, in whatever area or none: how often, and where first."""

    id: str
    short: str
    name: str
    count: int
    place: Place


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A policy area: `paragraphs` and notes that treat it, of those how many carry each lens, what it leaves
    out, and the questions that follow from the gaps. `evidence` indexes `Assessment.mentions`."""

    area: str
    name: str
    present: bool
    paragraphs: int
    gendered: int
    lgbtqia: int
    migrant: int
    risks_named: tuple[Named, ...]
    risks_missing: tuple[Named, ...]
    instruments_cited: tuple[Citation, ...]
    instruments_missing: tuple[Citation, ...]
    questions: tuple[str, ...]
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence worth quoting, with why it was chosen. `start` is its offset, as those of mentions are."""

    place: Place
    sentence: str
    why: str
    start: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything gmi says about one report. `summary` is the sentence to quote; `rule` says what the
    headline counts hold; `absent` lists what is completely missing. `rating` is `overall.level`. `experience`
    is what worksheets say beside it, None without any; `instruments` are all that the report cites, those
    of policy areas among them."""

    schema_version: str
    source: Source
    overall: Rating
    groups: tuple[GroupRating, ...]
    counts: tuple[GroupCount, ...]
    rule: str
    areas: tuple[AreaRow, ...]
    actions: tuple[ActionRow, ...]
    evidence: tuple[Evidence, ...]
    absent: tuple[str, ...]
    summary: str
    mentions: tuple[MentionRow, ...]
    provenance: Provenance
    review: Reviewed | None = None
    experience: Experience | None = None
    instruments: tuple[CitedInstrument, ...] = ()

    @property
    def rating(self) -> Level:
        """The overall level: absent, low, moderate or high."""
        return self.overall.level

    def to_json(self) -> str:
        """The assessment as one JSON object; see `gmi schema` for its schema."""
        from gmi.rate.serialise import to_json

        return to_json(self)


@dataclass(frozen=True, slots=True)
class Scored:
    """A report with all that is known of it, for what shows its text or draws on its pages: the file that
    `path` names, the `document` that was read from it, and the `assessment`, whose offsets are into the
    document's text. `password` opens the file, if it is encrypted."""

    path: Path
    document: Document
    assessment: Assessment
    password: str | None = field(default=None, repr=False)
