"""The rules that a lexicon gives the matcher: what each term counts for, and what cancels it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from gmi.find.matcher import Matcher, Rule, Target
from gmi.lexicon.model import Entry, Lexicon


@lru_cache(maxsize=8)
def parse(lexicon_json: str) -> Lexicon:
    """The lexicon that a pipeline's config carries; read once for all components."""
    return Lexicon.model_validate_json(lexicon_json)


@lru_cache(maxsize=8)
def mention_matcher(lexicon_json: str, body: str) -> Matcher:
    """Finds what is counted in reports to a treaty body: groups, policy areas, risks, instruments."""
    lexicon = parse(lexicon_json)
    return matcher_of_mentions(lexicon, own_rules(lexicon, body))


def matcher_of_mentions(lexicon: Lexicon, more: Iterable[Rule] = ()) -> Matcher:
    """Finds what is counted, and what `more` rules are for."""
    context = lexicon.context
    return Matcher([*mention_rules(lexicon), *more], context.list_joints, context.list_heads)


@lru_cache(maxsize=8)
def cue_matcher(lexicon_json: str) -> Matcher:
    """Finds the words that tell strength, kind, tense and context."""
    return Matcher(cue_rules(parse(lexicon_json)))


def mention_rules(lexicon: Lexicon) -> Iterator[Rule]:
    """Groups compete within themselves, instruments among all, an area or risk only with itself."""
    for group in lexicon.groups:
        for phrase in group.excludes:
            yield Rule(Target(group.id, group.id, "", phrase), cancels=True)
        for category in group.categories:
            yield from _entry_rules(category, group.id, group.id)
    for instrument in lexicon.instruments:
        yield from _entry_rules(instrument, "instrument", "instrument")
    for area in lexicon.areas:
        yield from _entry_rules(area, "area", f"area:{area.id}")
    for risk in lexicon.risks:
        yield from _entry_rules(risk, "risk", f"risk:{risk.id}")


def own_rules(lexicon: Lexicon, body: str) -> Iterator[Rule]:
    """Articles of "the Convention" in reports to a treaty body. They don't compete with each other: "articles
    16 and 17 of the Convention" is the place of both."""
    for instrument in lexicon.instruments:
        for term in instrument.own if body and instrument.body == body else ():
            yield Rule(Target(f"own:{instrument.id}", "instrument", instrument.id, term))


def cue_rules(lexicon: Lexicon) -> Iterator[Rule]:
    """Strengths compete with each other, and so do tenses; kinds and cues only each with itself."""
    actions = lexicon.actions
    yield from _family(actions.strengths, "strength", together=True)
    yield from _family(actions.tenses, "tense", together=True)
    yield from _family(actions.kinds, "kind", together=False)
    yield from _family(actions.cues, "action", together=False)
    yield from _family(lexicon.context.cues, "context", together=False)


def _family(entries: Iterable[Entry], group: str, *, together: bool) -> Iterator[Rule]:
    for entry in entries:
        yield from _entry_rules(entry, group, group if together else f"{group}:{entry.id}")


def _entry_rules(entry: Entry, group: str, rivals: str) -> Iterator[Rule]:
    for phrase in entry.excludes:
        yield Rule(Target(rivals, group, entry.id, phrase), cancels=True)
    for term in entry.terms:
        yield Rule(Target(rivals, group, entry.id, term))
