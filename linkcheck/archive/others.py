"""Asking any other Memento archive: its TimeMap, page after page, and its captures by their raw URLs.

Only those that the user names in `archives` are asked, by id or by the URL of a TimeMap service such as one's own MemGator; what such a
list leads to may lie in several archives. TimeMaps say neither status nor type, so that each capture is as good as unseen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email.utils import format_datetime
from typing import TYPE_CHECKING

from linkcheck.archive import timemap
from linkcheck.archive.cdx import SLACK
from linkcheck.archive.client import HEAD_LIMIT, INDEX_LIMIT, ask_for, lane_for
from linkcheck.archive.folding import ascii_url, compare
from linkcheck.archive.memento import negotiated, original_of
from linkcheck.archive.wayback import NONE, Listing, failed, noon, refusal
from linkcheck.archives import BY_ID, Archive, Standing, archive_of
from linkcheck.errors import SettingsError
from linkcheck.model import LookupState, Memento
from linkcheck.replay import replay

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from linkcheck.archive.lanes import Lane
    from linkcheck.archive.memento import Capture
    from linkcheck.model import Answer, Ask, Fetch
    from linkcheck.settings import Settings


_WEB_URL = re.compile(r"https?://[^/?#\s]+")
IN_FLIGHT = 2
PAGES = 5
"""Pages of one TimeMap that are read: of a URL with more captures than these hold, enough are known."""


def others(settings: Settings, fetch: Fetch, now: Callable[[], datetime]) -> tuple[Other, ...]:
    """The archives that the user names. SettingsError for a name that is none, or of one that is not to be asked."""
    return tuple(
        Other(
            archive=archive,
            lane=lane_for(settings, now, rate=archive.rate, in_flight=IN_FLIGHT, strikes=1),
            settings=settings,
            fetch=fetch,
            now=now,
        )
        for archive in map(_chosen, settings.archives)
    )


def _chosen(name: str) -> Archive:
    askable = [one.id for one in BY_ID.values() if one.standing is Standing.OPTIONAL]
    if name in askable:
        return BY_ID[name]
    if not _WEB_URL.match(name) or not _may_be_asked(name):
        raise SettingsError(
            f"archives: {name!r} cannot be asked; choose of {', '.join(askable)}, or give a TimeMap's URL"
        )
    return Archive(
        id=name, name=name, hosts=(), standing=Standing.OPTIONAL, timemap=name.rstrip("/") + "/"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """One further archive, behind its own lane."""

    archive: Archive
    lane: Lane
    settings: Settings
    fetch: Fetch
    now: Callable[[], datetime]

    @property
    def hosts(self) -> frozenset[str]:
        """Its own."""
        return frozenset(self.archive.hosts)

    @property
    def requests(self) -> int:
        """How many were made so far, those tried again too."""
        return self.lane.requests

    async def captures(
        self,
        url: str,
        _day: date | None,
        *,
        wait: bool = True,  # noqa: ARG002 - there is nothing cheaper to ask meanwhile
    ) -> Listing:
        """All captures that the archive lists, those of other URLs and of the future left out."""
        page = self.archive.timemap + ascii_url(url)
        captures: list[Capture] = []
        original = ""
        for _ in range(PAGES):
            answer = await self._get(page, INDEX_LIMIT)
            read = _read(answer, page) if answer else failed(self.lane.closed)
            if isinstance(read, Listing):
                return read
            captures += read.captures
            original = original or read.original
            if not read.pages:
                break
            page = read.pages[0]
        return self._listing(captures, original or url, url)

    async def nearest(self, url: str, day: date | None) -> Listing:
        """The capture that the archive's TimeGate leads to (RFC 7089 §4), for one whose TimeMap could not be had."""
        if not self.archive.timegate:
            return failed("garbage")
        wanted = (("Accept-Datetime", format_datetime(noon(day), usegmt=True)),) if day else ()
        answer = await self._get(self.archive.timegate + ascii_url(url), HEAD_LIMIT, *wanted)
        if answer is None:
            return failed(self.lane.closed)
        if (stopped := refusal(answer.hop)) is not None:
            return stopped
        capture = negotiated(answer.hop)
        if capture is None:
            return NONE if answer.hop.status == 404 else failed("garbage")
        return self._listing([capture], original_of(answer.hop) or url, url)

    async def raw(self, url: str) -> Answer | None:
        """A capture's bytes as they were stored."""
        return await self._get(url, self.settings.body_limit)

    async def page(self, ask: Ask) -> Answer | None:
        """A capture that an article cites, as a reader sees it."""
        return await self.lane.ask(ask, self.fetch)

    async def _get(self, url: str, limit: int, *headers: tuple[str, str]) -> Answer | None:
        return await self.lane.ask(ask_for(self.settings, url, limit, *headers), self.fetch)

    def _listing(self, captures: list[Capture], original: str, url: str) -> Listing:
        made = [self._memento(one, original) for one in captures if _may_be_asked(one.url)]
        compared = ((one, compare(url, one.original)) for one in made)
        mementos = tuple(
            replace(one, match=match)
            for one, match in compared
            if match is not None and one.captured <= self.now() + SLACK
        )
        return Listing(state=LookupState.FOUND, mementos=mementos) if mementos else NONE

    def _memento(self, capture: Capture, original: str) -> Memento:
        parts = replay(capture.url)
        return Memento(
            archive=self.archive.id,
            url=capture.url,
            original=parts.original if parts else original,
            captured=capture.captured,
        )


def _may_be_asked(url: str) -> bool:
    """False for a capture in an archive that is never asked, though another's list leads there."""
    archive = archive_of(url)
    return archive is None or archive.standing in {Standing.ON, Standing.OPTIONAL}


def _read(answer: Answer, base: str) -> timemap.TimeMap | Listing:
    """A page of a TimeMap, or why it is none; 404 says that the archive has nothing (RFC 7089 §5)."""
    if (stopped := refusal(answer.hop)) is not None:
        return stopped
    if answer.hop.status == 404:
        return timemap.TimeMap()
    return timemap.read(answer.body.decode("utf-8", "replace"), base) or failed("garbage")
