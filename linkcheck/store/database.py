"""One SQLite file: known as ours before it is touched, brought up to date, read, and written in batches.

What SQLite does at a crash is documented ("Write-Ahead Logging"; `synchronous=NORMAL`): what was committed survives the end of the
process at any moment, a power cut may cost the last commits and never the file. Measured: a commit takes 0.1 ms.
A file is judged by its own first bytes, since to open a stranger's database is to recover and checkpoint it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

from linkcheck.store.schema import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WAIT = 5.0
"""Seconds to wait at the beginning for another process's write; these take milliseconds each."""
_WAIT_LATER = 250
"""Milliseconds to wait later, while requests are under way."""
_CHECKPOINT = 16_000
"""Pages (64 MB) of the log from which on a commit moves them into the file; with SQLite's own 1,000 a run of 5,000 links spends twice as long in its commits."""
_TRIES = 50
_HEAD = 100
_MAGIC = b"SQLite format 3\0"
_ID_AT = slice(68, 72)
_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite opens beside a file, unasked ("Temporary Files Used By SQLite" §2)."""

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class UnusableError(Exception):
    """Why a file cannot serve as a store: `str()` of it ends the sentence "… is not used as a store: "."""


def code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where the error is none of SQLite's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken."""
    return code(error) in _DAMAGE


def told(error: sqlite3.Error) -> str:
    """What is wrong, for the user."""
    return f"{error} (move it away for a new one)" if is_damage(error) else str(error)


class Database:
    """A connection; what is `put` is written with the next `commit`, in one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: list[tuple[str, tuple[Any, ...]]] = []

    @property
    def pending(self) -> list[tuple[str, tuple[Any, ...]]]:
        """What waits for the next commit."""
        return self._pending

    def put(self, sql: str, values: tuple[Any, ...]) -> None:
        """Have a row written with the next commit."""
        self._pending.append((sql, values))

    def commit(self) -> None:
        """Write what waits, all or nothing; raises sqlite3.Error and keeps it where that cannot be."""
        if not self._pending:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for sql, values in self._pending:
                self._connection.execute(sql, values)
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._pending.clear()

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """What the file answers, without what waits; raises sqlite3.Error."""
        yield from self._connection.execute(sql, values)

    def add(self, sql: str, values: tuple[Any, ...]) -> int:
        """Write one row at once, and give its number; raises sqlite3.Error."""
        return self._connection.execute(sql, values).lastrowid or 0

    def close(self) -> None:
        """End the connection; the last one leaves a single file."""
        self._connection.close()


def database(path: Path) -> Database:
    """The store in a file, made where there is none; UnusableError where it cannot be one, and it is left as it was."""
    try:
        _make(path)
        _recognise(path)
        # Whole, since `:memory:` is a file's name as well.
        return _connected(str(path.absolute()))
    except OSError as error:
        raise UnusableError((error.strerror or str(error)).lower()) from None


def temporary(*, in_memory: bool = False) -> Database:
    """A store for one run: a file that has no name and ends with us, or memory where there is no room for one."""
    return _connected(":memory:" if in_memory else "")


def _make(path: Path) -> None:
    """A file of its owner's alone: URLs and pages are nobody else's business."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _recognise(path: Path) -> None:
    if not path.is_file() and not path.is_dir():
        # To open a pipe is to wait for whoever writes.
        raise UnusableError("it is no file")
    beside = (path.with_name(path.name + each) for each in _BESIDE)
    if odd := next((each for each in beside if each.exists() and not each.is_file()), None):
        raise UnusableError(f"{odd.name} beside it is no file")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return
    if not head.startswith(_MAGIC):
        raise UnusableError("it is another kind of file")
    if int.from_bytes(head[_ID_AT]) != APPLICATION_ID:
        raise UnusableError("it is another program's database")


def _connected(path: str) -> Database:
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        _migrate(connection)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT}")
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_LATER}")
    except sqlite3.Error as error:
        connection.close()
        raise UnusableError(told(error)) from None
    except UnicodeDecodeError:
        # Python's, of SQLite's complaint, where that repeats what stands for a table's text.
        connection.close()
        raise UnusableError("its tables are no text (move it away for a new one)") from None
    except UnusableError:
        connection.close()
        raise
    return Database(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, all steps or none; two processes that begin at once do it one after the other.

    In the same step the file becomes ours: whoever reads it at that moment finds nothing, or all.
    """
    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute("PRAGMA application_id").fetchone()[0]:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise UnusableError("a newer linkcheck made it")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        _step(model, 0, version)
        if _tables(connection) != _tables(model):
            raise UnusableError("its tables are not ours (move it away for a new one)")
    _step(connection, version, len(MIGRATIONS))
    if version < len(MIGRATIONS):
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("SELECT 1 FROM runs LIMIT 1")
    connection.execute("COMMIT")


def _step(connection: sqlite3.Connection, version: int, until: int) -> None:
    """Lead the tables from one version to another."""
    for step in MIGRATIONS[version:until]:
        for statement in step:
            connection.execute(statement)


def _tables(connection: sqlite3.Connection) -> set[tuple[Any, ...]]:
    """How a file is made, apart from what SQLite makes itself.

    A view in a table's place, a trigger or a computed column is a stranger's program, which runs when we read or write, and need not end
    (SQLite, "Defense Against The Dark Arts").
    """
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT IN ('sqlite_stat1', 'sqlite_stat4')"
    return set(connection.execute(sql))


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Have it in WAL mode, which stays with the file; another process that is there at this moment is in the way, or has done it."""
    for _ in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if code(error) != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_WAIT / _TRIES / 10)
        else:
            return
