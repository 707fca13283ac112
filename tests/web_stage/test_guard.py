"""The guard: what a stranger's link may reach."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.web.guard import SPECIAL, Guard, Network, meaning

REFUSED = {
    "loopback": "127.0.0.1",
    "loopback far end": "127.255.255.254",
    "this network": "0.0.0.0",
    "private 10": "10.1.2.3",
    "private 172 low": "172.16.0.1",
    "private 172 high": "172.31.255.255",
    "private 192.168": "192.168.1.1",
    "carrier": "100.64.0.1",
    "link-local": "169.254.1.1",
    "metadata": "169.254.169.254",
    "azure metadata": "168.63.129.16",
    "documentation": "203.0.113.9",
    "benchmark": "198.19.255.1",
    "multicast": "224.0.0.251",
    "broadcast": "255.255.255.255",
    "v6 loopback": "::1",
    "v6 unspecified": "::",
    "v6 link-local": "fe80::1",
    "v6 private": "fd00:ec2::254",
    "v6 site-local": "fec0::1",
    "v6 multicast": "ff02::1",
    "v4 mapped": "::ffff:127.0.0.1",
    "v4 mapped hex": "::ffff:a00:1",
    "v4 compatible": "::7f00:1",
    "NAT64": "64:ff9b::10.0.0.1",
    "NAT64 local": "64:ff9b:1::1",
    "6to4": "2002:7f00:1::",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "brackets": "[::1]",
    "localhost": "localhost",
    "below localhost": "a.localhost",
    "final dot": "localhost.",
    "capitals": "LOCALHOST",
    "mDNS": "printer.local",
    "google metadata": "metadata.google.internal",
    "home": "router.home.arpa",
    "onion": "abc.onion",
}
PASSED = {
    "name": "example.com",
    "name that looks local": "local.example.com",
    "ends alike": "mylocalhost",
    "public v4": "8.8.8.8",
    "beside private": "172.32.0.1",
    "beside private low": "172.15.255.255",
    "public v6": "2606:4700:4700::1111",
    "NAT64 of a public address": "64:ff9b::8.8.8.8",
    "mapped public": "::ffff:8.8.8.8",
}


@pytest.mark.parametrize("host", REFUSED.values(), ids=REFUSED.keys())
def test_refuses(host: str) -> None:
    assert Guard().name(host, 80) is not None
    assert Guard(private=True).name(host, 80) is None


@pytest.mark.parametrize("host", PASSED.values(), ids=PASSED.keys())
def test_passes(host: str) -> None:
    assert Guard().name(host, 80) is None


OF_THE_USER = {
    "that place": ("archive.local", 8080, True),
    "another port": ("archive.local", 22, False),
    "a host below": ("db.archive.local", 8080, False),
    "another host": ("localhost", 8080, False),
}


@pytest.mark.parametrize(("host", "port", "passes"), OF_THE_USER.values(), ids=OF_THE_USER)
def test_a_place_of_the_users_choice_passes_with_its_addresses(
    host: str, port: int, passes: bool
) -> None:
    guard = Guard(trusted=frozenset({("archive.local", 8080)}))
    assert (guard.name(host, port) is None) is passes
    assert (guard.resolved(host, port, "10.0.0.1") is None) is passes


@pytest.mark.parametrize(
    ("network", "meant"), SPECIAL, ids=[str(network) for network, _ in SPECIAL]
)
def test_every_special_network_is_refused(network: Network, meant: str) -> None:
    """At both ends, as itself and as it is carried in IPv6."""
    for address in (network[0], network[-1]):
        assert Guard().name(str(address), 80)
        assert Guard().resolved("a.example", 80, str(address))
        if isinstance(address, IPv4Address):
            for carrier in ("::ffff:", "64:ff9b::", "::ffff:0:", "2606:4700::5efe:"):
                assert Guard().name(f"{carrier}{address}", 443), carrier


# Python's own table, as a second opinion: what it calls private, and IANA's registries beyond it.
@given(st.ip_addresses())
def test_nothing_that_python_calls_private_passes(address: IPv4Address | IPv6Address) -> None:
    if address.is_private or address.is_loopback or address.is_multicast or address.is_link_local:
        carried = getattr(address, "ipv4_mapped", None)
        assert carried is not None or meaning(address) is not None


SPELLINGS = [
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "127.0.0.1.",
    "0",
    "017700000001",
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_other_spellings_are_addresses(host: str) -> None:
    assert Guard().name(host, 80)


@pytest.mark.parametrize("host", ["intranet", "ai", "metadata", "wiki."])
def test_a_proxy_may_know_a_name_without_a_dot(host: str) -> None:
    assert Guard(proxied=True).name(host, 80)


@pytest.mark.parametrize("port", [22, 9200])
def test_an_archive_is_trusted_at_its_port_alone(port: int) -> None:
    assert Guard(trusted=frozenset({("localhost", 8080)})).name("localhost", port)


@pytest.mark.parametrize("address", ["203.0.113.5", "198.51.100.1", "198.18.0.1", "2001:db8::1"])
def test_a_test_beds_resolver_may_answer_with_documentation_addresses(address: str) -> None:
    assert Guard(redirected=True).resolved("a.example", 80, address) is None
    assert Guard().resolved("a.example", 80, address) is not None
    assert Guard(redirected=True).name(address, 80) is not None


def test_nonsense_of_a_resolver_is_no_address() -> None:
    assert Guard().resolved("a.example", 80, "not an address") == "no address"


@given(st.ip_addresses())
def test_whatever_python_calls_loopback_private_or_multicast_is_special(
    address: IPv4Address | IPv6Address,
) -> None:
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_reserved:
        public = [network for network, _ in SPECIAL if address in network]
        # ::/8 and other unassigned IPv6 space is reserved in Python's eyes without being anybody's network.
        assert public or isinstance(address, IPv6Address)


@given(st.ip_addresses(v=4))
def test_an_address_inside_ipv6_is_judged_like_itself(address: IPv4Address) -> None:
    mapped = IPv6Address(b"\0" * 10 + b"\xff\xff" + address.packed)
    assert (meaning(mapped) is None) == (meaning(address) is None)
