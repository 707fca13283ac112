"""How many requests may be under way so that this process keeps up with their answers.

Reading and judging a page takes processor time, and beyond what the processor can do more requests at once only make all wait: hosts are asked late,
times that are measured grow, and what would have answered times out. So the room for requests is found as a sender finds that of a line (RFC 5681
§3.1): less at each sign of congestion, more while there is none. The sign is how long the event loop takes until it comes round.
"""

from __future__ import annotations

import asyncio

_LATE = 0.02
"""Seconds for one round of the event loop from which on it does not keep up: some ten pages, less than half of the interval at best."""
_LESS = 0.5
"""The factor on the room at each late round."""
AGAIN = 0.05
"""Seconds after which, all rounds having been in time, there is an eighth more room."""
_LEAST = 8


class Load:
    """The room that there is: all at first."""

    def __init__(self, most: int) -> None:
        self._most = self.room = most
        self._is_measuring = False
        self._changed = 0.0

    def measure(self, under_way: int) -> None:
        """See how long the loop takes to come round, while so many requests are under way."""
        if not self._is_measuring:
            self._is_measuring = True
            loop = asyncio.get_running_loop()
            loop.call_soon(self._round, loop, loop.time(), under_way)

    def _round(self, loop: asyncio.AbstractEventLoop, began: float, under_way: int) -> None:
        self._is_measuring, now = False, loop.time()
        if now - began > _LATE:
            if under_way > _LEAST:
                self.room = max(int(min(self.room, under_way) * _LESS), min(_LEAST, self._most))
            self._changed = now
        elif now - self._changed >= AGAIN:
            self.room = min(self.room + 1 + self.room // 8, self._most)
            self._changed = now
