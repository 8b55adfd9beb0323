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
_foreign_letters = re.compile(r"[\u0370-\u1cff\u3040-\ud7ff]").findall
_ideographs = re.compile(r"[\u3400-\u9fff]").findall
_CLEAR = 0.14
"""Share of function words from which a paragraph is taken to be in the language."""
_SOME = 0.08
_FEWEST = 8
"""Words below which a text is too short to tell."""
_FEWEST_DISTINCT, _MARGIN = 4, 2.5
"""Different function words, and times the share of the document's own, that another language must have."""
_GLANCE = 180
"""Characters of a paragraph that a first look takes."""
_SHORTEST = 24
"""Letters below which no alphabet has enough words."""
_DOUBTFUL = 25
"""Words below which py3langid is not asked: names and addresses mislead it."""


def paragraph_languages(texts: Sequence[str], likely: str | None = None) -> list[str | None]:
    """The ISO 639-1 code of each text, None where it is too short or unclear. `likely` is tried first."""
    likely = likely or _most_likely(texts)
    words = language_words().get(likely or "")
    own = words.function_words.__contains__ if words else None
    telling = words.telling if words else ()
    found: list[str | None] = []
    for text in texts:
        if len(text) < _SHORTEST and text.isascii():
            found.append(None)
            continue
        glance = text[:_GLANCE]
        if _is_plain(glance, telling):
            found.append(likely)
            continue
        rough = glance.lower().split()
        if own and len(rough) >= _FEWEST and sum(map(own, rough)) > _CLEAR * len(rough) + 1:
            found.append(likely)
        elif len(rough) < _FEWEST and not _ideographs(text):
            found.append(None)
        else:
            found.append(_identify(text, likely))
    return found


def _is_plain(glance: str, telling: Sequence[str]) -> bool:
    """Whether two of the most telling words are there, three times together: most paragraphs hold them that
    often, and needn't be taken apart."""
    if telling and telling[0] in glance and telling[1] in glance and telling[2] in glance:
        return True
    times = kinds = 0
    for word in telling:
        if number := glance.count(word):
            times, kinds = times + number, kinds + 1
            if times > 2 and kinds > 1:
                return True
    return False


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
        found = _ideographs(text) if language == "zh" else _words(text.lower())
        total += len(found)
        matched += sum(map(words.function_words.__contains__, found))
    return matched / total if total else 0.0


def identify_by_model(text: str) -> str:
    """What py3langid says; ISO 639-1 code. Never unsure: ask it about long texts only."""
    return str(_model().classify(text[:2000])[0])


def _most_likely(texts: Sequence[str]) -> str | None:
    """The language whose function words are most frequent in a sample from the whole text."""
    sample = [text[:_GLANCE] for text in texts if len(text) > 80]
    whole = " ".join(sample[:: max(1, len(sample) // 12)])
    shares = {code: share for code, (share, _) in _function_words(whole).items()}
    best = max(shares, key=lambda code: shares[code], default=None)
    return best if best and shares[best] > _SOME else None


def _function_words(text: str) -> dict[str, tuple[float, int]]:
    """By language, the share of its function words in a text, and how many different ones there are."""
    counts = {}
    spaced, ideographs = _words(text.lower()), _ideographs(text)
    for code, words in language_words().items():
        found = ideographs if code == "zh" else spaced
        if len(found) >= _FEWEST:
            matched = list(filter(words.function_words.__contains__, found))
            counts[code] = len(matched) / len(found), len(set(matched))
    return counts


def _identify(text: str, likely: str | None) -> str | None:
    """A text's language, `likely` or not; None where it can't be told."""
    if (script := _other_script(text)) and likely:
        return script if script != likely else likely
    if likely and _is_list(text):
        return None
    counts = _function_words(text)
    shares = {code: share for code, (share, _) in counts.items()}
    if not shares:
        return None
    best = max(shares, key=lambda code: (shares[code], code == likely))
    if best == likely:
        return likely if shares[best] >= _SOME else None
    # Another language than the document's must show itself clearly: names of bodies hold its words, too.
    ratio = shares[best] / max(shares.get(likely or "", 0.0), 0.01)
    if shares[best] >= _CLEAR and counts[best][1] >= _FEWEST_DISTINCT and ratio > _MARGIN:
        return best
    if likely and shares.get(likely, 0.0) >= _SOME / 2:
        return likely if shares[likely] >= _SOME else None
    return identify_by_model(text) if len(_words(text)) >= _DOUBTFUL else None


def _other_script(text: str) -> str | None:
    """The language of a text most letters of which are not Latin ones; None for Latin text."""
    foreign = _foreign_letters(text)
    if len(foreign) < _FEWEST or 2 * len(foreign) < len(text) - text.count(" "):
        return None
    counts = {code: share for code, (share, _) in _function_words(text).items() if share > _SOME / 2}
    return max(counts, key=lambda code: counts[code]) if counts else identify_by_model(text)


def _is_list(text: str) -> bool:
    """Whether most words are capitalised, numbers or addresses: names, titles, references.

    Such lists have few function words in any language, and those of the names in them.
    """
    rough = text.split()
    return sum(word[0].islower() and word.isalpha() for word in rough) < 0.45 * len(rough)


@cache
def _model() -> Any:
    import py3langid

    return py3langid
