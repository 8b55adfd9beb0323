"""Mentions as a reader decides about them, each with what finds it again in another version of the report."""

from typing import NamedTuple

from gmi.find.mentions import Mention, Mentions
from gmi.read.document import Document
from gmi.review.decisions import Decision, Verdict


class Passage(NamedTuple):
    """A mention with its paragraph and its sentence, on one line, which stands at `start` to `end` of the
    text; `within` counts the sentence's characters before the mention."""

    mention: Mention
    paragraph: str | None
    sentence: str
    within: int
    start: int
    end: int

    def decided(self, verdict: Verdict | None, file_sha256: str, by: str, note: str) -> Decision:
        """A decision about this passage."""
        mention = self.mention
        return Decision(
            verdict=verdict,
            group=mention.group,
            category=mention.category,
            text=mention.text,
            start=mention.start,
            end=mention.end,
            paragraph=self.paragraph,
            sentence=self.sentence,
            within=self.within,
            file_sha256=file_sha256,
            by=by,
            note=note,
        )


def passages(document: Document, mentions: Mentions) -> tuple[Passage, ...]:
    """A passage for each mention, in their order."""
    text, found = document.text, []
    for mention in mentions.mentions:
        sentence = mentions.sentences[mention.sentence]
        found.append(
            Passage(
                mention,
                document.blocks[mention.block].label,
                one_line(text[sentence.start : sentence.end]),
                len(one_line(text[sentence.start : mention.start] + ".")) - 1,
                sentence.start,
                sentence.end,
            )
        )
    return tuple(found)


def one_line(text: str) -> str:
    """The text with each run of blanks and line breaks as one blank: line breaks move when a page does."""
    return " ".join(text.split())
