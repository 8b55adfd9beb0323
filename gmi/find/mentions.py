"""What `find` hands on: mentions with their places and contexts, sentences, action statements."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Tense = Literal["done", "under_way", "planned", "recommended", "unstated"]


class Sentence(NamedTuple):
    """Offsets into the document's text, the block it stands in, and how many words it has."""

    start: int
    end: int
    block: int
    words: int


class Mention(NamedTuple):
    """One matched span: the longest match of its group at that place.

    `group` and `category` are ids of the lexicon ("gender", "women"; policy areas have the group
    "area", risks "risk", instruments "instrument"), `term` is the pattern as the lexicon writes it.
    `sentence` and `block` index `Mentions.sentences` and `Document.blocks`. `contexts` are sorted flags:
    "body_name", "instrument_name", "quotation", "negated", "gap", "list",
    "foreign_language", "repeat"; and what a reader decided (`gmi.review`): "accepted" or "rejected".
    The zone is the block's.
    """

    group: str
    category: str
    term: str
    text: str
    start: int
    end: int
    page: int | None
    block: int
    sentence: int
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionStatement:
    """A sentence about a rated group that says what the State does, and how strongly.

    `strength` is UPR Info's scale: 1 minimal, 2 continuing, 3 considering, 4 general action, 5 specific
    action. `kinds` are sorted ids of what makes it firm: "law", "ratification", "plan", "budget",
    "body", "target_date", "data" ... `affirmed` is False where the sentence says it was not done.
    `cue` is the text that decided the strength.
    """

    sentence: int
    groups: tuple[str, ...]
    strength: int
    tense: Tense
    affirmed: bool
    kinds: tuple[str, ...]
    cue: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in one document. `words` counts the words of each block, in block order."""

    mentions: tuple[Mention, ...]
    sentences: tuple[Sentence, ...]
    actions: tuple[ActionStatement, ...]
    words: tuple[int, ...]
