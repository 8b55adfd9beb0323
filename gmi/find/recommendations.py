"""The strength of action that a short text asks for, such as one recommendation of the UPR."""

from collections.abc import Sequence

from gmi.find.governing import governing
from gmi.find.reading import ActionWords, Reading
from gmi.find.rules import cue_matcher
from gmi.find.tokens import Tokens
from gmi.find.vocabulary import Vocabulary
from gmi.lexicon.model import Lexicon

# What a text without any action word of the lexicon asks for: the commonest strength.
OTHERWISE = 4


def recommended_strengths(texts: Sequence[str], lexicon: Lexicon) -> list[int]:
    """UPR Info's action category, 1 minimal to 5 specific, of each text, read as one recommendation."""
    matcher = cue_matcher(lexicon.as_json)
    words = ActionWords.of(lexicon.actions)
    strengths, vocabulary = [], Vocabulary()
    for text in texts:
        tokens = Tokens.cut(text, vocabulary)
        cues = matcher(tokens.types, tokens.words)
        action = governing(Reading(tokens, 0, len(tokens), cues, words, request=True))
        strengths.append(OTHERWISE if action is None else action.level)
    return strengths
