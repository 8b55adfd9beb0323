"""One way to write each character, with a map from every character back to where it came from.

Quotes become ' and " (U+201F is an apostrophe in UN documents), hyphens and en dashes "-", all blanks " ";
the rest follows Unicode's NFKC (ligatures, full-width letters, combining accents). A Greek or Cyrillic letter
that stands for its Latin twin inside a Latin word becomes the Latin one. Soft hyphens, zero-width characters
and controls go.
"""

import re
import unicodedata

Run = tuple[int, int, int]
"""`length` characters of the result from `target` on are those of the source from `source` on, one to one."""

_ONE_TO_ONE = str.maketrans(
    "‘’‚‛‟`´ʼ′＇“”„«»″＂‐‑‒–−﹣－\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u202f\u205f\u3000\t\f\v\r\n",
    "''''''''''\"\"\"\"\"\"\"-------" + " " * 21,
)
_TWINS = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχАВЕКМНОРСТХасеорхуіј", "ABEZHIKMNOPTYXavopuxABEKMHOPCTXaceopxyij")
_twin = re.compile(r"(?<=[A-Za-z])[Ͱ-ӿ](?![Ͱ-ӿ])|(?<![Ͱ-ӿ])[Ͱ-ӿ](?=[A-Za-z])").search
_twins = re.compile(r"(?<=[A-Za-z])[Ͱ-ӿ](?![Ͱ-ӿ])|(?<![Ͱ-ӿ])[Ͱ-ӿ](?=[A-Za-z])").sub
# What NFKC treats together: a character with the marks that follow it; and what is dropped or shortened.
_clusters = re.compile(
    r"(?P<drop>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f]+)"
    r"|(?P<blanks> {2,})|(?P<keep>[²³¹⁰-⁹º°ª…½¼¾])|(?P<cluster>.[\u0300-\u036f\u0483-\u0487\u064b-\u065f]*)",
    re.DOTALL,
).finditer

GARBAGE = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\x01-\x08]")
"""What stands for a letter that a file doesn't name."""


def normalise(text: str) -> tuple[str, list[Run] | None]:
    """The normalised text and its runs in order; None for the runs where it is one to one as a whole.

    Characters of the result that no run of its own covers (the letters of a ligature) are runs of one.
    """
    # The commonest first: after them most lines are plain, and need no table.
    if not text.isascii():
        text = text.replace("’", "'").replace("–", "-").replace("\xa0", " ")
        text = text.replace("“", '"').replace("”", '"')
    if not text.isascii():
        text = text.translate(_ONE_TO_ONE)
        if _twin(text):
            text = _twins(lambda match: match.group().translate(_TWINS), text)
        if not unicodedata.is_normalized("NFKC", text):
            return _normalise_clusters(text)
    # Whatever is to be dropped is not printable.
    if text.isprintable() and "  " not in text:
        return (text.replace("`", "'") if "`" in text else text), None
    return _normalise_clusters(text.translate(_ONE_TO_ONE))


def _normalise_clusters(text: str) -> tuple[str, list[Run]]:
    parts: list[str] = []
    runs: list[Run] = []
    length = 0
    for match in _clusters(text):
        if match["drop"]:
            continue
        source = match.start()
        # Superscripts, fractions and the dots of an ellipsis would turn into other numbers or words.
        result = match["keep"] or (" " if match["blanks"] else unicodedata.normalize("NFKC", match.group()))
        for character in result:
            if runs and runs[-1][1] + runs[-1][2] == source and runs[-1][0] + runs[-1][2] == length:
                runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
            else:
                runs.append((length, source, 1))
            parts.append(character)
            length += 1
    return "".join(parts), runs
