"""A server that says what a test wants it to, byte for byte, and keeps the connection or not."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from linkcheck.model import Answer, Ask
from linkcheck.settings import Settings
from linkcheck.web.outfit import outfit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


@dataclass
class Talk:
    """One connection, as the one who answers has it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    place: Hostile

    async def request(self) -> bytes:
        """The next request's head; b"" where none comes."""
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            return b""
        self.place.heads.append(head)
        return head

    async def say(self, words: bytes) -> None:
        """Send, unless the other has gone."""
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            self.writer.write(words)
            await self.writer.drain()


@dataclass
class Hostile:
    """What a server was asked, connection by connection."""

    port: int = 0
    heads: list[bytes] = field(default_factory=list)
    connections: int = 0

    @property
    def targets(self) -> list[str]:
        """What was asked for, in order."""
        return [head.split(b" ")[1].decode() for head in self.heads]


@asynccontextmanager
async def hostile(
    act: Callable[[Talk], Awaitable[None]], tls: ssl.SSLContext | None = None
) -> AsyncIterator[Hostile]:
    """Runs a server whose connections `act` so."""
    place = Hostile()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place.connections += 1
        try:
            await act(Talk(reader, writer, place))
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    place.port = server.sockets[0].getsockname()[1]
    try:
        yield place
    finally:
        server.close()


def asked(
    act: Callable[[Talk], Awaitable[None]],
    *urls: str,
    tls: ssl.SSLContext | None = None,
    seconds: float = 2,
    pause: float = 0,
    **changes: Any,
) -> tuple[list[Answer], Hostile]:
    """The answers to URLs, one after another, of a server that acts so; `pause` lets what the server does between them arrive."""

    async def ask() -> tuple[list[Answer], Hostile]:
        async with hostile(act, tls) as place:
            settings = Settings(connect_to=f"127.0.0.1:{place.port}", **changes)
            timeout = timedelta(seconds=seconds)
            async with outfit(settings) as web:
                found = []
                for url in urls:
                    found.append(await web.fetch(Ask(url=url, timeout=timeout, limit=100_000)))
                    await asyncio.sleep(pause)
            return found, place

    return asyncio.run(ask())
