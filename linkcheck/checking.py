"""Checks a run's targets: here, or shared out among processes; the same lanes, the same judge, the same evidence.

    opens → shards → jobs → (settled in batches) → what was left → opens …

A host is in one shard at a time, so that its lane is whole in one place. A redirect into another shard's host ends the work there: what is
left goes into the next round, to whoever owns that host then. Archives are asked by this process alone, since their limits hold for all
that we ask of them. Rounds end, since a look has so many hops and a target so many looks at most.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from linkcheck import judge
from linkcheck.judge.addresses import registrable
from linkcheck.model import Ending
from linkcheck.resolve import resolve
from linkcheck.shards import share_out
from linkcheck.web.chain import Follower
from linkcheck.web.check import Checker
from linkcheck.web.outfit import outfit
from linkcheck.web.page import view
from linkcheck.workers import Lost, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Sequence
    from datetime import timedelta

    from linkcheck.model import Answer, Evidence, Fetch, Page
    from linkcheck.settings import Settings
    from linkcheck.web.check import Inquiry, Open
    from linkcheck.web.hosts import Hosts
    from linkcheck.web.lanes import Lanes

    Settled = Callable[[Inquiry, Evidence], None]

BATCH_SECONDS = 0.5
"""How long a worker keeps to itself what it has settled: what is lost at most when it dies."""
LOSSES = 3
"""Workers that may die one after the other with nothing done: then something is wrong with us."""


class WorkersLostError(RuntimeError):
    """Workers die over and over: a bug, or a machine without memory."""


def viewing(settings: Settings) -> Callable[[Answer, tuple[str, ...]], Page]:
    """How pages are read: with their main content's text only where that is to be compared."""
    if settings.drift:
        return import_module("linkcheck.web.main_content").view_with_main  # type: ignore[no-any-return]
    return view


async def until(
    work: Coroutine[Any, Any, object], limit: timedelta | None, stop: asyncio.Event
) -> Ending:
    """Do the work, or as much of it as there is time for; how it ended."""
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait(
            {task, stopping},
            timeout=limit.total_seconds() if limit else None,
            return_when=asyncio.FIRST_COMPLETED,
        )
    finally:
        stopping.cancel()
    if task in done:
        task.result()
        return Ending.COMPLETE
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return Ending.INTERRUPTED if stop.is_set() else Ending.OUT_OF_TIME


@dataclass(frozen=True, slots=True)
class Job:
    """One shard's work, as it travels to a worker: what is open, the hosts that are its own, and what was seen of them."""

    opens: tuple[Open, ...]
    hosts: frozenset[str]
    seen: Hosts
    settings: Settings


@dataclass(frozen=True, slots=True)
class Batch:
    """What a worker has settled since it last said so, and how many requests it sent; `up` once anything answered."""

    settled: tuple[tuple[str, Evidence], ...]
    requests: int
    up: bool


@dataclass(frozen=True, slots=True)
class End:
    """What a job leaves: inquiries that lead to another shard's host, and those that were broken off."""

    left: tuple[Open, ...]
    broken_off: tuple[Open, ...]


async def serve(job: Job, tell: Callable[[Batch], None], stop: asyncio.Event) -> End:
    """A worker's task: check a shard."""
    async with outfit(job.settings) as web:
        teller = _Teller(tell, lambda: (web.fetch.requests, web.up))
        checker = Checker(
            follower(web.fetch, web.lanes, job.settings, job.hosts.__contains__),
            job.seen,
            partial(judge.wanted, tries=job.settings.tries),
            teller.settled,
            lambda *_: None,
        )
        telling = asyncio.create_task(teller.run())
        await until(checker.run(job.opens), None, stop)
        telling.cancel()
        teller.flush()
    return End(tuple(checker.left), tuple(checker.open.values()))


def follower(
    fetch: Fetch, lanes: Lanes, settings: Settings, owns: Callable[[str], bool]
) -> Follower:
    """Follows chains as a run with these settings does."""
    locate = partial(resolve, settings=settings)
    return Follower(fetch, lanes, locate, viewing(settings), settings, owns)


@dataclass(slots=True)
class _Teller:
    """Gathers what is settled, and tells it twice a second."""

    tell: Callable[[Batch], None]
    counts: Callable[[], tuple[int, bool]]
    _settled: list[tuple[str, Evidence]] = field(default_factory=list)
    _told: int = 0

    def settled(self, inquiry: Inquiry, evidence: Evidence) -> None:
        self._settled.append((inquiry.url, evidence))

    async def run(self) -> None:
        while True:
            await asyncio.sleep(BATCH_SECONDS)
            self.flush()

    def flush(self) -> None:
        requests, up = self.counts()
        if self._settled or requests > self._told:
            self.tell(Batch(tuple(self._settled), requests - self._told, up))
        self._settled, self._told = [], requests


class Foreman:
    """Gives the shards out, round after round, and hears what workers have settled.

    `mine` says which hosts this process asks itself, and `here` does that: it settles, or gives what is left to others.
    """

    def __init__(
        self,
        settings: Settings,
        hosts: Hosts,
        settled: Settled,
        mine: Callable[[str], bool],
        here: Callable[[Sequence[Open]], Coroutine[Any, Any, list[Open]]],
    ) -> None:
        self._settings = settings
        self._hosts = hosts
        self._settled = settled
        self._mine = mine
        self._here = here
        self._workers = Workers(settings.workers, serve, self._heard)
        self._open: dict[str, Open] = {}
        self._counted: Counter[str] = Counter()
        """Looks of open inquiries that have been counted for their hosts."""
        self._home: asyncio.Task[list[Open]] | None = None
        self._is_over = False
        self.broken_off: list[Open] = []
        """Inquiries that have begun and are not settled, when a run is broken off."""
        self.requests = 0
        self.up = False

    async def run(self, opens: Iterable[Open]) -> None:
        """Until all are settled, or the work is broken off."""
        self._open = {each.inquiry.url: each for each in opens}
        losses = 0
        try:
            while self._open and not self._is_over:
                before = len(self._open)
                lost = await self._round()
                losses = losses + 1 if lost and len(self._open) == before else 0
                if losses >= LOSSES:
                    raise WorkersLostError(
                        f"{LOSSES} workers ended one after the other, nothing done"
                    )
        finally:
            await self._workers.close()

    def break_off(self) -> None:
        """End early, with what there is."""
        self._is_over = True
        self._workers.stop()
        if self._home is not None:
            self._home.cancel()

    async def _round(self) -> bool:
        """One round over all that is open; whether a worker was lost in it."""
        home = [each for each in self._open.values() if self._mine(each.host)]
        self._home = asyncio.create_task(self._here(home))
        ends = await self._workers.run(self._jobs())
        for end in ends:
            if isinstance(end, End):
                self._take_back(end)
        (left,) = await asyncio.gather(self._home, return_exceptions=True)
        if isinstance(left, list):
            self._open |= {each.inquiry.url: each for each in left}
            self._counted.update({each.inquiry.url: len(each.evidence.looks) for each in left})
        elif not isinstance(left, asyncio.CancelledError):
            raise left
        return any(isinstance(end, Lost) for end in ends)

    def _jobs(self) -> list[Job]:
        away = [each for each in self._open.values() if not self._mine(each.host)]
        interval = min(self._settings.interval, self._settings.interval_floor).total_seconds()
        counts = Counter(each.host for each in away)
        shards = share_out(counts, self._settings.workers, interval, registrable)
        homes = {host: number for number, shard in enumerate(shards) for host in shard.hosts}
        opens: list[list[Open]] = [[] for _ in shards]
        for each in away:
            opens[homes[each.host]].append(each)
        return [
            Job(
                tuple(own),
                shard.hosts,
                self._hosts.part(each.inquiry.host for each in own),
                self._share(),
            )
            for own, shard in zip(opens, shards, strict=True)
        ]

    def _share(self) -> Settings:
        """The settings of one worker: its part of what all may have in flight."""
        number = self._settings.workers
        return replace(
            self._settings, concurrency=max(1, self._settings.concurrency // number), workers=1
        )

    def _heard(self, batch: Batch) -> None:
        self.requests += batch.requests
        self.up |= batch.up
        for url, evidence in batch.settled:
            it = self._open.pop(url)
            self._count(replace(it, evidence=evidence))
            self._settled(it.inquiry, evidence)

    def settled_here(self, inquiry: Inquiry, evidence: Evidence) -> None:
        """Hear of what this process settled itself."""
        del self._open[inquiry.url]
        self._settled(inquiry, evidence)

    def _take_back(self, end: End) -> None:
        for each in (*end.left, *end.broken_off):
            self._count(each)
        self._open |= {each.inquiry.url: each for each in end.left}
        self.broken_off += end.broken_off

    def _count(self, it: Open) -> None:
        """Count the looks that this process has not heard of for their host."""
        known = self._counted[it.inquiry.url]
        for number, look in enumerate(it.evidence.looks[known:], start=known):
            self._hosts.saw(it.inquiry.host, look, first=number == 0)
        self._counted[it.inquiry.url] = len(it.evidence.looks)
