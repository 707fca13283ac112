"""Shares a run's hosts out into shards: the unit of work of one process, of several, or of a cluster.

A host is only ever in one shard, and hosts of one registrable domain stay together, since sites limit by domain as often as by
host; so each lane is whole in one place, and politeness needs no talk between processes. What a shard takes is what its
busiest host takes (requests × interval), or the work of all its requests where that is more; they are dealt
out the longest first, each to the shard that ends soonest (Graham's LPT rule, 1969).
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

WORK = 0.0016
"""Seconds of processor time a request where it is made, and its answer read and judged (100,000 links that answer at once, on two cores)."""
KEEPING = 0.0005
"""The same where the books are kept: stored and reported."""
PASSING = 0.0002
"""What comes on top there for what another process made."""
LARGEST = 10_000
"""Requests of a shard, unless one family of hosts has more: what is to be done again when a machine is lost, and what a worker holds."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Hosts that are asked in one place, how many requests they get, and how many of these the busiest one."""

    hosts: frozenset[str]
    requests: int
    busiest: int

    def seconds(self, interval: float) -> float:
        """How long it takes at least, at that many seconds between two requests to a host."""
        return seconds(self.requests, self.busiest, interval)


def share_out(
    requests: Mapping[str, int], workers: int, interval: float, family: Callable[[str], str]
) -> tuple[Shard, ...]:
    """Shards for so many workers, the longest first; as many times more where they would be too large, so that no worker has one more to do. `requests` counts by host."""
    families = sorted(_families(requests, family), key=lambda each: -each.seconds(interval))
    wanted = workers * max(1, math.ceil(sum(requests.values()) / (LARGEST * workers)))
    parts: list[list[Shard]] = [[] for _ in range(min(wanted, len(families)))]
    ends = [(0.0, number, 0, 0) for number in range(len(parts))]
    for each in families:
        _, number, total, busiest = heapq.heappop(ends)
        parts[number].append(each)
        total, busiest = total + each.requests, max(busiest, each.busiest)
        heapq.heappush(ends, (seconds(total, busiest, interval), number, total, busiest))
    return tuple(sorted(map(_together, parts), key=lambda each: -each.seconds(interval)))


def seconds(requests: int, busiest: int, interval: float) -> float:
    """How long so many requests take at least, so many of them to the busiest host."""
    return max(busiest * interval, requests * WORK)


def _families(requests: Mapping[str, int], family: Callable[[str], str]) -> Iterator[Shard]:
    """What must stay together, each as a shard of its own."""
    members: dict[str, list[str]] = {}
    for host in requests:
        members.setdefault(family(host), []).append(host)
    for hosts in members.values():
        counts = [requests[host] for host in hosts]
        yield Shard(frozenset(hosts), sum(counts), max(counts))


def _together(parts: list[Shard]) -> Shard:
    hosts = frozenset(host for each in parts for host in each.hosts)
    return Shard(hosts, sum(each.requests for each in parts), max(each.busiest for each in parts))
