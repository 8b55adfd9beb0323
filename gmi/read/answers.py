"""Which article of the convention, or which question of the Committee, a heading says its section answers."""

import re
from functools import cache

from gmi.read.words import language_words

_ONE = r"\d{1,3}(?:\s*\([a-z\d]\))?"
_NUMBERS = rf"({_ONE}(?:\s*(?:,\s*(?:and\s)?|-|and|to|et|y|e|и|و)\s*{_ONE})*)"
_ENUMERATION = r"^(?:[IVXLC]+\.|[A-Z]\.|\d{1,3}(?:\.\d{1,3})*\.?|\([a-z]+\))?\s*"
_separators = re.compile(r"\s*(?:,\s*(?:and\s)?|\b(?:and|et|y|e|и|و)\b)\s*")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """How headings name an article, and a question; and what they name that is neither."""
    tables = language_words().values()
    article, question, reply, treaty, observations = (
        "|".join(sorted({re.escape(word) for words in found for word in words}, key=len, reverse=True))
        for found in zip(
            *(
                (words.article, words.question, words.reply, words.treaty, words.observations)
                for words in tables
            ),
            strict=True,
        )
    )
    # "Articles 1 and 7", "Right to health (art. 28)", "Equality - Article 18"; "Domestic work (article 25;
    # reply to paragraph 17)", but not "Data (paragraphs 17 and 18)".
    start = rf"(?:{_ENUMERATION}|[(:]\s*|\s-\s)"
    replying = rf"(?:{reply})\s(?:[^\W\d]+\s)*?"
    replies = rf"{_ENUMERATION}(?:{replying})?|[(;,:]\s*{replying}|\s-\s{replying}"
    return (
        re.compile(
            rf"{start}(?:{article})\s*{_NUMBERS}|\b(?:{article})\s*{_NUMBERS}\s(?:{treaty})\b", re.IGNORECASE
        ),
        re.compile(rf"(?:{replies})(?:{question})\s+(?:no\.?\s*)?{_NUMBERS}", re.IGNORECASE),
        re.compile(observations, re.IGNORECASE),
    )


def answered(heading: str) -> str | None:
    """ "article 7", "article 1, 7; question 12", or None where the heading names neither."""
    if not any(character.isdigit() for character in heading):
        return None
    article, question, observations = _patterns()
    named, asked = article.search(heading), question.search(heading)
    found = []
    if named:
        found.append(f"article {_listed(named[1] or named[2])}")
    if asked and not observations.search(heading):
        found.append(f"question {_listed(asked[1])}")
    return "; ".join(found) or None


def _listed(numbers: str) -> str:
    return ", ".join(part for part in _separators.split(numbers) if part)
