"""The strength of action that short texts ask for, such as the recommendations of the UPR."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from gmi.find.governing import governing
from gmi.find.matcher import Matcher
from gmi.find.reading import ActionWords, Reading
from gmi.find.rules import cue_rules
from gmi.find.tokens import Tokens
from gmi.find.vocabulary import Vocabulary
from gmi.lexicon.model import Lexicon

# What a text without any action word of the lexicon asks for: the commonest strength.
OTHERWISE = 4


class StrengthFinder:
    """Says how strong an action texts ask for. Make one for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._matcher = Matcher(cue_rules(lexicon))
        self._words = ActionWords.of(lexicon.actions)
        self._vocabulary = Vocabulary()

    def __call__(self, texts: Sequence[str]) -> list[int]:
        """UPR Info's action category, 1 minimal to 5 specific, of each text, read as one recommendation."""
        if self._vocabulary.is_full:
            self._vocabulary = Vocabulary()
        ends = list(accumulate(len(text) + 1 for text in texts))
        blocks = [(end - 1 - len(text), end - 1) for text, end in zip(texts, ends, strict=True)]
        if not blocks:
            return []
        tokens = Tokens.cut("\n".join(texts), self._vocabulary).parted(blocks)
        cues = self._matcher(tokens.types, tokens.words)
        begins = [cue.start for cue in cues]
        edges = tokens.starts.searchsorted(blocks).tolist()
        strengths = []
        for first, last in edges:
            own = cues[bisect_left(begins, first) : bisect_left(begins, last)]
            action = governing(Reading(tokens, first, last, own, self._words, request=True))
            strengths.append(OTHERWISE if action is None else action.level)
        return strengths


def recommended_strengths(texts: Sequence[str], lexicon: Lexicon) -> list[int]:
    """The strength of each text; see `StrengthFinder`."""
    return StrengthFinder(lexicon)(texts)
