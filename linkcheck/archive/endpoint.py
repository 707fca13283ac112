"""A capture index of one's own, asked over HTTP before any archive of others: pywb's `/coll/cdx`, OutbackCDX.

Both know `url`, `closest`, `sort=closest` and `limit` and answer lines without `output`: pywb CDXJ, OutbackCDX plain CDX. pywb replays
beside its index, `/coll/<time>id_/<url>`; of OutbackCDX, which replays nothing, the user says where its captures are shown.
An own server bears more than an archive of the public, and still no more than a few requests at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from linkcheck.archive import cdx
from linkcheck.archive.client import INDEX_LIMIT, ask_for, lane_for
from linkcheck.archive.folding import ascii_url
from linkcheck.archive.wayback import NONE, ROWS, failed, listed, noon, refusal
from linkcheck.errors import SettingsError
from linkcheck.replay import stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from linkcheck.archive.lanes import Lane
    from linkcheck.archive.wayback import Listing
    from linkcheck.model import Answer, Ask, Fetch
    from linkcheck.settings import Settings

RATE = 600.0
IN_FLIGHT = 4
_PYWB = re.compile(r"(.*/)(?:cdx|index)/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One index of one's own, behind its own lane; `replay` is what a capture's time and URL are put behind."""

    index: str
    replay: str
    lane: Lane
    settings: Settings
    fetch: Fetch
    now: Callable[[], datetime]

    @property
    def hosts(self) -> frozenset[str]:
        """Its index's and its replay's."""
        return frozenset({urlsplit(url).hostname or "" for url in (self.index, self.replay)})

    @property
    def requests(self) -> int:
        """How many were made so far, those tried again too."""
        return self.lane.requests

    async def captures(self, url: str, day: date | None, *, wait: bool = True) -> Listing:  # noqa: ARG002 - nothing cheaper to ask
        """The captures nearest to a day."""
        query = {"url": ascii_url(url), "limit": str(ROWS)}
        if day is not None:
            query |= {"closest": stamp(noon(day)), "sort": "closest"}
        answer = await self._get(f"{self.index}?{urlencode(query)}", INDEX_LIMIT)
        if answer is None:
            return failed(self.lane.closed)
        return refusal(answer.hop) or self._read(answer, url)

    def _read(self, answer: Answer, url: str) -> Listing:
        """No line, or a 404, says that there is nothing."""
        if answer.hop.status == 404 or not answer.body.strip():
            return NONE
        rows = cdx.rows(answer.body)
        if rows is None:
            return failed("garbage")
        name = urlsplit(self.index).netloc
        return listed(rows, name, self._shown, url, self.now())

    async def nearest(self, url: str, day: date | None) -> Listing:  # noqa: ARG002 - the index is all there is
        """Nothing: where its index fails, an own server has no other way."""
        return failed("garbage")

    async def raw(self, url: str) -> Answer | None:
        """A capture's bytes as they were stored."""
        return await self._get(url, self.settings.body_limit)

    async def page(self, ask: Ask) -> Answer | None:
        """A capture that an article cites, as a reader sees it."""
        return await self.lane.ask(ask, self.fetch)

    async def _get(self, url: str, limit: int) -> Answer | None:
        return await self.lane.ask(ask_for(self.settings, url, limit), self.fetch)

    def _shown(self, digits: str, original: str) -> str:
        return f"{self.replay}{digits}/{original}"


def endpoint(place: str, settings: Settings, fetch: Fetch, now: Callable[[], datetime]) -> Endpoint:
    """The endpoint that `INDEX` or `INDEX=REPLAY` names; SettingsError where nobody can tell where captures are shown."""
    index, _, shown = place.partition("=http")
    beside = _PYWB.fullmatch(index)
    if not shown and beside is None:
        raise SettingsError(
            f"--cdx {place}: say where its captures are shown: --cdx {index}=https://replay.example/web/"
        )
    replay = f"http{shown}" if shown else beside[1] if beside else ""
    return Endpoint(
        index=index,
        replay=replay.rstrip("/") + "/",
        lane=lane_for(settings, now, rate=RATE, in_flight=IN_FLIGHT, strikes=2),
        settings=settings,
        fetch=fetch,
        now=now,
    )
