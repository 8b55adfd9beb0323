"""What kind of file this is, by its first bytes; the name only tells text formats apart."""

import re
import zipfile
from pathlib import Path
from typing import Literal

from gmi.errors import GmiError

Format = Literal["pdf", "docx", "html", "markdown", "text"]

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SEARCHED = 20_000_000
"""Bytes of a compound file that are searched for the names of its parts."""
_CONVERT = "Save it as .docx or PDF (for example in LibreOffice: File, Save As) and read that."


def sniff(path: Path) -> Format:
    """The format of the file at `path`. Raises `GmiError` for what gmi can't read, with what to do."""
    try:
        if path.is_dir():
            raise GmiError(f"{path.name}: is a directory, not a report.", "Name the files in it.")
        if path.exists() and not path.is_file():
            raise GmiError(f"{path.name}: is a device or a pipe.", "Save it as a file and name that.")
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise GmiError(f"{path.name}: {(error.strerror or 'cannot be opened').lower()}.") from error
    if not head.strip():
        raise GmiError(f"{path.name}: the file is empty.")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _sniff_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if _is_encrypted_word(path):
            what = f"{path.name}: is a Word file with a password, which gmi can't open."
            raise GmiError(what, "Open it in a word processor and save it without a password.")
        raise GmiError(f"{path.name}: this is an old Word file (.doc), which gmi does not read.", _CONVERT)
    if head.startswith(b"{\\rtf"):
        raise GmiError(f"{path.name}: this is an RTF file, which gmi does not read.", _CONVERT)
    return _sniff_text(path, head)


def _is_encrypted_word(path: Path) -> bool:
    """Whether a compound file holds an encrypted .docx; its directory names the parts in UTF-16."""
    with path.open("rb") as file:
        return "EncryptedPackage".encode("utf-16-le") in file.read(_SEARCHED)


def _sniff_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise GmiError(f"{path.name}: the file is damaged (a Word or zip file that breaks off).") from error
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        raise GmiError(f"{path.name}: this is an OpenDocument file, which gmi does not read.", _CONVERT)
    raise GmiError(f"{path.name}: a zip file that is no Word document.", "Name the reports in it.")


def _sniff_text(path: Path, head: bytes) -> Format:
    suffix = path.suffix.lower()
    if _HTML.search(head) or (suffix in {".html", ".htm", ".xhtml"} and b"<" in head):
        return "html"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise GmiError(f"{path.name}: not a PDF, Word, HTML, Markdown or text file.")
    return "markdown" if suffix in {".md", ".markdown"} else "text"
