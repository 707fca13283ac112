"""What a run would ask, without asking: targets, hosts, how long it is expected to take, and what archives have to do.

A polite run lasts as long as its busiest host: its requests times the interval at best. What comes on top (further looks,
pushing back, stalls) is what is usual, or what was seen before; the plan says which.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.archives import is_asked
from linkcheck.model import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import timedelta

    from linkcheck.model import Remark, Target
    from linkcheck.settings import Settings

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """Targets, requests to send in all and by host, the busiest hosts, and the least time it takes."""

    targets: int
    requests: int
    hosts: Mapping[str, int]
    busiest: tuple[tuple[str, int], ...]
    least: timedelta


@dataclass(frozen=True, slots=True)
class Course:
    """How a run with so many workers goes: expected time, and bytes of memory of this process and of each worker."""

    workers: int
    time: timedelta
    memory: int
    worker_memory: int


@dataclass(frozen=True, slots=True)
class Searches:
    """What archives are expected to be asked: searches, requests, the time of all, and how many fit into the time allowed."""

    expected: int
    requests: int
    time: timedelta
    within: int
    allowed: timedelta


@dataclass(frozen=True, slots=True)
class Prospect:
    """A plan with what it is expected to take; `basis` says what the expectation rests on."""

    plan: Plan
    courses: tuple[Course, ...]
    searches: Searches | None
    basis: Remark


def is_to_be_asked(target: Target) -> bool:
    """Whether a request is made for a target: not for what is excluded, nor of an archive that is never asked."""
    return target.way is Way.WEB and target.ignored is None and is_asked(target.request)


def plan(targets: Iterable[Target], settings: Settings) -> Plan:
    """The plan of a run over these targets."""
    requests: dict[str, str] = {}
    count = 0
    for count, each in enumerate(targets, 1):  # noqa: B007 - counted for what comes after
        if is_to_be_asked(each):
            requests[each.request] = each.host
    hosts = Counter(requests.values())
    busiest = max(hosts.values(), default=0)
    return Plan(
        targets=count,
        requests=len(requests),
        hosts=hosts,
        busiest=tuple(hosts.most_common(_SHOWN)),
        least=busiest * min(settings.interval, settings.interval_floor),
    )
