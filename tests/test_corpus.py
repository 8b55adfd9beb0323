"""corpus: many files in one store; what is saved survives whatever happens, and is never there twice."""

import csv
import errno
import html
import io
import json
import multiprocessing
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from rich.console import Console
from typer.testing import CliRunner, Result

from gmi.cli.app import app
from gmi.cli.corpus_tables import print_calibration
from gmi.compare.ratio import Rate
from gmi.corpus.answers import area_shares, failures, overview, rank, trend
from gmi.corpus.calibrate import Calibration, Proposal, calibrate, levels, profile_text, stored_values
from gmi.corpus.cluster import score_on_cluster
from gmi.corpus.cycle import is_in_cycle
from gmi.corpus.dashboard import dashboard
from gmi.corpus.export import export
from gmi.corpus.local import _Worker, score_here
from gmi.corpus.plan import Task, documents
from gmi.corpus.regions import region_of, regions, within
from gmi.corpus.rows import Entry
from gmi.corpus.run import Progress, run
from gmi.corpus.select import Selection, measure_of
from gmi.corpus.states import state_meant
from gmi.corpus.statistics import Estimate, combined_rate, combined_share, exact_rate, mean
from gmi.corpus.store import Store
from gmi.corpus.work import score_bytes, score_file
from gmi.errors import GmiError
from gmi.find import find
from gmi.flow import Options, score_report
from gmi.lexicon import load
from gmi.rate.profile import Thresholds, load_profile, profile_path
from gmi.read.kinds import NAMES, kind_of
from gmi.read.limits import Limits
from gmi.report.table import Column, Table, csv_text
from gmi.review import passages, sidecar
from gmi.review.decisions import written

ROOT = Path(__file__).parent.parent
COVER = """{symbol}

Distr.: General
{date}

Original: English

Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families

Second periodic report submitted by {state} under article 73 of the Convention

"""
WORDS = "{n}. The Government has adopted a law that protects migrant women and girls against violence.\n\n"


def report(
    state: str = "Peru", symbol: str = "CMW/C/PER/2", date: str = "12 March 2020", more: str = ""
) -> str:
    """A small report of five paragraphs as text."""
    body = "".join(WORDS.format(n=n) for n in range(1, 6))
    return COVER.format(state=state, symbol=symbol, date=date) + body + more


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three reports, one of them further down, and a file that is no report."""
    place = tmp_path / "reports"
    (place / "2024").mkdir(parents=True)
    (place / "peru.txt").write_text(report())
    (place / "peru-3.txt").write_text(
        report(symbol="CMW/C/PER/3", date="3 May 2024", more="6. Lesbian migrants.\n")
    )
    (place / "2024" / "ghana.txt").write_text(report("Ghana", "CMW/C/GHA/2", "2 June 2024"))
    (place / "empty.pdf").write_bytes(b"")
    (place / "notes.xlsx").write_bytes(b"no report")
    return place


def score_one_by_one(tasks: object, options: Options) -> object:
    """Score in this process, in order."""
    return ((task, score_file(task.file, options)) for task in tasks)  # type: ignore[attr-defined]


def brought_up_to_date(folder: Path, place: Path, options: Options | None = None) -> Progress:
    with Store(place, write=True) as store:
        *_, progress = run(folder, store, options or Options(), score_one_by_one)  # type: ignore[arg-type]
    return progress


def make_corpus(folder: Path, place: Path) -> None:
    """A folder of 24 small reports of three States, and its store."""
    folder.mkdir()
    for number in range(24):
        state, code = (("Peru", "PER"), ("Ghana", "GHA"), ("Chad", "TCD"))[number % 3]
        more = "".join(f"{n}. Girls may go to court.\n" for n in range(6, 8 + number))
        text = report(state, f"CMW/C/{code}/{number + 2}", f"1 May {2000 + number}", more)
        (folder / f"{code}-{number}.txt").write_text(text)
    brought_up_to_date(folder, place)


def long_reports(folder: Path) -> Path:
    """A folder of 200 reports that are long enough for a run to be met in the midst of it."""
    folder.mkdir()
    long = "".join(f"{n}. Girls may go to court, and women who migrate.\n\n" for n in range(6, 60))
    for number in range(200):
        (folder / f"r{number:03}.txt").write_text(report(symbol=f"CMW/C/PER/{number + 10}", more=long))
    return folder


def until_some_is_saved(running: "subprocess.Popen[str]", place: Path) -> None:
    while not (place.exists() and place.stat().st_size > 500_000):
        assert running.poll() is None
        time.sleep(0.005)


def contents(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, by document's path instead of number."""
    with sqlite3.connect(place) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        names = ["ratings", "indicators", "counts", "areas", "sentences", "mentions"]
        found = {
            name: connection.execute(
                f"SELECT path, {name}.* FROM {name} JOIN documents ON documents.id = document"
            ).fetchall()
            for name in names
        }
        found["documents"] = connection.execute("SELECT path, 0, * FROM documents").fetchall()
    return {
        name: sorted((row[0], *row[2:]) if name != "documents" else (row[0], *row[3:]) for row in rows)
        for name, rows in found.items()
    }


def test_only_what_is_new_or_changed_is_scored(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "s.gmi"
    first = brought_up_to_date(folder, place)
    assert (first.scored, first.unchanged, len(first.failures)) == (3, 0, 1)
    again = brought_up_to_date(folder, place)
    assert (again.total, again.unchanged) == (0, 4)
    os.utime(folder / "peru.txt")
    assert brought_up_to_date(folder, place).total == 0
    (folder / "peru.txt").write_text(report(more="6. More women.\n"))
    (folder / "2024" / "ghana.txt").rename(folder / "ghana.txt")
    third = brought_up_to_date(folder, place)
    assert (third.scored, third.taken, third.unchanged, third.gone) == (1, 1, 2, 1)
    with Store(place) as store:
        assert overview(store, Selection()).documents == 3
        assert failures(store) == [("empty.pdf", "the file is empty.")]


@pytest.mark.parametrize("name", ["tarvenia.pdf", "orrund.docx"])
def test_what_is_known_by_another_name_is_not_scored_again(name: str, tmp_path: Path) -> None:
    """Renamed, moved, copied, and named like one that had other content: the store is that of a new run."""
    folder, place, file = tmp_path / "reports", tmp_path / "s.gmi", tmp_path / "reports" / name
    (folder / "old").mkdir(parents=True)
    (folder / "other.txt").write_text(report())
    shutil.copy(ROOT / "samples" / name, file)
    brought_up_to_date(folder, place)
    file.rename(folder / "old" / f"N°1 {name}")
    shutil.copy(
        folder / "old" / f"N°1 {name}", Path(os.fsdecode(os.fsencode(folder) + b"/\xf4" + name.encode()))
    )
    (folder / "other.txt").rename(folder / "another.TXT")
    with Store(place, write=True) as store:
        *_, progress = run(folder, store, Options(), score_one_by_one)  # type: ignore[arg-type]
        store.prune()
    assert (progress.taken, progress.scored) == (3, 0)
    brought_up_to_date(folder, tmp_path / "anew.gmi")
    assert contents(place) == contents(tmp_path / "anew.gmi")


def test_what_only_looks_the_same_is_scored_again(folder: Path, tmp_path: Path) -> None:
    """The ending tells text formats apart, and decisions beside a file count with its content."""
    place, file = tmp_path / "s.gmi", folder / "peru.txt"
    brought_up_to_date(folder, place)
    shutil.copy(file, folder / "peru.md")
    scored = score_report(file, Options())
    mentions = find(scored.document, load())
    decided = passages(scored.document, mentions)[0].decided("rejected", scored.document.sha256, "", "")
    shutil.copy(file, folder / "decided.txt")
    sidecar(folder / "decided.txt").write_bytes(written("decided.txt", (decided,)))
    progress = brought_up_to_date(folder, place)
    assert (progress.scored, progress.taken) == (2, 0)
    shutil.copy(folder / "decided.txt", folder / "too.txt")
    shutil.copy(sidecar(folder / "decided.txt"), sidecar(folder / "too.txt"))
    assert brought_up_to_date(folder, place).taken == 1
    for name in ("peru.md", "decided.txt", "too.txt"):
        with Store(place) as store:
            assert store.assessment(name) == score_report(folder / name, Options()).assessment.to_json()


def test_a_file_that_changes_before_it_is_scored_is_known_as_it_was_scored(
    folder: Path, tmp_path: Path
) -> None:
    place, before = tmp_path / "s.gmi", (folder / "peru.txt").read_text()

    def changing(tasks: Iterable[Task], options: Options) -> Iterator[tuple[Task, Entry | str]]:
        (folder / "peru.txt").write_text(f"{before}6. More women.\n")
        return score_one_by_one(tasks, options)  # type: ignore[return-value]

    with Store(place, write=True) as store:
        list(run(folder, store, Options(), changing))
    (folder / "before.txt").write_text(before)
    again = brought_up_to_date(folder, place)
    assert (again.scored, again.taken, again.unchanged) == (1, 0, 4)
    brought_up_to_date(folder, tmp_path / "anew.gmi")
    assert contents(place) == contents(tmp_path / "anew.gmi")


def test_another_recipe_scores_everything_again(folder: Path, tmp_path: Path) -> None:
    place, words = tmp_path / "s.gmi", tmp_path / "own.toml"
    brought_up_to_date(folder, place)
    words.write_text('[group]\nid = "gender"\n[[category]]\nid = "women"\nterms = ["lideresa(s)"]\n')
    assert brought_up_to_date(folder, place, Options(lexicon=(words,))).total == 4
    assert brought_up_to_date(folder, place, Options(lexicon=(words,))).total == 0


def test_readers_decisions_count_and_are_noticed(folder: Path, tmp_path: Path) -> None:
    place, report_file = tmp_path / "s.gmi", folder / "peru.txt"
    brought_up_to_date(folder, place)
    scored = score_report(report_file, Options())
    mentions = find(scored.document, load())
    first = next(one for one in passages(scored.document, mentions) if one.mention.text == "women")
    decided = first.decided("rejected", scored.document.sha256, "", "")
    sidecar(report_file).write_bytes(written("peru.txt", (decided,)))
    assert brought_up_to_date(folder, place).total == 1
    assert brought_up_to_date(folder, place).total == 0
    with Store(place) as store:
        assert store.assessment("peru.txt") == score_report(report_file, Options()).assessment.to_json()
        counted = json.loads(store.assessment("peru.txt"))["counts"][0]["count"]
    assert counted == scored.assessment.counts[0].count - 1


def test_pruning_and_coming_back(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "s.gmi"
    brought_up_to_date(folder, place)
    away = (folder / "peru.txt").rename(tmp_path / "peru.txt")
    brought_up_to_date(folder, place)
    with Store(place) as store:
        assert overview(store, Selection()).gone == 1
    shutil.copy2(away, folder / "peru.txt")
    assert brought_up_to_date(folder, place).unchanged == 4
    (folder / "peru.txt").unlink()
    with Store(place, write=True) as store:
        list(run(folder, store, Options(), score_one_by_one))  # type: ignore[arg-type]
        store.prune()
    assert not [row for rows in contents(place).values() for row in rows if row[0] == "peru.txt"]


def test_the_same_content_counts_once(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "peru.txt", folder / "a-copy.txt")
    brought_up_to_date(folder, tmp_path / "s.gmi")
    with Store(tmp_path / "s.gmi", write=True) as store:
        found = overview(store, Selection())
        assert (found.documents, found.repeated) == (3, 1)
        # One that could not be scored stands in no other's way.
        copy = store.known()["a-copy.txt"]
        store.save("a-copy.txt", copy, 1, "a-copy.txt: reading it crashes.")
        found = overview(store, Selection())
        assert (found.documents, found.repeated) == (3, 0)


def test_the_assessment_is_the_one_that_score_prints(folder: Path, tmp_path: Path) -> None:
    brought_up_to_date(folder, tmp_path / "s.gmi")
    for path in ("peru.txt", "2024/ghana.txt"):
        printed = subprocess.run(
            [sys.executable, "-m", "gmi", "score", "--json", str(folder / path)],
            capture_output=True,
            check=True,
        )
        with Store(tmp_path / "s.gmi") as store:
            assert store.assessment(path).encode() == printed.stdout


def test_a_run_that_is_killed_loses_and_doubles_nothing(folder: Path, tmp_path: Path) -> None:
    for number in range(40):
        (folder / f"r{number:02}.txt").write_text(report(symbol=f"CMW/C/PER/{number + 10}"))
    brought_up_to_date(folder, tmp_path / "whole.gmi")
    place = tmp_path / "s.gmi"
    command = [sys.executable, "-m", "gmi", "corpus", "run", str(folder), "-o", str(place), "--jobs", "2"]
    sizes = []
    for _ in range(3):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        start, before = time.monotonic(), place.stat().st_size if place.exists() else 0
        while process.poll() is None and time.monotonic() - start < 20:
            if place.exists() and place.stat().st_size > before + 100_000:
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if place.exists() and place.stat().st_size:
            sizes.append(len(contents(place)["documents"]))
    assert sizes == sorted(sizes)
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert contents(place) == contents(tmp_path / "whole.gmi")


@pytest.mark.parametrize("quiet", [False, True])
def test_ctrl_c_says_that_what_was_done_is_saved(tmp_path: Path, quiet: bool) -> None:
    folder, place = long_reports(tmp_path / "reports"), tmp_path / "s.gmi"
    command = ["corpus", "run", str(folder), "-o", str(place), "--jobs", "2", *["--quiet"] * quiet]
    # A terminal sends the signal to all processes of the command. A shell that runs the tests in the
    # background lets them ignore it; the command must not.
    running = subprocess.Popen(
        [sys.executable, "-m", "gmi", *command], stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    until_some_is_saved(running, place)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    line = f"{place}: stopped. What was done is saved: run again to go on.\n"
    assert told == ("" if quiet else line)
    assert 0 < len(contents(place)["documents"]) < 200


def test_files_written_anew_are_looked_at_one_by_one_and_noted_at_once(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "s.gmi"
    brought_up_to_date(folder, place)
    for file in folder.rglob("*.txt"):
        os.utime(file, (1, 1))
    looked: list[str] = []

    def looking(files: list[Path]) -> Iterator[Path]:
        for file in files:
            looked.append(file.name)
            yield file

    with Store(place, write=True) as store:
        said: list[str] = []
        store.connection.set_trace_callback(said.append)
        *_, progress = run(folder, store, Options(), score_one_by_one, looking=looking)  # type: ignore[arg-type]
    assert progress.unchanged == len(looked) == 4
    noted = [line for line in said if line.startswith("UPDATE files SET size")]
    begun = [line for line in said if line.startswith("BEGIN")]
    assert len(noted) > 1
    assert len(begun) == 2  # one for these, one for the files that have gone


def misbehave(file: Path, options: Options) -> Entry | str:
    """A worker's work that dies or hangs on some files, and on one dies only the first time."""
    first = file.with_suffix(".tried")
    if file.name == "peru.txt" or (file.name == "peru-3.txt" and not first.exists()):
        first.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if file.name == "ghana.txt":
        time.sleep(60)
    return score_file(file, options)


def test_a_worker_that_dies_or_hangs_costs_one_document(folder: Path, tmp_path: Path) -> None:
    score = partial(score_here, jobs=2, limits=Limits(seconds=2), work=misbehave)
    with Store(tmp_path / "s.gmi", write=True) as store:
        *_, progress = run(folder, store, Options(), score)
        assert progress.scored == 1
        found = dict(failures(store))
        assert "crashes" in found["peru.txt"]
        assert "longer than 2 seconds" in found["2024/ghana.txt"]
        *_, progress = run(folder, store, Options(), score_one_by_one)  # type: ignore[arg-type]
        assert (progress.total, progress.unchanged) == (0, 4)
        *_, progress = run(folder, store, Options(), score_one_by_one, retry=True)  # type: ignore[arg-type]
        assert (progress.scored, progress.failures) == (2, ["empty.pdf: the file is empty."])


def test_processes_killed_from_outside_end_no_run(folder: Path, tmp_path: Path) -> None:
    for number in range(20):
        (folder / f"r{number:02}.txt").write_text(report(symbol=f"CMW/C/PER/{number + 10}"))
    with Store(tmp_path / "s.gmi", write=True) as store:
        score = partial(score_here, jobs=2, limits=Limits(seconds=60))
        for progress in run(folder, store, Options(), score):
            if progress.done % 5 == 1:
                # All of them, whatever they are at: reading, sending, or waiting for work.
                for worker in multiprocessing.active_children():
                    os.kill(worker.pid or 0, signal.SIGKILL)
        assert progress.done == 24
    assert brought_up_to_date(folder, tmp_path / "s.gmi").total == 0


def test_a_process_that_dies_as_it_starts_costs_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had been given was never begun; but where none lives, the run ends."""
    hired: list[int] = []
    real = _Worker.__init__

    def killed_at_once(living: int) -> Callable[..., None]:
        def begin(self: _Worker, *arguments: Any) -> None:
            real(self, *arguments)
            hired.append(1)
            if len(hired) < living:
                self.process.kill()

        return begin

    score = partial(score_here, jobs=1, limits=Limits(seconds=60))
    with Store(tmp_path / "s.gmi", write=True) as store:
        monkeypatch.setattr(_Worker, "__init__", killed_at_once(5))
        *_, progress = run(folder, store, Options(), score)
        assert (progress.scored, len(progress.failures)) == (3, 1)
        monkeypatch.setattr(_Worker, "__init__", killed_at_once(1000))
        with pytest.raises(GmiError, match="died as they started"):
            list(run(folder, store, Options(), score, retry=True))


def test_a_name_that_no_encoding_can_write_is_a_failure_like_others(folder: Path, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/C\xf4te.pdf")).write_bytes(b"junk")
    progress = brought_up_to_date(folder, tmp_path / "s.gmi")
    assert (progress.scored, len(progress.failures)) == (3, 2)
    assert brought_up_to_date(folder, tmp_path / "s.gmi").total == 0


def test_a_folder_that_cannot_be_looked_into_takes_nothing_away(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "s.gmi"
    brought_up_to_date(folder, place)
    real = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "2024":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    progress = brought_up_to_date(folder, place)
    assert (progress.unchanged, progress.gone) == (3, 0)
    (told,) = progress.closed
    assert told.startswith("2024: can't be looked into (permission denied)")
    monkeypatch.undo()
    assert brought_up_to_date(folder, place).unchanged == 4


def test_what_vanished_for_a_while_is_tried_again(folder: Path, tmp_path: Path) -> None:
    place, file = tmp_path / "s.gmi", folder / "peru.txt"

    def vanishing(tasks: Iterable[Task], options: Options) -> Iterator[tuple[Task, Entry | str]]:
        file.rename(tmp_path / "away")
        for task in tasks:
            yield task, score_file(task.file, options)
        (tmp_path / "away").rename(file)

    with Store(place, write=True) as store:
        *_, progress = run(folder, store, Options(), vanishing)
    assert (progress.scored, len(progress.failures)) == (2, 2)
    again = brought_up_to_date(folder, place)
    assert (again.scored, again.unchanged, again.failed) == (1, 3, 1)


def test_a_store_goes_with_its_folder(folder: Path, tmp_path: Path) -> None:
    brought_up_to_date(folder, tmp_path / "s.gmi")
    moved = folder.rename(tmp_path / "moved")
    assert brought_up_to_date(moved, tmp_path / "s.gmi").unchanged == 4
    shutil.copytree(moved, folder)
    with pytest.raises(GmiError, match="holds the documents of"):
        brought_up_to_date(folder, tmp_path / "s.gmi")


def test_two_runs_cannot_write_one_store(folder: Path, tmp_path: Path) -> None:
    with (
        Store(tmp_path / "s.gmi", write=True),
        pytest.raises(GmiError, match="another run"),
    ):
        brought_up_to_date(folder, tmp_path / "s.gmi")


def test_what_a_run_is_writing_is_soon_said_to_be_so(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "s.gmi"
    brought_up_to_date(folder, place)
    with Store(place, write=True):
        # From another process: whoever closes the file in this one lets go of its locks.
        for command in ("show", "export"):
            output = ["-o", str(tmp_path / "t.csv")] if command == "export" else []
            start = time.monotonic()
            refused = subprocess.run(
                [sys.executable, "-m", "gmi", "corpus", command, str(place), *output],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert time.monotonic() - start < 15
            assert refused.returncode == 2
            way_out = "Look at it when the run has ended, or is stopped."
            assert refused.stderr == f"gmi: {place}: a run is writing to it. {way_out}\n"
    with Store(place) as store:
        assert overview(store, Selection()).documents == 3


def test_a_full_disk_is_said_in_a_line_and_loses_nothing(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "s.gmi"
    brought_up_to_date(folder, tmp_path / "whole.gmi")

    def fill() -> None:
        with Store(place, write=True) as store:
            pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
            store.connection.execute(f"PRAGMA max_page_count = {pages + 12}")
            list(run(folder, store, Options(), score_one_by_one))  # type: ignore[arg-type]

    with pytest.raises(GmiError, match="full"):
        fill()
    brought_up_to_date(folder, place)
    assert contents(place) == contents(tmp_path / "whole.gmi")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("text.gmi", b"hello, I am a text", "no gmi store"),
        ("cut.gmi", b"SQLite format 3\x00" + b"\x00" * 40, "not a gmi store|no gmi store|can't be opened"),
        ("missing.gmi", None, "no such store"),
    ],
)
def test_what_is_no_store_is_refused(name: str, content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(GmiError, match=message):
        Store(tmp_path / name)


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("columns", ["id, street", "key, value"])
def test_another_program_s_table_of_that_name_makes_no_store(
    columns: str, write: bool, tmp_path: Path
) -> None:
    place = tmp_path / "shop.db"
    connection = sqlite3.connect(place)
    connection.executescript(
        f"CREATE TABLE store ({columns}); INSERT INTO store VALUES ('1', 'Main Street');"
    )
    connection.close()
    before = place.read_bytes()
    with pytest.raises(GmiError, match=r"shop\.db is there, and is no gmi store"):
        Store(place, write=write)
    assert place.read_bytes() == before


def test_a_document_that_is_not_there(store: Store) -> None:
    """The way out that is told is one: every document's path stands in what it prints."""
    with pytest.raises(GmiError, match="has no document 'Peru'") as told:
        store.assessment("Peru")
    command = told.value.remedy.split(" lists")[0].split()[1:]
    printed = CliRunner().invoke(app, command).output
    assert {one["label"] for one in json.loads(printed)} == {"peru.txt", "peru-3.txt", "2024/ghana.txt"}


def test_a_store_is_for_one_folder(folder: Path, tmp_path: Path) -> None:
    brought_up_to_date(folder, tmp_path / "s.gmi")
    with pytest.raises(GmiError, match="holds the documents of"):
        brought_up_to_date(tmp_path, tmp_path / "s.gmi")
    (tmp_path / "nothing").mkdir()
    for name, message in (("nothing", "no documents"), ("missing", "not a folder")):
        with pytest.raises(GmiError, match=message):
            brought_up_to_date(tmp_path / name, tmp_path / "t.gmi")
        assert not (tmp_path / "t.gmi").exists()


def test_names_of_any_kind(tmp_path: Path) -> None:
    place = tmp_path / "reports"
    place.mkdir()
    for name in (
        b"caf\xe9.txt",
        "отчёт 2.txt".encode(),
        b"a\nb.txt",
        b"=1+1.txt",
        b"~$open.docx",
        b".hidden.txt",
    ):
        (Path(os.fsdecode(os.fsencode(place) + b"/" + name))).write_text(
            report(symbol=f"CMW/C/PER/{len(name)}")
        )
    os.mkfifo(place / "pipe.txt")
    assert len(list(documents(place))) == 4
    assert brought_up_to_date(place, tmp_path / "s.gmi").scored == 4
    assert brought_up_to_date(place, tmp_path / "s.gmi").unchanged == 4


# What a corpus shows


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> Store:
    brought_up_to_date(folder, tmp_path / "s.gmi")
    return Store(tmp_path / "s.gmi")


def test_overview(store: Store) -> None:
    found = overview(store, Selection())
    assert found.by["region"] == {"Africa": 1, "Americas": 2}
    assert found.by["year"] == {"2020": 1, "2024": 2}
    assert found.without_lgbtqia == ("Ghana", "Peru (CMW/C/PER/2)")
    assert overview(store, Selection(region="south america", since=2021)).documents == 1
    assert overview(store, Selection(state="gha")).documents == 1


def test_overview_names_what_it_is_about(folder: Path, tmp_path: Path) -> None:
    """A document of a State that has others is told by its symbol; the same report twice, and two ways of
    scoring, are told; what is no longer there is no failure."""
    place = tmp_path / "s.gmi"
    (folder / "ghana-9.txt").write_text(report("Ghana", "CMW/C/GHA/9", more="2. Lesbian women.\n"))
    (folder / "ghana-9b.txt").write_text(report("Ghana", "CMW/C/GHA/9", more="2. Lesbian women!\n"))
    brought_up_to_date(folder, place)
    with Store(place) as store:
        found = overview(store, Selection())
        (ghana,) = store.rows("SELECT symbol FROM documents WHERE path = '2024/ghana.txt'")
        assert found.without_lgbtqia == (f"Ghana ({ghana[0]})", "Peru (CMW/C/PER/2)")
        assert (found.alike, found.recipes, found.failures) == (1, 1, 1)
    (folder / "empty.pdf").unlink()
    with Store(place, write=True) as store:
        half = run(folder, store, Options(engine="pdfplumber"), score_one_by_one)  # type: ignore[arg-type]
        next(half), next(half)
        half.close()
        found = overview(store, Selection())
        assert (found.recipes, found.failures) == (2, 0)
        assert "can't be compared: run gmi corpus run again" in html.unescape(dashboard(store, Selection()))


INVENTED = ("Tarvenia", "Hallorin", "Côte Vellá", "100% Land")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with a document of each State that ISO 3166-1 has, and of some that it doesn't have."""
    folder = tmp_path_factory.mktemp("world") / "reports"
    folder.mkdir()
    (folder / "peru.txt").write_text(report())
    brought_up_to_date(folder, folder.parent / "s.gmi")
    known = [(country.name, country.alpha_3) for country in pycountry.countries]
    with Store(folder.parent / "s.gmi", write=True) as store:
        columns = [row["name"] for row in store.rows("PRAGMA table_info(documents)")][1:]
        kept = ", ".join(f":{name}" if name in ("path", "state", "iso3") else name for name in columns)
        store.connection.execute("BEGIN")
        for name, code in [*known, *((name, None) for name in INVENTED), ("Brasil", None), (None, None)]:
            row = {"path": f"{name}.txt", "state": name, "iso3": code}
            store.connection.execute(
                "INSERT INTO files SELECT :path, :path, size, modified, recipe, 0 FROM files LIMIT 1", row
            )
            store.connection.execute(
                f"INSERT INTO documents ({', '.join(columns)}) SELECT {kept} FROM documents LIMIT 1", row
            )
        store.connection.execute("DELETE FROM files WHERE path = 'peru.txt'")
        store.connection.execute("COMMIT")
        yield store


def selected(store: Store, state: str) -> list[str | None]:
    """The code, or else the name, of each document that `--state` finds."""
    where, values = Selection(state=state).where(store)
    query = f"SELECT coalesce(iso3, state) FROM present WHERE {where} ORDER BY 1"
    return [row[0] for row in store.rows(query, values)]


def test_a_state_is_one_though_its_covers_write_it_in_several_ways(folder: Path, tmp_path: Path) -> None:
    """With a code and without; in another language; a State that ISO doesn't have."""
    for number, name in enumerate(("Tarvénia", "Tarvenia", "Tarvenia")):
        text = report(name, f"CMW/C/TVN/{number + 1}", f"1 May {2000 + number}")
        (folder / f"tarvenia-{number}.txt").write_text(text)
    (folder / "bra.txt").write_text(report("Brazil", "CMW/C/BRA/1", "1 May 2001"))
    (folder / "brasil.txt").write_text(report("Brasil", "CMW/C/2", "1 May 2005"))
    brought_up_to_date(folder, tmp_path / "s.gmi")
    with Store(tmp_path / "s.gmi", write=True) as store:
        overall = measure_of("overall", store)
        for code in ("BRA", None):
            ranked = {
                one.label: (one.name, one.documents) for one in rank(store, Selection(), overall, "state")
            }
            assert ranked["BRA"] == ("Brazil", 2)
            assert ranked["Tarvenia"] == ("Tarvenia", 3)
            assert overview(store, Selection(state="brazil")).documents == 2
            never = overview(store, Selection()).without_lgbtqia
            assert {"Brazil (CMW/C/BRA/1)", "Brasil (CMW/C/2)", "Tarvénia (CMW/C/TVN/1)"} <= set(never)
            # A store may have been made when the code was not known.
            store.connection.execute("UPDATE documents SET iso3 = ? WHERE path = 'brasil.txt'", (code,))
        assert overview(store, Selection(region="South America")).documents == 4
        (row,) = store.rows("SELECT state, symbol FROM documents WHERE path = 'brasil.txt'")
        assert tuple(row) == ("Brasil", "CMW/C/2")
        store.connection.execute("UPDATE documents SET symbol = 'CMW/C/BRA/2' WHERE path = 'brasil.txt'")
        courses = {course.state: len(course.points) for course in trend(store, Selection(), overall)}
    assert courses == {"Brazil": 2, "Peru": 2, "Tarvenia": 3}


def bare(name: str) -> str:
    """A name without accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))


WRITTEN: tuple[Callable[[str], str], ...] = (
    *(str, str.upper, str.lower, str.swapcase, bare),
    *(lambda name: name.replace("'", "’"), lambda name: name.replace("'", ""), lambda name: f" {name} "),
    *(lambda name: name.replace("-", " "), lambda name: name.replace(" and ", " & ")),
    lambda name: re.sub(r"^Saint\b", "St.", name),
)


@given(
    st.sampled_from(list(pycountry.countries)),
    st.sampled_from(["alpha_3", "alpha_2", "name", "common_name", "official_name"]),
    st.sampled_from(WRITTEN),
)
def test_a_state_is_found_by_code_or_name_and_no_other_with_it(
    world: Store, country: Any, by: str, written: Callable[[str], str]
) -> None:
    name = written(getattr(country, by, None) or country.name)
    found = selected(world, name)
    assert found == [country.alpha_3] + ["Brasil"] * (country.alpha_3 == "BRA")


def test_every_state_is_known_by_its_codes_and_names() -> None:
    for country in pycountry.countries:
        keys = ("alpha_3", "alpha_2", "name", "common_name", "official_name")
        given = {getattr(country, key, country.name) for key in keys}
        assert {state_meant(one) for one in given} == {country.alpha_3}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Dominica", ["DMA"]),
        ("Niger", ["NER"]),
        ("Guinea", ["GIN"]),
        ("Sudan", ["SDN"]),
        ("the Sudan", ["SDN"]),
        ("Congo", ["COG"]),
        ("Democratic Republic of the Congo", ["COD"]),
        ("Congo (the Democratic Republic of the)", ["COD"]),
        ("Cote d'Ivoire", ["CIV"]),
        ("CÔTE D'IVOIRE", ["CIV"]),
        ("Côte d’Ivoire", ["CIV"]),
        ("Ivory Coast", ["CIV"]),
        ("Turkey", ["TUR"]),
        ("Turkiye", ["TUR"]),
        ("TÜRKİYE", ["TUR"]),
        ("Viet Nam", ["VNM"]),
        ("vietnam", ["VNM"]),
        ("Bolivia", ["BOL"]),
        ("Bolivia (Plurinational State of)", ["BOL"]),
        ("Plurinational State of Bolivia", ["BOL"]),
        ("Iran", ["IRN"]),
        ("Iran (Islamic Republic of)", ["IRN"]),
        ("Russia", ["RUS"]),
        ("Syria", ["SYR"]),
        ("Tanzania", ["TZA"]),
        ("Moldova", ["MDA"]),
        ("Laos", ["LAO"]),
        ("Lao People’s Democratic Republic", ["LAO"]),
        ("South Korea", ["KOR"]),
        ("Republic of Korea", ["KOR"]),
        ("Democratic People's Republic of Korea", ["PRK"]),
        ("Micronesia", ["FSM"]),
        ("State of Palestine", ["PSE"]),
        ("Palestine", ["PSE"]),
        ("Brunei", ["BRN"]),
        ("Czech Republic", ["CZE"]),
        ("the former Yugoslav Republic of Macedonia", ["MKD"]),
        ("Guinea Bissau", ["GNB"]),
        ("Timor Leste", ["TLS"]),
        ("The Gambia", ["GMB"]),
        ("Gambia (the)", ["GMB"]),
        ("UK", ["GBR"]),
        ("United Kingdom", ["GBR"]),
        ("USA", ["USA"]),
        ("Pérou", ["PER"]),
        ("España", ["ESP"]),
        ("Перу", ["PER"]),
        ("秘鲁", ["PER"]),
        # A cover in Portuguese, whose symbol no code could be read from.
        ("Brazil", ["BRA", "Brasil"]),
        ("tarvenia", ["Tarvenia"]),
        ("HALLORÍN", ["Hallorin"]),
        ("cote vella", ["Côte Vellá"]),
        ("100% land", ["100% Land"]),
    ],
)
def test_a_state_s_names(world: Store, name: str, found: list[str]) -> None:
    assert selected(world, name) == found


@pytest.mark.parametrize(
    ("name", "near"),
    [
        *(("Nigerria", "Nigeria"), ("Tarvena", "Tarvenia"), ("Phillipines", "Philippines")),
        *((name, None) for name in ("%", "_", "", "P", "Xyz")),
    ],
)
def test_a_state_that_there_is_not(world: Store, name: str, near: str | None) -> None:
    with pytest.raises(GmiError) as told:
        selected(world, name)
    assert told.value.what == f'There is no State "{name}".'
    assert told.value.remedy == (f"Did you mean {near!r}?" if near else "")


# A cycle as it stands in the store; what finds it; what doesn"t.
CYCLES: list[tuple[str | None, list[str], list[str]]] = [
    (
        "third periodic report",
        ["3", "third", "3rd", "Third periodic report", "third report"],
        ["1", "13", "23", "thirteenth", "fourth", "third cycle"],
    ),
    ("thirteenth periodic report", ["13", "13th", "thirteenth"], ["3", "1", "third", "10"]),
    (
        "twenty-third periodic report",
        ["23", "twenty third", "TWENTY-THIRD"],
        ["3", "third", "20", "2", "twentieth"],
    ),
    ("twenty‑second and twenty‑third periodic reports", ["22", "23", "twenty-second"], ["2", "3", "20"]),
    (
        "combined fourth and fifth periodic reports",
        ["4", "5", "fourth and fifth", "fifth periodic report", "combined"],
        ["45", "6", "initial"],
    ),
    ("combined tenth and eleventh periodic reports", ["10", "11"], ["1", "0", "111"]),
    (
        "sixteenth to eighteenth periodic reports",
        ["16", "17", "18", "sixteenth to eighteenth"],
        ["6", "7", "8", "15", "19"],
    ),
    ("combined second–fourth periodic reports", ["2", "3", "4"], ["1", "5"]),
    ("initial report", ["1", "initial", "Initial report"], ["2", "first periodic report", "11"]),
    ("combined initial and second periodic reports", ["1", "2", "initial"], ["12", "3"]),
    (
        "session 20, second cycle",
        ["2", "second cycle", "cycle 2", "session 20", "20th session"],
        ["20", "session 2", "first cycle", "second report"],
    ),
    ("session 2, first cycle", ["1", "first", "session 2"], ["2", "second", "session 1", "session 20"]),
    (
        "replies to the list of issues",
        ["replies", "list of issues"],
        ["1", "reply", "lis", "of", "the", "%", "_"],
    ),
    ("segundo informe periódico", ["segundo", "INFORME"], ["segund", "2"]),
    (None, [], ["1", "initial"]),
]


@pytest.mark.parametrize(("cycle", "found", "missed"), CYCLES)
def test_cycles_are_found_as_they_are_meant(cycle: str | None, found: list[str], missed: list[str]) -> None:
    assert [one for one in found if not is_in_cycle(cycle, one)] == []
    assert [one for one in ["", *missed] if is_in_cycle(cycle, one)] == []


def test_a_cycle_is_selected(folder: Path, tmp_path: Path) -> None:
    (folder / "peru-12.txt").write_text(report(symbol="CMW/C/PER/12").replace("Second", "Twelfth"))
    brought_up_to_date(folder, tmp_path / "s.gmi")
    with Store(tmp_path / "s.gmi") as store:
        for cycle, documents in (("2", 3), ("12", 1), ("twelfth", 1), ("1", 0)):
            assert overview(store, Selection(cycle=cycle)).documents == documents


def test_policy_areas_over_all_documents(store: Store) -> None:
    """Sums of what the assessments say, over the documents that treat the area."""
    found = {one.area: one for one in area_shares(store, Selection())}
    paths = [row["path"] for row in store.rows("SELECT path FROM present")]
    told = [json.loads(store.assessment(path))["areas"] for path in paths]
    for area in {one["area"] for areas in told for one in areas}:
        treated = [one for areas in told for one in areas if one["area"] == area and one["paragraphs"]]
        assert (area in found) == bool(treated)
        if treated:
            paragraphs = sum(one["paragraphs"] for one in treated)
            assert (found[area].documents, found[area].paragraphs) == (len(treated), paragraphs)
            for share, lens in zip(found[area][4:], ("gendered", "lgbtqia", "migrant"), strict=True):
                assert share.value == sum(one[lens] for one in treated) / paragraphs
                assert 0 <= share.low <= share.value <= share.high <= 1
    assert found
    assert {one.name for one in found.values()} <= {one["name"] for areas in told for one in areas}
    assert not area_shares(store, Selection(region="Oceania"))


@pytest.mark.parametrize(
    ("measure", "by", "first", "documents"),
    [
        ("lgbtqia", "document", "peru-3.txt", 1),
        ("lgbtqia", "state", "PER", 2),
        ("gender/girls", "region", "Africa", 1),
        ("gender.mention", "year", "2020", 1),
        ("overall", "body", "CMW", 3),
    ],
)
def test_ranking(store: Store, measure: str, by: str, first: str, documents: int) -> None:
    ranked = rank(store, Selection(), measure_of(measure, store), by)  # type: ignore[arg-type]
    assert (ranked[0].label, ranked[0].documents) == (first, documents)
    for one in ranked:
        assert one.estimate.low <= one.estimate.value <= one.estimate.high


@pytest.mark.parametrize("name", ["women", "gender/nobody", "area:", "gender.x", "gender' OR 1 --"])
def test_measures_that_there_are_not(store: Store, name: str) -> None:
    with pytest.raises(GmiError, match="no measure"):
        measure_of(name, store)


def test_a_rate_has_the_interval_that_compare_gives_it(store: Store) -> None:
    (one,) = rank(store, Selection(state="Ghana"), measure_of("gender/girls", store), "document")
    count = json.loads(store.assessment(one.label))
    gender = next(group for group in count["counts"] if group["group"] == "gender")
    girls = next(c["count"] for c in gender["categories"] if c["category"] == "girls")
    share = girls / gender["count"]
    rate = Rate(girls, count["source"]["words"], tuple(gender["slices"]), share)
    assert one.estimate == pytest.approx((rate.per_1000_words, *rate.interval))


def test_what_has_no_date_has_no_place_in_a_course(folder: Path, tmp_path: Path) -> None:
    for number, ordinal in enumerate(("First", "Second")):
        text = report("Chad", f"CMW/C/TCD/{number + 1}", "").replace("Second", ordinal)
        (folder / f"chad{number}.txt").write_text(text)
    brought_up_to_date(folder, tmp_path / "s.gmi")
    with Store(tmp_path / "s.gmi") as store:
        assert [course.state for course in trend(store, Selection(), measure_of("overall", store))] == [
            "Peru"
        ]


def test_trend(store: Store) -> None:
    (course,) = trend(store, Selection(), measure_of("lgbtqia", store))
    assert (course.state, [point.symbol for point in course.points]) == (
        "Peru",
        ["CMW/C/PER/2", "CMW/C/PER/3"],
    )
    assert course.change > 0
    assert not course.clear  # one reference is no more than chance


KINDS = [
    ("CMW/C/PER/2", "State party's report"),
    ("CEDAW/C/PER/7-8", "State party's report"),
    ("CRC/C/OPAC/PER/1", "State party's report"),
    ("E/C.12/PER/5", "State party's report"),
    (None, "State party's report"),
    ("A/HRC/WG.6/20/SVN/1", "national report"),
    ("A/HRC/WG.6/20/SVN/1/Rev.1", "national report"),
    ("A/HRC/WG.6/20/SVN/2", "compilation of UN information"),
    ("A/HRC/WG.6/20/SVN/3", "summary of stakeholders' information"),
    ("A/HRC/28/15", "report of the Working Group"),
    ("A/HRC/28/15/Add.1", "report of the Working Group, addendum"),
    ("CMW/C/PER/CO/1", "concluding observations"),
    ("CMW/C/PER/Q/2", "list of issues"),
    ("CMW/C/QPR/PER/2", "list of issues"),
    ("CMW/C/PER/Q/2/Add.1", "replies to the list of issues"),
    ("CMW/C/PER/RQ/2", "replies to the list of issues"),
    ("HRI/CORE/PER/2010", "common core document"),
    ("ST/SGB/2017/1", "other document"),
    # The ten bodies: reports ...
    ("CERD/C/NLD/22-24", "State party's report"),
    ("CEDAW/C/UK/3/Add.1", "State party's report"),
    ("CEDAW/C/MMR/EP/1", "State party's report"),
    ("CEDAW/C/IND/SP.1", "State party's report"),
    ("CCPR/C/CHN-HKG/3", "State party's report"),
    ("CCPR/C/HKSAR/99/1", "State party's report"),
    ("CRC/C/OPSC/CHN-MAC/1", "State party's report"),
    ("CRPD/C/TUN/2-3/Corr.1", "State party's report"),
    ("CED/C/VEN/1", "State party's report"),
    ("CED/C/NLD/AI/1", "State party's report"),
    ("E/C.12/4/Add.9", "State party's report"),
    ("E/1978/8/Add.22", "State party's report"),
    ("CERD/C/R.90/Add.9", "State party's report"),
    # ... what Committees ask and conclude, and what States reply ...
    ("CAT/C/PER/QPR/7", "list of issues"),
    ("CRC/C/PER/QPR/6-7", "list of issues"),
    ("CRC/C/Q/PER/3", "list of issues"),
    ("E/C.12/Q/PER/1/Rev.1", "list of issues"),
    ("CRC/C/OPAC/PER/Q/1", "list of issues"),
    ("CCPR/C/82/L/BEL", "list of issues"),
    ("CEDAW/PSWG/2005/I/CRP.1/Add.3", "list of issues"),
    ("CEDAW/PSWG/2005/I/CRP.2/Add.3", "replies to the list of issues"),
    ("E/C.12/PER/Q/4/Add.1", "replies to the list of issues"),
    ("CRC/C/OPSC/PER/Q/1/Add.1", "replies to the list of issues"),
    ("E/C.12/Q/PER/1/Rev.1/Add.1", "replies to the list of issues"),
    ("CRPD/C/PER/RQ/2-3", "replies to the list of issues"),
    ("CED/C/PER/CO/1", "concluding observations"),
    ("CED/C/NLD/OAI/1", "concluding observations"),
    ("CERD/C/PER/CO/22-23/Rev.1", "concluding observations"),
    ("CCPR/C/CHN-HKG/CO/3", "concluding observations"),
    ("CERD/C/62/CO/7/Add.1", "follow-up to concluding observations"),
    ("CRPD/C/PER/CO/1/Rev.1/Add.1", "follow-up to concluding observations"),
    ("CED/C/PER/FCO/1", "follow-up to concluding observations"),
    # ... what they say in general, on communications, and after visits ...
    ("CCPR/C/GC/36", "general comment or recommendation"),
    ("CCPR/C/21/Rev.1/Add.13", "general comment or recommendation"),
    ("CCPR/C/21/Add.3", "general comment or recommendation"),
    ("CEDAW/C/GC/31-CRC/C/GC/18", "general comment or recommendation"),
    ("CMW/C/GC/5", "general comment or recommendation"),
    ("CRC/GC/2003/5", "general comment or recommendation"),
    ("E/C.12/GC/18", "general comment or recommendation"),
    ("CAT/OP/GC/1", "general comment or recommendation"),
    ("CCPR/C/119/D/2216/2012", "views or decision on a communication"),
    ("CRC/C/79/D/12/2017", "views or decision on a communication"),
    ("E/C.12/55/D/2/2014", "views or decision on a communication"),
    ("CAT/OP/BRA/1", "report on a visit or an inquiry"),
    ("CAT/OP/POL/ROSP/1", "report on a visit or an inquiry"),
    ("CEDAW/C/OP.8/CAN/1", "report on a visit or an inquiry"),
    ("CRPD/C/ESP/IR/1", "report on a visit or an inquiry"),
    ("CED/C/MEX/VR/1", "report on a visit or an inquiry"),
    # ... and what they need to sit together.
    ("CCPR/C/119/2", "session document (agenda, record, rules)"),
    ("CCPR/C/3/Rev.10", "session document (agenda, record, rules)"),
    ("CCPR/C/SR.3456", "session document (agenda, record, rules)"),
    ("CEDAW/C/2019/1", "session document (agenda, record, rules)"),
    ("CEDAW/C/2007/I/3/Add.1", "session document (agenda, record, rules)"),
    ("CAT/C/50/2", "session document (agenda, record, rules)"),
    ("CERD/C/70/Rev.5", "session document (agenda, record, rules)"),
    ("CRC/C/150", "session document (agenda, record, rules)"),
    ("CRC/C/OPAC/2", "session document (agenda, record, rules)"),
    ("CRPD/C/2/3", "session document (agenda, record, rules)"),
    ("CED/C/11/3", "session document (agenda, record, rules)"),
    ("CMW/C/30/1", "session document (agenda, record, rules)"),
    ("E/C.12/2019/SR.20", "session document (agenda, record, rules)"),
    ("CAT/OP/12/5", "session document (agenda, record, rules)"),
    ("CRPD/CSP/2019/1", "session document (agenda, record, rules)"),
    ("HRI/MC/2006/3", "session document (agenda, record, rules)"),
    # Not of a kind that is told: a State's reply to a visit, annual reports of the CESCR, decisions.
    ("CAT/OP/BRA/1/Add.1", "other document"),
    ("CAT/OP/ARG/CSPRO/1", "other document"),
    ("E/1996/22", "other document"),
    ("CERD/C/DEC/PER/1", "other document"),
    # Before symbols named the State: what Committees concluded ...
    ("CRC/C/15/Add.8", "concluding observations"),
    ("CRC/C/15/Add.271", "concluding observations"),
    ("CERD/C/304/Add.3", "concluding observations"),
    ("E/C.12/1/Add.14", "concluding observations"),
    ("CCPR/C/79/Add.72", "concluding observations"),
    ("CCPR/CO/70/PER", "concluding observations"),
    ("CERD/C/62/CO/7", "concluding observations"),
    ("CAT/C/CR/34/CAN", "concluding observations"),
    # ... in annual reports beside much else ...
    ("A/50/38", "other document"),
    # ... and States' reports.
    ("CRC/C/3/Add.24", "State party's report"),
    ("CRC/C/65/Add.8", "State party's report"),
    ("CRC/C/8/Add.1", "State party's report"),
    ("CRC/C/150/Add.1", "State party's report"),
    ("CEDAW/C/5/Add.60", "State party's report"),
    ("CEDAW/C/PER/5", "State party's report"),
    ("CERD/C/299/Add.3", "State party's report"),
    ("CERD/C/409/Add.2", "State party's report"),
    ("CCPR/C/103/Add.4", "State party's report"),
    ("CAT/C/25/Add.6", "State party's report"),
    ("E/1990/5/Add.29", "State party's report"),
    ("E/1990/6/Add.16", "State party's report"),
    ("CMW/C/MEX/1", "State party's report"),
    ("CAT/C/PER/CO/6", "concluding observations"),
    ("CAT/C/PER/CO/5-6/Corr.1", "concluding observations"),
    ("E/C.12/PER/CO/4", "concluding observations"),
    ("CAT/C/PER/CO/6/Add.1", "follow-up to concluding observations"),
    ("CCPR/C/PER/CO/5/Add.1", "follow-up to concluding observations"),
    ("CEDAW/C/PER/CO/7-8/Add.1", "follow-up to concluding observations"),
    ("CAT/C/PER/FCO/7", "follow-up to concluding observations"),
    ("CCPR/CO/70/PER/Add.1", "follow-up to concluding observations"),
    ("CRC/C/RESP/92", "replies to the list of issues"),
    ("CRC/C/LUX/Q/3-4/Add.1", "replies to the list of issues"),
    ("CRC/C/LUX/Q/3-4", "list of issues"),
]


@pytest.mark.parametrize(("symbol", "kind"), KINDS)
def test_a_symbol_tells_the_kind_of_document(symbol: str | None, kind: str) -> None:
    assert kind_of(symbol, None) == kind


def test_only_its_cover_tells_a_report_of_the_working_group() -> None:
    """The Council's other reports have symbols like its."""
    assert kind_of("A/HRC/28/15", None, "UPR Working Group") == "report of the Working Group"
    assert kind_of("A/HRC/43/2", None, "Human Rights Council") == "other document"


def test_the_documentation_names_every_kind() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| `--kind KIND` \| Of this kind, by their symbols: (.*) \|$", text, re.MULTILINE)
    assert re.findall(r"`([\w-]+)`", row) == list(NAMES)
    assert set(NAMES.values()) == {kind for _, kind in KINDS}


def test_kinds_of_document_can_be_told_apart(folder: Path, tmp_path: Path) -> None:
    """A ranking says what stands together in it, and a selection takes one kind alone."""
    for n in (1, 3):
        (folder / f"svn-{n}.txt").write_text(report("Slovenia", f"A/HRC/WG.6/20/SVN/{n}", "2 May 2014"))
    brought_up_to_date(folder, tmp_path / "s.gmi")
    with Store(tmp_path / "s.gmi") as store:
        overall = measure_of("overall", store)
        kinds = {one.label: one.kinds for one in rank(store, Selection(), overall, "state")}
        assert kinds["SVN"] == ("national report", "summary of stakeholders' information")
        assert kinds["PER"] == ("State party's report",)
        counted = overview(store, Selection()).by["kind"]
        assert counted == {
            "State party's report": 3,
            "national report": 1,
            "summary of stakeholders' information": 1,
        }
        by_kind = {one.label: one.documents for one in rank(store, Selection(), overall, "kind")}
        assert by_kind == counted
        (alone,) = rank(store, Selection(kind="stakeholders"), overall, "document")
        assert alone.label == "svn-3.txt"
        with pytest.raises(GmiError, match="There is no kind 'reports'"):
            rank(store, Selection(kind="reports"), overall, "document")


@pytest.mark.parametrize(
    ("arguments", "told"), [((), True), (("--kind", "state-report"), False), (("--by", "kind"), False)]
)
def test_a_ranking_tells_that_kinds_stand_together(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], told: bool
) -> None:
    (folder / "svn-3.txt").write_text(report("Slovenia", "A/HRC/WG.6/20/SVN/3", "2 May 2014"))
    brought_up_to_date(folder, tmp_path / "s.gmi")
    shown = CliRunner().invoke(app, ["corpus", "rank", str(tmp_path / "s.gmi"), *arguments]).output
    assert ("Several kinds of document stand together" in shown) == told


def test_a_course_has_documents_of_one_kind(folder: Path, tmp_path: Path) -> None:
    for session, year in ((7, 2010), (20, 2014)):
        for n in (1, 2, 3):
            text = report("Slovenia", f"A/HRC/WG.6/{session}/SVN/{n}", f"{n} May {year}")
            (folder / f"svn-{session}-{n}.txt").write_text(text)
    brought_up_to_date(folder, tmp_path / "s.gmi")
    with Store(tmp_path / "s.gmi") as store:
        courses = trend(store, Selection(state="SVN"), measure_of("overall", store))
    assert [(course.kind, len(course.points)) for course in courses] == [
        ("national report", 2),
        ("compilation of UN information", 2),
        ("summary of stakeholders' information", 2),
    ]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1000, 30_000)), min_size=2, max_size=20))
def test_rates_lie_in_their_intervals(documents: list[tuple[int, int]]) -> None:
    counts, words = zip(*documents, strict=True)
    whole = combined_rate(counts, words, [1.0] * len(words), 1000)
    assert whole.value == pytest.approx(1000 * sum(counts) / sum(words))
    alone = exact_rate(counts[0], words[0], 1000)
    share = combined_share(counts, words)
    scores = [Estimate(count / 50, count / 50, min(count / 50 + 0.1, 1)) for count in counts]
    for found in (whole, alone, share, mean(scores)):
        assert 0 <= found.low <= found.value <= found.high or found.high == 1
    assert share.high <= 1


def test_what_no_document_has_is_not_known_to_be_nothing() -> None:
    assert combined_rate([0, 0], [10_000, 10_000], [1, 1], 1000) == pytest.approx((0, 0, 0.184), abs=0.001)
    # Wilson's interval of 3 in 3 begins at 1 / (1 + 1.96² / 3).
    assert combined_share([3], [3]) == pytest.approx((1, 0.438, 1), abs=0.001)
    assert combined_share([0, 0], [2, 1])[2] == pytest.approx(0.562, abs=0.001)


def test_documents_that_are_alike_are_not_known_for_certain() -> None:
    """Worked by hand: bounds are at least those of what is uncertain in each document."""
    # 0.08 √2 / 2, times 1.960 / 1.645
    assert mean([Estimate(0.5, 0.42, 0.54)] * 2) == pytest.approx((0.5, 0.4326, 0.5337), abs=0.0001)
    assert mean([Estimate(0.02, 0, 0.5)] * 2) == pytest.approx((0.02, 0.0031, 0.4244), abs=0.0001)
    # 20 references in 20,000 words, then the same in clusters that make them worth 5: Garwood's tables.
    assert combined_rate([10, 10], [10_000] * 2, [1, 1], 1000) == pytest.approx((1, 0.611, 1.544), abs=0.001)
    assert combined_rate([10, 10], [10_000] * 2, [4, 4], 1000) == pytest.approx((1, 0.325, 2.334), abs=0.001)
    # Wilson's interval of 6 in 12
    assert combined_share([3, 3], [6, 6]) == pytest.approx((0.5, 0.254, 0.746), abs=0.001)
    # Where documents differ, that is more: Student's t of one degree of freedom is 12.7.
    apart = mean([Estimate(0.5, 0.45, 0.55), Estimate(0.52, 0.47, 0.57)])
    assert apart == pytest.approx((0.51, 0.51 - 0.1271, 0.51 + 0.1271), abs=0.0001)
    assert mean([Estimate(0, 0, 0)] * 2) == (0, 0, 0)  # no trial finds anything else


def test_ranking_states_whose_reports_are_alike(folder: Path, tmp_path: Path) -> None:
    (folder / "peru-3.txt").write_text(report(symbol="CMW/C/PER/3", date="3 May 2024"))
    brought_up_to_date(folder, tmp_path / "s.gmi")
    with Store(tmp_path / "s.gmi") as store:
        for name in ("overall", "gender", "gender/women"):
            measure = measure_of(name, store)
            values = {one.estimate.value for one in rank(store, Selection(), measure, "document")}
            peru = next(one for one in rank(store, Selection(), measure, "state") if one.label == "PER")
            assert (len(values), peru.documents) == (1, 2)
            assert peru.estimate.low < peru.estimate.value < peru.estimate.high


def test_interval_of_one_document() -> None:
    # Garwood's limits for 10 events: 4.795 and 18.39, in any table of the Poisson distribution.
    assert exact_rate(10, 1) == pytest.approx((10, 4.795, 18.39), abs=0.005)
    assert exact_rate(0, 1) == pytest.approx((0, 0, 3.689), abs=0.001)


def test_regions_are_those_of_m49() -> None:
    assert region_of("PER") == ("Americas", "South America")
    assert region_of("TUR") == ("Asia", "Western Asia")
    assert region_of("XXX") is None
    assert within("latin america and the caribbean") == ("Caribbean", "Central America", "South America")
    assert len(within("Oceania")) == 4
    with pytest.raises(GmiError, match="M49 has no region"):
        within("Middle East")
    assert len(regions()) == 22


@pytest.mark.parametrize("table", ["documents", "counts", "mentions"])
def test_export(store: Store, tmp_path: Path, table: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for ending in ("csv", "parquet", "xlsx"):
        export(store, Selection(), tmp_path / f"t.{ending}", table)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text())))
    read = parquet.read_table(tmp_path / "t.parquet").to_pylist()
    assert len(rows) == len(read) > 2
    assert {row["iso3"] for row in read} == {"PER", "GHA"}
    if table == "documents":
        sheet = load_workbook(tmp_path / "t.xlsx")["documents"]
        place = [cell.value for cell in sheet[1]].index("date")
        dates = {row[place] for row in sheet.iter_rows(min_row=2, values_only=True)}
        assert datetime(2024, 6, 2) in dates
        assert "2024-06-02" in {row["date"] for row in rows} & {row["date"] for row in read}
    if table == "mentions":
        assert {type(row["counted"]) for row in read} == {bool}


def test_export_refuses(store: Store, tmp_path: Path) -> None:
    for name, table, message in (
        ("t.doc", None, "Can't write"),
        ("t.csv", "x", "no table"),
        ("s.gmi", None, "one of"),
    ):
        with pytest.raises(GmiError, match=message):
            export(store, Selection(), tmp_path / name, table)


def mentions(rows: int) -> Iterator[tuple[str, int]]:
    """So many rows of a table, each made when it is asked for."""
    return (
        (f"a sentence — one of many, and no other has the number {number}", number) for number in range(rows)
    )


MANY = (Column("sentence", "words"), Column("page", "page", "whole"))


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_a_table_needs_no_more_memory_for_more_rows(
    ending: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")

    def peak(rows: int) -> int:
        monkeypatch.setattr("gmi.corpus.export.table", lambda *_: Table("mentions", "", MANY, mentions(rows)))
        tracemalloc.start()
        try:
            export(store, Selection(), tmp_path / f"t.{ending}", "mentions")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is imported and cached the first time
    assert peak(40_000) < peak(20_000) + 500_000


def test_a_table_as_csv_is_the_text_of_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gmi.corpus.export.table", lambda *_: Table("mentions", "", MANY, mentions(400)))
    export(store, Selection(), tmp_path / "t.csv", "mentions")
    assert (tmp_path / "t.csv").read_bytes() == csv_text(Table("", "", MANY, mentions(400))).encode()


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_a_table_is_written_whole_or_not_at_all(
    ending: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")

    def until_the_disk_is_full() -> Iterator[tuple[str, int]]:
        yield from mentions(10_000)
        raise OSError(errno.ENOSPC, "No space left on device")

    table = Table("mentions", "", MANY, until_the_disk_is_full())
    monkeypatch.setattr("gmi.corpus.export.table", lambda *_: table)
    place = tmp_path / "out" / f"t.{ending}"
    place.parent.mkdir()
    place.write_text("before")
    with pytest.raises(GmiError, match=rf"t\.{ending}: No space left"):
        export(store, Selection(), place, "mentions")
    assert [(one.name, one.read_text()) for one in place.parent.iterdir()] == [(place.name, "before")]


def test_commands(folder: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "s.gmi")

    def gmi(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "gmi", "corpus", *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "80"}
        )

    ran = gmi("run", str(folder), "-o", place, "--jobs", "1")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "empty.pdf: the file is empty." in ran.stderr
    assert ran.stderr.endswith("3 scored (3 pages), 0 unchanged, 1 could not be scored.\n")
    assert "2 of 3 documents (67%) never mention LGBTQIA+ people" in gmi("show", place).stdout
    assert "empty.pdf" in gmi("show", place, "--failures").stdout
    assert json.loads(gmi("rank", place, "--by", "state", "--json").stdout)[0]["documents"] >= 1
    assert "no clear change" in gmi("trend", place, "--measure", "lgbtqia").stdout
    assert gmi("show", place, "peru.txt").stdout.count("Peru") > 0
    refused = gmi("rank", place, "--measure", "nothing")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


def shown(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["corpus", "show", *map(str, arguments)])


def test_a_failure_is_told_by_its_path(folder: Path, tmp_path: Path) -> None:
    (folder / "2024" / "empty.pdf").touch()
    progress = brought_up_to_date(folder, tmp_path / "s.gmi")
    assert sorted(progress.failures) == [
        "2024/empty.pdf: the file is empty.",
        "empty.pdf: the file is empty.",
    ]
    listed = shown(tmp_path / "s.gmi", "--failures").output.splitlines()
    assert listed == ["2024/empty.pdf  the file is empty.", "empty.pdf  the file is empty."]


def test_one_is_not_told_as_several(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "peru.txt", folder / "z.txt")
    shutil.copy(folder / "peru.txt", folder / "gone.txt")
    brought_up_to_date(folder, tmp_path / "s.gmi")
    (folder / "gone.txt").unlink()
    brought_up_to_date(folder, tmp_path / "s.gmi")
    lines = shown(tmp_path / "s.gmi", "--state", "GHA").output.splitlines()
    assert lines[0].startswith("1 document, 1 page, ")
    assert lines[1:4] == [
        "1 could not be scored (see --failures)",
        "1 no longer in the folder, left out",
        "1 with the content of another file, left out",
    ]


def test_failures_as_json(store: Store) -> None:
    told = shown(store.path, "--failures", "--json")
    assert json.loads(told.stdout) == [{"path": "empty.pdf", "reason": "the file is empty."}]


@pytest.mark.parametrize(
    ("asked", "instead"),
    [("peru.txt", "gmi score FOLDER/peru.txt -o"), ("--failures", "--failures --json >")],
)
def test_what_is_no_dashboard_is_not_written_as_one(store: Store, asked: str, instead: str) -> None:
    page = store.path.parent / "x.html"
    refused = shown(store.path, asked, "-o", page)
    assert isinstance(refused.exception, GmiError)
    assert "With -o, the dashboard" in refused.exception.what
    assert instead in refused.exception.remedy
    assert (refused.stdout, page.exists()) == ("", False)


# Calibration


def test_levels_without_trials_are_those_that_rating_gives(store: Store) -> None:
    profile = load_profile()
    for document, values in stored_values(store).items():
        found = levels(profile, values)
        (row,) = store.rows("SELECT rating FROM documents WHERE id = ?", (document,))
        assert found.pop("overall") == row["rating"]
        rows = store.rows('SELECT "group", dimension, level FROM ratings WHERE document = ?', (document,))
        assert found == {f"{row[0]} {row[1]}": row[2] for row in rows}


def test_calibration_writes_a_profile_that_loads(folder: Path, tmp_path: Path) -> None:
    for number in range(25):
        lines = [f"{n}. Women migrants may go to court: Act No. {n}.\n" for n in range(6, 8 + number)]
        (folder / f"r{number}.txt").write_text(report(symbol=f"CMW/C/PER/{number + 10}", more="".join(lines)))
    brought_up_to_date(folder, tmp_path / "s.gmi")
    with Store(tmp_path / "s.gmi") as store:
        found = calibrate(store, load_profile())
    text = profile_text(profile_path("gmi"), "ours", found)
    (tmp_path / "ours.toml").write_text(text)
    ours = load_profile(tmp_path / "ours.toml")
    proposal = found.proposals[0]
    assert proposal.proposed is not None
    assert ours.indicators[0].thresholds[proposal.group].high == pytest.approx(proposal.proposed.high)
    assert "# Caps: what no score can outweigh." in text
    # By their own thresholds documents fall apart, where by the shipped ones nearly all are alike.
    assert sum(found.moves["gender mention"].values()) == found.documents
    assert len({after for _, after in found.moves["gender mention"]}) > 1


def test_names_of_indicators_are_not_cut_within_a_word() -> None:
    """At 80 columns, and with proposals that take much room."""
    profile = load_profile()
    new = Thresholds(moderate=0.00312, high=0.0031512, full=0.00318271)
    proposals = tuple(
        Proposal(rule.id, group, 1234, now, new)
        for rule in profile.indicators
        for group, now in rule.thresholds.items()
    )
    console = Console(file=io.StringIO(), width=80)
    print_calibration(Calibration(1234, (), proposals, profile, {}), console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    rows = re.split(r"\nindicator +group .*|\nrating .*", printed)[1].splitlines()
    parts = [row.split()[0] for row in rows if row.strip() and not row.startswith(" ")]
    names = [""]
    for part in parts:
        names[-1] += part
        if not part.endswith("_"):
            names.append("")
    assert names[:-1] == [proposal.indicator for proposal in proposals]
    assert len(parts) > len(proposals)  # there is no room for all names


def test_calibration_needs_documents(store: Store) -> None:
    with pytest.raises(GmiError, match="too few"):
        calibrate(store, load_profile())


# On a cluster


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """A scheduler with two workers, each a process of its own, as on two machines."""
    pytest.importorskip("distributed")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    place = tmp_path / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    dask = [sys.executable, "-m", "dask"]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(place)],
        **quiet,  # type: ignore[call-overload]
    )
    worker = subprocess.Popen(
        [
            *dask,
            "worker",
            "--scheduler-file",
            str(place),
            "--nworkers",
            "2",
            "--nthreads",
            "1",
            "--no-dashboard",
        ],
        env=environment,
        **quiet,  # type: ignore[call-overload]
    )
    while not place.exists() or not place.read_text().strip():
        time.sleep(0.05)
    yield json.loads(place.read_text())["address"]
    for process in (worker, scheduler):
        process.terminate()
        process.wait()


def test_a_cluster_makes_the_same_store_though_a_worker_is_killed(
    folder: Path, tmp_path: Path, cluster: str
) -> None:
    from distributed import Client

    for number in range(30):
        (folder / f"r{number:02}.txt").write_text(report(symbol=f"CMW/C/PER/{number + 10}"))
    brought_up_to_date(folder, tmp_path / "here.gmi")
    score = partial(score_on_cluster, address=cluster, limits=Limits())
    with Client(cluster) as client, Store(tmp_path / "there.gmi", write=True) as store:
        client.wait_for_workers(2, timeout=60)
        pids = list(client.run(os.getpid).values())
        for progress in run(folder, store, Options(), score):
            if progress.scored == 5 and pids:
                os.kill(pids.pop(), signal.SIGKILL)
                pids = []
        assert progress.scored == 33
    assert contents(tmp_path / "there.gmi") == contents(tmp_path / "here.gmi")


def test_a_scheduler_that_is_killed_is_said_in_a_line_and_loses_nothing(tmp_path: Path, cluster: str) -> None:
    from distributed import Client

    folder, place = long_reports(tmp_path / "reports"), tmp_path / "s.gmi"
    with Client(cluster) as client:
        client.wait_for_workers(2, timeout=60)
        scheduler = client.run_on_scheduler(os.getpid)
    command = ["corpus", "run", str(folder), "-o", str(place), "--cluster", cluster]
    running = subprocess.Popen([sys.executable, "-m", "gmi", *command], stderr=subprocess.PIPE, text=True)
    until_some_is_saved(running, place)
    os.kill(scheduler, signal.SIGKILL)
    _, told = running.communicate(timeout=120)
    assert running.returncode == 2
    assert told.startswith(f"gmi: The scheduler at {cluster} has gone")
    assert told.endswith("run again to go on.\n")
    assert told.count("\n") == 1
    saved = len(contents(place)["documents"])
    assert 0 < saved < 200
    assert brought_up_to_date(folder, place).unchanged == saved


def stuck(name: str, *arguments: object) -> Entry | str:
    """A worker's work that on one file holds all of its process, so that it can't even answer."""
    if name == "ghana.txt":
        re.match(r"(a+)+$", "a" * 40 + "b")
    return score_bytes(name, *arguments)  # type: ignore[arg-type]


def test_a_file_that_stops_a_whole_worker_costs_one_document(
    folder: Path, tmp_path: Path, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gmi.corpus.cluster.score_bytes", stuck)
    monkeypatch.setattr("gmi.corpus.cluster.FETCH", 3)
    score = partial(score_on_cluster, address=cluster, limits=Limits(seconds=10))
    with Store(tmp_path / "s.gmi", write=True) as store:
        *_, progress = run(folder, store, Options(), score)
        assert progress.scored == 2
        assert "longer than 10 seconds" in dict(failures(store))["2024/ghana.txt"]


def test_workers_score_by_the_words_of_the_run_or_not_at_all(
    folder: Path, tmp_path: Path, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, words = tmp_path / "s.gmi", tmp_path / "own.toml"
    score = partial(score_on_cluster, address=cluster, limits=Limits())
    for term in ("government", "law"):
        words.write_text(f'[group]\nid = "gender"\n[[category]]\nid = "women"\nterms = ["{term}"]\n')
        with Store(place, write=True) as store:
            *_, progress = run(folder, store, Options(lexicon=(words,)), score)
        assert progress.scored == 3
        brought_up_to_date(folder, tmp_path / f"{term}.gmi", Options(lexicon=(words,)))
        assert contents(place) == contents(tmp_path / f"{term}.gmi")
    monkeypatch.setattr("gmi.corpus.recipe.__version__", "0.0")
    with Store(place, write=True) as store, pytest.raises(GmiError, match="another version of gmi"):
        list(run(folder, store, Options(), score))


def test_no_scheduler_is_said_in_a_line(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    score = partial(score_on_cluster, address="no-such-thing", limits=Limits())
    with Store(tmp_path / "s.gmi", write=True) as store, pytest.raises(GmiError, match="no scheduler"):
        list(run(folder, store, Options(), score))
