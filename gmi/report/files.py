"""Assessments as files: the ending says which form, and a file is written whole or not at all."""

import io
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from gmi.errors import GmiError
from gmi.rate.assessment import Assessment

Assessments = Sequence[Assessment]
PAGE_WIDTH = 80
FONTS = "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def json_text(assessments: Assessments, *, as_array: bool) -> str:
    """One object, or an array of them."""
    from gmi.rate.serialise import to_json

    if not as_array:
        return to_json(assessments[0])
    if not assessments:
        return "[]\n"
    return "[\n" + ",\n".join(to_json(assessment).rstrip("\n") for assessment in assessments) + "\n]\n"


def writer_for(path: Path, number: int) -> Callable[[Assessments], str]:
    """The writer for a file name's ending. Raises GmiError where none fits so many reports."""
    ending = path.suffix.lower()
    writer = _WRITERS.get(ending)
    if writer is None:
        what = f"no form has the ending {path.suffix!r}" if ending else "its name has no ending"
        raise GmiError(f"Can't write {path.name!r}: {what}.", f"Use one of: {', '.join(_WRITERS)}.")
    if number > 1 and ending == ".svg":
        raise GmiError("An .svg shows one report.", "Give one report, or write .txt, .md, .csv or .json.")
    return writer


def check_place(path: Path, inputs: Sequence[Path]) -> None:
    """Refuse a place that can't be written to, and one of the reports itself. Raises GmiError."""
    if path.is_dir():
        raise GmiError(f"{path} is a folder.", f"Name a file: {path}/report{path.suffix or '.json'}")
    if not path.parent.is_dir():
        raise GmiError(f"There is no folder {path.parent}.", "Make it first, or choose another.")
    if any(path.resolve() == source.resolve() for source in inputs):
        raise GmiError(f"{path} is one of the reports to read.", "Choose another name for the result.")


def write(path: Path, assessments: Assessments) -> None:
    """Write the file, whole or not at all. Raises GmiError where that can't be."""
    text = writer_for(path, len(assessments))(assessments)
    target = path.resolve()  # a link stays a link
    draft = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            draft = Path(file.name)
            file.write(text)
        draft.chmod(_mode(target))
        draft.replace(target)
    except OSError as error:
        raise GmiError(
            f"Can't write {path}: {error.strerror}.", "Choose a place you may write to."
        ) from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """A replaced file keeps its permissions; a new one gets what the umask allows."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _json(assessments: Assessments) -> str:
    return json_text(assessments, as_array=len(assessments) > 1)


def _text(assessments: Assessments) -> str:
    from rich.console import Console

    from gmi.report.terminal import render

    out = io.StringIO()
    console = Console(file=out, width=PAGE_WIDTH, force_terminal=False, no_color=True, highlight=False)
    for index, assessment in enumerate(assessments):
        if index:
            console.print("\n")
        render(assessment, console)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _svg(assessments: Assessments) -> str:
    from rich.console import Console

    from gmi.report.escape import plain
    from gmi.report.terminal import render

    console = Console(
        file=io.StringIO(),
        width=PAGE_WIDTH,
        record=True,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        _environ={},
    )
    render(assessments[0], console)
    drawn = console.export_svg(title=plain(f"gmi score {assessments[0].source.name}"), unique_id="gmi")
    # Rich would fetch a font from the network whenever the picture is looked at.
    drawn = re.sub(r"\s*@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    return drawn.replace(
        "Fira Code, monospace", "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
    )


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
