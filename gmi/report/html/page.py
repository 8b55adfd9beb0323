"""Puts the page together: templates, style and script into one file that allows nothing from elsewhere."""

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gmi.rate.assessment import Rating, Scored
from gmi.report import experience, words
from gmi.report.escape import plain, visible
from gmi.report.html.colours import Ink, classes, inks, variables
from gmi.report.html.view import ReportView

# docs/method.md tells readers to mistrust a level that fewer trials than this end in.
UNSURE, SURE = 0.7, 0.9
MARKS = {"absent": "○", "low": "◔", "moderate": "◑", "high": "●"}


def page(reports: Sequence[Scored]) -> str:
    """One page about one report, or about several: a table of them, then each in turn."""
    palette = inks([report.assessment for report in reports])
    several = len(reports) > 1
    views = [
        ReportView(report, palette, f"r{index}-" if several else "", 2 if several else 1)
        for index, report in enumerate(reports, 1)
    ]
    style = Markup(style_sheet(list(palette.values())))
    script = Markup(_file("report.js"))
    return (
        environment()
        .get_template("page.html")
        .render(
            views=views,
            several=several,
            palette=palette,
            style=style,
            script=script,
            policy=policy(style, script),
        )
    )


def sureness(rating: Rating) -> str:
    """How far a level can be relied on, in words."""
    holds = f"holds in {rating.stability:.0%} of trials"
    if rating.level == "absent":
        return "nothing found" if rating.stability >= 1 else holds
    if rating.stability < UNSURE:
        return f"{holds}: unsure, quote the score with its interval"
    return f"{holds}: {'firm' if rating.stability >= SURE else 'fairly firm'}"


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy: this style and this script, nothing else from anywhere."""
    allowed = {"style-src": style, "script-src": script}
    hashes = "; ".join(f"{what} 'sha256-{_hash(text)}'" for what, text in allowed.items())
    return f"default-src 'none'; {hashes}; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def style_sheet(palette: Sequence[Ink] = ()) -> str:
    """The style sheet with the colours of the groups: the light ones, and the dark ones at two places."""
    light, dark = variables(palette, dark=False), variables(palette, dark=True)
    sheet = _file("style.css").replace("/*dark groups*/", dark).replace("/*light groups*/", light)
    return sheet + classes(palette)


@lru_cache
def _file(name: str) -> str:
    """A file beside the templates, without blank lines, so that what is hashed is what is written."""
    text = (files("gmi.report.html") / "templates" / name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if line.strip())


@lru_cache
def environment() -> Environment:
    """The templates, with the phrases and drawings that they use."""
    made = Environment(
        loader=PackageLoader("gmi.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_clean,
    )
    phrases = (
        *(words.body_name, words.day, words.figure, words.interval, words.left_out, words.made_by),
        *(words.reviewed, experience.note, experience.people, experience.standing, experience.partings),
        *(experience.experience_head, experience.lived_figure),
        *(words.named, words.nearness, words.number, words.place, words.step, words.ways, words.words_start),
        sureness,
    )
    made.filters |= {phrase.__name__: phrase for phrase in phrases}
    made.filters |= {"plain": plain, "length_of": words.length}
    made.globals |= {"marks": MARKS, "widest_gaps": words.widest_gaps}
    return made


def _clean(value: object) -> object:
    """Whatever a template prints has no control characters; what is Markup was cleaned when it was made."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
