"""Articles of "the Convention": they are the report's own treaty's, and no other's."""

from dataclasses import replace

import pytest

from gmi.find import find
from gmi.lexicon import load
from gmi.read.document import Cover, Found, Zone
from tests.test_context import document

COVER = Cover(treaty_body=Found("CMW", "document symbol"))


def cited(body: str, *texts: str, zone: Zone = "body") -> list[str]:
    """The instruments cited by the paragraphs, or what else, of a report to a treaty body; "" is none."""
    cover = Cover(treaty_body=Found(body, "document symbol")) if body else Cover()
    made = document(*texts)
    blocks = tuple(block._replace(zone=zone) for block in made.blocks)
    found = find(replace(made, cover=cover, blocks=blocks), load())
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


@pytest.mark.parametrize(
    ("body", "heading", "ids"),
    [
        ("CMW", "J. Domestic work (article 25; reply to paragraph 27)", ["icrmw-25"]),
        ("CMW", "Article 7: non-discrimination", ["icrmw-7"]),
        ("CMW", "Art. 7 Non-discrimination", ["icrmw-7"]),
        ("CMW", "E. Liberty and security of person (articles 16 and 17)", ["icrmw-16", "icrmw-17"]),
        ("CMW", "G. Consular assistance (arts. 18, 19 and 23; para. 25)", ["icrmw-18", "icrmw-23"]),
        ("CMW", "B. Human rights of all migrant workers (arts. 8–25)", ["icrmw-25"]),
        ("CEDAW", "Article 11. Employment", ["cedaw-11"]),
        ("CMW", "A. Article 25 of the Convention", ["icrmw-25"]),
        ("CMW", "A. Article 25 of the Constitution", []),
        ("CMW", "A. Employment (CEDAW, article 11) and article 25", ["cedaw-11"]),
        ("CMW", "A. Reply to paragraph 25", []),
        ("CRC", "A. Article 25", []),
        ("", "J. Domestic work (article 25)", []),
    ],
)
def test_a_heading_names_articles_of_its_own_treaty(body: str, heading: str, ids: list[str]) -> None:
    assert cited(body, heading, zone="heading") == ids


def test_a_paragraph_says_of_what_an_article_is() -> None:
    assert cited("CMW", "The fee is set by article 25, and by article 26.") == []


def test_articles_in_headings_stand_in_order_with_their_place() -> None:
    text = "Women at work (articles 16 and 17)", "Women: see CEDAW."
    made = document(*text)
    blocks = (made.blocks[0]._replace(zone="heading"), *made.blocks[1:])
    found = find(replace(made, cover=COVER, blocks=blocks), load())
    mentions = [one for one in found.mentions if one.group == "instrument"]
    assert [one.text for one in mentions] == ["articles 16 and 17", "articles 16 and 17", "CEDAW"]
    assert all(made.text[one.start : one.end] == one.text for one in found.mentions)
    assert [one.start for one in found.mentions] == sorted(one.start for one in found.mentions)
    assert {one.sentence for one in mentions[:2]} == {0}


def test_another_convention_named_before_in_the_paragraph_has_the_article() -> None:
    other = "CEDAW was ratified. Article 7 of the Convention is applied."
    assert cited("CMW", other, "Article 7 of the Convention is applied.") == ["cedaw", "icrmw-7"]


def test_its_own_treaty_named_again_takes_the_article_back() -> None:
    text = "CEDAW was ratified, and so was ICRMW. Article 7 of the Convention is applied."
    assert cited("CMW", text) == ["cedaw", "icrmw", "icrmw-7"]
