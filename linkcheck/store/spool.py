"""What a run puts away while it is under way: records on disk by their numbers, single ones and groups.

A SQLite file without a name, which ends with its connection and stays in memory as long as it is small ("Temporary Disk Files" in SQLite's
documentation). Measured, 100,000 groups: 3 MB of memory; 12 µs to put one away, 1.5 µs to read it in order, 7 µs out of it.
What did not fit onto the disk is lost, and so may be what was written before: after a SpaceError a spool is of no use.
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
CREATE TABLE heads (number INTEGER PRIMARY KEY, mark BLOB, key BLOB, head BLOB);
CREATE INDEX by_mark ON heads (mark, key);
CREATE TABLE members
    (number INTEGER, place INTEGER, member BLOB, PRIMARY KEY (number, place)) WITHOUT ROWID;
CREATE TABLE notes (number INTEGER PRIMARY KEY, note BLOB);
"""
_ADD = "INSERT INTO members SELECT ?1, ifnull(max(place), 0) + 1, ?2 FROM members WHERE number = ?1"
_GROUP = "SELECT head, member FROM heads LEFT JOIN members USING (number) WHERE number = ? ORDER BY place"
_GROUPS = (
    "SELECT number, head, member FROM heads LEFT JOIN members USING (number) ORDER BY number, place"
)
_NUMBER = "SELECT number FROM heads WHERE mark = ? AND key = ?"
_HAS = "SELECT 1 FROM heads WHERE mark = ? LIMIT 1"
_MARKED = "SELECT number FROM heads WHERE mark = ? ORDER BY number"
_CACHE = 500
"""Kilobytes: with SQLite's own 2,000 it takes 2 MB more, and a microsecond less to put a group away."""
_BITS = 20
"""Of a mark that are looked up without a look at the disk: a megabyte, by which nine in ten of 100,000 new groups are known to be new."""
_NO_ROOM = (
    "what the run puts away has no room in the folder for temporary files ({}); "
    "make room, name another folder in SQLITE_TMPDIR, or check fewer articles at once"
)


class Spool:
    """Groups of records: a head and what was added to it, known by its number and its key; groups may share a mark."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._connection.executescript(_TABLES)
        # One transaction, which nobody else waits for: a third less a write.
        self._connection.execute("BEGIN")
        self._sharing = bytearray()
        """How many groups have marks that begin alike: none, one, or more. Empty where there is no group."""

    def begin(self, number: int, mark: bytes, key: bytes, head: bytes) -> None:
        """Begin a group. A mark is a digest: its first bytes are like no other's."""
        self._write("INSERT INTO heads VALUES (?, ?, ?, ?)", (number, mark, key, head))
        if not self._sharing:
            self._sharing = bytearray(1 << _BITS)
        self._sharing[_place(mark)] = min(self.sharing(mark) + 1, 2)

    def add(self, number: int, member: bytes) -> None:
        """Put a record behind the others of a group."""
        self._write(_ADD, (number, member))

    def sharing(self, mark: bytes) -> int:
        """How many groups share a mark at most, without a look at the disk: 0, 1, or 2 for any number."""
        return self._sharing[_place(mark)] if self._sharing else 0

    def number(self, mark: bytes, key: bytes) -> int | None:
        """The number of the group with this mark and key."""
        if not self.sharing(mark):
            return None
        row = self._connection.execute(_NUMBER, (mark, key)).fetchone()
        return None if row is None else row[0]

    def has(self, mark: bytes) -> bool:
        """Whether any group has a mark."""
        return bool(self.sharing(mark)) and any(
            True for _ in self._connection.execute(_HAS, (mark,))
        )

    def marked(self, mark: bytes) -> Iterator[int]:
        """The numbers of the groups that share a mark, in order."""
        if not self.sharing(mark):
            return iter(())
        return (number for (number,) in self._connection.execute(_MARKED, (mark,)))

    def group(self, number: int) -> Group:
        """A group; KeyError where there is none of that number."""
        rows = self._connection.execute(_GROUP, (number,)).fetchall()
        if not rows:
            raise KeyError(number)
        return number, rows[0][0], [member for _, member in rows if member is not None]

    def groups(self) -> Iterator[Group]:
        """All groups, in order. Nothing may be added meanwhile."""
        rows = self._connection.execute(_GROUPS)
        for number, group in groupby(rows, key=itemgetter(0)):
            members = [*group]
            yield number, members[0][1], [each for _, _, each in members if each is not None]

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

    def _write(self, sql: str, values: tuple[Any, ...]) -> None:
        try:
            self._connection.execute(sql, values)
        except sqlite3.OperationalError as error:
            raise SpaceError(_NO_ROOM.format(error)) from None


def _place(mark: bytes) -> int:
    return int.from_bytes(mark[:4]) >> 32 - _BITS
