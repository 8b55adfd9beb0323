"""Words that are spelt like known ones: compounds, derivations, other spellings, mistakes."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

LEAST_LETTERS = 5
SAME_LETTERS = 0.83
"""Share of letters that two words have in common (Ratcliff and Obershelp) to be one misspelt."""
STEM = 0.75
"""Share of a known word that a word must begin with to be derived from it."""


def alike(words: Sequence[str], known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Those of the words that are like known ones, each with up to three of them."""
    stems = dict.fromkeys(sorted(word for word in known if len(word) >= LEAST_LETTERS))
    by_letter: dict[str, list[str]] = {}
    for stem in stems:
        by_letter.setdefault(stem[0], []).append(stem)
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        if len(word) >= LEAST_LETTERS and word not in stems:
            holding = [stem for stem in stems if stem in word]
            near = [stem for stem in by_letter.get(word[0], ()) if _is_near(word, stem)]
            both = tuple(dict.fromkeys([*holding, *near]))
            if both:
                found[word] = both[:3]
    return found


def _is_near(word: str, stem: str) -> bool:
    if abs(len(word) - len(stem)) > 2:
        return False
    begin = max(LEAST_LETTERS, round(STEM * len(stem)))
    if len(word) > begin and word[:begin] == stem[:begin]:
        return True
    letters = SequenceMatcher(None, word, stem)
    return letters.real_quick_ratio() >= SAME_LETTERS and letters.ratio() >= SAME_LETTERS
