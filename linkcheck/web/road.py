"""How a host is reached: its addresses, each passed by the guard, and a socket to the first that answers.

The address is checked and connected to in one place, so a second answer of the resolver changes nothing (DNS rebinding). Happy
Eyeballs (RFC 8305) come from aiohttp's library.
"""

from __future__ import annotations

import socket
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import aiohappyeyeballs

from linkcheck.model import Failure
from linkcheck.web.exchange import NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkcheck.web.guard import Guard
    from linkcheck.web.resolver import Resolver

_ATTEMPT_DELAY = 0.25
"""Seconds before the next address is tried beside the first (RFC 8305 §5)."""
_OF_A_KIND = 8
"""Addresses of each family that are tried: an answer of 64 KiB has four thousand, and each of them would get a connection from us."""
_UNREAD = 64 * 1024
"""Bytes that wait for us at most (Linux takes twice as many, socket(7)): by itself it lets this grow to megabytes for one who sends without end while we
are busy with others. Measured, of a body without end: 0.7 MB are taken on a busy machine, 0.9 to 1.3 without. It is a window of TCP as it was before it scaled, so
that only pages of hundreds of kilobytes from far away come later."""


@dataclass(frozen=True, slots=True)
class Road:
    """How a host is reached: through the guard and the resolver, or where `--connect-to` says.

    `asks` is False where the user wants no name to be asked for (`--connect-to` without `--dns`).
    """

    guard: Guard
    resolver: Resolver
    connect_to: tuple[str, int] | None = None
    asks: bool = True

    async def connect(self, host: str, port: int, *, fresh: bool) -> socket.socket:
        """A connected socket; NoAnswerError where there is no address that may be spoken to, OSError where none answers."""
        addresses = await self._addresses(host, port, fresh=fresh)
        infos = [
            info
            for ip, number in _few(addresses)
            for info in socket.getaddrinfo(
                ip, number, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
            )
        ]
        sock = await aiohappyeyeballs.start_connection(infos, happy_eyeballs_delay=_ATTEMPT_DELAY)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _UNREAD)
        return sock

    async def _addresses(self, host: str, port: int, *, fresh: bool) -> list[tuple[str, int]]:
        """Where to connect to for a host, in the order to try."""
        allowed = await self._resolved(host, port, fresh=fresh) if self.asks else ()
        return [self.connect_to] if self.connect_to else [(ip, port) for ip in allowed]

    async def _resolved(self, host: str, port: int, *, fresh: bool) -> tuple[str, ...]:
        found = await self.resolver.resolve(host, fresh=fresh)
        if found.failure is not None:
            raise NoAnswerError(found.failure, found.detail)
        refused = {ip: self.guard.resolved(host, port, ip) for ip in found.addresses}
        allowed = tuple(ip for ip, why in refused.items() if why is None)
        if not allowed:
            named = "; ".join(f"{ip}: {why}" for ip, why in islice(refused.items(), _OF_A_KIND))
            raise NoAnswerError(Failure.PRIVATE, named)
        return allowed


def _few(addresses: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The first addresses of each family, in their order."""
    kinds = Counter[bool]()
    few = []
    for ip, port in addresses:
        is_v6 = ":" in ip
        kinds[is_v6] += 1
        if kinds[is_v6] <= _OF_A_KIND:
            few.append((ip, port))
    return few
