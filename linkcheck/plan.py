"""What a run would ask, without asking: targets, hosts, and the time that politeness takes.

A polite run lasts as long as its busiest host: its requests times the interval at best, and the first of them at the pace of
the start. What nobody can know beforehand (latency, second looks, time-outs) is not guessed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.archives import is_asked
from linkcheck.model import Way

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from linkcheck.model import Target
    from linkcheck.settings import Settings

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """Targets, requests to send, hosts, the busiest hosts with their requests, and the least time it takes."""

    targets: int
    requests: int
    hosts: int
    busiest: tuple[tuple[str, int], ...]
    least: timedelta


def is_to_be_asked(target: Target) -> bool:
    """Whether a request is made for a target: not for what is excluded, nor of an archive that is never asked."""
    return target.way is Way.WEB and target.ignored is None and is_asked(target.request)


def plan(targets: Iterable[Target], settings: Settings) -> Plan:
    """The plan of a run over these targets."""
    known = tuple(targets)
    requests = {each.request: each.host for each in known if is_to_be_asked(each)}
    hosts = Counter(requests.values())
    busiest = max(hosts.values(), default=0)
    return Plan(
        targets=len(known),
        requests=len(requests),
        hosts=len(hosts),
        busiest=tuple(hosts.most_common(_SHOWN)),
        least=busiest * min(settings.interval, settings.interval_floor),
    )
