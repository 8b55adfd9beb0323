"""Assessments as files: the ending says which form, and a file is written whole or not at all."""

import io
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from gmi.errors import GmiError
from gmi.rate.assessment import Assessment
from gmi.rate.serialise import to_json

Assessments = Sequence[Assessment]


def json_text(assessments: Assessments, *, as_array: bool) -> str:
    """One object, or an array of them."""
    if not as_array:
        return to_json(assessments[0]) if assessments else ""
    return "[\n" + ",\n".join(to_json(a).rstrip("\n") for a in assessments) + "\n]\n"


def writer_for(path: Path, number: int) -> Callable[[Assessments], str]:
    """The writer for a file name's ending. Raises GmiError where there is none, or none for several reports."""
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise GmiError(
            f"Can't write {path.name!r}: no form has the ending {path.suffix!r}.",
            f"Use one of: {', '.join(_WRITERS)}.",
        )
    if number > 1 and path.suffix.lower() == ".svg":
        raise GmiError("An .svg shows one report.", "Give one report, or write .txt, .md, .csv or .json.")
    return writer


def write(path: Path, assessments: Assessments) -> None:
    """Write the file, whole or not at all. Raises GmiError where that can't be."""
    text = writer_for(path, len(assessments))(assessments)
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, delete=False
        ) as file:
            file.write(text)
        # A temporary file is the owner's alone; a new file should be as readable as the umask allows.
        mask = os.umask(0)
        os.umask(mask)
        Path(file.name).chmod(0o666 & ~mask)
        Path(file.name).replace(path)
    except OSError as error:
        raise GmiError(
            f"Can't write {path}: {error.strerror}.", "Choose a place you may write to."
        ) from error


def _json(assessments: Assessments) -> str:
    return json_text(assessments, as_array=len(assessments) > 1)


def _text(assessments: Assessments) -> str:
    from rich.console import Console

    from gmi.report.terminal import render

    console = Console(file=io.StringIO(), width=80, force_terminal=False)
    with console.capture() as captured:
        for assessment in assessments:
            render(assessment, console)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _svg(assessments: Assessments) -> str:
    from rich.console import Console

    from gmi.report.terminal import render

    console = Console(
        file=io.StringIO(), width=96, record=True, force_terminal=True, color_system="truecolor"
    )
    render(assessments[0], console)
    return console.export_svg(title="gmi score", unique_id="gmi")


def _csv(assessments: Assessments) -> str:
    from gmi.report.tables import mentions_csv

    return mentions_csv(assessments)


def _markdown(assessments: Assessments) -> str:
    from gmi.report.markdown import page

    return "\n\n".join(page(assessment) for assessment in assessments)


_WRITERS: dict[str, Callable[[Assessments], str]] = {
    ".json": _json,
    ".csv": _csv,
    ".md": _markdown,
    ".txt": _text,
    ".svg": _svg,
}
