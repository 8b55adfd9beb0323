"""Which instruments apply to a report: those open to its State, adopted by the year of its date."""

from gmi.lexicon.model import Instrument
from gmi.lexicon.states import is_open_to
from gmi.read.document import Cover


def applies(instrument: Instrument, cover: Cover, language: str) -> bool:
    """Whether a report with this cover could be expected to cite an instrument."""
    return is_open_to(instrument.id, cover.iso3, language) and not is_later(instrument, cover)


def is_later(instrument: Instrument, cover: Cover) -> bool:
    """Whether an instrument was adopted in a later year than that of the report's date; never so where
    no cover told the date."""
    return (
        cover.date is not None and instrument.year is not None and int(cover.date.value[:4]) < instrument.year
    )
