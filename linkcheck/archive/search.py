"""The search for copies beside the running checks: wants come in at any time, lookups go out by and by, and an end is made in time.

A want is looked up as soon as its target's verdict stands: dead before suspect before unsure (DESIGN "Archives"). The first
twenty ask the index first, which knows every capture; later ones ask playback first, whose allowance is twenty times larger.
The search does not know how many wants are to come, so that "more than twenty" is judged by those that came so far. What is not
done by the deadline is `not-asked`, and says how many are left and how long they would take. Of what is done only the URL is kept
here: a lookup with its copies is some kilobytes, and who asks for it puts it away.
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkcheck.archive.client import Wayback
from linkcheck.archive.examine import Cited, Examiner
from linkcheck.archive.lookup import Finder, find_in
from linkcheck.archive.others import others
from linkcheck.archive.own import own
from linkcheck.model import Answer, Failure, Hop, Lookup, LookupState, Outcome, remark
from linkcheck.replay import cited_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linkcheck.archive.examine import Judge, Objections, View
    from linkcheck.archive.lookup import Archive
    from linkcheck.model import Ask, Fetch, Role, Target
    from linkcheck.settings import Settings

    Progress = Callable[[Target, Lookup], None]

INDEX_FIRST = 20
WORKERS = 8
_RANKS = {Outcome.DEAD: 0, Outcome.SUSPECT: 1, Outcome.UNSURE: 2}


@dataclass(frozen=True, slots=True)
class Want:
    """A target that needs a copy, what was thought of it, how it is cited, and the day the copy should be near.

    `original` is what a copy is wanted of where the target is a copy itself, as far as its URL tells.
    """

    target: Target
    outcome: Outcome
    original: Target | None = None
    labels: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    date: date | None = None


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Search:
    """All lookups of a run; `on_lookup` is told of each when it is done."""

    settings: Settings
    fetch: Fetch
    judge: Judge
    objections: Objections
    view: View
    on_lookup: Progress
    now: Callable[[], datetime] = _now
    _archives: tuple[Archive, ...] = field(init=False)
    _finders: tuple[Finder, ...] = field(init=False)
    _by_host: Mapping[str, Archive] = field(init=False)
    _wanted: dict[str, Want | None] = field(default_factory=dict)
    """By the target's URL; None where the lookup is done."""
    _queue: asyncio.PriorityQueue[tuple[int, int, str]] = field(
        default_factory=asyncio.PriorityQueue
    )
    _workers: list[asyncio.Task[None]] = field(default_factory=list)
    _spent: float = 0.0
    _done: int = 0

    def __post_init__(self) -> None:
        self._archives = (
            *own(self.settings, self.fetch, self.now),
            Wayback(self.settings, self.fetch, self.now),
            *others(self.settings, self.fetch, self.now),
        )
        self._by_host = {host: each for each in reversed(self._archives) for host in each.hosts}
        self._finders = tuple(
            Finder(
                archive,
                Examiner(archive.raw, self.judge, self.objections, self.view),
                self.settings.copies_examined,
            )
            for archive in self._archives
        )

    @property
    def requests(self) -> int:
        """How many requests the archives got so far."""
        return sum(archive.requests for archive in self._archives)

    @property
    def left(self) -> int:
        """How many targets wait for their lookup or are being looked up."""
        return len(self._wanted) - self._done

    def add(self, want: Want) -> None:
        """Wants a copy; work on it begins when a worker is free. A target that was wanted before is not asked twice.

        To be called while an event loop runs.
        """
        url = want.target.url
        if url in self._wanted:
            return
        self._wanted[url] = want
        rank = _RANKS.get(want.outcome, len(_RANKS))
        self._queue.put_nowait((rank, len(self._wanted), url))
        if len(self._workers) < WORKERS:
            self._workers.append(asyncio.create_task(self._work()))

    async def finish(self, deadline: float | None = None) -> None:
        """Until there is a lookup for every want; those not done `deadline` seconds from now are `not-asked`.

        Without a deadline all are done. After a cancellation `finish(0)` closes the books.
        """
        try:
            await self._until_done(deadline)
        finally:
            await self.close()
        self._give_up()

    async def close(self) -> None:
        """Stops the work."""
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._workers.clear()

    async def _until_done(self, deadline: float | None) -> None:
        """Until every want is answered or the time is up; a worker's own failure is raised here."""
        done = asyncio.ensure_future(self._queue.join())
        try:
            await asyncio.wait(
                [done, *self._workers], timeout=deadline, return_when=asyncio.FIRST_COMPLETED
            )
            for worker in self._workers:
                if worker.done():
                    worker.result()
        finally:
            done.cancel()

    async def _work(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            _, _, url = await self._queue.get()
            want = self._wanted[url]
            if want is not None:
                began = clock()
                lookup = await self._look_up(want)
                self._spent += clock() - began
                self._tell(want, lookup)
            self._queue.task_done()

    def serves(self, host: str) -> bool:
        """Whether a host is an archive's, which is asked by its lane here alone."""
        return host in self._by_host

    async def polite(self, ask: Ask) -> Answer:
        """One request for a citation: of an archive's own page by that archive's lane, since its limits are for all that we ask."""
        archive = self._by_host.get(urlsplit(ask.url).hostname or "")
        if archive is None:
            return await self.fetch(ask)
        answer = await archive.page(ask)
        return answer or Answer(hop=Hop(url=ask.url, failure=Failure.LEFT_ALONE))

    async def _look_up(self, want: Want) -> Lookup:
        if want.original is None and cited_copy(want.target.request) is not None:
            return Lookup(
                state=LookupState.NOT_ASKED, reason=remark("search.not-asked.no-original")
            )
        cited = Cited(target=want.original or want.target, labels=want.labels, roles=want.roles)
        playback_first = len(self._wanted) > INDEX_FIRST
        return await find_in(self._finders, cited, want.date, playback_first=playback_first)

    def _give_up(self) -> None:
        left = self.left
        if not left:
            return
        reason = remark("search.not-asked.time", left=left, seconds=self._seconds_for(left))
        for want in filter(None, [*self._wanted.values()]):
            self._tell(want, Lookup(state=LookupState.NOT_ASKED, reason=reason))

    def _tell(self, want: Want, lookup: Lookup) -> None:
        self._wanted[want.target.url] = None
        self._done += 1
        self.on_lookup(want.target, lookup)

    def _seconds_for(self, count: int) -> int:
        """How long so many lookups would take: by the archive's allowance, or as slowly as those that are done."""
        settings = self.settings
        rate = settings.cdx_rate
        if len(self._wanted) > INDEX_FIRST:
            rate = settings.playback_rate / (1 + settings.copies_examined)
        by_rate = count * 60 / rate
        measured = count * self._spent / self._done / WORKERS if self._done else 0.0
        return math.ceil(max(by_rate, measured))
