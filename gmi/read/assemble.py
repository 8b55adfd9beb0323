"""From the lines of any page engine to drafts: sorts out what each line is, and puts lines together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from gmi.read.blocks import Break, Group, Layout, group_lines, layout, pieces
from gmi.read.columns import in_reading_order
from gmi.read.document import ReadWarning, Zone
from gmi.read.drafts import Draft
from gmi.read.furniture import split_furniture
from gmi.read.headings import heading_levels, is_enumerated, looks_like_heading
from gmi.read.hyphens import soften_hyphens
from gmi.read.initials import with_initials
from gmi.read.lines import Line, PageLines
from gmi.read.margin import split_line_numbers
from gmi.read.notes import Note, label_of, last_sign, note_zone, split_notes, without_label
from gmi.read.numbering import Candidate, accept, candidate, gaps, item_label, list_label
from gmi.read.selfcheck import check_furniture, check_notes
from gmi.read.zones import (
    contents_end,
    contents_entries,
    cover_split,
    cover_title,
    is_caption,
    opens_annex,
    table_members,
    without_leaders,
)

_CONTENTS_BY = 12
"""The page by which a table of contents must have begun."""
_LONGEST_LABEL = 14
"""Characters of a line that holds nothing but "Table 12"."""
_FEWEST_NOTES = 2
"""Notes in the print of the text that are taken for such."""


@dataclass(slots=True)
class _Parts:
    """The lines of the document sorted by what they are."""

    cover: list[Line] = field(default_factory=list)
    contents: list[Line] = field(default_factory=list)
    body: list[list[Line]] = field(default_factory=list)
    footnotes: list[tuple[int, Note]] = field(default_factory=list)
    endnotes: list[Note] = field(default_factory=list)


def assemble(pages: Sequence[PageLines]) -> tuple[list[Draft], list[ReadWarning]]:
    """The drafts that the lines of `pages` make, in reading order, and what looked wrong on the way.

    A page's footnotes follow the block in which the page ends; endnotes and running headers come last.
    """
    kept, furniture = split_furniture(pages)
    kept, line_numbers = split_line_numbers(kept)
    kept = [in_reading_order(lines) for lines in with_initials(kept)]
    usual = layout(kept)
    parts = _sort_out(soften_hyphens(kept), usual)
    groups, warnings = _body(parts.body, usual)
    if not parts.footnotes and not parts.endnotes:
        groups, parts.endnotes = _closing_notes(groups)
    drafts = _cover_drafts(parts.cover, usual)
    drafts += [
        Draft("contents", without_leaders(pieces(entry))) for entry in contents_entries(parts.contents)
    ]
    drafts += _with_footnotes(_body_drafts(groups), groups, parts.footnotes)
    if parts.endnotes and drafts and drafts[-1].level:
        # The heading above the endnotes does not belong to the last section.
        drafts[-1].level = 1
    drafts += [_note_draft("endnote", note) for note in parts.endnotes]
    drafts += [Draft("running_header", pieces([line])) for line in (*furniture, *line_numbers)]
    warnings += check_furniture(pages, furniture)
    warnings += check_notes(drafts)
    return drafts, warnings


def _sort_out(kept: Sequence[list[Line]], usual: Layout) -> _Parts:
    parts = _Parts()
    in_contents = in_notes = False
    cited: set[str] = set()
    last_note = 0
    for position, lines in enumerate(kept):
        if position == 0:
            parts.cover, lines = cover_split(lines)
        if position < _CONTENTS_BY or in_contents:
            end = contents_end(lines, goes_on=in_contents)
            parts.contents += lines[:end]
            in_contents = bool(end) and end == len(lines)
            lines = lines[end:]
        text, notes = split_notes(lines, usual.size, last_note, in_notes)
        in_notes = bool(notes)
        last_note = max(
            [last_note, *(int(note.label) for note in notes if note.label and note.label.isdigit())]
        )
        if notes:
            if note_zone(notes, cited, not text) == "footnote":
                page = notes[0].lines[0].page
                if notes[0].label is None and parts.footnotes:
                    # The last footnote of the page before goes on here.
                    parts.footnotes[-1][1].lines.extend(notes.pop(0).lines)
                parts.footnotes += [(page, note) for note in notes]
            else:
                _extend_notes(parts.endnotes, notes)
        cited.update(line.text[a:b] for line in text for a, b in line.markers)
        parts.body.append(text)
    return parts


def _extend_notes(endnotes: list[Note], notes: Sequence[Note]) -> None:
    """Adds a page's endnotes; lines above its first label go on the note of the page before."""
    for note in notes:
        if note.label is None and endnotes:
            endnotes[-1].lines.extend(note.lines)
        else:
            endnotes.append(note)


def _body(body: Sequence[list[Line]], usual: Layout) -> tuple[list[Group], list[ReadWarning]]:
    """The groups of the body, each knowing what it is, and warnings about the numbers in them."""
    groups = group_lines(body, usual)
    for index in table_members(groups, usual):
        groups[index].table = True
    annex = False
    for group, following in zip_longest(groups, groups[1:]):
        first = group.lines[0].text
        group.heading = looks_like_heading(group, usual)
        names_annex = group.heading and opens_annex(group.opening)
        if names_annex:
            group.table = False
        elif group.table:
            group.heading = False
        elif group.heading and following and following.table and not is_enumerated(group):
            # A table's caption is no heading of the text that goes on below the table.
            group.heading, group.table = False, True
        if (group.heading or len(first) < _LONGEST_LABEL) and is_caption(first):
            group.heading, group.table = False, True
        annex = annex or names_annex
        group.annex = annex
    warnings = _number(groups)
    return _merge(groups), warnings


def _closing_notes(groups: list[Group]) -> tuple[list[Group], list[Note]]:
    """The groups without endnotes in the print of the text, and these: what opens with 1, 2, 3 at the end.

    Each of the numbers has to be cited in the text.
    """
    cited = {line.text[a:b] for group in groups for line in group.lines for a, b in line.markers if a}
    labels = [label_of(group.lines[0]) for group in groups]
    starts = [index for index, label in enumerate(labels) if label == "1" and groups[index].number is None]
    if not cited or not starts:
        return groups, []
    notes: list[Note] = []
    for group, label in zip(groups[starts[-1] :], labels[starts[-1] :], strict=True):
        if label and int(label) == len(notes) + 1:
            notes.append(Note(label, [without_label(group.lines[0], label), *group.lines[1:]]))
        elif notes and not group.heading and not group.table and group.number is None:
            notes[-1].lines.extend(group.lines)
        else:
            return groups, []
    if len(notes) < _FEWEST_NOTES or not cited >= {note.label for note in notes}:
        return groups, []
    return groups[: starts[-1]], notes


def _number(groups: Sequence[Group]) -> list[ReadWarning]:
    """Sets the groups' paragraph numbers; an annex counts on its own. A number makes no table cell."""
    candidates: dict[bool, list[Candidate]] = {False: [], True: []}
    for index, group in enumerate(groups):
        first = group.lines[0].text
        if first[0].isdigit():
            found = candidate(index, first, weak=group.heading or group.table)
            if found:
                candidates[group.annex].append(found)
    accepted = accept(candidates[False])
    for one in accepted + accept(candidates[True]):
        group = groups[one.block]
        group.number, group.heading, group.table = one.label, False, False
    return gaps(accepted, [groups[one.block].lines[0].page for one in accepted])


def _merge(groups: Sequence[Group]) -> list[Group]:
    """Joins groups that only a number set apart, if it turned out not to be a paragraph's, or only a gap in a
    line that is no table's; and a number that stands alone in its row with its paragraph."""
    merged: list[Group] = []
    for group in groups:
        if group.start is Break.CELL and not group.table and merged and _is_bare_number(merged[-1]):
            merged[-1].lines.extend(group.lines)
            continue
        apart = group.start is Break.SOFT or (group.start is Break.ROW and not group.table)
        if apart and group.number is None and merged and not group.heading:
            before = merged[-1]
            if not before.heading and last_sign(before.lines[-1]) not in ".:;?!":
                before.lines.extend(group.lines)
                continue
        merged.append(group)
    return merged


def _is_bare_number(group: Group) -> bool:
    """Whether a group is a paragraph's number alone: far from the text, without its full stop."""
    return len(group.lines) == 1 and group.lines[0].text == group.number


def _body_drafts(groups: Sequence[Group]) -> list[Draft]:
    levels = iter(heading_levels([group for group in groups if group.heading]))
    drafts = []
    for group in groups:
        zone: Zone = "table" if group.table else "annex" if group.annex else "body"
        draft = Draft("heading" if group.heading else zone, pieces(group.lines), number=group.number)
        if group.heading:
            draft.level = next(levels)
            # What stands under "Annex" belongs to it, even in print of the same size.
            if group.annex and draft.level == 1 and not opens_annex(group.opening):
                draft.level = 2
        else:
            first = group.lines[0].text
            draft.item = item_label(first) or (None if group.number or group.table else list_label(first))
        drafts.append(draft)
    return drafts


def _with_footnotes(
    drafts: Sequence[Draft], groups: Sequence[Group], footnotes: Sequence[tuple[int, Note]]
) -> list[Draft]:
    """Puts each footnote after the last block that has lines on its page."""
    result: list[Draft] = []
    waiting = list(footnotes)
    for position, draft in enumerate(drafts):
        following = groups[position + 1].lines[0].page if position + 1 < len(groups) else None
        result.append(draft)
        while waiting and (following is None or waiting[0][0] < following):
            result.append(_note_draft("footnote", waiting.pop(0)[1]))
    return result + [_note_draft("footnote", note) for _, note in waiting]


def _note_draft(zone: Zone, note: Note) -> Draft:
    return Draft(zone, pieces(note.lines), note=note.label)


def _cover_drafts(lines: list[Line], usual: Layout) -> list[Draft]:
    groups = group_lines([lines], usual)
    title = cover_title(groups)
    return [
        Draft("cover", pieces(group.lines), level=1 if index == title else None)
        for index, group in enumerate(groups)
    ]
