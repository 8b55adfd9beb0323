"""Whether the ids in a configuration are those of the lexicon: one that isn't could never be met."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from gmi.check.config import CHOICES, EACH, Rating, Requirements
from gmi.lexicon.model import Lexicon
from gmi.lexicon.problems import did_you_mean

TARGET, AREA = "group or category", "policy area"
Place = tuple[str | int, ...]


class UnknownId(NamedTuple):
    """An id that the lexicon has not: the path to its key, and what to say of it."""

    path: Place
    told: tuple[str, str, str]


def targets(lexicon: Lexicon) -> dict[str, str]:
    """What references can be asked for, by the names that a configuration may use: "gender", "women" and
    "gender/women", each with the key under which paragraphs count it. A category's name that two groups have,
    or that is also a group's, needs its group."""
    found = {group.id: group.id for group in lexicon.groups}
    names = [category.id for group in lexicon.groups for category in group.categories]
    for group in lexicon.groups:
        for category in group.categories:
            found[f"{group.id}/{category.id}"] = f"{group.id}/{category.id}"
            if names.count(category.id) == 1:
                found.setdefault(category.id, f"{group.id}/{category.id}")
    return found


def unknown_ids(content: dict[str, Any], lexicon: Lexicon) -> Iterator[UnknownId]:
    """All of them, in the order of the configuration. It is taken as the file says it, to tell them beside
    what else is wrong with it: what has not the form that it should have is passed over."""
    for place, requirements in each_requirements(content):
        yield from _of(requirements, place, lexicon)


def without_unknown(required: Requirements, lexicon: Lexicon) -> Requirements:
    """Requirements of another day, without those whose ids the lexicon no longer has."""
    content = required.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    wrong = {found.path[:2] for found in _of(content, (), lexicon)}
    for key, given in list(content.items()):
        if isinstance(given, list):
            content[key] = [one for n, one in enumerate(given) if (key, n) not in wrong]
        elif (key,) in wrong:
            del content[key]
    return Requirements.model_validate_json(json.dumps(content))


def each_requirements(content: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The general requirements, then those of each override, with where they stand."""
    yield (), content
    for index, override in tables(content, "override"):
        yield ("override", index), override


def texts(table: dict[str, Any], key: str) -> list[str]:
    """The texts in a list of a table."""
    found = table.get(key)
    return [one for one in found if isinstance(one, str) and one] if isinstance(found, list) else []


def tables(content: dict[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    """The tables of an array, with their numbers."""
    found = content.get(key)
    return (
        [(n, one) for n, one in enumerate(found) if isinstance(one, dict)] if isinstance(found, list) else []
    )


def _of(given: dict[str, Any], place: Place, lexicon: Lexicon) -> Iterator[UnknownId]:
    groups = [group.id for group in lexicon.groups]
    rated = [group.id for group in lexicon.groups if group.rated]
    areas = [area.id for area in lexicon.areas]
    instruments = [instrument.id for instrument in lexicon.instruments]

    def unknown(path: Place, names: Iterable[str], known: list[str], what: str) -> Iterator[UnknownId]:
        for name in names:
            if name not in known:
                remedy = did_you_mean(name, known) or "gmi lexicon list names them."
                yield UnknownId((*place, *path), (f"There is no {what} {name!r}.", remedy, name))

    rating = given.get("rating")
    if isinstance(rating, dict):
        asked_of = [key for key, value in rating.items() if isinstance(value, dict)]
        yield from unknown(
            ("rating",), [key for key in asked_of if key not in Rating.model_fields], rated, "rated group"
        )
    for n, asked in tables(given, "references"):
        yield from unknown(("references", n, "to"), texts(asked, "to"), list(targets(lexicon)), TARGET)
        yield from unknown(("references", n, "areas"), texts(asked, "areas"), [*areas, EACH], AREA)
    for n, required in tables(given, "areas"):
        yield from unknown(("areas", n, "areas"), texts(required, "areas"), [*areas, EACH], AREA)
        yield from unknown(("areas", n, "lenses"), texts(required, "lenses"), groups, "group")
    for n, cited in tables(given, "instruments"):
        yield from unknown(("instruments", n, "cite"), texts(cited, "cite"), instruments, "instrument")
    for n, chosen in tables(given, "paragraphs"):
        yield from unknown(("paragraphs", n, "areas"), texts(chosen, "areas"), areas, AREA)
        yield from unknown(("paragraphs", n, "lenses"), texts(chosen, "lenses"), groups, "group")
        if not any(chosen.get(key) for key in CHOICES):
            what = "The table [[paragraphs]] does not say which."
            yield UnknownId((*place, "paragraphs", n), (what, "Give numbers, headings or areas.", ""))
