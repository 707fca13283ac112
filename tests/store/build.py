"""Evidence, lookups and stores as the tests of the store want them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from linkcheck.model import (
    Copy,
    Evidence,
    Failure,
    Grade,
    Hop,
    Look,
    Lookup,
    LookupState,
    Memento,
    Page,
    remark,
)
from linkcheck.settings import Settings
from linkcheck.store import Ages, Kept, Store, database
from linkcheck.store.database import temporary

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://a.example/x"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that a test sets on."""

    now: datetime = START

    def __call__(self) -> float:
        return self.now.timestamp()

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Stores:
    """The stores of one file, one after the other or side by side, by one clock."""

    path: Path | None = None
    clock: Clock = field(default_factory=Clock)

    def __call__(self, run: bytes = b"a run", *, fresh: bool = False) -> Store:
        opened = database(self.path) if self.path else temporary()
        store = Store(opened, Ages.of(Settings(fresh=fresh)), self.clock)
        store.begin(run)
        return store


def recalled(store: Store, key: bytes) -> Kept | None:
    return next(store.recall([key]))


def read_back(store: Store, key: bytes) -> Evidence | None:
    return next(store.evidence([key]))


def evidence(
    status: int | None = 200, *, at: datetime = START, looks: int = 1, url: str = URL
) -> Evidence:
    failure = Failure.TIMEOUT if status is None else None
    hop = Hop(url=url, status=status, failure=failure, headers=(("server", "nginx"),))
    look = Look(at=at, hops=(hop,), page=Page(title="字 𠀀", text="Words."), failure=failure)
    return Evidence(url=url, looks=(look,) * looks)


def lookup(state: LookupState = LookupState.FOUND, reason: str = "") -> Lookup:
    memento = Memento(
        archive="wayback", url="https://web.archive.org/web/2021/x", original=URL, captured=START
    )
    copy = Copy(memento=memento, days=-3, grade=Grade.GOOD, reason=remark("proof.shows"))
    return Lookup(
        state=state,
        reason=remark(reason) if reason else None,
        copies=(copy,) if state is LookupState.FOUND else (),
    )
