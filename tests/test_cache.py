"""cache: values by what they depend on; nothing that happens to them is an error."""

import os
import stat
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmi.cache import Cache, key_of
from gmi.cache.folder import LAYOUT, default_folder
from gmi.flow import Options

KEY = "a" * 64


def entry(folder: Path, key: str = KEY) -> Path:
    return folder / LAYOUT / f"{key}.entry"


@given(st.binary(max_size=2000))
def test_what_is_kept_comes_back(value: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        assert cache.get(KEY) is None
        cache.put(KEY, value)
        assert cache.get(KEY) == value
        assert Cache(Path(folder)).get(KEY) == value


def test_entries_are_their_user_s_alone(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"value")
    assert stat.S_IMODE((tmp_path / LAYOUT).stat().st_mode) == 0o700
    assert stat.S_IMODE(entry(tmp_path).stat().st_mode) == 0o600


def test_every_damage_is_told_from_a_value(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"a value that is worth keeping " * 9)
    whole = entry(tmp_path).read_bytes()
    for position in range(0, len(whole), 3):
        entry(tmp_path).write_bytes(whole[:position])
        assert cache.get(KEY) is None
        entry(tmp_path).write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        assert cache.get(KEY) is None
    entry(tmp_path).unlink()
    entry(tmp_path).mkdir()
    assert cache.get(KEY) is None
    cache.put(KEY, b"other")  # a folder in its place is no error either


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    cache = Cache(tmp_path)
    cache.put(KEY, b"value")
    assert cache.get(KEY) is None


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "\x00", tmp_path / ("x" * 400)):
        cache = Cache(place)
        try:
            cache.put(KEY, b"value")
        except ValueError:
            pytest.fail("a name that no file can have is no error")
        assert cache.get(KEY) is None


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path) -> None:
    (tmp_path / LAYOUT).mkdir(mode=0o700)
    (tmp_path / LAYOUT).chmod(0o777)
    cache = Cache(tmp_path)
    cache.put(KEY, b"value")
    assert not entry(tmp_path).exists()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / LAYOUT).symlink_to(tmp_path)
    Cache(tmp_path / "b").put(KEY, b"value")
    assert not (tmp_path / f"{KEY}.entry").exists()


def test_it_stays_within_its_size(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=5000)
    for number in range(12):
        cache.put(f"{number:064x}", os.urandom(1000))
        if number >= 3:
            assert cache.get(f"{3:064x}"), "what is used stays"
        time.sleep(0.002)
    kept = list((tmp_path / LAYOUT).iterdir())
    assert sum(path.stat().st_size for path in kept) <= 5000
    assert entry(tmp_path, f"{11:064x}") in kept
    assert entry(tmp_path, f"{3:064x}") in kept
    cache.put(KEY, os.urandom(6000))
    assert cache.get(KEY) is None


def test_drafts_of_killed_programs_go(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"value")
    old, fresh = tmp_path / LAYOUT / ".old", tmp_path / LAYOUT / ".fresh"
    old.touch()
    fresh.touch()
    os.utime(old, (1, 1))
    cache.put(KEY, b"value")
    assert (old.exists(), fresh.exists()) == (False, True)


def test_many_writers_and_readers(tmp_path: Path) -> None:
    values = [bytes([n]) * 50_000 for n in range(4)]
    seen: set[bytes | None] = set()
    failures: list[BaseException] = []

    def work(value: bytes) -> None:
        try:
            cache = Cache(tmp_path, most_bytes=3000)
            for _ in range(30):
                cache.put(KEY, value)
                seen.add(cache.get(KEY))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(value,)) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert seen <= {*values, None}
    assert seen - {None}


def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GMI_CACHE_DIR", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("GMI_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert default_folder().name in ("gmi", "Cache")


def test_keys_tell_apart_what_makes_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, words = tmp_path / "a.md", tmp_path / "words.toml"
    path.write_bytes(b"text")
    words.write_text("one = 1")
    options = Options()
    key = key_of("draft/1", path, b"text", options)
    assert key == key_of("draft/1", tmp_path / "b.md", b"text", options), "the name is not the content"
    keys = {
        key,
        key_of("draft/2", path, b"text", options),
        key_of("draft/1", path, b"other", options),
        key_of("draft/1", tmp_path / "a.txt", b"text", options),
        *(
            key_of("draft/1", path, b"text", replace(options, **change))
            for change in (
                {"language": "en"}, {"engine": "pdfplumber"}, {"ocr": "never"}, {"tracked": "reject"},
                {"lexicon": (words,)}, {"profile": str(words)},
            )
        ),
    }  # fmt: skip
    words.write_text("one = 2")
    keys.add(key_of("draft/1", path, b"text", replace(options, lexicon=(words,))))
    (tmp_path / "a.md.gmi-review.json").write_text("{}")
    keys.add(key_of("draft/1", path, b"text", options))
    assert key == key_of("draft/1", path, b"text", replace(options, review=False))
    monkeypatch.setattr("gmi.__version__", "99")
    keys.add(key_of("draft/1", path, b"text", replace(options, review=False)))
    assert len(keys) == 13
    assert key_of("draft/1", path, b"text", replace(options, password="secret")) is None
    with pytest.raises(OSError, match="nowhere"):
        key_of("draft/1", path, b"text", replace(options, lexicon=(tmp_path / "nowhere.toml",)))
