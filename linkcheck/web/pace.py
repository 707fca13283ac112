"""One host's lane: how often it may be asked, which follows how it answers.

A lane widens while its host is healthy and narrows at once when it pushes back (429, 503, GitHub's 403; FIELD §1 row 3): by half, as a
sender does on a congested line (RFC 5681 §3.1), once for all that was under way then, and the interval grows by half. A push among good answers may be
a matter of that page alone: after ten of them the host goes back to the pace at the start, and sooner after the last one it is slowed down to a bound; three one upon the
other, or eight in twenty, are a limit, and the interval doubles. The interval counts from when a request goes out, not from when it may: in a busy process these differ.

Plain state, with no clock of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.settings import Settings
    from linkcheck.web.lanes import Turn

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
_CAUGHT_UP = 0.04
"""The share of the interval that is caught up after a request that went out late, as every timer does by a millisecond or two: so many requests in a
row take their intervals together, less that share of one (GCRA of ITU-T I.371). A run of 356 requests, 50 ms apart, ended half a second later without."""
_SLOWEST = 10.0
"""Seconds between two requests that pushing back leads to at most, where the host names no time itself."""


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

    def asked(self, now: float, due: float) -> None:
        """A request goes out that was `due` then: the next may follow an interval later, less by what this one came late."""
        late = min(max(now - due, 0.0), _CAUGHT_UP * self.interval)
        self.next_at = max(self.next_at, now + self.interval - late)

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
