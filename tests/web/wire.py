"""One connection as the one who answers sees it: write with back pressure, close politely, or reset."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys

_NO_LINGER = struct.pack("ii", 1, 0)
"""SO_LINGER of zero seconds: closing sends RST in the place of FIN."""

_ACKED = struct.Struct("@120xQ")
"""Where `tcpi_bytes_acked` stands in `struct tcp_info` (linux/tcp.h)."""


class Wire:
    """Wraps a transport; a reply that never ends is ended by the connection's loss, which cancels its task."""

    __slots__ = ("_flow", "_transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._flow = asyncio.Event()
        self._flow.set()

    async def send(self, data: bytes) -> None:
        """Write, and wait while the peer does not read; one that has left is no reason to keep the loop."""
        self._transport.write(data)
        if self._transport.is_closing():
            await asyncio.sleep(0)  # where the task is cancelled: nothing else here gives way
        await self._flow.wait()

    async def stall(self) -> None:
        """Say nothing until the peer goes away."""
        await asyncio.Event().wait()

    def pause(self) -> None:
        """The peer does not read as fast as we write."""
        self._flow.clear()

    def resume(self) -> None:
        """The peer has caught up."""
        self._flow.set()

    def close(self) -> None:
        """End of what we say, after all that was written."""
        self._transport.close()

    def reset(self) -> None:
        """RST, at once."""
        reset(self._transport.get_extra_info("socket"))
        self._transport.abort()


def acknowledged(sock: socket.socket | None) -> int:
    """How many bytes the peer's machine has taken in (Linux's `tcpi_bytes_acked`); 0 where that is not known."""
    if sock is None or sys.platform != "linux":
        return 0
    try:
        info = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _ACKED.size)
    except OSError:
        return 0
    return int(_ACKED.unpack(info)[0]) if len(info) == _ACKED.size else 0


def reset(sock: socket.socket) -> None:
    """Make closing this socket send RST."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
