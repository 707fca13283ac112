"""What a plan is expected to take: time with one process and with several, memory, and the archives' part.

    plan + habit → forecast (the run played through) → Prospect

The habit of the web comes from an earlier run that the user names, else from what the user's store has seen, else it is the usual one.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from linkcheck.archive.search import INDEX_FIRST
from linkcheck.checking.shards import KEEPING, PASSING, WORK, share_out
from linkcheck.judge.addresses import registrable
from linkcheck.model import remark
from linkcheck.plan import Course, Prospect, Searches
from linkcheck.web.forecast import Habit, forecast, habit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkcheck.model import Evidence, Remark
    from linkcheck.plan import Plan
    from linkcheck.settings import Settings
    from linkcheck.web.forecast import Forecast

_SEVERAL = 4
"""Workers of the second forecast where the user wishes for none."""
_START = 1.0
"""Seconds until the first request is made, and after the last one until the report is written."""
_MIB = 1024 * 1024
_ALONE_BASE = 77 * _MIB
_ALONE_TARGET = 110
"""What one process holds before it has a target, and bytes a target (`python -m tests.bench ten-thousand hundred-thousand`: 79 and 88 MB)."""
_BASE = 92 * _MIB
_TARGET = 500
"""The same where the books are kept for others (`make bench-cluster`, 10,000 and 100,000 links: 96 and 138 MB)."""
_WORKER_BASE = 75 * _MIB
_SHARD_TARGET = 4_000
"""Bytes that a target of a shard costs its worker (the same, 5,000 to 7,500 links a shard)."""
_LOOKED_AT = 2
"""Playback requests a search: the capture nearest to the day, and one more that proves or replaces it."""


def prospect(
    plan: Plan, settings: Settings, like: Iterable[Evidence] | None, kept: Iterable[Evidence]
) -> Prospect:
    """What is expected of a run; `like` is the evidence of an earlier run that the user names, `kept` that of the store."""
    habit, basis = _habit(like, kept)
    alone = _alone(plan, settings, habit)
    courses = (
        Course(1, _time(alone), _ALONE_BASE + _ALONE_TARGET * plan.targets, 0),
        _shared(plan, settings, habit, alone),
    )
    return Prospect(plan, courses if plan.requests else (), _searches(plan, settings, habit), basis)


def _habit(like: Iterable[Evidence] | None, kept: Iterable[Evidence]) -> tuple[Habit, Remark]:
    habit = habit_of(kept if like is None else like)
    if not habit.targets:
        return habit, remark("plan.basis.usual" if like is None else "plan.basis.too-few")
    kind = "plan.basis.store" if like is None else "plan.basis.like"
    return habit, remark(kind, targets=habit.targets)


def _alone(plan: Plan, settings: Settings, habit: Habit) -> Forecast:
    return forecast(plan.hosts, settings, habit, plan.requests * (WORK + KEEPING))


def _time(told: Forecast) -> timedelta:
    return timedelta(seconds=round(_START + told.seconds, 1))


def _crew(settings: Settings) -> tuple[int, int]:
    """Workers, and how many of them share one machine."""
    if settings.cluster is None:
        workers = settings.workers if settings.workers > 1 else _SEVERAL
        return workers, workers
    if settings.cluster.startswith("local:"):
        workers = int(settings.cluster.removeprefix("local:"))
        return workers, workers
    # How many a scheduler has is not asked for; what is said is of each on a machine of its own.
    return max(settings.workers, _SEVERAL), 1


def _shared(plan: Plan, settings: Settings, habit: Habit, alone: Forecast) -> Course:
    """As the foreman shares it out: the longest shard, or all of them one after the other, or the work where processors are few."""
    interval = min(settings.interval, settings.interval_floor).total_seconds()
    workers, neighbours = _crew(settings)
    shards = share_out(plan.hosts, workers, interval, registrable)
    if not shards:
        return Course(workers, timedelta(0), _BASE, 0)
    first = shards[0]
    own = replace(settings, concurrency=max(1, settings.concurrency // neighbours))
    longest = forecast(
        {host: plan.hosts[host] for host in first.hosts}, own, habit, first.requests * WORK
    )
    tail = max(0.0, longest.seconds - max(longest.busiest, longest.slots, longest.work))
    in_turn = sum(each.seconds(interval) for each in shards) / workers + tail
    processors = min(neighbours, os.cpu_count() or 1) * workers // neighbours
    total = plan.requests * (WORK + KEEPING + PASSING)
    work = max(plan.requests * (KEEPING + PASSING), total / processors) + tail
    seconds = max(longest.seconds, in_turn, alone.slots * neighbours / workers + tail, work)
    return Course(
        workers,
        timedelta(seconds=round(_START + seconds, 1)),
        _BASE + _TARGET * plan.targets,
        _WORKER_BASE + _SHARD_TARGET * max(each.requests for each in shards),
    )


def _searches(plan: Plan, settings: Settings, habit: Habit) -> Searches | None:
    """The archives' part, of the Wayback Machine's at its pace: the first by its index, later ones by playback first."""
    if not settings.archive:
        return None
    expected = round(plan.requests * (habit.gone + habit.stalled))
    by_index = min(expected, INDEX_FIRST)
    minutes = max(by_index / settings.cdx_rate, _LOOKED_AT * expected / settings.playback_rate)
    allowed = settings.archive_time.total_seconds() / 60
    share = min(1.0, allowed / minutes) if minutes else 1.0
    return Searches(
        expected=expected,
        requests=by_index + _LOOKED_AT * expected,
        time=timedelta(minutes=round(minutes, 2)),
        within=round(expected * share),
        allowed=settings.archive_time,
    )
