"""The name server of the simulated web, over UDP and TCP: addresses that look public, and all that DNS can fail with.

`alias NAME` is a CNAME, answered with all that it leads to, as a recursive resolver does (RFC 1034 §5.2.2), a circle once around.
A host without `dns` has one address, made from its name, within 93.0.0.0/8 (nothing in it is special, IANA's IPv4
special-purpose registry). A name above a host's exists without data (RFC 8020); every other does not exist.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from tests.web.journal import Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.manifest import Manifest

_TTL = 60
_UDP_SIZE = 512
_CODES = {
    "nxdomain": dns.rcode.NXDOMAIN,
    "servfail": dns.rcode.SERVFAIL,
    "refused": dns.rcode.REFUSED,
    "notimp": dns.rcode.NOTIMP,
    "nodata": dns.rcode.NOERROR,
}
_ALIAS = "alias "
_ADDRESSED = ("truncated", "cut", "another's")
"""Said wrongly, though there is an address."""
_FAMILIES = {dns.rdatatype.A: 4, dns.rdatatype.AAAA: 6}


def public_address(name: str) -> str:
    """An address that is always the same for a name and differs between names."""
    first, second, third = hashlib.sha256(name.encode()).digest()[:3]
    return f"93.{first}.{second}.{third}"


class Names:
    """Answers questions from a manifest; a sequence goes on with each question for the same type."""

    def __init__(self, manifest: Manifest, asked: Callable[[Query], None]) -> None:
        hosts = {name: host.dns for name, host in manifest.hosts.items()}
        if manifest.archive is not None:
            hosts.setdefault(manifest.archive.host, None)
        self._hosts = hosts
        self._parents = {parent for name in hosts for parent in _parents(name)}
        self._turns: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._asked = asked

    def answer(self, wire: bytes, *, tcp: bool) -> bytes | None:
        """The message to send back, None for silence."""
        try:
            question = dns.message.from_wire(wire)
            asked = question.question[0]
        except (dns.exception.DNSException, IndexError):
            return None
        name, kind = asked.name.to_text(omit_final_dot=True).lower(), asked.rdtype
        over = "tcp" if tcp else "udp"
        self._asked(Query(name, dns.rdatatype.to_text(kind), over))
        said = self._said(name, kind)
        if said == "timeout":
            return None
        if said == "garbage":
            return wire[:2] + b"\xff" * 40
        reply = dns.message.make_response(question, recursion_available=True)
        if said == "another's":
            reply.id ^= 1
        if said == "cut" or (said == "truncated" and not tcp):
            reply.flags |= dns.flags.TC
        elif isinstance(said, str):
            reply.set_rcode(_CODES.get(said, dns.rcode.NOERROR))
        if isinstance(said, str) and said.startswith(_ALIAS):
            name, said = self._follow(reply, name, said, kind)
        self._fill(reply, name, asked, [public_address(name)] if said in _ADDRESSED else said)
        size = 65_535 if tcp else max(question.payload, _UDP_SIZE)
        return reply.to_wire(max_size=size, prefer_truncation=True, want_shuffle=False)

    def _follow(
        self, reply: dns.message.Message, name: str, said: str | list[str], kind: int
    ) -> tuple[str, str | list[str]]:
        """Answer with the aliases from a name on; where they end, and what is said of that."""
        seen = {name}
        while isinstance(said, str) and said.startswith(_ALIAS):
            to = said.removeprefix(_ALIAS)
            reply.answer.append(dns.rrset.from_text(f"{name}.", _TTL, "IN", "CNAME", f"{to}."))
            name = to
            if name in seen:
                return name, "nodata"
            seen.add(name)
            said = self._said(name, kind)
        if isinstance(said, str):
            reply.set_rcode(_CODES.get(said, dns.rcode.NOERROR))
        return name, said

    def _fill(
        self, reply: dns.message.Message, name: str, asked: dns.rrset.RRset, said: str | list[str]
    ) -> None:
        family = _FAMILIES.get(asked.rdtype)
        if isinstance(said, str) or reply.flags & dns.flags.TC:
            return
        addresses = [each for each in said if ip_address(each).version == family]
        if addresses:
            ttl = 0 if self._changes(asked) else _TTL
            reply.answer.append(
                dns.rrset.from_text_list(f"{name}.", ttl, asked.rdclass, asked.rdtype, addresses)
            )

    def _changes(self, asked: dns.rrset.RRset) -> bool:
        said = self._hosts.get(asked.name.to_text(omit_final_dot=True).lower())
        return isinstance(said, list) and not _are_addresses(said)

    def _said(self, name: str, kind: int) -> str | list[str]:
        key = next((each for each in (name, *_wildcards(name)) if each in self._hosts), None)
        if key is None:
            return "nodata" if name in self._parents else "nxdomain"
        said = self._hosts[key]
        if said is None:
            return [public_address(name)]
        if isinstance(said, str):
            return [said] if _are_addresses([said]) else said
        if _are_addresses(said):
            return [each for each in said if isinstance(each, str)]
        turn = self._turns[name, kind]
        self._turns[name, kind] += 1
        step = said[min(turn, len(said) - 1)]
        return [step] if isinstance(step, str) and _are_addresses([step]) else step


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, names: Callable[[], Names]) -> None:
        self._names = names

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        answer = self._names().answer(data, tcp=False)
        if answer is not None:
            self._transport.sendto(answer, addr)


class NameServer:
    """Serves on one port, UDP and TCP."""

    def __init__(self, names: Callable[[], Names]) -> None:
        self._names = names
        self._udp: list[asyncio.DatagramTransport] = []
        self._tcp: list[asyncio.Server] = []
        self._writers: set[asyncio.StreamWriter] = set()

    async def start(self, addresses: tuple[str, ...], port: int = 0) -> int:
        """Bind every address to one port; 0 takes one that is free."""
        loop = asyncio.get_running_loop()
        for address in addresses:
            server = await asyncio.start_server(self._serve, address, port)
            self._tcp.append(server)
            port = server.sockets[0].getsockname()[1]
            transport, _ = await loop.create_datagram_endpoint(
                lambda: _Datagrams(self._names), local_addr=(address, port)
            )
            self._udp.append(transport)
        return port

    async def stop(self) -> None:
        """Close everything."""
        for transport in self._udp:
            transport.close()
        for server in self._tcp:
            server.close()
        for writer in tuple(self._writers):
            writer.transport.abort()
        for server in self._tcp:
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while True:
                size = int.from_bytes(await reader.readexactly(2))
                answer = self._names().answer(await reader.readexactly(size), tcp=True)
                if answer is not None:
                    writer.write(len(answer).to_bytes(2) + answer)
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()
        finally:
            self._writers.discard(writer)


def _are_addresses(said: list[Any]) -> bool:
    return all(isinstance(each, str) and _is_address(each) for each in said)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _parents(name: str) -> list[str]:
    labels = name.split(".")
    return [".".join(labels[at:]) for at in range(1, len(labels))]


def _wildcards(name: str) -> list[str]:
    return [f"*.{parent}" for parent in _parents(name)]
