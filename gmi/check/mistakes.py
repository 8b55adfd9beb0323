"""What is wrong with the form of a configuration, in the words of someone who edits TOML."""

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from gmi.check.config import Configuration, Levels, Rating, Table
from gmi.lexicon.problems import PATTERNS, SHOULD_BE, Problem, SourceFile, did_you_mean, short

_RATED = ("gender", "lgbtqia")
_OF_LEXICON = ("areas", "lenses", "cite", "ignore")
"""Keys of ids: one that has not the form of an id is none that there is, and is told with what there is."""
_FORMS = {
    "id": PATTERNS["id"],
    "numbers": 'should be a number or a range, as in "14" or "60-72".',
}
_SHOULD_BE = SHOULD_BE | {
    "float_type": "should be a number, as in 0.05.",
    "too_short": "should not be empty.",
    "model_type": "should be a table.",
}


def is_told_elsewhere(detail: Any) -> bool:
    """Whether a mistake that pydantic found is told better by another check, or only follows from another."""
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    if kind == "string_pattern_mismatch":
        return loc == ("language",) or (isinstance(loc[-1], int) and loc[-2] in _OF_LEXICON)
    return bool(kind == "too_short" and value)  # a list, of which nothing was left that is right


def problem_of(source: SourceFile, table: tuple[str, ...], detail: Any) -> Problem:
    """A mistake that pydantic found, as a Problem."""
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    key = str(next((part for part in reversed(loc) if isinstance(part, str)), ""))
    place = (*table, *loc)
    of_rating = loc[-2:-1] == ("rating",) and key not in (*Rating.model_fields, *_RATED)
    if kind == "extra_forbidden" or (kind == "model_type" and of_rating):
        return source.problem(place, f"Unknown key {key!r}.", did_you_mean(key, _keys(loc[:-1])), key)
    if kind == "missing":
        return source.problem(place, f"The key {key!r} is missing.", "Add it.")
    told = str(value).lower() if isinstance(value, bool) else short(value)
    return source.problem(place, f"{key}: {told} {_should(loc, key, detail)}", "", value)


def _should(loc: Sequence[str | int], key: str, detail: Any) -> str:
    """What the value should be."""
    kind = detail["type"]
    if kind == "literal_error":
        return f"should be {detail['ctx']['expected']}."
    if kind in ("greater_than_equal", "less_than_equal", "greater_than"):
        whole = key in ("at_least", "paragraphs")
        return f"should be {'a whole number from 1' if whole else 'from 0 to 1 (0.05 is 5%)'}."
    if kind == "tuple_type" and _table_in(_field(loc)) is not Table:
        names = ".".join(part for part in loc if isinstance(part, str))
        return f"should be one or more tables, each under [[{names}]]."
    if kind == "model_type" and key in _RATED:
        return f'should be a table, as in {key}.mention = "low".'
    told = _FORMS.get(key) if kind == "string_pattern_mismatch" else _SHOULD_BE.get(kind)
    return told or f"is not right: {detail['msg']}."


def _keys(loc: Sequence[str | int]) -> list[str]:
    """The keys that the table at `loc` may have."""
    model = _model(loc)
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return [*keys, *_RATED] if model is Rating else keys


def _model(loc: Sequence[str | int]) -> type[BaseModel]:
    """The model of the table at `loc`."""
    model: type[BaseModel] = Configuration
    for part in loc:
        if isinstance(part, str):
            field = _named(model, part)
            model = _table_in(field) if field else Levels  # a group of [rating]
    return model


def _field(loc: Sequence[str | int]) -> FieldInfo | None:
    return _named(_model(loc[:-1]), str(loc[-1]))


def _named(model: type[BaseModel], key: str) -> FieldInfo | None:
    return next((field for name, field in model.model_fields.items() if key == (field.alias or name)), None)


def _table_in(field: FieldInfo | None) -> type[BaseModel]:
    """The model inside "one of these, or none" and "any number of these"; `Table` itself if there is none."""

    def inside(annotation: Any) -> type[BaseModel]:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
        return next((found for each in get_args(annotation) if (found := inside(each)) is not Table), Table)

    return inside(field.annotation) if field else Table
