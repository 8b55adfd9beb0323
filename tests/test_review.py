"""review: decisions on mentions, kept whatever happens, carried over, honoured and disclosed."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gmi
from gmi.cache import Cache
from gmi.check.draft import read_draft
from gmi.errors import GmiError
from gmi.find import find
from gmi.flow import Options
from gmi.lexicon import load as load_lexicon
from gmi.rate.serialise import from_json
from gmi.read import read
from gmi.read.document import Document
from gmi.report.markdown import page
from gmi.review import Decision, Passage, load, passages, place, sidecar
from gmi.review.decisions import written
from gmi.review.session import Session
from tests.test_cli import Ended, gmi_command

__all__ = ["gmi_command"]

ROOT = Path(__file__).parent.parent
REPORT = """# Report of the State party

## Migration

1. The Government of Tarvenia adopted a law that protects migrant women in domestic work, and women in prison.

2. Migrant workers have the right to health care. Nobody is asked for papers in the hospitals of the country.

3. A programme for girls who migrate alone was adopted in 2021 with a budget of its own for three years.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def found_in(path: Path) -> tuple[Document, tuple[Passage, ...]]:
    document = read(path)
    return document, passages(document, find(document, load_lexicon()))


def decide(path: Path, wish: Callable[[Passage], str | None], by: str = "Ana") -> Path:
    """Writes decisions about a report's mentions beside it."""
    document, found = found_in(path)
    decisions = tuple(
        one.decided(verdict, document.sha256, by, "")  # type: ignore[arg-type]
        for one in found
        if (verdict := wish(one))
    )
    sidecar(path).write_bytes(written(path.name, decisions))
    return sidecar(path)


def women(one: Passage) -> bool:
    return one.mention.category == "women"


def test_rejected_mentions_are_not_counted(report: Path) -> None:
    before = gmi.score(report)
    kept = decide(report, lambda one: "rejected" if women(one) else None)
    after = gmi.score(report)
    counts = {count.group: count for count in after.counts}
    assert counts["gender"].count == 1
    assert counts["gender"].left_out == {"rejected": 2}
    marked = [row for row in after.mentions if row.category == "women"]
    assert [(row.counted, row.contexts[-1]) for row in marked] == [(False, "rejected")] * 2
    assert len(after.mentions) == len(before.mentions)
    assert after.overall.score < before.overall.score
    assert not [a for a in after.actions if "gender" in a.groups and a.place.paragraph == "1"]
    assert [a for a in before.actions if "gender" in a.groups and a.place.paragraph == "1"]
    assert after.review is not None
    assert (after.review.rejected, after.review.accepted, after.review.by) == (2, 0, ("Ana",))
    assert after.provenance.review_sha256 == load(kept).sha256
    assert gmi.score(report, review=False).to_json() == before.to_json()
    assert from_json(after.to_json()).to_json() == after.to_json()


def test_accepting_changes_no_figure(report: Path) -> None:
    before = gmi.score(report)
    decide(report, lambda _: "accepted")
    after = gmi.score(report)
    assert (after.counts, after.overall, after.groups) == (before.counts, before.overall, before.groups)
    assert after.review is not None
    assert (after.review.accepted, after.review.undecided) == (len(before.mentions), 0)


def test_one_rejected_mention_leaves_the_sentence_to_the_other(report: Path) -> None:
    before = gmi.score(report)
    decide(report, lambda one: "rejected" if women(one) and one.within > 80 else None)
    after = gmi.score(report)
    assert sum(c.count for c in before.counts) - sum(c.count for c in after.counts) == 1
    assert after.actions == before.actions


DECIDED = ("women", "girls", "migrants", "migrant-workers")


@pytest.mark.parametrize(
    ("change", "carried", "lost"),
    [
        (lambda text: text, 0, 0),
        (lambda text: text.replace("# Report", "# A longer report"), 5, 0),
        (lambda text: text.replace("2. Migrant", "1a. New.\n\n2. Migrant"), 5, 0),
        (lambda text: text.replace("women in prison", "women in detention"), 2, 3),
        (lambda text: text.replace("3. A programme", "4. A programme"), 4, 1),
        (lambda text: text.replace("for girls who", "for girls\nwho"), 5, 0),
    ],
)
def test_decisions_survive_a_change(
    report: Path, change: Callable[[str], str], carried: int, lost: int
) -> None:
    decide(report, lambda one: "rejected" if one.mention.category in DECIDED else None)
    kept = load(sidecar(report)).decisions
    assert len(kept) == 5
    report.write_text(change(REPORT), encoding="utf-8")
    document, found = found_in(report)
    placed = place(kept, found, document.sha256)
    assert (len(placed.carried), len(placed.lost)) == (carried, lost)
    for index, decision in placed.of_mention.items():
        assert found[index].mention.text == decision.text
        assert found[index].mention.category == decision.category


def test_a_passage_that_is_there_twice_takes_no_decision_of_another_file(report: Path) -> None:
    kept = load(decide(report, lambda _: "rejected")).decisions
    document, found = found_in(report)
    twice = (*found, found[-1])
    placed = place(kept, twice, "another file")
    assert [one.text for one in placed.lost] == [found[-1].mention.text]
    assert not place(kept, twice, document.sha256).lost


def test_a_changed_report_is_disclosed(report: Path) -> None:
    decide(report, lambda one: "rejected" if one.mention.group == "gender" else None)
    report.write_text(REPORT.replace("women in prison", "women in detention"), encoding="utf-8")
    review = gmi.score(report).review
    assert review is not None
    assert (review.rejected, review.carried, review.lost) == (1, 1, 2)


MADE = st.lists(st.sampled_from("arsubn"), max_size=30)


@given(MADE)
def test_a_session_keeps_every_decision(keys: list[str]) -> None:
    document, found = _DOCUMENT
    walk = range(1, len(found))
    session = Session(found, walk, place((), found, document.sha256), document.sha256, "Ana")
    states = []
    for key in keys:
        before = session.decisions
        if key == "u":
            if states:
                assert session.undo()
                assert session.decisions == states.pop()
            else:
                assert not session.undo()
            continue
        if key in ("a", "r", "n") and not session.at_end:
            states.append(before)
            if key == "n":
                session.note("a note")
            else:
                session.decide("accepted" if key == "a" else "rejected")
            continue
        if key == "s":
            session.skip()
        elif key == "b":
            session.back()
        assert session.decisions == before
    saved = written("report.md", session.decisions)
    again = json.loads(saved)["decisions"]
    kept = tuple(Decision.model_validate(one) for one in again)
    resumed = Session(found, walk, place(kept, found, document.sha256), document.sha256, "Bo")
    assert set(resumed.decisions) == set(session.decisions)
    assert [resumed.count(v) for v in ("accepted", "rejected", None)] == [
        session.count(v) for v in ("accepted", "rejected", None)
    ]
    assert written("report.md", resumed.decisions) == saved
    if not resumed.at_end:
        assert resumed.decision is None or resumed.decision.verdict is None


def _read_once() -> tuple[Document, tuple[Passage, ...]]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.md"
        path.write_text(REPORT, encoding="utf-8")
        return found_in(path)


_DOCUMENT = _read_once()


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"format": "gmi-review/9", "file": "a", "decisions": []}', "\x00"]
)
def test_a_damaged_sidecar_is_refused(report: Path, gmi_command: Callable[..., Ended], content: str) -> None:
    sidecar(report).write_text(content, encoding="utf-8")
    with pytest.raises(GmiError, match=r"report.md.gmi-review.json holds no decisions"):
        gmi.score(report)
    ended = gmi_command("score", report)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert gmi_command("score", report, "--no-review").status == 0


def test_the_command_line_discloses(report: Path, gmi_command: Callable[..., Ended], tmp_path: Path) -> None:
    plain = gmi_command("score", report).out
    kept = decide(report, lambda one: "rejected" if women(one) else "accepted", by="Ana\x1b[31m|")
    told = gmi_command("score", report).out
    assert "2 rejected" in told
    assert "2 rejected by a reader" in told
    assert "\x1b[31m" not in told
    assert "2 rejected" in page(gmi.score(report))
    assert gmi_command("score", report, "--no-review").out == plain
    elsewhere = tmp_path / "decisions.json"
    kept.rename(elsewhere)
    assert gmi_command("score", report).out == plain
    found = json.loads(gmi_command("score", report, "--review", elsewhere, "--json").out)
    assert found["review"]["file"] == "decisions.json"
    assert found["review"]["rejected"] == 2
    assert gmi_command("score", report, report, "--review", elsewhere).status == 2
    assert gmi_command("score", report, "--review", elsewhere, "--no-review").status == 2
    assert gmi_command("score", report, "--review", tmp_path / "gone.json").status == 2
    html = tmp_path / "report.html"
    gmi_command("score", report, "--review", elsewhere, "-o", html)
    assert "2 rejected" in html.read_text(encoding="utf-8")


def test_without_a_terminal(report: Path, gmi_command: Callable[..., Ended]) -> None:
    ended = gmi_command("review", report)
    assert (ended.status, ended.out) == (2, "")
    assert "terminal" in ended.err


class Terminal:
    """`gmi review` in a pseudo-terminal of 80 columns."""

    def __init__(self, *arguments: object) -> None:
        self._master, slave = pty.openpty()
        self.shown = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gmi", "review", *map(str, arguments)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24", "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,
        )
        os.close(slave)

    def see(self, words: str, seconds: float = 60) -> str:
        """Waits until the words are shown, and returns what was shown since the last wait."""
        end = time.monotonic() + seconds
        while words not in self.shown:
            assert time.monotonic() < end, f"{words!r} was not shown, but {self.shown!r}"
            ready, _, _ = select.select([self._master], [], [], 0.2)
            if ready:
                try:
                    self.shown += os.read(self._master, 65536).decode("utf-8", "replace")
                except OSError as error:  # the program has gone, and took the terminal's other end
                    raise AssertionError(f"{words!r} was not shown, but {self.shown!r}") from error
        shown, _, self.shown = self.shown.partition(words)
        return shown + words

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def end(self) -> int:
        return self.process.wait(60)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(*arguments: object) -> Terminal:
        opened.append(Terminal(*arguments))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def verdicts(path: Path) -> list[str | None]:
    return [one.verdict for one in load(path).decisions]


def test_a_session_in_a_terminal(report: Path, terminal: Callable[..., Terminal]) -> None:
    kept = sidecar(report)
    first = terminal(report, "--by", "Ana")
    shown = first.see("q quit")
    assert "Migration: Migration" in shown
    assert "heading" in shown
    first.type("a")
    first.see("1 accepted, 0 rejected")
    first.see("q quit")
    assert verdicts(kept) == ["accepted"]
    first.type("r")
    first.see("1 accepted, 1 rejected")
    first.type("u")
    first.see("1 accepted, 0 rejected")
    assert verdicts(kept) == ["accepted"]
    first.type("r")
    first.see("1 accepted, 1 rejected")
    first.see("q quit")
    first.type("n")
    first.see("note: ")
    first.type("look again\r")
    first.see("note: look again")
    # Killed in the middle: what was decided is there, and the next session goes on after it.
    first.process.send_signal(signal.SIGKILL)
    first.end()
    assert verdicts(kept) == ["accepted", "rejected", None]
    assert [one.name for one in report.parent.iterdir() if one.name.startswith(".")] == []
    second = terminal(report)
    assert "3 of " in second.see("1 accepted, 1 rejected")
    second.see("q quit")
    second.type("?")
    second.see("Any key goes on")
    second.type(" ")
    second.see("q quit")
    second.type("\x03")
    assert second.end() == 130
    assert "look again" in kept.read_text(encoding="utf-8")
    review = gmi.score(report).review
    assert review is not None
    assert (review.accepted, review.rejected, review.by) == (1, 1, ("Ana",))


def test_the_walk_ends_and_others_are_not_overwritten(
    report: Path, terminal: Callable[..., Terminal]
) -> None:
    kept = report.parent / "elsewhere.json"
    walk = terminal(report, "--decisions", kept, "--category", "girls")
    walk.see("1 of 1")
    walk.see("q quit")
    walk.type("r")
    walk.see("That was the last one")
    kept.write_bytes(written(report.name, ()))
    walk.type("u")
    walk.see("changed by another program")
    assert walk.end() == 2
    assert verdicts(kept) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--group", "gendre"), "did you mean"),
        (("--category", "sailors"), "No mention has the category"),
        (("--decisions", "REPORT"), "one of the reports"),
    ],
)
def test_what_cannot_be_reviewed_is_told(
    report: Path,
    gmi_command: Callable[..., Ended],
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    ended = gmi_command("review", report, *(str(report) if o == "REPORT" else o for o in options))
    assert ended.status == 2
    assert message.lower() in ended.err.lower()
    assert not sidecar(report).exists()


def test_a_cached_draft_under_another_name_has_its_own_sidecar(report: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    decide(report, lambda one: "rejected" if women(one) else None)
    read_draft(report, report.name, Options(), cache)
    copy = report.with_name("copy.md")
    copy.write_bytes(report.read_bytes())
    sidecar(copy).write_bytes(sidecar(report).read_bytes())
    drafts = [read_draft(copy, copy.name, Options(), one) for one in (cache, None)]
    assert drafts[0].assessment.to_json() == drafts[1].assessment.to_json()
    assert drafts[0].assessment.review is not None
    assert drafts[0].assessment.review.file == sidecar(copy).name
