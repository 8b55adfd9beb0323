"""A brief as one HTML page that opens offline, with linked notes."""

from markupsafe import Markup

from gmi import __version__
from gmi.brief.records import Brief
from gmi.report.html.page import environment, policy, style_sheet


def page(brief: Brief) -> str:
    """The page of a brief."""
    style = Markup(style_sheet())
    return (
        environment()
        .get_template("brief.html")
        .render(brief=brief, style=style, policy=policy(style, ""), version=__version__)
    )
