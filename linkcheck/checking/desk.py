"""What checking works with, wherever it is done: how pages are read, who is told, a checker, and an end in time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from linkcheck import judge
from linkcheck.model import Ending
from linkcheck.resolve import resolve
from linkcheck.web.chain import Follower
from linkcheck.web.check import Checker
from linkcheck.web.page import view

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from datetime import timedelta

    from linkcheck.checking.workers import Worker
    from linkcheck.model import Answer, Fetch, Look, Page
    from linkcheck.settings import Settings
    from linkcheck.web.ears import Ears
    from linkcheck.web.hosts import Hosts
    from linkcheck.web.lanes import Lanes


def viewing(settings: Settings) -> Callable[[Answer, tuple[str, ...]], Page]:
    """How pages are read: with their main content's text only where that is to be compared."""
    if settings.drift:
        return import_module("linkcheck.web.main_content").view_with_main  # type: ignore[no-any-return]
    return view


async def until(
    work: Coroutine[Any, Any, object],
    limit: timedelta | None,
    stop: asyncio.Event,
    break_off: Callable[[], None] | None = None,
) -> Ending:
    """Do the work, or as much of it as there is time for; how it ended. `break_off` has it end by itself, else it is cancelled."""
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait(
            {task, stopping},
            timeout=limit.total_seconds() if limit else None,
            return_when=asyncio.FIRST_COMPLETED,
        )
    finally:
        stopping.cancel()
    if task in done:
        task.result()
        return Ending.COMPLETE
    if break_off is None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    else:
        break_off()
        await task
    return Ending.INTERRUPTED if stop.is_set() else Ending.OUT_OF_TIME


@dataclass(frozen=True, slots=True)
class Desk:
    """What this process checks with: the run's settings, requests, lanes and counts; `mine` says which hosts none other may ask."""

    settings: Settings
    fetch: Fetch
    lanes: Lanes
    hosts: Hosts
    mine: Callable[[str], bool]
    probes: Mapping[str, Look] = field(default_factory=dict)
    """Probes that were made before this run was cut short."""
    at_hand: Sequence[Worker] = ()
    """Processes that wait for their share of the work."""

    def checker(self, ears: Ears, owns: Callable[[str], bool]) -> Checker:
        """A checker of the hosts that it owns."""
        locate = partial(resolve, settings=self.settings)
        see = viewing(self.settings)
        checker = Checker(
            Follower(self.fetch, self.lanes, locate, see, self.settings, owns),
            self.hosts,
            partial(judge.wanted, tries=self.settings.tries),
            ears,
        )
        checker.know(self.probes)
        return checker
