"""report: the HTML page, as text, as a tree, and in a browser."""

import base64
import hashlib
import json
import os
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from gmi.flow import Options, score_report
from gmi.rate.assessment import MentionRow, Scored
from gmi.read.document import Block, Cover, Document, Found, NoteMarker, Page, Segment
from gmi.report.charts import Bar, Bin, Gauge, Strip, bars, gauges, strips
from gmi.report.escape import visible
from gmi.report.files import write
from gmi.report.html import page
from gmi.report.html.colours import DARK_PAPER, LIGHT_PAPER, contrast, inks, readable
from gmi.report.html.concordance import concordance
from gmi.report.html.tables import table_rows
from gmi.report.html.text import Passage, report_text
from gmi.report.words import sureness
from tests.assessments import SENTENCES, anchor
from tests.browser import Visit

GOLDEN = Path(__file__).parent / "golden" / "page.html"
SAMPLES = Path(__file__).parent.parent / "samples"
STYLE = Path(__file__).parent.parent / "gmi" / "report" / "html" / "templates" / "style.css"
HOSTILE = (
    "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> "
    "\x1b[31m \x07 \u202eevil\u2066 ' onclick=x <!-- ]]> {{ 7*7 }} &lt; \ud800 \U0001f3f3 =cmd()"
)
BOX = (100.0, 700.0, 200.0, 710.0)


def report() -> Scored:
    """The made-up assessment with the text that its offsets are into: a heading, four paragraphs of which
    one goes over a page, a table that goes over another, a note, a running header."""
    filled = [" "] * 24_000
    blocks: list[Block] = []
    segments: list[Segment] = []

    def put(start: int, text: str, page_number: int, box: tuple[float, ...] = BOX, **known: Any) -> None:
        filled[start : start + len(text)] = text
        blocks.append(Block(len(blocks), known.pop("zone", "body"), start, start + len(text), **known))
        segments.append(Segment(start, start + len(text), page_number, 0, box))  # type: ignore[arg-type]

    put(10, "II. Articles of the Convention", 6, zone="heading", level=1)
    for index, (number, paragraph, _, sentence, _) in enumerate(SENTENCES):
        put(4000 * (index + 1), sentence, number, number=paragraph.split(" ")[0], language="en")
    turn = 16_000 + SENTENCES[3][3].index("names")
    segments.append(Segment(turn, turn + 20, 32, 0, BOX))
    cells = (("Year", 0, 0), ("Shelters", 80, 0), ("2022", 0, 20), ("3", 80, 20))
    for index, (text, right, down) in enumerate(cells):
        box = (100.0 + right, 700.0 - down, 150.0 + right, 710.0 - down)
        put(20_000 + 20 * index, text, 33 + down // 20, box, zone="table")
    put(21_000, "1 Official Gazette, 2022.", 34, zone="footnote", note="1")
    put(21_100, "نساء", 34, language="ar")
    put(23_000, "CMW/C/MVL/2", 6, zone="running_header")
    document = Document(
        "maravel-cmw-2.pdf", "0" * 64, "pdf", "none", "".join(filled), tuple(blocks),
        tuple(Page(number, 595, 842) for number in range(1, 40)), tuple(sorted(segments)), "en",
        note_markers=(NoteMarker(8000 + len("Three shelters"), "1"),),
    )  # fmt: skip
    return Scored(Path("maravel-cmw-2.pdf"), document, anchor())


def hostile() -> Scored:
    """The same with hostile text wherever a report's own words go, and in the report's text."""
    made = report()
    text = made.document.text
    place = text.index("Three shelters")
    text = text[: place - 300] + HOSTILE + text[place - 300 + len(HOSTILE) :]
    block = Block(len(made.document.blocks), "body", place - 300, place - 300 + len(HOSTILE))
    document = replace(made.document, text=text, blocks=(*made.document.blocks, block))
    a = made.assessment
    cover = Cover(title=Found(HOSTILE, HOSTILE), state=Found(HOSTILE, HOSTILE))
    start = block.start + HOSTILE.index("evil")
    row = replace(a.mentions[0], text="evil", start=start, end=start + 4, category=HOSTILE, term=HOSTILE)
    end = block.start + len(HOSTILE)
    formula = replace(row, text="=cmd()", start=end - 6, end=end)
    return Scored(
        made.path,
        document,
        replace(
            a,
            source=replace(a.source, name=HOSTILE, cover=cover),
            evidence=tuple(replace(one, sentence=HOSTILE, why=HOSTILE) for one in a.evidence),
            absent=(HOSTILE,),
            summary=HOSTILE,
            areas=tuple(replace(area, name=HOSTILE, questions=(HOSTILE,)) for area in a.areas),
            mentions=(a.mentions[0], a.mentions[1], row, formula, *a.mentions[2:]),
        ),
    )


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


@pytest.mark.parametrize(("symbol", "told"), [("CMW/C/MVL/2", False), ("A/HRC/21/4", True)])
def test_the_page_says_where_others_than_the_state_speak(symbol: str, told: bool) -> None:
    made = report()
    source = made.assessment.source
    source = replace(source, cover=replace(source.cover, symbol=Found(symbol, "page 1")))
    whole = tree(page([replace(made, assessment=replace(made.assessment, source=source))]))
    facts = whole.findall(".//dl[@class='facts']/div/dd")
    assert any(one.text_content().startswith("report of the Working Group: ") for one in facts) == told


@pytest.fixture(scope="module")
def sample() -> tuple[Scored, str]:
    """A sample report, read and scored, with its page."""
    scored = score_report(SAMPLES / "calvessa.pdf", Options())
    return scored, page([scored])


def test_page_is_the_one_that_was_looked_at() -> None:
    """`GOLDEN=write pytest` writes it anew. Style, script and the drawings' shapes are tested elsewhere."""
    text = page([report()])
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", text, flags=re.DOTALL)
    text = re.sub(r"sha256-[^']+", "sha256-...", text)
    text = re.sub(r"(<svg[^>]*>).*?</svg>", r"\1</svg>", text, flags=re.DOTALL)
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_same_report_gives_the_same_bytes() -> None:
    assert page([report()]) == page([report()])


@pytest.mark.parametrize(
    "reports", [[report()], [report(), report()], [hostile()]], ids=["1", "2", "hostile"]
)
def test_ids_are_unique_and_every_link_leads_somewhere(reports: list[Scored]) -> None:
    root = tree(page(reports))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [element.get("href") for element in root.iter("a")]
    assert len(links) > 30
    assert {link for link in links if not link.startswith("#") or link[1:] not in ids} == set()


def test_every_figure_of_a_sample_leads_to_as_many_passages(sample: tuple[Scored, str]) -> None:
    """What a count's link filters for is exactly what was counted."""
    root = tree(sample[1])
    data = json.loads(root.find_class("data")[0].text)
    rows = [(*data["kinds"][kind][:2], unit, counted) for kind, _, unit, _, _, _, counted, *_ in data["rows"]]

    def hits(query: str) -> list[tuple[str, str, int, int]]:
        wanted = {name: values[0] for name, values in parse_qs(query).items()}
        units = set(data["areas"].get(wanted.get("area"), ()))
        return [
            row
            for row in rows
            if row[0] == wanted.get("group", row[0])
            and row[1] == wanted.get("category", row[1])
            and ("area" not in wanted or row[2] in units)
            and ("kinds" not in wanted or row[1] in wanted["kinds"].split(","))
            and (wanted.get("counted") != "yes" or row[3])
        ]

    for table in root.find_class("count"):
        for link in table.find_class("figure"):
            assert len(hits(link.get("data-show"))) == int(link.text_content().replace(",", "")), link.get(
                "data-show"
            )
    matrix = root.find_class("matrix")[0]
    for line in matrix.iter("tr"):
        named, *lenses = [one for one in line.find_class("figure") if one.get("data-show")] or [None]
        assert named is None or hits(named.get("data-show"))
        for link in lenses:
            found, shown = hits(link.get("data-show")), link.text_content()
            distinct = {row[1] for row in found} if "/" in shown else {row[2] for row in found}
            assert len(distinct) == int(shown.split("/")[0]), link.get("data-show")


def test_the_text_is_the_report_s_and_marks_are_its_mentions(sample: tuple[Scored, str]) -> None:
    scored, text = sample
    root = tree(text)
    document = scored.document
    data = json.loads(root.find_class("data")[0].text)
    for block in document.blocks:
        shown = root.get_element_by_id(f"b{block.index}").text_content()
        assert shown == visible(document.text[block.start : block.end])
    for index, row in enumerate(scored.assessment.mentions):
        marks = root.xpath(f"//mark[@data-m='{index}']")
        assert "".join(mark.text_content() for mark in marks) == visible(row.text)
        assert marks[0].get("id") == f"m{index}"
        block, start, end = data["rows"][index][1], *data["rows"][index][-2:]
        assert root.get_element_by_id(f"b{block}").text_content()[start:end] == row.text
    for number in range(1, len(document.pages) + 1):
        assert root.get_element_by_id(f"page-{number}") is not None


def test_headings_go_down_one_level_at_a_time(sample: tuple[Scored, str]) -> None:
    levels = [int(e.tag[1]) for e in tree(sample[1]).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("made", [report, hostile])
def test_nothing_comes_from_elsewhere_and_nothing_else_may_run(made: Any) -> None:
    text = page([made()])
    root = tree(text)
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        inline = [e for e in root.iter(tag) if e.get("type") != "application/json"]
        assert len(inline) == 1
        digest = base64.b64encode(hashlib.sha256((inline[0].text or "").encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not {n for e in root.iter() for n in e.attrib if n.startswith("on") or n in ("style", "src")}
    assert {e.tag for e in root.iter() if isinstance(e.tag, str)} & {
        "img",
        "iframe",
        "object",
        "base",
    } == set()
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", re.sub(r'class="block.*?</p>', "", text)))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert "url(" not in text
    assert "@import" not in text


def test_hostile_text_is_shown_as_text() -> None:
    text = page([hostile()])
    assert text.encode()  # no lone surrogate is left
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    root = tree(text)
    assert len(root.xpath("//script")) == 2
    assert json.loads(root.find_class("data")[0].text)["file"].startswith("</script>")
    assert "{{ 7*7 }}" in root.findtext(".//h1")
    assert "evil" in [mark.text_content() for mark in root.iter("mark")]


SNIPPETS = st.text(st.sampled_from("ab <&\"'\u202e\u200b\U0001f3f3\x00é\n|"), min_size=1, max_size=40)


@settings(max_examples=60)
@given(st.lists(SNIPPETS, min_size=1, max_size=4), st.data())
def test_any_text_with_any_overlapping_mentions_keeps_its_words(
    texts: list[str], data: st.DataObject
) -> None:
    blocks, whole = [], ""
    for index, text in enumerate(texts):
        blocks.append(Block(index, "body", len(whole), len(whole) + len(text)))
        whole += text + "\n"
    spans = []
    for block in blocks:
        edge = st.integers(block.start, block.end)
        spans += [tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(edge, edge), max_size=5))]
    spans = sorted({(start, end) for start, end in spans if start < end})
    model = anchor().mentions[0]
    groups = ("gender", "lgbtqia", "migration", "area")
    rows = tuple(
        replace(model, start=start, end=end, text=whole[start:end], group=groups[i % 4], category="x")
        for i, (start, end) in enumerate(spans)
    )
    document = Document("x", "0", "text", "none", whole, tuple(blocks), (), (), "en")
    assessment = replace(anchor(), mentions=rows)
    palette = inks([assessment])
    shown = report_text(document, assessment, palette, "")
    passages = [part for leaf in shown.leaves for part in leaf.parts if isinstance(part, Passage)]
    for passage, block in zip(passages, blocks, strict=True):
        # The dot keeps the parser from dropping white space at the start, which browsers keep.
        words = html.fromstring(f"<p>.{passage.text}</p>").text_content()[1:]
        assert words == visible(whole[block.start : block.end])
    found = concordance(document, assessment, palette, range(len(blocks))).data["rows"]
    assert isinstance(found, list)
    for row, numbers in zip(rows, found, strict=True):
        block, (start, end) = blocks[numbers[1]], numbers[-2:]
        units = visible(whole[block.start : block.end]).encode("utf-16-le")
        assert units[2 * start : 2 * end].decode("utf-16-le") == visible(row.text)


def test_cells_stand_in_the_rows_in_which_they_are_printed() -> None:
    document = report().document
    cells = [block for block in document.blocks if block.zone == "table"]
    rows = table_rows(document, cells)
    assert [[document.text[c.start : c.end] for c in row] for row in rows] == [
        ["Year", "Shelters"],
        ["2022", "3"],
    ]


def test_pages_begin_where_they_do() -> None:
    root = tree(page([report()]))
    for number, place in ((31, "p"), (32, "p/span"), (33, "p"), (34, "tr/td/span"), (39, "p")):
        steps = root.xpath(
            f"//*[@id='page-{number}']/ancestor-or-self::*[self::p or self::tr or self::td or self::span]"
        )
        assert "/".join(step.tag for step in steps) == place, number
    names = root.get_element_by_id("page-32")
    assert (names.tail or "").startswith("names")


def test_a_file_without_pages_gets_no_page_links() -> None:
    scored = score_report(SAMPLES / "orrund.docx", Options())
    root = tree(page([scored]))
    assert not [e for e in root.iter() if (e.get("id") or "").startswith("page-")]
    assert re.search(r"part \d+ of 20", root.find_class("by-page")[0].text_content())
    assert not root.xpath("//input[@name='from']")


def test_passages_in_another_language_say_so() -> None:
    root = tree(page([report()]))
    (arabic,) = root.xpath("//*[@lang='ar']")
    assert arabic.get("dir") == "rtl"
    assert arabic.text_content() == "نساء"
    turned = replace(report(), document=replace(report().document, language="ar"))
    assert tree(page([turned])).xpath("//div[@class='body']/@dir") == ["rtl"]


@pytest.mark.parametrize(
    ("stability", "says"),
    [(0.98, "holds in 98% of trials: firm"), (0.75, "fairly firm"), (0.6, "unsure, quote the score")],
)
def test_how_sure_a_level_is_is_said_in_words(stability: float, says: str) -> None:
    assert says in sureness(replace(anchor().overall, stability=stability))


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_colour_of_a_group_is_readable_on_either_paper(colour: str) -> None:
    for paper in (LIGHT_PAPER, DARK_PAPER):
        assert contrast(readable(colour, paper), paper) >= 4.5


def test_colours_of_the_page_are_readable() -> None:
    """Text on paper and on surfaces, and on any tint of a mark, is at least 4.5 to 1 (WCAG 2.1 AA)."""
    sheets = re.findall(r"\{color-scheme:(?:light|dark);([^}]*)\}", STYLE.read_text(encoding="utf-8"))
    assert len(sheets) == 4
    for sheet in sheets:
        colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})", sheet))
        full = {
            name: c if len(c) == 7 else "#" + "".join(2 * x for x in c[1:]) for name, c in colours.items()
        }
        for name in ("ink", "quiet", "link", "absent", "low", "moderate", "high"):
            assert contrast(full[name], full["paper"]) >= 4.5, name
        for name in ("ink", "quiet"):
            assert contrast(full[name], full["surface"]) >= 4.5, name


def test_charts_draw_what_they_are_given() -> None:
    with_interval, without = gauges([Gauge('a<"', 0.5, "var(--g0)", 0.4, 0.6), Gauge("b", 0.0, "#112233")])
    assert 'aria-label="a&lt;&quot;"' in with_interval
    assert "translate(120," in with_interval
    assert "M96,6h48" in with_interval
    assert "M0,6h240" in without
    assert "#112233" not in without
    full, apart = bars([Bar("x", 1.0, "var(--g0)"), Bar("y", 0.25, "var(--g1)", apart=True)])
    assert "h200v" in full
    assert 'fill="none" stroke="var(--g1)"' in apart
    places = (Bin(2, "p. 1 <2>", "#m1"), Bin(0), Bin(1, "p. 3", "#m7"))
    strip, empty = strips([Strip("s", "var(--g0)", places), Strip("t", "red", (Bin(0),) * 3)])
    assert re.findall(r'href="([^"]*)"', strip) == ["#m1", "#m7"]
    assert "<title>p. 1 &lt;2&gt;</title>" in strip
    assert "<path" not in empty
    assert gauges([]) == bars([]) == strips([]) == []


def test_several_reports_are_one_page_with_a_table_first() -> None:
    root = tree(page([report(), report()]))
    assert root.findtext(".//h1") == "Gender-Migration Index: 2 reports"
    assert root.xpath("//main/*[1]/descendant-or-self::h1")
    assert root.xpath("(//table)[1]//th[@scope='row']/a/@href") == ["#r1-top", "#r2-top"]
    assert len(root.xpath("//article")) == 2


# In a browser


@pytest.fixture(scope="module")
def calvessa(sample: tuple[Scored, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / "calvessa.html"
    path.write_text(sample[1], encoding="utf-8")
    return path


def test_evidence_is_filtered_searched_and_sorted(
    chromium: Any, calvessa: Path, sample: tuple[Scored, str]
) -> None:
    rows: tuple[MentionRow, ...] = sample[0].assessment.mentions
    visit = Visit(chromium, calvessa)
    window = visit.page
    all_of_them = f"{len(rows):,}"
    window.click(".reset")
    assert visit.hits() == f"All {all_of_them} references"
    window.select_option("[name=size]", "0")
    window.select_option("[name=group]", "gender")
    assert visit.hits() == f"{sum(r.group == 'gender' for r in rows)} of {all_of_them} references"
    window.select_option("[name=category]", "girls")
    window.select_option("[name=counted]", "yes")
    girls = [r for r in rows if r.category == "girls" and r.counted]
    assert visit.cells(2) == [r.text for r in girls]
    window.fill("[name=from]", "3")
    window.fill("[name=to]", "5")
    window.wait_for_timeout(50)
    assert visit.cells(2) == [r.text for r in girls if r.page in (3, 4, 5)]
    window.click(".reset")
    window.select_option("[name=size]", "0")
    window.select_option("[name=zone]", "heading")
    assert set(visit.cells(6)) == {"heading"}
    window.click(".reset")
    window.select_option("[name=context]", "list")
    assert visit.hits().startswith(f"{sum('list' in r.contexts for r in rows)} of")
    window.click(".reset")
    window.select_option("[name=size]", "0")
    window.fill("[name=words]", "SHELTER")
    window.wait_for_timeout(300)
    lines = [" ".join(line) for line in zip(visit.cells(1), visit.cells(2), visit.cells(3), strict=True)]
    assert 0 < len(lines) < len(rows)
    assert all("shelter" in line.lower() for line in lines)
    window.click(".reset")
    window.click("th[data-sort=node] button")
    assert visit.cells(2) == sorted(visit.cells(2), key=str.casefold)
    assert window.get_attribute("th[data-sort=node]", "aria-sort") == "ascending"
    window.click("th[data-sort=left] button")
    before = [text.split(" ")[-1].lower() for text in visit.cells(1)]
    assert before == window.evaluate(
        "words => words.sort(new Intl.Collator('en', {numeric: true}).compare)", before
    )
    window.click(".next")
    assert window.inner_text(".pager span").startswith("Rows 51 to 100")
    assert visit.complaints == []


def test_figures_lead_to_passages_and_passages_back(chromium: Any, calvessa: Path) -> None:
    visit = Visit(chromium, calvessa)
    window = visit.page
    figure = window.locator(".count .figure").nth(1)
    number = figure.inner_text()
    figure.click()
    assert window.url.endswith("#evidence")
    assert visit.hits().startswith(f"{number} of")
    assert window.evaluate("document.activeElement.textContent") == "Evidence"
    window.locator(".kwic tbody a").first.click()
    place = window.evaluate("document.querySelector('mark:target').getBoundingClientRect().top")
    assert 0 < place < window.viewport_size["height"]
    window.locator(".unit:has(mark:target) .back-to").click()
    assert window.is_visible(".scope")
    assert window.evaluate("document.activeElement.textContent") == "Evidence"
    window.click(".scope button")
    assert not window.is_visible(".scope")
    window.locator("svg.strip a").first.click()
    assert window.evaluate("document.querySelector('mark:target') !== null")
    assert visit.complaints == []


def test_keyboard_reaches_everything(chromium: Any, calvessa: Path) -> None:
    window = Visit(chromium, calvessa).page
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.className") == "skip"
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "main"
    window.focus("[name=words]")
    window.keyboard.type("women")
    window.wait_for_timeout(300)
    window.focus("th[data-sort=right] button")
    window.keyboard.press("Enter")
    assert window.get_attribute("th[data-sort=right]", "aria-sort") == "ascending"
    controls = "[...document.querySelectorAll('button, select, input, summary, a:not(svg a)')]"
    assert window.evaluate(f"{controls}.filter(one => one.checkVisibility() && one.tabIndex < 0).length") == 0


def test_boxes_choose_what_is_marked(chromium: Any, calvessa: Path) -> None:
    window = Visit(chromium, calvessa).page
    line = "getComputedStyle(document.querySelector('.body mark.g0:not(.out)')).textDecorationLine"
    assert window.evaluate(line) == "underline"
    window.uncheck(".mark-g0")
    assert window.evaluate(line) == "none"


@pytest.mark.parametrize("width", [375, 768, 1000])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_sticks_out_of_the_page(chromium: Any, calvessa: Path, direction: str, width: int) -> None:
    """Wide tables scroll by themselves, in either direction of writing."""
    window = Visit(chromium, calvessa, viewport={"width": width, "height": 740}).page
    window.evaluate(f"document.documentElement.dir = '{direction}'")
    assert window.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_a_phone_in_either_scheme(chromium: Any, calvessa: Path, scheme: str) -> None:
    visit = Visit(chromium, calvessa, viewport={"width": 360, "height": 740}, color_scheme=scheme)
    window = visit.page
    assert window.evaluate("document.documentElement.scrollWidth") == 360
    paper = "getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(255, 255, 255)", "rgb(20, 23, 26)"
    assert window.evaluate(paper) == (dark if scheme == "dark" else light)
    window.click("#theme")
    assert window.evaluate(paper) == light
    window.click("#theme")
    assert window.evaluate(paper) == dark
    assert visit.complaints == []


def test_without_script_the_evidence_is_a_table(chromium: Any, calvessa: Path) -> None:
    window = Visit(chromium, calvessa, java_script_enabled=False).page
    assert window.is_visible(".printed table")
    assert not window.is_visible(".filters")
    window.locator(".count .figure").nth(1).click()
    assert "#e-gender-" in window.url


def test_prints_on_paper_without_what_is_for_screens(chromium: Any, calvessa: Path) -> None:
    window = Visit(chromium, calvessa, color_scheme="dark").page
    assert window.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    window.emulate_media(media="print")
    assert window.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert window.is_visible(".printed table")
    assert not any(window.is_visible(one) for one in (".filters", ".topbar", ".kwic", ".legend", "#theme"))


def test_hostile_text_can_do_nothing(chromium: Any, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    write(path, [hostile()])
    visit = Visit(chromium, path)
    visit.page.click(".reset")
    visit.page.fill("[name=words]", "evil")
    visit.page.wait_for_timeout(300)
    assert visit.page.title() != "owned"
    assert visit.page.locator("img").count() == 0
    assert "<script>" in visit.page.inner_text(".kwic tbody")
    assert visit.complaints == []


def test_saves_a_table_that_no_program_runs(chromium: Any, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    write(path, [hostile()])
    window = Visit(chromium, path).page
    window.click(".reset")
    with window.expect_download() as download:
        window.click(".csv")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 1 + len(hostile().assessment.mentions)
    assert not re.search(r'(^|,)"[=+\-@]', text, flags=re.MULTILINE)
    assert '"\'=cmd()"' in text
