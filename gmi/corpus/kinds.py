"""What kind of document a symbol names: who speaks in it decides what it can be compared with."""

import re

REPORT = "State party's report"
REPLIES = "replies to the list of issues"
OTHER = "other document"
_UPR = r"A/HRC/WG\.6/\d+/[A-Z]{3}/"
_TREATY = r"(?:[A-Z]{2,6}/C|E/C\.12)/(?:OP\w*/)?(?:[A-Z]{3}/)?"
# What Committees concluded before symbols named the State, up to 2005. Most look like a State's report of
# these years, which has another number before "Add.".
_EARLY = r"(?:CRC/C/15|CERD/C/304|E/C\.12/1|CCPR/C/79)/Add\.|CERD/C/\d+/CO/|CCPR/CO/\d+/[A-Z]|CAT/C/CR/"
# What a State says to observations is an addendum to them, or has a letter more.
_FOLLOW_UP = rf"{_TREATY}(CO/\d[\d-]*/Add|FCO/)|CERD/C/\d+/CO/\d+/Add|CCPR/CO/\d+/[A-Z]+/Add"
# By the id that users select a kind by: its name and what symbols of it begin with, in the order shown.
_KINDS = {
    "national-report": ("national report", rf"{_UPR}1(?!\d)"),
    "state-report": (REPORT, rf"(?!{_EARLY}){_TREATY}\d|E/19\d\d/"),
    "core-document": ("common core document", r"HRI/CORE/"),
    "replies": (REPLIES, rf"{_TREATY}(RQ/|RESP/|Q/\d[\d-]*/Add)"),
    "follow-up": ("follow-up to concluding observations", _FOLLOW_UP),
    "compilation": ("compilation of UN information", rf"{_UPR}2(?!\d)"),
    "stakeholders": ("summary of stakeholders' information", rf"{_UPR}3(?!\d)"),
    "working-group-addendum": ("report of the Working Group, addendum", r"A/HRC/\d+/\d+/Add"),
    "working-group": ("report of the Working Group", r"A/HRC/\d+/\d+"),
    "concluding-observations": ("concluding observations", rf"{_EARLY}|{_TREATY}CO/"),
    "list-of-issues": ("list of issues", rf"{_TREATY}Q(PR)?/"),
}
NAMES = {**{id_: name for id_, (name, _) in _KINDS.items()}, "other": OTHER}
ORDER = tuple(NAMES.values())


def kind_of(symbol: str | None, cycle: str | None) -> str:
    """The kind of a document by its symbol, else by what its cover says; without either, a State's report.

    >>> kind_of("A/HRC/WG.6/20/SVN/2", None), kind_of("CMW/C/PER/2", None)
    ('compilation of UN information', "State party's report")
    """
    if cycle and cycle.startswith("replies"):
        return REPLIES
    if not symbol:
        return REPORT
    return next((kind for kind, pattern in _KINDS.values() if re.match(pattern, symbol)), OTHER)
