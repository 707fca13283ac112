"""Politeness: each host has a lane of its own pace (`pace`), and all lanes share the run's slots.

Waiting costs nothing: a host that rests or throttles holds no slot that another could use, and a request that is silent for long gives its slot
away and goes on beside them, as far as open files allow. When slots are
short, first looks go before further ones, and the busiest host first, since a polite run lasts as long as its busiest host
(requests × interval).

Everything here is plain state moved by `_grant`; the only clock is the event loop's.
"""

from __future__ import annotations

import asyncio
import heapq
from typing import TYPE_CHECKING, Self

from linkcheck import open_files
from linkcheck.web.load import AGAIN, Load
from linkcheck.web.pace import Lane, Pace

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_SILENT = 2.0
"""Seconds that a request may take before it gives its slot away: of the web's answers few take longer, of stalled ones all."""
_OTHER_FILES = 64
"""Open files that are none of the lanes': reports, resolver, event loop, certificates."""


def slots(wanted: int) -> int:
    """How many requests may be in flight in all: a request may hold two files (a kept connection beside its own)."""
    allowed = open_files.allowed()
    if allowed is None:
        return wanted
    return max(1, min(wanted, (allowed - _OTHER_FILES) // 2))


class Turn:
    """The right to send one request; entering it begins the request, leaving it gives the slot back."""

    def __init__(self, lanes: Lanes, lane: Lane) -> None:
        self._lanes = lanes
        self.lane = lane
        self.began: float | None = None
        """On the loop's clock; None until the request does."""
        self.due = lane.next_at
        """When it might begin: by what it then comes late, the next one may come sooner."""

    def __enter__(self) -> Self:
        self._lanes.begin(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.give_back()

    def sent(self) -> None:
        """The request goes out now: later than it began where a connection had to be made first."""
        self.lane.asked(self._lanes.now, self.due)

    def give_back(self) -> None:
        """Let the next one have it."""
        self._lanes.release(self)


class Lanes:
    """All lanes of a run, and the slots that they share."""

    def __init__(
        self,
        pace: Pace,
        slots: int,
        own: Callable[[str], Pace | None] = lambda _host: None,
        spare: int = 0,
    ) -> None:
        self._pace = pace
        self._own = own
        self._free = slots
        self.load = Load(slots)
        self._spare = spare
        """How many silent requests may go on beside the slots."""
        self._held: dict[Turn, None] = {}
        """Those who hold a slot, in the order in which they were granted one."""
        self._lanes: dict[str, Lane] = {}
        self._busiest: Lane | None = None
        self._asleep: list[tuple[float, int, Lane]] = []
        self._ready: list[tuple[tuple[bool, int], int, Lane]] = []
        self._ticket = 0
        self._alarm: asyncio.TimerHandle | None = None
        self._soon: asyncio.Handle | None = None

    def lane(self, host: str) -> Lane:
        """The lane of a host."""
        if host not in self._lanes:
            pace = self._own(host) or self._pace
            self._lanes[host] = Lane(pace, pace.in_flight, pace.interval)
        return self._lanes[host]

    def line_up(self, host: str, start: Callable[[Turn], None], *, further: bool = False) -> None:
        """Queue a beginner: `start` is called with its turn when that has come, and not before all are queued that are queued now.

        So the busiest host is the first, and goes on to be: a rank is worked out when a lane becomes ready.
        """
        lane = self.lane(host)
        (lane.further if further else lane.first).append(start)
        self._compare(lane)
        self._queue(lane)
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_soon(self._wake)

    async def turn(self, host: str) -> Turn:
        """Wait for a turn in the middle of something (a redirect's next hop, a probe): before those who have not begun."""
        granted: asyncio.Future[Turn] = asyncio.get_running_loop().create_future()

        def start(turn: Turn) -> None:
            if granted.cancelled():
                turn.give_back()
            else:
                granted.set_result(turn)

        lane = self.lane(host)
        lane.first.insert(0, start)
        self._queue(lane)
        self._grant(self.now)
        try:
            return await granted
        except asyncio.CancelledError:
            if granted.done() and not granted.cancelled():
                granted.result().give_back()
            raise

    @property
    def now(self) -> float:
        """The time on the loop's clock."""
        return asyncio.get_running_loop().time()

    def begin(self, turn: Turn) -> None:
        """A request that was granted begins; the lane's next one may be granted."""
        turn.began = now = self.now
        turn.lane.starting = False
        turn.lane.asked(now, turn.due)
        self._queue(turn.lane)
        self._grant(now)

    def release(self, turn: Turn) -> None:
        """Give back what a turn has: its place in the lane, and its slot, unless that was given away."""
        turn.lane.in_flight -= 1
        if turn.began is None:
            turn.lane.starting = False
        if turn in self._held:
            del self._held[turn]
            self._free += 1
        else:
            self._spare += 1
        self._queue(turn.lane)
        self._grant(self.now)

    def _compare(self, lane: Lane) -> None:
        """Keep which host is the busiest."""
        if self._busiest is None or lane.waiting > self._busiest.waiting:
            self._busiest = lane

    def _queue(self, lane: Lane) -> None:
        """Enter a lane that can go on, once, among the sleepers, by the time of its next request."""
        if lane.queued or lane.starting or lane.in_flight >= lane.width:
            return
        if not (lane.first or lane.further):
            return
        lane.queued = True
        self._ticket += 1
        heapq.heappush(self._asleep, (lane.next_at, self._ticket, lane))

    def _grant(self, now: float) -> None:
        """Wake the lanes whose time has come, and hand out turns while slots are free."""
        self._soon = None
        while self._asleep and self._asleep[0][0] <= now:
            _, ticket, lane = heapq.heappop(self._asleep)
            heapq.heappush(self._ready, (lane.rank, ticket, lane))
        if self._ready:
            self.load.measure(len(self._held))
        while self._ready and (self._vacant(self._ready[0][2]) or self._takes_one(now)):
            _, _, lane = heapq.heappop(self._ready)
            self._start(lane, now)
        self._set_alarm(now)

    def _vacant(self, lane: Lane | None = None) -> bool:
        """Whether a slot is free, and the process keeps up with one more; the busiest host's requests are always let go."""
        keeps_up = len(self._held) < self.load.room
        return self._free > 0 and (keeps_up or lane is self._busiest)

    def _takes_one(self, now: float) -> bool:
        """Take the slot of the longest silent request, where there is one."""
        oldest = next(iter(self._held), None)
        if oldest is None or not self._spare or now < self._silent_at(oldest):
            return False
        del self._held[oldest]
        self._spare -= 1
        self._free += 1
        return True

    @staticmethod
    def _silent_at(turn: Turn) -> float:
        return float("inf") if turn.began is None else turn.began + _SILENT

    def _start(self, lane: Lane, now: float) -> None:
        lane.queued = False
        if lane.next_at > now or lane.in_flight >= lane.width:
            self._queue(lane)
            return
        self._compare(lane)
        lane.in_flight += 1
        lane.starting = True
        self._free -= 1
        start = (lane.first or lane.further).pop(0)
        turn = Turn(self, lane)
        self._held[turn] = None
        start(turn)

    def _set_alarm(self, now: float) -> None:
        """Come back when something can be granted; one alarm serves, and one that comes too early does no harm."""
        due = self._due(now)
        if due == float("inf"):
            return
        if self._alarm is not None:
            if self._alarm.when() <= due:
                return
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_at(due, self._ring)

    def _due(self, now: float) -> float:
        """When a lane wakes and a slot may be had, if nothing is given back before."""
        wakes_at = self._asleep[0][0] if self._asleep else float("inf")
        lane_at = now if self._ready else wakes_at
        if self._vacant():
            return lane_at
        if self._free:  # it is the process that does not keep up
            return max(lane_at, min(wakes_at, now + AGAIN))
        oldest = next(iter(self._held), None)
        slot_at = self._silent_at(oldest) if oldest and self._spare else float("inf")
        return max(lane_at, slot_at)

    def _ring(self) -> None:
        self._alarm = None
        self._wake()

    def _wake(self) -> None:
        self._grant(self.now)
