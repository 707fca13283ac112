"""Having captures made: one lane for what starts a capture, one for asking how it goes, and an honest end for every URL.

Whatever may have been done is `pending` and not `refused`: an answer that was lost, 523, a job that still runs when the time is up. It is
noted before the next request, and the next run asks how it went (a status is kept for about an hour) or asks again, which starts nothing
twice. The service's word that keys are missing, that the day's captures are used up, or a second 429 ends the sending for the run.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from linkcheck.archive import spn2
from linkcheck.archive.client import ask_for, lane_for
from linkcheck.archive.discretion import private
from linkcheck.archive.folding import ascii_url
from linkcheck.archive.journal import Entry
from linkcheck.archive.spn2 import Reply, Said
from linkcheck.archive.wayback import capture_url
from linkcheck.http_time import retry_after
from linkcheck.model import remark
from linkcheck.replay import stamp
from linkcheck.savers import Save, SaveState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from linkcheck.archive.journal import Journal
    from linkcheck.archive.lanes import Lane
    from linkcheck.model import Answer, Ask, Fetch, Remark
    from linkcheck.savers import Keys, Saver
    from linkcheck.settings import Settings

    Done = Callable[[Save], None]

SENDS = 3
"""Times that one URL is asked for: a lost answer once more, and after a rest where the service is busy."""
BUSY_REST = 20.0
"""Seconds; a capture takes about that long, and then one of ours is done."""
PATIENCE = timedelta(minutes=3)
"""For one job; the service itself gives up after two (FIELD §3.4)."""
STATUS_KEPT = timedelta(minutes=50)
"""How long a job's status can be asked for; later every number is `pending`."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Saving:
    """The captures of one run. `saves` holds what is known of each URL, at any time."""

    settings: Settings
    saver: Saver
    keys: Keys | None
    fetch: Fetch
    journal: Journal
    on_save: Done
    now: Callable[[], datetime] = _now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    saves: dict[str, Save] = field(default_factory=dict)
    closed: Remark | None = None
    """Why nothing is sent any more."""
    _starts: Lane = field(init=False)
    _polls: Lane = field(init=False)

    def __post_init__(self) -> None:
        settings = self.settings
        rate = settings.save_rate if self.keys else settings.save_rate_anonymous
        # One at a time, so that a second 429 is one that came after the rest; and never sent again by the lane, which
        # does not know that a lost answer may have saved.
        starts = lane_for(settings, self.now, rate=rate, in_flight=1, strikes=2)
        self._starts = replace(starts, tries=1, sleep=self.sleep)
        many, rate = self.saver.at_once[0], settings.playback_rate
        polls = lane_for(settings, self.now, rate=rate, in_flight=many, strikes=2)
        self._polls = replace(polls, sleep=self.sleep)

    @property
    def requests(self) -> int:
        """How many were made."""
        return self._starts.requests + self._polls.requests

    async def save(self, urls: Iterable[str]) -> None:
        """Have each URL captured, as far as the service allows; `saves` says what became of each."""
        queue = list(dict.fromkeys(urls))
        self.saves |= {url: self._before(url) for url in queue}
        queue.reverse()
        if queue and self.keys is not None:
            await self._try_keys()
        at_once = min(self.saver.at_once[0 if self.keys else 1], len(queue))
        workers = [asyncio.create_task(self._work(queue)) for _ in range(at_once)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    def _before(self, url: str) -> Save:
        """How a URL stands before its turn: an earlier run may have asked for it."""
        entry = self.journal.known.get(url)
        if entry is None or entry.state is not SaveState.PENDING:
            return Save(url=url, state=SaveState.NOT_SENT, reason=remark("save.not-sent.time"))
        reason = remark("save.pending.running")
        return Save(url=url, state=SaveState.PENDING, job=entry.job, reason=reason)

    async def _work(self, queue: list[str]) -> None:
        while queue:
            self._settle(await self._one(queue.pop()))

    def _settle(self, save: Save) -> None:
        self.saves[save.url] = save
        if save.state in (SaveState.SAVED, SaveState.REFUSED):
            self._note(save)
        self.on_save(save)

    def _note(self, save: Save) -> None:
        self.journal.note(
            Entry(
                at=self.now().replace(microsecond=0),
                saver=self.saver.id,
                url=save.url,
                state=save.state,
                job=save.job,
                captured=save.captured,
                copy=save.copy,
            )
        )

    async def _try_keys(self) -> None:
        """Ask what the account may do, before anything is sent in its name."""
        answer = await self._polls.ask(self._ask(spn2.user_url(self._base)), self.fetch)
        reply = Reply(said=Said.UNASKED) if answer is None else spn2.read(answer)
        if reply.said is Said.NO_KEYS:
            self._close(remark("save.not-sent.keys-refused", status=reply.code))
        elif answer is not None and spn2.read_user(answer).left == 0:
            self._close(remark("save.not-sent.quota"))

    def _close(self, why: Remark) -> None:
        self.closed = self.closed or why

    async def _one(self, url: str) -> Save:
        why = private(url)
        if why is not None:
            return Save(url=url, state=SaveState.NOT_SENT, reason=why)
        job = self._job_under_way(url)
        if job:
            reply = await self._wait(job)
            if reply.said is not Said.PENDING:
                return self._ended(url, job, reply)
        return await self._sent(url)

    def _job_under_way(self, url: str) -> str:
        """The number of a job of an earlier run whose status may still be known."""
        entry = self.journal.known.get(url)
        is_young = entry is not None and self.now() - entry.at < STATUS_KEPT
        return entry.job if entry and is_young and entry.state is SaveState.PENDING else ""

    async def _sent(self, url: str) -> Save:
        """Ask for a capture until there is an answer that decides; a lost one is asked for once more."""
        lost: Reply | None = None
        reply = Reply(said=Said.BUSY)
        for _ in range(SENDS):
            if self.closed is not None:
                break
            reply = await self._start(url)
            if reply.said is Said.JOB:
                return self._ended(url, reply.job, await self._wait(reply.job))
            if reply.said is Said.LOST and lost is None:
                lost = reply
            elif reply.said is Said.BUSY:
                await self.sleep(BUSY_REST)
            elif reply.said is not Said.PUSHED_BACK:
                break
        if lost is not None:
            return self._ended(url, "", lost)
        if self.closed is not None:
            return Save(url=url, state=SaveState.NOT_SENT, reason=self.closed)
        return self._ended(url, "", reply)

    async def _start(self, url: str) -> Reply:
        """Ask for a capture. That it is asked for is noted before, the job's number after."""
        ask = self._ask(spn2.save_url(self._base), spn2.form(url, self.settings.save_fresh))
        self._under_way(url, "")
        answer = await self._starts.ask(ask, self.fetch)
        if answer is None:
            self._close(remark("save.not-sent.down"))
            return Reply(said=Said.UNASKED)
        reply = spn2.read(answer)
        if reply.said is Said.JOB:
            self._under_way(url, reply.job)
        self._heed(reply)
        return reply

    def _under_way(self, url: str, job: str) -> None:
        """From here on nobody can say that nothing was done, should the run end now."""
        reason = remark("save.pending.running")
        self.saves[url] = Save(url=url, state=SaveState.PENDING, job=job, reason=reason)
        self._note(self.saves[url])

    def _heed(self, reply: Reply) -> None:
        """Send nothing more where an answer is about us and not about the URL."""
        if reply.said is Said.NO_KEYS and self.keys is not None:
            self._close(remark("save.not-sent.keys-refused", status=reply.code))
        elif reply.said is Said.NO_KEYS:
            names = {"access": self.saver.access, "secret": self.saver.secret}
            self._close(remark("save.not-sent.no-keys", **names))
        elif reply.said is Said.QUOTA:
            self._close(remark("save.not-sent.quota"))
        elif reply.said is Said.PUSHED_BACK and self._starts.closed:
            self._close(remark("save.not-sent.resting"))

    async def _wait(self, job: str) -> Reply:
        """Until a job is done, as long as anybody would wait."""
        clock = asyncio.get_running_loop().time
        until = clock() + PATIENCE.total_seconds()
        reply = Reply(said=Said.PENDING, job=job)
        while clock() < until:
            answer = await self._polls.ask(self._ask(spn2.status_url(self._base, job)), self.fetch)
            if answer is None:
                return Reply(said=Said.LOST, job=job)
            reply = spn2.read(answer)
            if reply.said in _FINAL:
                self._heed(reply)
                return reply
            await self.sleep(self._pause(answer))
        return reply if reply.said is Said.PENDING else Reply(said=Said.LOST, code=reply.code)

    def _pause(self, answer: Answer) -> float:
        asked_for = retry_after(answer.hop, self.now())
        pause = max(self.settings.save_poll, min(asked_for or timedelta(0), timedelta(minutes=1)))
        return pause.total_seconds()

    def _ended(self, url: str, job: str, reply: Reply) -> Save:
        """What a last answer makes of a URL."""
        if reply.said is Said.DONE and reply.captured is not None:
            original = reply.original or ascii_url(url)
            copy = capture_url(self._base, stamp(reply.captured), original)
            return Save(url=url, state=SaveState.SAVED, job=job, captured=reply.captured, copy=copy)
        state, reason = _ENDS.get(reply.said, _unknown)(reply)
        return Save(url=url, state=state, reason=reason, job=job)

    @property
    def _base(self) -> str:
        return self.settings.wayback_url

    def _ask(self, url: str, form: tuple[tuple[str, str], ...] = ()) -> Ask:
        ask = ask_for(self.settings, url, spn2.LIMIT, *spn2.headers(self.keys))
        return replace(ask, form=form)


def _refused(reply: Reply) -> tuple[SaveState, Remark]:
    if reply.code == "too-many-requests":
        return SaveState.REFUSED, remark("save.refused.throttled")
    kind = "later" if reply.code in spn2.TEMPORARY else "code"
    return SaveState.REFUSED, remark(f"save.refused.{kind}", code=reply.code)


def _unknown(reply: Reply) -> tuple[SaveState, Remark]:
    return SaveState.PENDING, remark("save.pending.lost", code=reply.code or "?")


_FINAL = frozenset(
    [Said.DONE, Said.REFUSED, Said.CAPTURED_TODAY, Said.BUSY, Said.QUOTA, Said.NO_KEYS]
)
_ENDS: dict[Said, Callable[[Reply], tuple[SaveState, Remark]]] = {
    Said.REFUSED: _refused,
    Said.CAPTURED_TODAY: lambda _: (SaveState.KEPT, remark("save.kept.today")),
    Said.PENDING: lambda _: (SaveState.PENDING, remark("save.pending.running")),
    Said.BUSY: lambda _: (SaveState.NOT_SENT, remark("save.not-sent.busy")),
    Said.QUOTA: lambda _: (SaveState.NOT_SENT, remark("save.not-sent.quota")),
    Said.PUSHED_BACK: lambda _: (SaveState.NOT_SENT, remark("save.not-sent.resting")),
    Said.UNASKED: lambda reply: (
        SaveState.NOT_SENT,
        remark("save.not-sent.unreached", failure=reply.code or "?"),
    ),
}
"""How a URL ends by the last answer; whatever else was said may have saved."""
