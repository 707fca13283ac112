"""The engine: one request over a connection that is kept for the next one to the same origin.

Our own for plain connections and TLS, by measurement (tests/bench's web; 5,000 GETs of 2 KB pages from 200 loopback hosts, one core, processor time of
`Fetcher` for each): httpcore and h11, a pool an origin, 0.78 ms; this 0.21 ms; this on uvloop 0.17 ms. uvloop would save 4 % of what a link costs
in all, for a second event loop to be right on: it is left out. Nothing here is shared but idle connections: no cookies, no
names beyond the resolver's, and no request is ever sent twice, even where a kept connection turns out to be dead (a second look will
see). Correctness comes first: tests/web_stage/test_engine.py, over real connections. Proxies are `proxied`'s.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING

import certifi

from linkcheck.errors import SettingsError
from linkcheck.model import Failure
from linkcheck.web.connection import Connection
from linkcheck.web.exchange import NoAnswerError
from linkcheck.web.failures import failure_of

if TYPE_CHECKING:
    from linkcheck.web.exchange import Reply, Request
    from linkcheck.web.road import Road

_KEEP_ALIVE = 5.0
"""Seconds; servers close idle connections after 5 (Apache) to 75 (nginx)."""

Origin = tuple[str, str, int]


class Engine:
    """Carries requests along a road; never sends one twice. `idle` is how many connections are kept unused at most."""

    def __init__(
        self, road: Road, *, head_limit: int, idle: int, ca_file: str | None = None
    ) -> None:
        self._road = road
        self._head_limit = head_limit
        self._idle = idle
        self._ca_file = ca_file
        if ca_file is not None:
            _ = self._tls  # a file that holds no certificates is complained of at once
        self._kept: dict[Origin, list[Connection]] = {}
        self._origins: OrderedDict[Connection, Origin] = OrderedDict()
        """Those that are kept, the longest unused first."""

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Made for the first https URL: to read all authorities takes a twentieth of a second."""
        return tls_context(self._ca_file)

    async def __call__(self, request: Request, room: int, deadline: float) -> Reply:
        """The reply, with at most about `room` bytes of body; NoAnswerError where no head came."""
        origin = (request.scheme, request.host, request.port)
        connection = None if request.fresh else self._pick(origin)
        if connection is None:
            connection = await self._open(request, deadline)
        if request.sent is not None:
            request.sent()
        try:
            return await connection.exchange(request.wire, room, deadline)
        finally:
            if request.fresh or not connection.is_usable:
                connection.close()
            else:
                self._keep(origin, connection)

    async def aclose(self) -> None:
        """Close every kept connection."""
        while self._origins:
            self._drop(next(iter(self._origins)))
        await asyncio.sleep(0)  # the loop tells the connections of their end

    def _pick(self, origin: Origin) -> Connection | None:
        """The connection to an origin that was used last, since it is the likeliest to live."""
        self._shed()
        while kept := self._kept.get(origin):
            connection = kept[-1]
            self._forget(connection)
            if connection.is_usable:
                return connection
        return None

    def _keep(self, origin: Origin, connection: Connection) -> None:
        connection.idle_since = asyncio.get_running_loop().time()
        self._kept.setdefault(origin, []).append(connection)
        self._origins[connection] = origin
        if len(self._origins) > self._idle:
            self._drop(next(iter(self._origins)))

    def _shed(self) -> None:
        """Close what was not used for so long that its server may be about to close it."""
        since = asyncio.get_running_loop().time() - _KEEP_ALIVE
        while self._origins:
            oldest = next(iter(self._origins))
            if oldest.idle_since > since:
                return
            self._drop(oldest)

    def _drop(self, connection: Connection) -> None:
        self._forget(connection)
        connection.close()

    def _forget(self, connection: Connection) -> None:
        """Keep it no longer; also called when a kept one ends by itself."""
        origin = self._origins.pop(connection, None)
        if origin is None:
            return
        kept = self._kept[origin]
        kept.remove(connection)
        if not kept:
            del self._kept[origin]

    async def _open(self, request: Request, deadline: float) -> Connection:
        """A new connection; under TLS its certificate has been verified for the host."""
        loop = asyncio.get_running_loop()
        tls = self._tls if request.scheme == "https" else None
        try:
            async with asyncio.timeout_at(deadline):
                sock = await self._road.connect(request.host, request.port, fresh=request.fresh)
                _, connection = await loop.create_connection(
                    lambda: Connection(self._head_limit, self._forget),
                    sock=sock,
                    ssl=tls,
                    server_hostname=request.host.rstrip(".") if tls else None,
                )
        except TimeoutError:
            raise NoAnswerError(Failure.TIMEOUT, "") from None
        except (OSError, ExceptionGroup) as error:  # ssl.SSLError among them
            raise NoAnswerError(*failure_of(error)) from error
        return connection


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """Who is believed: the system's authorities, Mozilla's, and the user's own file (SettingsError if it is none)."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    if ca_file is None:
        return context
    try:
        context.load_verify_locations(ca_file)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(f"--ca-file {ca_file}: no certificates can be read there") from error
    return context
