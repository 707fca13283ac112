"""The way through the user's proxy, HTTP or SOCKS: httpcore with a small pool for each origin, on our own connections.

Proxies are few people's, and their protocols (CONNECT, SOCKS5) httpcore knows; loaded only where one is used. The proxy itself is
connected to along the Road. Time-outs are the caller's: one deadline covers the whole exchange.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from linkcheck.web.engine import tls_context
from linkcheck.web.exchange import NoAnswerError
from linkcheck.web.over_httpx import OverHttpx

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Iterable, Mapping

    from linkcheck.settings import Settings
    from linkcheck.web.road import Road

_HIGH_WATER = 128 * 1024
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
    httpcore.ReadError: httpx.ReadError,
    httpcore.WriteError: httpx.WriteError,
    httpcore.ProxyError: httpx.ProxyError,
    httpcore.UnsupportedProtocol: httpx.UnsupportedProtocol,
    httpcore.LocalProtocolError: httpx.LocalProtocolError,
    httpcore.RemoteProtocolError: httpx.RemoteProtocolError,
}
_RAISED = tuple(_ERRORS)


class Proxied(httpx.AsyncBaseTransport):
    """Sends one request; a request's extension `fresh` wants a connection and a resolver's answer of its own."""

    def __init__(
        self, road: Road, *, proxy: str, per_host: int, ca_file: str | None = None
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
            proxy=httpcore.Proxy(self._proxy),
            max_connections=1 if fresh else self._per_host,
            keepalive_expiry=_KEEP_ALIVE,
            network_backend=Backend(self._road, fresh=fresh),
        )


def through(proxy: str, road: Road, settings: Settings) -> OverHttpx:
    """The transport of a run whose requests all go through a proxy."""
    return OverHttpx(
        Proxied(road, proxy=proxy, per_host=settings.per_host, ca_file=settings.ca_file)
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
        content=request.content,
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )


class Backend(httpcore.AsyncNetworkBackend):
    """Opens connections along a Road; `fresh` asks the resolver anew."""

    def __init__(self, road: Road, *, fresh: bool = False) -> None:
        self._road = road
        self._fresh = fresh

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """A plain connection to a host, over the first of its addresses that answers."""
        loop = asyncio.get_running_loop()
        try:
            sock = await self._road.connect(host, port, fresh=self._fresh)
            _, wire = await loop.create_connection(Wire, sock=sock)
        except (OSError, NoAnswerError) as error:
            raise httpcore.ConnectError(str(error)) from error
        return wire


class Wire(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """One connection: bytes as they come, with back-pressure; TLS by the event loop."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._over = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to write; called once by the loop."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take bytes in; stop reading where nobody wants them."""
        self._buffer += data
        if len(self._buffer) > _HIGH_WATER:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """The peer has said all; asyncio may close."""
        self._over = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """No byte will follow."""
        self._over, self._error = True, exc
        self._wake()

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
    ) -> bytes:
        """Some bytes, b"" at the end of the stream."""
        if not self._buffer and not self._over:
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        if not self._buffer and self._error is not None:
            raise httpcore.ReadError(str(self._error)) from self._error
        data = bytes(self._buffer[:max_bytes])
        del self._buffer[:max_bytes]
        if len(self._buffer) <= _HIGH_WATER and not self._transport.is_closing():
            self._transport.resume_reading()
        return data

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
    ) -> None:
        """Send; requests are small, so nothing waits for the peer to take them."""
        if self._transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        self._transport.write(buffer)

    async def aclose(self) -> None:
        """End at once: a polite TLS farewell would wait up to 30 s for a peer that is silent."""
        self._transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """The same connection under TLS; the certificate is verified for `server_hostname`."""
        loop = asyncio.get_running_loop()
        try:
            self._transport = await loop.start_tls(
                self._transport, self, ssl_context, server_hostname=server_hostname
            )
        except OSError as error:  # ssl.SSLError among them
            self._transport.abort()
            raise httpcore.ConnectError(str(error)) from error
        return self

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a stream: whether it was closed or spoke unasked, TLS, addresses."""
        if info == "is_readable":
            return self._over or bool(self._buffer) or self._transport.is_closing()
        name = {"server_addr": "peername", "client_addr": "sockname"}.get(info, info)
        return self._transport.get_extra_info(name)

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
