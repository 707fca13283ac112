"""Which addresses may be spoken to: an article is a stranger's word, and its links must not reach into a private network.

The tables are IANA's special-purpose registries (RFC 6890; IPv4 and IPv6, as of 2025-10) and the names that RFC 6761,
6762, 7686, 8375 and the cloud vendors' metadata services give a private meaning. Python's own `is_global` differs
between patch releases (CPython gh-113171), so the networks are written down here.
An IPv6 address that carries an IPv4 one (mapped RFC 4291 §2.5.5.2, NAT64 RFC 6052, ISATAP RFC 5214 §6.1) is judged by both; of the
rest only what IANA has given out, 2000::/3, is the public internet (RFC 4291 §2.4).
Behind a proxy only names and literals can be judged: there a name without a dot is refused too, since the proxy may know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import ada_url

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_SPECIAL: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by a provider's customers"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local, cloud metadata"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "AS112"),
    ("192.52.193.0/24", "AMT"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "AS112"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved, broadcast"),
    ("168.63.129.16/32", "cloud metadata"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::/96", "IPv4-compatible"),
    ("64:ff9b:1::/48", "local NAT64"),
    ("100::/64", "discard"),
    ("100:0:0:1::/64", "dummy prefix"),
    ("2001::/23", "protocol assignments"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("2620:4f:8000::/48", "AS112"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)
SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), meaning) for network, meaning in _SPECIAL
)
"""Networks that are not the public internet, with what they are for."""

STAND_INS = frozenset({"documentation", "benchmarking"})
"""What a test bed's resolver answers with; harmless where the connection goes elsewhere by the user's word."""

PRIVATE_NAMES: tuple[str, ...] = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "onion",
    "corp",
    "home",
    "private",
    "svc",
    "instance-data",
    "metadata",
    "metadata.tencentyun.com",
    "metadata.packet.net",
    "metadata.platformequinix.com",
    "rancher-metadata",
)
"""Names, and all names below them, that mean something in a private network only."""

_NAT64 = IPv6Network("64:ff9b::/96")
_MAPPED = IPv6Network("::ffff:0:0/96")
_GIVEN_OUT = IPv6Network("2000::/3")
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""The upper half of an interface identifier, behind which an IPv4 address stands."""


Place = tuple[str, int]
"""A host and a port."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be spoken to. `private` lets everything pass; `redirected` says that `--connect-to` is in force.

    `trusted` are places that the user named as servers to use: an archive, by its host and port; `proxied` says that a proxy
    will look names up.
    """

    private: bool = False
    redirected: bool = False
    trusted: frozenset[Place] = frozenset()
    proxied: bool = False

    def name(self, host: str, port: int) -> str | None:
        """Why a host must not be asked for, by its name or literal alone; None where nothing speaks against it."""
        if self.private or (host, port) in self.trusted:
            return None
        literal = as_address(host)
        if literal is not None:
            return meaning(literal)
        folded = host.rstrip(".").lower()
        private = any(folded == name or folded.endswith("." + name) for name in PRIVATE_NAMES)
        if self.proxied and "." not in folded:
            return "a name without a dot, which the proxy may know"
        return "a name of private networks" if private else None

    def resolved(self, host: str, port: int, address: str) -> str | None:
        """Why an address that a resolver gave for a host must not be spoken to; None where it may."""
        if self.private or (host, port) in self.trusted:
            return None
        known = as_address(address)
        why = "no address" if known is None else meaning(known)
        return None if self.redirected and why in STAND_INS else why


def as_address(host: str) -> Address | None:
    """The address a host literally is, without brackets, in any spelling that a browser reads as one; None for a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return _spelled_otherwise(host)


def _spelled_otherwise(host: str) -> Address | None:
    """`2130706433`, `0x7f.1`, `127.0.0.1.` (URL Standard §3.5, "ends in a number")."""
    if not host.rstrip(".").rpartition(".")[2][:1].isdigit():
        return None
    try:
        return ip_address(ada_url.URL(f"http://{host}/").hostname)
    except ValueError:
        return None


def meaning(address: Address) -> str | None:
    """What a special address is for; None for one of the public internet."""
    for candidate in (address, *_carried(address)):
        for network, what in SPECIAL:
            if candidate.version == network.version and candidate in network:
                return what
    return None if isinstance(address, IPv4Address) or _is_given_out(address) else "unassigned"


def _is_given_out(address: IPv6Address) -> bool:
    return any(address in network for network in (_GIVEN_OUT, _NAT64, _MAPPED))


def _carried(address: Address) -> tuple[IPv4Address, ...]:
    if isinstance(address, IPv4Address):
        return ()
    inside = [address.ipv4_mapped]
    if address in _NAT64 or (int(address) >> 32 & 0xFFFFFFFF) in _ISATAP:
        inside.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(carried for carried in inside if carried is not None)
