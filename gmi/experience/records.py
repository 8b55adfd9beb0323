"""What `experience` hands on: answers as filled in, and what they come to, beside what the report says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import PlainSerializer

from gmi.lexicon.experience import Lens, Questionnaire, Statement

# Answers are whole numbers of few people: more digits than these say nothing.
Mean = Annotated[float, PlainSerializer(lambda value: float(f"{value:.4g}"), return_type=float)]
Standing = Literal["too_few", "problems", "mixed", "good"]
Kind = Literal["silent", "without_lens", "treated", "unreported", "agree", "mixed", "too_few"]


@dataclass(frozen=True, slots=True)
class Testimony:
    """What somebody said in their own words about a policy area, and whether it may be quoted."""

    area: str
    words: str
    may_be_quoted: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """A worksheet as it was filled in. `answers` maps (statement, respondent) to 1 to 5, or to None for
    "don't know, or does not apply"; what was left empty is not in it. `described` counts people by
    (description, option)."""

    name: str
    sha256: str
    questionnaire: Questionnaire
    answers: Mapping[tuple[str, str], int | None]
    testimonies: tuple[Testimony, ...]
    described: Mapping[tuple[str, str], int]

    @property
    def answered(self) -> tuple[Statement, ...]:
        """The statements that anybody answered."""
        ids = {statement for statement, _ in self.answers}
        return tuple(one for one in self.questionnaire.statements if one.id in ids)

    @property
    def respondents(self) -> int:
        """How many people gave an answer."""
        return len({respondent for _, respondent in self.answers})


@dataclass(frozen=True, slots=True)
class StatementResult:
    """Answers to a statement, as it was asked. `mean` and `median` are of 1 (disagree strongly) to 5 (agree
    strongly); `agreeing` is the share who chose 4 or 5, from `low` to `high` with 95% confidence (Wilson).
    All of them are None where fewer answered than may be shown; `respondents` is then None too."""

    statement: str
    text: str
    lens: Lens
    agreement_is: Literal["good", "problem"]
    source: str | None
    respondents: int | None
    dont_know: int | None
    mean: Mean | None
    median: Mean | None
    agreeing: Mean | None
    low: Mean | None
    high: Mean | None


@dataclass(frozen=True, slots=True)
class Lived:
    """Experience of one area, of all statements or those of a `lens`: the mean over people of their mean
    answer, turned so that 5 is the best, from `low` to `high` with 95% confidence (Student's t). `good` is
    the share of answers that tell of good experience. `firm` says that the interval lies on one side of 3.
    The figures are None where fewer people answered than may be shown."""

    lens: Lens
    respondents: int | None
    mean: Mean | None
    low: Mean | None
    high: Mean | None
    median: Mean | None
    good: Mean | None
    standing: Standing
    firm: bool


@dataclass(frozen=True, slots=True)
class Parting:
    """A lens of an area in the report and in lived experience: `paragraphs` on the area, `with_lens` of them
    with a reference; `told` says in a sentence how the two stand to each other, and `parts` whether they
    part."""

    lens: Lens
    kind: Kind
    parts: bool
    paragraphs: int
    with_lens: int
    told: str


@dataclass(frozen=True, slots=True)
class AreaExperience:
    """A policy area as people live it, beside how the report treats it."""

    area: str
    name: str
    overall: Lived
    lenses: tuple[Lived, ...]
    partings: tuple[Parting, ...]
    statements: tuple[StatementResult, ...]
    quotes: tuple[str, ...]
    withheld: int

    @property
    def paragraphs(self) -> int:
        """How many paragraphs of the report treat the area."""
        return self.partings[0].paragraphs if self.partings else 0

    @property
    def with_lens(self) -> dict[str, int]:
        """How many of them have each lens, by lens."""
        return {parting.lens: parting.with_lens for parting in self.partings}


@dataclass(frozen=True, slots=True)
class DescribedGroup:
    """How many of the people are what; None where it is fewer than may be shown, but not nobody."""

    question: str
    option: str
    people: int | None


@dataclass(frozen=True, slots=True)
class AnsweredSheet:
    """A worksheet that was read."""

    name: str
    sha256: str
    respondents: int | None


@dataclass(frozen=True, slots=True)
class Experience:
    """The Migration Experience Indicators beside a report. It changes no rating of the text. Figures of fewer
    than `fewest` people are left out, unless `small_shown`."""

    questionnaire: str
    questionnaire_version: str
    questionnaire_sha256: str
    sheets: tuple[AnsweredSheet, ...]
    respondents: int | None
    fewest: int
    small_shown: bool
    areas: tuple[AreaExperience, ...]
    described: tuple[DescribedGroup, ...]
