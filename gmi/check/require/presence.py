"""What must appear: references to groups and categories, policy areas with their lenses, instruments."""

from collections.abc import Iterable, Iterator

from gmi.check.config import EACH, Areas, Instruments, References
from gmi.check.draft import Draft, Paragraph
from gmi.check.findings import Checked, Finding
from gmi.check.ids import targets
from gmi.check.nearest import SHOWN, best, best_places, carrying, quoted, speaking
from gmi.check.rules import RULES
from gmi.lexicon.applies import is_later
from gmi.lexicon.model import Area, Instrument, Lexicon
from gmi.report.words import named, number


def references_checked(draft: Draft, required: References, lexicon: Lexicon) -> Iterator[Checked]:
    """Each target, in the whole draft or in each of the areas."""
    for target in required.to:
        key = targets(lexicon)[target]
        name = target_name(key, lexicon)
        if not required.areas:
            holds = f"{number(required.at_least, 'reference')} to {name}"
            yield Checked("references", key, holds, _too_few(draft, required, key, name, None))
        for area in _areas(draft, required.areas, lexicon):
            subject = f"{key} in {area.id}"
            holds = f"{number(required.at_least, 'reference')} to {name} in {area.name}"
            yield Checked("references", subject, holds, _too_few(draft, required, key, name, area))


def areas_checked(draft: Draft, required: Areas, lexicon: Lexicon) -> Iterator[Checked]:
    """Each area: whether enough paragraphs treat it, and whether it carries each lens."""
    for area in _areas(draft, required.areas, lexicon):
        treating = _treating(draft, area)
        yield Checked(
            "area",
            area.id,
            f"{number(required.paragraphs, 'paragraph')} on {area.name}",
            _untreated(draft, required, area, len(treating), lexicon),
        )
        for lens in required.lenses if treating else ():  # one finding says it where nothing treats it
            name = target_name(lens, lexicon)
            yield Checked(
                "area",
                f"{lens} in {area.id}",
                f"{area.name} carries the lens {name}",
                _no_lens(draft, required, area, treating, lens, name),
            )


def instruments_checked(draft: Draft, required: Instruments, lexicon: Lexicon) -> Iterator[Checked]:
    """Each instrument: whether the text cites it, or an article of it. One of a later year than the draft is
    not required; its region is no bar, since who requires it knows the State."""
    known = {instrument.id: instrument for instrument in lexicon.instruments}
    for id_ in required.cite:
        instrument = known[id_]
        if is_later(instrument, draft.assessment.source.cover):
            continue
        articles = {other.id for other in known.values() if other.short.startswith(f"{instrument.short}, ")}
        found = (
            ()
            if set(draft.instruments) & {id_, *articles}
            else (_uncited(draft, required, instrument, lexicon),)
        )
        yield Checked("instrument", id_, f"{instrument.short} is cited", found)


def target_name(key: str, lexicon: Lexicon) -> str:
    """A group or category as it stands in a sentence: "gender", "LGBTQIA+", "girls (gender)"."""
    group_id, _, category_id = key.partition("/")
    group = next((one for one in lexicon.groups if one.id == group_id), None)
    if group is None:
        return key
    if not category_id:
        return named([group.name])[0]
    category = next((one for one in group.categories if one.id == category_id), None)
    return f"{named([category.name])[0]} ({named([group.name])[0]})" if category else key


def _areas(draft: Draft, wanted: Iterable[str], lexicon: Lexicon) -> list[Area]:
    """The policy areas by their ids; "each" is every one that the draft treats."""
    ids = set(wanted)
    if EACH in ids:
        ids |= {area.area for area in draft.assessment.areas if area.present}
    return [area for area in lexicon.areas if area.id in ids]


def _treating(draft: Draft, area: Area) -> list[Paragraph]:
    """The coding units that treat an area, as `gmi score` counts them: notes are among them."""
    return [paragraph for paragraph in draft.paragraphs if area.id in paragraph.areas]


def _count(draft: Draft, key: str) -> int:
    """Headline references of a group or category; of one that is kept out of its group's total, all."""
    group, _, category = key.partition("/")
    for count in draft.assessment.counts:
        if count.group == group:
            of = [one.count for one in count.categories if one.category == category]
            return of[0] if category and of else count.count if not category else 0
    return 0


def _too_few(
    draft: Draft, required: References, key: str, name: str, area: Area | None
) -> tuple[Finding, ...]:
    within = _treating(draft, area) if area else list(draft.proper)
    found = sum(p.references.get(key, 0) for p in within) if area else _count(draft, key)
    missing = required.at_least - found
    if missing <= 0:
        return ()
    in_area = ""
    if area and within:
        count = f"{len(within)} paragraphs" if len(within) > 1 else "one paragraph"
        in_area = f" in the {count} on {named([area.name])[0]}"
    told = f"{number(found, 'reference')} to {name}" if found else f"nothing refers to {name}"
    what = f"{told[:1].upper()}{told[1:]}{in_area}; there must be at least {required.at_least}."
    if area and not within:
        what = f"{area.name} is not treated, so nothing there refers to {name}."
    places = best_places(draft, key, within or draft.proper)
    return (
        Finding(
            rule="references",
            subject=f"{key} in {area.id}" if area else key,
            severity=required.severity,
            what=what,
            why=required.why or RULES["references"].help,
            remedy=f"{number(missing, 'more reference')} to {name}{_words_of(area, within)}. {best(places)}",
            where=quoted(draft, places, ("migration", "gender")),
            cited=speaking(draft, places, key, name),
            shortfall=missing,
        ),
    )


def _words_of(area: Area | None, treating: list[Paragraph]) -> str:
    """What would make a paragraph one on an area that none treats."""
    if area is None or treating:
        return ""
    return f", in a paragraph on {named([area.name])[0]}"


def _untreated(
    draft: Draft, required: Areas, area: Area, treating: int, lexicon: Lexicon
) -> tuple[Finding, ...]:
    missing = required.paragraphs - treating
    if missing <= 0:
        return ()
    told = f"treated in {number(treating, 'paragraph')} only" if treating else "not treated"
    close = carrying([f"risk/{risk}" for risk in area.risks], draft.proper)
    close = close or carrying([f"instrument/{one}" for one in area.instruments], draft.proper)
    cited = f"paragraph names a risk or an instrument of {named([area.name])[0]}, but not the area"
    if not close:
        close = carrying(["migration"], draft.proper) or best_places(draft, "migration", draft.proper)
        cited = speaking(draft, close)
    plain = [term for term in area.terms if not set(term) & set('()|*"\\')][:3]
    names = {risk.id: risk.name for risk in lexicon.risks}
    risks = ", ".join(named([names[risk] for risk in area.risks[:3]]))
    words = " or ".join(f"“{term}”" for term in plain)
    return (
        Finding(
            rule="area",
            subject=area.id,
            severity=required.severity,
            what=f"{area.name} is {told}; at least {number(required.paragraphs, 'paragraph')} must treat it.",
            why=required.why or f"{RULES['area'].help} Its risks: {risks}.",
            remedy=f"{number(missing, 'more paragraph')} to say what is done, in words such as {words}. "
            f"{best(close)}",
            where=quoted(draft, close, ("risk", "instrument", "migration")),
            cited=cited,
            shortfall=missing,
        ),
    )


def _no_lens(
    draft: Draft, required: Areas, area: Area, treating: list[Paragraph], lens: str, name: str
) -> tuple[Finding, ...]:
    if any(paragraph.references.get(lens) for paragraph in treating):
        return ()
    row = next((one for one in draft.assessment.areas if one.area == area.id), None)
    missing = ", ".join(named([risk.name for risk in row.risks_missing[:3]])) if row else ""
    places = best_places(draft, lens, treating)
    return (
        Finding(
            rule="area",
            subject=f"{lens} in {area.id}",
            severity=required.severity,
            what=f"{_none_of(len(treating), area)} refers to {name}.",
            why=required.why or f"{RULES['area'].help}{f' Not named here: {missing}.' if missing else ''}",
            remedy=f"One paragraph on {named([area.name])[0]} that refers to {name}. {best(places)}",
            where=quoted(draft, places, ("migration", "gender")),
            cited=f"paragraph treats {named([area.name])[0]}",
        ),
    )


def _none_of(paragraphs: int, area: Area) -> str:
    on = f"on {named([area.name])[0]}"
    return (
        f"None of the {paragraphs} paragraphs {on}" if paragraphs > 1 else f"The one paragraph {on} nowhere"
    )


def _uncited(draft: Draft, required: Instruments, instrument: Instrument, lexicon: Lexicon) -> Finding:
    places, cited, told = _near(draft, instrument, lexicon)
    elsewhere = sum(
        m.group == "instrument" and m.category == instrument.id and not m.counted
        for m in draft.assessment.mentions
    )
    only = " It stands only where nothing counts: on the cover, a contents page or in a header."
    year = str(instrument.year or "")
    full = f" ({instrument.name}{f', {year}' if year and year not in instrument.name else ''})"
    return Finding(
        rule="instrument",
        subject=instrument.id,
        severity=required.severity,
        what=f"{instrument.short} is not cited{full}.{only if elsewhere else ''}",
        why=required.why
        or (f"It applies to what the draft treats: {told}." if told else RULES["instrument"].help),
        remedy=f"One citation, as in “{instrument.short}”. {best(places)}",
        where=quoted(draft, places, ("gender", "lgbtqia", "migration")),
        cited=cited,
    )


def _near(draft: Draft, instrument: Instrument, lexicon: Lexicon) -> tuple[tuple[Paragraph, ...], str, str]:
    """Where an instrument would be cited, why there, and which of its policy areas the draft treats: in
    those; else where their risks are named; else where the people are whom instruments are about."""
    applies = [area for area in lexicon.areas if instrument.id in area.instruments]
    treated = [(area, found) for area in applies if (found := _treating(draft, area))]
    treated.sort(key=lambda pair: -len(pair[1]))
    people = ["gender", "lgbtqia", "migration"]
    if treated:
        within = list({id(p): p for _, paragraphs in treated for p in paragraphs}.values())
        told = ", ".join(
            f"{named([area.name])[0]} ({number(len(ps), 'paragraph')})" for area, ps in treated[:3]
        )
        cited = "paragraph treats what the instrument is about"
        return carrying(people, within) or tuple(within[:SHOWN]), cited, told
    places = carrying([f"risk/{risk}" for area in applies for risk in area.risks], draft.proper)
    places = places or carrying(people, draft.proper) or best_places(draft, "migration", draft.proper)
    return places, speaking(draft, places), ""
