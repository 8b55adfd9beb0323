"""What workers need, loaded once before they are forked: the words, and all that reads them."""

from gmi.find.pipeline import build_pipeline
from gmi.flow import score
from gmi.lexicon import languages, load

__all__ = ["score"]

for _language in languages():
    build_pipeline(load(_language))
