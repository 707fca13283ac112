"""Where rows go: into the file as long as it can be written, else into a temporary one; they are read from all, the latest first.

When a file cannot be written any more (full, locked, gone), the rest of the run goes on without it, and `problems` says so. What was written
stays readable.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from linkcheck.store.database import UnusableError, code, is_damage, temporary, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkcheck.store.database import Database

_PATIENCE = 40
"""Commits that another process may keep from us before we go on elsewhere."""
AT_ONCE = 100
"""Keys in one question: of pages what is found under them is some 200 kB."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

Kinds = tuple[type, ...]
"""What the columns of an answer are."""


class Ledger:
    """The databases of one process: the first is the user's, the last the one that is written."""

    def __init__(self, database: Database) -> None:
        self._databases = [database]
        self._refused = 0
        self.problems: list[str] = []
        """What went wrong with the file while it was used, one sentence, of which the file is the subject."""

    @property
    def waits(self) -> bool:
        """Whether there is anything to be written."""
        return bool(self._databases[-1].pending)

    def put(self, sql: str, values: tuple[Any, ...]) -> None:
        """Have a row written with the next commit."""
        self._databases[-1].put(sql, values)

    def add(self, sql: str, values: tuple[Any, ...]) -> int:
        """Write one row at once; its number. Where the file refuses, nothing is read of it either: its numbers are not those of another one."""
        try:
            return self._databases[-1].add(sql, values)
        except sqlite3.Error as error:
            self._go_elsewhere(error)
            for unusable in self._databases[:-1]:
                unusable.close()
            del self._databases[:-1]
            return self._databases[-1].add(sql, values)

    def commit(self) -> None:
        """Write what waits; what cannot be written where it should goes to a temporary file."""
        try:
            self._databases[-1].commit()
        except sqlite3.Error as error:
            self._refused += 1
            if code(error) not in _BUSY or self._refused > _PATIENCE:
                self._go_elsewhere(error)
        else:
            self._refused = 0

    def rows(self, sql: str, kinds: Kinds, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """An answer, from the file that was written last; nothing where a file cannot be read. What waits is not in it."""
        return next(filter(None, self.answers(sql, kinds, values)), [])

    def under(
        self, sql: str, kinds: Kinds, keys: Sequence[bytes], values: tuple[Any, ...] = ()
    ) -> dict[bytes, list[tuple[Any, ...]]]:
        """The rows under each of these keys, without the key, by one answer: a quarter of the time of one a key.

        The statement takes the keys as rows (`{}`) before the values, and gives a row's key first. Of each key it is the file that was written last
        that answers.
        """
        found: dict[bytes, list[tuple[Any, ...]]] = {}
        for begin in range(0, len(keys), AT_ONCE):
            found |= self._under(sql, kinds, keys[begin : begin + AT_ONCE], values)
        return found

    def _under(
        self, sql: str, kinds: Kinds, keys: Sequence[bytes], values: tuple[Any, ...]
    ) -> dict[bytes, list[tuple[Any, ...]]]:
        found: dict[bytes, list[tuple[Any, ...]]] = {}
        marks = ",".join(["(?)"] * len(keys))
        for rows in self.answers(sql.format(marks), (bytes, *kinds), (*keys, *values)):
            here: dict[bytes, list[tuple[Any, ...]]] = {}
            for key, *row in rows:
                here.setdefault(key, []).append((*row,))
            found = {**here, **found}
        return found

    def answers(
        self, sql: str, kinds: Kinds, values: tuple[Any, ...]
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The answer of each file, the latest first.

        What is damaged is written no more: what still can be read of it stays so. A row that is not of these kinds is passed over: SQLite
        keeps anything in any column ("Datatypes in SQLite" §1), and a file may come from anywhere.
        """
        for database in tuple(reversed(self._databases)):
            try:
                yield [row for row in database.rows(sql, values) if (*map(type, row),) == kinds]
            except sqlite3.Error as error:
                self._complain(f"cannot be read as a store: {told(error)}")
                if database is self._databases[-1] and is_damage(error):
                    self._go_elsewhere(error)

    def close(self) -> None:
        """Let the files go."""
        for database in self._databases:
            database.close()

    def _go_elsewhere(self, why: sqlite3.Error) -> None:
        """Go on in a temporary file, or in memory where that is full too; what was written stays readable."""
        self._complain(f"cannot be written as a store: {told(why)}")
        pending = self._databases[-1].pending
        try:
            self._databases.append(temporary(in_memory=len(self._databases) > 1))
        except UnusableError:
            self._databases.append(temporary(in_memory=True))
        self._databases[-1].pending.extend(pending)
        pending.clear()
        self._refused = 0
        self.commit()

    def _complain(self, problem: str) -> None:
        """Say the first that is wrong: what follows, follows from it."""
        if not self.problems:
            self.problems.append(f"{problem}; the run goes on without it")
