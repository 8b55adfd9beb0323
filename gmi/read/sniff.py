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
_UNPACK = "Unpack it and name the reports in it."
_EXPORT = "Export it as PDF or .docx and read that."
_SCAN = "Make a PDF of it: its text can then be read by OCR."
_HEADS = (
    (b"{\\rtf", "an RTF file", _CONVERT),
    (b"\xffWPC", "a WordPerfect file", _CONVERT),
    (b"%!PS", "a PostScript file", "Convert it to PDF (for example with ps2pdf) and read that."),
    (b"\xff\xd8\xff", "a picture", _SCAN),
    (b"\x89PNG", "a picture", _SCAN),
    (b"GIF8", "a picture", _SCAN),
    (b"II*\x00", "a picture", _SCAN),
    (b"MM\x00*", "a picture", _SCAN),
    (b"\x1f\x8b", "a packed file", _UNPACK),
    (b"7z\xbc\xaf", "a packed file", _UNPACK),
    (b"Rar!", "a packed file", _UNPACK),
    (b"BZh", "a packed file", _UNPACK),
    (b"\\documentclass", "a LaTeX file", "Typeset it and read the PDF."),
)
"""What other kinds of files begin with, what they are, and what to do."""
_BINARY = {".pdf": "a PDF", ".docx": "a Word file", ".docm": "a Word file", ".dotx": "a Word file"}
"""Endings of names that no text file has, and what they promise."""
_PARTS = (
    ("xl/workbook.xml", "a spreadsheet (.xlsx)", "Save what is to be read as .docx or PDF."),
    ("ppt/presentation.xml", "a presentation (.pptx)", "Save it as PDF and read that."),
    ("Index/Document.iwa", "a Pages file", _EXPORT),
    ("index.apxl", "a Pages file", _EXPORT),
    ("META-INF/container.xml", "an e-book (.epub)", "Convert it to .docx or PDF and read that."),
)
"""Parts that other kinds of zip files have, what these are, and what to do."""
_DATA = frozenset({".csv", ".json", ".jsonl", ".svg", ".toml", ".tsv", ".yaml", ".yml"})
"""Endings of text files that are no prose. gmi writes most of them: its own words would be scored."""
_WORD_XML = re.compile(rb"schemas\.microsoft\.com/office/(?:word/2003|2006/xmlPackage)|progid=\"Word")
_WEB_ARCHIVE = re.compile(rb"MIME-Version:[^<]*Content-Type:\s*multipart/related", re.IGNORECASE)


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
    # Before PDF, which need not begin at the first byte: a zip file may hold one as it is.
    if head.startswith(b"PK\x03\x04"):
        return _sniff_zip(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if _has_part(path, "EncryptedPackage"):
            what = f"{path.name}: is a Word file with a password, which gmi can't open."
            raise GmiError(what, "Open it in a word processor and save it without a password.")
        what = "an old Word file (.doc)" if _has_part(path, "WordDocument") else "an old Office file"
        raise _unread(path, what, _CONVERT)
    for beginning, what, way_out in _HEADS:
        if head.startswith(beginning):
            raise _unread(path, what, way_out)
    return _sniff_text(path, head)


def _unread(path: Path, what: str, way_out: str) -> GmiError:
    return GmiError(f"{path.name}: this is {what}, which gmi does not read.", way_out)


def _has_part(path: Path, name: str) -> bool:
    """Whether a compound file has a part of this name; its directory gives names in UTF-16."""
    with path.open("rb") as file:
        return name.encode("utf-16-le") in file.read(_SEARCHED)


def _sniff_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise GmiError(f"{path.name}: the file is damaged (a Word or zip file that breaks off).") from error
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        raise _unread(path, "an OpenDocument file", _CONVERT)
    for part, what, way_out in _PARTS:
        if part in names:
            raise _unread(path, what, way_out)
    raise GmiError(f"{path.name}: a zip file that is no Word document.", _UNPACK)


def _sniff_text(path: Path, head: bytes) -> Format:
    suffix = path.suffix.lower()
    # A server's message that it has no such file, or a download that went wrong, is no report.
    if suffix in _BINARY:
        what = "a web page" if _HTML.search(head) else "no such file"
        raise GmiError(
            f"{path.name}: is named {suffix} and is {what}: not {_BINARY[suffix]}.",
            "Get it anew; if it is a report in text or HTML, name it .txt or .html.",
        )
    if _WORD_XML.search(head):
        raise _unread(path, "a Word file in XML", _CONVERT)
    if _WEB_ARCHIVE.search(head):
        raise _unread(path, "a web page with its pictures in one file (.mht)", _CONVERT)
    if suffix in _DATA:
        raise _unread(path, f"a file of data ({suffix})", "Tables of short texts are for gmi code.")
    if _HTML.search(head) or (suffix in {".html", ".htm", ".xhtml"} and b"<" in head):
        return "html"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise GmiError(f"{path.name}: not a PDF, Word, HTML, Markdown or text file.")
    return "markdown" if suffix in {".md", ".markdown"} else "text"
