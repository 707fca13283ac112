"""Who hears of what a checker sees: of what is settled, of what is to be looked at again, and of how much is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.model import Evidence, Verdict
    from linkcheck.web.check import Inquiry, Open


class Settled(Protocol):
    """Who is told of what is settled; with the verdict, where that is known to be final."""

    def __call__(
        self, inquiry: Inquiry, evidence: Evidence, verdict: Verdict | None = None, /
    ) -> None:
        """Hear of one."""


def _nothing(*_told: object) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Ears:
    """Who is told: of what is settled, of what is to be looked at again, and of how many are left for how many seconds."""

    settled: Settled
    noted: Callable[[Inquiry, Evidence], None] = _nothing
    waiting: Callable[[int, float], None] = _nothing
    answered: Callable[[], None] = _nothing
    """Something has answered elsewhere, so that the network is there."""
    recollect: Callable[[int], Open] | None = None
    """Gives back by its number what was noted of an inquiry, so that a page need not wait for the end of its host's queue."""
