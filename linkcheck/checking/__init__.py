"""Checks a run's targets: here, or shared out among workers (`foreman`); the same lanes, the same judge, the same evidence."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from linkcheck.checking.desk import until

if TYPE_CHECKING:
    import asyncio

    from linkcheck.checking.desk import Desk
    from linkcheck.checking.foreman import Foreman
    from linkcheck.model import Ending
    from linkcheck.web.agenda import Agenda
    from linkcheck.web.check import Open
    from linkcheck.web.ears import Ears


@dataclass(frozen=True, slots=True)
class Checked:
    """How the work ended, and what it left begun; requests made elsewhere, whether anything answered there, and the network's absence."""

    ending: Ending
    broken_off: tuple[Open, ...]
    requests: int = 0
    up: bool = False
    away: float = 0.0
    lost: bool = False


async def check(agenda: Agenda, desk: Desk, ears: Ears, stop: asyncio.Event) -> Checked:
    """Check all that is open, here or with others' help; `stop` ends it early with what there is."""
    settings = desk.settings
    if settings.cluster is None and settings.workers == 1:
        checker = desk.checker(ears, lambda _: True)
        ending = await until(checker.run(agenda), settings.max_time, stop)
        return Checked(ending, tuple(checker.open.values()))
    foreman: Foreman = import_module("linkcheck.checking.foreman").Foreman(desk, ears)
    ending = await until(foreman.run(agenda), settings.max_time, stop, foreman.break_off)
    return Checked(
        ending,
        tuple(foreman.broken_off),
        foreman.requests,
        foreman.up,
        foreman.away,
        foreman.lost,
    )
