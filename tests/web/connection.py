"""One connection of the simulated web: requests read and answered one after another, as the manifest says.

A plain answer is one write from within the callback that read the request; only what takes time has a task of its own.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.web.faults import FAULTS
from tests.web.greetings import BAD_REQUEST, GREETINGS
from tests.web.hosts import Sites, bare
from tests.web.journal import Request, named_host
from tests.web.wire import Wire, acknowledged

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Coroutine

    from tests.web.certificates import Certificates
    from tests.web.reply import Reply

_HEAD_END = b"\r\n\r\n"
_ABSOLUTE = re.compile(r"^http://[^/]*/?")
_PIECE = 1 << 16


@dataclass(slots=True)
class Scene:
    """What connections share: the sites of today's manifest, certificates, where requests are written down, what is open."""

    sites: Sites
    certificates: Certificates
    note: Callable[[Request], None]
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    transports: set[asyncio.Transport] = field(default_factory=set)
    taken: Counter[str] = field(default_factory=Counter)
    """Bytes that were acknowledged, by host."""

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start a task that is known for as long as it runs."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task


class Connection(asyncio.Protocol):
    """One connection, its requests one after another."""

    def __init__(self, scene: Scene, number: int, sni: str | None) -> None:
        self._scene = scene
        self._number = number
        self._sni = sni
        self._buffer = b""
        self._busy = False
        self._proxied = False
        self._task: asyncio.Task[None] | None = None
        self._open: Request | None = None
        self._host = ""

    def connection_made(self, transport: Any) -> None:
        self._transport: asyncio.Transport = transport
        self._wire = Wire(transport)
        # Kept, since a TLS transport whose connection is lost says nothing of it any more.
        self._socket: socket.socket | None = transport.get_extra_info("socket")
        self._scene.transports.add(transport)

    def pause_writing(self) -> None:
        self._wire.pause()

    def resume_writing(self) -> None:
        self._wire.resume()

    def connection_lost(self, exc: Exception | None) -> None:
        self._scene.transports.discard(self._transport)
        self._scene.taken[self._host] += acknowledged(self._socket)
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
            self._transport.write(BAD_REQUEST)
            self._transport.close()
            return None
        target = _ABSOLUTE.sub("/", words[1])
        request = Request(
            method=words[0],
            scheme="http" if self._sni is None else "https",
            host=bare(named_host(head)),
            target=target,
            proxied=self._proxied or target != words[1],
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
        self._host = request.host
        if request.method == "CONNECT":
            self._begin(self._tunnel(request))
            return
        reply = self._scene.sites.reply(request, named)
        if reply.instant:
            self._answer(request, reply)
            return
        self._open = request
        self._begin(self._take_time(request, reply))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Go on in a task, and read no further request before it is done."""
        self._busy = True
        self._task = self._scene.begin(work)

    async def _tunnel(self, request: Request) -> None:
        """Be a proxy and what is behind it: the client's handshake follows in this connection (RFC 9110 §9.3.6)."""
        site = self._scene.sites.find(request.host)
        kind = "ok" if site is None else site.host.tls
        self._transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        request.status, request.end = 200, time.monotonic()
        if kind in GREETINGS:
            self._transport.close()
            return
        context = self._scene.certificates.context(request.host, kind)
        with suppress(OSError):
            transport = await asyncio.get_running_loop().start_tls(
                self._transport, self, context, server_side=True
            )
            assert isinstance(transport, asyncio.Transport)
            self._scene.transports.discard(self._transport)
            self.connection_made(transport)
            self._sni, self._proxied = request.host, True
            self._task, self._busy = None, False
            self.data_received(b"")  # what came before the handshake was known to be done

    def _answer(self, request: Request, reply: Reply) -> None:
        """Write a reply as a whole; it counts as given before the peer can know of it."""
        request.status, request.end = reply.status, time.monotonic()
        self._transport.write(reply.head if request.method == "HEAD" else reply.head + reply.body)
        if _wants_end(request):
            self._transport.close()

    async def _take_time(self, request: Request, reply: Reply) -> None:
        await asyncio.sleep(reply.delay)
        if reply.fault is not None or reply.raw is not None:
            await self._misbehave(reply)
            self._wire.close()
        elif reply.repeat > 1 and request.method != "HEAD":
            await self._send_at_length(reply)
        else:
            self._answer(request, reply)
        request.status, request.end = reply.status, request.end or time.monotonic()
        self._open, self._task, self._busy = None, None, False
        if _wants_end(request):
            self._transport.close()
        self.data_received(b"")

    async def _misbehave(self, reply: Reply) -> None:
        if reply.raw is not None:
            await self._wire.send(reply.raw)
        else:
            await FAULTS[reply.fault or "close"](self._wire, reply)

    async def _send_at_length(self, reply: Reply) -> None:
        """A body however long, without ever holding more of it than a piece."""
        await self._wire.send(reply.head)
        at_once = max(1, _PIECE // max(1, len(reply.body)))
        whole, rest = divmod(reply.repeat, at_once)
        piece = reply.body * at_once
        for _ in range(whole):
            await self._wire.send(piece)
        await self._wire.send(reply.body * rest)


def _wants_end(request: Request) -> bool:
    """Whether the client does not want to keep the connection (RFC 9112 §9.3)."""
    head = request.head
    return b" HTTP/1.0" in head.partition(b"\r\n")[0] or b"\r\nconnection: close" in head.lower()
