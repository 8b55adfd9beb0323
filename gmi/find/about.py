"""What a short text is about, beside what it mentions: groups and policy areas, each with the reason.

A mention is a word; aboutness is a reader's judgement: where would a person file this text? The words that
decide are data (`about.toml` of the lexicon, `implies` of its instruments). The rules, for each topic:

    strong   a word that settles it
    named    a mention that counts, and no word that says the text is about something else
    cited    an instrument that implies the topic, unless the text lists many: then it is about treaties

A mention does not count in an ignored category, in a phrase that names the topic in passing, or in the title
of an instrument, which is judged by what it implies. docs/validity.md compares this with people's codes.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import numpy as np

from gmi.find.matcher import Match, Rule, Target
from gmi.find.rules import matcher_of_mentions
from gmi.find.vocabulary import Vocabulary
from gmi.lexicon.model import Lexicon, Topic

CUE = "about:"  # the group of a topic's cues, before its id


@dataclass(frozen=True, slots=True)
class Subject:
    """A group or policy area that a text is about; `terms` of the lexicon decided it, in order of place."""

    id: str
    reason: Literal["strong", "named", "cited"]
    terms: tuple[str, ...]


class SubjectFinder:
    """Says what short texts (a sentence, a recommendation) are about. Make one for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._topics = {topic.id: topic for topic in all_topics(lexicon)}
        self._matcher = matcher_of_mentions(lexicon, about_rules(lexicon))
        self._vocabulary = Vocabulary()

    def __call__(self, text: str) -> tuple[Subject, ...]:
        """The subjects of a text, in the order of the lexicon's topics."""
        return self.many([text])[0]

    def many(self, texts: Sequence[str]) -> list[tuple[Subject, ...]]:
        """The subjects of each text; many at once take a third of the time."""
        return [self._subjects(matches) for matches in self._matches(texts)]

    def matches(self, text: str) -> list[Match]:
        """Mentions of a text and the cues of its topics, by token. Line breaks are read as blanks."""
        return self._matches([text])[0]

    def _matches(self, texts: Sequence[str]) -> list[list[Match]]:
        if self._vocabulary.is_full:
            self._vocabulary = Vocabulary()
        rows = [self._vocabulary.cut(" ".join(text.split())) for text in texts]
        # Number 0 stands between two texts, so that nothing is found across.
        apart = np.zeros(1, dtype=np.int32)
        types = np.concatenate([part for row in rows for part in (row, apart)] or [apart])
        ends = list(accumulate(len(row) + 1 for row in rows))
        found: list[list[Match]] = [[] for _ in texts]
        for match in self._matcher(types, self._vocabulary.words):
            found[bisect_right(ends, match.start)].append(match)
        return found

    def _subjects(self, matches: Sequence[Match]) -> tuple[Subject, ...]:
        """Decide from the mentions and cues of one text what it is about."""
        if not matches:
            return ()
        of_topic: dict[str, list[Match]] = {}
        for match in matches:
            group = match.target.group
            topic = match.target.category if group == "area" else group.removeprefix(CUE)
            of_topic.setdefault(topic, []).append(match)
        cited = of_topic.get("instrument", [])
        implied = _implied(cited, self._lexicon)
        found = (
            _subject(topic, of_topic.get(id_, []), cited, implied.get(id_, []))
            for id_, topic in self._topics.items()
            if id_ in of_topic or id_ in implied
        )
        return tuple(subject for subject in found if subject)


def all_topics(lexicon: Lexicon) -> tuple[Topic, ...]:
    """A topic for each group and area: with the rules that the lexicon has for it, or without any."""
    known = {topic.id: topic for topic in lexicon.about.topics}
    ids = [*known, *(group.id for group in lexicon.groups), *(area.id for area in lexicon.areas)]
    return tuple(known.get(id_) or Topic(id=id_) for id_ in dict.fromkeys(ids))


def about_rules(lexicon: Lexicon) -> Iterator[Rule]:
    """The cues of every topic, as rules for a matcher: group "about:ID", category the kind of cue."""
    for topic in lexicon.about.topics:
        group = CUE + topic.id
        for kind in ("also", "passing", "elsewhere", "strong"):
            for term in getattr(topic, kind):
                yield Rule(Target(f"{group}:{kind}", group, kind, term))


def _subject(
    topic: Topic, matches: Iterable[Match], cited: Sequence[Match], implied: Sequence[Match]
) -> Subject | None:
    """The topic as a subject of the text, or None. `matches` are its mentions and cues, `implied` the
    citations that imply it."""
    cues: dict[str, list[Match]] = {"also": [], "passing": [], "elsewhere": [], "strong": []}
    mentions: list[Match] = []
    for match in matches:
        if match.target.group.startswith(CUE):
            cues[match.target.category].append(match)
        elif match.target.group == "area" or match.target.category not in topic.ignore:
            mentions.append(match)
    aside = [*cues["passing"], *cited]
    strong = _outside(cues["strong"], aside)
    if strong:
        return Subject(topic.id, "strong", _terms(strong))
    named = _outside(mentions + cues["also"], aside)
    if named and not cues["elsewhere"]:
        return Subject(topic.id, "named", _terms(named))
    return Subject(topic.id, "cited", _terms(implied)) if implied else None


def _implied(cited: Sequence[Match], lexicon: Lexicon) -> dict[str, list[Match]]:
    """The citations that imply each topic; none where the text lists many instruments."""
    implied: dict[str, list[Match]] = {}
    if len({match.target.category for match in cited}) >= lexicon.about.many_instruments:
        return implied
    implies = {instrument.id: instrument.implies for instrument in lexicon.instruments} if cited else {}
    for match in cited:
        for topic in implies[match.target.category]:
            implied.setdefault(topic, []).append(match)
    return implied


def _outside(matches: Sequence[Match], phrases: Sequence[Match]) -> list[Match]:
    """The matches that lie inside none of the phrases."""
    return [m for m in matches if not any(p.start <= m.start and m.end <= p.end for p in phrases)]


def _terms(matches: Iterable[Match]) -> tuple[str, ...]:
    """Their terms in order of place, each once."""
    return tuple(dict.fromkeys(match.target.term for match in sorted(matches)))
