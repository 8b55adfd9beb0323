"""Which article of the convention, or which question of the Committee, a heading says its section answers."""

import re
from functools import cache

from gmi.read.words import language_words

_ONE = r"\d{1,3}(?:\s*\([a-z\d]\))?"
_NUMBERS = rf"({_ONE}(?:\s*(?:,\s*(?:and\s)?|-|and|to|et|y|e|и|و)\s*{_ONE})*)"
_ENUMERATION = r"^(?:[IVXLC]+\.|[A-Z]\.|\d{1,3}\.|\([a-z]+\))?\s*"
_separators = re.compile(r"\s*(?:,\s*(?:and\s)?|\b(?:and|et|y|e|и|و)\b)\s*")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = language_words().values()
    article = sorted({re.escape(word) for words in tables for word in words.article}, key=len, reverse=True)
    question = sorted({re.escape(word) for words in tables for word in words.question}, key=len, reverse=True)
    # "Articles 1 and 7", "Right to health (art. 28)"; "Reply to paragraph 5 of the list of issues".
    articles = rf"(?:{_ENUMERATION}|\(\s*)(?:{'|'.join(article)})\s*{_NUMBERS}"
    questions = rf"{_ENUMERATION}(?:[^\W\d]+\W+){{0,7}}?(?:{'|'.join(question)})\s+(?:no\.?\s*)?{_NUMBERS}"
    return (
        ("article", re.compile(articles, re.IGNORECASE)),
        ("question", re.compile(questions, re.IGNORECASE)),
    )


def answered(heading: str) -> str | None:
    """ "article 7", "article 1, 7", "question 12", or None where the heading names neither."""
    if not any(character.isdigit() for character in heading):
        return None
    for kind, pattern in _patterns():
        match = pattern.search(heading)
        if match:
            return f"{kind} {', '.join(part for part in _separators.split(match[1]) if part)}"
    return None
