"""Whether the network itself has gone, and waiting for it: what fails meanwhile says nothing of the hosts.

A sign is a failure that comes without any word from the host's side: the resolver does not answer, there is no route. Once several hosts in a
row show none but such, a well-known name is asked for. Where that fails too, all who ask wait until it is answered, for a bounded time in all.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from linkcheck.model import Failure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

SIGNS = frozenset({Failure.DNS, Failure.UNREACHABLE})
ENOUGH = 5
"""Different hosts; twice as many after each time that the network turned out to be there."""
PAUSE = 2.0
"""Seconds between two questions for the well-known name."""
LONGEST = 60.0
"""Seconds of waiting in a whole run."""


class Vigil:
    """Watches how a run's requests fail. `seconds` is how long was waited; `is_lost` that the network did not come back."""

    def __init__(self, is_there: Callable[[], Awaitable[bool]]) -> None:
        self._is_there = is_there
        self._silent: set[str] = set()
        self._enough = ENOUGH
        self._waiting: asyncio.Task[bool] | None = None
        self.seconds = 0.0
        self.is_lost = False

    async def has_passed(self, host: str, failure: Failure | None) -> bool:
        """After a failure: whether the network had gone and is back, so that the host may be asked again."""
        if failure not in SIGNS:
            self._silent.clear()
            return False
        self._silent.add(host)
        if self.is_lost or len(self._silent) < self._enough:
            return False
        if self._waiting is None:
            self._waiting = asyncio.create_task(self._wait())
            self._waiting.add_done_callback(self._over)
        return await asyncio.shield(self._waiting)

    async def close(self) -> None:
        """Wait no longer."""
        if self._waiting is not None:
            self._waiting.cancel()
            await asyncio.gather(self._waiting, return_exceptions=True)

    async def _wait(self) -> bool:
        if await self._is_there():
            self._enough *= 2
            return False
        while self.seconds < LONGEST:
            await asyncio.sleep(PAUSE)
            self.seconds += PAUSE
            if await self._is_there():
                return True
        self.is_lost = True
        return False

    def _over(self, _task: asyncio.Task[bool]) -> None:
        self._waiting = None
        self._silent.clear()
