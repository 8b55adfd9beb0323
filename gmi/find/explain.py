"""Why a lexicon finds what it finds in a text, and why not what it doesn't."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

import numpy as np

from gmi.find.matcher import Match, Matcher
from gmi.find.pieces import PIECE
from gmi.find.rules import mention_matcher
from gmi.lexicon.model import Entry, Lexicon
from gmi.lexicon.term import variants


@dataclass(frozen=True, slots=True)
class Finding:
    """A term of the lexicon that fits a place in the text, and what became of it.

    `because` is empty where it is a mention; else it says which exception cancels it, or what longer match
    has the place. `contexts` are the flags of a mention ("body_name"), for a counting rule to judge.
    """

    text: str
    group: str
    category: str
    term: str
    because: str = ""
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The mentions in a text, what fits but is none, and words that are near to the lexicon's."""

    mentions: tuple[Finding, ...]
    passed_over: tuple[Finding, ...]
    near: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Row:
    """A text as the matcher takes it."""

    pieces: list[str]
    types: np.ndarray
    words: list[str]

    @classmethod
    def of(cls, text: str) -> "Row":
        """Cut a text into words; line breaks are read as blanks."""
        numbers: dict[str, int] = {}
        pieces = PIECE.findall(" ".join(text.split()))
        types = [numbers.setdefault(piece.strip(), len(numbers)) for piece in pieces]
        return cls(pieces, np.array(types, dtype=np.int64), list(numbers))

    def text(self, start: int, end: int) -> str:
        """The text of tokens `start` to `end`."""
        return "".join(self.pieces[start:end]).strip()


def matches(text: str, lexicon: Lexicon) -> list[Match]:
    """The mentions in a short text."""
    row = Row.of(text)
    return _matcher(lexicon)(row.types, row.words)


def explain(text: str, lexicon: Lexicon) -> Explanation:
    """Explain a short text: its mentions with their contexts, what fits but is none and why, near misses."""
    row, matcher = Row.of(text), _matcher(lexicon)
    chosen = matcher(row.types, row.words)
    flags = _contexts("".join(row.pieces), lexicon)
    mentions = tuple(_finding(row, m, contexts=flag) for m, flag in zip(chosen, flags, strict=True))
    taken = {_place(match) for match in chosen}
    passed_over = [
        _finding(row, match, _reason(row, match, chosen, matcher))
        for match in matcher.candidates(row.types, row.words)
        # Another term of the category for the same words tells nothing.
        if _place(match) not in taken
    ]
    fitting = [*chosen, *matcher.candidates(row.types, row.words)]
    covered = {token for match in fitting for token in range(match.start, match.end)}
    rest = [row.pieces[i].strip() for i in range(len(row.pieces)) if i not in covered]
    return Explanation(mentions, tuple(dict.fromkeys(passed_over)), tuple(_near(rest, lexicon)))


def failed_examples(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The examples of the lexicon's entries that its terms get wrong: each with what is wrong."""
    for group, entry in _entries(lexicon):
        for example in entry.matches:
            if not any(_is_of(m, group, entry) for m in matches(example, lexicon)):
                yield example, f"{entry.id} should find something in: {example}"
        for example in entry.rejects:
            found = [m.target.term for m in matches(example, lexicon) if _is_of(m, group, entry)]
            if found:
                yield example, f"{entry.id} should find nothing, but finds {found[0]!r}, in: {example}"


def _is_of(match: Match, group: str, entry: Entry) -> bool:
    return match.target.group == group and match.target.category == entry.id


def _entries(lexicon: Lexicon) -> Iterator[tuple[str, Entry]]:
    for group in lexicon.groups:
        yield from ((group.id, category) for category in group.categories)
    yield from (("area", area) for area in lexicon.areas)
    yield from (("risk", risk) for risk in lexicon.risks)
    yield from (("instrument", instrument) for instrument in lexicon.instruments)


def _place(match: Match) -> tuple[int, int, str, str]:
    return match.start, match.end, match.target.group, match.target.category


def _contexts(text: str, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The flags of each mention in the text, in order of place."""
    # spaCy takes half a second to import; examples of terms are tried without it.
    from gmi.find.pipeline import CONTEXTS, build_pipeline

    return [tuple(flags) for flags in build_pipeline(lexicon)(text).user_data[CONTEXTS]]


def _finding(row: Row, match: Match, because: str = "", contexts: tuple[str, ...] = ()) -> Finding:
    target, text = match.target, row.text(match.start, match.end)
    return Finding(text, target.group, target.category, target.term, because, contexts)


def _reason(row: Row, match: Match, chosen: list[Match], matcher: Matcher) -> str:
    exception = matcher.exception(row.types, row.words, match)
    if exception is not None:
        return f"the exception {exception!r} cancels it"
    for other in chosen:
        if other.target.rivals == match.target.rivals and other.start < match.end and match.start < other.end:
            return f"{row.text(other.start, other.end)!r} ({other.target.category}) has the place"
    return "another term has the place"


def _near(words: list[str], lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words of the text that no term takes, but that look like one of the groups' words."""
    known = _vocabulary(lexicon)
    for word in dict.fromkeys(word.lower() for word in words):
        if len(word) > 3 and word.isalpha() and word not in known:
            close = get_close_matches(word, list(known), n=3, cutoff=0.8)
            if close:
                yield word, tuple(dict.fromkeys(known[c] for c in close))


@lru_cache(maxsize=4)
def _vocabulary_of(terms: tuple[str, ...]) -> dict[str, str]:
    # The shortest term that a word is of is the one that is told.
    longest_first = sorted(terms, key=len, reverse=True)
    return {
        word.text.strip("*"): term for term in longest_first for words in variants(term) for word in words
    }


def _vocabulary(lexicon: Lexicon) -> dict[str, str]:
    """Each word of the groups' terms, with a term it is of."""
    return _vocabulary_of(tuple(t for g in lexicon.groups for c in g.categories for t in c.terms))


def _matcher(lexicon: Lexicon) -> Matcher:
    """The matcher that a pipeline of the lexicon has."""
    return mention_matcher(lexicon.as_json, "")
