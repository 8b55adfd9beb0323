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
    article, question, reply = (
        "|".join(sorted({re.escape(word) for words in found for word in words}, key=len, reverse=True))
        for found in (
            [words.article for words in tables],
            [words.question for words in tables],
            [words.reply for words in tables],
        )
    )
    # "Articles 1 and 7", "Right to health (art. 28)"; "Reply to paragraph 5 of the list of issues",
    # "Domestic work (article 25; reply to paragraph 17)", but not "Data (paragraphs 17 and 18)".
    replying = rf"(?:{reply})\s(?:[^\W\d]+\s)*?"
    start = rf"{_ENUMERATION}(?:{replying})?|[(;,]\s*{replying}"
    return (
        ("article", re.compile(rf"(?:{_ENUMERATION}|\(\s*)(?:{article})\s*{_NUMBERS}", re.IGNORECASE)),
        ("question", re.compile(rf"(?:{start})(?:{question})\s+(?:no\.?\s*)?{_NUMBERS}", re.IGNORECASE)),
    )


def answered(heading: str) -> str | None:
    """ "article 7", "article 1, 7; question 12", or None where the heading names neither."""
    if not any(character.isdigit() for character in heading):
        return None
    found = []
    for kind, pattern in _patterns():
        match = pattern.search(heading)
        if match:
            found.append(f"{kind} {', '.join(part for part in _separators.split(match[1]) if part)}")
    return "; ".join(found) or None
