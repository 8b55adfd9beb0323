"""Articles of "the Convention": they are the report's own treaty's, and no other's."""

from dataclasses import replace

import pytest

from gmi.find import find
from gmi.lexicon import load
from gmi.read.document import Cover, Found
from tests.test_context import document


def cited(body: str, *texts: str) -> list[str]:
    """The instruments cited by the paragraphs of a report to a treaty body; "" is none."""
    cover = Cover(treaty_body=Found(body, "document symbol")) if body else Cover()
    found = find(replace(document(*texts), cover=cover), load())
    return [mention.category for mention in found.mentions if mention.group == "instrument"]


@pytest.mark.parametrize(
    ("body", "text", "ids"),
    [
        ("CMW", "The Act gives effect to article 25 of the Convention.", ["icrmw-25"]),
        ("CEDAW", "The Act gives effect to article 11 of the Convention.", ["cedaw-11"]),
        ("CMW", "See art. 7 of the present Convention.", ["icrmw-7"]),
        ("CMW", "See articles 16 and 17 of the Convention.", ["icrmw-16", "icrmw-17"]),
        ("CMW", "Article 7, paragraph 1, of the Convention is applied.", ["icrmw-7"]),
        ("CMW", "See article 9 para. 2 of the Convention.", ["icrmw-9"]),
        ("CMW", "The Act gives effect to article 33 (2) of the Convention.", ["icrmw-33"]),
        ("CMW", "See articles 16, 17 and 25 of the Convention.", ["icrmw-16", "icrmw-17", "icrmw-25"]),
        ("CMW", "See articles 16, 17, and 25 of the Convention.", ["icrmw-16", "icrmw-17", "icrmw-25"]),
        ("CMW", "See article 7, paragraph 1, of the Convention on the Rights of the Child.", ["crc"]),
        ("CMW", "See articles 7, 9 and 16 of the Convention against Torture.", ["cat"]),
        ("CMW", "See articles 16 and 17 of the Convention No. 189.", ["ilo-c189"]),
        ("", "See article 9, paragraph 2, of the Convention.", []),
        ("", "The Act gives effect to article 25 of the Convention.", []),
        ("CRC", "The Act gives effect to article 25 of the Convention.", []),
        ("CMW", "Article 25 of the Constitution says so.", []),
        ("CMW", "See article 7 of the Convention on the Rights of the Child.", ["crc"]),
        ("CMW", "See article 7 of the Convention against Torture.", ["cat"]),
        ("CMW", "See article 7 of the Convention on Road Traffic.", []),
        ("CMW", "See article 7 of ICRMW.", ["icrmw-7"]),
    ],
)
def test_the_convention_is_the_reports_own(body: str, text: str, ids: list[str]) -> None:
    assert cited(body, text) == ids


def test_another_convention_named_before_in_the_paragraph_has_the_article() -> None:
    other = "CEDAW was ratified. Article 7 of the Convention is applied."
    assert cited("CMW", other, "Article 7 of the Convention is applied.") == ["cedaw", "icrmw-7"]


def test_its_own_treaty_named_again_takes_the_article_back() -> None:
    text = "CEDAW was ratified, and so was ICRMW. Article 7 of the Convention is applied."
    assert cited("CMW", text) == ["cedaw", "icrmw", "icrmw-7"]
