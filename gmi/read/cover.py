"""What the cover and the running headers say of the document, each with where it was found.

The symbol is what most running headers say: the first one on a cover may be that of an earlier issue. The
date stands between "Distr." and "Original:" in the masthead.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from gmi.read.document import Cover, Found
from gmi.read.words import bodies, language_words

_symbols = re.compile(r"\b[A-Z]{1,6}(?:/[A-Za-z0-9.()\[\]-]+){2,}").findall
_header_symbols = re.compile(r"\b[A-Z]{1,6}(?:/[A-Za-z0-9.()\[\]-]+)+").findall
_iso3 = re.compile(r"/([A-Z]{3})(?=/|$)").findall
_original = re.compile(r"Original\s*:\s*([^\W\d]+(?:\s*/\s*[^\W\d]+)*)", re.IGNORECASE).search
_distribution = re.compile(r"Distr\.|^Distr\b", re.IGNORECASE).search
_date = re.compile(r"(\d{1,2})(?:er|º|°)?\s+(?:de\s+)?([^\W\d]+)\.?\s*(?:de\s+)?(\d{4})").search
_chinese_date = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日").search
_month_first = re.compile(r"([^\W\d]+)\s+(\d{1,2}),\s+(\d{4})").search
_upr_session = re.compile(r"A/HRC/WG\.6/(\d+)/").match
_LONGEST_CYCLE = 80
"""Characters before the end of "... periodic report" in a title that are taken for its number."""
_JOINING = {"and", "to", "y", "e", "et", "à", "a", "и"}
"""Common words that may stand between numbers: "second and third periodic reports"."""
_LONGEST_SYMBOL_LINE = 80
"""Characters of a line on the cover that may print the symbol; longer ones cite other documents."""
_LONGEST_HEADING = 120
"""Characters of a line that may be the heading which names the body."""
_UPR_CYCLES = ((12, "first"), (26, "second"), (40, "third"), (55, "fourth"))


def read_cover(lines: Sequence[str], headers: Sequence[str], title: str | None) -> Cover:
    """Cover data of a document.

    `lines` are the cover's lines as printed, `headers` the running headers and footers of all pages,
    `title` the biggest print of the cover. Everything may be empty.
    """
    symbol = _symbol(lines, headers)
    named = Found(title, "page 1, largest print") if title else None
    if not named:
        title = next((line for line in lines if _plain_report(line)), None)
        named = Found(title, "line that names the report") if title else None
    cover = Cover(symbol=symbol, title=named)
    value = symbol.value if symbol else ""
    state, iso3 = _state(value, lines, title, headers)
    cycle = _cycle(value, title, lines)
    return replace(
        cover,
        state=state,
        iso3=iso3,
        treaty_body=_body(value, lines, masthead=bool(value or cycle or any(map(_distribution, lines)))),
        cycle=cycle,
        date=_cover_date(lines),
        original_language=_original_language(lines),
    )


def _clean(symbol: str) -> str:
    symbol = re.sub(r"\s", "", symbol).rstrip(".,;*([-")
    return symbol.rstrip(")") if "(" not in symbol else symbol


def _bare(symbol: str) -> str:
    return re.sub(r"[\W_]", "", symbol)


def _symbol(lines: Sequence[str], headers: Sequence[str]) -> Found | None:
    counted: Counter[str] = Counter()
    for header, times in Counter(headers).items():
        for found in _header_symbols(header)[:1]:
            counted[_clean(found)] += times
    if counted:
        value, times = max(counted.items(), key=lambda pair: (pair[1], pair[0]))
        # A slip in the header ("A/HRC24/7") is mended where the cover has the same letters and digits.
        printed = {_clean(found) for line in lines for found in _symbols(line)}
        value = next((one for one in sorted(printed) if _bare(one) == _bare(value)), value)
        return Found(value, f"running header of {times} page{'s' if times > 1 else ''}")
    # The masthead's own symbol stands in the line of "United Nations", or near "Distr."; else the last.
    short = [(position, line) for position, line in enumerate(lines) if len(line) <= _LONGEST_SYMBOL_LINE]
    named = [(position, found) for position, line in short for found in _symbols(line)]
    if not named:
        return None
    distribution = next((i for i, line in enumerate(lines) if _distribution(line)), len(lines))
    _, found = min(named, key=lambda pair: abs(pair[0] - distribution))
    return Found(_clean(found), "cover")


def _body(symbol: str, lines: Sequence[str], *, masthead: bool) -> Found | None:
    """The body whose document it is. Without masthead it may be a letter, which names treaties in its
    sentences: then a heading has to name the body, a short line where no comma follows the name."""
    headings = [" ".join(lines)] if masthead else [line for line in lines if len(line) <= _LONGEST_HEADING]
    plain = [re.sub(r"\s+", " ", line.lower().replace("’", "'")) for line in headings]
    endings = "" if masthead else "(?![,;])"
    named = next(
        (b for b in bodies() for n in b.cover for line in plain if re.search(re.escape(n) + endings, line)),
        None,
    )
    by_symbol = next((body for body in bodies() if f"{symbol}/".startswith(f"{body.symbol}/")), None)
    # The Council's own symbol is also that of its Working Group's reports; the cover then says more. A treaty
    # that it names, as in its first recommendation, does not say whose document it is.
    if by_symbol and not (named and named.symbol.startswith(f"{by_symbol.symbol}/")):
        return Found(by_symbol.name, "document symbol")
    return Found(named.name, "cover") if named else None


def _cycle(symbol: str, title: str | None, lines: Sequence[str]) -> Found | None:
    session = _upr_session(symbol)
    if session:
        number = int(session[1])
        cycle = next((name for last, name in _UPR_CYCLES if number <= last), None)
        return Found(f"session {number}" + (f", {cycle} cycle" if cycle else ""), "document symbol")
    lower = (title or " ".join(lines)).lower()
    if any(phrase in lower for words in language_words().values() for phrase in words.replies):
        return Found("replies to the list of issues", "cover")
    # Older covers say in a line below the title which report it is.
    named = (_report(lower) if title else None) or next(filter(None, map(_plain_report, lines)), None)
    return Found(named, "cover") if named else None


def _report(line: str) -> str | None:
    """The words of a line up to "periodic report": which report it is; None where they are too many. The
    Committee or treaty that stands before them, "CMW, initial report", is not part of them."""
    for words in language_words().values():
        ends = [line.index(phrase) + len(phrase) for phrase in words.report if phrase in line]
        if ends:
            which = _after_body(line[: max(ends)])
            if len(which) <= _LONGEST_CYCLE:
                return which
    return None


def _after_body(report: str) -> str:
    """What follows a colon, a dash or the name of a body, if anything does."""
    return report[max((found.end() for found in _before_report().finditer(report)), default=0) :]


@cache
def _before_report() -> re.Pattern[str]:
    """A colon, a dash or the name of a body, with the marks and blanks after it."""
    names = {name.lower() for body in bodies() for name in (body.name, *body.cover)}
    named = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"[:–—]\s*|\s-\s+|\b(?:{named})\b[\W_]+")


def _plain_report(line: str) -> str | None:
    """What `_report` says of a line that is no sentence: "Second periodic report", not "In its second"."""
    report = _report(line.lower()) if line[:1].isupper() else None
    if report is None:
        return None
    common = {word for words in language_words().values() for word in words.function_words} - _JOINING
    return None if common & set(report.split()) else report


def _cover_date(lines: Sequence[str]) -> Found | None:
    """The date after "Distr.", before "Original:"; else the only date of the cover."""
    start = next((i for i, line in enumerate(lines) if _distribution(line)), None)
    if start is not None:
        for line in lines[start : start + 4]:
            value = parse_date(line)
            if value:
                return Found(value, "cover, after Distr.")
    dates = {value for value in map(parse_date, lines) if value}
    return Found(dates.pop(), "cover") if len(dates) == 1 else None


def parse_date(text: str) -> str | None:
    """The first date written in `text` in a UN language, as ISO 8601; None if there is none."""
    chinese = _chinese_date(text)
    if chinese:
        return f"{int(chinese[1]):04}-{int(chinese[2]):02}-{int(chinese[3]):02}"
    match, american = _date(text), _month_first(text)
    if match:
        day, month, year = match[1], match[2], match[3]
    elif american:
        month, day, year = american[1], american[2], american[3]
    else:
        return None
    for words in language_words().values():
        if month.lower() in words.months and 0 < int(day) <= 31:
            return f"{year}-{words.months.index(month.lower()) + 1:02}-{int(day):02}"
    return None


def _original_language(lines: Sequence[str]) -> Found | None:
    match = next((match for match in map(_original, lines) if match), None)
    return Found(match[1], "cover, after Original:") if match else None


def _state(
    symbol: str, lines: Sequence[str], title: str | None, headers: Sequence[str]
) -> tuple[Found | None, str | None]:
    by_code, by_name = states()
    code = next((part for part in reversed(_iso3(symbol)) if part in by_code), None)
    for line in (line.strip(" *0123456789") for line in lines):
        named = by_name.get(_plain(line))
        if named and (code is None or named == code):
            return Found(line, "cover"), named
    # "Second periodic report submitted by Peru under article 73 of the Convention"
    for text, where in (
        (title or "", "title on the cover"),
        (" ".join(dict.fromkeys(headers)), "running header"),
    ):
        within = f" {_plain(text)} "
        names = [name for name, named in by_name.items() if code in (None, named) and f" {name} " in within]
        if names:
            named = by_name[max(names, key=lambda name: (len(name), name))]
            return Found(by_code[named], where), named
    if code:
        return Found(by_code[code], "document symbol"), code
    # A name that ISO does not have, up to the first word in small letters.
    phrases = [phrase for words in language_words().values() for phrase in words.submitted]
    match = re.search(rf"(?:{'|'.join(map(re.escape, phrases))})\s+((?:[A-Z][\w'’-]*\s?)+)", title or "")
    return (Found(match[1].strip(), "title on the cover"), None) if match else (None, None)


def _plain(name: str) -> str:
    """A State's name for comparison: without accents, case, article, punctuation."""
    letters = unicodedata.normalize("NFKD", name.lower().replace("’", "'"))
    letters = "".join(one for one in letters if not unicodedata.combining(one))
    return re.sub(r"[^a-z ]", "", letters).removeprefix("the ").strip()


@cache
def states() -> tuple[dict[str, str], dict[str, str]]:
    """State names by ISO 3166-1 alpha-3 code, and codes by name in the spellings that UN documents use."""
    import pycountry

    by_code: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for country in pycountry.countries:
        by_code[country.alpha_3] = country.name
        for key in ("common_name", "name", "official_name"):
            name = getattr(country, key, None) or country.name
            by_name[_plain(name)] = country.alpha_3
            # "Bolivia, Plurinational State of" is "Bolivia (Plurinational State of)" at the UN.
            if "," in name:
                head, tail = (part.strip() for part in name.split(",", 1))
                by_code[country.alpha_3] = f"{head} ({tail})"
                by_name.setdefault(_plain(f"{head} {tail}"), country.alpha_3)
                by_name.setdefault(_plain(f"{tail} {head}"), country.alpha_3)
    by_code.update(_UN_SPELLINGS)
    by_name.update({_plain(name): code for code, name in _UN_SPELLINGS.items()})
    by_name.update(_UN_NAMES)
    return by_code, by_name


_UN_SPELLINGS = {
    "COD": "Democratic Republic of the Congo",
    "FSM": "Micronesia (Federated States of)",
    "GBR": "United Kingdom of Great Britain and Northern Ireland",
    "HKG": "Hong Kong, China",
    "KOR": "Republic of Korea",
    "LAO": "Lao People’s Democratic Republic",
    "MAC": "Macao, China",
    "MDA": "Republic of Moldova",
    "NLD": "Netherlands (Kingdom of the)",
    "PRK": "Democratic People’s Republic of Korea",
    "PSE": "State of Palestine",
    "TZA": "United Republic of Tanzania",
    "USA": "United States of America",
    "VAT": "Holy See",
}
"""How the UN writes names that ISO 3166 writes otherwise."""

_UN_NAMES = {
    "cape verde": "CPV",
    "turkey": "TUR",
    "swaziland": "SWZ",
    "the former yugoslav republic of macedonia": "MKD",
    "former yugoslav republic of macedonia": "MKD",
    "united kingdom": "GBR",
    "cote divoire": "CIV",
    "burma": "MMR",
    "libyan arab jamahiriya": "LBY",
    "netherlands": "NLD",
    "kingdom of the netherlands": "NLD",
    "gambia islamic republic of the": "GMB",
    "islamic republic of the gambia": "GMB",
}
"""Other names on UN covers that ISO 3166 does not have, or had once, in the plain spelling."""
