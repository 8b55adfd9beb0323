"""A brief as a file: the ending says which form."""

from pathlib import Path

from gmi.brief.records import Brief
from gmi.errors import GmiError
from gmi.report.files import write_whole

FORMS = (".docx", ".md", ".html")


def check(path: Path, template: Path | None) -> None:
    """Refuse what can't be written. Raises GmiError."""
    ending = path.suffix.lower()
    if ending not in FORMS:
        raise GmiError(f"Can't write {path.name!r}.", f"Use one of: {', '.join(FORMS)}.")
    if template is not None and ending != ".docx":
        raise GmiError(f"A template is for Word files, not for {path.name!r}.", "Write a .docx.")


def write(path: Path, brief: Brief, template: Path | None = None) -> None:
    """Write the file, whole or not at all. Raises GmiError where the template can't be used."""
    write_whole(path, _content(path.suffix.lower(), brief, template))


def _content(ending: str, brief: Brief, template: Path | None) -> bytes:
    if ending == ".docx":
        from gmi.report.brief_word import brief_word

        return brief_word(brief, template)
    if ending == ".md":
        from gmi.report.brief_markdown import brief_markdown

        return brief_markdown(brief).encode()
    from gmi.report.html.brief import page

    return page(brief).encode()
