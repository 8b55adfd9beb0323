"""The text of a dictionary's file, whatever encoding it has."""

from gmi.errors import GmiError
from gmi.lexicon.interchange.dictionary import Notes

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decoded(data: bytes, notes: Notes) -> str:
    """The bytes as text: UTF-8 or UTF-16, else Windows-1252. Raises GmiError for no text."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        notes.say("The file is not UTF-8: it is read as Windows-1252 (Latin-1). Look at accented letters.")
    if "\0" in text:
        raise GmiError("This is no text file.", "Save the dictionary in one of the formats that gmi reads.")
    return text
