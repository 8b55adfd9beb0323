"""The language of each paragraph, and of the document: that of most words.

A paragraph's own function words decide: a quarter of all words of running text are among them. Only those
that they leave in doubt are given to py3langid, which is slow to load, so most reports never need it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from gmi.read.words import language_words

_words = re.compile(r"[^\W\d_]+").findall
_ideographs = re.compile(r"[\u3400-\u9fff]").findall
_CLEAR = 0.18
"""Share of function words from which a paragraph is taken to be in the language."""
_SOME = 0.08
_FEWEST = 8
"""Words below which a text is too short to tell."""
_DOUBTFUL = 25
"""Words below which py3langid is not asked: names and addresses mislead it."""


def paragraph_languages(texts: Sequence[str], likely: str | None = None) -> list[str | None]:
    """The ISO 639-1 code of each text, None where it is too short or unclear. `likely` is tried first."""
    likely = likely or _most_likely(texts)
    own = language_words()[likely].function_words.__contains__ if likely in language_words() else None
    found: list[str | None] = []
    for text in texts:
        # Splitting at blanks is rough, but enough for a first look, and much faster than finding words.
        rough = text.lower().split()
        if own and len(rough) >= _FEWEST and sum(map(own, rough)) > _CLEAR * len(rough) + 1:
            found.append(likely)
        elif len(rough) < _FEWEST and not _ideographs(text):
            found.append(None)
        else:
            found.append(_identify(text, likely))
    return found


def document_language(texts: Sequence[str], languages: Sequence[str | None]) -> str | None:
    """The language of most words; None if no paragraph's language is known."""
    weight: Counter[str] = Counter()
    for text, language in zip(texts, languages, strict=True):
        if language:
            weight[language] += len(text)
    return max(weight, key=lambda one: (weight[one], one), default=None)


def function_word_share(texts: Sequence[str], language: str) -> float:
    """The share of function words of `language` in all the words; 0.0 for a language without a list."""
    words = language_words().get(language)
    if words is None:
        return 0.0
    total = matched = 0
    for text in texts:
        found = _words_of(text, language)
        total += len(found)
        matched += sum(map(words.function_words.__contains__, found))
    return matched / total if total else 0.0


def identify_by_model(text: str) -> str:
    """What py3langid says; ISO 639-1 code. Never unsure: ask it about long texts only."""
    return str(_model().classify(text[:2000])[0])


def _words_of(text: str, language: str) -> list[str]:
    return _ideographs(text) if language == "zh" else _words(text.lower())


def _most_likely(texts: Sequence[str]) -> str | None:
    """The language whose function words are most frequent in a sample from the whole text."""
    sample = [text[:600] for text in texts if len(text) > 80]
    sample = sample[:: max(1, len(sample) // 12)]
    shares = {code: function_word_share(sample, code) for code in language_words()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] > _SOME else None


def _identify(text: str, likely: str | None) -> str | None:
    shares = {}
    for code, words in language_words().items():
        found = _words_of(text, code)
        if len(found) >= (_FEWEST if code != "zh" else 12):
            shares[code] = sum(map(words.function_words.__contains__, found)) / len(found)
    if not shares:
        return None
    ranked = sorted(shares, key=lambda code: (-shares[code], code != likely))
    best, second = ranked[0], shares[ranked[1]] if len(ranked) > 1 else 0.0
    if shares[best] >= _CLEAR and shares[best] > 1.25 * second:
        return best
    if likely and shares.get(likely, 0.0) >= _SOME and shares[likely] >= shares[best]:
        return likely
    if len(_words(text)) < _DOUBTFUL:
        return None
    if shares[best] >= _SOME and best == identify_by_model(text):
        return best
    # Lists of names have few function words in any language; a foreign text has those of its own.
    return None if likely and _is_list(text) else identify_by_model(text)


def _is_list(text: str) -> bool:
    """Whether most words are capitalised, numbers or addresses: names, titles, references."""
    rough = text.split()
    return sum(word[0].islower() and word.isalpha() for word in rough) < 0.45 * len(rough)


@cache
def _model() -> Any:
    import py3langid

    return py3langid
