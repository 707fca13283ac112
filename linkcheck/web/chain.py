"""One look at a URL: its redirects followed hop by hop, each through the guard and in its own host's lane.

Redirects are RFC 9110 §15.4's 301, 302, 303, 307 and 308 with a Location; its raw UTF-8 and blanks are escaped, its backslashes
before the query are slashes, and tabs in it are nothing, as browsers have it (URL Standard §4.4).
A redirect to the same URL is a loop only where it brought no new cookie.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from linkcheck.http_time import retry_after
from linkcheck.model import Answer, Ask, Failure, Look, Way
from linkcheck.web.cookies import Jar
from linkcheck.web.origin import same_origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.model import Fetch, Hop, Page, Target
    from linkcheck.settings import Settings
    from linkcheck.web.lanes import Lane, Lanes, Turn

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PUSHES_BACK = frozenset({429, 503})
_LIMITS_WITH_403 = ("github.com", "githubusercontent.com")
"""Hosts that say 403 where others say 429 (FIELD §1 row 3)."""
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))
_PLACE = re.compile(r"(?:https?:)?[^:?#]*+(?=[?#]|$)|https?:[^?#]*+", re.IGNORECASE)
"""What comes before query and fragment, of a URL of the web or a relative one."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What one look is for: the URL, its host, how long, whether over a new connection, and the fragments wanted."""

    url: str
    host: str
    timeout: timedelta
    fresh: bool = False
    fragments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Follower:
    """Follows chains with the functions that `run` hands down.

    `locate` reads a URL as a citation's is read; `view` makes a page of an answer.
    """

    fetch: Fetch
    lanes: Lanes
    locate: Callable[[str], Target]
    view: Callable[[Answer, tuple[str, ...]], Page]
    settings: Settings

    async def look(self, errand: Errand, turn: Turn | None = None) -> Look:
        """One try: never raises. `turn` is a turn at the first host that has been granted already."""
        at = datetime.now(UTC)
        hops: list[Hop] = []
        jar = Jar()
        seen = {(errand.url, jar.header(errand.url))}
        url, host, page = errand.url, errand.host, None
        while True:
            left = 2 * errand.timeout - sum((hop.elapsed for hop in hops), timedelta())
            with turn or await self.lanes.turn(host) as granted:
                turn = None
                answer = await self.fetch(self._ask(url, errand, left, jar))
                learn(granted.lane, host, answer.hop)
            hops.append(answer.hop)
            jar.keep(url, answer.cookies)
            following = self._following(answer.hop, len(hops))
            if isinstance(following, Failure) or following is None:
                break
            url, host = following.request, following.host
            state = (url, jar.header(url))
            if state in seen:
                following = Failure.REDIRECT_LOOP
                break
            seen.add(state)
        if following is None:
            page = self.view(answer, errand.fragments)
        return Look(at=at, hops=tuple(hops), page=page, failure=following, timeout=errand.timeout)

    def _ask(self, url: str, errand: Errand, left: timedelta, jar: Jar) -> Ask:
        return Ask(
            url=url,
            timeout=max(min(errand.timeout, left), timedelta(milliseconds=100)),
            limit=self.settings.body_limit,
            headers=jar.header(url),
            fresh=errand.fresh,
            led_astray=not same_origin(errand.url, url),
        )

    def _following(self, hop: Hop, hops: int) -> Target | Failure | None:
        """The next hop, what is wrong with it, or None at the end of the chain."""
        if hop.failure is not None:
            return hop.failure
        if hop.status not in _REDIRECTS or hop.location is None:
            return None
        if hops > self.settings.max_redirects:
            return Failure.REDIRECT_LOOP
        try:
            joined = urljoin(hop.url, _as_browsers_read(hop.location))
        except ValueError:
            return Failure.BAD_REDIRECT
        target = self.locate(joined)
        return target if target.way is Way.WEB else Failure.BAD_REDIRECT


def _as_browsers_read(location: str) -> str:
    plain = location.strip().translate(_DROPPED)
    place = _PLACE.match(plain)
    return plain.replace("\\", "/", plain.count("\\", 0, place.end())) if place else plain


def learn(lane: Lane, host: str, hop: Hop) -> None:
    """Widen or narrow a host's lane by what it answered."""
    if hop.status is None:
        return
    limited = hop.status == 403 and host.endswith(_LIMITS_WITH_403)
    if hop.status in _PUSHES_BACK or limited:
        rest = retry_after(hop, datetime.now(UTC))
        now = asyncio.get_running_loop().time()
        lane.push_back(now, None if rest is None else rest.total_seconds())
    else:
        lane.healthy()
