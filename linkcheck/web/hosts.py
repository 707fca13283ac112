"""What a run has seen of its hosts beyond single targets: how each answers, where different targets end, who is silent alike.

Derived from looks alone, so that it can be counted again from evidence that was kept or that comes from elsewhere. Probes that many
targets of a host want are made once here.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlsplit

from linkcheck.model import HostEvidence
from linkcheck.web.siblings import directory_of, root_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from linkcheck.model import Evidence, Failure, Look

Seen = TypeVar("Seen")

_ENOUGH = 20
"""Answers of a host from which on the slowest of them says what it is like."""


class Hosts:
    """Counts over the looks of a run."""

    def __init__(self) -> None:
        self._answers: dict[str, Counter[str]] = {}
        self._arrivals: Counter[str] = Counter()
        self._silent: dict[str, Failure] = {}
        """Hosts of which nothing has come but failures: the latest one."""
        self._failing: Counter[Failure] = Counter()
        """How many hosts are silent by each failure."""
        self._answering: set[str] = set()
        self._probed: dict[str, Look] = {}
        self._times: dict[str, tuple[int, timedelta]] = {}
        """How often a host has answered, and how long that took at most."""

    def recall(self, host: str, evidence: Evidence) -> None:
        """Count what was seen before as if it had been seen now, and have no probe made again that it holds."""
        for number, look in enumerate(evidence.looks):
            self.saw(host, look, first=not number)
        if evidence.root is not None:
            self._probed[root_of(evidence.url)] = evidence.root
        if evidence.sibling is not None:
            self._probed[directory_of(evidence.url)] = evidence.sibling

    def probed(self, key: str) -> Look | None:
        """A probe that an earlier run made, by what those who want it share."""
        return self._probed.get(key)

    def slowest(self, host: str) -> timedelta | None:
        """How long a host takes at most, where it has answered often enough to tell."""
        answers, longest = self._times.get(host, (0, timedelta()))
        return longest if answers >= _ENOUGH else None

    def saw(self, host: str, look: Look, *, first: bool) -> None:
        """Count a look at a target; only first ones count for how the host answers its targets."""
        self._hear(host, look.failure)
        if look.hops and look.hops[0].status is not None:
            answers, longest = self._times.get(host, (0, timedelta()))
            self._times[host] = answers + 1, max(longest, look.hops[0].elapsed)
        if not first:
            return
        answer = look.failure.value if look.failure else str(look.status)
        self._answers.setdefault(host, Counter())[answer] += 1
        if look.failure is None and len(look.hops) > 1:
            self._arrivals[look.url] += 1

    def evidence(self, host: str, evidence: Evidence) -> HostEvidence:
        """What concerns a target of this host beyond its own looks."""
        ends = {look.url for look in evidence.looks if self._arrivals.get(look.url, 0) > 1}
        return HostEvidence(
            host=host,
            answers=tuple(sorted(self._answers.get(host, {}).items())),
            arrivals=tuple(sorted((url, self._arrivals[url]) for url in ends)),
            alike=self._alike(host),
        )

    def part(self, hosts: Iterable[str]) -> Hosts:
        """What is to be known where targets of these hosts are looked at: small enough to travel."""
        known, own = Hosts(), set(hosts)
        known._answers = {host: self._answers[host] for host in own if host in self._answers}
        known._silent = {host: self._silent[host] for host in own if host in self._silent}
        known._failing = Counter(self._failing)
        known._answering = own & self._answering or set(islice(self._answering, 1))
        known._arrivals = Counter(self._arrivals)
        known._times = {host: self._times[host] for host in own if host in self._times}
        known._probed = {
            key: look for key, look in self._probed.items() if urlsplit(key).hostname in own
        }
        return known

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


class Once(Generic[Seen]):
    """Probes that many want and that are made once: those who come later wait for the first one's end."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Future[Seen]] = {}

    async def __call__(self, key: str, make: Callable[[], Coroutine[Any, Any, Seen]]) -> Seen:
        """What `make` gave for this key, now or before."""
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(make())
        return await asyncio.shield(self._tasks[key])

    def know(self, key: str, seen: Seen) -> None:
        """What was made before need not be made."""
        self._tasks[key] = asyncio.get_running_loop().create_future()
        self._tasks[key].set_result(seen)

    async def close(self) -> None:
        """End what is under way."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
