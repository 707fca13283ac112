"""How often an archive may be asked: a lane for each of its services, one for the whole process.

The index bears 30 requests a minute and network and asks clients to keep to 24; playback 600, to keep to 480 (FIELD §3.1). A lane lets
through at most that many in *every* window of 60 s, and any number of them at once: a bucket of 24 that refills while it is emptied would
give 48 in its first minute, above the limit, and an even beat of one in 2.5 s would make an article's eight lookups wait 20 s for
nothing. A few in flight keep the burst a gentle one.

A 429 that is ignored for a minute leads to an hour behind the archive's firewall, doubling each time. So the index is not asked again in
the run after one; playback, which has a limit of its own, rests as long as Retry-After says, at least a minute without
it, and is left alone after a second one. Statuses and failures that pass are tried again, 1, 2, 4 … s apart; an archive that fails two requests
for good is down, and nobody waits for it any more. Six tries, as the archive's best known client makes, would outlast our deadline.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from linkcheck.archive.memento import memento_datetime
from linkcheck.http_time import retry_after
from linkcheck.model import Failure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime, timedelta

    from tenacity import RetryCallState

    from linkcheck.model import Answer, Ask, Fetch, Hop

WINDOW = 60.0
NAP = 1.0
PASSING_STATUSES = frozenset([413, 421, 500, 502, 503, 504, 599])
PASSING_FAILURES = frozenset(
    [Failure.TIMEOUT, Failure.RESET, Failure.REFUSED, Failure.UNREACHABLE, Failure.DNS]
)
LOST_BEFORE_DOWN = 2
"""Requests lost for good, one after the other, before a lane counts as down."""

RESTING = "resting"
DOWN = "down"


@dataclass(slots=True, kw_only=True)
class Lane:
    """One service of an archive. `strikes` is how many 429 it may say before it is left alone for the run."""

    rate: float
    in_flight: int
    strikes: int
    penalty: timedelta
    tries: int
    patience: timedelta
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    requests: int = 0
    closed: str = ""
    """Why nobody is asked any more: RESTING or DOWN; "" while the lane is open."""
    _sent: deque[float] = field(default_factory=deque)
    _rest_until: float = 0.0
    _lost: int = 0
    _places: asyncio.Semaphore = field(init=False)
    _allowance: int = field(init=False)

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.in_flight)
        self._allowance = max(1, int(self.rate))

    @property
    def is_free(self) -> bool:
        """True where a request would go out at once."""
        now = asyncio.get_running_loop().time()
        recent = sum(sent > now - WINDOW for sent in self._sent)
        return not self.closed and now >= self._rest_until and recent < self._allowance

    async def ask(self, ask: Ask, fetch: Fetch) -> Answer | None:
        """One request by the lane's rules, tried again where that may help; None where the lane is closed."""
        tenacity = import_module("tenacity")
        retrying = tenacity.AsyncRetrying(
            sleep=self.sleep,
            stop=tenacity.stop_after_attempt(self.tries)
            | tenacity.stop_before_delay(self.patience),
            wait=self._wait,
            retry=tenacity.retry_if_result(self._is_worth_another),
            retry_error_callback=_last_answer,
        )
        answer: Answer | None = await retrying(self._once, ask, fetch)
        if answer is not None:
            self._count(answer)
        return answer

    async def _once(self, ask: Ask, fetch: Fetch) -> Answer | None:
        async with self._places:
            await self._turn()
            if self.closed:
                return None
            self.requests += 1
            answer = await fetch(ask)
        if answer.hop.status == 429 and memento_datetime(answer.hop) is None:
            self._rest(answer.hop)
        return answer

    def _count(self, answer: Answer) -> None:
        is_lost = answer.hop.status is None or _is_passing(answer)
        self._lost = self._lost + 1 if is_lost else 0
        if self._lost >= LOST_BEFORE_DOWN and not self.closed:
            self.closed = DOWN

    async def _turn(self) -> None:
        """Waits until one more request keeps to the rate and no penalty is running."""
        clock = asyncio.get_running_loop().time
        while not self.closed:
            while self._sent and self._sent[0] <= clock() - WINDOW:
                self._sent.popleft()
            free_at = self._sent[0] + WINDOW if len(self._sent) >= self._allowance else 0.0
            wait = max(free_at, self._rest_until) - clock()
            if wait <= 0:
                self._sent.append(clock())
                return
            # In short naps, so that a lane that closes meanwhile holds nobody up.
            await self.sleep(min(wait, NAP))

    def _rest(self, hop: Hop) -> None:
        self.strikes -= 1
        if self.strikes <= 0:
            self.closed = RESTING
        asked_for = retry_after(hop, self.now())
        rest = self.penalty if asked_for is None else asked_for
        until = asyncio.get_running_loop().time() + rest.total_seconds()
        self._rest_until = max(self._rest_until, until)

    def _is_worth_another(self, answer: Answer | None) -> bool:
        if answer is None or self.closed:
            return False
        is_pushed_back = answer.hop.status == 429 and memento_datetime(answer.hop) is None
        return is_pushed_back or _is_passing(answer)

    def _wait(self, state: RetryCallState) -> float:
        """1, 2, 4 … seconds, or what the archive asks for; a 429's rest is the lane's, whoever asks next."""
        answer: Answer | None = state.outcome.result() if state.outcome else None
        asked_for = retry_after(answer.hop, self.now()) if answer else None
        backoff = 2.0 ** (state.attempt_number - 1)
        return max(backoff, asked_for.total_seconds() if asked_for else 0.0)


def _is_passing(answer: Answer) -> bool:
    """True for what may be over in a moment; an error that was *captured* is as good an answer as any."""
    if answer.hop.failure in PASSING_FAILURES:
        return True
    return answer.hop.status in PASSING_STATUSES and memento_datetime(answer.hop) is None


def _last_answer(state: RetryCallState) -> Answer | None:
    return state.outcome.result() if state.outcome else None
