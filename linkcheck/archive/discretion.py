"""What an archive must not be told, and what it need not be told: secrets and trackers in a URL.

A lookup publishes the URL to a third party that logs it. A URL that carries a name, a password, a token or a signature, or that
leads into somebody's own network, is never sent (issue 6). Parameters that only say where a reader came from make a URL that nobody
else has, so that a second lookup goes without them.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus, urlsplit

from linkcheck.model import remark

if TYPE_CHECKING:
    from linkcheck.model import Remark

SECRETS = frozenset(
    [
        "token",
        "key",
        "apikey",
        "accesskey",
        "accesstoken",
        "authtoken",
        "authkey",
        "sig",
        "signature",
        "sign",
        "auth",
        "authorization",
        "session",
        "sessionid",
        "phpsessid",
        "jsessionid",
        "password",
        "passwd",
        "pwd",
        "passcode",
        "secret",
        "credential",
        "credentials",
        "jwt",
        "ticket",
        "hmac",
        "otp",
    ]
)
"""Words of a parameter's name that say "this lets its holder in"."""

SIGNED = ("x-amz-", "x-goog-", "x-oss-", "x-cos-", "x-obs-")
"""Beginnings of the parameters with which object stores sign a URL for one reader."""

OWN_NETWORKS = frozenset(
    [
        "localhost",
        "local",
        "localdomain",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "private",
        "onion",
    ]
)
"""Last labels of names that mean something only inside a network (RFC 6761, 6762, 7686, ICANN's reserved ones)."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)


def private(url: str) -> Remark | None:
    """Why a URL is not to be told to anybody; None where it may be."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return remark("search.private.host")
    if "@" in parts.netloc:
        return remark("search.private.user")
    if _is_own_network(host):
        return remark("search.private.host")
    secret = next(
        (name for name, value in _parameters(parts.query) if value and _is_secret(name)), None
    )
    return remark("search.private.token", name=secret) if secret else None


def _parameters(query: str) -> list[tuple[str, str]]:
    """Names and values; as names count too the session parameters that hide behind a semicolon."""
    pairs = (part.partition("=") for part in re.split("[&;]", query))
    return [(unquote_plus(name), value) for name, _, value in pairs]


def _is_secret(name: str) -> bool:
    if name.lower().startswith(SIGNED):
        return True
    words = _SEPARATORS.split(_CAMEL.sub("-", name).lower())
    return not SECRETS.isdisjoint([*words, "".join(words)])


def _is_own_network(host: str) -> bool:
    host = host.rstrip(".").lower()
    last = host.rpartition(".")[2]
    try:
        return not ipaddress.ip_address(host.partition("%")[0]).is_global
    except ValueError:
        # A last label that is a number is an IPv4 address in an odd notation (WHATWG URL §3.5): who writes so, hides.
        return (
            "." not in host
            or last in OWN_NETWORKS
            or host.endswith(".home.arpa")
            or bool(_NUMBER.fullmatch(last))
        )
