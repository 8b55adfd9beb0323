"""The file that records the state which must not get worse, and which entry of it is of which draft."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from gmi.check.draft import Draft
from gmi.check.snapshot import Record, Snapshot
from gmi.errors import GmiError
from gmi.report.files import write_whole

FORMAT = "gmi-baseline/1"


class _File(Record):
    """The baseline as it is on disk."""

    format: str
    files: dict[str, Snapshot]


Baseline = Mapping[str, Snapshot]


def load_baseline(path: Path) -> Baseline:
    """The snapshots by the drafts' paths. Raises GmiError where there is none, or something else."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise GmiError(
            f"There is no baseline {path}.",
            f"Record today's state: gmi check --baseline {path} --update-baseline",
        ) from error
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.", "Check the name and its place.") from error
    try:
        found = _File.model_validate_json(content)
    except ValidationError as error:
        detail = error.errors()[0]
        where = ".".join(map(str, detail["loc"])) or "the file"
        raise GmiError(
            f"{path} is no baseline of gmi check: {where}: {detail['msg']}.",
            "Take it back from version control, or delete it and record it again with --update-baseline.",
        ) from error
    if found.format != FORMAT:
        what = f"{path} is a baseline of another version ({found.format})."
        raise GmiError(what, "Delete it, and record it again with --update-baseline.")
    return found.files


def write_baseline(path: Path, snapshots: Baseline) -> None:
    """Write the snapshots, each reference on a line of its own, so that versions can be compared."""
    write_whole(path, baseline_text(snapshots).encode("utf-8", "replace"))


def baseline_text(snapshots: Baseline) -> str:
    """The file's text; the same snapshots give the same bytes."""
    parts = []
    for name, snapshot in sorted(snapshots.items()):
        data = snapshot.model_dump(mode="json", exclude={"required"})
        data["required"] = snapshot.required.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        references = ",\n   ".join(_line(one) for one in data.pop("references"))
        known = ",\n   ".join(
            f"{_line(key)}: {_line(one)}" for key, one in sorted(data.pop("findings").items())
        )
        lines = [f"  {_line(key)}: {_line(value)}" for key, value in data.items()]
        lines.append(f'  "references": [\n   {references}\n  ]' if references else '  "references": []')
        lines.append(f'  "findings": {{\n   {known}\n  }}' if known else '  "findings": {}')
        parts.append(f" {_line(name)}: {{\n" + ",\n".join(lines) + "\n }")
    files = ",\n".join(parts)
    return f'{{"format": "{FORMAT}", "files": {{\n{files}\n}}}}\n'


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def match_drafts(drafts: Sequence[Draft], baseline: Baseline) -> dict[str, str]:
    """By draft, the path that the baseline has it under: the same; else, of a file that is there no more, the
    one with the same content; else the only one with the same symbol."""
    matched = {draft.path: draft.path for draft in drafts if draft.path in baseline}
    for same in (_same_content, _same_symbol):
        for draft in drafts:
            free = [name for name in baseline if name not in matched.values()]
            fits = [name for name in free if same(draft, baseline[name])]
            if draft.path in matched or not fits:
                continue
            rivals = [d for d in drafts if d.path not in matched and same(d, baseline[fits[0]])]
            if same is _same_content or len(fits) == len(rivals) == 1:
                matched[draft.path] = fits[0]
    return matched


def _same_content(draft: Draft, snapshot: Snapshot) -> bool:
    return draft.assessment.provenance.file_sha256 == snapshot.sha256


def _same_symbol(draft: Draft, snapshot: Snapshot) -> bool:
    symbol = draft.assessment.source.cover.symbol
    return symbol is not None and symbol.value == snapshot.symbol
