"""The sentences most worth quoting, what is absent, and the one sentence that sums the report up."""

from gmi.find.mentions import Mentions
from gmi.lexicon.model import Lexicon
from gmi.measure.indicators import GroupCount, Indicators
from gmi.rate.assessment import Evidence
from gmi.rate.profile import Profile
from gmi.rate.rows import place_of
from gmi.read.document import Document

STRONGEST = 10
# A title or a table's row has no verb to quote.
UNQUOTABLE = ("heading", "table")


def strongest(
    document: Document, mentions: Mentions, lexicon: Lexicon, indicators: Indicators, profile: Profile
) -> tuple[Evidence, ...]:
    """Up to ten sentences, strongest first; no more than two of one paragraph.

    A sentence gains 2 for each rated group in it, 2 for the subject (migration), 1 for each further category,
    its action's strength less 2, and 1 for each kind of firmness. Ties go to the earlier sentence.
    """
    subject = profile.counting.subject
    rated = {group.id for group in lexicon.groups if group.rated}
    names = {(g.id, c.id): c.name for g in lexicon.groups for c in g.categories}
    kinds = {kind.id: kind.name for kind in lexicon.actions.kinds}
    in_sentence: dict[int, set[tuple[str, str]]] = {}
    for mention, counted in zip(mentions.mentions, indicators.counted, strict=True):
        if counted and (mention.group in rated or mention.group == subject):
            in_sentence.setdefault(mention.sentence, set()).add((mention.group, mention.category))
    actions = {
        action.sentence: action
        for action in mentions.actions
        if action.affirmed and action.tense != "recommended"
    }
    scored = []
    for index, found in in_sentence.items():
        groups = {group for group, _ in found}
        sentence = mentions.sentences[index]
        unquotable = sentence.words < 6 or document.blocks[sentence.block].zone in UNQUOTABLE
        if not groups & rated or unquotable:
            continue
        score = 2 * len(groups) + len(found) - len(groups)
        action = actions.get(index)
        if action:
            score += max(0, action.strength - 2) + len(action.kinds)
        scored.append((-score, index))
    chosen: list[Evidence] = []
    per_block: dict[int, int] = {}
    for _, index in sorted(scored):
        sentence = mentions.sentences[index]
        if per_block.get(sentence.block, 0) >= 2 or len(chosen) == STRONGEST:
            continue
        per_block[sentence.block] = per_block.get(sentence.block, 0) + 1
        reasons = [_inside(names[key]) for key in sorted(in_sentence[index]) if key in names]
        if index in actions:
            reasons.append(f"action strength {actions[index].strength}")
            reasons += [_inside(kinds.get(kind, kind)) for kind in actions[index].kinds]
        block = document.blocks[sentence.block]
        text = document.text[sentence.start : sentence.end]
        place = place_of(document, sentence.start, block)
        chosen.append(Evidence(place, text, ", ".join(reasons), sentence.start))
    return tuple(chosen)


def _inside(name: str) -> str:
    """A name as it stands inside a sentence: "Women" in lower case, "LGBTQIA+ people" as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def absences(indicators: Indicators) -> tuple[str, ...]:
    """What the report leaves out completely: groups, categories of rated groups, lenses, policy areas."""
    missing: list[str] = []
    for count in indicators.counts:
        if count.count == 0:
            apart = sum(n for reason, n in count.left_out.items() if reason != "counted_apart")
            only = f" ({apart} only in what the headline leaves out)" if apart else ""
            missing.append(f"{count.name}: not mentioned at all{only}")
        elif count.rated:
            none = [c.name for c in count.categories if c.counted and c.count == 0]
            if none:
                missing.append(f"{count.name}: nothing on {', '.join(none)}")
    rated = [count for count in indicators.counts if count.rated and count.count > 0]
    present = [area for area in indicators.areas if area.paragraphs]
    for count in rated:
        without = [area.name for area in present if not area.lenses.get(count.group)]
        if without:
            missing.append(f"{count.name} in policy areas that the report treats: {', '.join(without)}")
    untreated = [area.name for area in indicators.areas if not area.paragraphs]
    if untreated:
        missing.append(f"Policy areas not treated: {', '.join(untreated)}")
    return tuple(missing)


def summary(document: Document, counts: tuple[GroupCount, ...], profile: Profile) -> str:
    """The sentence to quote, in the form that CMGJ's shadow reports use."""
    by_group = {count.group: count.count for count in counts}
    gender, lgbtqia = by_group.get("gender", 0), by_group.get("lgbtqia", 0)
    phrases = profile.summary
    pages = len(document.pages)
    plural = "s" * (pages != 1)
    size = (
        f"document of about {pages} page{plural}"
        if document.pages_estimated
        else f"{pages}-page-long document"
    )
    opening = (
        f"The {size} refers to {phrases.present} {_times(gender)} in total"
        if gender
        else f"The {size} makes no reference to {phrases.none}"
    )
    if lgbtqia:
        return f"{opening}{' and' if gender else ', but refers'} to {phrases.presence} {_times(lgbtqia)}."
    return (
        f"{opening} with a complete absence of reference to {phrases.absence}."
        if gender
        else (f"{opening}, and none to {phrases.absence}.")
    )


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number:,} times"
