"""The engine behind httpx's transport seam: httpcore with a small pool for each origin.

Measured (DESIGN "HTTP"; 5,000 GETs to 200 loopback hosts, one core): httpx's one pool 325 requests a second, a small pool an origin
1,660. httpcore keeps refused, reset, bad certificate and bad syntax apart, sends the author's escapes as they are,
never sends a GET twice, shares no cookies and tells the peer's address; the correctness cases are in
tests/web_stage/test_engine.py. Whatever replaces it has to pass them first.
"""

from __future__ import annotations

import ssl
from collections import OrderedDict
from typing import TYPE_CHECKING

import certifi
import httpcore
import httpx

from linkcheck.errors import SettingsError
from linkcheck.web.wire import Backend, RefusedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from linkcheck.web.wire import Road

_IDLE_POOLS = 128
"""Origins whose connections are kept for the next request."""
_KEEP_ALIVE = 5.0
"""Seconds; servers close idle connections after 5 (Apache) to 75 (nginx)."""

_ERRORS: Mapping[type[Exception], type[httpx.TransportError]] = {
    httpcore.ConnectTimeout: httpx.ConnectTimeout,
    httpcore.ReadTimeout: httpx.ReadTimeout,
    httpcore.WriteTimeout: httpx.WriteTimeout,
    httpcore.PoolTimeout: httpx.PoolTimeout,
    httpcore.ConnectError: httpx.ConnectError,
    RefusedError: httpx.ConnectError,
    httpcore.ReadError: httpx.ReadError,
    httpcore.WriteError: httpx.WriteError,
    httpcore.ProxyError: httpx.ProxyError,
    httpcore.UnsupportedProtocol: httpx.UnsupportedProtocol,
    httpcore.LocalProtocolError: httpx.LocalProtocolError,
    httpcore.RemoteProtocolError: httpx.RemoteProtocolError,
}
_RAISED = tuple(_ERRORS)


class Engine(httpx.AsyncBaseTransport):
    """Sends one request; a request's extension `fresh` wants a connection and a resolver's answer of its own."""

    def __init__(
        self, road: Road, *, per_host: int, ca_file: str | None = None, proxy: str | None = None
    ) -> None:
        self._road = road
        self._per_host = per_host
        self._proxy = proxy
        self._tls = tls_context(ca_file)
        self._pools: OrderedDict[tuple[str, str, int | None], httpcore.AsyncConnectionPool] = (
            OrderedDict()
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer's head, with a stream of raw bytes that must be closed; raises httpx's transport errors."""
        fresh = bool(request.extensions.get("fresh"))
        pool = self._pool(fresh=True) if fresh else await self._kept(request.url)
        try:
            answer = await pool.handle_async_request(_request(request))
        except _RAISED as error:
            if fresh:
                await pool.aclose()
            raise _ERRORS[type(error)](str(error)) from error
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer, pool if fresh else None),
            extensions=dict(answer.extensions),
        )

    async def aclose(self) -> None:
        """Close every kept connection."""
        while self._pools:
            _, pool = self._pools.popitem()
            await pool.aclose()

    async def _kept(self, url: httpx.URL) -> httpcore.AsyncConnectionPool:
        origin = (url.scheme, url.host, url.port)
        pool = self._pools.get(origin)
        if pool is None:
            pool = self._pools[origin] = self._pool(fresh=False)
            await self._shed()
        self._pools.move_to_end(origin)
        return pool

    async def _shed(self) -> None:
        """Close the pools that were used longest ago, unless something is under way in them."""
        for origin in list(self._pools)[: max(0, len(self._pools) - _IDLE_POOLS)]:
            if all(connection.is_idle() for connection in self._pools[origin].connections):
                await self._pools.pop(origin).aclose()

    def _pool(self, *, fresh: bool) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=self._tls,
            proxy=httpcore.Proxy(self._proxy) if self._proxy else None,
            max_connections=1 if fresh else self._per_host,
            keepalive_expiry=_KEEP_ALIVE,
            network_backend=Backend(self._road, fresh=fresh),
        )


class _Body(httpx.AsyncByteStream):
    """The raw bytes of an answer; closing it early closes the connection too."""

    def __init__(self, answer: httpcore.Response, own: httpcore.AsyncConnectionPool | None) -> None:
        self._answer = answer
        self._own = own

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._answer.aiter_stream():
                yield chunk
        except _RAISED as error:
            raise _ERRORS[type(error)](str(error)) from error

    async def aclose(self) -> None:
        await self._answer.aclose()
        if self._own is not None:
            await self._own.aclose()


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


def _request(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        request.method,
        httpcore.URL(
            scheme=url.raw_scheme,
            host=url.raw_host,
            port=url.port,
            target=request.extensions["target"],
        ),
        headers=request.headers.raw,
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
