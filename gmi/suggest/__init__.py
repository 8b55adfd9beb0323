"""suggest: what a corpus says of a group in words that the lexicon doesn't have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gmi.find import find
from gmi.lexicon.model import Lexicon
from gmi.lexicon.term import variants
from gmi.read.document import Document
from gmi.suggest.candidates import WAYS, Candidate, Example, Order, Way, choose, phrase_of
from gmi.suggest.examples import Sentences
from gmi.suggest.scan import Scanner

__all__ = ["WAYS", "Candidate", "Example", "GroupSuggestions", "Order", "Suggestions", "Way", "suggest"]
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class GroupSuggestions:
    """The candidates for one group, way by way, the best first; `mentions` and `paragraphs` are those that
    the lexicon already finds."""

    id: str
    name: str
    mentions: int
    paragraphs: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was proposed, and the size of the corpus that it was read off."""

    documents: int
    paragraphs: int
    words: int
    groups: tuple[GroupSuggestions, ...]


def suggest(
    documents: Iterable[Document],
    lexicon: Lexicon,
    groups: Sequence[str],
    *,
    limit: int = 10,
    least: int = 5,
    order: Order = "ratio",
) -> Suggestions:
    """Candidate terms for groups (ids of the lexicon), up to `limit` in each way for each group, of words
    that stand in the corpus `least` times at least.

    Takes one document after the other and keeps none of them in memory.
    """
    scanner = Scanner(lexicon, groups)
    with Sentences() as sentences:
        for document in documents:
            mentions = find(document, lexicon)
            blocks = scanner.add(document, mentions)
            sentences.add(document, mentions, blocks)
        found = {
            group: choose(scanner, group, _known(lexicon, group), limit=limit, least=least, order=order)
            for group in groups
        }
        keys = {key for ways in found.values() for each in ways.values() for key, _ in each}
        examples = sentences.examples({phrase_of(scanner, key) for key in keys}, EXAMPLES)
    return Suggestions(
        scanner.documents,
        scanner.paragraphs,
        scanner.words,
        tuple(
            _of_group(
                lexicon,
                scanner,
                group,
                [
                    replace(candidate, examples=tuple(examples[phrase_of(scanner, key)]))
                    for way in WAYS
                    for key, candidate in found[group][way]
                ],
            )
            for group in groups
        ),
    )


def _of_group(
    lexicon: Lexicon, scanner: Scanner, group: str, candidates: Sequence[Candidate]
) -> GroupSuggestions:
    name = next(each.name for each in lexicon.groups if each.id == group)
    sizes = scanner.sizes[group]
    return GroupSuggestions(group, name, sizes.mentions, sizes.paragraphs, tuple(candidates))


def _known(lexicon: Lexicon, group: str) -> list[str]:
    """The words that are whole terms of a group."""
    return sorted(
        {
            words[0].text.lower()
            for each in lexicon.groups
            if each.id == group
            for category in each.categories
            for term in category.terms
            for words in variants(term)
            if len(words) == 1 and not words[0].wild
        }
    )
