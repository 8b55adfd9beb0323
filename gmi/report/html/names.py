"""Names to show for the ids of the lexicon that an assessment holds."""

from gmi.rate.assessment import Assessment
from gmi.report.escape import plain


def category_names(assessment: Assessment) -> dict[tuple[str, str], str]:
    """Names of categories, areas, risks and instruments by group and id; of others, the id as words."""
    names = {(row.group, row.category): _words(row.group, row.category) for row in assessment.mentions}
    for count in assessment.counts:
        names |= {(count.group, category.category): category.name for category in count.categories}
    for area in assessment.areas:
        names["area", area.area] = area.name
        names |= {("risk", risk.id): risk.name for risk in (*area.risks_named, *area.risks_missing)}
        cited = (*area.instruments_cited, *area.instruments_missing)
        names |= {("instrument", citation.id): citation.short for citation in cited}
    names |= {("instrument", one.id): one.short for one in assessment.instruments}
    return {key: plain(name) for key, name in names.items()}


def _words(group: str, category: str) -> str:
    """An id as words; those of instruments are made of their short forms ("ilo-c189")."""
    words = category.replace("-", " ")
    return words.upper() if group == "instrument" else words
