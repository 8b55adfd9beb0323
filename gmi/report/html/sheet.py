"""What all HTML pages share: a skeleton, a style sheet, and leave to load nothing from elsewhere."""

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gmi import __version__
from gmi.report import experience, words
from gmi.report.escape import plain, visible
from gmi.report.html.colours import Ink, classes, variables

HERE = "gmi.report.html"
MARKS = {"absent": "○", "low": "◔", "moderate": "◑", "high": "●"}


def sheet(template: str, style: str, script: str = "", *, package: str = HERE, **values: object) -> str:
    """The page that a template of a package makes of the values. `style` and `script` are all that it runs:
    the policy that it carries forbids any other, whatever the text of a report holds."""
    return (
        _environment(package)
        .get_template(template)
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            version=__version__,
            **values,
        )
    )


def style_sheet(palette: Sequence[Ink] = ()) -> str:
    """The style sheet with the colours of the groups: the light ones, and the dark ones at two places."""
    light, dark = variables(palette, dark=False), variables(palette, dark=True)
    whole = text_of("style.css").replace("/*dark groups*/", dark).replace("/*light groups*/", light)
    return whole + classes(palette)


@lru_cache
def text_of(name: str, package: str = HERE) -> str:
    """A file beside a package's templates, without blank lines, so that what is hashed is what is written."""
    text = (files(package) / "templates" / name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if line.strip())


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy: this style and this script, nothing else from anywhere."""
    allowed = {"style-src": style, "script-src": script}
    hashes = "; ".join(f"{what} 'sha256-{_hash(text)}'" for what, text in allowed.items())
    return f"default-src 'none'; {hashes}; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache
def _environment(package: str) -> Environment:
    """A package's templates and those that all share, with the phrases and drawings that they use."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(HERE)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_clean,
    )
    phrases = (
        *(words.body_name, words.by_others, words.day, words.figure, words.interval, words.left_out),
        *(words.made_by, words.named, words.nearness, words.number, words.place, words.reviewed, words.step),
        *(words.sureness, words.ways, words.words_start),
        *(experience.experience_head, experience.lived_figure, experience.note, experience.partings),
        *(experience.people, experience.standing),
    )
    made.filters |= {phrase.__name__: phrase for phrase in phrases}
    made.filters |= {"plain": plain, "length_of": words.length}
    made.globals |= {"marks": MARKS, "widest_gaps": words.widest_gaps}
    return made


def _clean(value: object) -> object:
    """Whatever a template prints has no control characters; what is Markup was cleaned when it was made."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
