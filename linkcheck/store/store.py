"""What a run knows: what it sees is kept as it comes, what was kept before is found again, and a run cut short is gone on with.

A run that was not finished is the same run when it is called again: within it everything holds, failures too. Otherwise what was
alive holds for a day and a failure for minutes (`Ages`). Rows belong to a run, so that two processes at once never write
each other's, unless both were given the same command: then they are one run. A run reads its own row, else the newest of the runs before it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from linkcheck.model import Evidence, Lookup, LookupState, Outcome
from linkcheck.store.credible import may_be_found, may_be_seen
from linkcheck.store.ledger import AT_ONCE, Kinds, Ledger
from linkcheck.store.packing import Packing
from linkcheck.store.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from linkcheck.settings import Settings
    from linkcheck.store.database import Database

_HEARTBEAT = 1.0
"""Seconds between two notes that a run is under way."""


@dataclass(frozen=True, slots=True)
class Ages:
    """For how many seconds what was kept holds: by what was thought of it, and of a run that was not finished.

    `fresh` wants all asked anew, and leaves what is kept for other runs.
    """

    alive: float
    failure: float
    found: float
    none: float
    unfinished: float
    history: float
    fresh: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Ages:
        """As the settings say."""
        return cls(
            alive=settings.reuse_alive.total_seconds(),
            failure=settings.reuse_failures.total_seconds(),
            found=settings.reuse_copies.total_seconds(),
            none=settings.reuse_none.total_seconds(),
            unfinished=settings.resume_within.total_seconds(),
            history=settings.history_age.total_seconds(),
            fresh=settings.fresh,
        )

    def hold(self, age: float, longest: float) -> bool:
        """Whether something of that age still holds; what a clock that was set back puts into the future does not."""
        return not self.fresh and 0 <= age < longest


@dataclass(frozen=True, slots=True)
class Kept:
    """What was seen of a URL, the fragments that were looked for, and whether the judge wanted no more (`settled`)."""

    evidence: Evidence
    fragments: tuple[str, ...] = ()
    settled: bool = True


@dataclass(frozen=True, slots=True)
class _Seen:
    """Evidence as it is packed."""

    evidence: Evidence
    fragments: tuple[str, ...] = ()


_EVIDENCE = Packing(_Seen)
_LOOKUP = Packing(Lookup)

_OFFLINE = "offline"
"""In an outcome's place: seen without a network, which tells nothing."""

_BEGIN = "INSERT INTO runs (identity, started, seen) VALUES (?, ?, ?)"
_PUT = (
    "INSERT INTO {0} (key, run, at, {1}, blob) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (key, run) DO UPDATE SET at = excluded.at, {1} = excluded.{1}, "
    "blob = excluded.blob WHERE {0}.{1} IN ({2}) OR excluded.{1} NOT IN ({2})"
)
"""The same command twice at once is one run: what is not known to its end (`{2}`) takes the place of nothing that is."""
_PUT_EVIDENCE = _PUT.format("evidence", "outcome", "'', 'offline'")
_PUT_LOOKUP = _PUT.format("lookups", "state", "'lookup-failed', 'not-asked'")
_GET_EVIDENCE = (
    "WITH wanted (key) AS (VALUES {}) SELECT key, run, at, outcome, blob FROM wanted "
    "JOIN evidence USING (key) WHERE id = (SELECT id FROM evidence WHERE key = wanted.key "
    "AND run <= ? AND (outcome <> '' OR run = ?) ORDER BY run DESC LIMIT 1)"
)
_GET_EXTRACTIONS = (
    "WITH wanted (key) AS (VALUES {}) SELECT key, blob FROM wanted JOIN extractions USING (key)"
)
_LATEST = (
    "SELECT blob FROM evidence WHERE outcome NOT IN ('', 'offline') ORDER BY at DESC LIMIT 2000"
)
_GET_LOOKUP = (
    "SELECT run, at, state, blob FROM lookups WHERE key = ? AND run <= ? ORDER BY run DESC LIMIT 1"
)


_KEPT: Kinds = (int, float, str, bytes)


class Store:
    """The store of one process; `begin` says which run it is before anything of a run is kept."""

    def __init__(
        self, database: Database, ages: Ages, now: Callable[[], float] = time.time
    ) -> None:
        self.ledger = Ledger(database)
        self._spools: list[Spool] = []
        self._ages = ages
        self.now = now
        self._run = 0
        self._beaten = 0.0
        self._writers: list[Callable[[], None]] = []

    # Runs

    def begin(self, identity: bytes) -> bool:
        """Begin a run, or go on with one of that identity that was not finished; whether it is gone on with."""
        now = self.now()
        self._prune(now)
        found = (
            None
            if self._ages.fresh
            else self._row(
                "SELECT id FROM runs WHERE identity = ? AND finished IS NULL AND seen > ? "
                "ORDER BY id DESC LIMIT 1",
                (int,),
                (identity, now - self._ages.unfinished),
            )
        )
        self._run = found[0] if found else self.ledger.add(_BEGIN, (identity, now, now))
        return found is not None

    def finish(self) -> None:
        """The run is complete: from now on only ages count."""
        self.ledger.put("UPDATE runs SET finished = ? WHERE id = ?", (self.now(), self._run))
        self.commit()

    def discount_failures(self) -> None:
        """What this run has not seen alive holds for nothing later: there was no network."""
        self.ledger.put(
            "UPDATE evidence SET outcome = ? WHERE run = ? AND outcome <> ?",
            (_OFFLINE, self._run, Outcome.ALIVE.value),
        )
        self.commit()

    # Evidence

    def keep(self, key: bytes, kept: Kept, outcome: Outcome | None = None) -> None:
        """Keep what was seen of a URL; without an outcome there are looks still to come."""
        look = kept.evidence.last
        at = look.at.timestamp() if look else self.now()
        blob = _EVIDENCE.packed(_Seen(kept.evidence, kept.fragments))
        self.ledger.put(_PUT_EVIDENCE, (key, self._run, at, outcome.value if outcome else "", blob))

    def recall(self, keys: Iterable[bytes]) -> Iterator[Kept | None]:
        """Of each of these URLs, in order, what was seen of it and still holds."""
        for row in self._seen(keys):
            if row is None or not self._holds(*row[:3]):
                yield None
            else:
                yield _kept(row[3], settled=bool(row[2]))

    def evidence(self, keys: Iterable[bytes | None]) -> Iterator[Evidence | None]:
        """Of each of these URLs, in order, what this run kept or recalled of it."""
        for row in self._seen(keys):
            kept = _kept(row[3], settled=True) if row else None
            yield kept.evidence if kept else None

    def _seen(self, keys: Iterable[bytes | None]) -> Iterator[tuple[Any, ...] | None]:
        """The newest row of each, read by hundreds."""
        left = iter(keys)
        while some := [*islice(left, AT_ONCE)]:
            asked = [*{key for key in some if key is not None}]
            if asked:
                self.commit()
            found = self.ledger.under(_GET_EVIDENCE, _KEPT, asked, (self._run, self._run))
            for key in some:
                rows = found.get(key) if key is not None else None
                yield rows[0] if rows else None

    def _holds(self, run: int, at: float, outcome: str) -> bool:
        if outcome == _OFFLINE:
            return False
        age = self._ages.alive if outcome == Outcome.ALIVE else self._ages.failure
        return run == self._run or self._ages.hold(self.now() - at, age)

    @property
    def has_evidence(self) -> bool:
        """Whether anything was seen at all."""
        return self._row("SELECT 1 FROM evidence LIMIT 1", (int,), ()) is not None

    def latest(self) -> Iterator[Evidence]:
        """All evidence of what is settled, of any run, the latest first."""
        for (blob,) in self.ledger.rows(_LATEST, (bytes,)):
            kept = _kept(blob, settled=True)
            if kept is not None:
                yield kept.evidence

    # Lookups

    def keep_lookup(self, key: bytes, lookup: Lookup) -> None:
        """Keep what a search for copies came to."""
        row = (key, self._run, self.now(), lookup.state.value, _LOOKUP.packed(lookup))
        self.ledger.put(_PUT_LOOKUP, row)

    def recall_lookup(self, key: bytes) -> Lookup | None:
        """What a search for the same copies came to, where that still holds; a search that was cut short never does."""
        row = self._row(_GET_LOOKUP, _KEPT, (key, self._run))
        if row is None:
            return None
        run, at, state, blob = row
        age = self._ages.found if state == LookupState.FOUND else self._ages.none
        lookup = _found(blob)
        holds = run == self._run or self._ages.hold(self.now() - at, age)
        return lookup if lookup and holds and not lookup.is_open else None

    def lookup(self, key: bytes) -> Lookup | None:
        """What this run's search came to, or the one that it recalled."""
        row = self._row(_GET_LOOKUP, _KEPT, (key, self._run))
        return _found(row[3]) if row else None

    # Extractions

    def extractions(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What was kept by `keep_extraction` under some keys, which say all that it depends on: asked for together in a third of the time."""
        self.commit()
        found = self.ledger.under(_GET_EXTRACTIONS, (bytes,), keys)
        return {key: blob for key, ((blob,), *_) in found.items()}

    def keep_extraction(self, key: bytes, blob: bytes) -> None:
        """Keep what was found in a text."""
        self.ledger.put(
            "INSERT OR REPLACE INTO extractions (key, at, blob) VALUES (?, ?, ?)",
            (key, self.now(), blob),
        )

    # What a run puts away

    def spool(self) -> Spool:
        """Room on disk for what belongs to this run alone, until the store is closed."""
        self._spools.append(Spool())
        return self._spools[-1]

    # The file

    def before_commit(self, write: Callable[[], None]) -> None:
        """Have who gathers what is to be written put it into the ledger before each commit."""
        self._writers.append(write)

    def commit(self) -> None:
        """Write what waits, and that the run is under way."""
        for write in self._writers:
            write()
        if not self.ledger.waits:
            return
        if (now := self.now()) - self._beaten > _HEARTBEAT:
            self._beaten = now
            self.ledger.put("UPDATE runs SET seen = ? WHERE id = ?", (now, self._run))
        self.ledger.commit()

    def close(self) -> None:
        """Write what waits and let the files go."""
        self.commit()
        self.ledger.close()
        for spool in self._spools:
            spool.close()

    def _row(self, sql: str, kinds: Kinds, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        self.commit()
        return next(iter(self.ledger.rows(sql, kinds, values)), None)

    def _prune(self, now: float) -> None:
        """Let go what no run can use any more; twice the age, since another process may still be reading."""
        kept = max(self._ages.alive, self._ages.failure, self._ages.unfinished)
        copies = max(self._ages.found, self._ages.none)
        self.ledger.put("DELETE FROM evidence WHERE at < ?", (now - 2 * kept,))
        self.ledger.put("DELETE FROM lookups WHERE at < ?", (now - 2 * copies,))
        self.ledger.put("DELETE FROM extractions WHERE at < ?", (now - 2 * copies,))
        self.ledger.put("DELETE FROM history WHERE last < ?", (now - self._ages.history,))
        self.ledger.put("DELETE FROM runs WHERE seen < ?", (now - 2 * max(kept, copies),))
        self.commit()


def _kept(blob: bytes, *, settled: bool) -> Kept | None:
    seen = _EVIDENCE.unpacked(blob)
    if seen is None or not may_be_seen(seen.evidence):
        return None
    return Kept(seen.evidence, seen.fragments, settled)


def _found(blob: bytes) -> Lookup | None:
    lookup = _LOOKUP.unpacked(blob)
    return lookup if lookup and may_be_found(lookup) else None
