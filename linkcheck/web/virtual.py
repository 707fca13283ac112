"""An event loop whose clock jumps to the next thing to do: minutes of waiting are played through in moments.

Only for work that waits for time alone; nothing outside the process moves with this clock.
"""

from __future__ import annotations

import asyncio
import selectors


class _JumpingSelector(selectors.DefaultSelector):
    """Instead of waiting for a time-out, moves the clock on by it."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is not None:
            self.now += max(timeout, 0)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its time begins at 0 and is seconds, as an event loop's always is."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Seconds played through so far."""
        return self._jumping.now

    def work(self, seconds: float) -> None:
        """Keep the processor for so long."""
        self._jumping.now += seconds
