"""Whether the ids in a configuration are those of the lexicon: one that isn't could never be met."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gmi.check.config import EACH, Configuration, Requirements
from gmi.lexicon.model import Lexicon
from gmi.lexicon.problems import did_you_mean


class UnknownId(NamedTuple):
    """An id that the lexicon has not: the path to its key, and what to say of it."""

    path: tuple[str | int, ...]
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


def unknown_ids(config: Configuration, lexicon: Lexicon) -> Iterator[UnknownId]:
    """All of them, in the order of the configuration."""
    yield from _of(config, (), lexicon)
    for index, override in enumerate(config.overrides):
        yield from _of(override, ("override", index), lexicon)


def _of(given: Requirements, place: tuple[str | int, ...], lexicon: Lexicon) -> Iterator[UnknownId]:
    groups = [group.id for group in lexicon.groups]
    rated = [group.id for group in lexicon.groups if group.rated]
    areas = [area.id for area in lexicon.areas]
    instruments = [instrument.id for instrument in lexicon.instruments]

    def unknown(
        path: tuple[str | int, ...], names: Sequence[str], known: list[str], what: str
    ) -> Iterator[UnknownId]:
        for name in names:
            if name not in known:
                told = (f"There is no {what} {name!r}.", did_you_mean(name, known), name)
                yield UnknownId((*place, *path), told)

    if given.rating:
        yield from unknown(("rating",), tuple(given.rating.groups), rated, "rated group")
    for n, asked in enumerate(given.references):
        yield from unknown(("references", n, "to"), asked.to, list(targets(lexicon)), "group or category")
        yield from unknown(("references", n, "areas"), asked.areas, [*areas, EACH], "policy area")
    for n, required in enumerate(given.areas):
        yield from unknown(("areas", n, "areas"), required.areas, [*areas, EACH], "policy area")
        yield from unknown(("areas", n, "lenses"), required.lenses, groups, "group")
    for n, cited in enumerate(given.instruments):
        yield from unknown(("instruments", n, "cite"), cited.cite, instruments, "instrument")
    for n, chosen in enumerate(given.paragraphs):
        yield from unknown(("paragraphs", n, "areas"), chosen.areas, areas, "policy area")
        yield from unknown(("paragraphs", n, "lenses"), chosen.lenses, groups, "group")
        if not (chosen.numbers or chosen.headings or chosen.areas):
            what = "The table [[paragraphs]] does not say which."
            yield UnknownId((*place, "paragraphs", n), (what, "Give numbers, headings or areas.", ""))
