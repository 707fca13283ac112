"""What a host does to a ClientHello in the place of a handshake, by the manifest's word for it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from tests.web.certificates import HANDSHAKE_FAILURE
from tests.web.wire import reset

if TYPE_CHECKING:
    import socket
    from collections.abc import Awaitable, Callable, Mapping

BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_AT_MOST = 16_384


async def _plain_only(sock: socket.socket) -> None:
    """A server that knows no TLS takes a ClientHello for a bad request."""
    await _last_words(sock, BAD_REQUEST)


async def _alert(sock: socket.socket) -> None:
    await _last_words(sock, HANDSHAKE_FAILURE)


async def _last_words(sock: socket.socket, words: bytes) -> None:
    with sock, suppress(OSError):
        sock.recv(_AT_MOST)
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
        while await loop.sock_recv(sock, _AT_MOST):
            pass


GREETINGS: Mapping[str, Callable[[socket.socket], Awaitable[None]]] = {
    "none": _plain_only,
    "alert": _alert,
    "refuse": _refuse,
    "reset": _reset,
    "stall": _stall,
}
