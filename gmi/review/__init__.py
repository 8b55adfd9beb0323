"""review: a reader's decisions on mentions, between what is found and what is counted."""

from gmi.review.decisions import Decision, Decisions, load, sidecar
from gmi.review.honour import Review, honour
from gmi.review.passages import Passage, passages
from gmi.review.placing import Placed, place

__all__ = [
    "Decision",
    "Decisions",
    "Passage",
    "Placed",
    "Review",
    "honour",
    "load",
    "passages",
    "place",
    "sidecar",
]
