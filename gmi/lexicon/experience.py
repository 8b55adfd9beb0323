"""The questionnaire of the Migration Experience Indicators: statements on policy areas, as validated data."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from gmi.errors import GmiError
from gmi.lexicon.folder import data_folder
from gmi.lexicon.load import LexiconError, load
from gmi.lexicon.model import Id, Record
from gmi.lexicon.problems import Problem, SourceFile, did_you_mean
from gmi.read.words import language_name

Lens = Literal["gender", "lgbtqia", "all"]
Text = Annotated[str, Field(min_length=1, max_length=1000)]


class Statement(Record):
    """What a person agrees or disagrees with. `agreeing` says what agreement means: a good experience or a
    problem; `source` is the id of the instrument that the right comes from."""

    id: Id
    area: Id
    lens: Lens = "all"
    agreeing: Literal["good", "problem"]
    source: Id | None = None
    text: Text


class Description(Record):
    """How many of the people who answer are what, asked of all together and never of one."""

    id: Id
    question: Text
    options: Annotated[tuple[Text, ...], Field(min_length=2)]


class Questionnaire(Record):
    """Statements with their scale (five answers, from 1) and the words around them.

    Results are shown from `fewest` respondents on. Mean experience (1 to 5, higher is better) up to
    `problems_to` tells of problems, from `good_from` on of good experience.
    """

    name: Text
    version: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    title: Text
    fewest: Annotated[int, Field(ge=1)] = 3
    problems_to: Annotated[float, Field(gt=1, lt=5)] = 2.5
    good_from: Annotated[float, Field(gt=1, lt=5)] = 3.5
    scale: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]
    dont_know: Text
    instructions: tuple[Text, ...] = ()
    consent: tuple[Text, ...] = ()
    descriptions: Annotated[tuple[Description, ...], Field(alias="description")] = ()
    statements: Annotated[tuple[Statement, ...], Field(alias="statement", min_length=1)]

    @property
    def areas(self) -> tuple[str, ...]:
        """The policy areas that statements are about, in their order."""
        return tuple(dict.fromkeys(statement.area for statement in self.statements))

    def of_areas(self, areas: Iterable[str]) -> "Questionnaire":
        """The questionnaire with the statements about these areas alone."""
        wanted = set(areas)
        kept = tuple(statement for statement in self.statements if statement.area in wanted)
        return self.model_copy(update={"statements": kept})

    def fits(self, other: "Questionnaire") -> bool:
        """Whether answers to both can be added up: the same version, and the same words where they meet."""
        theirs = {statement.id: statement for statement in other.statements}
        same = all(theirs.get(statement.id, statement) == statement for statement in self.statements)
        return same and self.model_copy(update={"statements": other.statements}) == other

    def joined(self, others: Iterable["Questionnaire"]) -> "Questionnaire":
        """All statements of questionnaires that fit each other."""
        every = {one.id: one for other in (self, *others) for one in other.statements}
        return self.model_copy(update={"statements": tuple(every.values())})

    def as_json(self) -> str:
        """The whole as JSON: what a worksheet carries with it."""
        return self.model_dump_json(by_alias=True)

    @property
    def sha256(self) -> str:
        """A hash of the content, which says exactly which statements were answered."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()


def load_questionnaire(language: str = "en", own: Path | None = None) -> Questionnaire:
    """The shipped questionnaire of a language, or a file of the user's own in its place.

    Raises LexiconError with every mistake that was found, GmiError where there is no such file.
    """
    path = own or data_folder() / language / "experience.toml"
    if not path.is_file():
        what = f"There is no file {path}." if own else f"No questionnaire in {language_name(language)}."
        raise GmiError(what, "Give a TOML file of your own with --questions.")
    name = str(own) if own else path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
        source = SourceFile(name, text, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GmiError(f"{name}: no TOML in UTF-8: {error}.", "Mend the file.") from error
    try:
        questionnaire = Questionnaire.model_validate(source.content)
    except ValidationError as error:
        raise LexiconError([_problem(source, detail) for detail in error.errors()]) from error
    problems = list(_doubtful(source, questionnaire))
    if problems:
        raise LexiconError(problems)
    return questionnaire


def _problem(source: SourceFile, detail: ErrorDetails) -> Problem:
    loc, kind, message = detail["loc"], detail["type"], detail["msg"]
    key = ".".join(str(part) for part in loc if isinstance(part, str))
    if kind == "extra_forbidden":
        fields = Statement if loc[0] == "statement" else Questionnaire
        known = [field.alias or name for name, field in fields.model_fields.items()]
        return source.problem(loc, f"Unknown key {loc[-1]!r}.", did_you_mean(str(loc[-1]), known))
    if kind == "missing":
        return source.problem(loc, f"The key {loc[-1]!r} is missing.", "Add it.")
    return source.problem(loc, f"{key}: {message[0].lower()}{message[1:]}.")


def _doubtful(source: SourceFile, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Statements with the same id, and areas and instruments that the lexicon doesn't know."""
    lexicon = load(questionnaire.language)
    areas = [area.id for area in lexicon.areas]
    instruments = [instrument.id for instrument in lexicon.instruments]
    often = Counter(statement.id for statement in questionnaire.statements)
    for index, one in enumerate(questionnaire.statements):
        place = ("statement", index)
        if often[one.id] > 1:
            yield source.problem((*place, "id"), f"The id {one.id!r} is there {often[one.id]} times.")
        if one.area not in areas:
            yield source.problem(
                (*place, "area"), f"No policy area {one.area!r}.", did_you_mean(one.area, areas)
            )
        if one.source and one.source not in instruments:
            remedy = did_you_mean(one.source, instruments)
            yield source.problem((*place, "source"), f"No instrument {one.source!r}.", remedy)
    if questionnaire.problems_to >= questionnaire.good_from:
        yield source.problem(("problems_to",), "problems_to should be lower than good_from.")
