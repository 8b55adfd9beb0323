"""What kind of document a symbol names: who speaks in it decides what it can be compared with."""

import re

REPORT = "State party's report"
OTHER = "other document"
_UPR = r"A/HRC/WG\.6/\d+/[A-Z]{3}/"
_TREATY = r"(?:[A-Z]{2,6}/C|E/C\.12)/(?:OP\w*/)?(?:[A-Z]{3}/)?"
# What symbols begin with, in the order in which the kinds are shown.
_KINDS = (
    ("national report", rf"{_UPR}1(?!\d)"),
    (REPORT, rf"{_TREATY}\d|E/19\d\d/"),
    ("common core document", r"HRI/CORE/"),
    ("replies to the list of issues", rf"{_TREATY}(RQ/|Q/\d+/Add)"),
    ("compilation of UN information", rf"{_UPR}2(?!\d)"),
    ("summary of stakeholders' information", rf"{_UPR}3(?!\d)"),
    ("report of the Working Group, addendum", r"A/HRC/\d+/\d+/Add"),
    ("report of the Working Group", r"A/HRC/\d+/\d+"),
    ("concluding observations", rf"{_TREATY}F?CO/"),
    ("list of issues", rf"{_TREATY}Q(PR)?/"),
)
ORDER = (*(kind for kind, _ in _KINDS), OTHER)


def kind_of(symbol: str | None, cycle: str | None) -> str:
    """The kind of a document by its symbol, else by what its cover says; without either, a State's report.

    >>> kind_of("A/HRC/WG.6/20/SVN/2", None), kind_of("CMW/C/PER/2", None)
    ('compilation of UN information', "State party's report")
    """
    if cycle and cycle.startswith("replies"):
        return "replies to the list of issues"
    if not symbol:
        return REPORT
    return next((kind for kind, pattern in _KINDS if re.match(pattern, symbol)), OTHER)
