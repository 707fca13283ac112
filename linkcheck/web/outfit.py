"""What a run asks the web with, put together from the settings and taken apart when the run ends."""

from __future__ import annotations

import os
import re
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies

from linkcheck.errors import SettingsError
from linkcheck.model import Failure
from linkcheck.settings import Bodies
from linkcheck.web.engine import Engine
from linkcheck.web.fetch import Fetcher, Manners
from linkcheck.web.guard import Guard
from linkcheck.web.lanes import Lanes, slots
from linkcheck.web.origin import port_of
from linkcheck.web.pace import Pace
from linkcheck.web.resolver import Resolver
from linkcheck.web.road import Road
from linkcheck.web.vigil import Vigil

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from linkcheck.settings import Settings
    from linkcheck.settings.tables import HostRule
    from linkcheck.web.guard import Place
    from linkcheck.web.over_httpx import OverHttpx
    from linkcheck.web.warc import Warc


_IDLE = 512
"""Connections kept for the next request at most, fewer where open files don't allow it."""
_ADDRESSES = re.compile(r"(?:^|(?<==))https?://[^=]+")


@dataclass(frozen=True, slots=True)
class Outfit:
    """One request, names, and politeness: everything that is shared by all targets of a run."""

    fetch: Fetcher
    resolver: Resolver
    lanes: Lanes
    vigil: Vigil
    warc: Warc | None = None

    @property
    def up(self) -> bool:
        """Whether anything at all has answered: then the network is there."""
        return self.fetch.heard or self.resolver.answered


@asynccontextmanager
async def outfit(settings: Settings) -> AsyncIterator[Outfit]:
    """The outfit of one run; connections and questions to resolvers end with it."""
    async with AsyncExitStack() as closing:
        resolver = Resolver(settings.dns_timeout, _place(settings.dns))
        closing.push_async_callback(resolver.close)
        guard = _guard(settings)
        engine = _engine(settings, _road(settings, guard, resolver))
        closing.push_async_callback(engine.aclose)
        headers = (*_headers(settings.header), *_host_headers(settings.host))
        manners = Manners(settings.user_agent, headers)
        written = _warc(settings)
        if written is not None:
            closing.callback(written.close)
        vigil = Vigil(partial(_knows, resolver, urlsplit(settings.wayback_url).hostname or ""))
        closing.push_async_callback(vigil.close)
        fetch = Fetcher(engine, guard, manners, written, vigil)
        own = partial(Pace.own, settings)
        room = slots(settings.concurrency)
        spare = slots(2 * settings.concurrency) - room
        lanes = Lanes(Pace.of(settings), room, own, spare)
        yield Outfit(fetch, resolver, lanes, vigil, written)


def _engine(settings: Settings, road: Road) -> Engine | OverHttpx:
    """Our own engine, or the way through a proxy, whose libraries are loaded for those who have one."""
    proxy = _proxy(settings.proxy)
    if proxy is None:
        return Engine(
            road,
            head_limit=settings.header_limit,
            idle=slots(_IDLE),
            ca_file=settings.ca_file,
        )
    return import_module("linkcheck.web.proxied").through(proxy, road, settings)  # type: ignore[no-any-return]


def _warc(settings: Settings) -> Warc | None:
    """Who writes all down, where that is wanted."""
    if settings.warc is None:
        return None
    written: Warc = import_module("linkcheck.web.warc").warc(settings.warc, _room(settings))
    return written


async def _knows(resolver: Resolver, name: str) -> bool:
    """Whether the resolver says anything definite of a name: then the network is there."""
    return (await resolver.resolve(name, fresh=True)).failure is not Failure.DNS


def _room(settings: Settings) -> int:
    """How many bytes of a body the WARC wants: what judging reads, or all up to a cap."""
    is_full = settings.warc_bodies is Bodies.FULL
    return settings.warc_body_limit if is_full else settings.body_limit


def _guard(settings: Settings) -> Guard:
    named = (settings.wayback_url, *settings.archives, *settings.cdx)
    return Guard(
        private=settings.allow_private,
        redirected=settings.connect_to is not None,
        trusted=frozenset(place for each in named for place in _places(each)),
        proxied=settings.proxy is not None,
    )


def _places(archive: str) -> Iterator[Place]:
    """Where an archive is that the user named by an address, or by two (`INDEX=REPLAY`); nowhere by a name or a file."""
    for url in _ADDRESSES.findall(archive):
        parts = urlsplit(url)
        if parts.hostname:
            yield parts.hostname, port_of(parts)


def _road(settings: Settings, guard: Guard, resolver: Resolver) -> Road:
    """The way to a host; behind a proxy only the proxy itself is connected to, and the user named it."""
    return Road(
        guard=Guard(private=True) if settings.proxy else guard,
        resolver=resolver,
        connect_to=_place(settings.connect_to),
        asks=settings.connect_to is None or settings.dns is not None,
    )


def _place(text: str | None) -> tuple[str, int] | None:
    """HOST:PORT, as the settings have checked it; an IPv6 address stands in brackets."""
    if text is None:
        return None
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def _headers(rows: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """`HOST=Name: value` as (host, name, value)."""
    split = (row.split("=", 1) for row in rows)
    named = ((host.strip().lower(), *rest.split(":", 1)) for host, rest in split)
    return tuple((host, name.strip(), value.strip()) for host, name, value in named)


def _host_headers(rules: tuple[HostRule, ...]) -> tuple[tuple[str, str, str], ...]:
    """The headers of `[host]`, the most particular last, since later ones count; Authorization out of the environment."""
    found: list[tuple[str, str, str]] = []
    for rule in reversed(rules):
        found += ((rule.host, name, value) for name, value in rule.headers)
        if rule.auth is not None:
            found.append((rule.host, "Authorization", _authorization(rule.host, rule.auth)))
    return tuple(found)


def _authorization(host: str, variable: str) -> str:
    """What the variable holds; a word without a scheme is a bearer token (RFC 6750 §2.1)."""
    value = os.environ.get(variable, "").strip()
    if not value or not value.isascii() or not value.isprintable():
        raise SettingsError(f"host.{host}: auth: the variable {variable} holds nothing to be sent")
    return value if " " in value else f"Bearer {value}"


def _proxy(wish: str | None) -> str | None:
    """The proxy's URL; `env` is the invoker's word that the environment may say it (curl's variables)."""
    if wish != "env":
        return wish
    known = getproxies()
    return known.get("https") or known.get("all") or known.get("http")
