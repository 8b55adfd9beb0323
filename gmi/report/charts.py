"""Small charts as SVG, drawn by Vega-Lite without a browser or a network.

The pictures hold shapes alone: names and figures stand beside them as text, where they can be read aloud,
selected and wrapped. Colours are any that CSS knows ("#7b3294", "var(--group-1, #7b3294)", "currentColor"),
so that one picture serves light and dark pages. All rows of a kind are drawn in one go, since starting Vega
for each would cost more than drawing it. The same rows give the same bytes on every machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple
from xml.etree import ElementTree

from gmi.rate.scoring import CUTS

SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
# What vl-convert puts before addresses that are relative to the page.
_BASE = "https://vega.github.io/vega-datasets/"
ElementTree.register_namespace("", SVG)
_KEPT = {"d", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "transform",
         "x2", "y2", "id"}  # fmt: skip
TRACK, CUT = "var(--track, #d9d9d9)", "var(--cut, #767676)"


class Gauge(NamedTuple):
    """A score in 0..1; `low` and `high` bound its interval, if it has one. `label` is read aloud."""

    label: str
    score: float
    colour: str
    low: float | None = None
    high: float | None = None


class Bar(NamedTuple):
    """A share in 0..1 of the longest bar. `apart` is drawn as an outline: it is in no total."""

    label: str
    share: float
    colour: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """One place of a strip: how much is there, what to say of it, and where it leads to."""

    count: int
    title: str = ""
    href: str = ""


class Strip(NamedTuple):
    """Counts along a document, from its first page or slice to its last."""

    label: str
    colour: str
    bins: tuple[Bin, ...]


def gauges(rows: Sequence[Gauge], width: int = 240, height: int = 18) -> list[str]:
    """A scale from 0 to 1 for each row, with its two cuts, the interval and the score."""
    if not rows:
        return []
    import altair as alt

    x = alt.X("score:Q", scale=alt.Scale(domain=[0, 1]), axis=None)
    data = [
        {"row": i, "score": r.score, "low": r.low, "high": r.high, "colour": r.colour, "none": 0, "one": 1}
        for i, r in enumerate(rows)
    ]
    colour = alt.Color("colour:N", scale=None)
    base = alt.Chart().properties(width=width, height=height)
    track = base.mark_bar(height=height / 3, color=TRACK).encode(x=x.copy(), x2="one:Q")
    track.encoding.x.shorthand = "none:Q"
    cuts = [
        base.mark_rule(color=CUT, strokeWidth=1.5).encode(
            x=alt.X(datum=cut, scale=alt.Scale(domain=[0, 1]), axis=None)
        )
        for cut in CUTS
    ]
    interval = base.mark_bar(height=height / 3, opacity=0.55).encode(x=x.copy(), x2="high:Q", color=colour)
    interval.encoding.x.shorthand = "low:Q"
    point = base.mark_point(
        filled=True, size=height * height / 2.2, opacity=1, stroke="var(--paper, #fff)", strokeWidth=1.5
    ).encode(x=x, fill=alt.Fill("colour:N", scale=None))
    layers = alt.layer(
        track,
        *cuts,
        interval.transform_filter("isValid(datum.low)"),
        point.transform_filter("datum.score > 0"),
    )
    pictures = _drawn(layers, data)
    return [
        _picture(picture, "gauge", row.label, (width, height), stretch=False)
        for picture, row in zip(pictures, rows, strict=True)
    ]


def bars(rows: Sequence[Bar], width: int = 200, height: int = 12) -> list[str]:
    """A bar for each row, on one scale; they stretch to the room that a page gives them."""
    if not rows:
        return []
    import altair as alt

    data = [
        {
            "row": i,
            "none": 0,
            "share": row.share,
            "fill": "none" if row.apart else row.colour,
            "stroke": row.colour if row.apart else "none",
        }
        for i, row in enumerate(rows)
    ]
    chart = (
        alt.Chart()
        .mark_bar(height=height - 2, strokeDash=[3, 2])
        .encode(
            x=alt.X("none:Q", scale=alt.Scale(domain=[0, 1]), axis=None),
            x2="share:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        )
        .properties(width=width, height=height)
    )
    return [
        _picture(picture, "bar", row.label, (width, height), stretch=True)
        for picture, row in zip(_drawn(alt.layer(chart), data), rows, strict=True)
    ]


def strips(rows: Sequence[Strip], width: int = 780, height: int = 40) -> list[str]:
    """A dispersion strip for each row, each on its own scale: a bar for each bin, which leads to its place.

    The links can be reached with the mouse alone; a page says the same in words for everybody else.
    """
    pictures = iter(_strips_drawn(rows, width, height))
    drawn = []
    for row in rows:
        full = [one for one in row.bins if one.count]
        picture = next(pictures) if full else ElementTree.Element(_tag("g"))
        for link, one in zip(picture.iter(_tag("a")), full, strict=False):
            title = ElementTree.Element(_tag("title"))
            title.text = one.title
            link.insert(0, title)
        drawn.append(_picture(picture, "strip", row.label, (width, height), stretch=True))
    return drawn


def _strips_drawn(rows: Sequence[Strip], width: int, height: int) -> list[ElementTree.Element]:
    """The shapes of those strips that hold anything."""
    import altair as alt

    data = [
        {
            "row": index,
            "none": 0,
            "bin": place,
            "end": place + 1,
            "count": one.count / max(other.count for other in row.bins),
            "colour": row.colour,
            "href": one.href,
        }
        for index, row in enumerate(rows)
        for place, one in enumerate(row.bins)
        if one.count
    ]
    if not data:
        return []
    bins = max(len(row.bins) for row in rows)
    chart = (
        alt.Chart()
        .mark_bar(stroke="var(--paper, #fff)", strokeWidth=1)
        .encode(
            x=alt.X("bin:Q", scale=alt.Scale(domain=[0, bins], nice=False), axis=None),
            x2="end:Q",
            y=alt.Y("none:Q", scale=alt.Scale(domain=[0, 1]), axis=None),
            y2="count:Q",
            fill=alt.Fill("colour:N", scale=None),
            href="href:N",
        )
        .properties(width=width, height=height)
    )
    return _drawn(alt.layer(chart), data)


def _drawn(chart: Any, data: Sequence[Mapping[str, object]]) -> list[ElementTree.Element]:
    """The chart once for each row of the data, all in one call: the shapes of each as one group."""
    import altair as alt
    import vl_convert

    sheet = (
        chart.facet(row=alt.Row("row:O", header=None), data=alt.InlineData(values=list(data)), spacing=0)
        .configure(background="transparent", aria=False, padding=0)
        .configure_view(stroke=None)
    )
    drawn = ElementTree.fromstring(vl_convert.vegalite_to_svg(sheet.to_dict(), allowed_base_urls=[]))
    (cells,) = (group for group in drawn.iter(_tag("g")) if (group.get("class") or "").endswith(" cell"))
    return [_shapes(cell) for cell in cells]


def _shapes(cell: ElementTree.Element) -> ElementTree.Element:
    """The visible shapes of a cell, without what Vega needs to work with them later."""
    shapes = ElementTree.Element(_tag("g"))
    for kind in cell.findall(f"{_tag('g')}/{_tag('g')}"):
        shapes.extend(kind)
    for shape in shapes.iter():
        kept = {name: value for name, value in shape.attrib.items() if name in _KEPT}
        if shape.get(_HREF):
            kept["href"] = str(shape.get(_HREF)).removeprefix(_BASE)
            kept["tabindex"] = "-1"
        shape.attrib.clear()
        shape.attrib.update(kept)
    return shapes


def _picture(
    shapes: ElementTree.Element, kind: str, label: str, size: tuple[int, int], *, stretch: bool = False
) -> str:
    """One SVG element for a page, with a label that is read aloud."""
    width, height = size
    drawn = "".join(ElementTree.tostring(shape, encoding="unicode") for shape in shapes)
    drawn = drawn.replace(f' xmlns="{SVG}"', "")
    role = 'role="group"' if "<a " in drawn else 'role="img"'
    fit = ' preserveAspectRatio="none"' if stretch else ' overflow="visible"'
    return (
        f'<svg xmlns="{SVG}" class="{kind}" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f'{fit} {role} aria-label="{escape(label, quote=True)}">{drawn}</svg>'
    )


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"
