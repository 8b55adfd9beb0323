"""Sentences with blanks to fill in: how they are written, checked and filled.

`{name}` is filled in, `{name!}` with a capital, `{name?one|many}` by a number; what stands in [brackets] is
left to the analyst. Values are text, numbers, or words with footnotes in them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from gmi.brief.records import Note, Text, Words

Value = str | int | Words
_BLANK = re.compile(r"\{(\w+)(?:(!)|\?([^{}|]*)\|([^{}|]*))?\}")
_PART = re.compile(rf"{_BLANK.pattern}|([\[\]])|([^\[\]{{}}]+)")


def blanks(sentence: str) -> list[str]:
    """The names of a sentence's blanks. Raises ValueError where braces are not in pairs."""
    if set("{}") & set(_BLANK.sub("", sentence)):
        raise ValueError("a brace without its partner, or a blank that is not written as {name}")
    return list(dict.fromkeys(match[1] for match in _BLANK.finditer(sentence)))


def fill(sentence: str, known: Mapping[str, Value]) -> Words:
    """The sentence with its blanks filled in; every blank must be known."""
    return tuple(_joined(_pieces(sentence, known)))


def _pieces(sentence: str, known: Mapping[str, Value]) -> Iterator[Text | Note]:
    in_place = False
    for name, capital, one, many, bracket, plain in _PART.findall(sentence):
        if bracket == "]":
            yield Text("]", place=True)
            in_place = False
        elif bracket:
            in_place = True
            yield Text("[", place=True)
        elif plain:
            yield Text(plain, in_place)
        elif one or many:
            yield Text(one if known[name] == 1 else many, in_place)
        else:
            yield from _value(known[name], in_place, capital=bool(capital))


def _value(value: Value, in_place: bool, *, capital: bool) -> Iterator[Text | Note]:
    if isinstance(value, tuple):
        yield from value
        return
    text = f"{value:,}" if isinstance(value, int) else value
    yield Text(text[:1].upper() + text[1:] if capital else text, in_place)


def _joined(pieces: Iterator[Text | Note]) -> Iterator[Text | Note]:
    """Neighbouring text of one kind as one piece. A note goes behind a full stop or comma that follows it."""
    text: list[Text] = []
    notes: list[Note] = []
    for piece in pieces:
        if isinstance(piece, Note):
            notes.append(piece)
            continue
        if not piece.text:
            continue
        if notes:
            mark = piece.text[0] if piece.text[0] in ".,;" and not piece.place else ""
            yield from _flushed([*text, Text(mark)] if mark else text)
            yield from notes
            text, notes, piece = [], [], Text(piece.text[len(mark) :], piece.place)
        text.append(piece)
    yield from _flushed(text)
    yield from notes


def _flushed(pieces: Sequence[Text]) -> Iterator[Text]:
    """The pieces, with neighbours of one kind put together."""
    run: list[str] = []
    place = False
    for piece in pieces:
        if run and piece.place != place:
            yield Text("".join(run), place)
            run = []
        place = piece.place
        run.append(piece.text)
    if "".join(run):
        yield Text("".join(run), place)


def listed(items: Sequence[Words | str], word: str, *, light: bool = False) -> Words:
    """Items as a sentence lists them: "a, b and c"; with semicolons where items have commas or "and" in them,
    unless it is to be `light`."""
    every = [(Text(item),) if isinstance(item, str) else item for item in items]
    texts = ["".join(one.text for one in item if isinstance(one, Text)) for item in every]
    heavy = not light and len(every) > 1 and any("," in text or f" {word} " in text for text in texts)
    found: list[Text | Note] = []
    for index, item in enumerate(every):
        if index:
            last = index == len(every) - 1
            comma = "; " if heavy else ", "
            found.append(Text((f"{comma if heavy else ' '}{word} ") if last else comma))
        found += item
    return tuple(found)


def inside(name: str) -> str:
    """A name as it stands inside a sentence: "Wage gap" in lower case, "LGBTQIA+ people" as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
