"""A worker's side of shared work: a job from beginning to end, and what it tells by the way.

    job → check its shard → (settled and noted in batches) → end

What is told comes soon (`Job.pause`), since it is lost with the worker. A verdict goes along where the rest of the run cannot sway it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec

from linkcheck import judge
from linkcheck.checking.desk import Desk, until
from linkcheck.model import Evidence, Verdict  # noqa: TC001 - what unpacks batches reads their annotations
from linkcheck.store import encoded
from linkcheck.web.agenda import Agenda
from linkcheck.web.ears import Ears
from linkcheck.web.outfit import outfit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linkcheck.model import Look
    from linkcheck.settings import Settings
    from linkcheck.web.check import Inquiry, Open
    from linkcheck.web.hosts import Hosts
    from linkcheck.web.outfit import Outfit


@dataclass(frozen=True, slots=True)
class Job:
    """One shard's work, as it travels to a worker: what is open, the hosts that are its own, and what was seen of them."""

    opens: tuple[Open, ...]
    hosts: frozenset[str]
    seen: Hosts
    settings: Settings
    probes: Mapping[str, Look] = field(default_factory=dict)
    """Front pages and siblings of these hosts that an earlier run asked for."""
    pause: float = 0.0
    """Seconds for which a worker may keep to itself what it has settled: what is lost at most when it dies."""


@dataclass(frozen=True, slots=True)
class News:
    """How a worker fares: requests sent, whether anything answered, seconds of waiting for the network, and whether it stayed away."""

    requests: int
    up: bool
    away: float
    lost: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """What a worker has settled, or noted for later, and its news since it last said so.

    It travels as MessagePack, as evidence does into the store: 10 µs a page there and back, where pickle takes 90.
    """

    settled: tuple[tuple[int, Evidence, Verdict | None], ...]
    """By its number, with the verdict where that is final: judging is most of what a living page costs, and is done once."""
    noted: tuple[tuple[int, Evidence], ...]
    news: News

    def __reduce__(self) -> tuple[Callable[[bytes], Batch], tuple[bytes]]:
        return _unpacked, (encoded(self),)


_BATCH = msgspec.msgpack.Decoder(Batch)


def _unpacked(raw: bytes) -> Batch:
    return _BATCH.decode(raw)


@dataclass(frozen=True, slots=True)
class End:
    """What a job leaves: inquiries that lead to another shard's host, and those that were broken off."""

    left: tuple[Open, ...]
    broken_off: tuple[Open, ...]


async def serve(job: Job, tell: Callable[[Batch], None], stop: asyncio.Event) -> End:
    """A worker's task: check a shard."""
    async with outfit(job.settings) as web:
        teller = _Teller(tell, lambda: _news(web), job.pause, job.seen)
        owns = job.hosts.__contains__
        desk = Desk(job.settings, web.fetch, web.lanes, job.seen, owns, job.probes)
        ears = Ears(teller.settled, teller.noted)
        checker = desk.checker(ears, desk.mine)
        await until(checker.run(Agenda.of(job.opens)), None, stop)
        teller.flush()
    return End(tuple(checker.left), tuple(checker.open.values()))


def _news(web: Outfit) -> News:
    return News(web.fetch.requests, web.up, web.vigil.seconds, web.vigil.is_lost)


_NOTHING = News(0, up=False, away=0.0, lost=False)


@dataclass(slots=True)
class _Teller:
    """Gathers what is settled, and tells it soon."""

    tell: Callable[[Batch], None]
    news: Callable[[], News]
    pause: float
    hosts: Hosts
    _settled: list[tuple[int, Evidence, Verdict | None]] = field(default_factory=list)
    _noted: list[tuple[int, Evidence]] = field(default_factory=list)
    _told: News = _NOTHING
    _timer: asyncio.TimerHandle | None = None

    def settled(self, inquiry: Inquiry, evidence: Evidence, verdict: Verdict | None = None) -> None:
        final = verdict or self._final(inquiry, evidence)
        self._settled.append((inquiry.number, evidence, final))
        self._soon()

    def _final(self, inquiry: Inquiry, evidence: Evidence) -> Verdict | None:
        host = self.hosts.evidence(inquiry.host, evidence)
        verdict = judge.verdict(replace(inquiry.case, evidence=evidence, host=host))
        return verdict if judge.is_final(verdict, evidence) else None

    def noted(self, inquiry: Inquiry, evidence: Evidence) -> None:
        self._noted.append((inquiry.number, evidence))
        self._soon()

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self.pause, self.flush)

    def flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        news = self.news()
        if self._settled or self._noted or news != self._told:
            since = replace(news, requests=news.requests - self._told.requests)
            self.tell(Batch(tuple(self._settled), tuple(self._noted), since))
        self._settled, self._noted, self._told = [], [], news
