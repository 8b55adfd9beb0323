"""Options that several commands share, so that they mean and say the same everywhere."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="Reports: PDF, Word, HTML, Markdown or text.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON: an object for one file, an array for several.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file; its ending says what: .html .json .csv .xlsx .highlighted.pdf .md .txt .svg",
    ),
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="CODE", help="The report's language (en), if gmi errs about it."),
]
OwnLexicon = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon",
        metavar="PATH",
        help="A file or folder of your own that extends or replaces the words; repeatable.",
    ),
]
ProfileName = Annotated[
    str, typer.Option("--profile", metavar="NAME|FILE", help="A profile's name, or a TOML file of your own.")
]
EngineName = Annotated[Literal["pypdfium2", "pdfplumber"], typer.Option("--engine", help="What reads PDFs.")]
Password = Annotated[str | None, typer.Option("--password", metavar="TEXT", help="Opens encrypted files.")]
Ocr = Annotated[
    Literal["auto", "always", "never"],
    typer.Option("--ocr", help="Read scanned pages by OCR (needs gmi[ocr])."),
]
TimeLimit = Annotated[
    float,
    typer.Option("--time-limit", metavar="SECONDS", min=0.1, help="How long reading one file may take."),
]
Tracked = Annotated[
    Literal["accept", "reject"],
    typer.Option("--tracked", help="Tracked changes of a Word draft: take them or not."),
]
Review = Annotated[
    Path | None,
    typer.Option(
        "--review", metavar="FILE", help="Decisions of gmi review, if they aren't beside the report."
    ),
]
NoReview = Annotated[
    bool, typer.Option("--no-review", help="Count what readers rejected in gmi review all the same.")
]
Sheets = Annotated[
    list[Path] | None,
    typer.Option(
        "--experience",
        metavar="FILE",
        help="A filled worksheet (gmi worksheet): lived experience beside the text's ratings; repeatable.",
    ),
]
ShowSmall = Annotated[
    bool,
    typer.Option("--show-small", help="Show figures of lived experience that few people stand behind, too."),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors: no progress bar, no notes.")
]
NoColor = Annotated[
    bool, typer.Option("--no-color", help="No colours; NO_COLOR in the environment does the same.")
]
