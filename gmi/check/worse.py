"""What got worse since a baseline, as findings; and what of today's findings it knew before."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from gmi.check.diff import Changes, changes
from gmi.check.draft import Draft, Passage
from gmi.check.findings import Checked, Finding, State, sentence_key
from gmi.check.nearest import best, best_places, quoted, speaking
from gmi.check.require.ratings import ways
from gmi.check.rules import RULES
from gmi.check.snapshot import Reference, Snapshot, snapshot_of
from gmi.report.words import named, number

_EPSILON = 1e-9
_QUOTED = 3


def as_new(checked: tuple[Checked, ...]) -> tuple[Checked, ...]:
    """The findings of a draft that the baseline does not have: all are new."""
    return tuple(
        replace(one, findings=tuple(replace(f, state="new") for f in one.findings)) for one in checked
    )


def compared(
    checked: tuple[Checked, ...], recorded: tuple[Checked, ...], before: Snapshot
) -> tuple[Checked, ...]:
    """The findings, each with its state: "unchanged" where the baseline has it, no worse; "updated" where the
    same wording stands in another sentence, no more often; "unrecorded" where the baseline did not measure
    it; "new" otherwise, which is what fails. Wording that came in since is an error, whatever its severity.

    `recorded` is the draft held against the requirements of the baseline. What holds there has not got worse:
    a requirement that was added, or raised, finds fault with what was so before.
    """
    states = {f.fingerprint: state for one in recorded for f, state in _states(one.findings, before)}

    def with_state(finding: Finding) -> Finding:
        state = states.get(finding.fingerprint, "unrecorded")
        came_in = finding.rule == "wording" and state == "new"
        return replace(finding, state=state, severity="error" if came_in else finding.severity)

    return tuple(replace(one, findings=tuple(map(with_state, one.findings))) for one in checked)


def by_other_words(checked: tuple[Checked, ...]) -> tuple[Checked, ...]:
    """The findings of a draft that is the same file as before, read with other words or rules: what is found
    beyond the baseline was not measured by it."""
    return tuple(
        replace(
            one,
            findings=tuple(
                replace(f, state="unrecorded" if f.state == "new" else f.state) for f in one.findings
            ),
        )
        for one in checked
    )


def _states(findings: tuple[Finding, ...], before: Snapshot) -> Iterator[tuple[Finding, State]]:
    allowed = Counter(before.wording)
    allowed.subtract(f.subject for f in findings if f.in_place and f.fingerprint in before.findings)
    for finding in findings:
        known = before.findings.get(finding.fingerprint)
        state: State = "new"
        if known is not None and finding.shortfall <= known.shortfall + _EPSILON:
            state = "unchanged"
        elif finding.in_place and finding.subject not in before.wording:
            state = "unrecorded"  # an entry that the list of wording did not have
        elif finding.in_place and known is None and allowed[finding.subject] > 0:
            allowed[finding.subject] -= 1
            state = "updated"
        yield finding, state


def gone(checked: tuple[Checked, ...], before: Snapshot | None) -> tuple[tuple[str, str, str], ...]:
    """Fingerprint, rule and text of the findings that the baseline has and that are no longer there."""
    if before is None:
        return ()
    today = {finding.fingerprint for one in checked for finding in one.findings}
    return tuple((key, one.rule, one.what) for key, one in before.findings.items() if key not in today)


def got_worse(draft: Draft, before: Snapshot, leading: str) -> Iterator[Checked]:
    """The requirements that a baseline makes by itself: nothing may fall behind it. `leading` is the group
    whose dimensions make the overall rating."""
    found = changes(before, snapshot_of(draft))
    lower = tuple(_ratings(draft, found, leading))
    yield Checked("lower-rating", "ratings", "no rating below the baseline's", lower)
    yield Checked(
        "fewer-references", "references", "no fewer references than the baseline", tuple(_fewer(draft, found))
    )
    yield Checked("lost-lens", "areas", "no policy area loses a lens", tuple(_lenses(draft, found)))
    lost = tuple(_instruments(draft, found))
    yield Checked("lost-instrument", "instruments", "no instrument is lost", lost)


def _worse(
    rule: str,
    subject: str,
    what: str,
    remedy: str,
    here: tuple[tuple[Passage, ...], str],
    lost: list[Reference],
    amount: float = 1,
    why: str = "",
) -> Finding:
    """A finding that quotes what was `lost`, a sentence once; `here` are passages, and why they are told."""
    sentences = dict.fromkeys(f"“{one.sentence}” ({one.at})" for one in lost)
    return Finding(
        rule=rule,
        subject=subject,
        severity="error",
        what=what,
        why=why or RULES[rule].help,
        remedy=remedy,
        where=here[0],
        cited=here[1],
        before=tuple(sentences)[:_QUOTED],
        shortfall=amount,
        state="new",
    )


def _here(draft: Draft, key: str, lost: list[Reference]) -> tuple[tuple[Passage, ...], str]:
    """The passages of today to look at, and why: the one with most words of the first that was lost, or the
    best places for such a reference, in its policy areas if they are treated."""
    wanted = {word for word in sentence_key(lost[0].sentence).split() if len(word) > 3} if lost else set()

    def common(passage: Passage) -> int:
        return len(wanted & set(sentence_key(passage.text).split()))

    passages = [p for paragraph in draft.proper for p in paragraph.passages if p.place.zone != "heading"]
    near = max(passages, key=common, default=None)
    if near is not None and wanted and common(near) * 2 >= len(wanted):
        return (near,), "is nearest to what was cut"
    areas = set(lost[0].areas) if lost else set()
    places = best_places(draft, key, [p for p in draft.proper if areas & set(p.areas)] or draft.proper)
    return quoted(draft, places, ("migration", "gender")), speaking(draft, places)


def _ratings(draft: Draft, found: Changes, leading: str) -> Iterator[Finding]:
    for moved in found.ratings:
        if not moved.fell:
            continue
        group, _, dimension = moved.key.partition("/")
        name = named([found.name(group)])[0]
        title = f"The rating for {dimension} of {name}" if dimension else "The overall rating"
        key = group if dimension else leading
        of_key = [one for one in found.vanished if one.to.startswith(f"{key}/")]
        others = [one for one in found.vanished if one not in of_key and not dimension]
        lost = of_key + others
        back = "Bring back what was cut, or say as much elsewhere. " if lost else ""
        places = best(best_places(draft, key, draft.proper))
        yield _worse(
            "lower-rating",
            moved.key,
            f"{title} fell from {moved.old} to {moved.new} (overall score {found.old.score:.2f} before, "
            f"{found.new.score:.2f} now).",
            f"{ways(draft, moved.key, moved.old, leading)} {back}{places}",
            _here(draft, key, lost),
            lost,
            why="" if lost else _nothing_cut(found),
        )


def _nothing_cut(found: Changes) -> str:
    """Why a rating fell although each sentence that refers to someone is still there, as it was or edited."""
    old, new = found.old.words, found.new.words
    if new > old:
        grew = f"the draft grew from {old:,} to {new:,} words"
        return f"No reference was cut, but {grew}, so that its references stand thinner."
    return "No reference was cut, but sentences that carried the rating were edited, or moved."


def _fewer(draft: Draft, found: Changes) -> Iterator[Finding]:
    fell = [figure for figure in found.counts if figure.new < figure.old]
    groups = {figure.key for figure in fell if "/" not in figure.key}
    for figure in fell:
        group, _, category = figure.key.partition("/")
        lost = [
            one
            for one in found.vanished
            if one.to == figure.key or (not category and one.to.startswith(f"{group}/"))
        ]
        alone = [other for other in fell if other.key.startswith(f"{figure.key}/")]
        if category and group in groups and len([f for f in fell if f.key.startswith(f"{group}/")]) == 1:
            continue  # the group's own finding says it
        name = named([figure.name])[0]
        of = f" ({named([found.name(group)])[0]})" if category else ""
        detail = ", ".join(f"{named([f.name])[0]} {f.old} to {f.new}" for f in alone)
        yield _worse(
            "fewer-references",
            figure.key,
            f"{number(figure.new, 'reference')} to {name}{of}, {figure.old} before"
            f"{f' ({detail})' if detail else ''}.",
            f"{number(figure.old - figure.new, 'more reference')}"
            ": bring back what was cut, or record the new state with --update-baseline.",
            _here(draft, figure.key, lost),
            lost,
            figure.old - figure.new,
        )


def _lenses(draft: Draft, found: Changes) -> Iterator[Finding]:
    for area in found.areas:
        for lens in area.lost:
            name = named([found.name(lens)])[0]
            treating = [p for p in draft.paragraphs if area.area in p.areas]
            places = best_places(draft, lens, treating or draft.proper)
            had = number(area.lenses[lens][0], "paragraph")
            now = f"none of {len(treating)} does" if treating else "the area is no longer treated"
            carried = [one for one in found.old.references if one.to.startswith(f"{lens}/")]
            lost = [one for one in carried if area.area in one.areas]
            yield _worse(
                "lost-lens",
                f"{lens} in {area.area}",
                f"{area.name} lost the lens {name}: {had} on it referred to {name} before, {now}.",
                f"One paragraph on {named([area.name])[0]} that refers to {name}. {best(places)}",
                (quoted(draft, places, ("migration", "gender")), speaking(draft, places, lens, name)),
                lost,
            )


def _instruments(draft: Draft, found: Changes) -> Iterator[Finding]:
    for instrument in found.no_longer_cited:
        key = f"instrument/{instrument}"
        lost = [one for one in found.vanished if one.to == key]
        name = found.name(key)
        yield _worse(
            "lost-instrument",
            instrument,
            f"{name} is no longer cited.",
            "One citation: bring back what was cut, or cite it elsewhere.",
            _here(draft, key, lost),
            lost,
        )
