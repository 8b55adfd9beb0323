"""The whole check in one call: files, requirements, baseline; a Result."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gmi.cache import Cache
from gmi.check.baseline import Baseline, match_drafts
from gmi.check.config import measured
from gmi.check.draft import Draft, read_draft
from gmi.check.files import Target, idle_patterns
from gmi.check.findings import Checked, FileResult, Result
from gmi.check.ids import without_unknown
from gmi.check.load import Setup
from gmi.check.require import held_against
from gmi.check.snapshot import Snapshot, made_by, snapshot_of
from gmi.check.worse import as_new, by_other_words, compared, gone, got_worse
from gmi.errors import GmiError
from gmi.flow import Options
from gmi.report.words import made_by as told_of
from gmi.report.words import number, pages

Progress = Callable[[Sequence[Target]], Iterable[Target]]


@dataclass(frozen=True)
class Read:
    """The files of a check as they were read: each target with its draft, or why there is none."""

    setup: Setup
    files: tuple[tuple[Target, Draft | str], ...]

    @property
    def drafts(self) -> list[Draft]:
        """Those that could be read."""
        return [draft for _, draft in self.files if isinstance(draft, Draft)]


def options_of(setup: Setup, **more: object) -> Options:
    """How the configuration has drafts read and scored."""
    config = setup.config
    return Options(
        language=config.language,
        lexicon=setup.lexicons,
        profile=setup.profile,
        tracked=config.tracked,
        **more,  # type: ignore[arg-type]
    )


def read_all(
    setup: Setup, targets: Sequence[Target], options: Options, cache: Cache | None, progress: Progress = iter
) -> Read:
    """Read and assess every file; one that can't be read doesn't stop the others."""
    return Read(setup, tuple((target, _read(target, options, cache)) for target in progress(targets)))


def _read(target: Target, options: Options, cache: Cache | None) -> Draft | str:
    try:
        return read_draft(target.path, target.name, options, cache)
    except GmiError as error:
        # Readers call a file by its last name, and speak of the options that gmi score has.
        told = str(error).replace("say so with --lang", "say so in the configuration: language")
        own = f"{target.path.name}: "
        return f"{target.name}: {told.removeprefix(own)}" if told.startswith(own) else told
    except Exception as error:  # one draft must never take the others with it
        return f"{target.name}: unexpected {type(error).__name__}: {error}. Please report it."


def check(read: Read, baseline: Baseline | None = None, called: str = "") -> Result:
    """Hold every draft against its requirements, and against the baseline (`called` so), if there is one."""
    matched = match_drafts(read.drafts, baseline) if baseline is not None else {}
    results, made = [], ""
    for target, draft in read.files:
        if isinstance(draft, str):
            results.append(FileResult(target.name, unreadable=draft))
            continue
        before = baseline.get(matched.get(draft.path, "")) if baseline is not None else None
        results.append(_checked(target, draft, read.setup, before, ratchet=baseline is not None))
        made = told_of(draft.assessment)
    notes = [
        f"[[override]]: the pattern {pattern!r} fits none of the files that are checked."
        for pattern in idle_patterns(read.setup, {target.path for target, _ in read.files})
    ]
    notes += _notes(read, baseline, matched) if baseline is not None else ()
    return Result(tuple(results), called, tuple(notes), made, prefix_of(read.setup.root))


def prefix_of(root: Path) -> str:
    """The path of a folder from the top of the repository that it is in; "" at the top, and without any."""
    folder = root.resolve()
    top = next((place for place in (folder, *folder.parents) if (place / ".git").exists()), folder)
    path = folder.relative_to(top).as_posix()
    return "" if path == "." else path


def _checked(
    target: Target, draft: Draft, setup: Setup, before: Snapshot | None, *, ratchet: bool
) -> FileResult:
    checked: tuple[Checked, ...] = tuple(held_against(draft, target.required, setup))
    vanished = gone(checked, before)
    if before is not None:
        recorded = checked
        if before.required != measured(target.required):
            required = without_unknown(before.required, setup.lexicon)
            recorded = tuple(held_against(draft, required, setup))
        checked = compared(checked, recorded, before)
        checked += tuple(got_worse(draft, before, setup.leading_group))
        if _is_read_otherwise(draft, before):
            checked = by_other_words(checked)
    elif ratchet:
        checked = as_new(checked)
    return FileResult(draft.path, checked, facts=facts(draft), gone=vanished)


def _is_read_otherwise(draft: Draft, before: Snapshot) -> bool:
    """Whether the file is the one that the baseline was made of, and only the words or the rules changed."""
    return draft.assessment.provenance.file_sha256 == before.sha256 and made_by(draft) != before.made_by


def facts(draft: Draft) -> str:
    """A draft in a line: its length, rating, and references to rated groups."""
    assessment = draft.assessment
    counts = [f"{number(c.count, 'reference')} to {c.name}" for c in assessment.counts if c.rated]
    rating = f"rated {assessment.overall.level} ({assessment.overall.score:.2f})"
    return ", ".join((pages(assessment), rating, *counts))


def _notes(read: Read, baseline: Baseline, matched: dict[str, str]) -> Iterable[str]:
    """What a reader of the comparison should know."""
    for known in baseline:
        if known not in matched.values() and not (read.setup.root / known).exists():
            yield f"{known} is in the baseline, but is there no more: nothing is required of it."
    for draft in read.drafts:
        name = matched.get(draft.path)
        if name is None:
            yield f"{draft.path} is not in the baseline: every requirement applies to it."
            continue
        if name != draft.path:
            yield f"{draft.path} is compared with {name}, which it was before."
        if baseline[name].made_by != made_by(draft):
            but = "; in a file that is the same, nothing fails" * _is_read_otherwise(draft, baseline[name])
            yield (
                f"{draft.path}: the baseline was made with another gmi, lexicon or profile; figures may "
                f"differ because of that{but}. Record it again with --update-baseline."
            )
    other = [
        target.name
        for target, draft in read.files
        if isinstance(draft, Draft)
        and (name := matched.get(draft.path)) is not None
        and baseline[name].required != measured(target.required)
    ]
    if other:
        yield (
            f"The requirements changed since the baseline was recorded (for {number(len(other), 'file')}): "
            "what they add is told, and does not fail. Record it with --update-baseline."
        )


def recorded(read: Read, old: Baseline, *, keep_others: bool) -> dict[str, Snapshot]:
    """Today's state as a baseline. A file that can't be read now keeps its old entry; one that is not among
    those that were read loses it, unless `keep_others`."""
    read_now = {target.name for target, _ in read.files}
    snapshots = {name: one for name, one in old.items() if keep_others or name in read_now}
    for target, draft in read.files:
        if isinstance(draft, Draft):
            checked = tuple(held_against(draft, target.required, read.setup))
            snapshots[target.name] = snapshot_of(draft, checked, target.required)
    return snapshots
