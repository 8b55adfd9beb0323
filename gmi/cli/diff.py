"""`gmi diff`: what changed between two drafts, or between two revisions of one."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gmi.cli.check import NoCache
from gmi.cli.options import Lang, NoColor, OwnLexicon, ProfileName, TimeLimit, Tracked
from gmi.errors import GmiError

if TYPE_CHECKING:
    from gmi.cache import Cache
    from gmi.check.draft import Draft
    from gmi.flow import Options

_FORMS = "gmi diff OLD NEW compares files, gmi diff REV1..REV2 FILE revisions of one; REV.. is up to now."


def diff_command(
    old: Annotated[str, typer.Argument(metavar="OLD|REV1..REV2", help="A file, or two git revisions.")],
    new: Annotated[
        Path, typer.Argument(metavar="NEW|FILE", help="A file; with revisions, the one that is compared.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    lexicon: OwnLexicon = None,
    profile: ProfileName = "gmi",
    lang: Lang = None,
    tracked: Tracked = "accept",
    time_limit: TimeLimit = 600,
    no_cache: NoCache = False,
    no_color: NoColor = False,
) -> None:
    """What changed between two drafts: references with their passages, ratings, policy areas, instruments.

    Example: gmi diff draft-1.docx draft-2.docx
    """
    from gmi.cache import Cache
    from gmi.check.diff import changes
    from gmi.check.formats import difference
    from gmi.check.snapshot import snapshot_of
    from gmi.flow import Options
    from gmi.read.limits import Limits

    own = tuple(lexicon or ())
    options = Options(lang, own, profile, tracked=tracked, limits=Limits(seconds=time_limit))
    first, second = _drafts(old, new, options, None if no_cache else Cache())
    found = changes(snapshot_of(first), snapshot_of(second))
    if json:
        typer.echo(difference.json_text(found, first.path, second.path).encode(), nl=False)
        return
    from rich.console import Console

    difference.show(found, first.path, second.path, Console(highlight=False, no_color=no_color or None))


def _drafts(old: str, new: Path, options: "Options", cache: "Cache | None") -> "tuple[Draft, Draft]":
    """The two drafts: two files, or one file at two revisions, or at one and as it is now."""
    from gmi.check.draft import read_draft

    is_path = re.search(r"(^|/)\.\.(/|$)", old) or Path(old).exists()
    if ".." not in old or is_path:
        return read_draft(Path(old), old, options, cache), read_draft(new, str(new), options, cache)
    first, _, second = old.partition("..")
    if not first or second.startswith("."):
        raise GmiError(f"{old!r} doesn't name two revisions.", _FORMS)
    before = _draft_at(first, new, options, cache)
    if not second:
        return before, read_draft(new, str(new), options, cache)
    return before, _draft_at(second, new, options, cache)


def _draft_at(revision: str, file: Path, options: "Options", cache: "Cache | None") -> "Draft":
    from gmi.check.revisions import draft_at, repository_of

    folder = next((place for place in file.absolute().parents if place.is_dir()), Path.cwd())
    repository = repository_of(folder)
    path = repository.path_of(file.absolute())
    commit = repository.commit(revision)
    old_path = repository.renamed(commit).get(path, path)
    draft = draft_at(repository, commit, old_path, f"{file} at {revision}", options, cache)
    if draft is None:
        raise GmiError(f"{file} is not in revision {revision!r}.", _FORMS)
    return draft
