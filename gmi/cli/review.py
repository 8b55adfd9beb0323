"""`gmi review`: a reader goes through a report's mentions and says which of them are right."""

import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gmi.cli.complaints import tell
from gmi.cli.options import (
    EngineName,
    Lang,
    NoColor,
    Ocr,
    OwnLexicon,
    Password,
    ProfileName,
    TimeLimit,
    Tracked,
)
from gmi.errors import GmiError

if TYPE_CHECKING:
    from rich.console import Console, ScreenContext

    from gmi.flow import Options
    from gmi.report.passage import PassageView
    from gmi.review.session import Session


def review_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report, as for gmi score.")],
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="ID", help="These alone: gender, lgbtqia ..., area, risk."),
    ] = None,
    category: Annotated[
        list[str] | None, typer.Option("--category", metavar="ID", help="These categories alone; repeatable.")
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides; stands in the result.")] = "",
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions", metavar="FILE", help="Where decisions are kept, if not beside the report."
        ),
    ] = None,
    lexicon: OwnLexicon = None,
    profile: ProfileName = "gmi",
    lang: Lang = None,
    engine: EngineName = "pypdfium2",
    password: Password = None,
    ocr: Ocr = "auto",
    tracked: Tracked = "accept",
    time_limit: TimeLimit = 600,
    no_color: NoColor = False,
) -> None:
    """Review the mentions of a report one by one: accept or reject with one key.

    Example: gmi review report.pdf --by Ana
    """
    from gmi.flow import Options
    from gmi.read.limits import Limits
    from gmi.report.files import check_place
    from gmi.review import sidecar

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise GmiError("gmi review asks for keys, and this is no terminal.", "Run it in a terminal window.")
    place = decisions or sidecar(file)
    check_place(place, [file])
    limits = Limits(seconds=time_limit)
    own = tuple(lexicon or ())
    options = Options(lang, own, profile, engine, password, ocr, tracked, limits, review=False)
    session, view = _begin(file, options, place, group or (), category or (), by)

    from rich.console import Console

    console = Console(highlight=False, no_color=no_color or None)
    keep = _keeper(place, file.name, session)
    try:
        _walk(console, session, view, keep)
    finally:
        _tell(session, place)


def _begin(
    file: Path, options: "Options", place: Path, groups: Sequence[str], categories: Sequence[str], by: str
) -> "tuple[Session, PassageView]":
    """Read the report, find its mentions and what was decided about them before."""
    from gmi.find import find
    from gmi.flow import assess, read_report
    from gmi.rate.profile import load_profile
    from gmi.report.passage import PassageView
    from gmi.review import load, passages
    from gmi.review import place as find_places
    from gmi.review.session import Session

    document, lexicon = read_report(file, options)
    found = passages(document, find(document, lexicon))
    rows = assess(document, lexicon, load_profile(options.profile)).mentions
    peoples = {one.id for one in lexicon.groups}
    _known(groups, [*peoples, "area", "risk", "instrument"], "group")
    _known(categories, sorted({passage.mention.category for passage in found}), "category")
    walk = [
        index
        for index, (passage, row) in enumerate(zip(found, rows, strict=True))
        if row.counted
        and passage.mention.group in (groups or peoples)
        and (not categories or passage.mention.category in categories)
    ]
    if not walk:
        raise GmiError(f"{file.name} has no mention to review.", "Try another --group or --category.")
    before = load(place).decisions if place.is_file() else ()
    placed = find_places(before, found, document.sha256)
    return Session(found, walk, placed, document.sha256, by), PassageView(document, lexicon)


def _known(asked: Sequence[str], known: Sequence[str], what: str) -> None:
    from gmi.lexicon.problems import did_you_mean

    for name in asked:
        if name not in known:
            told = did_you_mean(name, list(known)) or f"There are: {', '.join(sorted(known))}."
            raise GmiError(f"No mention has the {what} {name!r}.", told)


def _keeper(place: Path, report: str, session: "Session") -> Callable[[], None]:
    """What saves the decisions: whole or not at all, and never over what somebody else decided meanwhile."""
    from gmi.report.files import write_whole
    from gmi.review.decisions import written

    on_disk = place.read_bytes() if place.is_file() else None

    def keep() -> None:
        nonlocal on_disk
        if (place.read_bytes() if place.is_file() else None) != on_disk:
            raise GmiError(f"{place} was changed by another program.", "Start again: its decisions are kept.")
        content = written(report, session.decisions)
        write_whole(place, content)
        on_disk = content

    return keep


def _walk(console: "Console", session: "Session", view: "PassageView", keep: Callable[[], None]) -> None:
    """Show passage after passage until the reader quits."""
    from gmi.cli.keys import Keys
    from gmi.report.passage import help_page

    with contextlib.suppress(EOFError), Keys() as pressed, console.screen(hide_cursor=True) as screen:
        _show(screen, session, view)
        while (key := pressed.read()) != "q":
            if key == "?":
                screen.update(help_page())
                pressed.read()
            elif key == "n" and not session.at_end:
                with pressed.as_lines():
                    _note(session, console)
                keep()
            elif _step(key, session):
                keep()
            _show(screen, session, view)


def _show(screen: "ScreenContext", session: "Session", view: "PassageView") -> None:
    from gmi.report.passage import end_page

    counts = _counts(session)
    if session.at_end:
        screen_page = end_page(counts)
    else:
        at = f"{session.place + 1:,} of {len(session.walk):,}"
        screen_page = view.page(session.passage, session.decision, counts, at)
    screen.update(screen_page)


def _note(session: "Session", console: "Console") -> None:
    """Ask for a line about the passage; Ctrl-D leaves the note as it is."""
    console.show_cursor(True)
    with contextlib.suppress(EOFError):
        session.note(console.input("note: ", markup=False).strip())
    console.show_cursor(False)


def _step(key: str, session: "Session") -> bool:
    """Do what a key says. Returns whether there is anything new to save."""
    if key == "u":
        return session.undo()
    if key == "b":
        session.back()
    elif key == "s" and not session.at_end:
        session.skip()
    elif key in ("a", "r") and not session.at_end:
        session.decide("accepted" if key == "a" else "rejected")
        return True
    return False


def _counts(session: "Session") -> tuple[int, int, int]:
    return session.count("accepted"), session.count("rejected"), session.count(None)


def _tell(session: "Session", place: Path) -> None:
    from gmi.report.passage import summary

    for line in summary(_counts(session), session.lost, str(place)):
        tell(line)
