"""Gathers the evidence: a first look at each target, and whatever further look or probe the judge wants.

Nothing is decided here. After each look `wanted` (handed down by `run`) names the probes that would settle the case:

  AGAIN    the same URL after the host's queue, at least `second_look` after it was asked, over a new connection; what timed out gets
           its last chance then; what said "later" (429, 503) is asked when it said, or after twice the gap before
  ROOT     the host's front page, once a host
  SIBLING  a name that nobody gave to a page, once a directory
  SHORTER  the URL without the words that it probably swallowed

A last chance is long (`last_chance`), but for a host that has answered twenty others: five times its slowest answer is enough then, since one
page that never comes would hold up a whole run.

Only requests under way and looks to come are held as tasks and timers: a hundred thousand targets wait as numbers in lanes, and each is made
an inquiry when its turn comes. Where hosts are shared out among several checkers, a chain that leads to a host of another one is left as it is (`left`), for that one to go on with.
"""

from __future__ import annotations

import asyncio
from array import array
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkcheck.http_time import retry_after
from linkcheck.model import Evidence, Failure, Look, Probe
from linkcheck.web.agenda import Agenda
from linkcheck.web.chain import Errand, Follower, Walk, begin
from linkcheck.web.hosts import Once
from linkcheck.web.siblings import directory_of, root_of, sibling_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from linkcheck.model import Case
    from linkcheck.web.ears import Ears
    from linkcheck.web.hosts import Hosts
    from linkcheck.web.lanes import Turn


_SLOWER = 5
"""How many times as long as a host's slowest answer the last one is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One request URL and how it is cited: `case` carries the first target that wants it, still without evidence."""

    case: Case
    fragments: tuple[str, ...] = ()
    number: int = 0
    """By which the run knows it from all others."""

    @property
    def url(self) -> str:
        """The URL to ask for."""
        return self.case.target.request

    @property
    def host(self) -> str:
        """Whose lane it waits in."""
        return self.case.target.host


@dataclass(frozen=True, slots=True)
class Open:
    """An inquiry that is not settled: what has been seen, and the walk that goes on, of a probe or of a look."""

    inquiry: Inquiry
    evidence: Evidence
    probe: Probe | None = None
    walk: Walk | None = None

    @property
    def host(self) -> str:
        """The host that is asked next."""
        return self.walk.host if self.walk else self.inquiry.host


def probes_in(evidence: Evidence) -> Iterator[tuple[str, Look]]:
    """The probes that others want too, by what they are of: the front page of an origin, any name of a directory."""
    if evidence.root is not None:
        yield root_of(evidence.url), evidence.root
    if evidence.sibling is not None:
        yield directory_of(evidence.url), evidence.sibling


def opened(inquiry: Inquiry, seen: Evidence | None = None) -> Open:
    """An inquiry of which nothing has been seen, or so much."""
    return Open(inquiry, seen or Evidence(url=inquiry.url))


@dataclass(slots=True)
class _Crowd:
    """The inquiries that wait in one lane, which holds this once for each: 12 bytes, where an object takes 96."""

    begin: Callable[[int, Turn], None]
    numbers: array[int] = field(default_factory=lambda: array("I"))

    def __call__(self, turn: Turn) -> None:
        self.begin(self.numbers.pop(0), turn)


class Checker:
    """Runs the inquiries of a run, and tells of each as soon as nothing more is wanted.

    How many are left, and for how many seconds at most, is told once only further looks are.
    """

    def __init__(
        self,
        follower: Follower,
        hosts: Hosts,
        wanted: Callable[[Case], tuple[Probe, ...]],
        ears: Ears,
    ) -> None:
        self._follower = follower
        self._hosts = hosts
        self._wanted = wanted
        self._ears = ears
        self.open: dict[str, Open] = {}
        """Inquiries that have begun and are not settled, by URL: what is left when a run is broken off."""
        self.left: list[Open] = []
        """Inquiries whose next request is another checker's to make."""
        self._todo = 0
        self._unseen = 0
        self._longest = 0.0
        self._over = False
        self._done = asyncio.Event()
        self._once = Once[Look | Walk]()
        self._tasks: asyncio.TaskGroup
        self._agenda = Agenda.of(())
        self._crowds: dict[tuple[str, bool], _Crowd] = {}
        """By the host, and whether these are further looks."""

    def know(self, probes: Mapping[str, Look]) -> None:
        """Make no probe again that was made before, by what it is of."""
        for key, look in probes.items():
            self._once.know(key, look)

    async def run(self, agenda: Agenda) -> None:
        """Until all are settled or left; cancelled, it leaves what it has in `open`."""
        self._agenda = agenda
        self._todo = len(agenda)
        if not agenda:
            return
        try:
            async with asyncio.TaskGroup() as self._tasks:
                for number in agenda.numbers:
                    self._take_up(number)
                self._crowds.clear()
                try:
                    await self._done.wait()
                finally:
                    self._over = True  # no task is begun while the others are cancelled
        finally:
            await self._once.close()

    def _take_up(self, number: int) -> None:
        """Have an inquiry wait that has not begun, and another go on where it stands."""
        host = self._agenda.host(number)
        if host is None:
            self._go_on(self._agenda.opened(number), number)
        else:
            self._unseen += 1
            self._wait(number, host, further=False)

    def _go_on(self, it: Open, number: int) -> None:
        """Before a look, in the middle of one or of a probe, or after all so far."""
        self._unseen += not it.evidence.looks
        if it.probe is not None or (it.walk is None and it.evidence.looks):
            self._tasks.create_task(self._pursue(it))
        else:
            self._wait(number, it.host, further=bool(it.evidence.looks))

    def _wait(self, number: int, host: str, *, further: bool) -> None:
        crowd = self._crowds.get((host, further))
        if crowd is None:
            crowd = self._crowds[host, further] = _Crowd(self._begin)
        crowd.numbers.append(number)
        self._follower.lanes.line_up(host, crowd, further=further)

    def _begin(self, number: int, turn: Turn) -> None:
        self._start(self._agenda.opened(number), turn)

    def _start(self, it: Open, turn: Turn) -> None:
        if self._over:
            turn.give_back()
        else:
            self._tasks.create_task(self._look(it, turn))

    async def _look(self, it: Open, turn: Turn) -> None:
        inquiry, evidence = it.inquiry, it.evidence
        self.open[inquiry.url] = it
        look = await self._follower.look(it.walk or begin(self._errand(inquiry, evidence)), turn)
        self._unseen -= not evidence.looks
        if isinstance(look, Walk):
            self._leave(replace(it, walk=look))
            return
        self._hosts.saw(inquiry.host, look, first=not evidence.looks)
        evidence = replace(evidence, looks=(*evidence.looks, look))
        await self._pursue(Open(inquiry, evidence))
        if self._todo and not self._unseen:
            self._ears.waiting(self._todo, self._longest)

    def _errand(self, inquiry: Inquiry, evidence: Evidence) -> Errand:
        settings = self._follower.settings
        rule = settings.host_rule(inquiry.host)
        usual = rule.timeout if rule and rule.timeout else settings.timeout
        slow = evidence.last is not None and evidence.last.failure is Failure.TIMEOUT
        return Errand(
            inquiry.url,
            inquiry.host,
            self._last_chance(inquiry.host, usual) if slow else usual,
            fresh=bool(evidence.looks),
            fragments=inquiry.fragments,
        )

    def _last_chance(self, host: str, usual: timedelta) -> timedelta:
        """The time for what has timed out: of a host that is known to be quick, not as much as of one that may be slow."""
        known = self._hosts.slowest(host)
        wished = self._follower.settings.last_chance
        return max(usual, wished if known is None else min(wished, _SLOWER * known))

    async def _pursue(self, it: Open) -> None:
        """Make the probes that are wanted, one after the other, until none is or only a later look is."""
        self.open[it.inquiry.url] = it
        while probes := (it.probe,) if it.probe else self._wanted(self.case(it)):
            probe = probes[0]
            if probe is Probe.AGAIN:
                self._ears.noted(it.inquiry, it.evidence)
                self._come_again(it)
                return
            seen = await self._probe(probe, it)
            if isinstance(seen, Walk):
                self._leave(replace(it, probe=probe, walk=seen))
                return
            it = Open(it.inquiry, _with_probe(it.evidence, probe, seen))
            self.open[it.inquiry.url] = it
        self._ears.settled(it.inquiry, it.evidence)
        self._end(it)

    def _leave(self, it: Open) -> None:
        self.left.append(it)
        self._end(it)

    def _end(self, it: Open) -> None:
        del self.open[it.inquiry.url]
        self._todo -= 1
        if not self._todo:
            self._done.set()

    def case(self, it: Open) -> Case:
        """The case as it stands, for the judge."""
        host = self._hosts.evidence(it.inquiry.host, it.evidence)
        return replace(it.inquiry.case, evidence=it.evidence, host=host)

    def _resume(self, recollect: Callable[[int], Open], number: int, seen: int, turn: Turn) -> None:
        """Look again, unless another process of the same run has: what it saw is for the judge."""
        it = recollect(number)
        if len(it.evidence.looks) <= seen or self._over:
            self._start(it, turn)
        else:
            turn.give_back()
            self._tasks.create_task(self._pursue(it))

    def _come_again(self, it: Open) -> None:
        settings, last = self._follower.settings, it.evidence.last
        gap = settings.second_look * 2 ** (len(it.evidence.looks) - 1)
        answered = last is not None and last.hops and last.failure is None
        said = retry_after(last.hops[-1], last.at) if last and answered else None
        if said is not None:
            gap = max(settings.second_look, min(said, settings.retry_after_cap))
        elif last is not None:
            # What was waited for its answer is a gap already.
            gap = max(gap - sum((hop.elapsed for hop in last.hops), timedelta()), timedelta())
        line_up = partial(self._follower.lanes.line_up, it.host, self._later(it), further=True)
        asyncio.get_running_loop().call_later(gap.total_seconds(), line_up)
        self._longest = max(self._longest, (gap + settings.last_chance).total_seconds())

    def _later(self, it: Open) -> Callable[[Turn], None]:
        """What goes on with a noted inquiry when its turn comes; until then it is held here only where nobody else keeps it."""
        recollect = self._ears.recollect
        if recollect is None:
            return partial(self._start, it)
        del self.open[it.inquiry.url]
        return partial(self._resume, recollect, it.inquiry.number, len(it.evidence.looks))

    async def _probe(self, probe: Probe, it: Open) -> Look | Walk:
        """What a probe gave, or how far it came where it leads to another checker's host."""
        url = it.inquiry.url
        if probe is Probe.ROOT:
            return await self._glance(root_of(url), root_of(url), it.walk)
        if probe is Probe.SIBLING:
            return await self._glance(directory_of(url), sibling_of(url), it.walk)
        shorter = self._follower.locate(it.inquiry.case.shorter or "").request
        return await self._glance(shorter, shorter, it.walk)

    async def _glance(self, key: str, url: str, walk: Walk | None) -> Look | Walk:
        """One look for all who want this probe."""
        known = self._hosts.probed(key)
        if known is not None:
            return known
        host, timeout = urlsplit(url).hostname or "", self._follower.settings.timeout
        start = walk or begin(Errand(url, host, timeout))
        return await self._once(key, lambda: self._follower.look(start))


def _with_probe(evidence: Evidence, probe: Probe, look: Look) -> Evidence:
    match probe:
        case Probe.ROOT:
            return replace(evidence, root=look)
        case Probe.SIBLING:
            return replace(evidence, sibling=look)
        case _:
            return replace(evidence, shorter=look)
