"""The lexicons: words, policy areas, instruments and questions, as data."""

from gmi.lexicon.load import languages, languages_told, load

__all__ = ["languages", "languages_told", "load"]
