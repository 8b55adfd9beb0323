"""A folder of values by key, which several programs may use at once and which anything may happen to."""

import contextlib
import hashlib
import os
import stat
import tempfile
import time
import zlib
from functools import cached_property
from pathlib import Path

LAYOUT = "v1"
"""Name of the folder in the cache's folder; another layout gets another one."""
MOST_BYTES = 256_000_000
_LARGEST_ENTRY = 64_000_000
_LARGEST_VALUE = 512_000_000
_ENDING = ".entry"
_DIGEST = hashlib.sha256().digest_size
_LEFT_OVER = 3600
"""Seconds after which a draft of an entry belongs to nobody any more."""


def default_folder() -> Path:
    """`GMI_CACHE_DIR`, or the place that the system has for the caches of a user."""
    told = os.environ.get("GMI_CACHE_DIR")
    if told:
        return Path(told)
    from platformdirs import user_cache_path

    return user_cache_path("gmi", appauthor=False)


class Cache:
    """Values by key, of `most_bytes` in all: those that were not used for longest go first.

    Neither `get` nor `put` ever raises. An entry carries a hash of its content, so that one that is damaged,
    half written or not the cache's own is taken for none; it is overwritten by the next value. Entries are
    readable to their user alone, and a folder that others can write to is not used.
    """

    def __init__(self, folder: Path | None = None, *, most_bytes: int = MOST_BYTES) -> None:
        self._root = folder
        self._most_bytes = most_bytes

    @cached_property
    def _folder(self) -> Path | None:
        """The folder of entries, made if need be; None if it is not safe, or can't be made."""
        try:
            folder = (self._root or default_folder()) / LAYOUT
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return folder if _is_private(folder) else None
        except (OSError, RuntimeError, ValueError):
            return None

    def get(self, key: str) -> bytes | None:
        """The value of a key (a hexadecimal hash); None if there is none that can be trusted."""
        if self._folder is None:
            return None
        path = self._folder / f"{key}{_ENDING}"
        try:
            if path.stat().st_size > _LARGEST_ENTRY:
                return None
            content = path.read_bytes()
            unpack = zlib.decompressobj()
            value = unpack.decompress(content[_DIGEST:], _LARGEST_VALUE)
        except (OSError, zlib.error, MemoryError):
            return None
        if not unpack.eof or hashlib.sha256(value).digest() != content[:_DIGEST]:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep a value, whole or not at all."""
        if self._folder is None:
            return
        content = hashlib.sha256(value).digest() + zlib.compress(value, 1)
        if len(content) > min(self._most_bytes, _LARGEST_ENTRY):
            return
        draft = None
        try:
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
                draft = Path(file.name)
                file.write(content)
            draft.replace(self._folder / f"{key}{_ENDING}")
            self._make_room(self._folder)
        except OSError:
            if draft is not None:
                with contextlib.suppress(OSError):
                    draft.unlink(missing_ok=True)

    def _make_room(self, folder: Path) -> None:
        """Remove entries, oldest first, until the rest fits; and drafts that a killed program left."""
        entries, total = [], 0
        for item in os.scandir(folder):
            with contextlib.suppress(OSError):
                status = item.stat(follow_symlinks=False)
                if item.name.endswith(_ENDING):
                    entries.append((status.st_mtime_ns, status.st_size, Path(item.path)))
                    total += status.st_size
                elif item.name.startswith(".") and status.st_mtime < time.time() - _LEFT_OVER:
                    Path(item.path).unlink()
        for _, size, path in sorted(entries):
            if total <= self._most_bytes:
                return
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            total -= size


def _is_private(folder: Path) -> bool:
    """Whether the folder is one, the user's own, and closed to others. Windows keeps others out by itself."""
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return False
    return os.name == "nt" or (status.st_uid == os.getuid() and not status.st_mode & 0o077)
