"""Asking the Wayback Machine: its three services behind two lanes, each answer read into what it means.

The name and version in the User-Agent are ours and carry the contact that the user gives, so that the archive's staff can write before they
block (FIELD §3.1); nothing here pretends to be a browser.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkcheck import __version__
from linkcheck.archive import wayback
from linkcheck.archive.lanes import Lane
from linkcheck.archives import BY_ID
from linkcheck.model import Ask, LookupState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from linkcheck.archive.wayback import Listing
    from linkcheck.model import Answer, Fetch
    from linkcheck.settings import Settings

INDEX_LIMIT = 1024 * 1024
"""Bytes of an index's answer: its rows with URLs of 4 kB each."""
HEAD_LIMIT = 1024
"""Bytes of an answer of which only the head matters."""
INDEX_IN_FLIGHT, PLAYBACK_IN_FLIGHT = 4, 8


def user_agent(contact: str) -> str:
    """Who asks, and how to reach whoever runs this."""
    return f"linkcheck/{__version__}" + (f" (+{contact})" if contact else "")


class Wayback:
    """The Wayback Machine, or what stands for it under `settings.wayback_url`."""

    def __init__(self, settings: Settings, fetch: Fetch, now: Callable[[], datetime]) -> None:
        self.index = lane_for(
            settings, now, rate=settings.cdx_rate, in_flight=INDEX_IN_FLIGHT, strikes=1
        )
        self.playback = lane_for(
            settings, now, rate=settings.playback_rate, in_flight=PLAYBACK_IN_FLIGHT, strikes=2
        )
        self._settings = settings
        self._base = settings.wayback_url
        self._fetch = fetch
        self._now = now

    @property
    def hosts(self) -> frozenset[str]:
        """Its own, and what stands for it."""
        return frozenset({*BY_ID[wayback.NAME].hosts, urlsplit(self._base).hostname or ""})

    @property
    def requests(self) -> int:
        """How many were made so far, those tried again too."""
        return self.index.requests + self.playback.requests

    async def captures(self, url: str, day: date | None, *, wait: bool = True) -> Listing:
        """The captures nearest to a day, by the index; without `wait` only if it can be asked at once."""
        if not (wait or self.index.is_free):
            return wayback.failed(self.index.closed or "busy")
        listing = await self._listed(wayback.index_url(self._base, url, day), url)
        if not (listing.full and all((one.status or 0) >= 400 for one in listing.mementos)):
            return listing
        # The limit was used up by captures of errors: those of pages lie beyond it.
        more = await self._listed(wayback.index_url(self._base, url, day, only_ok=True), url)
        if more.state is LookupState.NONE:
            return listing
        return replace(more, mementos=(*listing.mementos, *more.mementos))

    async def _listed(self, index_url: str, url: str) -> Listing:
        answer = await self.index.ask(ask_for(self._settings, index_url, INDEX_LIMIT), self._fetch)
        if answer is None:
            return wayback.failed(self.index.closed)
        return wayback.read_index(answer, url, self._base, self._now())

    async def nearest(self, url: str, day: date | None) -> Listing:
        """The one capture nearest to a day, by where playback leads; the capture itself is not read."""
        ask = ask_for(self._settings, wayback.playback_url(self._base, url, day), HEAD_LIMIT)
        answer = await self.playback.ask(ask, self._fetch)
        if answer is None:
            return wayback.failed(self.playback.closed)
        return wayback.read_playback(answer, url, self._base, self._now())

    async def raw(self, url: str) -> Answer | None:
        """A capture's bytes as they were stored; None where playback is left alone."""
        return await self.playback.ask(
            ask_for(self._settings, url, self._settings.body_limit), self._fetch
        )

    async def page(self, ask: Ask) -> Answer | None:
        """A capture that an article cites, as a reader sees it."""
        return await self.playback.ask(ask, self._fetch)


def ask_for(settings: Settings, url: str, limit: int, *headers: tuple[str, str]) -> Ask:
    """A request as archives get it from us."""
    return Ask(
        url=url,
        timeout=settings.archive_timeout,
        limit=limit,
        headers=(("User-Agent", user_agent(settings.contact)), ("Accept", "*/*"), *headers),
    )


def lane_for(
    settings: Settings, now: Callable[[], datetime], *, rate: float, in_flight: int, strikes: int
) -> Lane:
    """A lane by the settings' rules, for so many requests a minute."""
    return Lane(
        rate=rate,
        in_flight=in_flight,
        strikes=strikes,
        penalty=settings.archive_penalty,
        tries=settings.tries,
        patience=settings.archive_timeout,
        now=now,
    )
