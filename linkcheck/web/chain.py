"""One look at a URL: its redirects followed hop by hop, each through the guard and in its own host's lane.

Redirects are RFC 9110 §15.4's 301, 302, 303, 307 and 308 with a Location, which is read as browsers read it (URL Standard §4.4, by the parser
ada): raw UTF-8 and blanks are escaped, backslashes before the query are slashes, `///` is `//`. Python's `urljoin` makes one slash of two in relative paths.
A redirect to the same URL is a loop only where it brought no new cookie.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import ada_url

from linkcheck.http_time import retry_after
from linkcheck.model import Ask, Failure, Look, Target, Way
from linkcheck.web.cookies import Jar
from linkcheck.web.origin import same_origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.model import Answer, Fetch, Hop, Page
    from linkcheck.settings import Settings
    from linkcheck.web.lanes import Lanes, Turn

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PUSHES_BACK = frozenset({429, 503})
_LEAST = timedelta(milliseconds=100)
_LIMITS_WITH_403 = ("github.com", "githubusercontent.com")
"""Hosts that say 403 where others say 429 (FIELD §1 row 3)."""
_A_GUESS = re.compile(r"https?:[/\\]{3}|(?:https?:)?[/\\]{2}[^/\\?#@]*@[^/\\?#@]*@", re.IGNORECASE)
"""No host, where browsers take the next word for one (RFC 9110 §4.2.1), and two users, of whom one may be meant for it."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What one look is for: the URL, its host, how long, whether over a new connection, and the fragments wanted."""

    url: str
    host: str
    timeout: timedelta
    fresh: bool = False
    fragments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """A look under way: where it goes next, its hops so far, and the Set-Cookie lines that came along, by URL.

    It can be carried to another process, which goes on with it: a host's lane is in one alone.
    """

    errand: Errand
    at: datetime
    url: str
    host: str
    hops: tuple[Hop, ...] = ()
    cookies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    seen: frozenset[tuple[str, tuple[tuple[str, str], ...]]] = frozenset()
    """URLs asked for, each with the cookies it was asked with."""

    @property
    def left(self) -> timedelta:
        """How much time the next request may take: the chain as a whole takes twice as long as one at most."""
        timeout = self.errand.timeout
        if not self.hops:
            return timeout
        left = 2 * timeout - sum((hop.elapsed for hop in self.hops), timedelta())
        return max(min(timeout, left), _LEAST)


def begin(errand: Errand) -> Walk:
    """A look that has not asked for anything yet."""
    return Walk(errand, datetime.now(UTC), errand.url, errand.host)


def _everywhere(host: str, /) -> bool:  # noqa: ARG001 - the signature of `owns`
    return True


@dataclass(frozen=True, slots=True)
class Follower:
    """Follows chains with the functions that `run` hands down.

    `locate` reads a URL as a citation's is read; `view` makes a page of an answer; `owns` says whether a host's lane is ours.
    """

    fetch: Fetch
    lanes: Lanes
    locate: Callable[[str], Target]
    view: Callable[[Answer, tuple[str, ...]], Page]
    settings: Settings
    owns: Callable[[str], bool] = _everywhere

    async def see(self, errand: Errand) -> Look:
        """One try by who owns all hosts."""
        look = await self.look(begin(errand))
        assert isinstance(look, Look)
        return look

    async def look(self, walk: Walk, turn: Turn | None = None) -> Look | Walk:
        """One try, to its end or to a host that is not ours; never raises. `turn` is one at the next host, granted already."""
        jar = Jar(walk.cookies)
        while self.owns(walk.host):
            with turn or await self.lanes.turn(walk.host) as granted:
                turn = None
                answer = await self.fetch(self._ask(walk, jar, granted.sent))
                learn(granted, walk.host, answer.hop)
            hops = (*walk.hops, answer.hop)
            following = self._following(answer.hop, len(hops))
            if isinstance(following, Target):
                walk = _further(walk, answer, jar, following)
                if (walk.url, jar.header(walk.url)) not in walk.seen:
                    continue
                following = Failure.REDIRECT_LOOP
            return self._ended(walk, hops, answer, following)
        return walk

    def _ended(
        self, walk: Walk, hops: tuple[Hop, ...], answer: Answer, failure: Failure | None
    ) -> Look:
        page = self.view(answer, walk.errand.fragments) if failure is None else None
        timeout = walk.errand.timeout
        return Look(at=walk.at, hops=hops, page=page, failure=failure, timeout=timeout)

    def _ask(self, walk: Walk, jar: Jar, sent: Callable[[], None]) -> Ask:
        return Ask(
            url=walk.url,
            timeout=walk.left,
            limit=self.settings.body_limit,
            headers=jar.header(walk.url),
            fresh=walk.errand.fresh,
            led_astray=not same_origin(walk.errand.url, walk.url),
            sent=sent,
        )

    def _following(self, hop: Hop, hops: int) -> Target | Failure | None:
        """The next hop, what is wrong with it, or None at the end of the chain."""
        if hop.failure is not None:
            return hop.failure
        if hop.status not in _REDIRECTS or hop.location is None:
            return None
        if hops > self.settings.max_redirects:
            return Failure.REDIRECT_LOOP
        target = self.locate(_led(hop.url, hop.location))
        return target if target.way is Way.WEB else Failure.BAD_REDIRECT


def _led(url: str, location: str) -> str:
    """Where a browser would go on to; "" where it would stop, or should."""
    try:
        return "" if _A_GUESS.match(location.strip()) else ada_url.URL(location, url).href
    except ValueError:
        return ""


def _further(walk: Walk, answer: Answer, jar: Jar, goal: Target) -> Walk:
    """The walk with the hop just made, which leads on."""
    seen = walk.seen | {(walk.url, jar.header(walk.url))}
    jar.keep(walk.url, answer.cookies)
    came = ((walk.url, answer.cookies),) if answer.cookies else ()
    hops, cookies = (*walk.hops, answer.hop), (*walk.cookies, *came)
    return Walk(walk.errand, walk.at, goal.request, goal.host, hops, cookies, seen)


def learn(turn: Turn, host: str, hop: Hop) -> None:
    """Widen or narrow a host's lane by what it answered to the request of a turn that has begun."""
    if hop.status is None or turn.began is None:
        return
    limited = hop.status == 403 and host.endswith(_LIMITS_WITH_403)
    if hop.status in _PUSHES_BACK or limited:
        rest = retry_after(hop, datetime.now(UTC))
        now = asyncio.get_running_loop().time()
        turn.lane.push_back(now, None if rest is None else rest.total_seconds(), turn.began)
    else:
        turn.lane.healthy()
