"""The words of `languages.toml`, as records: what reading needs to know of each language."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_TELLING = 4


class LanguageWords(NamedTuple):
    """One language's words; `languages.toml` says what each is for. All lower case.

    `telling` are the first four function words, each between blanks.
    """

    name: str
    function_words: frozenset[str]
    telling: tuple[str, ...]
    annex: tuple[str, ...]
    contents: tuple[str, ...]
    caption: tuple[str, ...]
    months: tuple[str, ...]
    repeats: tuple[str, ...]
    article: tuple[str, ...]
    question: tuple[str, ...]
    reply: tuple[str, ...]
    treaty: tuple[str, ...]
    observations: tuple[str, ...]
    report: tuple[str, ...]
    replies: tuple[str, ...]
    submitted: tuple[str, ...]
    misread: tuple[str, ...]


class Body(NamedTuple):
    """A UN body: the start of its symbols, its short name, and how covers write its full name."""

    symbol: str
    name: str
    cover: tuple[str, ...]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("gmi.read").joinpath("languages.toml").read_text(encoding="utf-8"))


@cache
def language_words() -> dict[str, LanguageWords]:
    """The languages that the reader has words of, by ISO 639-1 code."""
    return {
        code: LanguageWords(
            name=table["name"],
            function_words=frozenset(table["function_words"].split()),
            telling=tuple(f" {word} " for word in table["function_words"].split()[:_TELLING]),
            annex=tuple(table["annex"]),
            contents=tuple(table["contents"]),
            caption=tuple(table["caption"]),
            months=tuple(table["months"].lower().split()),
            repeats=tuple(table["repeats"]),
            article=tuple(table["article"]),
            question=tuple(table["question"]),
            reply=tuple(table["reply"]),
            treaty=tuple(table["treaty"]),
            observations=tuple(table["observations"]),
            report=tuple(table["report"]),
            replies=tuple(table["replies"]),
            submitted=tuple(table["submitted"]),
            misread=tuple(table.get("misread", ())),
        )
        for code, table in _tables().items()
        if code != "bodies"
    }


def language_name(code: str) -> str:
    """How a language is called in a sentence, by its ISO 639-1 code.

    >>> language_name("es"), language_name("de"), language_name("xx")
    ('Spanish', 'German', "language 'xx'")
    """
    if words := language_words().get(code):
        return words.name
    import pycountry

    found = pycountry.languages.get(alpha_2=code)
    return found.name.partition(" (")[0] if found else f"language {code!r}"


@cache
def bodies() -> tuple[Body, ...]:
    """The UN bodies whose documents are known, those with the more special symbols first."""
    table = _tables()["bodies"]
    return tuple(Body(symbol, body["name"], tuple(body["cover"])) for symbol, body in table.items())
