"""cli: what `gmi` prints where, how it ends, and that its documentation is whole."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
import typer.main

import gmi.flow
from gmi import __version__
from gmi.cli.app import app, main
from gmi.errors import GmiError
from gmi.flow import Options
from gmi.rate.assessment import Scored
from gmi.read.limits import Limits
from tests.assessments import anchor, scored
from tests.test_corpus import make_corpus

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "calvessa.pdf"


@dataclass
class Ended:
    """How a run of the command line ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def gmi_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process, on 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["gmi", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as error:
            status = int(error.code or 0)
        captured = capsys.readouterr()
        return Ended(status, captured.out, captured.err)

    return run


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Options]]:
    """Replaces scoring by a finished assessment; collects what it was asked for."""
    asked: list[tuple[Path, Options]] = []

    def score(path: Path, options: Options) -> Scored:
        asked.append((path, options))
        if "scan" in path.name:
            raise GmiError(f"{path.name}: no text layer.", "Use OCR.")
        if "odd" in path.name:
            raise ValueError("odd\x1b[31m")
        return scored(anchor(path.name))

    monkeypatch.setattr(gmi.flow, "score_report", score)
    return asked


def test_version(gmi_command: Run) -> None:
    assert gmi_command("--version") == Ended(0, f"gmi {__version__}\n", "")


@pytest.mark.usefixtures("made")
def test_a_page_for_one_file(gmi_command: Run) -> None:
    ended = gmi_command("score", "a.pdf")
    assert (ended.status, ended.err) == (0, "")
    assert " ".join(ended.out.split()).endswith(anchor().summary)


def test_options_are_handed_on(gmi_command: Run, made: list[tuple[Path, Options]]) -> None:
    gmi_command(
        *(
            "score",
            "a.pdf",
            "--lang",
            "en",
            "--lexicon",
            "x.toml",
            "--lexicon",
            "y",
            "--profile",
            "mine.toml",
        ),
        *("--engine", "pdfplumber", "--password", "secret", "--ocr", "never", "--tracked", "reject"),
        *("--time-limit", "20"),
    )
    options = Options(
        language="en",
        lexicon=(Path("x.toml"), Path("y")),
        profile="mine.toml",
        engine="pdfplumber",
        password="secret",
        ocr="never",
        tracked="reject",
        limits=Limits(seconds=20),
    )
    assert made == [(Path("a.pdf"), options)]


@pytest.mark.usefixtures("made")
def test_a_table_for_several(gmi_command: Run) -> None:
    ended = gmi_command("score", "a.pdf", "b.pdf")
    assert ended.status == 0
    assert ended.out.count("◑ moderate") == 2
    assert "Policy areas" not in ended.out


@pytest.mark.usefixtures("made")
def test_json_is_an_object_or_an_array(gmi_command: Run) -> None:
    assert json.loads(gmi_command("score", "--json", "a.pdf").out)["source"]["name"] == "a.pdf"
    several = json.loads(gmi_command("score", "--json", "a.pdf", "b.pdf").out)
    assert [one["source"]["name"] for one in several] == ["a.pdf", "b.pdf"]


@pytest.mark.usefixtures("made")
def test_a_bad_file_does_not_stop_the_rest(gmi_command: Run, tmp_path: Path) -> None:
    ended = gmi_command("score", "--json", "-q", "a.pdf", "scan.pdf", "odd.pdf", tmp_path, "b.pdf")
    assert ended.status == 2
    assert [one["source"]["name"] for one in json.loads(ended.out)] == ["a.pdf", "b.pdf"]
    assert ended.err.splitlines() == [
        "gmi: scan.pdf: no text layer. Use OCR.",
        "gmi: odd.pdf: unexpected ValueError: odd[31m. Score it alone to see where, and please report it.",
        f"gmi: {tmp_path} is a folder. Name the files in it: gmi score {tmp_path}/*.pdf",
        "gmi: 3 of 5 files could not be scored.",
    ]


def test_what_is_wrong_with_all_is_said_once(gmi_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def score(*_: Any, **__: Any) -> None:
        raise GmiError("mine.toml:3: Unknown key.")

    monkeypatch.setattr(gmi.flow, "score_report", score)
    ended = gmi_command("score", "a.pdf", "b.pdf")
    assert ended.err.splitlines() == [
        "gmi: mine.toml:3: Unknown key.",
        "gmi: 2 of 2 files could not be scored.",
    ]


@pytest.mark.usefixtures("made")
def test_all_bad_is_an_empty_array(gmi_command: Run) -> None:
    assert gmi_command("score", "--json", "scan.pdf", "scan2.pdf").out == "[]\n"
    assert gmi_command("score", "--json", "scan.pdf").out == ""


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("ending", [".json", ".csv", ".md", ".txt", ".svg"])
def test_output_by_ending(ending: str, gmi_command: Run, tmp_path: Path) -> None:
    target = tmp_path / f"r{ending}"
    ended = gmi_command("score", "a.pdf", "-o", target)
    assert ended == Ended(0, "", f"Wrote {target} (1 report).\n")
    assert gmi_command("score", "a.pdf", "-q", "-o", target) == Ended(0, "", "")
    assert target.stat().st_size > 1000


@pytest.mark.usefixtures("made")
def test_output_of_several(gmi_command: Run, tmp_path: Path) -> None:
    gmi_command("score", "a.pdf", "b.pdf", "-o", tmp_path / "r.json")
    assert len(json.loads((tmp_path / "r.json").read_text())) == 2
    gmi_command("score", "a.pdf", "b.pdf", "-o", tmp_path / "r.csv")
    rows = (tmp_path / "r.csv").read_text().splitlines()
    assert sum(row.startswith("file,") for row in rows) == 1
    assert {row.split(",")[0] for row in rows[1:]} == {"a.pdf", "b.pdf"}


REFUSED = [
    (["a.pdf", "-o", "r.ods"], r"no form has the ending '.ods'. Use one of: .json, .csv, "),
    (["a.pdf", "-o", "nowhere/r.json"], r"There is no folder nowhere"),
    (["a.md", "-o", "a.md"], r"a.md is one of the reports to read"),
    (["a.pdf", "b.pdf", "-o", "r.svg"], r"can show one report only"),
    (["a.pdf", "--json", "-o", "r.md"], r"contradict each other"),
    (["a.pdf", "--lang", "xx"], r"No lexicon for language 'xx'. There are: English \(en\)"),
    (["a.pdf", "--lang", "../en"], r"No lexicon for language '../en'"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_refused_before_any_work(
    arguments: list[str], message: str, gmi_command: Run, made: list[tuple[Path, Options]]
) -> None:
    ended = gmi_command("score", *arguments)
    assert (ended.status, ended.out, made) == (2, "", [])
    assert ended.err.startswith("gmi: ")
    assert ended.err.count("\n") == 1
    assert re.search(message, ended.err)


@pytest.mark.parametrize(
    "arguments", [["score"], ["score", "--nope", "a"], ["score", "a", "--engine", "x"], ["nope"]]
)
def test_unknown_options_fail(arguments: list[str], gmi_command: Run) -> None:
    ended = gmi_command(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert re.fullmatch(r"gmi: [^\n]+\. See gmi( score)? --help\.\n", ended.err)
    assert not re.search("Value error|Input should", ended.err)


def test_a_command_alone_shows_its_help(gmi_command: Run) -> None:
    ended = gmi_command("lexicon")
    assert "Usage: gmi lexicon" in ended.out + ended.err


def test_on_a_terminal_messages_break_at_blanks(
    gmi_command: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = "the-second-periodic-report-of-the-republic-of-orrund.pdf"
    whole = gmi_command("score", tmp_path / name).err
    assert whole.count("\n") == 1
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    broken = gmi_command("score", tmp_path / name).err
    assert broken.count("\n") > 1
    assert broken.split() == whole.split()


@pytest.mark.parametrize("name", ["missing.pdf", "folder", "empty.pdf", "text.xyz"])
def test_files_that_cannot_be_scored_end_in_one_line(name: str, gmi_command: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "text.xyz").write_bytes(bytes(range(256)) * 9)
    ended = gmi_command("score", tmp_path / name)
    assert (ended.status, ended.out) == (2, "")
    assert re.fullmatch(r"gmi: [^\n]+\n", ended.err)


@pytest.mark.usefixtures("made")
def test_no_color() -> None:
    """In processes of their own: Rich keeps the codes of a style as its first terminal has them."""

    def page(*options: str) -> str:
        return process("score", *options, SAMPLE, env={**os.environ, "FORCE_COLOR": "1"}).communicate()[0]

    assert "\x1b[36m" in re.sub(r"\[1;36m", "[36m", page())
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", page("--no-color"))


def test_explaining_says_what_the_count_leaves_out(gmi_command: Run) -> None:
    told = gmi_command("lexicon", "explain", "The Ministry of Women trains men and girls").out
    counts, rest = told.split("Fits, but does not count")
    assert "girls" in counts
    assert "'Women': gender, women: left out of the count in names of bodies" in rest
    assert "'men': gender, men-and-boys: counted apart" in rest


def test_schema(gmi_command: Run) -> None:
    published = ROOT / "docs" / "schema" / "assessment-1.2.json"
    assert gmi_command("schema").out == published.read_text(encoding="utf-8")


def test_read_counts_words_as_the_rates_do(gmi_command: Run) -> None:
    path = ROOT / "samples" / "orrund.pdf"
    lines = gmi_command("read", path).out.splitlines()
    words = {line[:16].strip(): int(line.split()[-1].replace(",", "")) for line in lines[-7:]}
    counted = sum(words[zone] for zone in ("heading", "body", "table", "endnote"))
    assert counted == json.loads(gmi_command("score", path, "--json").out)["source"]["words"]


def test_reading_as_json(gmi_command: Run) -> None:
    told = json.loads(gmi_command("read", ROOT / "samples" / "orrund.pdf", "--json").out)
    assert told["pages"][0]["source"] == "text"
    assert told["cover"]["symbol"]["value"] == "CMW/C/ORU/2"
    assert "differences" not in told
    (first,) = (block for block in told["blocks"] if block["number"] == "1" and block["item"] is None)
    assert (first["zone"], first["page"]) == ("body", 3)
    assert first["text"].startswith("1. ")


# In a process of its own


def process(*arguments: object, **options: Any) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "gmi", *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def test_help_imports_no_more_than_it_needs() -> None:
    _, told = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "gmi", "score", "--help"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ).communicate()  # fmt: skip
    imported = {line.rsplit("|", 1)[-1].strip() for line in told.splitlines()}
    assert not imported & {"spacy", "numpy", "pypdfium2", "rich.table", "gmi.flow", "gmi.report.terminal"}


def test_a_closed_pipe_is_no_error() -> None:
    running = process("schema")
    assert running.stdout
    running.stdout.close()
    assert running.stderr
    assert running.stderr.read() == ""
    assert running.wait() in (0, 1)


def test_a_suggestion_ends_as_a_question(gmi_command: Run) -> None:
    assert gmi_command("scroe").err == (
        "gmi: No such command 'scroe'. Did you mean 'score', 'code'? See gmi --help.\n"
    )


@pytest.mark.parametrize(("arguments", "status"), [("score no.pdf", 2), ("scroe", 2), ("--version", 0)])
def test_a_closed_stderr_does_not_change_how_a_command_ends(arguments: str, status: int) -> None:
    command = f"exec {shlex.quote(sys.executable)} -m gmi {arguments} 2>&-"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, stdout=subprocess.PIPE, check=False)
    assert done.returncode == status


def test_what_was_written_is_said_to_nobody_where_stderr_is_closed(tmp_path: Path) -> None:
    written = shlex.quote(str(tmp_path / "report.json"))
    command = f"exec {shlex.quote(sys.executable)} -m gmi score {SAMPLE} -o {written} 2>&-"
    assert subprocess.run(["sh", "-c", command], cwd=ROOT, check=False).returncode == 0
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["source"]["name"] == SAMPLE.name


def test_ctrl_c_ends_quietly() -> None:
    # A shell that runs the tests in the background lets them ignore the signal; the command must not.
    running = process(
        "score", *[SAMPLE] * 200, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    )
    # At work, whatever else keeps the machine busy: before, the signal would meet the start of Python.
    at_work = psutil.Process(running.pid)
    while at_work.cpu_times().user < 1:
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    out, told = running.communicate(timeout=60)
    assert "Traceback" not in told
    assert running.returncode == 130
    assert out == ""


def test_a_terminal_without_utf8() -> None:
    out, told = process(
        "score", SAMPLE, env={**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "80"}
    ).communicate()
    assert told == ""
    assert out.isascii()
    assert "?" not in out.split("To ask")[0], "everything has an ASCII form"


def test_the_same_file_gives_the_same_bytes() -> None:
    first, second = (process("score", "--json", SAMPLE).communicate()[0] for _ in range(2))
    assert first == second
    assert json.loads(first)["provenance"]["gmi_version"] == __version__


# Documentation


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name, as the command line knows it."""

    def walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name, command
        for child, each in (inner or {}).items():
            yield from walk(each, f"{name} {child}")

    yield from walk(typer.main.get_command(app), "gmi")


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_is_documented(name: str, command: Any) -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"## {name}\n" in text
    part = text.split(f"## {name}\n")[1].split("\n## ")[0]
    assert f"\n$ {name} " in part or f"\n$ {name}\n" in part, "no example"
    options = [one for parameter in command.params for one in parameter.opts if one.startswith("-")]
    for option in options:
        if option != "--help":
            assert f"`{option}" in part or f", {option}" in part, f"{option} is not in docs/cli.md"
    assert command.help
    assert "Example: gmi " in command.help


EXAMPLES = re.findall(
    r"^\$ gmi (.+)$", (ROOT / "docs" / "cli.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_run(
    example: str, gmi_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    if "reports" in example:
        make_corpus(tmp_path / "reports", tmp_path / "reports.gmi")
    monkeypatch.chdir(tmp_path)
    ended = gmi_command(*shlex.split(example))
    assert ended.status == 0
    assert ended.out or len(list(tmp_path.iterdir())) > 1, "neither prints nor writes"


def test_output_without_a_buffer_of_python_s_is_whole() -> None:
    """What a single write leaves over is written by another."""
    command = [sys.executable, "-m", "gmi", "score", "samples/orrund.pdf", "--json"]
    whole = subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout
    code = """
import io, sys
class Small(io.FileIO):
    def write(self, data):
        return super().write(bytes(data)[:4096])
sys.stdout = sys.__stdout__ = io.TextIOWrapper(Small(1, "w"), write_through=True)
from gmi.__main__ import main
main()
"""
    command[1:3] = ["-c", code]
    assert subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout == whole
