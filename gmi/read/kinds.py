"""What kind of document a symbol names: who speaks in it decides what it can be compared with.

Treaty bodies' symbols have the body, "C" for its Committee, then the State and a letter or two for what is
said of it (CMW/C/PER/Q/2), or else the session (CMW/C/30/1). Which kinds treaty bodies have: Dag Hammarskjöld
Library, UNBIS reference manual, part M.
"""

import re

REPORT = "State party's report"
REPLIES = "replies to the list of issues"
OTHER = "other document"
_UPR = r"A/HRC/WG\.6/\d+/[A-Z]{3}/"
_BODY = r"(?:(?:CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD)/C|E/C\.12)/(?:OP(?:AC|SC|IC)/)?"
# Also "UK", of the nineties, and parts of China.
_STATE = r"(?:[A-Z]{3}(?:-[A-Z]{3})?|UK|HKSAR)/"
_OF_STATE = _BODY + _STATE
# What Committees concluded before symbols named the State, up to 2005. Most look like a State's report of
# these years, which has another number before "Add.".
_EARLY = r"(?:CRC/C/15|CERD/C/304|E/C\.12/1|CCPR/C/79)/Add\.|CERD/C/\d+/CO/|CCPR/CO/\d+/[A-Z]|CAT/C/CR/"
_GENERAL = r"CCPR/C/21/|CRC/GC/|CAT/OP/GC/"
_SAME = r"\d[\d-]*(?:/Rev\.\d+)?/"
# By the id that users select a kind by: its name and what symbols of it begin with, in the order shown. The
# first that fits is taken.
_KINDS = {
    "national-report": ("national report", rf"{_UPR}1(?!\d)"),
    # "SP." and "EP/" are exceptional reports, "AI/" is additional information to the CED.
    "state-report": (
        REPORT,
        rf"{_OF_STATE}(?:\d|SP\.|EP/|AI/)|(?!{_EARLY}|{_GENERAL}){_BODY}(?:R\.)?\d{{1,3}}/Add\."
        r"|E/19\d\d/\d+/Add\.",
    ),
    "core-document": ("common core document", r"HRI/CORE/"),
    "replies": (
        REPLIES,
        rf"{_BODY}(?:{_STATE})?(?:RQ/|RESP/|Q/(?:{_STATE})?{_SAME}Add)|CEDAW/PSWG/\d+/I+/CRP\.2",
    ),
    # What a State says to observations is an addendum to them, or has a letter more.
    "follow-up": (
        "follow-up to concluding observations",
        rf"{_OF_STATE}(?:CO/{_SAME}Add|FCO/)|CERD/C/\d+/CO/\d+/Add|CCPR/CO/\d+/[A-Z]+/Add",
    ),
    "compilation": ("compilation of UN information", rf"{_UPR}2(?!\d)"),
    "stakeholders": ("summary of stakeholders' information", rf"{_UPR}3(?!\d)"),
    "working-group-addendum": ("report of the Working Group, addendum", r"A/HRC/\d+/\d+/Add"),
    "working-group": ("report of the Working Group", r"A/HRC/\d+/\d+"),
    "concluding-observations": ("concluding observations", rf"{_EARLY}|{_OF_STATE}(?:CO|OAI)/"),
    "list-of-issues": (
        "list of issues",
        rf"{_BODY}(?:{_STATE})?Q(?:PR)?/|CCPR/C/\d+/L/|CEDAW/PSWG/\d+/I+/CRP\.1",
    ),
    "general-comment": ("general comment or recommendation", rf"{_BODY}GC/|{_GENERAL}"),
    "views": ("views or decision on a communication", rf"{_BODY}\d+/DR?/"),
    # Replies of States to the SPT's visits are addenda to its reports.
    "visit": (
        "report on a visit or an inquiry",
        rf"CAT/OP/[A-Z]{{3}}/(?!CSP|\d+/Add)|{_BODY}(?:{_STATE})?(?:IR|VR)/|CEDAW/C/(?:\d+/)?OP\.8/",
    ),
    "session-document": (
        "session document (agenda, record, rules)",
        rf"(?:{_BODY}|CAT/OP/)(?:\d|[LR]\.|SR\.|CRP)|[A-Z]+/C?SP/|HRI/(?:MC|ICM)/",
    ),
}
NAMES = {**{id_: name for id_, (name, _) in _KINDS.items()}, "other": OTHER}
ORDER = tuple(NAMES.values())
_COUNCIL = ("working-group", "working-group-addendum")
_OTHERS = (
    *("compilation", "stakeholders", "working-group", "working-group-addendum", "concluding-observations"),
    *("list-of-issues", "general-comment", "views", "visit", "session-document"),
)
NOT_THE_STATES = frozenset(NAMES[id_] for id_ in _OTHERS)
"""Kinds of documents that others than the State wrote, or wrote together with it."""


def kind_of(symbol: str | None, cycle: str | None, body: str | None = None) -> str:
    """The kind of a document by its symbol, else by what its cover says; without either, a State's report.

    What the cover says of the body, too, tells the Working Group's reports from others to the Council.

    >>> kind_of("A/HRC/WG.6/20/SVN/2", None), kind_of("CMW/C/PER/2", None)
    ('compilation of UN information', "State party's report")
    """
    if cycle and cycle.startswith("replies"):
        return REPLIES
    if not symbol:
        return REPORT
    kind = next((id_ for id_, (_, pattern) in _KINDS.items() if re.match(pattern, symbol)), "other")
    return OTHER if kind in _COUNCIL and body == "Human Rights Council" else NAMES[kind]
