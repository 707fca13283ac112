"""What a run puts away while it is under way: records on disk by their numbers, single ones and groups.

A SQLite file without a name, which ends with its connection and stays in memory as long as it is small ("Temporary Disk Files" in SQLite's
documentation): 100,000 groups take 10 MB of memory. Measured: 24 µs to put away a group of one record, 4 µs to read it in order, 5 µs out
of it. What did not fit onto the disk is lost, and so may be what was written before: after a SpaceError a spool is of no use.
"""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from linkcheck.errors import SpaceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    Group = tuple[int, bytes, list[bytes]]

_TABLES = """
CREATE TABLE heads (number INTEGER PRIMARY KEY, key BLOB UNIQUE, mark BLOB, head BLOB);
CREATE INDEX by_mark ON heads (mark);
CREATE TABLE members
    (number INTEGER, place INTEGER, member BLOB, PRIMARY KEY (number, place)) WITHOUT ROWID;
CREATE TABLE notes (number INTEGER PRIMARY KEY, note BLOB);
"""
_ADD = "INSERT INTO members SELECT ?1, ifnull(max(place), 0) + 1, ?2 FROM members WHERE number = ?1"
_GROUPS = (
    "SELECT number, head, member FROM heads JOIN members USING (number) "
    "WHERE number BETWEEN ? AND ? ORDER BY number, place"
)
_MARKED = "SELECT number FROM heads WHERE mark = ? ORDER BY number"
_LAST = (1 << 63) - 1
_NO_ROOM = (
    "what the run puts away has no room in the folder for temporary files ({}); "
    "make room, name another folder in SQLITE_TMPDIR, or check fewer articles at once"
)


class Spool:
    """Groups of records: a head with its members, known by its number and its key; groups may share a mark."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.executescript(_TABLES)

    def begin(self, number: int, key: bytes, mark: bytes | None, head: bytes) -> None:
        """Begin a group."""
        self._write("INSERT INTO heads VALUES (?, ?, ?, ?)", (number, key, mark, head))

    def add(self, number: int, member: bytes) -> None:
        """Put a record behind the others of a group."""
        self._write(_ADD, (number, member))

    def number(self, key: bytes) -> int | None:
        """The number of the group with this key."""
        rows = self._connection.execute("SELECT number FROM heads WHERE key = ?", (key,))
        return next((number for (number,) in rows), None)

    def marked(self, mark: bytes) -> list[int]:
        """The numbers of the groups that share a mark, in order."""
        return [number for (number,) in self._connection.execute(_MARKED, (mark,))]

    def group(self, number: int) -> Group:
        """A group that has a member; KeyError where there is none of that number."""
        for found in self._groups(number, number):
            return found
        raise KeyError(number)

    def groups(self) -> Iterator[Group]:
        """All groups, in order. Nothing may be added meanwhile."""
        return self._groups(0, _LAST)

    def note(self, number: int, note: bytes) -> None:
        """Put a single record away, in place of the one of that number."""
        self._write("INSERT OR REPLACE INTO notes VALUES (?, ?)", (number, note))

    def noted(self, number: int) -> bytes | None:
        """That record; None where there is none."""
        rows = self._connection.execute("SELECT note FROM notes WHERE number = ?", (number,))
        return next((note for (note,) in rows), None)

    def close(self) -> None:
        """Let it go."""
        self._connection.close()

    def _groups(self, first: int, last: int) -> Iterator[Group]:
        rows = self._connection.execute(_GROUPS, (first, last))
        for number, group in groupby(rows, key=itemgetter(0)):
            members = [*group]
            yield number, members[0][1], [member for _, _, member in members]

    def _write(self, sql: str, values: tuple[Any, ...]) -> None:
        try:
            self._connection.execute(sql, values)
        except sqlite3.OperationalError as error:
            raise SpaceError(_NO_ROOM.format(error)) from None
