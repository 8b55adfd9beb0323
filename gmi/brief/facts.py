"""What is known of the report that a brief is about: how it is called, and how its passages are cited."""

from dataclasses import dataclass

from gmi.brief.records import Note, Words
from gmi.brief.texts import Texts
from gmi.brief.wording import Value
from gmi.lexicon.states import state_in_text
from gmi.rate.assessment import Assessment, MentionRow, Place


@dataclass(frozen=True)
class Report:
    """A report by its names. `called` is how a sentence speaks of it: "the second report of Peru"."""

    texts: Texts
    state: str
    symbol: str
    called: str
    by_state: bool
    known: dict[str, Value]

    def fill(self, section: str, name: str, **more: Value) -> Words:
        """A sentence with its blanks filled in."""
        return self.texts.fill(section, name, self.known | more)

    def cite(self, *where: MentionRow | Place) -> Note:
        """One footnote on some places: "CMW/C/PER/2, para. 14, p. 6; para. 20, p. 7"."""
        places = "; ".join(dict.fromkeys(self._place(one) for one in where))
        return Note(", ".join(filter(None, (self.symbol, places))))

    def _place(self, where: MentionRow | Place) -> str:
        """What stands behind the report's symbol: "para. 14, p. 6"; empty where nothing is known."""
        parts = []
        if where.paragraph:
            label = where.paragraph
            parts.append(label if label.startswith("note") else f"{self.texts.word('paragraph')} {label}")
        elif where.heading_path:
            heading = " ".join(where.heading_path[-1].split())
            parts.append(self.texts.word("under").replace("{heading}", heading))
        if where.page is not None:
            parts.append(f"{self.texts.word('page')} {where.page}")
        return ", ".join(parts)


def report_facts(assessment: Assessment, texts: Texts) -> Report:
    """The names of the report of an assessment."""
    source, cover = assessment.source, assessment.source.cover
    state = state_in_text(cover, source.language)
    title = cover.title.value if cover.title else ""
    by_state = not title.startswith(texts.many("documents", "not_by_state"))
    cycle = cover.cycle.value if cover.cycle else ""
    if not by_state:
        called = texts.word("report_on")
    elif cycle.endswith("report"):
        called = texts.word("report")
    else:
        called = texts.word("report_of")
    called = called.replace("{cycle}", cycle).replace("{state}", state)
    body, asker, outcome = texts.body(cover.treaty_body.value if cover.treaty_body else None)
    unnamed = called.removeprefix(f"{texts.word('the')} ")
    symbol = cover.symbol.value if cover.symbol else f"{unnamed[:1].upper()}{unnamed[1:]}"
    named = symbol if cover.symbol else texts.word("report_unnamed")
    known: dict[str, Value] = {
        "state": state, "symbol": symbol, "report": called, "body": body, "asker": asker, "outcome": outcome,
        "named": named,
    }  # fmt: skip
    return Report(texts, state, symbol, called, by_state, known)
