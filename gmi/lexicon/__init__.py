"""The lexicons: words, policy areas, instruments and questions, as data."""

from gmi.lexicon.load import languages, load

__all__ = ["languages", "load"]
