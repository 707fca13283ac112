"""From a host's name to its addresses, with the difference that matters: "there is no such name" is an answer, the rest is not.

c-ares (through aiodns) reads the system's hosts file and resolvers on each platform, waits without threads, and keeps
NXDOMAIN, no data, SERVFAIL and time-outs apart, which the C library's `getaddrinfo` folds into one "name or service
not known" (EAI_NONAME covers NXDOMAIN and NODATA alike on glibc). Probed 2026-11 with aiodns 4.0.4: code 4 for NXDOMAIN, 1 for no
data, 3 for SERVFAIL, 6 for REFUSED, 12 for a time-out; a dangling CNAME counts as NXDOMAIN.
Asked for both families at once it tells of a name without addresses what was said last, be it of IPv4 or IPv6: a "no data" that comes behind
a time-out would pass for the whole truth. So what it says of none is believed where each family by itself says as much.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiodns
import pycares

from linkcheck.model import Failure
from linkcheck.web.guard import as_address

if TYPE_CHECKING:
    from datetime import timedelta

_FAILURES: dict[int, Failure] = {
    pycares.errno.ARES_ENOTFOUND: Failure.NO_SUCH_HOST,
    pycares.errno.ARES_ENODATA: Failure.NO_ADDRESS,
}
"""The resolver's definite answers; everything else says nothing of the name."""

_TRIES = 2


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name stands for: addresses in the resolver's order, or why there are none."""

    addresses: tuple[str, ...] = ()
    failure: Failure | None = None
    detail: str = ""


class Resolver:
    """Asks the system's resolvers, or the one given as (host, port), once a name; `fresh` asks anew."""

    def __init__(self, timeout: timedelta, server: tuple[str, int] | None = None) -> None:
        self._timeout = timeout.total_seconds()
        self._server = server
        self._usual = self._channel()
        self._known: dict[str, asyncio.Task[Resolution]] = {}
        self.answered = False
        """Whether any name was said to exist: a sign that the network is up."""

    async def close(self) -> None:
        """End what is still being asked."""
        for task in self._known.values():
            task.cancel()
        await asyncio.gather(*self._known.values(), return_exceptions=True)
        await self._usual.close()

    async def resolve(self, host: str, *, fresh: bool = False) -> Resolution:
        """The addresses of a name; many who ask at once share one question."""
        literal = as_address(host)
        if literal is not None:
            return Resolution((str(literal),))
        if fresh and host in self._known and self._known[host].done():
            del self._known[host]
        task = self._known.get(host)
        if task is None:
            task = self._known[host] = asyncio.create_task(self._ask(host, fresh=fresh))
        return await asyncio.shield(task)

    async def _ask(self, host: str, *, fresh: bool) -> Resolution:
        # c-ares keeps negative answers for a while: a second opinion needs a channel that has not heard the first.
        channel = self._channel() if fresh else self._usual
        try:
            async with asyncio.timeout(self._timeout):
                nodes = await _nodes(channel, host)
        except aiodns.error.DNSError as error:
            code, text = error.args[0], str(error.args[-1])
            failure = _FAILURES.get(code, Failure.DNS)
            self.answered |= failure is Failure.NO_ADDRESS
            return Resolution(failure=failure, detail=text)
        except TimeoutError:
            return Resolution(failure=Failure.DNS, detail=f"no answer in {self._timeout:g} s")
        finally:
            if fresh:
                await channel.close()
        self.answered = True
        return Resolution(tuple(_text(node.addr[0]) for node in nodes))

    def _channel(self) -> aiodns.DNSResolver:
        host, port = self._server or (None, None)
        return aiodns.DNSResolver(
            nameservers=[host] if host else None,
            udp_port=port,
            tcp_port=port,
            timeout=self._timeout / (2 * _TRIES),
            tries=_TRIES,
            flags=pycares.ARES_FLAG_NOSEARCH,
        )


async def _nodes(channel: aiodns.DNSResolver, host: str) -> list[Any]:
    """The addresses of a name; aiodns.error.DNSError where both families say that there are none, or one could not be told of."""
    try:
        return await _family(channel, host, socket.AF_UNSPEC)
    except aiodns.error.DNSError as error:
        if error.args[0] not in _FAILURES:
            raise
        said = error
    each = await asyncio.gather(
        *(_family(channel, host, family) for family in (socket.AF_INET, socket.AF_INET6)),
        return_exceptions=True,
    )
    found = [node for nodes in each if isinstance(nodes, list) for node in nodes]
    if found:
        return found
    raise max((said, *(e for e in each if isinstance(e, aiodns.error.DNSError))), key=_counts)


def _counts(error: aiodns.error.DNSError) -> int:
    """Who is believed of two: first who could not tell, then who knows the name, which so exists."""
    failure = _FAILURES.get(error.args[0], Failure.DNS)
    return (Failure.NO_SUCH_HOST, Failure.NO_ADDRESS, Failure.DNS).index(failure)


async def _family(
    channel: aiodns.DNSResolver, host: str, family: socket.AddressFamily
) -> list[Any]:
    found = await channel.getaddrinfo(host, family=family, port=0, type=socket.SOCK_STREAM)
    return list(found.nodes)


def _text(address: bytes | str) -> str:
    return address.decode("ascii") if isinstance(address, bytes) else address
