"""gmi reads a State party's report and rates it by the Gender-Migration Index.

>>> import gmi
>>> assessment = gmi.score("report.pdf")  # doctest: +SKIP
>>> assessment.rating  # doctest: +SKIP
'moderate'
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["GmiError", "__version__", "score"]

if TYPE_CHECKING:
    from gmi.errors import GmiError
    from gmi.flow import score


def __getattr__(name: str) -> Any:
    # The flow brings spaCy with it, which costs more than most commands need: load it when asked for.
    if name == "score":
        from gmi.flow import score

        return score
    if name == "GmiError":
        from gmi.errors import GmiError

        return GmiError
    raise AttributeError(f"module 'gmi' has no attribute {name!r}")
