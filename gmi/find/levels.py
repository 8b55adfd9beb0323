"""How strong an action is, 1 minimal to 5 specific: by its verb, its object, and its means."""

from gmi.find.matcher import Match
from gmi.find.reading import Reading

GENERAL, SPECIFIC = 4, 5
# Verbs that take their strength from their object; these are no action in a report without one.
MINIMAL_BY_OBJECT, MINIMAL_OBJECT = "minimal-by-object", "minimal-object"
ONLY_BY_OBJECT = ("by-object", MINIMAL_BY_OBJECT, "specific-by-object")
BY_DEFAULT = ("specific-by-default", "general-by-default", *ONLY_BY_OBJECT)
OBJECT_LEVELS = {
    "specific-object": 5,
    "document-object": 5,
    "general-object": 4,
    "considering-object": 3,
    MINIMAL_OBJECT: 1,
}
# Of a policy or strategy, as UPR Info codes those who are asked for one.
DOCUMENT, DOCUMENT_ASKED = "document-object", 4
NO_ACTION = 0
# How far behind its verb an object may begin, and how far before it the auxiliary of the passive, in tokens.
OBJECT_REACH = 9
AUXILIARY_REACH = 4


def level_of(reading: Reading, cue: Match) -> int:
    """The strength of an action: of its verb or its object; of its means, where that is specific."""
    level = own_level(reading, cue)
    return SPECIFIC if level == GENERAL and _by_specific_means(reading, cue.end) else level


def _by_specific_means(reading: Reading, start: int) -> bool:
    """Whether the action is done by another that is specific: "by adopting a law"."""
    words = reading.words
    return any(
        cue.start > start
        and reading.word(cue.start - 1) in words.means_markers
        and reading.is_gerund(cue.start)
        and own_level(reading, cue) == SPECIFIC
        for cue in reading.actions
    )


def own_level(reading: Reading, cue: Match) -> int:
    """The strength of an action word by its object, where it is a verb that has it from there."""
    level = reading.words.levels[cue.target.category]
    if cue.target.category not in BY_DEFAULT:
        return level
    minimal = cue.target.category == MINIMAL_BY_OBJECT and not reading.request
    objects = sorted(
        reading.of(*((MINIMAL_OBJECT,) if minimal else OBJECT_LEVELS)),
        key=lambda match: (match.start, -match.end),
    )
    passive = not reading.is_gerund(cue.start) and any(
        cue.start - AUXILIARY_REACH < match.end <= cue.start for match in reading.of("passive")
    )
    if passive:
        for match in objects:
            if match.end <= cue.start and not reading.broken(match.end, cue.start):
                return _object_level(reading, match)
    for match in objects:
        near = cue.end <= match.start < cue.end + OBJECT_REACH
        if near and not _object_ends(reading, cue.end, match.start):
            return _object_level(reading, match)
    if cue.target.category in ONLY_BY_OBJECT and not reading.request:
        return NO_ACTION
    return level


def _object_level(reading: Reading, match: Match) -> int:
    if reading.request and match.target.category == DOCUMENT:
        return DOCUMENT_ASKED
    return OBJECT_LEVELS[match.target.category]


def _object_ends(reading: Reading, start: int, end: int) -> bool:
    """Whether a purpose begins, or the clause ends, between two tokens."""
    return any(
        reading.word(token) in reading.words.infinitive_markers for token in range(start, end)
    ) or reading.broken(start, end)
