from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import pytest

from tests.web.nameserver import public_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.site import Site


def told(
    site: Site, name: str, kind: str = "A", *, tcp: bool = False, address: str = "127.0.0.1"
) -> dns.message.Message:
    question = dns.message.make_query(name, kind)
    query = dns.query.tcp if tcp else dns.query.udp
    return query(question, address, timeout=0.5, port=site.dns_port)


def addresses(message: dns.message.Message) -> list[str]:
    return [str(record) for answer in message.answer for record in answer]


def host(dns_: Any) -> dict[str, Any]:
    return {"hosts": {"www.a.example": {"dns": dns_}}}


@pytest.mark.parametrize("tcp", [False, True], ids=["udp", "tcp"])
def test_a_host_has_a_public_address_of_its_own(web: Callable[..., Any], *, tcp: bool) -> None:
    with web({"hosts": {"a.example": {}, "*.b.example": {}}}) as site:
        [first] = addresses(told(site, "A.example", tcp=tcp))
        [second] = addresses(told(site, "x.b.example", tcp=tcp))
        assert addresses(told(site, "a.example", "AAAA", tcp=tcp)) == []
        assert [query.over for query in site.queries] == ["tcp" if tcp else "udp"] * 3
    assert first == public_address("a.example") != second
    assert ip_address(first).is_global


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param("nxdomain", dns.rcode.NXDOMAIN, id="nxdomain"),
        pytest.param("servfail", dns.rcode.SERVFAIL, id="servfail"),
        pytest.param("refused", dns.rcode.REFUSED, id="refused"),
        pytest.param("nodata", dns.rcode.NOERROR, id="nodata"),
        pytest.param([], dns.rcode.NOERROR, id="no address"),
    ],
)
def test_failures(web: Callable[..., Any], said: Any, code: dns.rcode.Rcode) -> None:
    with web(host(said)) as site:
        message = told(site, "www.a.example")
    assert (message.rcode(), addresses(message)) == (code, [])


def test_names_that_are_no_hosts(web: Callable[..., Any]) -> None:
    with web(host(None) | {"archive": {"captures": []}}) as site:
        assert told(site, "b.example").rcode() == dns.rcode.NXDOMAIN
        above = told(site, "a.example")
        assert (above.rcode(), addresses(above)) == (dns.rcode.NOERROR, [])
        assert addresses(told(site, "web.archive.org")) == [public_address("web.archive.org")]


def test_addresses_of_both_families(web: Callable[..., Any]) -> None:
    with web(host(["203.0.113.5", "10.0.0.1", "2001:db8::1"])) as site:
        assert addresses(told(site, "www.a.example")) == ["203.0.113.5", "10.0.0.1"]
        assert addresses(told(site, "www.a.example", "AAAA")) == ["2001:db8::1"]


def test_a_sequence_goes_on_for_each_type_by_itself(web: Callable[..., Any]) -> None:
    with web(host([["93.184.216.34"], "servfail", ["10.0.0.1"]])) as site:
        first = told(site, "www.a.example")
        assert told(site, "www.a.example", "AAAA").rcode() == dns.rcode.NOERROR
        assert told(site, "www.a.example").rcode() == dns.rcode.SERVFAIL
        assert addresses(told(site, "www.a.example")) == ["10.0.0.1"]
        assert addresses(told(site, "www.a.example")) == ["10.0.0.1"]
    assert addresses(first) == ["93.184.216.34"]
    assert first.answer[0].ttl == 0


def test_silence(web: Callable[..., Any]) -> None:
    with web(host("timeout")) as site:
        with pytest.raises(dns.exception.Timeout):
            told(site, "www.a.example")
        assert [(query.name, query.type) for query in site.queries] == [("www.a.example", "A")]


@pytest.mark.parametrize(
    "said",
    ["truncated", [f"93.184.{n // 250}.{n % 250 + 1}" for n in range(300)]],
    ids=["said", "long"],
)
def test_what_is_truncated_comes_whole_over_tcp(web: Callable[..., Any], said: Any) -> None:
    with web(host(said)) as site:
        assert told(site, "www.a.example").flags & dns.flags.TC
        whole = told(site, "www.a.example", tcp=True)
    assert not whole.flags & dns.flags.TC
    assert len(addresses(whole)) == (1 if said == "truncated" else 300)


def test_garbage_is_sent_on_demand_and_survived(web: Callable[..., Any]) -> None:
    with web(host("garbage")) as site:
        with pytest.raises(dns.exception.DNSException):
            told(site, "www.a.example")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.sendto(b"\xff" * 30, ("127.0.0.1", site.dns_port))
        assert told(site, "b.example").rcode() == dns.rcode.NXDOMAIN


def test_ipv6_listens_on_the_same_ports(web: Callable[..., Any]) -> None:
    with web(host(None), ipv6=True) as site:
        assert addresses(told(site, "www.a.example", address="::1"))
        with socket.create_connection(("::1", site.port), timeout=1) as sock:
            sock.sendall(b"GET / HTTP/1.1\r\nHost: www.a.example\r\n\r\n")
            assert sock.recv(12) == b"HTTP/1.1 404"
