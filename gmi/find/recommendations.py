"""The strength of action that a short text asks for, such as one recommendation of the UPR."""

from collections.abc import Sequence

import numpy as np

from gmi.find.governing import governing
from gmi.find.pieces import PIECE
from gmi.find.reading import ActionWords, Reading
from gmi.find.rules import cue_matcher
from gmi.find.tokens import Tokens
from gmi.lexicon.model import Lexicon

# What a text without any action word of the lexicon asks for: the commonest strength.
OTHERWISE = 4


def recommended_strengths(texts: Sequence[str], lexicon: Lexicon) -> list[int]:
    """UPR Info's action category, 1 minimal to 5 specific, of each text, read as one recommendation."""
    matcher = cue_matcher(lexicon.as_json)
    words = ActionWords.of(lexicon.actions)
    strengths = []
    for text in texts:
        tokens = _tokens(text)
        cues = matcher(tokens.types, tokens.words)
        action = governing(Reading(tokens, 0, len(tokens), cues, words, request=True))
        strengths.append(OTHERWISE if action is None else action.level)
    return strengths


def _tokens(text: str) -> Tokens:
    """The tokens of a text, as the pipeline's tokenizer cuts them."""
    found = [(match.start(), match[0].rstrip(" ") or match[0]) for match in PIECE.finditer(text)]
    numbers: dict[str, int] = {}
    types = np.array([numbers.setdefault(word, len(numbers)) for _, word in found], dtype=np.int64)
    starts = np.array([start for start, _ in found], dtype=np.int64)
    ends = np.array([start + len(word) for start, word in found], dtype=np.int64)
    return Tokens(text, list(numbers), types, starts, ends)
