"""Which State a name or a code means: of those that ISO 3166-1 has the code; of others, invented ones say,
the name itself without what may be written in several ways."""

import re
import unicodedata
from functools import cache
from gettext import translation

from gmi.read.cover import states

_LANGUAGES = ("fr", "es", "ru", "zh_CN", "ar")
"""The UN's official languages beside English, as pycountry calls them."""
_SHORT = {
    "britain": "GBR",
    "brunei": "BRN",
    "dprk": "PRK",
    "dr congo": "COD",
    "drc": "COD",
    "east timor": "TLS",
    "great britain": "GBR",
    "ivory coast": "CIV",
    "lao pdr": "LAO",
    "macedonia": "MKD",
    "micronesia": "FSM",
    "palestine": "PSE",
    "russia": "RUS",
    "uae": "ARE",
    "uk": "GBR",
    "vatican": "VAT",
    "vatican city": "VAT",
}
"""What people write for short. Covers don't, and in a title "Macedonia" may be part of a longer name."""


def state_meant(given: str) -> str:
    """The key of the State that a user means, by its ISO 3166-1 code of three or two letters or by its name.

    >>> state_meant("pe"), state_meant("COTE D'IVOIRE"), state_meant("Tarvenia")
    ('PER', 'CIV', 'tarvenia')
    """
    return _codes().get(given.strip().upper()) or _key(given)


def state_key(iso3: str | None, name: str | None) -> str | None:
    """What a document's State is known by: its code, also where only its name is known; else its name."""
    return iso3 or (None if name is None else _key(name))


def is_code(key: str) -> bool:
    """Whether a key is the code of a State that ISO 3166-1 has."""
    return key in _codes()


def names() -> list[str]:
    """The States that ISO 3166-1 has, as UN documents call them."""
    return list(states()[0].values())


@cache
def _key(name: str) -> str:
    # A code is in capitals, as no folded name is: no State is taken for another's code.
    folded = _folded(name)
    return _names().get(folded, folded)


def _folded(name: str) -> str:
    """A name without case, accents, blanks, marks and articles: "Viet Nam" is "Vietnam", "Gambia (the)" is
    "The Gambia"."""
    letters = unicodedata.normalize("NFKD", name.casefold()).replace("&", " and ")
    letters = "".join(one for one in letters if not unicodedata.combining(one))
    words = re.findall(r"[^\W_]+", letters)
    return "".join("saint" if word == "st" else word for word in words if word != "the")


@cache
def _codes() -> dict[str, str]:
    """Codes of three letters, by themselves and by those of two."""
    import pycountry

    return {
        code: country.alpha_3
        for country in pycountry.countries
        for code in (country.alpha_2, country.alpha_3)
    }


@cache
def _names() -> dict[str, str]:
    """Codes by folded name: as covers have it, for short, and as ISO has it in the UN's languages."""
    import pycountry

    known = {_folded(name): code for name, code in (*states()[1].items(), *_SHORT.items())}
    for language in _LANGUAGES:
        # Where pycountry comes without its translations, English names are all there is.
        said = translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True).gettext
        for country in pycountry.countries:
            for key in ("name", "common_name", "official_name"):
                if english := getattr(country, key, None):
                    known.setdefault(_folded(said(english)), country.alpha_3)
    return known
