"""A profile: which mentions count, how indicators become scores, and which rules cap a rating.

Profiles are data (`lexicons/profiles/*.toml`); docs/method.md explains the shipped one by hand.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from gmi.errors import GmiError
from gmi.lexicon.folder import data_folder
from gmi.lexicon.model import Id, Record
from gmi.measure.indicators import Dimension
from gmi.rate.assessment import Level
from gmi.read.document import Zone


class Counting(Record):
    """Which mentions are in the headline count, and how the text is cut for it.

    `subject` is the group whose text the rated groups are to be found in (migration). `slices` is the
    number of equal slices, by words, that dispersion is measured over.
    """

    leave_out_zones: tuple[Zone, ...]
    leave_out_contexts: tuple[str, ...]
    subject: Id
    slices: Annotated[int, Field(ge=2, le=100)]
    rule: str


class Trials(Record):
    """How uncertainty is estimated: resampled paragraphs, and thresholds moved by up to `spread`."""

    number: Annotated[int, Field(ge=20, le=10_000)]
    spread: Annotated[float, Field(ge=0, lt=1)]
    seed: int


class Thresholds(Record):
    """The values of an indicator that score 1/3 (moderate), 2/3 (high) and 1 (full)."""

    moderate: Annotated[float, Field(gt=0)]
    high: float
    full: float

    @model_validator(mode="after")
    def rising(self) -> Self:
        """Thresholds must rise, or a better report would score worse."""
        if not self.moderate < self.high < self.full:
            raise ValueError("thresholds must rise: moderate < high < full")
        return self


class IndicatorRule(Record):
    """How one indicator of one group is scored; `id` names a formula of `gmi.measure.formulas`."""

    id: str
    weight: Annotated[float, Field(gt=0)]
    thresholds: dict[Id, Thresholds]


class CapRule(Record):
    """Holds ratings at `level` or below while an indicator of `group` is below a value.

    `applies_to` names "overall" or dimensions of that same group.
    """

    group: Id
    indicator: str
    below: float
    level: Level
    applies_to: tuple[Literal["overall", "mention", "engagement", "commitment"], ...]
    why: str


class Overall(Record):
    """The overall score: the weighted mean of one group's dimension scores."""

    group: Id
    weights: dict[Dimension, Annotated[float, Field(ge=0)]]


class Summary(Record):
    """The phrases of the sentence to quote: how the two rated groups are named in it."""

    present: str
    none: str
    absence: str
    presence: str


class Profile(Record):
    """Thresholds and rules that turn indicators into ratings. `sha256` hashes the content."""

    name: str
    version: str
    description: str
    counting: Counting
    trials: Trials
    overall: Overall
    indicators: Annotated[tuple[IndicatorRule, ...], Field(alias="indicator")]
    caps: Annotated[tuple[CapRule, ...], Field(alias="cap")] = ()
    summary: Summary
    sha256: str = ""

    @model_validator(mode="after")
    def known(self) -> Self:
        """Indicators must be formulas that gmi has."""
        from gmi.measure.formulas import FORMULAS

        for name in [rule.id for rule in self.indicators] + [cap.indicator for cap in self.caps]:
            if name not in FORMULAS:
                raise ValueError(f"no indicator {name!r}; there are {', '.join(FORMULAS)}")
        return self


def profile_path(name: str | Path) -> Path:
    """The file of a profile that is given by name or by path; it need not be there."""
    path = Path(name)
    return path if path.suffix == ".toml" else data_folder() / "profiles" / f"{name}.toml"


def load_profile(name: str | Path = "gmi") -> Profile:
    """Read a profile by name, from those that ship with gmi, or from a TOML file by path.

    Raises GmiError if there is no such profile or if it is not valid.
    """
    path = profile_path(name)
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
        canonical = Profile.model_validate(data)
    except OSError as error:
        there_are = ", ".join(sorted(p.stem for p in (data_folder() / "profiles").glob("*.toml")))
        raise GmiError(
            f"No profile {str(name)!r}.", f"Give a .toml file, or one of these: {there_are}."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GmiError(f"{path}: {error}.", "Mend the TOML there.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise GmiError(
            f"{path}: {where}: {first['msg']}.", "See docs/method.md for what a profile holds."
        ) from error
    content = canonical.model_dump_json(by_alias=True)
    return canonical.model_copy(update={"sha256": hashlib.sha256(content.encode()).hexdigest()})
