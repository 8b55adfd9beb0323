"""The store: what is known of each file of a corpus, in one SQLite file.

Each document is written in one transaction of its own. Whatever ends the program, at whatever moment, the
store holds whole documents and nothing else, and the next run goes on from there.
"""

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from gmi.corpus.cycle import is_in_cycle
from gmi.corpus.recipe import Recipe
from gmi.corpus.rows import TABLES, Entry
from gmi.corpus.states import state_key
from gmi.errors import GmiError
from gmi.read.kinds import kind_of

SCHEMA = "3"
_HEADER = b"SQLite format 3\x00"
PATIENCE = 2.0
"""Seconds that whoever reads waits for the store. A run holds it until it ends; others only for moments."""


class Known(NamedTuple):
    """What the store knows of a file: its content's hash, size, time of change, and what it was scored by."""

    sha256: str
    size: int
    modified: int
    recipe: str


class Store:
    """An open store. A context manager; only one process at a time can have it open for writing."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        """Opens the store at `path`; with `write`, makes it if there is none.

        Raises GmiError if it isn't one, is of another version, or is being written by another process.
        """
        self.path = path
        self._check_place(write=write)
        self._is_new = not path.exists()
        # Also to be read: where the last run was killed, its last step must be undone first.
        mode = "rwc" if write else "rw" if os.access(path, os.W_OK) else "ro"
        try:
            uri = f"{path.resolve().as_uri()}?mode={mode}"
            self.connection = sqlite3.connect(
                uri, uri=True, timeout=0 if write else PATIENCE, isolation_level=None
            )
            self._prepare(write=write)
        except sqlite3.OperationalError as error:
            raise GmiError(*self._why_not(error, write=write)) from error
        except sqlite3.DatabaseError as error:
            raise GmiError(f"{path}: is not a gmi store, or damaged ({error}).", "Choose another.") from error

    def _check_place(self, *, write: bool) -> None:
        if self.path.is_dir():
            raise GmiError(f"{self.path} is a folder.", "Name a file for the store: -o corpus.gmi")
        if not self.path.exists():
            if not write:
                raise GmiError(f"{self.path}: no such store.", "Make one: gmi corpus run FOLDER -o STORE")
            return
        with self.path.open("rb") as file:
            head = file.read(len(_HEADER))
        if head and head != _HEADER:
            raise GmiError(f"{self.path} is there, and is no gmi store.", "Choose another name.")

    def _why_not(self, error: sqlite3.OperationalError, *, write: bool) -> tuple[str, str]:
        """Why the store can't be opened, and what to do."""
        if "locked" not in str(error):
            what = f"{self.path}: it can't be opened ({error})."
            return what, "Is the folder there, and may you write to it?"
        if write:
            return f"{self.path}: another run is writing to it.", "Wait for it to end."
        return f"{self.path}: a run is writing to it.", "Look at it when the run has ended, or is stopped."

    def _prepare(self, *, write: bool) -> None:
        connection = self.connection
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        if write:
            # Held until the store is closed or the process ends: two runs would do everything twice.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables and write:
            script = files("gmi.corpus").joinpath("schema.sql").read_text(encoding="utf-8")
            # In one transaction: a store is there whole, or not at all.
            connection.executescript(
                f"BEGIN;\n{script}\nINSERT INTO store VALUES ('schema', '{SCHEMA}');\nCOMMIT;"
            )
        elif not self._is_one():
            raise GmiError(f"{self.path} is there, and is no gmi store.", "Choose another name.")
        if self.about("schema") != SCHEMA:
            what = f"{self.path}: was made by another version of gmi (schema {self.about('schema')})."
            raise GmiError(what, "Score the folder into a new store.")
        # What a document is follows from its symbol, by rules that may get better: it is not stored.
        connection.create_function("kind_of", 3, kind_of, deterministic=True)
        connection.create_function("is_in_cycle", 2, is_in_cycle, deterministic=True)
        connection.create_function("state_key", 2, state_key, deterministic=True)
        kind = "kind_of(symbol, cycle, treaty_body) AS kind"
        connection.execute(f"CREATE TEMP VIEW present AS SELECT *, {kind} FROM main.present")

    def _is_one(self) -> bool:
        """Whether the database is a gmi store, of whatever version; others too have tables called `store`."""
        columns = {row["name"] for row in self.connection.execute("PRAGMA table_info(store)")}
        return {"key", "value"} <= columns and self.about("schema") is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A run that could not begin leaves nothing behind.
        idle = error is not None and self._is_new and not self.known()
        self.connection.close()
        if idle:
            self.path.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error):
            what = f"{self.path}: the store can't be read or written ({error})."
            way_out = "Is there room, and may you write there? What is saved is whole: run again to go on."
            raise GmiError(what, way_out) from error

    def about(self, key: str) -> str | None:
        """What the store says of itself: "schema", "folder"."""
        row = self.connection.execute("SELECT value FROM store WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def belongs_to(self, folder: Path) -> None:
        """Bind a new store to its folder, or one whose folder was moved. Raises GmiError if it holds the
        documents of another folder that is there."""
        mine = self.about("folder")
        if mine is None or (mine != str(folder.resolve()) and not Path(mine).exists()):
            where = (str(folder.resolve()),)
            self.connection.execute("INSERT OR REPLACE INTO store VALUES ('folder', ?)", where)
        elif mine != str(folder.resolve()):
            raise GmiError(
                f"{self.path} holds the documents of {mine}.",
                "Give each folder its own store, or score that one.",
            )

    def recipe_number(self, recipe: Recipe) -> int:
        """The store's number for a recipe; it is entered if it is new."""
        values = (
            *(recipe.sha256, recipe.gmi_version, json.dumps(recipe.lexicons, sort_keys=True)),
            *(recipe.profile, recipe.profile_sha256, json.dumps(recipe.options, sort_keys=True)),
        )
        names = "sha256, gmi_version, lexicons, profile, profile_sha256, options"
        self.connection.execute(f"INSERT OR IGNORE INTO recipes ({names}) VALUES (?, ?, ?, ?, ?, ?)", values)
        found = self.connection.execute(
            "SELECT id FROM recipes WHERE sha256 = ?", (recipe.sha256,)
        ).fetchone()
        return int(found[0])

    def known(self) -> dict[str, Known]:
        """What is known of every file, by its path below the folder."""
        rows = self.connection.execute(
            "SELECT path, files.sha256, size, modified, recipes.sha256 FROM files "
            "JOIN recipes ON recipes.id = files.recipe"
        )
        return {row[0]: Known(*row[1:]) for row in rows}

    def failed(self) -> frozenset[str]:
        """The paths of the files that could not be scored."""
        return frozenset(row[0] for row in self.connection.execute("SELECT path FROM failures"))

    def touch(self, written: Iterable[tuple[str, Known]]) -> None:
        """Files of known content, by their paths, were written anew."""
        with self._transaction():
            self.connection.executemany(
                "UPDATE files SET size = ?, modified = ? WHERE path = ?",
                [(state.size, state.modified, path) for path, state in written],
            )

    def set_gone(self, there: set[str]) -> int:
        """Mark the files that are no longer in the folder. Returns how many there are."""
        with self._transaction():
            gone = [path for path in self.known() if path not in there]
            self.connection.execute("UPDATE files SET gone = 0")
            self.connection.executemany("UPDATE files SET gone = 1 WHERE path = ?", [(p,) for p in gone])
        return len(gone)

    def prune(self) -> None:
        """Take out the files that are no longer in the folder."""
        self.connection.execute("DELETE FROM files WHERE gone = 1")

    def save(self, path: str, known: Known, recipe: int, result: Entry | str) -> None:
        """Put in place of all that was known of a file its entry, or the reason why there is none."""
        with self._transaction():
            self.connection.execute("DELETE FROM files WHERE path = ?", (path,))
            self.connection.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?, 0)",
                (path, known.sha256, known.size, known.modified, recipe),
            )
            if isinstance(result, str):
                self.connection.execute("INSERT INTO failures VALUES (?, ?)", (path, result))
            else:
                self._insert(path, result)

    def entry(self, content: str, recipe: int, ending: str) -> Entry | None:
        """The entry of any document of this content, scored by this recipe out of a file whose name has this
        ending, in small letters: it tells text formats apart."""
        rows = self.rows(
            "SELECT documents.* FROM documents JOIN files USING (path) WHERE sha256 = ? AND recipe = ?",
            (content, recipe),
        )
        row = next((row for row in rows if Path(row["path"]).suffix.lower() == ending), None)
        if row is None:
            return None
        tables = {
            table: [tuple(one)[1:] for one in self.rows(f"SELECT * FROM {table} WHERE document = ?", row[:1])]
            for table in TABLES
        }
        document = {name: value for name, value in dict(row).items() if name not in ("id", "path")}
        return Entry(content, document, tables)

    def _insert(self, path: str, entry: Entry) -> None:
        row = {"path": path, **entry.document}
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self.connection.execute(
            f"INSERT INTO documents ({names}) VALUES ({marks})", tuple(row.values())
        )
        number = cursor.lastrowid
        for table, rows in entry.tables.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self.connection.executemany(f"INSERT INTO {table} VALUES ({number}, {marks})", rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # Where the disk is full, SQLite has done so itself.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def assessment(self, path: str) -> str:
        """The JSON that `gmi score --json` prints for a document. Raises GmiError if there is none."""
        row = self.connection.execute("SELECT assessment FROM documents WHERE path = ?", (path,)).fetchone()
        if row is None:
            way_out = f"gmi corpus rank {self.path} --json lists them."
            raise GmiError(f"{self.path} has no document {path!r}.", way_out)
        return zlib.decompress(row[0]).decode()

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        """The rows that a query of the program's own finds."""
        return self.connection.execute(query, values).fetchall()
