"""Assessments as files: the ending says which form, and a file is written whole or not at all."""

import io
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from gmi.errors import GmiError
from gmi.rate.assessment import Assessment, Scored

Assessments = Sequence[Assessment]
Reports = Sequence[Scored]
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


class Form(NamedTuple):
    """A form of file: what makes its content, and whether it can hold several reports."""

    render: Callable[[Reports], str | bytes]
    holds_several: bool = True


def form_for(path: Path, number: int) -> Form:
    """The form for a file name's ending. Raises GmiError where none fits so many reports."""
    name = path.name.lower()
    form = next((form for ending, form in _FORMS.items() if name.endswith(ending)), None)
    if form is None:
        what = f"no form has the ending {path.suffix!r}" if path.suffix else "its name has no ending"
        raise GmiError(f"Can't write {path.name!r}: {what}.", f"Use one of: {', '.join(_FORMS)}.")
    if number > 1 and not form.holds_several:
        several = ", ".join(ending for ending, other in _FORMS.items() if other.holds_several)
        raise GmiError(f"{path.name!r} can show one report only.", f"Give one report, or write {several}.")
    return form


def check_place(path: Path, inputs: Sequence[Path]) -> None:
    """Refuse a place that can't be written to, and one of the reports itself. Raises GmiError."""
    if path.is_dir():
        raise GmiError(f"{path} is a folder.", f"Name a file: {path}/report{path.suffix or '.json'}")
    if not path.parent.is_dir():
        raise GmiError(f"There is no folder {path.parent}.", "Make it first, or choose another.")
    if any(path.resolve() == source.resolve() for source in inputs):
        raise GmiError(f"{path} is one of the reports to read.", "Choose another name for the result.")


def write(path: Path, reports: Reports) -> None:
    """Write the file, whole or not at all. Raises GmiError where that can't be."""
    content = form_for(path, len(reports)).render(reports)
    write_whole(path, content.encode() if isinstance(content, str) else content)


def write_whole(path: Path, content: bytes) -> None:
    """Put the bytes into the file, all of them or none. Raises GmiError where that can't be."""
    with whole_file(path) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which becomes `path` when the block ends well and is gone otherwise. A device or a
    pipe (/dev/null, /dev/stdout) is written to as it is: it must not be replaced by a file.

    Raises GmiError where that can't be."""
    target = path.resolve()  # a link stays a link
    draft = None
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            draft = Path(file.name)
            yield file
        draft.chmod(_mode(target))
        draft.replace(target)
    except OSError as error:
        raise GmiError(
            f"Can't write {path}: {error.strerror}.", "Choose a place you may write to."
        ) from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with the files (by name), all of them or none. Raises GmiError where that can't be, and
    where there is such a folder with something in it."""
    target = path.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise GmiError(f"{path} is there already.", "Name a new folder, or an empty one.")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as place:
            draft = Path(place, "draft")
            draft.mkdir()
            for name, content in files.items():
                draft.joinpath(name).write_bytes(content)
            if target.exists():
                target.rmdir()
            draft.replace(target)
    except OSError as error:
        raise GmiError(
            f"Can't write {path}: {error.strerror}.", "Choose a place you may write to."
        ) from error


def _mode(target: Path) -> int:
    """A replaced file keeps its permissions; a new one gets what the umask allows."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _assessments(reports: Reports) -> list[Assessment]:
    return [report.assessment for report in reports]


def _json(reports: Reports) -> str:
    return json_text(_assessments(reports), as_array=len(reports) > 1)


def _text(reports: Reports) -> str:
    from rich.console import Console

    from gmi.report.terminal import render

    out = io.StringIO()
    console = Console(file=out, width=PAGE_WIDTH, force_terminal=False, no_color=True, highlight=False)
    for index, assessment in enumerate(_assessments(reports)):
        if index:
            console.print("\n")
        render(assessment, console)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _svg(reports: Reports) -> str:
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
    assessment = reports[0].assessment
    render(assessment, console)
    drawn = console.export_svg(title=plain(f"gmi score {assessment.source.name}"), unique_id="gmi")
    # Rich would fetch a font from the network whenever the picture is looked at.
    drawn = re.sub(r"\s*@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    return drawn.replace(
        "Fira Code, monospace", "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
    )


def _csv(reports: Reports) -> str:
    from gmi.report.tables import mentions_csv

    return mentions_csv(_assessments(reports))


def _xlsx(reports: Reports) -> bytes:
    from gmi.report.tables import about, tables
    from gmi.report.workbook import workbook

    assessments = _assessments(reports)
    return workbook(about(assessments), tables(assessments))


def _markdown(reports: Reports) -> str:
    from gmi.report.markdown import page

    return "\n\n".join(page(assessment) for assessment in _assessments(reports))


def _html(reports: Reports) -> str:
    from gmi.report.html import page

    return page(reports)


def _highlighted(reports: Reports) -> bytes:
    from gmi.report.highlight import highlighted

    return highlighted(reports[0])


# The first ending that fits is taken: put longer ones before those that they end in.
_FORMS: dict[str, Form] = {
    ".json": Form(_json),
    ".csv": Form(_csv),
    ".xlsx": Form(_xlsx),
    ".html": Form(_html),
    ".md": Form(_markdown),
    ".txt": Form(_text),
    ".svg": Form(_svg, holds_several=False),
    ".highlighted.pdf": Form(_highlighted, holds_several=False),
}
