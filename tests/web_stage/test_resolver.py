"""Names, against a real name server on loopback."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from linkcheck.model import Failure
from linkcheck.web.resolver import Resolution, Resolver
from tests.web.site import Site, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTS = {
    "a.example": {"dns": ["93.184.216.34", "2606:2800:220:1::1"]},
    "under_score.example": {"dns": ["93.184.216.34"]},
    "xn--fsqu00a.example": {"dns": ["93.184.216.34"]},
    "nx.example": {"dns": "nxdomain"},
    "servfail.example": {"dns": "servfail"},
    "refused.example": {"dns": "refused"},
    "nodata.example": {"dns": "nodata"},
    "silent.example": {"dns": "timeout"},
    "back.example": {"dns": ["nxdomain", "nxdomain", ["93.184.216.34"]]},
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving({"hosts": HOSTS}) as running:
        yield running


def resolved(site: Site, *names: str, fresh: bool = False) -> tuple[list[Resolution], bool]:
    async def ask() -> tuple[list[Resolution], bool]:
        resolver = Resolver(timedelta(seconds=1), ("127.0.0.1", site.dns_port))
        try:
            found = [await resolver.resolve(name, fresh=fresh) for name in names]
        finally:
            await resolver.close()
        return found, resolver.answered

    return asyncio.run(ask())


ANSWERS = {
    "both families": ("a.example", {"93.184.216.34", "2606:2800:220:1::1"}, None, True),
    "underscore": ("under_score.example", {"93.184.216.34"}, None, True),
    "IDN": ("xn--fsqu00a.example", {"93.184.216.34"}, None, True),
    "IPv4 literal": ("192.0.2.1", {"192.0.2.1"}, None, False),
    "IPv6 literal": ("2001:db8::1", {"2001:db8::1"}, None, False),
    "no such name": ("nx.example", set(), Failure.NO_SUCH_HOST, False),
    "unheard of": ("unheard-of.example", set(), Failure.NO_SUCH_HOST, False),
    "no data": ("nodata.example", set(), Failure.NO_ADDRESS, True),
    "server failure": ("servfail.example", set(), Failure.DNS, False),
    "refused": ("refused.example", set(), Failure.DNS, False),
    "silence": ("silent.example", set(), Failure.DNS, False),
}


@pytest.mark.parametrize(
    ("name", "addresses", "failure", "is_up"), ANSWERS.values(), ids=ANSWERS.keys()
)
def test_resolves(
    site: Site, name: str, addresses: set[str], failure: Failure | None, is_up: bool
) -> None:
    (found,), answered = resolved(site, name)
    assert (set(found.addresses), found.failure, answered) == (addresses, failure, is_up)
    assert (found.detail != "") == (failure is not None)


class Families(asyncio.DatagramProtocol):
    """A name server that says of `A-AAAA.example` what the name says, of IPv6 a moment later."""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        question = dns.message.from_wire(data)
        asked = question.question[0]
        is_v6 = asked.rdtype == dns.rdatatype.AAAA
        said = asked.name.to_text().partition(".")[0].split("-")[is_v6]
        reply = dns.message.make_response(question)
        reply.set_rcode(
            {"failing": dns.rcode.SERVFAIL, "unknown": dns.rcode.NXDOMAIN}.get(
                said, dns.rcode.NOERROR
            )
        )
        if said == "there":
            address = "2606:2800:220:1::1" if is_v6 else "93.184.216.34"
            reply.answer.append(dns.rrset.from_text(asked.name, 60, "IN", asked.rdtype, address))
        if said != "silent":
            later = asyncio.get_running_loop().call_later
            later(0.05 * is_v6, self._transport.sendto, reply.to_wire(), addr)


FAMILIES = {
    "failing-empty": Failure.DNS,
    "empty-failing": Failure.DNS,
    "failing-unknown": Failure.DNS,
    "unknown-failing": Failure.DNS,
    "silent-empty": Failure.DNS,
    "silent-unknown": Failure.DNS,
    "empty-silent": Failure.DNS,
    "empty-empty": Failure.NO_ADDRESS,
    "empty-unknown": Failure.NO_ADDRESS,
    "unknown-empty": Failure.NO_ADDRESS,
    "unknown-unknown": Failure.NO_SUCH_HOST,
    "there-failing": None,
    "failing-there": None,
    "there-silent": None,
    "silent-there": None,
    "there-empty": None,
    "unknown-there": None,
}


@pytest.mark.parametrize(("name", "failure"), FAMILIES.items(), ids=FAMILIES)
def test_what_one_family_says_is_not_the_whole(name: str, failure: Failure | None) -> None:
    async def ask() -> Resolution:
        loop = asyncio.get_running_loop()
        server, _ = await loop.create_datagram_endpoint(Families, local_addr=("127.0.0.1", 0))
        port = server.get_extra_info("sockname")[1]
        resolver = Resolver(timedelta(seconds=2), ("127.0.0.1", port))
        try:
            return await resolver.resolve(f"{name}.example")
        finally:
            await resolver.close()
            server.close()

    found = asyncio.run(ask())
    assert found.failure is failure
    assert bool(found.addresses) is (failure is None)


def test_a_name_is_asked_once(site: Site) -> None:
    site.forget()
    resolved(site, *["a.example"] * 5)
    assert len(site.queries) == 2


def test_a_second_opinion_asks_anew(site: Site) -> None:
    site.forget()
    resolved(site, "nx.example", "nx.example", fresh=True)
    assert len(site.queries) >= 2


def test_many_who_ask_at_once_share_the_question(site: Site) -> None:
    async def ask() -> set[Resolution]:
        resolver = Resolver(timedelta(seconds=1), ("127.0.0.1", site.dns_port))
        found = await asyncio.gather(*(resolver.resolve("a.example") for _ in range(50)))
        await resolver.close()
        return set(found)

    site.forget()
    assert len(asyncio.run(ask())) == 1
    assert len(site.queries) == 2


def test_one_who_gives_up_leaves_the_others_their_answer(site: Site) -> None:
    async def ask() -> Resolution:
        resolver = Resolver(timedelta(seconds=1), ("127.0.0.1", site.dns_port))
        impatient = asyncio.create_task(resolver.resolve("a.example"))
        patient = asyncio.create_task(resolver.resolve("a.example"))
        await asyncio.sleep(0)
        impatient.cancel()
        found = await patient
        await resolver.close()
        return found

    assert asyncio.run(ask()).failure is None
