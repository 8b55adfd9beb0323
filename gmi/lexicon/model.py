"""What a lexicon is: groups, policy areas, risks, instruments and action words, as validated data."""

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Term = Annotated[str, Field(min_length=1)]


class Record(BaseModel):
    """Base of all data records: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Record):
    """Something that terms stand for. The examples are run as tests: the terms must find something
    in each of `matches` and nothing in any of `rejects`."""

    id: Id
    name: str
    terms: tuple[Term, ...]
    excludes: Annotated[tuple[Term, ...], Field(alias="except")] = ()
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    note: str = ""


class Category(Entry):
    """A category of a group. `counted = false` keeps it out of the group's total (men and boys)."""

    counted: bool = True


class Group(Record):
    """A group: within it, each place in a text is counted once, as its longest match.

    `rated` groups (gender, lgbtqia) get the three ratings; `colour` is used wherever a group is drawn.
    """

    id: Id
    name: str
    description: str = ""
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] = "#666666"
    rated: bool = False
    excludes: Annotated[tuple[Term, ...], Field(alias="except")] = ()
    categories: Annotated[tuple[Category, ...], Field(alias="category")]


class Instrument(Entry):
    """A treaty, convention, protocol, article or objective. `implies` names groups and areas it is about.

    `short` is how a report cites it ("ILO C189"), `year` its adoption, `source` where its title is
    taken from. `own` are terms that count only in a report to the treaty body `body` ("CMW"), where
    "article 7 of the Convention" can be one treaty's only.
    """

    short: str
    year: int | None = None
    body: str = ""
    own: tuple[Term, ...] = ()
    implies: tuple[Id, ...] = ()
    source: str = ""


class Risk(Entry):
    """A gendered risk, such as sexual harassment or a wage gap."""

    source: str = ""


class Question(Record):
    """A question for the Committee. `when` says for which gap it is asked: "always", "absent" (the area
    itself), "no-gender", "no-lgbtqia", "no-migration", "risk:ID" (risk not named) or "instrument:ID"
    (not cited). `ask` may hold {state}."""

    when: str
    ask: str


class Area(Entry):
    """A policy area with its gendered risks, the instruments that apply and its questions."""

    risks: tuple[Id, ...] = ()
    instruments: tuple[Id, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(alias="question")] = ()


class Strength(Entry):
    """Action words of one strength on UPR Info's scale, 1 minimal to 5 specific action."""

    level: Annotated[int, Field(ge=1, le=5)]


class ActionLexicon(Record):
    """Words that tell how strong an action is, what makes it firm, and when it happens.

    `kinds` are what makes an action firm (law, ratification, plan, budget, body, target date, data);
    `tenses` have the ids done, under-way, planned, recommended; `cues` any further word lists that the
    action rules need, by id. The lists that follow are single words, in lower case (`*` is any letters):
    those after which an action word is a noun or a purpose, those that tie verbs, the forms of verbs, and
    those by which `gmi.find.subjects` finds whose action it is.
    """

    strengths: Annotated[tuple[Strength, ...], Field(alias="strength")]
    kinds: Annotated[tuple[Entry, ...], Field(alias="kind")]
    tenses: Annotated[tuple[Entry, ...], Field(alias="tense")]
    cues: Annotated[tuple[Entry, ...], Field(alias="cue")] = ()
    noun_markers: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    partitives: tuple[str, ...] = ()
    part_markers: tuple[str, ...] = ()
    participle_auxiliaries: tuple[str, ...] = ()
    agent_markers: tuple[str, ...] = ()
    personal_relatives: tuple[str, ...] = ()
    reporting_markers: tuple[str, ...] = ()
    third_person_forms: tuple[str, ...] = ()
    infinitive_markers: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    means_markers: tuple[str, ...] = ()
    adverb_forms: tuple[str, ...] = ()
    doubtful_forms: tuple[str, ...] = ()
    verb_prefixes: tuple[str, ...] = ()
    past_forms: tuple[str, ...] = ()
    gerund_forms: tuple[str, ...] = ()


class ContextLexicon(Record):
    """Words that tell in what a mention stands: negation, gaps, names of bodies, function words.

    `name_joints` are small words inside a name, `list_joints` stand before the last item of a list, and
    `sentence_openers` before a comma that ends no item. `list_heads` announce a list of numbered names:
    "Conventions Nos. 97 and 143".
    """

    cues: Annotated[tuple[Entry, ...], Field(alias="cue")]
    function_words: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    name_joints: tuple[str, ...] = ()
    list_joints: tuple[str, ...] = ()
    list_heads: tuple[str, ...] = ()
    sentence_openers: tuple[str, ...] = ()


class Topic(Record):
    """When a short text is about a group or policy area, beside mentioning it: see lexicons/en/about.toml."""

    id: Id
    ignore: tuple[Id, ...] = ()
    also: tuple[Term, ...] = ()
    passing: tuple[Term, ...] = ()
    elsewhere: tuple[Term, ...] = ()
    strong: tuple[Term, ...] = ()


class AboutLexicon(Record):
    """What short texts are about. A text that cites `many_instruments` or more is about treaties."""

    many_instruments: int = 5
    topics: Annotated[tuple[Topic, ...], Field(alias="topic")] = ()


class Lexicon(Record):
    """A whole lexicon of one language, merged from its files.

    `sha256` is a hash of the content, so that a result says exactly which words made it.
    """

    name: str
    version: str
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    sha256: str
    groups: tuple[Group, ...]
    areas: tuple[Area, ...] = ()
    risks: tuple[Risk, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    actions: ActionLexicon
    context: ContextLexicon
    about: AboutLexicon = AboutLexicon()

    @cached_property
    def as_json(self) -> str:
        """The whole as JSON, as the components of a pipeline carry it; made once."""
        return self.model_dump_json(by_alias=True)
