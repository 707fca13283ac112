"""Gathers the evidence: a first look at each target, and whatever further look or probe the judge wants.

Nothing is decided here. After each look `wanted` (handed down by `run`) names the probes that would settle the case:

  AGAIN    the same URL after the host's queue, at least `second_look` later, over a new connection; what timed out gets
           its last chance then; what said "later" (429, 503) is asked when it said, or after twice the gap before
  ROOT     the host's front page, once a host
  SIBLING  a name that nobody gave to a page, once a directory
  SHORTER  the URL without the words that it probably swallowed

Only requests under way and looks to come are held as tasks and timers: a hundred thousand targets wait as lines in lanes.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from linkcheck.http_time import retry_after
from linkcheck.model import Evidence, Failure, HostEvidence, Look, Probe
from linkcheck.web.chain import Errand, Follower

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from linkcheck.model import Case
    from linkcheck.web.lanes import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One request URL and how it is cited: `case` carries the first target that wants it, still without evidence."""

    case: Case
    fragments: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The URL to ask for."""
        return self.case.target.request

    @property
    def host(self) -> str:
        """Whose lane it waits in."""
        return self.case.target.host


class Hosts:
    """What the run has seen of its hosts: how each answered, where different targets ended, and the probes made."""

    def __init__(self) -> None:
        self._answers: dict[str, Counter[str]] = {}
        self._arrivals: Counter[str] = Counter()
        self._silent: dict[str, Failure] = {}
        """Hosts of which nothing has come but failures: the latest one."""
        self._failing: Counter[Failure] = Counter()
        """How many hosts are silent by each failure."""
        self._answering: set[str] = set()
        self._probes: dict[str, asyncio.Task[Look]] = {}

    def saw(self, host: str, look: Look, *, first: bool) -> None:
        """Count a look at a target; only first ones count for how the host answers its targets."""
        self._hear(host, look.failure)
        if not first:
            return
        answer = look.failure.value if look.failure else str(look.status)
        self._answers.setdefault(host, Counter())[answer] += 1
        if look.failure is None and len(look.hops) > 1:
            self._arrivals[look.url] += 1

    def evidence(self, host: str, evidence: Evidence) -> HostEvidence:
        """What concerns a target of this host beyond its own looks."""
        ends = {look.url for look in evidence.looks if self._arrivals[look.url] > 1}
        return HostEvidence(
            host=host,
            answers=tuple(sorted(self._answers.get(host, {}).items())),
            arrivals=tuple(sorted((url, self._arrivals[url]) for url in ends)),
            alike=self._alike(host),
        )

    def _hear(self, host: str, failure: Failure | None) -> None:
        """Keep which hosts are silent, and by which failure."""
        before = self._silent.pop(host, None)
        if before is not None:
            self._failing[before] -= 1
        if failure is None:
            self._answering.add(host)
        elif host not in self._answering:
            self._silent[host] = failure
            self._failing[failure] += 1

    def _alike(self, host: str) -> int:
        """How many other hosts fail as this silent one does, while some host answers."""
        failure = self._silent.get(host)
        return self._failing[failure] - 1 if failure is not None and self._answering else 0

    async def once(self, url: str, key: str, look: Callable[[str], Awaitable[Look]]) -> Look:
        """A probe that many want, made once: those who come later wait for the first one's answer."""
        if key not in self._probes:
            self._probes[key] = asyncio.ensure_future(look(url))
        return await asyncio.shield(self._probes[key])

    async def close(self) -> None:
        """End the probes under way."""
        for probe in self._probes.values():
            probe.cancel()
        await asyncio.gather(*self._probes.values(), return_exceptions=True)


class Checker:
    """Runs the inquiries of a run; `settled` is told of each as soon as nothing more is wanted.

    `waiting` is told how many are left, and for how many seconds at most, once only further looks are.
    """

    def __init__(
        self,
        follower: Follower,
        hosts: Hosts,
        wanted: Callable[[Case], tuple[Probe, ...]],
        settled: Callable[[Inquiry, Evidence], None],
        waiting: Callable[[int, float], None],
    ) -> None:
        self._follower = follower
        self._hosts = hosts
        self._wanted = wanted
        self._settled = settled
        self._waiting = waiting
        self.open: dict[str, tuple[Inquiry, Evidence]] = {}
        """Inquiries that have begun and are not settled, by URL: what is left when a run is broken off."""
        self._left = 0
        self._unseen = 0
        self._longest = 0.0
        self._over = False
        self._done = asyncio.Event()
        self._tasks: asyncio.TaskGroup

    async def run(self, inquiries: Sequence[Inquiry]) -> None:
        """Until all are settled; cancelled, it leaves what it has in `open`."""
        self._left = self._unseen = len(inquiries)
        if not inquiries:
            return
        try:
            async with asyncio.TaskGroup() as self._tasks:
                for inquiry in inquiries:
                    self._line_up(inquiry, Evidence(url=inquiry.url))
                await self._done.wait()
        finally:
            self._over = True
            await self._hosts.close()

    def _line_up(self, inquiry: Inquiry, evidence: Evidence) -> None:
        def start(turn: Turn) -> None:
            if self._over:
                turn.give_back()
            else:
                self._tasks.create_task(self._look(inquiry, evidence, turn))

        self._follower.lanes.line_up(inquiry.host, start, further=bool(evidence.looks))

    async def _look(self, inquiry: Inquiry, evidence: Evidence, turn: Turn) -> None:
        self.open[inquiry.url] = (inquiry, evidence)
        look = await self._follower.look(self._errand(inquiry, evidence), turn)
        self._unseen -= not evidence.looks
        self._hosts.saw(inquiry.host, look, first=not evidence.looks)
        evidence = replace(evidence, looks=(*evidence.looks, look))
        self.open[inquiry.url] = (inquiry, evidence)
        await self._pursue(inquiry, evidence)
        if self._left and not self._unseen:
            self._waiting(self._left, self._longest)

    def _errand(self, inquiry: Inquiry, evidence: Evidence) -> Errand:
        settings = self._follower.settings
        rule = settings.host_rule(inquiry.host)
        usual = rule.timeout if rule and rule.timeout else settings.timeout
        slow = evidence.last is not None and evidence.last.failure is Failure.TIMEOUT
        return Errand(
            inquiry.url,
            inquiry.host,
            max(settings.last_chance, usual) if slow else usual,
            fresh=bool(evidence.looks),
            fragments=inquiry.fragments,
        )

    async def _pursue(self, inquiry: Inquiry, evidence: Evidence) -> None:
        """Make the probes that are wanted, one after the other, until none is or only a later look is."""
        while wanted := self._wanted(self.case(inquiry, evidence)):
            if wanted[0] is Probe.AGAIN:
                self._come_again(inquiry, evidence)
                return
            evidence = await self._probe(wanted[0], inquiry, evidence)
            self.open[inquiry.url] = (inquiry, evidence)
        del self.open[inquiry.url]
        self._settled(inquiry, evidence)
        self._left -= 1
        if not self._left:
            self._done.set()

    def case(self, inquiry: Inquiry, evidence: Evidence) -> Case:
        """The case as it stands, for the judge."""
        return replace(
            inquiry.case, evidence=evidence, host=self._hosts.evidence(inquiry.host, evidence)
        )

    def _come_again(self, inquiry: Inquiry, evidence: Evidence) -> None:
        settings = self._follower.settings
        gap = settings.second_look * 2 ** (len(evidence.looks) - 1)
        last = evidence.last
        said = (
            retry_after(last.hops[-1], last.at)
            if last and last.hops and last.failure is None
            else None
        )
        if said is not None:
            gap = max(settings.second_look, min(said, settings.retry_after_cap))
        asyncio.get_running_loop().call_later(gap.total_seconds(), self._line_up, inquiry, evidence)
        self._longest = max(self._longest, (gap + settings.last_chance).total_seconds())

    async def _probe(self, probe: Probe, inquiry: Inquiry, evidence: Evidence) -> Evidence:
        url = inquiry.url
        if probe is Probe.ROOT:
            root = root_of(url)
            return replace(evidence, root=await self._hosts.once(root, root, self._glance))
        if probe is Probe.SIBLING:
            found = await self._hosts.once(sibling_of(url), directory_of(url), self._glance)
            return replace(evidence, sibling=found)
        shorter = self._follower.locate(inquiry.case.shorter or "")
        return replace(evidence, shorter=await self._glance(shorter.request))

    async def _glance(self, url: str) -> Look:
        host = urlsplit(url).hostname or ""
        return await self._follower.look(
            Errand(url, host, self._follower.settings.timeout, fresh=False)
        )


def root_of(url: str) -> str:
    """The front page of a URL's origin."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def sibling_of(url: str) -> str:
    """An address beside a URL that nobody gave to a page: the last name, or the last value of the query, made random.

    The shape stays (digits stay digits, the extension stays), since sites route by shape; it grows longer, so that it hits no
    page by chance.
    """
    parts = urlsplit(url)
    if parts.query:
        head, equals, value = parts.query.rpartition("=")
        return urlunsplit(parts._replace(query=head + equals + _random_like(value)))
    folder, stem, tail = _split(parts.path)
    return urlunsplit(parts._replace(path=folder + _random_like(stem) + tail))


def directory_of(url: str) -> str:
    """What siblings share: origin, folder and extension, and with a query also path and the query's last name."""
    parts = urlsplit(url)
    if parts.query:
        return f"{parts.scheme}://{parts.netloc}{parts.path}?{parts.query.rpartition('=')[0]}"
    folder, _, tail = _split(parts.path)
    return f"{parts.scheme}://{parts.netloc}{folder}*{tail}"


_LONGEST_EXTENSION = 5


def _split(path: str) -> tuple[str, str, str]:
    """A path's folder, its last name, and what keeps its shape: the extension, a final slash."""
    slash = "/" if path.endswith("/") and len(path) > 1 else ""
    folder, _, name = path.removesuffix("/").rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > _LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    return folder + "/", stem, dot + extension + slash


def _random_like(name: str) -> str:
    if name.isdecimal() and name.isascii():
        return str(9 * 10 ** (len(name) + 3) + secrets.randbelow(10 ** (len(name) + 3)))
    return "q" + secrets.token_hex(8)
