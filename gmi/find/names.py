"""Names of bodies: capitalised words around a mention, with the head of a body's name among them."""

from gmi.find.clauses import SentenceCues
from gmi.find.lazy import lazy
from gmi.find.matcher import Match
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ContextLexicon

# Marks that a name may hold: the apostrophe of a possessive, hyphens, a comma between its parts.
POSSESSIVE = frozenset(("'", "\u2019", "s", "-", "\u2010", "\u2011"))
COMMA = ","


class BodyNames:
    """The names of bodies in one sentence: tokens `first` to `last` (exclusive)."""

    def __init__(
        self, tokens: Tokens, first: int, last: int, cues: SentenceCues, lexicon: ContextLexicon
    ) -> None:
        self._tokens, self._first, self._last, self._lexicon = tokens, first, last, lexicon
        self._cues = cues
        self._whole = cues.of("body-name")

    def hold_whole(self, mention: Match) -> bool:
        """Whether the mention is in a body's name that the lexicon gives whole: "UN-Women"."""
        return bool(self._whole) and any(
            cue.start < mention.end and mention.start < cue.end for cue in self._whole
        )

    def hold_part(self, mention: Match) -> bool:
        """Whether the mention is part of a body's name: "Ministry of Women", "Women's Bureau"."""
        if not self._tokens.word(mention.start)[:1].isupper() or not (self._heads or self._offices):
            return False
        return self._head_before(mention.start) or self._head_behind(mention.end)

    @lazy
    def _heads(self) -> set[int]:
        return {cue.start for cue in self._cues.of("body-head")}

    @lazy
    def _offices(self) -> set[int]:
        return {cue.start for cue in self._cues.of("body-office")}

    @lazy
    def _not_bodies(self) -> set[int]:
        return {cue.start for cue in self._cues.of("not-body")}

    def _head_before(self, start: int) -> bool:
        """Walk back over capitalised and joining words to a head."""
        for token in range(start - 1, self._first - 1, -1):
            word = self._tokens.word(token)
            if word[:1].isupper():
                if token in self._heads or token in self._offices:
                    return True
            elif word != COMMA and word not in POSSESSIVE and word not in self._lexicon.name_joints:
                return False
        return False

    def _head_behind(self, end: int) -> bool:
        """Walk on over capitalised words, and joints between two of them, to the last capitalised word."""
        found = False
        for token in range(end, self._last):
            word = self._tokens.word(token)
            if word[:1].isupper():
                if token in self._not_bodies:
                    return False
                found = found or token in self._heads
            elif found or (word not in POSSESSIVE and word not in self._lexicon.list_joints and word != "&"):
                break
        return found
