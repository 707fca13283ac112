"""Links, names and redirects that lead into private networks, and what only looks as if it did."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from tests.hostile.table import (
    ALIVE,
    DNS,
    GARBLED,
    LOOP,
    MALFORMED,
    PAGE,
    PRIVATE,
    Behaviour,
    to,
    x,
)

LITERALS = {
    "loopback": "http://127.0.0.1/",
    "loopback with a port": "http://127.0.0.1:22/",
    "loopback over TLS": "https://127.0.0.1/",
    "loopback far end": "http://127.255.255.254/",
    "loopback decimal": "http://2130706433/",
    "loopback hex": "http://0x7f000001/",
    "loopback octal": "http://0177.0.0.1/",
    "loopback mixed": "http://0x7f.0.0.1/",
    "loopback short": "http://127.1/",
    "loopback of three parts": "http://127.0.1/",
    "loopback with zeros": "http://127.000.000.001/",
    "loopback and a dot": "http://127.0.0.1./",
    "loopback escaped": "http://%31%32%37.0.0.1/",
    "loopback full width": "http://１２７.0.0.1/",
    "loopback circled": "http://①②⑦.⓪.⓪.①/",
    "loopback by ideographic stops": "http://127。0。0。1/",
    "loopback by a soft hyphen": "http://127.0.0.\u00ad1/",
    "nothing at all": "http://0/",
    "this network": "http://0.0.0.0/",
    "private 10": "http://10.0.0.1/",
    "private 172": "http://172.31.255.255/",
    "private 192": "http://192.168.0.1/",
    "a provider's": "http://100.64.0.1/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "metadata decimal": "http://2852039166/",
    "metadata of Alibaba": "http://100.100.100.200/latest/meta-data/",
    "metadata of Azure": "http://168.63.129.16/",
    "metadata of Oracle": "http://192.0.0.192/",
    "metadata of Amazon in IPv6": "http://[fd00:ec2::254]/",
    "multicast": "http://224.0.0.251/",
    "broadcast": "http://255.255.255.255/",
    "reserved": "http://240.0.0.1/",
    "documentation": "http://203.0.113.7/",
    "six loopback": "http://[::1]/",
    "six unspecified": "http://[::]/",
    "six mapped": "http://[::ffff:127.0.0.1]/",
    "six mapped hex": "http://[::ffff:7f00:1]/",
    "six mapped long": "http://[0:0:0:0:0:ffff:7f00:0001]/",
    "six compatible": "http://[::127.0.0.1]/",
    "six translated": "http://[::ffff:0:127.0.0.1]/",
    "six NAT64": "http://[64:ff9b::127.0.0.1]/",
    "six NAT64 private": "http://[64:ff9b::a00:1]/",
    "six local NAT64": "http://[64:ff9b:1::7f00:1]/",
    "six 6to4": "http://[2002:7f00:1::]/",
    "six Teredo": "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "six ISATAP": "http://[2606:4700::5efe:10.0.0.1]/",
    "six link-local": "http://[fe80::1]/",
    "six private": "http://[fc00::1]/",
    "six site-local": "http://[fec0::1]/",
    "six multicast": "http://[ff02::1]/",
    "six discard": "http://[100::1]/",
    "six segment routing": "http://[5f00::1]/",
    "six unassigned": "http://[4000::1]/",
    "localhost": "http://localhost/",
    "localhost with a dot": "http://localhost./",
    "localhost in capitals": "http://LOCALHOST/",
    "below localhost": "http://app.localhost/",
    "localhost domain": "http://localhost.localdomain/",
    "a printer": "http://printer.local/",
    "metadata of Google": "http://metadata.google.internal/computeMetadata/v1/",
    "metadata in a word": "http://metadata/",
    "metadata of Tencent": "http://metadata.tencentyun.com/",
    "a cluster's service": "http://kubernetes.default.svc/",
    "a router": "http://router.home.arpa/",
    "a hidden service": "http://abcdefghijklmnop.onion/",
    "behind a good user": "http://good.example@127.0.0.1/",
    "behind a good user and password": "http://good.example:80@127.0.0.1/",
    "behind a good user and slash": "http://good.example%2f@127.0.0.1/",
    "behind backslashes": "http:\\\\127.0.0.1\\",
}

NO_HOSTS = {
    "zone": "http://[fe80::1%25eth0]/",
    "two users": "http://a@b@127.0.0.1/",
    "no numbers' address": "http://127.0.0.1.256/",
    "port beyond": "http://a.example:65536/",
    "port of words": "http://a.example:80x/",
    "blank in the host": "http://a b.example/",
    "bracket open": "http://[::1/",
    "escaped slash in the host": "http://a.example%2f.evil.example/",
    "escaped at in the host": "http://127.0.0.1%40a.example/",
    "escaped NUL in the host": "http://127.0.0.1%00.a.example/",
    "label of 64": f"http://{'a' * 64}.example/",
    "name of 300": f"http://{'a.' * 150}example/",
    "URL of 70,000": "http://a.example/" + "a" * 70_000,
}

REDIRECTS = {
    "to loopback": "http://127.0.0.1/",
    "to a name of loopback": "http://localhost:8000/",
    "to loopback decimal": "http://2130706433/",
    "to loopback without a scheme": "//127.0.0.1/",
    "to loopback behind a user": "http://a.example@127.0.0.1/",
    "to loopback in capitals": "HTTP://127.0.0.1/",
    "to loopback by backslashes": "http:\\\\127.0.0.1\\",
    "to loopback with a tab": "ht\ttp://127.0.0.1/",
    "to metadata": "http://169.254.169.254/latest/meta-data/iam/",
    "to six loopback": "http://[::1]/",
    "to six mapped": "http://[::ffff:169.254.169.254]/",
}

ELSEWHERE = {
    "to a file": "file:///etc/passwd",
    "to gopher": "gopher://127.0.0.1:6379/_INFO",
    "to a script": "javascript:alert(1)",
    "to data": "data:text/html,<h1>x</h1>",
    "to ftp": "ftp://127.0.0.1/",
    "to dict": "dict://127.0.0.1:11211/stats",
    "to no host": "http:///x",
    "to two users": "http://a@b@c.example/",
    "to a bad port": "http://c.example:99999/",
    "to a blank": "http://c d.example/",
}

_INSIDE = ("127.0.0.1", "localhost", "10.0.0.1", "::1", "169.254.169.254")
_NAMED = {
    "name of loopback": ["127.0.0.1"],
    "name of loopback in IPv6": ["::1"],
    "name of both loopbacks": ["127.0.0.1", "::1"],
    "name of a private address": ["10.0.0.1"],
    "name of metadata": ["169.254.169.254"],
    "name of a mapped address": ["::ffff:127.0.0.1"],
    "name of nothing": ["0.0.0.0"],
    "name of many private addresses": [f"10.0.{n // 250}.{n % 250}" for n in range(400)],
}

NO_NAME = frozenset({"no-such-host", "unconfirmed"})


def _aliases(name: str, number: int, *end: str) -> dict[str, Any]:
    """Names below a host's of which each is an alias of the next; the last has these addresses."""
    steps = [f"n{n}.{name}.example" for n in range(number)]
    links = dict(pairwise(steps))
    return {each: {"dns": f"alias {to}"} for each, to in links.items()} | {
        steps[-1]: {"dns": [*end], "answers": [{"path": "/x", **PAGE}]}
    }


_ALIASED: dict[str, tuple[frozenset[str], Any, dict[str, Any]]] = {
    "alias of itself": (DNS, "alias alias-of-itself.example", {}),
    "aliases in a circle": (DNS, "alias round.example",
        {"round.example": {"dns": "alias aliases-in-a-circle.example"}}),
    "chain of twenty aliases": (ALIVE, "alias n0.twenty.example", _aliases("twenty", 20, "93.1.1.1")),
    "chain of a hundred aliases": (ALIVE, "alias n0.hundreds.example", _aliases("hundreds", 100, "93.1.1.1")),
    "aliases that lead inside": (PRIVATE, "alias n0.deep.example", _aliases("deep", 3, "10.0.0.1")),
    "alias of what is not there": (NO_NAME, "alias nowhere.invalid", {}),
    "alias of one that fails": (DNS, "alias failing.example", {"failing.example": {"dns": "servfail"}}),
    "alias without an address": (DNS, "alias bare.example", {"bare.example": {"dns": "nodata"}}),
    "an answer cut short over TCP too": (DNS, "cut", {}),
    "an answer to another question": (DNS, "another's", {}),
    "a name that is not there": (NO_NAME, "nxdomain", {}),
    "a thousand addresses": (ALIVE, [f"93.1.{n // 250}.{n % 250}" for n in range(1000)], {}),
    "a thousand private addresses": (PRIVATE, [f"10.1.{n // 250}.{n % 250}" for n in range(1000)], {}),
}  # fmt: skip

ADDRESSES: tuple[Behaviour, ...] = (
    *(Behaviour(name, PRIVATE, url=url, silent=_INSIDE) for name, url in LITERALS.items()),
    *(Behaviour(name, MALFORMED, url=url, silent=_INSIDE) for name, url in NO_HOSTS.items()),
    *(Behaviour(name, PRIVATE, to(url), silent=_INSIDE) for name, url in REDIRECTS.items()),
    *(Behaviour(name, GARBLED | LOOP, to(url), silent=_INSIDE) for name, url in ELSEWHERE.items()),
    *(Behaviour(name, PRIVATE, host={"dns": dns}) for name, dns in _NAMED.items()),
    *(
        Behaviour(name, rules, x(**PAGE), host={"dns": dns}, hosts=hosts)
        for name, (rules, dns, hosts) in _ALIASED.items()
    ),
    Behaviour(
        "redirect to a name of loopback",
        PRIVATE,
        to("http://inside.example/"),
        hosts={"inside.example": {"dns": ["127.0.0.1"], "answers": [{"path": "/", **PAGE}]}},
        silent=("inside.example",),
    ),
    Behaviour(
        "redirects that end inside",
        PRIVATE,
        ({"path": "/x", "status": 302, "headers": {"Location": "/y"}},
         {"path": "/y", "status": 307, "headers": {"Location": "//10.0.0.1/"}}),
        silent=_INSIDE,
    ),
    Behaviour(
        "one public address among private ones",
        ALIVE,
        x(**PAGE),
        host={"dns": ["10.0.0.1", "93.184.216.34", "127.0.0.1"]},
    ),
    Behaviour("four hundred addresses", ALIVE, x(**PAGE), host={"dns": [f"93.1.{n // 250}.{n % 250}" for n in range(400)]}),
    Behaviour("a resolver that is silent", DNS, host={"dns": "timeout"}),
    Behaviour("a resolver that stammers", DNS, host={"dns": "garbage"}),
    Behaviour("a resolver that fails", DNS, host={"dns": "servfail"}),
    Behaviour("a resolver that refuses", DNS, host={"dns": "refused"}),
    Behaviour("a name without an address", DNS, host={"dns": "nodata"}),
    Behaviour("an answer cut short", ALIVE, x(**PAGE), host={"dns": "truncated"}),
    Behaviour("refresh into private space", ALIVE | frozenset({"redirected-home", "other-site"}),
        x(**PAGE, headers={"Refresh": "0; url=http://127.0.0.1/"}), silent=_INSIDE),
    Behaviour("loop of two", LOOP, (
        {"path": "/x", "status": 302, "headers": {"Location": "/y"}},
        {"path": "/y", "status": 302, "headers": {"Location": "/x"}})),
)  # fmt: skip
