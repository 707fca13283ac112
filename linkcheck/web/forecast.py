"""How long a run would take, without a request: the run itself, played through in virtual time against a web as webs usually are.

What is exact: how many requests each host gets, and how lanes and further looks pace them, since the very `Checker` of a run is played.
What is assumed, and said to be: how hosts answer (`Habit`), taken from an earlier run where there is one, and the processor time of a request. A
large run is played through by its busiest hosts, on which it waits; that all answers must pass the slots, and all
requests the processors, is reckoned beside it.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum, auto
from functools import partial
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING

from linkcheck.http_time import retry_after
from linkcheck.model import Answer, Case, Failure, Hop, Page, Probe, Target, Way
from linkcheck.web.agenda import Agenda
from linkcheck.web.chain import Follower
from linkcheck.web.check import Checker, Inquiry, opened
from linkcheck.web.ears import Ears
from linkcheck.web.hosts import Hosts
from linkcheck.web.lanes import Lanes
from linkcheck.web.pace import Pace
from linkcheck.web.virtual import VirtualLoop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from linkcheck.model import Ask, Evidence, Look
    from linkcheck.settings import Settings

PLAYED = 20_000
"""Requests that are played through at most (0.1 ms each)."""
PLAYS = 16
"""How often a small run is played, since it matters much whom its few mishaps strike; the mean counts."""
ENOUGH = 100
"""Targets from which on evidence says what is usual."""
_PUSHES_BACK = frozenset({429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a web answers: mean seconds, and shares of targets. By default about what citations of news articles do."""

    latency: float = 0.25
    redirected: float = 0.06
    gone: float = 0.06
    """Looked at twice, and then proven: 404, refused, broken off."""
    pushed: float = 0.02
    """Answered with 429 or 503 at first."""
    named: float = 0.5
    """Of these, the share that says when to come again, and in how many seconds (`rest`)."""
    rest: float = 2.0
    stalled: float = 0.005
    """Gave no answer in time."""
    targets: int = 0
    """How many targets this rests on; 0 where nothing was seen."""


def habit_of(seen: Iterable[Evidence]) -> Habit:
    """The habit that evidence shows; the usual one where there is too little of it."""
    first = [each.looks[0] for each in seen if each.looks]
    if len(first) < ENOUGH:
        return Habit()
    hops = [hop.elapsed.total_seconds() for look in first for hop in look.hops if hop.status]
    kinds = Counter(_kind(look.status, look.failure) for look in first)
    return Habit(
        latency=sum(hops) / max(len(hops), 1),
        redirected=sum(len(look.hops) > 1 for look in first) / len(first),
        gone=kinds[_Kind.GONE] / len(first),
        pushed=kinds[_Kind.PUSHED] / len(first),
        stalled=kinds[_Kind.STALLED] / len(first),
        targets=len(first),
        **_rests(first),
    )


def _rests(first: Sequence[Look]) -> dict[str, float]:
    """How often pushing back names a time, and which; the usual where nobody pushed back."""
    pushes = [look for look in first if _kind(look.status, look.failure) is _Kind.PUSHED]
    said = [retry_after(look.hops[-1], look.at) for look in pushes if look.hops]
    named = [each.total_seconds() for each in said if each is not None]
    if not pushes:
        return {}
    return {"named": len(named) / len(pushes), "rest": sum(named) / max(len(named), 1)}


class _Kind(Enum):
    """What becomes of a target."""

    FINE = auto()
    REDIRECTED = auto()
    GONE = auto()
    PUSHED = auto()
    STALLED = auto()


def _kind(status: int | None, failure: Failure | None) -> _Kind:
    if failure is Failure.TIMEOUT:
        return _Kind.STALLED
    if status in _PUSHES_BACK:
        return _Kind.PUSHED
    return _Kind.GONE if failure is not None or (status or 0) >= 400 else _Kind.FINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Seconds: of the whole; and what bounds them: the busiest host, all answers through the slots, the processors' work."""

    seconds: float
    busiest: float
    slots: float
    work: float


def forecast(
    requests: Mapping[str, int], settings: Settings, habit: Habit, work: float
) -> Forecast:
    """How long a run takes whose hosts get so many first requests each; `work` is the processors' part in seconds."""
    total = sum(requests.values())
    played, longest = dict(_busiest(requests)), max(requests.values(), default=0)
    plays = max(1, min(PLAYS, PLAYED // max(sum(played.values()), 1)))
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        ends = fmean(runner.run(_play(played, settings, habit, seed)) for seed in range(plays))
    # A host of more is played in part: it goes on as it began.
    ends *= max(1.0, longest / PLAYED)
    stalls = habit.stalled * settings.timeout.total_seconds()
    slots = total * (habit.latency * (1 + habit.redirected) + stalls) / settings.concurrency
    queue = longest * Pace.of(settings).interval_floor
    tail = max(ends - queue, 0.0)
    return Forecast(
        seconds=max(ends, slots + tail, work + tail), busiest=queue, slots=slots, work=work
    )


def _busiest(requests: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    """The busiest hosts, as many as there is room for: at least one, or its part."""
    left = PLAYED
    for host, count in heapq.nlargest(PLAYED, requests.items(), key=lambda row: row[1]):
        if left < count and left < PLAYED:
            return
        yield host, min(count, PLAYED)
        left -= count


async def _play(requests: Mapping[str, int], settings: Settings, habit: Habit, seed: int) -> float:
    """How long it takes until the run's last answer has come."""
    began = asyncio.get_running_loop().time()
    web = _Web(habit, began, Random(seed))  # noqa: S311 - a play, no secret
    own, room = partial(Pace.own, settings), settings.concurrency
    lanes = Lanes(Pace.of(settings), room, own, spare=room)
    follower = Follower(web.fetch, lanes, _target, _page, settings)
    checker = Checker(follower, Hosts(), _wanted, Ears(web.settled))
    opens = [
        opened(Inquiry(case=Case(target=_target(f"http://{host}/{number}"))))
        for host, count in requests.items()
        for number in range(count)
    ]
    await checker.run(Agenda.of(opens))
    return web.last - began


@dataclass(slots=True)
class _Web:
    """Answers as the habit says, the same way each time it is played."""

    habit: Habit
    last: float
    _random: Random
    _kinds: dict[str, _Kind] = field(default_factory=dict)
    _asked: Counter[str] = field(default_factory=Counter)

    async def fetch(self, ask: Ask) -> Answer:
        """One answer, after as long as it takes."""
        kind = self._kinds.setdefault(ask.url, self._drawn())
        if kind is _Kind.STALLED:
            await asyncio.sleep(ask.timeout.total_seconds())
            hop = Hop(url=ask.url, failure=Failure.TIMEOUT, elapsed=ask.timeout)
            return Answer(hop=hop)
        seconds = self._random.lognormvariate(0, 0.5) * self.habit.latency / 1.133
        await asyncio.sleep(seconds)
        self._asked[ask.url] += 1
        hop = _answered(ask.url, kind, self._asked[ask.url])
        if hop.status == 503 and self._random.random() < self.habit.named:
            hop = replace(hop, headers=(("retry-after", f"{self.habit.rest:.0f}"),))
        return Answer(hop=replace(hop, elapsed=timedelta(seconds=seconds)))

    def settled(self, *_: object) -> None:
        """Keep when the last one was."""
        self.last = asyncio.get_running_loop().time()

    def _drawn(self) -> _Kind:
        habit = self.habit
        shares = (habit.redirected, habit.gone, habit.pushed, habit.stalled)
        kinds = (_Kind.REDIRECTED, _Kind.GONE, _Kind.PUSHED, _Kind.STALLED, _Kind.FINE)
        return self._random.choices(kinds, (*shares, max(0.0, 1 - sum(shares))))[0]


def _answered(url: str, kind: _Kind, times: int) -> Hop:
    if kind is _Kind.GONE:
        return Hop(url=url, status=404)
    if kind is _Kind.PUSHED and times == 1:
        return Hop(url=url, status=503)
    if kind is _Kind.REDIRECTED and not url.endswith("/moved"):
        return Hop(url=url, status=301, location=url + "/moved")
    return Hop(url=url, status=200)


def _wanted(case: Case) -> tuple[Probe, ...]:
    """As the judge does it, in short: what is gone or late is looked at again, and a 404 wants the front page."""
    evidence = case.evidence
    assert evidence is not None
    last = evidence.last
    if last is None or last.status == 200:
        return ()
    if len(evidence.looks) < 2:
        return (Probe.AGAIN,)
    return (Probe.ROOT,) if last.status == 404 and evidence.root is None else ()


def _target(url: str) -> Target:
    return Target(url=url, way=Way.WEB, request=url, host=url.split("/")[2])


def _page(_answer: Answer, _fragments: tuple[str, ...]) -> Page:
    return Page()
