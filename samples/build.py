"""Makes the sample reports: `python samples/build.py [NAME ...]` builds all, or those named."""

import sys
from pathlib import Path

from report_source import read_source
from un_layout import write_pdf
from word_draft import write_docx

HERE = Path(__file__).parent
WRITERS = {"pdf": write_pdf, "docx": write_docx}


def build(source_path: Path, folder: Path) -> list[Path]:
    """Write every output that the source asks for into `folder`; the paths written."""
    source = read_source(source_path)
    paths = []
    for suffix in source.cover.outputs:
        path = folder / f"{source.name}.{suffix}"
        WRITERS[suffix](source, path)
        paths.append(path)
    return paths


def main(names: list[str]) -> None:
    """Build the samples called `names`, or all."""
    for source_path in sorted((HERE / "sources").glob("*.md")):
        if not names or source_path.stem in names:
            for path in build(source_path, HERE):
                print(path.relative_to(HERE.parent), file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
