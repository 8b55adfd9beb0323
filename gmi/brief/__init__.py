"""brief: the draft of a civil society report, as one record of sections, paragraphs and notes."""

from gmi.brief.build import USUAL_AREAS, build
from gmi.brief.records import Brief
from gmi.brief.texts import Texts, load_texts

__all__ = ["USUAL_AREAS", "Brief", "Texts", "build", "load_texts"]
