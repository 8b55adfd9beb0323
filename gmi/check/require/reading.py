"""How much of a draft was not read, or is in other languages and so not counted."""

from collections.abc import Iterator

from gmi.check.config import Reading
from gmi.check.draft import Draft
from gmi.check.findings import Checked, Finding
from gmi.check.rules import RULES
from gmi.read.words import language_name
from gmi.report.words import number

_NAMED = 12


def reading_checked(draft: Draft, required: Reading) -> Iterator[Checked]:
    """The share of unread pages, and that of words in other languages."""
    if required.unread_pages is not None:
        name = f"at most {required.unread_pages:.0%} of the pages are unread"
        yield Checked("unread-pages", "pages", name, _unread(draft, required, required.unread_pages))
    if required.foreign_text is not None:
        name = f"at most {required.foreign_text:.0%} of the text is in other languages"
        yield Checked("foreign-text", "words", name, _foreign(draft, required, required.foreign_text))


def _unread(draft: Draft, required: Reading, most: float) -> tuple[Finding, ...]:
    source, unread = draft.assessment.source, draft.unread_pages
    share = len(unread) / max(source.pages, 1)
    if share <= most:
        return ()
    too_many = len(unread) - int(most * source.pages)
    named = ", ".join(map(str, unread[:_NAMED]))
    more = f" and {len(unread) - _NAMED} more" if len(unread) > _NAMED else ""
    beside = (unread[0] - 1, unread[0] + 1)
    near = [p for p in draft.proper if p.opening.place.page in beside] or list(draft.paragraphs)
    return (
        Finding(
            rule="unread-pages",
            subject="pages",
            severity=required.severity,
            what=f"{number(len(unread), 'page')} of {source.pages} ({share:.0%}) can't be read: "
            f"p. {named}{more}; at most {most:.0%} may be.",
            why=required.why or RULES["unread-pages"].help,
            remedy=f"Make {number(too_many, 'page')} searchable with an OCR program (or install gmi[ocr]), "
            "or save the draft from the word processor.",
            where=tuple(p.opening for p in near[:1]),
            cited=f"is what was read nearest to p. {unread[0]}",
            shortfall=share - most,
        ),
    )


def _foreign(draft: Draft, required: Reading, most: float) -> tuple[Finding, ...]:
    foreign = [paragraph for paragraph in draft.paragraphs if paragraph.foreign]
    words, total = sum(p.words for p in foreign), sum(p.words for p in draft.paragraphs)
    share = words / max(total, 1)
    if share <= most:
        return ()
    longest = sorted(foreign, key=lambda paragraph: -paragraph.words)[:3]
    language = language_name(draft.assessment.source.language)
    return (
        Finding(
            rule="foreign-text",
            subject="words",
            severity=required.severity,
            what=f"{number(words, 'word')} of {total:,} ({share:.0%}), in {number(len(foreign), 'passage')}, "
            f"{'is' if words == 1 else 'are'} not in {language}; at most {most:.0%} may be.",
            why=required.why or RULES["foreign-text"].help,
            remedy=f"Translate {number(words - int(most * total), 'word')} into {language}, or allow more "
            "under [reading].",
            where=tuple(paragraph.opening for paragraph in longest),
            cited="is the longest of them",
            shortfall=share - most,
        ),
    )
