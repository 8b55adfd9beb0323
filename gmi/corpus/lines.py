"""The course of a score over a State's reports, as small line charts in SVG."""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from gmi.rate.scoring import CUTS

WIDTH, HEIGHT = 320, 96
_GROUP = re.compile(r"<g[ >].*</g>", re.DOTALL)


class Line(NamedTuple):
    """A label to be read aloud, and points: when, value, lower and upper bound, all between 0 and 1."""

    label: str
    points: tuple[tuple[str, float, float, float], ...]


def lines(rows: Sequence[Line]) -> list[str]:
    """One picture for each row, in the colours of the page (`currentColor`, `--link`, `--cut`)."""
    return [_line(row) for row in rows]


def _line(row: Line) -> str:
    import altair as alt
    import vl_convert

    data = [
        {"place": place, "when": when, "value": value, "low": low, "high": high}
        for place, (when, value, low, high) in enumerate(row.points)
    ]
    scale = alt.Scale(domain=[0, 1])
    x = alt.X("place:O", axis=None, scale=alt.Scale(padding=0.2))
    base = alt.Chart(alt.InlineData(values=data)).encode(x=x)
    y = alt.Y("value:Q", scale=scale, axis=None)
    chart = alt.layer(
        *[
            alt.Chart(alt.InlineData(values=[{}]))
            .mark_rule(color="var(--cut)", strokeDash=[3, 3])
            .encode(y=alt.Y(datum=cut, scale=scale, axis=None))
            for cut in CUTS
        ],
        base.mark_rule(color="var(--link)", strokeWidth=9, opacity=0.3).encode(
            y=alt.Y("low:Q", scale=scale, axis=None), y2="high:Q"
        ),
        base.mark_line(color="var(--link)", strokeWidth=2).encode(y=y),
        base.mark_point(filled=True, size=20, color="var(--link)", opacity=1).encode(y=y),
    ).properties(width=WIDTH - 10, height=HEIGHT - 10)
    sheet = chart.configure(background="transparent", aria=False, padding=5).configure_view(stroke=None)
    drawn = vl_convert.vegalite_to_svg(sheet.to_dict(), allowed_base_urls=[])
    found = _GROUP.search(drawn)
    shapes = found[0] if found else ""
    label = escape(row.label, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{label}">{shapes}</svg>'
    )
