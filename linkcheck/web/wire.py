"""Connections for httpcore: to the addresses that the guard has passed, on asyncio's own transports.

The address is checked and connected to in one place, so a second answer of the resolver changes nothing (DNS rebinding). Happy
Eyeballs (RFC 8305) come from aiohttp's library. Time-outs are the caller's: one deadline covers the whole exchange.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohappyeyeballs
import httpcore

from linkcheck.model import Failure

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Sequence

    from linkcheck.web.guard import Guard
    from linkcheck.web.resolver import Resolver

_HIGH_WATER = 128 * 1024
_ATTEMPT_DELAY = 0.25
"""Seconds before the next address is tried beside the first (RFC 8305 §5)."""


class RefusedError(httpcore.ConnectError):
    """No connection, for a reason that is known here: `failure` says which."""

    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Road:
    """How a host is reached: through the guard and the resolver, or where `--connect-to` says.

    `asks` is False where the user wants no name to be asked for (`--connect-to` without `--dns`).
    """

    guard: Guard
    resolver: Resolver
    connect_to: tuple[str, int] | None = None
    asks: bool = True

    async def addresses(self, host: str, port: int, *, fresh: bool) -> list[tuple[str, int]]:
        """Where to connect to for a host, in the order to try; RefusedError where there is nothing that may be."""
        allowed = await self._resolved(host, port, fresh=fresh) if self.asks else ()
        return [self.connect_to] if self.connect_to else [(ip, port) for ip in allowed]

    async def _resolved(self, host: str, port: int, *, fresh: bool) -> tuple[str, ...]:
        found = await self.resolver.resolve(host, fresh=fresh)
        if found.failure is not None:
            raise RefusedError(found.failure, found.detail)
        refused = {ip: self.guard.resolved(host, port, ip) for ip in found.addresses}
        allowed = tuple(ip for ip, why in refused.items() if why is None)
        if not allowed:
            named = "; ".join(f"{ip}: {why}" for ip, why in refused.items())
            raise RefusedError(Failure.PRIVATE, named)
        return allowed


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
        addresses = await self._road.addresses(host, port, fresh=self._fresh)
        try:
            return await _connect(addresses)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error


async def _connect(addresses: Sequence[tuple[str, int]]) -> Wire:
    loop = asyncio.get_running_loop()
    infos = [
        info
        for ip, port in addresses
        for info in socket.getaddrinfo(
            ip, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )
    ]
    sock = await aiohappyeyeballs.start_connection(infos, happy_eyeballs_delay=_ATTEMPT_DELAY)
    _, wire = await loop.create_connection(Wire, sock=sock)
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
