"""report: the assessment on a terminal, as Markdown, CSV, SVG and JSON."""

import csv
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from gmi.errors import GmiError
from gmi.rate.assessment import Assessment, CitedInstrument, Place
from gmi.rate.serialise import from_json, json_schema, to_json
from gmi.read.document import Cover, Found
from gmi.report.escape import cell, markdown, marked, plain, styled, writable
from gmi.report.files import form_for, json_text, write, write_whole
from gmi.report.gauges import ASCII, UNICODE, bar, gauge, sparkline, visible
from gmi.report.markdown import page
from gmi.report.several import render_table
from gmi.report.tables import mentions_csv
from gmi.report.terminal import render
from gmi.report.words import cited, day, nearness, place
from tests.assessments import anchor, scored

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = Path(__file__).parent.parent / "docs" / "schema" / "assessment-1.2.json"
HOSTILE = "[bold]x[/] \x1b[31mred\x1b[0m \x07\u202eevil\u2066 =cmd()|<script>alert(1)</script> \ud800"


def golden(name: str, text: str) -> None:
    """Compare with a file that a person has looked at; `GOLDEN=write pytest` writes it anew."""
    path = GOLDEN / name
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def shown(assessment: Assessment, width: int = 80, encoding: str = "utf-8", *, colour: bool = False) -> str:
    """The terminal page as a terminal of this width and encoding gets it."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="")
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        highlight=False,
        _environ={},
        color_system="truecolor" if colour else None,
    )
    render(assessment, console)
    file.flush()
    return raw.getvalue().decode(encoding)


def stripped(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def hostile(text: str = HOSTILE) -> Assessment:
    """The anchor with hostile text wherever a report's own words go."""
    made = anchor()
    cover = replace(made.source.cover, title=Found(text, text), state=Found(text, text))
    return replace(
        made,
        source=replace(made.source, name=text, cover=cover),
        evidence=tuple(replace(one, sentence=text, why=text) for one in made.evidence),
        absent=(text,),
        mentions=tuple(replace(row, text=text, sentence=text, term=text) for row in made.mentions),
        areas=tuple(replace(area, name=text, questions=(text,)) for area in made.areas),
    )


@pytest.mark.parametrize(
    ("name", "width", "encoding"),
    [("80", 80, "utf-8"), ("100", 100, "utf-8"), ("44", 44, "utf-8"), ("ascii", 80, "ascii")],
)
def test_the_page(name: str, width: int, encoding: str) -> None:
    golden(f"page-{name}.txt", stripped(shown(anchor(), width, encoding)))


@pytest.mark.parametrize("width", [40, 44, 60, 72, 80, 100])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_no_line_is_wider_than_the_terminal(width: int, encoding: str) -> None:
    page = shown(anchor(), width, encoding)
    assert max(cell_len(line) for line in page.splitlines()) <= width


def test_a_wide_terminal_gets_no_wider_page_than_one_can_read() -> None:
    assert max(map(cell_len, shown(anchor(), 250).splitlines())) == 100


def test_the_page_has_its_sections_in_order_and_ends_with_the_sentence_to_quote() -> None:
    page = shown(anchor())
    titles = ["Gender-Migration Index", "Rating ─", "References ─", "Where they fall ─", "Policy areas ─"]
    titles += [
        "Strongest evidence ─",
        "Absent ─",
        "Why, and how near the next level ─",
        "To ask the State party ─",
    ]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    assert " ".join(page.split()).endswith(anchor().summary)


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("CMW/C/MRV/2", ""),
        ("A/HRC/WG.6/20/SVN/1", ""),
        ("A/HRC/21/4", "report of the Working Group"),
        ("A/HRC/WG.6/48/SVN/2", "compilation of UN information"),
        ("CMW/C/MRV/CO/2", "concluding observations"),
    ],
)
def test_pages_say_where_others_than_the_state_speak(symbol: str, kind: str) -> None:
    one = anchor()
    cover = replace(one.source.cover, symbol=Found(symbol, "page 1"))
    one = replace(one, source=replace(one.source, cover=cover))
    told = f"{kind}: what others than the State say counts, too"
    for text in (" ".join(shown(one, 120).split()), page(one)):
        assert (told in text) == bool(kind)
        assert ("what others than the State say" in text) == bool(kind)


def test_levels_are_told_by_words_and_marks_not_by_colour_alone() -> None:
    page = shown(anchor(), colour=False)
    assert "\x1b" not in page
    assert "◑ MODERATE" in page
    assert page.count("○ absent") == 3


def test_references_in_the_evidence_are_marked_where_they_stand() -> None:
    page = shown(anchor(), colour=True)
    assert "\x1b[1;38;2;" in page
    line = next(line for line in page.splitlines() if "Pregnant" in line and "migrants" in line)
    assert "mPregnant\x1b[0m" in line
    assert "88." not in line, "the paragraph number stands in the place, not in the quotation too"


@pytest.mark.parametrize("text", ["word " * 300, "字" * 900])
def test_long_quotations_are_cut(text: str) -> None:
    made = replace(anchor(), evidence=tuple(replace(one, sentence=text) for one in anchor().evidence))
    page = shown(made)
    assert page.count(" ...”") == len(made.evidence)
    assert max(map(cell_len, page.splitlines())) <= 80


def test_unsure_levels_are_marked() -> None:
    unsure = replace(anchor().overall, stability=0.66)
    assert "holds in 66% !" in shown(replace(anchor(), overall=unsure))
    assert "% !" not in shown(anchor())


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_hostile_text_reaches_no_terminal(encoding: str) -> None:
    page = shown(hostile(), encoding=encoding)
    assert not any(c in page for c in "\x1b\x07\u202e\u2066\ud800")
    assert "[bold]x[/]" in page, "Rich markup is shown as it is"


def test_several_reports_in_one_table() -> None:
    out = io.StringIO()
    draft = anchor("draft.docx")
    draft = replace(draft, source=replace(draft.source, pages_estimated=True, cover=Cover()))
    render_table([anchor(), draft], Console(file=out, width=80, highlight=False))
    golden("several-80.txt", stripped(out.getvalue()))


def test_markdown() -> None:
    golden("page.md", page(anchor()))


def test_hostile_markdown_stays_text() -> None:
    text = page(hostile())
    assert "<script>" not in text.replace("\\<", "")
    assert "\x1b" not in text
    rows = [line for line in text.splitlines() if line.startswith("| **\\[bold")]
    assert rows
    assert all(len(row.replace("\\|", "").split("|")) == 10 for row in rows), "a cell broke out of its table"


def test_csv() -> None:
    golden("mentions.csv", mentions_csv([anchor()]))


def test_no_cell_is_a_formula() -> None:
    rows = list(
        csv.reader(io.StringIO(mentions_csv([hostile("=HYPERLINK(1)"), hostile("\t@x"), hostile("\r+1")])))
    )
    assert len(rows) == 1 + 3 * len(anchor().mentions)
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for value in row)
    assert len({len(row) for row in rows}) == 1


def test_svg_shows_the_page_and_fetches_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.svg", [scored(hostile())])
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    ElementTree.fromstring(text)
    assert "@font-face" not in text
    assert "<script" not in text
    assert [word for word in text.split('"') if word.startswith("http") and "w3.org" not in word] == []


# JSON


def test_json_is_as_its_schema_says() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for made in (anchor(), hostile("x")):
        jsonschema.Draft202012Validator(schema).validate(json.loads(to_json(made)))


def test_json_of_text_that_no_encoding_can_write() -> None:
    made = json.loads(to_json(hostile()))
    assert made["absent"][0].endswith("?")
    assert made["schema_version"] == anchor().schema_version


def test_json_round_trip_and_same_bytes() -> None:
    assert from_json(to_json(anchor())) == replace_figures(anchor())
    assert to_json(anchor()) == to_json(anchor())
    assert to_json(from_json(to_json(anchor()))) == to_json(anchor())


def replace_figures(made: Assessment) -> Assessment:
    """The assessment with its figures at six significant digits, as JSON holds them."""
    return replace(
        made,
        counts=tuple(
            replace(c, per_1000_words=float(f"{c.per_1000_words:.6g}"), per_page=float(f"{c.per_page:.6g}"))
            for c in made.counts
        ),
        groups=tuple(
            replace(
                group,
                dimensions=tuple(
                    replace(
                        one,
                        rating=replace(
                            one.rating,
                            low=float(f"{one.rating.low:.6g}"),
                            high=float(f"{one.rating.high:.6g}"),
                        ),
                    )
                    for one in group.dimensions
                ),
            )
            for group in made.groups
        ),
    )


def test_figures_have_six_digits() -> None:
    count = json.loads(to_json(anchor()))["counts"][0]
    assert count["per_1000_words"] == 2.30263


def test_keys_are_in_the_order_of_the_records() -> None:
    keys = list(json.loads(to_json(anchor())))
    assert keys == list(Assessment.__dataclass_fields__)


def test_several_are_an_array() -> None:
    assert [
        one["source"]["name"] for one in json.loads(json_text([anchor("a"), anchor("b")], as_array=True))
    ] == ["a", "b"]
    assert json.loads(json_text([], as_array=True)) == []


def test_published_schema_is_current() -> None:
    text = json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("GOLDEN") == "write":
        SCHEMA.parent.mkdir(exist_ok=True)
        SCHEMA.write_text(text, encoding="utf-8")
    assert text == SCHEMA.read_text(encoding="utf-8")


def type_of(field: dict[str, Any]) -> str:
    """A field's type in a few words."""
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(type_of(one) for one in field["anyOf"])
    if "enum" in field:
        return ", ".join(f"`{one}`" for one in field["enum"])
    if field.get("type") == "array":
        return f"list of {type_of(field['items'])}"
    if field.get("type") == "object":
        return f"object of {type_of(field['additionalProperties'])}"
    return str(field.get("type", "anything"))


def records(schema: dict[str, Any]) -> str:
    """All records of the schema as Markdown, the assessment first."""
    lines = []
    for name, record in {"Assessment": schema, **schema["$defs"]}.items():
        lines += [f"### {name}", "", record["description"], "", "| key | type |", "| --- | --- |"]
        lines += [f"| `{key}` | {type_of(field)} |" for key, field in record["properties"].items()]
        lines.append("")
    return "\n".join(lines)


def test_json_documentation_is_current() -> None:
    path = SCHEMA.parent.parent / "json.md"
    before, rest = path.read_text(encoding="utf-8").split("<!-- records -->\n")
    written, after = rest.split("<!-- /records -->")
    current = records(json_schema())
    if os.environ.get("GOLDEN") == "write":
        text = f"{before}<!-- records -->\n{current}<!-- /records -->{after}"
        path.write_text(text, encoding="utf-8")
        written = current
    assert written == current


# Files


@pytest.mark.parametrize("ending", [".json", ".csv", ".md", ".txt", ".svg"])
def test_written_whole_and_readable(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"result{ending}"
    write(path, [scored(anchor())])
    assert "women" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o600 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """Nor is a device: gmi runs as root in containers, and could make a file of /dev/null."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"text")
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "result.json"
    path.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(GmiError, match="No space left"):
        write(path, [scored(anchor())])
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["result.json"]


@pytest.mark.parametrize(
    ("name", "number", "message"),
    [
        ("a.ods", 1, r"'\.ods'.*\.json, \.csv, .*\.txt, \.svg"),
        ("a", 1, "no ending"),
        ("a.svg", 2, "one report only"),
    ],
)
def test_endings_that_there_are_not(name: str, number: int, message: str) -> None:
    with pytest.raises(GmiError, match=message):
        form_for(Path(name), number)


# Escapes, drawings, phrases


@given(st.text())
def test_plain_text_has_no_controls_and_one_line(text: str) -> None:
    import unicodedata

    clean = plain(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in clean)
    assert plain(clean) == clean
    assert styled(text).plain == clean
    clean.encode("utf-8")


@given(st.text())
def test_cells_are_no_formulas(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(max_examples=50)
@given(
    st.text(alphabet="abc \u2028\x1b\n"),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3),
)
def test_marking_does_not_change_the_words(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(min(a, b), max(a, b), "bold") for a, b in spans if max(a, b) <= len(text)]
    assert marked(text, inside).plain == plain(text).strip()


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("a|b", "a\\|b"),
        ("12. x", "12\\. x"),
        ("- x", "\\- x"),
        ("gender-based", "gender-based"),
        ("# x", "\\# x"),
    ],
)
def test_markdown_escapes(text: str, shown_as: str) -> None:
    assert markdown(text) == shown_as


@given(st.text(max_size=40))
def test_writable_keeps_the_width_in_characters(text: str) -> None:
    for encoding in ("ascii", "latin-1", "cp1252"):
        fits = writable(text, encoding)
        fits.encode(encoding)
        assert len(fits) == len(text)


def test_bars_and_gauges() -> None:
    assert bar(1, 1000, 10, UNICODE) == "▏"
    assert bar(0, 10, 10, UNICODE) == ""
    assert bar(10, 10, 10, UNICODE) == "█" * 10
    assert bar(5, 10, 10, UNICODE, apart=True) == "░" * 5
    assert sparkline((0, 1, 8), 8, 2, UNICODE) == "··▁▁██"
    assert gauge(anchor().overall, 18, UNICODE).plain == "······┊━●━··┊·····"
    assert gauge(anchor().overall, 18, ASCII).plain.isascii()


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#7b3294", "#008837", "#2166ac", "#ffff00"])
def test_colours_are_seen_on_black_and_on_white(colour: str) -> None:
    from gmi.report.gauges import luminance

    bright = luminance([int(visible(colour)[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    assert (bright + 0.05) / 0.05 >= 3
    assert 1.05 / (bright + 0.05) >= 3


def test_phrases() -> None:
    assert day("2023-06-14") == "14 June 2023"
    assert day("2023-06") == "2023-06"
    where = anchor().evidence[1].place
    assert place(where) == "para. 61 (b), p. 17"
    assert place(replace(where, paragraph=None)) == "p. 17, under “C. Trafficking in persons”"
    assert place(replace(where, paragraph=None, page=None, heading_path=())) == "no page or paragraph"


def test_an_absent_report_is_not_near_a_level() -> None:
    absent = replace(anchor().overall, level="absent", score=0.0, next_level="low", distance=0.0)
    assert nearness(absent) == "nothing found"
    held = replace(absent, level="low", score=0.5, next_level="moderate")
    assert nearness(held) == "the score reaches moderate, but a rule holds it down"


def test_articles_of_one_treaty_name_it_once() -> None:
    shorts = [
        ("ICRMW, art. 25", 2),
        ("ICRMW, art. 7", 1),
        ("ICRMW, art. 9", 1),
        ("ILO C97", 1),
        ("ILO C189", 1),
    ]
    rows = tuple(
        CitedInstrument(short, short, short, count, Place(1, "1", (), "body")) for short, count in shorts
    )
    told = ["ICRMW, art. 25 (2)", "7 (1)", "9 (1)", "ILO C97 (1)", "ILO C189 (1)"]
    assert cited(replace(anchor(), instruments=rows)) == told
