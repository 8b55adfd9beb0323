"""What a short text is about, beside what it mentions: groups and policy areas, each with the reason.

A mention is a word; aboutness is a reader's judgement: where would a person file this text? The words that
decide are data (`about.toml` of the lexicon, `implies` of its instruments). The rules, for each topic:

    strong   a word that settles it
    named    a mention that counts, and no word that says the text is about something else
    cited    an instrument that implies the topic, unless the text lists many: then it is about treaties

A mention does not count in an ignored category, in a phrase that names the topic in passing, or in the title
of an instrument, which is judged by what it implies. docs/validity.md compares this with people's codes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from gmi.find.matcher import Match, Matcher, Rule, Target
from gmi.find.pieces import PIECE
from gmi.find.rules import mention_rules
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
        self._matcher = Matcher([*mention_rules(lexicon), *about_rules(lexicon)])

    def __call__(self, text: str) -> tuple[Subject, ...]:
        """The subjects of a text, in the order of the lexicon's topics."""
        return subjects(self.matches(text), self._lexicon)

    def matches(self, text: str) -> list[Match]:
        """Mentions of a text and the cues of its topics, by token. Line breaks are read as blanks."""
        numbers: dict[str, int] = {}
        pieces = PIECE.findall(" ".join(text.split()))
        row = [numbers.setdefault(piece.rstrip(" "), len(numbers)) for piece in pieces]
        return self._matcher(np.array(row, dtype=np.int64), list(numbers))


def about_rules(lexicon: Lexicon) -> Iterator[Rule]:
    """The cues of every topic, as rules for a matcher: group "about:ID", category the kind of cue."""
    for topic in lexicon.about.topics:
        group = CUE + topic.id
        for kind in ("also", "passing", "elsewhere", "strong"):
            for term in getattr(topic, kind):
                yield Rule(Target(f"{group}:{kind}", group, kind, term))


def subjects(matches: Sequence[Match], lexicon: Lexicon) -> tuple[Subject, ...]:
    """Decide from the mentions and cues of one text what it is about."""
    cited = [match for match in matches if match.target.group == "instrument"]
    implied = _implied(cited, lexicon)
    found = (_subject(topic, matches, cited, implied.get(topic.id, [])) for topic in lexicon.about.topics)
    return tuple(subject for subject in found if subject)


def _subject(
    topic: Topic, matches: Iterable[Match], cited: Sequence[Match], implied: Sequence[Match]
) -> Subject | None:
    """The topic as a subject of the text, or None. `implied` are the citations that imply it."""
    cues: dict[str, list[Match]] = {"also": [], "passing": [], "elsewhere": [], "strong": []}
    mentions: list[Match] = []
    for match in matches:
        group, category = match.target.group, match.target.category
        if group == CUE + topic.id:
            cues[category].append(match)
        elif (group == topic.id and category not in topic.ignore) or (group, category) == ("area", topic.id):
            mentions.append(match)
    strong = _outside(cues["strong"], cited)
    if strong:
        return Subject(topic.id, "strong", _terms(strong))
    named = _outside(mentions + cues["also"], [*cues["passing"], *cited])
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
