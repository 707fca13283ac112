"""The web server: one port, http and https, every host by its name; able to misbehave at byte level.

The first byte of a connection is looked at without taking it (MSG_PEEK): 0x16 begins a TLS handshake (RFC 8446 §5.1),
whose ClientHello names the host before anything is answered. A plain answer is one write from within the callback
that read the request; only what takes time has a task of its own.
"""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.web.certificates import HANDSHAKE_FAILURE, Certificates, is_tls, server_name
from tests.web.faults import FAULTS
from tests.web.hosts import Sites, bare
from tests.web.journal import Request, named_host
from tests.web.wire import Wire, reset

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.reply import Reply

_HEAD_END = b"\r\n\r\n"
_BACKLOG = 4096
_HELLO_LIMIT = 16_384
_PIECE = 1 << 16
_BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(slots=True)
class Scene:
    """What connections share: the sites of today's manifest, certificates, and where requests are written down."""

    sites: Sites
    certificates: Certificates
    note: Callable[[Request], None]


class Connection(asyncio.Protocol):
    """One connection, its requests one after another."""

    def __init__(
        self, scene: Scene, number: int, sni: str | None, tasks: set[asyncio.Task[None]]
    ) -> None:
        self._scene = scene
        self._number = number
        self._sni = sni
        self._tasks = tasks
        self._buffer = b""
        self._busy = False
        self._task: asyncio.Task[None] | None = None
        self._open: Request | None = None

    def connection_made(self, transport: Any) -> None:
        self._transport: asyncio.Transport = transport
        self._wire = Wire(transport)

    def pause_writing(self) -> None:
        self._wire.pause()

    def resume_writing(self) -> None:
        self._wire.resume()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._open is not None:
            self._open.end = time.monotonic()
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while not self._busy and not self._transport.is_closing():
            request = self._read()
            if request is None:
                return
            self._serve(request)

    def _read(self) -> Request | None:
        """The next request, as soon as it is whole."""
        head, end, rest = self._buffer.partition(_HEAD_END)
        if not end:
            return None
        words = head.partition(b"\r\n")[0].decode("latin-1").split(" ")
        if len(words) != 3:
            self._transport.write(_BAD_REQUEST)
            self._transport.close()
            return None
        request = Request(
            method=words[0],
            scheme="http" if self._sni is None else "https",
            host=bare(named_host(head)),
            target=words[1],
            head=head,
            connection=self._number,
            sni=self._sni,
        )
        size = 0 if words[0] in {"GET", "HEAD"} else int(request.header("content-length") or 0)
        if len(rest) < size:
            return None
        request.body, self._buffer = rest[:size], rest[size:]
        return request

    def _serve(self, request: Request) -> None:
        named = named_host(request.head)
        site = self._scene.sites.find(named)
        if site is not None and site.host.refuse:
            self._transport.close()
            return
        self._scene.note(request)
        reply = self._scene.sites.reply(request, named)
        if not reply.instant:
            self._busy, self._open = True, request
            self._task = asyncio.create_task(self._take_time(request, reply))
            self._tasks.add(self._task)
            self._task.add_done_callback(self._tasks.discard)
            return
        self._transport.write(reply.head if request.method == "HEAD" else reply.head + reply.body)
        self._done(request, reply)

    async def _take_time(self, request: Request, reply: Reply) -> None:
        await asyncio.sleep(reply.delay)
        if reply.fault is not None or reply.raw is not None:
            await self._misbehave(reply)
            self._wire.close()
        else:
            await self._wire.send(reply.head)
            if request.method != "HEAD":
                await self._send_body(reply)
        self._open, self._task, self._busy = None, None, False
        self._done(request, reply)
        self.data_received(b"")

    async def _misbehave(self, reply: Reply) -> None:
        if reply.raw is not None:
            await self._wire.send(reply.raw)
        else:
            await FAULTS[reply.fault or "close"](self._wire, reply)

    async def _send_body(self, reply: Reply) -> None:
        """The body, however long, without ever holding more of it than a piece."""
        at_once = max(1, _PIECE // max(1, len(reply.body)))
        piece = reply.body * min(at_once, reply.repeat)
        whole, rest = divmod(reply.repeat, at_once)
        for _ in range(whole):
            await self._wire.send(piece)
        if rest:
            await self._wire.send(reply.body * rest)

    def _done(self, request: Request, reply: Reply) -> None:
        request.status, request.end = reply.status, time.monotonic()
        head = request.head.lower()
        if b"\r\nconnection: close" in head or b" http/1.0" in head[:9000].partition(b"\r\n")[0]:
            self._transport.close()


class WebServer:
    """Accepts connections, sees whether they are TLS and for whom, and hands them to `Connection`."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._listening: list[socket.socket] = []
        self._waiting: set[socket.socket] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._transports: set[asyncio.BaseTransport] = set()
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
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for transport in tuple(self._transports):
            if isinstance(transport, asyncio.WriteTransport):
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
            self._begin(self._adopt(sock, None))
        elif (name := server_name(data)) is None:
            # Not the whole ClientHello yet; the rest does not make the socket any more readable than it is.
            asyncio.get_running_loop().call_later(0.002, self._wait, sock)
        else:
            self._begin(self._greet(sock, name))

    def _begin(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _greet(self, sock: socket.socket, name: str) -> None:
        """Answer a ClientHello as the host of that name does."""
        site = self._scene.sites.find(name)
        kind: str = "ok" if site is None else site.host.tls
        if site is not None and site.host.refuse:
            kind = "refuse"
        if kind in _GREETINGS:
            await _GREETINGS[kind](sock)
            return
        with suppress(OSError, TimeoutError):
            await self._adopt(sock, name, kind)

    async def _adopt(self, sock: socket.socket, name: str | None, kind: str = "ok") -> None:
        loop = asyncio.get_running_loop()
        self._count += 1
        connection = _Kept(self._scene, self._count, name, self._tasks)
        connection.kept_in = self._transports
        context = None if name is None else self._scene.certificates.context(name, kind)
        await loop.connect_accepted_socket(lambda: connection, sock, ssl=context)


class _Kept(Connection):
    """A connection whose transport can be found when the server stops."""

    kept_in: set[asyncio.BaseTransport]

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.kept_in.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.kept_in.discard(self._transport)


async def _plain_only(sock: socket.socket) -> None:
    """A server that knows no TLS takes a ClientHello for a bad request."""
    await _last_words(sock, _BAD_REQUEST)


async def _alert(sock: socket.socket) -> None:
    await _last_words(sock, HANDSHAKE_FAILURE)


async def _last_words(sock: socket.socket, words: bytes) -> None:
    with sock, suppress(OSError):
        sock.recv(_HELLO_LIMIT)
        sock.send(words)


async def _refuse(sock: socket.socket) -> None:
    sock.close()


async def _reset(sock: socket.socket) -> None:
    reset(sock)
    sock.close()


async def _stall(sock: socket.socket) -> None:
    """Say nothing until the peer goes away."""
    loop = asyncio.get_running_loop()
    with sock, suppress(OSError):
        while await loop.sock_recv(sock, _HELLO_LIMIT):
            pass


_GREETINGS = {
    "none": _plain_only,
    "alert": _alert,
    "refuse": _refuse,
    "reset": _reset,
    "stall": _stall,
}
"""What a host does to a ClientHello in the place of a handshake."""
