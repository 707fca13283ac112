"""Politeness: each host has a lane, with so many requests in flight and so long between two; all lanes share the run's slots.

A lane widens while its host is healthy and narrows at once when it pushes back (429, 503, GitHub's 403; FIELD §1 row 3): by half, as a
sender does on a congested line (RFC 5681 §3.1), once for all that was under way then, and the interval grows by half. A push among good answers may be
a matter of that page alone: after ten of them the host goes back to the pace at the start, and sooner after the last one it is slowed down to a bound; three one upon the
other, or eight in twenty, are a limit, and the interval doubles. The interval counts from when a request goes out, not from when it may: in a busy process these differ.

Waiting costs nothing: a host that rests or throttles holds no slot that another could use, and a request that is silent for long gives its slot
away and goes on beside them, as far as open files allow. When slots are
short, first looks go before further ones, and the busiest host first, since a polite run lasts as long as its busiest host
(requests × interval).

Everything here is plain state moved by `_grant`; the only clock is the event loop's.
"""

from __future__ import annotations

import asyncio
import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from linkcheck import open_files
from linkcheck.web.load import AGAIN, Load

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from linkcheck.settings import Settings

_STREAK = 5
"""Good answers in a row after which a lane is widened by one step."""
_PATIENCE = 10
"""Good answers in a row after which it is tried once more what the host refused before."""
_QUICKER = 0.8
"""The factor on the interval at each such step."""
_SLOWER = 1.5
"""The factor on the interval at a push: a host with a limit of ten a second then refuses 7 % of requests, of two 16 % (tests/web_stage)."""
_CALM = 4
"""Times the interval at the start: no slower by pushes between good answers, since a host that refuses some pages does so at any pace."""
_ROW = 3
"""Pushes one upon the other from which on all is refused, and the interval doubles."""
_WINDOW = (1 << 20) - 1
"""The last twenty answers, a bit each."""
_OFTEN = 8
"""Pushes among them that are a limit, too: of hosts that refuse one page in eight at any pace, few come to that."""
_SILENT = 2.0
"""Seconds that a request may take before it gives its slot away: of the web's answers few take longer, of stalled ones all."""
_SLOWEST = 10.0
"""Seconds between two requests that pushing back leads to at most, where the host names no time itself."""


_OTHER_FILES = 64
"""Open files that are none of the lanes': reports, resolver, event loop, certificates."""


def slots(wanted: int) -> int:
    """How many requests may be in flight in all: a request may hold two files (a kept connection beside its own)."""
    allowed = open_files.allowed()
    if allowed is None:
        return wanted
    return max(1, min(wanted, (allowed - _OTHER_FILES) // 2))


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a host may be asked: at the start, and at best. Seconds and requests in flight."""

    in_flight: int
    in_flight_cap: int
    interval: float
    interval_floor: float
    rest_cap: float

    @classmethod
    def own(cls, settings: Settings, host: str) -> Pace | None:
        """The pace that the settings allow a single host; None where they say nothing of it."""
        rule = settings.host_rule(host)
        if rule is None or (rule.rate is None and rule.per_host is None):
            return None
        usual = cls.of(settings)
        interval = 60 / rule.rate if rule.rate else None
        cap = rule.per_host or usual.in_flight_cap
        return cls(
            in_flight=min(usual.in_flight, cap),
            in_flight_cap=cap,
            interval=usual.interval if interval is None else interval,
            interval_floor=usual.interval_floor if interval is None else interval,
            rest_cap=usual.rest_cap,
        )

    @classmethod
    def of(cls, settings: Settings) -> Pace:
        """The pace that the settings allow."""
        return cls(
            in_flight=min(settings.per_host_start, settings.per_host),
            in_flight_cap=settings.per_host,
            interval=settings.interval.total_seconds(),
            interval_floor=min(settings.interval, settings.interval_floor).total_seconds(),
            rest_cap=settings.retry_after_cap.total_seconds(),
        )


@dataclass(slots=True, eq=False)
class Lane:
    """One host's queue and pace: `first` holds those who have not begun or are in the middle, `further` who come again.

    Lists, though they are taken from at the front: most hosts have one link, and an empty deque is 600 bytes, while a list of ten
    thousand moves up in a microsecond or two.
    """

    pace: Pace
    width: int
    interval: float
    next_at: float = 0.0
    in_flight: int = 0
    streak: int = 0
    row: int = 0
    """Pushes since the last good answer."""
    recent: int = 0
    """The last answers, the latest in the lowest bit: 1 where the host pushed back."""
    refused: float = 0.0
    """The interval at the last push: nothing quicker is tried again at once."""
    slowed_at: float = float("-inf")
    starting: bool = False
    """A turn is granted whose request has not begun: the next one's interval counts from then."""
    first: list[Callable[[Turn], None]] = field(default_factory=list)
    further: list[Callable[[Turn], None]] = field(default_factory=list)
    queued: bool = False

    @property
    def waiting(self) -> int:
        """How many requests wait here."""
        return len(self.first) + len(self.further)

    @property
    def rank(self) -> tuple[bool, int]:
        """Whose turn it is when slots are short: the smallest."""
        return (not self.first, -self.waiting)

    def asked(self, now: float) -> None:
        """A request goes out: the next may follow an interval later."""
        self.next_at = max(self.next_at, now + self.interval)

    def healthy(self) -> None:
        """A good answer: after a few in a row the lane widens; after many where it was refused."""
        self.streak += 1
        self.row, self.recent = 0, self.recent << 1 & _WINDOW
        if self.streak % _STREAK:
            return
        self.width = min(self.width + 1, self.pace.in_flight_cap)
        quicker = max(self.interval * _QUICKER, self.pace.interval_floor)
        if quicker >= self.refused or self.streak >= _PATIENCE:
            self.interval = quicker
            self.refused = min(self.refused, quicker)

    def push_back(self, now: float, rest: float | None, began: float) -> None:
        """The host wants less, said to a request that `began` then; it rests for `rest` seconds where it named a time."""
        if began > self.slowed_at:
            self._slow_down(now)
        pause = 2 * self.interval if rest is None else min(rest, self.pace.rest_cap)
        self.next_at = max(self.next_at, now + pause)

    def _slower(self) -> float:
        """The interval that a push asks for."""
        if self.row >= _ROW or self.recent.bit_count() >= _OFTEN:
            return min(self.interval * 2, _SLOWEST)
        if self.streak >= _PATIENCE and self.interval <= self.pace.interval:
            return self.pace.interval
        return min(self.interval * _SLOWER, _CALM * self.pace.interval)

    def _slow_down(self, now: float) -> None:
        self.row, self.recent = self.row + 1, (self.recent << 1 | 1) & _WINDOW
        self.refused = self.interval
        self.interval = max(self.interval, self.pace.interval, self._slower())
        self.width, self.streak, self.slowed_at = max(self.width // 2, 1), 0, now


class Turn:
    """The right to send one request; entering it begins the request, leaving it gives the slot back."""

    def __init__(self, lanes: Lanes, lane: Lane) -> None:
        self._lanes = lanes
        self.lane = lane
        self.began: float | None = None
        """On the loop's clock; None until the request does."""

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
        self.lane.asked(self._lanes.now)

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
            self._soon = asyncio.get_running_loop().call_soon(self._grant)

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
        self._grant()
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
        turn.lane.asked(now)
        self._queue(turn.lane)
        self._grant()

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
        self._grant()

    def _compare(self, lane: Lane) -> None:
        """Keep which host is the busiest."""
        if self._busiest is None or lane.waiting > self._busiest.waiting:
            self._busiest = lane

    def _queue(self, lane: Lane) -> None:
        """Enter a lane that can go on, once, among the sleepers, by the time of its next request."""
        is_open = lane.in_flight < lane.width and not lane.starting
        if lane.queued or not lane.waiting or not is_open:
            return
        lane.queued = True
        self._ticket += 1
        heapq.heappush(self._asleep, (lane.next_at, self._ticket, lane))

    def _grant(self) -> None:
        """Wake the lanes whose time has come, and hand out turns while slots are free."""
        self._soon = None
        now = self.now
        while self._asleep and self._asleep[0][0] <= now:
            _, ticket, lane = heapq.heappop(self._asleep)
            heapq.heappush(self._ready, (lane.rank, ticket, lane))
        if self._ready:
            self.load.measure(len(self._held))
        while self._ready and (self._vacant(self._ready[0][2]) or self._takes_one(now)):
            _, _, lane = heapq.heappop(self._ready)
            self._start(lane, now)
        self._set_alarm()

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

    def _set_alarm(self) -> None:
        """Come back when something can be granted; one alarm serves, and one that comes too early does no harm."""
        due = self._due()
        if due == float("inf"):
            return
        if self._alarm is not None:
            if self._alarm.when() <= due:
                return
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_at(due, self._wake)

    def _due(self) -> float:
        """When a lane wakes and a slot may be had, if nothing is given back before."""
        wakes_at = self._asleep[0][0] if self._asleep else float("inf")
        lane_at = self.now if self._ready else wakes_at
        if self._vacant():
            return lane_at
        if self._free:  # it is the process that does not keep up
            return max(lane_at, min(wakes_at, self.now + AGAIN))
        oldest = next(iter(self._held), None)
        slot_at = self._silent_at(oldest) if oldest and self._spare else float("inf")
        return max(lane_at, slot_at)

    def _wake(self) -> None:
        self._alarm = None
        self._grant()
