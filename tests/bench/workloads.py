"""The webs that the benchmark runs against, each from a seed: which links on which hosts, and how each answers.

Hosts are addresses of 127.0.0.0/8, so that any link checker reaches them without a resolver or a redirection of its own, and each is a
host of its own to its politeness. Latency is log-normal (median 180 ms, a quarter above 0.4 s, as the web has it); links are spread over hosts by
Zipf's law, as citations are.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

SEED = 11
_SIGMA = 0.9
"""Of the logarithm of the latency."""
_ZIPF = 0.9

FAULTS: tuple[tuple[str, float], ...] = (
    ("gone", 0.04),
    ("moved", 0.05),
    ("forbidden", 0.02),
    ("busy-once", 0.01),
    ("throttled-once", 0.01),
    ("reset", 0.01),
)
"""Kinds of answers that are not a page, and which share of the links has them."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link: whose it is, what becomes of it, and after how many seconds."""

    number: int
    host: int
    kind: str
    latency: float


@dataclass(frozen=True)
class Workload:
    """One web and how politely it is asked: requests in flight a host, and seconds between two."""

    name: str
    links: int
    hosts: int
    latency: float
    interval: float
    in_flight: int = 10
    stalls: float = 0.0
    faults: tuple[tuple[str, float], ...] = FAULTS
    zipf: bool = True

    @cached_property
    def plan(self) -> tuple[Link, ...]:
        """All links, in the order in which the article cites them."""
        dice = random.Random(f"{SEED} {self.name}")
        kinds = (*self.faults, ("stall", self.stalls))
        names = [name for name, _ in kinds]
        edges = list(accumulate(share for _, share in kinds))
        hosts = self._spread(dice)
        return tuple(
            Link(number, host, _kind(dice.random(), names, edges), self._latency(dice))
            for number, host in enumerate(hosts)
        )

    @property
    def floor(self) -> float:
        """Seconds that a polite run takes at least: the busiest host's requests, one an interval."""
        counts: dict[int, int] = {}
        for link in self.plan:
            counts[link.host] = counts.get(link.host, 0) + (2 if link.kind == "moved" else 1)
        return max(counts.values()) * self.interval

    def _spread(self, dice: random.Random) -> list[int]:
        if not self.zipf:
            return [number % self.hosts for number in range(self.links)]
        weights = [1 / rank**_ZIPF for rank in range(1, self.hosts + 1)]
        return dice.choices(range(self.hosts), weights, k=self.links)

    def _latency(self, dice: random.Random) -> float:
        return self.latency * dice.lognormvariate(0, _SIGMA) if self.latency else 0.0


def _kind(drawn: float, names: list[str], edges: list[float]) -> str:
    return next((name for name, edge in zip(names, edges, strict=True) if drawn < edge), "page")


def address(host: int) -> str:
    """The loopback address that is this host."""
    return f"127.{1 + host // 62500}.{1 + host // 250 % 250}.{1 + host % 250}"


_THROTTLING = (*FAULTS[:4], ("throttled-once", 0.03), ("reset", 0.01))
PLANNED = {
    each.name: each
    for name, links, hosts, faults, stalls in (
        ("usual", 2_000, 300, FAULTS, 0.0),
        ("throttled", 1_500, 300, _THROTTLING, 0.0),
        ("stalling", 2_000, 300, FAULTS, 0.01),
    )
    for each in (
        Workload(f"{name}-seen-before", 600, 300, 0.18, 0.1, stalls=stalls, faults=faults),
        Workload(f"{name}-planned-then", links, hosts, 0.18, 0.1, stalls=stalls, faults=faults),
    )
}
"""Pairs of webs of one kind, each of its own seed (its name): what was seen of one says what another is expected to take."""

WORKLOADS = {
    each.name: each
    for each in (
        Workload("latency", 3_000, 500, latency=0.18, interval=0.05),
        Workload("stalls", 3_000, 500, latency=0.18, interval=0.05, stalls=0.005),
        Workload("zero-latency", 5_000, 200, latency=0, interval=0, faults=(), zipf=False),
        Workload("ten-thousand", 10_000, 2_000, latency=0, interval=0, faults=(), zipf=False),
        Workload("hundred-thousand", 100_000, 2_000, latency=0, interval=0, faults=(), zipf=False),
    )
}

SIZES = {
    links: Workload(
        f"links-{links}",
        links,
        hosts=max(2_000, links // 50),
        latency=0,
        interval=0,
        faults=(),
        zipf=False,
    )
    for links in (3_000, 10_000, 30_000, 100_000, 1_000_000)
}
"""Webs that answer at once, by their links: what a link costs as there are more."""

EVERY = {**WORKLOADS, **PLANNED, **{each.name: each for each in SIZES.values()}}
