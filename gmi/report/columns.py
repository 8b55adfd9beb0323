"""The columns of every table, each with what it holds, so that a workbook can explain itself."""

from typing import NamedTuple

from gmi.report.table import Column


class Sheet(NamedTuple):
    """What one row of a table is, and its columns after those that name the report."""

    row: str
    columns: tuple[Column, ...]


REPORT = (
    Column("file", "Name of the report's file.", width=20),
    Column("symbol", "The report's document symbol, as printed.", width=16),
    Column("state", "The State party, as printed."),
)
PLACE = (
    Column("page", "Page of the file, from 1; empty for files without pages.", "whole", 7),
    Column("paragraph", "Printed paragraph number, with the list item; notes by their marker.", width=10),
    Column("headings", "The headings above, outermost first.", width=30),
    Column("zone", "Part of the page: body, heading, table, footnote, endnote, annex, cover ..."),
)
SENTENCE = Column("sentence", "The whole sentence.", width=80)
_GROUP = Column("group", "Id of the group: gender, lgbtqia, migration.", width=11)
_AREA = (
    Column("area", "Id of the policy area.", width=22),
    Column("name", "The policy area.", width=28),
    Column("present", "Whether the report treats the area.", "flag", 9),
)
_INTERVAL = (
    Column("score", "Score in 0 to 1: moderate from 1/3, high from 2/3.", "number", 8),
    Column("low", "Lower bound of the middle 90% of trials.", "number", 8),
    Column("high", "Upper bound of the middle 90% of trials.", "number", 8),
    Column("stability", "Share of trials that end in the same level.", "number", 9),
)
LIVED = ("experience", "statements", "testimonies")
"""Sheets that are there only where worksheets were read."""
SHEETS: dict[str, Sheet] = {
    "reports": Sheet(
        "one report",
        (
            Column("iso3", "ISO 3166 code of the State.", width=6),
            Column("treaty_body", "The treaty body.", width=11),
            Column("cycle", "The reporting cycle, as printed.", width=20),
            Column("date", "Date of the report; text where no whole day is known.", "date", 11),
            Column("title", "The title on the cover.", width=40),
            Column("original_language", "The language it was written in.", width=10),
            Column("language", "ISO 639-1 code of the text that was read.", width=9),
            Column("format", "Form of the file."),
            Column("pages", "Number of pages.", "whole", 7),
            Column("pages_estimated", "Whether pages are estimated from the words.", "flag", 9),
            Column("ocr_pages", "Pages that were read by OCR.", "whole", 9),
            Column("words", "Words that count.", "whole", 8),
            Column("sentences", "Sentences.", "whole", 10),
            Column("paragraphs", "Coding units: numbered paragraphs with their items.", "whole", 10),
            Column("rating", "The overall level: absent, low, moderate or high.", width=10),
            *_INTERVAL,
            Column("summary", "The sentence to quote.", width=80),
        ),
    ),
    "ratings": Sheet(
        "one dimension of one rated group",
        (
            _GROUP,
            Column("name", "The group."),
            Column("dimension", "mention, engagement or commitment."),
            Column("rating", "absent, low, moderate or high.", width=10),
            *_INTERVAL,
            Column("next_level", "The level above.", width=10),
            Column("distance", "Score that is missing to it.", "number", 9),
            Column("caps", "Rules that held the rating down.", width=40),
            Column("why", "What the rating rests on.", width=60),
        ),
    ),
    "indicators": Sheet(
        "one indicator of one rated group",
        (
            _GROUP,
            Column("dimension", "The dimension that the indicator belongs to."),
            Column("rating", "The dimension's rating.", width=10),
            Column("indicator", "Id of the indicator.", width=20),
            Column("name", "The indicator.", width=34),
            Column("unit", "Unit of value, moderate, high and full.", width=22),
            Column("value", "What was measured.", "number", 10),
            Column("numerator", "Above the line of the fraction.", "number", 10),
            Column("denominator", "Below the line of the fraction.", "number", 11),
            Column("score", "The value as a score in 0 to 1.", "number", 8),
            Column("weight", "Weight in its dimension.", "number", 8),
            Column("moderate", "Threshold: the value from which the score is 1/3.", "number", 10),
            Column("high", "Threshold: the value from which the score is 2/3.", "number", 8),
            Column("full", "Threshold: the value from which the score is 1.", "number", 8),
        ),
    ),
    "groups": Sheet(
        "one group: its headline count",
        (
            _GROUP,
            Column("name", "The group."),
            Column("rated", "Whether the group gets ratings.", "flag", 7),
            Column("count", "References that count in the headline.", "whole", 8),
            Column("per_1000_words", "Of them, for each 1,000 words.", "number", 10),
            Column("per_page", "Of them, for each page.", "number", 9),
            Column(
                "left_out", "Mentions that the counting rule leaves out; sheet left_out says why.", "whole", 9
            ),
        ),
    ),
    "counts": Sheet(
        "one term of one category",
        (
            _GROUP,
            Column("category", "Id of the category.", width=22),
            Column("name", "The category.", width=32),
            Column(
                "in_total", "Whether the category is in its group's count (men and boys are not).", "flag", 9
            ),
            Column("term", "The pattern that was found; empty for categories without any.", width=30),
            Column("count", "References that count, found by this term.", "whole", 8),
        ),
    ),
    "left_out": Sheet(
        "one reason for which mentions of one group don't count",
        (
            _GROUP,
            Column("reason", "Zone or context that leaves a mention out.", width=18),
            Column("name", "The reason in words.", width=32),
            Column("count", "Mentions left out; one with several reasons is under the first.", "whole", 8),
        ),
    ),
    "mentions": Sheet(
        "one mention: of a group, a policy area, a risk or an instrument",
        (
            Column("group", "gender, lgbtqia, migration; or area, risk, instrument.", width=11),
            Column("category", "Id of the category, policy area, risk or instrument.", width=22),
            Column("term", "The lexicon's pattern that matched.", width=22),
            Column("text", "The words as they stand in the report.", width=22),
            *PLACE,
            Column("contexts", "In what it stands: body_name, instrument_name, quotation, negated, gap ..."),
            Column("counted", "Whether the mention is in the headline count.", "flag", 9),
            Column("left_out", "Why it isn't.", width=18),
            SENTENCE,
            Column("start", "First character in the report's text, from 0.", "whole", 9),
            Column("end", "The character after its last.", "whole", 9),
        ),
    ),
    "areas": Sheet(
        "one policy area",
        (
            *_AREA,
            Column("paragraphs", "Paragraphs on the area.", "whole", 11),
            Column("gendered", "Of them, with a reference to gender.", "whole", 10),
            Column("lgbtqia", "Of them, with a reference to LGBTQIA+ people.", "whole", 9),
            Column("migrant", "Of them, with a reference to migrants.", "whole", 9),
            Column("risks_named", "Gendered risks named there.", "whole", 9),
            Column("risks_applying", "Gendered risks that apply.", "whole", 9),
            Column("instruments_cited", "Instruments cited anywhere in the report.", "whole", 11),
            Column("instruments_applying", "Instruments that apply.", "whole", 11),
        ),
    ),
    "risks": Sheet(
        "one gendered risk that applies to one policy area",
        (
            *_AREA,
            Column("risk", "Id of the risk.", width=24),
            Column("risk_name", "The risk.", width=34),
            Column("named", "Whether the report names it where it treats the area.", "flag", 8),
        ),
    ),
    "instruments": Sheet(
        "one instrument that applies to one policy area",
        (
            *_AREA,
            Column("instrument", "Id of the instrument.", width=18),
            Column("short", "How it is cited.", width=20),
            Column("title", "Its title.", width=50),
            Column("cited", "Whether the report cites it; the place is the first citation's.", "flag", 8),
            *PLACE,
        ),
    ),
    "questions": Sheet(
        "one question that follows from a gap in one policy area",
        (*_AREA, Column("question", "What the Committee may ask the State party.", width=90)),
    ),
    "actions": Sheet(
        "one statement of what the State does for a rated group",
        (
            Column("groups", "The groups it is about.", width=14),
            Column(
                "strength",
                "1 minimal, 2 continuing, 3 considering, 4 general, 5 specific action.",
                "whole",
                9,
            ),
            Column("tense", "done, under_way, planned, recommended or unstated.", width=12),
            Column("affirmed", "False where the sentence says that it was not done.", "flag", 9),
            Column("kinds", "What makes it firm: law, plan, budget, body, data, target_date ...", width=16),
            Column("cue", "The words that decided the strength.", width=18),
            *PLACE,
            SENTENCE,
        ),
    ),
    "evidence": Sheet(
        "one sentence worth quoting",
        (
            Column("rank", "1 is the strongest.", "whole", 6),
            Column("why", "Why it was chosen.", width=34),
            *PLACE,
            SENTENCE,
        ),
    ),
    "experience": Sheet(
        "one policy area as people live it, through one lens or (lens empty) all in all",
        (
            Column("area", "Id of the policy area.", width=22),
            Column("name", "The policy area.", width=28),
            Column("lens", "gender, lgbtqia, all (migrants in general); empty: every statement.", width=9),
            Column("people", "How many answered; empty where too few for a figure.", "whole", 8),
            Column("mean", "Mean experience, 1 to 5, 5 is the best.", "number", 8),
            Column("low", "Lower bound, with 95% confidence.", "number", 8),
            Column("high", "Upper bound, with 95% confidence.", "number", 8),
            Column("median", "Median over people.", "number", 8),
            Column("good", "Share of answers that tell of good experience.", "number", 8),
            Column("standing", "problems, mixed, good, or too_few.", width=10),
            Column("firm", "Whether the interval lies on one side of 3.", "flag", 8),
            Column("paragraphs", "Paragraphs of the report on the area.", "whole", 11),
            Column("with_lens", "Of them, with a reference of the lens.", "whole", 10),
            Column("kind", "How report and experience stand to each other (docs/experience.md).", width=13),
            Column("parts", "Whether they part.", "flag", 8),
            Column("told", "The same in a sentence.", width=80),
        ),
    ),
    "statements": Sheet(
        "one statement of the worksheet, as it was asked",
        (
            Column("area", "Id of the policy area.", width=22),
            Column("statement", "Id of the statement.", width=30),
            Column("lens", "Whose experience it is.", width=9),
            Column("text", "The statement.", width=60),
            Column("agreement_is", "What agreement means: good or problem.", width=12),
            Column("source", "Id of the instrument that the right comes from.", width=16),
            Column("people", "How many answered 1 to 5; empty where too few.", "whole", 8),
            Column("dont_know", "How many don't know; empty where few.", "whole", 10),
            Column("mean", "Mean answer, 1 (disagree strongly) to 5 (agree strongly).", "number", 8),
            Column("median", "Median answer.", "number", 8),
            Column("agreeing", "Share who answered 4 or 5.", "number", 9),
            Column("low", "Lower bound of that share, with 95% confidence.", "number", 8),
            Column("high", "Upper bound of that share, with 95% confidence.", "number", 8),
        ),
    ),
    "testimonies": Sheet(
        "one thing that somebody said in their own words and agreed to have quoted",
        (
            Column("area", "Id of the policy area.", width=22),
            Column("name", "The policy area.", width=28),
            Column("words", "What was said.", width=90),
        ),
    ),
    "warnings": Sheet(
        "one thing to know about how the report was read",
        (
            Column("code", "Stable name of the warning.", width=20),
            Column("page", "Where.", "whole", 7),
            Column("message", "The warning.", width=90),
        ),
    ),
    "provenance": Sheet(
        "what made one report's figures; compare only where these agree",
        (
            Column("schema_version", "Version of the record behind these sheets.", width=9),
            Column("gmi_version", "Version of gmi.", width=9),
            Column("file_sha256", "SHA-256 of the report's file.", width=66),
            Column("engine", "What read the file.", width=22),
            Column("lexicon", "Name of the lexicon.", width=10),
            Column("lexicon_version", "Its version.", width=9),
            Column("lexicon_sha256", "Hash of its content.", width=66),
            Column("profile", "Name of the profile.", width=10),
            Column("profile_version", "Its version.", width=9),
            Column("profile_sha256", "Hash of its content.", width=66),
            Column("review_sha256", "SHA-256 of the decisions of readers that it honours, if any.", width=66),
            Column("review", "What they decided.", width=60),
        ),
    ),
}
