"""A lexicon as a dictionary for other programs: groups, their categories, and the patterns of the terms."""

from collections.abc import Iterator, Sequence

from gmi.errors import GmiError
from gmi.lexicon.interchange.dictionary import Dictionary, Entry, Notes, merged, parted
from gmi.lexicon.interchange.patterns import patterns_of
from gmi.lexicon.model import Entry as LexiconEntry
from gmi.lexicon.model import Group, Instrument, Lexicon
from gmi.lexicon.problems import did_you_mean

OTHERS = {"area": "areas", "risk": "risks", "instrument": "instruments"}
_SHOWN = 3


def outline(lexicon: Lexicon, chosen: Sequence[str], notes: Notes) -> Dictionary:
    """The groups of a lexicon, all or those with the `chosen` ids, and what of them is lost.

    "area", "risk" and "instrument" are ids too. Raises GmiError for an id that isn't there.
    """
    known = {group.id: group for group in lexicon.groups}
    for id_ in chosen:
        if id_ not in known and id_ not in OTHERS:
            what = f"There is no group {id_!r} in the lexicon."
            raise GmiError(what, did_you_mean(id_, [*known, *OTHERS]))
    entries: list[Entry] = []
    for id_ in chosen or known:
        if id_ in known:
            entries += _group(known[id_], notes)
        else:
            entries += [_entry((id_,), each, notes) for each in getattr(lexicon, OTHERS[id_])]
    notes.say(
        "gmi counts a place once in a group, for its longest term; other programs may count 'women' inside "
        "'violence against women' too."
    )
    notes.say("A blank of a gmi term is also a hyphen in the text; elsewhere it may be only a blank.")
    notes.say("Examples stay behind, and so do notes, but for those that Yoshikoder keeps.")
    return merged(lexicon.name, entries)


def _group(group: Group, notes: Notes) -> Iterator[Entry]:
    _lose_exceptions(group.name, group.excludes, notes)
    for category in group.categories:
        if not category.counted:
            notes.lose(
                f"{group.name}, {category.name}", "is not in the group's total, but is an equal elsewhere"
            )
        yield _entry((group.name,), category, notes)


def _entry(above: tuple[str, ...], entry: LexiconEntry, notes: Notes) -> Entry:
    name = " > ".join((*above, entry.name))
    _lose_exceptions(name, entry.excludes, notes)
    if isinstance(entry, Instrument) and entry.own:
        notes.lose(name, "its `own` terms, which count only in reports to its Committee, are left out")
    patterns = [pattern for term in entry.terms for pattern in patterns_of(term, notes)]
    return Entry((*above, *parted(entry.name)), tuple(patterns), " ".join(entry.note.split()))


def _lose_exceptions(name: str, phrases: Sequence[str], notes: Notes) -> None:
    if phrases:
        more = f" and {len(phrases) - _SHOWN} more" if len(phrases) > _SHOWN else ""
        shown = ", ".join(map(repr, phrases[:_SHOWN]))
        notes.lose(f"{name}", f"its exceptions are left out: {shown}{more}")
