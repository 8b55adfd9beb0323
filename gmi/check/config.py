"""What `gmi.toml` may say: which files are checked, how they are read, and what is required of them.

The models are what the JSON Schema is made of (`gmi schema config`); `gmi.check.load` reads a file into them.
"""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gmi.check.findings import Severity

MinimumLevel = Literal["low", "moderate", "high"]
Pattern = Annotated[str, Field(min_length=1)]
FilePattern = Annotated[
    Pattern,
    # What gmi.check.load says of patterns, for editors: not absolute, no "..", and ** alone between slashes.
    Field(
        json_schema_extra={"pattern": r"^(?!/)(?!(\./?)+$)(?!(.*/)?\.\.(/|$))(?!(.*/)?([^/]+\*\*|\*\*[^/]))"}
    ),
]
Share = Annotated[float, Field(ge=0, le=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
EACH = "each"
CHOICES = ("numbers", "headings", "areas")
"""Keys of which [[paragraphs]] must have one, to say which."""


class Table(BaseModel):
    """Base of all tables of a configuration: frozen, no unknown keys, nothing converted."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Levels(Table):
    """Minimum levels of the three dimensions of one group."""

    mention: MinimumLevel | None = None
    engagement: MinimumLevel | None = None
    commitment: MinimumLevel | None = None


class Rating(Table):
    """The least that the ratings must be. Further keys are ids of rated groups, each with its dimensions."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Levels]

    overall: Annotated[MinimumLevel | None, Field(description="Minimum overall level.")] = None
    score: Annotated[Share | None, Field(description="Minimum overall score, from 0 to 1.")] = None
    stability: Annotated[
        Share | None,
        Field(description="Minimum share of trials that end in the same overall level, from 0 to 1."),
    ] = None
    why: str = ""
    severity: Severity = "error"

    @property
    def groups(self) -> dict[str, Levels]:
        """Minimum levels by group."""
        return self.__pydantic_extra__ or {}


class References(Table):
    """A group or category that must be referred to, in the whole draft or in policy areas."""

    to: Annotated[
        tuple[Pattern, ...],
        Field(min_length=1, description='Groups or categories: "lgbtqia", "girls", "gender/women".'),
    ]
    at_least: Annotated[int, Field(ge=1, description="References to each of them.")] = 1
    areas: Annotated[
        tuple[Id, ...],
        Field(description='Policy areas, in each of which it is required; ["each"] is all that are treated.'),
    ] = ()
    why: str = ""
    severity: Severity = "error"


class Areas(Table):
    """Policy areas that must be treated, and carry a lens."""

    areas: Annotated[
        tuple[Id, ...], Field(min_length=1, description='Policy areas; ["each"] is all that are treated.')
    ]
    paragraphs: Annotated[int, Field(ge=1, description="Paragraphs that treat the area, at least.")] = 1
    lenses: Annotated[
        tuple[Id, ...],
        Field(description="Groups, to each of which a paragraph of the area must refer."),
    ] = ()
    why: str = ""
    severity: Severity = "error"


class Instruments(Table):
    """Instruments that must be cited."""

    cite: Annotated[tuple[Id, ...], Field(min_length=1, description="Ids of instruments: gmi lexicon list.")]
    why: str = ""
    severity: Severity = "error"


class Paragraphs(Table):
    """Paragraphs that must carry a lens, chosen by number, by heading, by policy area, or by all of these."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": [key], "properties": {key: {"minItems": 1}}} for key in CHOICES]
        }
    )

    numbers: Annotated[
        tuple[Annotated[str, Field(pattern=r"^\d[\w.]*( ?- ?\d[\w.]*)?$")], ...],
        Field(description='Printed numbers and ranges: ["14", "60-72"].'),
    ] = ()
    headings: Annotated[
        tuple[Pattern, ...],
        Field(description='Headings above them; "*" stands for anything: ["*trafficking*"].'),
    ] = ()
    areas: Annotated[tuple[Id, ...], Field(description="Policy areas that they treat.")] = ()
    lenses: Annotated[
        tuple[Id, ...], Field(min_length=1, description="Groups, to each of which they must refer.")
    ]
    share: Annotated[Share, Field(gt=0, description="Which share of them must carry the lens.")] = 1.0
    why: str = ""
    severity: Severity = "error"


class Wording(Table):
    """Wording that is discouraged, and what is preferred."""

    id: Id
    terms: Annotated[tuple[Pattern, ...], Field(min_length=1, description="Terms, as lexicons write them.")]
    excludes: Annotated[
        tuple[Pattern, ...], Field(alias="except", description="Phrases in which it is no finding.")
    ] = ()
    prefer: Annotated[str, Field(min_length=1, description="What to write instead.")]
    why: str = ""
    source: Annotated[str, Field(description="Who says so, and where.")] = ""
    severity: Severity = "error"
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


class Discouraged(Table):
    """Discouraged wording: the shipped list, and terms of one's own, which replace those of the same id."""

    shipped: Annotated[bool, Field(description="Whether the list that ships with gmi is used.")] = True
    ignore: Annotated[tuple[Id, ...], Field(description="Ids of the list that are not used.")] = ()
    severity: Annotated[
        Severity | None, Field(description="For all of them, in place of what each entry says.")
    ] = None
    quotations: Annotated[bool, Field(description="Whether wording in quotation marks counts.")] = False
    terms: Annotated[tuple[Wording, ...], Field(alias="term")] = ()


class Reading(Table):
    """How much of a file may stay unread or uncounted."""

    unread_pages: Annotated[
        Share | None, Field(description="Maximum share of pages without text that can be read, from 0 to 1.")
    ] = None
    foreign_text: Annotated[
        Share | None, Field(description="Maximum share of words in other languages, from 0 to 1.")
    ] = None
    why: str = ""
    severity: Severity = "error"


class Requirements(Table):
    """What is required of a draft. A table that is not there requires nothing."""

    rating: Rating | None = None
    references: tuple[References, ...] = ()
    areas: tuple[Areas, ...] = ()
    instruments: tuple[Instruments, ...] = ()
    paragraphs: tuple[Paragraphs, ...] = ()
    wording: Discouraged | None = None
    reading: Reading | None = None


NOTHING = Requirements()
_TELLING = ("why", "severity", "source", "matches", "rejects")
"""Keys that say how a requirement is told, not what it measures."""


def measured(required: Requirements) -> Requirements:
    """The requirements by what they measure alone, so that those of two days can be compared."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if key not in _TELLING}
        return [bare(one) for one in value] if isinstance(value, list) else value

    content = required.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return Requirements.model_validate_json(json.dumps(bare(content)))


class Override(Requirements):
    """Other requirements for some files: each table that is given here takes the place of the general one."""

    files: Annotated[tuple[FilePattern, ...], Field(min_length=1, description="Patterns of paths.")]


class Configuration(Requirements):
    """A whole `gmi.toml`, or `[tool.gmi]` of a pyproject.toml."""

    files: Annotated[
        tuple[FilePattern, ...],
        Field(
            min_length=1,
            description='Patterns of paths, from the folder of this file: ["drafts/**/*.docx"].',
        ),
    ]
    exclude: Annotated[
        tuple[FilePattern, ...], Field(description="Patterns of paths that are not checked.")
    ] = ()
    language: Annotated[
        str | None, Field(pattern=r"^[a-z]{2}$", description="The drafts' language, if gmi errs about it.")
    ] = None
    profile: Annotated[Pattern, Field(description="A profile's name, or a TOML file.")] = "gmi"
    lexicons: Annotated[
        tuple[Pattern, ...], Field(description="Files or folders that extend or replace the words.")
    ] = ()
    tracked: Annotated[
        Literal["accept", "reject"], Field(description="Tracked changes of a Word draft: take them or not.")
    ] = "accept"
    baseline: Annotated[
        Pattern | None, Field(description="The file that records the state that must not get worse.")
    ] = None
    overrides: Annotated[tuple[Override, ...], Field(alias="override")] = ()

    def requirements_for(self, matches: "tuple[bool, ...]") -> Requirements:
        """The requirements of a file; `matches` says of each override whether it is for the file."""
        chosen: dict[str, Any] = {name: getattr(self, name) for name in Requirements.model_fields}
        for override, applies in zip(self.overrides, matches, strict=True):
            if applies:
                given = override.model_fields_set & set(Requirements.model_fields)
                chosen |= {name: getattr(override, name) for name in given}
        return Requirements.model_construct(**chosen)


def config_schema() -> dict[str, Any]:
    """The JSON Schema of a configuration, for editors."""
    schema = Configuration.model_json_schema(by_alias=True)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gmi:schema:config:1.0",
        "title": "gmi.toml: what gmi check requires of drafts",
    }
    return head | {key: value for key, value in schema.items() if key != "title"}
