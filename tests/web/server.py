"""The web server: one port, http and https, every host by its name; able to misbehave at byte level.

The first byte of a connection is looked at without taking it (MSG_PEEK): 0x16 begins a TLS handshake (RFC 8446 §5.1),
whose ClientHello names the host before anything is answered.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from tests.web.certificates import certifiable, is_tls, server_name
from tests.web.connection import Connection
from tests.web.greetings import GREETINGS

if TYPE_CHECKING:
    from tests.web.connection import Scene

_BACKLOG = 4096
_HELLO_LIMIT = 16_384


class WebServer:
    """Accepts connections, sees whether they are TLS and for whom, and hands them to `Connection`."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._listening: list[socket.socket] = []
        self._waiting: set[socket.socket] = set()
        self._count = 0

    def start(self, addresses: tuple[str, ...], port: int = 0) -> int:
        """Listen on every address, on one port; 0 takes one that is free."""
        loop = asyncio.get_running_loop()
        for address in addresses:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            sock = socket.create_server((address, port), family=family, backlog=_BACKLOG)
            sock.settimeout(0)
            port = sock.getsockname()[1]
            self._listening.append(sock)
            loop.add_reader(sock, self._accept, sock)
        return port

    async def stop(self) -> None:
        """Close everything at once."""
        loop = asyncio.get_running_loop()
        for sock in (*self._listening, *self._waiting):
            loop.remove_reader(sock)
            sock.close()
        tasks = tuple(self._scene.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for transport in tuple(self._scene.transports):
            transport.abort()
        await asyncio.sleep(0)

    def _accept(self, listening: socket.socket) -> None:
        with suppress(BlockingIOError, ConnectionError):
            while True:
                sock, _ = listening.accept()
                sock.settimeout(0)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._wait(sock)

    def _wait(self, sock: socket.socket) -> None:
        self._waiting.add(sock)
        asyncio.get_running_loop().add_reader(sock, self._peek, sock)

    def _peek(self, sock: socket.socket) -> None:
        """The first bytes are there: decide what this connection is."""
        asyncio.get_running_loop().remove_reader(sock)
        self._waiting.discard(sock)
        try:
            data = sock.recv(_HELLO_LIMIT, socket.MSG_PEEK)
        except OSError:
            data = b""
        if not data:
            sock.close()
        elif not is_tls(data):
            self._scene.begin(self._adopt(sock, None))
        elif (name := server_name(data)) is None:
            # Not the whole ClientHello yet; the rest does not make the socket any more readable than it is.
            asyncio.get_running_loop().call_later(0.002, self._wait, sock)
        else:
            self._scene.begin(self._greet(sock, name))

    async def _greet(self, sock: socket.socket, name: str) -> None:
        """Answer a ClientHello as the host of that name does."""
        site = self._scene.sites.find(name)
        kind: str = "ok" if site is None else site.host.tls
        if site is not None and site.host.refuse:
            kind = "refuse"
        elif not certifiable(name):
            kind = "alert"
        if kind in GREETINGS:
            await GREETINGS[kind](sock)
            return
        with suppress(OSError, TimeoutError):
            await self._adopt(sock, name, kind)

    async def _adopt(self, sock: socket.socket, name: str | None, kind: str = "ok") -> None:
        loop = asyncio.get_running_loop()
        self._count += 1
        connection = Connection(self._scene, self._count, name)
        context = None if name is None else self._scene.certificates.context(name, kind)
        await loop.connect_accepted_socket(lambda: connection, sock, ssl=context)
