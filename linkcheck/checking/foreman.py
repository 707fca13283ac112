"""Shares a run's targets out among processes or machines, and hears what they see.

    opens → shards → jobs → (settled in batches) → what was left → opens …

A host is in one shard at a time, so that its lane is whole in one place. A redirect into another shard's host ends the work there: what is
left goes into the next round, to whoever owns that host then. Archives are asked by this process alone, since their limits hold for all
that we ask of them. Rounds end, since a look has so many hops and a target so many looks at most.
"""

from __future__ import annotations

import asyncio
from array import array
from collections import Counter
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from linkcheck.checking.shards import share_out
from linkcheck.checking.shift import End, Job, serve
from linkcheck.checking.unsettled import Unsettled
from linkcheck.checking.workers import Lost, Workers, begun
from linkcheck.errors import SettingsError
from linkcheck.judge.addresses import registrable
from linkcheck.made import Made
from linkcheck.web.agenda import Agenda
from linkcheck.web.check import Open

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from linkcheck.checking.desk import Desk
    from linkcheck.checking.shards import Shard
    from linkcheck.checking.shift import Batch, News
    from linkcheck.checking.workers import Worker
    from linkcheck.model import Evidence, Look, Verdict
    from linkcheck.settings import Settings
    from linkcheck.web.check import Inquiry
    from linkcheck.web.ears import Ears

LOSSES = 3
"""Workers that may die one after the other with nothing done: then something is wrong with us."""


class WorkersLostError(RuntimeError):
    """Workers die over and over: a bug, or a machine without memory."""


class Crew(Protocol):
    """Who does the jobs: processes here, or a cluster."""

    number: int
    neighbours: int
    pause: float

    async def run(self, jobs: Sequence[Any]) -> list[Any]:
        """Their ends, in their order; `Lost` where whoever had it is gone."""
        ...

    def stop(self) -> None:
        """Have what is under way broken off."""
        ...

    async def close(self) -> None:
        """Part."""
        ...


def at_hand(settings: Settings) -> list[Worker]:
    """Processes that will be wanted: begun before it is known for what, they load while this one reads."""
    return begun(settings.workers, serve)


async def crew(
    settings: Settings, heard: Callable[[Any], None], at_hand: Iterable[Worker] = ()
) -> Crew:
    """The crew that the settings name."""
    if settings.cluster is None:
        return Workers(settings.workers, serve, heard, at_hand)
    try:
        made = import_module("linkcheck.checking.cluster").cluster
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"--cluster: {error.name} is not installed; pip install 'citation-linkcheck[cluster]'"
        ) from None
    joined: Crew = await made(settings.cluster, serve, heard)
    return joined


class Foreman:
    """Gives the shards out, round after round, and hears what workers have settled; what is its own desk's it does itself."""

    def __init__(self, desk: Desk, ears: Ears) -> None:
        self._desk = desk
        self._ears = ears
        self._crew: Crew | None = None
        self._unsettled = Unsettled(Agenda.of(()))
        self._counted: Counter[int] = Counter()
        """Looks of open inquiries that have been counted for their hosts."""
        self._home: asyncio.Task[list[Open]] | None = None
        self._is_over = False
        self.broken_off: list[Open] = []
        """Inquiries that have begun and are not settled, when a run is broken off."""
        self.requests = 0
        self.up = False
        self.away = 0.0
        """Seconds for which a worker waited for the network at most, since they wait at the same time."""
        self.lost = False

    async def run(self, agenda: Agenda) -> None:
        """Until all are settled, or the work is broken off."""
        self._unsettled = Unsettled(agenda)
        # What was seen before the run was cut short has been counted as it was recalled.
        for each in agenda.known():
            self._know(each)
        self._crew, losses = await crew(self._desk.settings, self._heard, self._desk.at_hand), 0
        try:
            while self._unsettled and not self._is_over:
                before = len(self._unsettled)
                lost = await self._round(self._crew)
                losses = losses + 1 if lost and len(self._unsettled) == before else 0
                if losses >= LOSSES:
                    raise WorkersLostError(
                        f"{LOSSES} workers ended one after the other, nothing done"
                    )
        finally:
            await self._crew.close()

    def break_off(self) -> None:
        """End early, with what there is."""
        self._is_over = True
        if self._crew is not None:
            self._crew.stop()
        if self._home is not None:
            self._home.cancel()

    async def _round(self, crew: Crew) -> bool:
        """One round over all that is open; whether a worker was lost in it."""
        home, theirs = self._parted()
        self._home = asyncio.create_task(self._here(home))
        ends = await crew.run(self._jobs(crew, theirs))
        for end in ends:
            if isinstance(end, End):
                self._take_back(end)
        (left,) = await asyncio.gather(self._home, return_exceptions=True)
        if isinstance(left, list):
            for each in left:
                self._know(each)
                self._unsettled.note(each)
        elif not isinstance(left, asyncio.CancelledError):
            raise left
        return any(isinstance(end, Lost) for end in ends)

    def _parted(self) -> tuple[list[Open], dict[str, array[int]]]:
        """What is open: the desk's own, and the numbers of the rest by host."""
        home: list[Open] = []
        theirs: dict[str, array[int]] = {}
        for number, host in self._unsettled.hosts():
            if self._desk.mine(host):
                home.append(self._unsettled[number])
            else:
                theirs.setdefault(host, array("I")).append(number)
        return home, theirs

    def _jobs(self, crew: Crew, numbers: Mapping[str, Sequence[int]]) -> Sequence[Job]:
        settings = self._desk.settings
        interval = min(settings.interval, settings.interval_floor).total_seconds()
        counts = {host: len(own) for host, own in numbers.items()}
        shards = share_out(counts, crew.number, interval, registrable)
        share = max(1, settings.concurrency // crew.neighbours)
        theirs = replace(settings, concurrency=share, workers=1, cluster=None)
        work = [
            (each, [number for host in sorted(each.hosts) for number in numbers[host]])
            for each in shards
        ]
        return Made(partial(self._job, theirs, crew.pause), work)

    def _job(self, settings: Settings, pause: float, work: tuple[Shard, Sequence[int]]) -> Job:
        shard, numbers = work
        opens = tuple(self._unsettled[number] for number in numbers)
        seen = self._desk.hosts.part(each.inquiry.host for each in opens)
        return Job(opens, shard.hosts, seen, settings, self._probes_of(shard.hosts), pause)

    def _probes_of(self, hosts: frozenset[str]) -> dict[str, Look]:
        known = self._desk.probes.items()
        return {key: look for key, look in known if urlsplit(key).hostname in hosts}

    def _heard(self, batch: Batch) -> None:
        self._learn(batch.news)
        for number, evidence in batch.noted:
            # From here it goes on where the worker is lost.
            it = Open(self._unsettled[number].inquiry, evidence)
            if self._ears.recollect is None:
                self._unsettled.note(it)
            self._count(it)
            self._ears.noted(it.inquiry, evidence)
        for number, evidence, verdict in batch.settled:
            it = self._unsettled.pop(number)
            self._count(replace(it, evidence=evidence))
            del self._counted[number]
            self._ears.settled(it.inquiry, evidence, verdict)

    def _learn(self, news: News) -> None:
        self.requests += news.requests
        if news.up and not self.up:
            self._ears.answered()
        self.up |= news.up
        self.away = max(self.away, news.away)
        self.lost |= news.lost

    async def _here(self, own: Sequence[Open]) -> list[Open]:
        """Do the desk's own part of a round, and give what leads to others' hosts."""
        ears = replace(self._ears, settled=self._settled_here)
        checker = self._desk.checker(ears, self._desk.mine)
        try:
            await checker.run(Agenda.of(own))
        finally:
            self.broken_off += checker.open.values()
        return checker.left

    def _settled_here(
        self, inquiry: Inquiry, evidence: Evidence, verdict: Verdict | None = None
    ) -> None:
        self._unsettled.pop(inquiry.number)
        self._ears.settled(inquiry, evidence, verdict)

    def _take_back(self, end: End) -> None:
        for each in (*end.left, *end.broken_off):
            self._count(each)
        for each in end.left:
            self._unsettled.note(each)
        self.broken_off += end.broken_off

    def _know(self, it: Open) -> None:
        """Have what was seen of it not counted again."""
        if it.evidence.looks:
            self._counted[it.inquiry.number] = len(it.evidence.looks)

    def _count(self, it: Open) -> None:
        """Count the looks that this process has not heard of for their host."""
        known = self._counted[it.inquiry.number]
        for number, look in enumerate(it.evidence.looks[known:], start=known):
            self._desk.hosts.saw(it.inquiry.host, look, first=number == 0)
        self._counted[it.inquiry.number] = len(it.evidence.looks)
