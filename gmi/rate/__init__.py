"""rate: Indicators become an Assessment."""

from gmi import __version__
from gmi.find.mentions import Mentions
from gmi.lexicon.model import Lexicon
from gmi.measure.indicators import Indicators
from gmi.rate.assessment import SCHEMA_VERSION, Assessment, Provenance, Reviewed, Source
from gmi.rate.evidence import absences, strongest, summary
from gmi.rate.profile import Profile
from gmi.rate.ratings import Rater
from gmi.rate.rows import action_rows, area_rows, instrument_rows, mention_rows
from gmi.read.document import Document
from gmi.review.honour import Review


def rate(
    document: Document,
    mentions: Mentions,
    lexicon: Lexicon,
    indicators: Indicators,
    profile: Profile,
    review: Review | None = None,
) -> Assessment:
    """Rate a report and gather all that stands behind the rating. `review` is what `mentions` honour."""
    rater = Rater(indicators, lexicon, profile)
    cited = instrument_rows(document, mentions, lexicon, indicators.counted)
    return Assessment(
        schema_version=SCHEMA_VERSION,
        source=_source(document, indicators),
        overall=rater.overall(),
        groups=rater.group_ratings(),
        counts=indicators.counts,
        rule=indicators.rule,
        areas=area_rows(document, lexicon, indicators, cited, profile.counting.subject),
        actions=action_rows(document, mentions, indicators.counted),
        evidence=strongest(document, mentions, lexicon, indicators, profile),
        absent=absences(indicators),
        summary=summary(document, indicators.counts, profile),
        mentions=mention_rows(document, mentions, indicators.counted),
        provenance=Provenance(
            gmi_version=__version__,
            file_sha256=document.sha256,
            engine=document.engine,
            lexicon=lexicon.name,
            lexicon_version=lexicon.version,
            lexicon_sha256=lexicon.sha256,
            profile=profile.name,
            profile_version=profile.version,
            profile_sha256=profile.sha256,
            review_sha256=review.sha256 if review else None,
        ),
        review=_reviewed(review, mentions, lexicon, indicators) if review else None,
        instruments=cited,
    )


def _reviewed(review: Review, mentions: Mentions, lexicon: Lexicon, indicators: Indicators) -> Reviewed:
    peoples = {group.id for group in lexicon.groups}
    undecided = sum(
        counted and mention.group in peoples and "accepted" not in mention.contexts
        for mention, counted in zip(mentions.mentions, indicators.counted, strict=True)
    )
    return Reviewed(
        file=review.file,
        accepted=review.accepted,
        rejected=review.rejected,
        undecided=undecided,
        by=review.by,
        carried=review.carried,
        lost=review.lost,
    )


def _source(document: Document, indicators: Indicators) -> Source:
    by_ocr = [page for page in document.pages if page.source == "ocr"]
    return Source(
        name=document.name,
        format=document.format,
        pages=len(document.pages),
        pages_estimated=document.pages_estimated,
        ocr_pages=tuple(page.number for page in by_ocr),
        ocr_confidence=tuple(page.confidence or 0.0 for page in by_ocr),
        words=indicators.words,
        sentences=indicators.sentences,
        paragraphs=indicators.paragraphs,
        language=document.language,
        cover=document.cover,
        warnings=document.warnings,
    )
