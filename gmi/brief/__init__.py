"""brief: the draft of a civil society report, as one record of sections, paragraphs and notes."""

from gmi.brief.build import build
from gmi.brief.records import Brief
from gmi.brief.texts import Texts, load_texts

__all__ = ["Brief", "Texts", "build", "load_texts"]
