"""The tables, and how a file of any earlier version becomes one of today's.

`MIGRATIONS[n]` leads from version n to n + 1 (`PRAGMA user_version`). A row here is never edited once it was released: there are files
that it made. A version's own file is kept in `fixtures/store`, and tests open each of them.
"""

from __future__ import annotations

APPLICATION_ID = 0x4C6E6B43
"""`LnkC`, at offset 68 of the file (SQLite "Database File Format" §1.3.13), by which a file is known as ours."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # One call of the command: `identity` is what it was about, `seen` when it last wrote, `finished` null until it was complete.
        """CREATE TABLE runs (
            id INTEGER PRIMARY KEY, identity BLOB NOT NULL,
            started REAL NOT NULL, seen REAL NOT NULL, finished REAL
        )""",
        "CREATE INDEX runs_by_identity ON runs (identity)",
        # `outcome` is what was thought of it then, which says how long it holds; "" where looks were still to come.
        """CREATE TABLE evidence (
            id INTEGER PRIMARY KEY, key BLOB NOT NULL, run INTEGER NOT NULL,
            at REAL NOT NULL, outcome TEXT NOT NULL, blob BLOB NOT NULL, UNIQUE (key, run)
        )""",
        "CREATE INDEX evidence_by_age ON evidence (at)",
        """CREATE TABLE lookups (
            id INTEGER PRIMARY KEY, key BLOB NOT NULL, run INTEGER NOT NULL,
            at REAL NOT NULL, state TEXT NOT NULL, blob BLOB NOT NULL, UNIQUE (key, run)
        )""",
        "CREATE INDEX lookups_by_age ON lookups (at)",
        """CREATE TABLE extractions (
            key BLOB PRIMARY KEY, at REAL NOT NULL, blob BLOB NOT NULL
        )""",
        "CREATE INDEX extractions_by_age ON extractions (at)",
    ),
    (
        # How a source stood: a row is a stretch of time in which it was seen alike. `url` has its secrets masked.
        """CREATE TABLE history (
            id INTEGER PRIMARY KEY, key BLOB NOT NULL, url TEXT NOT NULL,
            outcome TEXT NOT NULL, rule TEXT NOT NULL, first REAL NOT NULL, last REAL NOT NULL,
            times INTEGER NOT NULL, days INTEGER NOT NULL, UNIQUE (key, first)
        )""",
        "CREATE INDEX history_by_age ON history (last)",
    ),
)
