"""Drafts as they were at a revision of a git repository."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gmi.cache import Cache
from gmi.check.baseline import Baseline
from gmi.check.draft import Draft, read_draft
from gmi.check.files import Target, targets_of
from gmi.check.load import Setup
from gmi.check.require import held_against
from gmi.check.run import options_of
from gmi.check.snapshot import Snapshot, snapshot_of
from gmi.errors import GmiError
from gmi.flow import Options
from gmi.read.limits import Limits
from gmi.review import sidecar


@dataclass(frozen=True)
class Repository:
    """A git repository by its working tree."""

    root: Path

    def commit(self, revision: str) -> str:
        """The hash of the commit that a revision names. Raises GmiError if there is none."""
        done = _git(
            self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        if done.returncode:
            raise GmiError(
                f"There is no revision {revision!r} in {self.root}.",
                "See git log; a shallow clone has few (in GitHub Actions: fetch-depth: 0).",
            )
        return done.stdout.decode("ascii", "replace").strip()

    def paths(self, commit: str) -> list[str]:
        """All files of a commit."""
        done = _git(self.root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
        return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]

    def content(self, commit: str, path: str) -> bytes | None:
        """A file's bytes at a commit; None if it is not in it."""
        done = _git(self.root, "cat-file", "blob", f"{commit}:{path}")
        return None if done.returncode else done.stdout

    def path_of(self, file: Path) -> str:
        """A file's path inside the repository. Raises GmiError if it lies outside."""
        try:
            return file.resolve().relative_to(self.root).as_posix()
        except ValueError as error:
            raise GmiError(f"{file} is not in the repository {self.root}.", "Name a file in it.") from error

    def deleted(self, commit: str) -> list[str]:
        """The files of a commit that are there no more, nor under another name."""
        done = _git(self.root, "diff", "--name-only", "-z", "-M", "--diff-filter=D", "--no-ext-diff", commit)
        return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]

    def renamed(self, commit: str) -> dict[str, str]:
        """By path of today, the path that git says a file had at a commit."""
        done = _git(
            self.root, "diff", "--name-status", "-z", "-M", "--diff-filter=R", "--no-ext-diff", commit
        )
        parts = [os.fsdecode(part) for part in done.stdout.split(b"\0")]
        return {new: old for _, old, new in zip(parts[::3], parts[1::3], parts[2::3], strict=False)}


def repository_of(place: Path) -> Repository:
    """The repository that a folder is in. Raises GmiError where there is none, or no git."""
    done = _git(place, "rev-parse", "--show-toplevel")
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()
        told = why[0].removeprefix("fatal: ") if why else "git says no more"
        raise GmiError(f"{place} is in no git repository ({told}).", "Compare with a file: gmi diff OLD NEW.")
    return Repository(Path(os.fsdecode(done.stdout.rstrip(b"\n"))).resolve())


def _git(place: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run git in a folder; it asks nothing and fetches nothing."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    environment["GIT_NO_LAZY_FETCH"] = "1"
    try:
        return subprocess.run(
            ["git", "-C", str(place), *arguments], capture_output=True, check=False, env=environment
        )
    except FileNotFoundError as error:
        raise GmiError("git is not installed.", "Install it, or compare files: gmi diff OLD NEW.") from error


@contextmanager
def checked_out(repository: Repository, commit: str, path: str) -> Iterator[Path | None]:
    """The file as it was at a commit, with the readers' decisions beside it, in a folder that goes again;
    None if it was not there."""
    content = repository.content(commit, path)
    if content is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="gmi-") as folder:
        file = Path(folder) / Path(path).name
        file.write_bytes(content)
        decisions = repository.content(commit, str(sidecar(Path(path)).as_posix()))
        if decisions is not None:
            sidecar(file).write_bytes(decisions)
        yield file


def draft_at(
    repository: Repository, commit: str, path: str, name: str, options: Options, cache: Cache | None
) -> Draft | None:
    """The draft as it was at a commit; None if it was not there."""
    with checked_out(repository, commit, path) as file:
        return read_draft(file, name, options, cache) if file else None


def _deleted(setup: Setup, repository: Repository, commit: str) -> list[Target]:
    """What the configuration would check today, had it not been deleted since the commit."""
    root = setup.root.resolve()
    gone = [
        file for path in repository.deleted(commit) if (file := repository.root / path).is_relative_to(root)
    ]
    with tempfile.TemporaryDirectory(prefix="gmi-") as folder:
        for file in gone:
            place = Path(folder) / file.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
        there = replace(setup, path=Path(folder) / setup.path.name)
        try:
            found = targets_of(there, ())
        except GmiError:  # none of them was a draft
            return []
    return [replace(target, path=root / target.name) for target in found]


def baseline_at(
    setup: Setup, targets: Sequence[Target], revision: str, cache: Cache | None, seconds: float
) -> Baseline:
    """What a baseline recorded at a revision would hold of these files, and of those that were deleted since,
    by today's configuration. A file that was renamed since is found under its old name; one that could not be
    read then is as if it was not there."""
    repository = repository_of(setup.root)
    commit = repository.commit(revision)
    renamed = repository.renamed(commit)
    options = options_of(setup, limits=Limits(seconds=seconds))
    found: dict[str, Snapshot] = {}
    for target in (*targets, *_deleted(setup, repository, commit)):
        path = repository.path_of(target.path)
        try:
            draft = draft_at(repository, commit, renamed.get(path, path), target.name, options, cache)
        except GmiError:
            continue
        if draft is not None:
            checked = tuple(held_against(draft, target.required, setup))
            found[target.name] = snapshot_of(draft, checked, target.required)
    return found
