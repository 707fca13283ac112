"""Certificates for every name, good and bad, made when first asked for; and what a ClientHello says of the name."""

from __future__ import annotations

import ssl
from contextlib import suppress
from datetime import UTC, datetime
from ipaddress import ip_address

import idna
import trustme

_HANDSHAKE = 0x16
_HELLO = 0x01
_SERVER_NAME = 0
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)

HANDSHAKE_FAILURE = b"\x15\x03\x03\x00\x02\x02\x28"
"""The fatal alert of RFC 8446 §6.2, as a record."""


class Certificates:
    """One authority that clients are told to believe, and one that they are not.

    A client that names no host (an IP literal) gets a certificate for all of `literals`.
    """

    def __init__(self, literals: tuple[str, ...] = ()) -> None:
        self._trusted = trustme.CA()
        self._untrusted = trustme.CA()
        self._literals = tuple(name for name in literals if _is_address(name)) or ("127.0.0.1",)
        self._contexts: dict[tuple[str, str], ssl.SSLContext] = {}

    @property
    def pem(self) -> bytes:
        """The authority to believe."""
        return self._trusted.cert_pem.bytes()

    def context(self, name: str, kind: str) -> ssl.SSLContext:
        """TLS for a server of this name: `ok`, `expired`, `untrusted` or `wrong-name`."""
        context = self._contexts.get((name, kind))
        if context is None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._certificate(name, kind).configure_cert(context)
            self._contexts[name, kind] = context
        return context

    def _certificate(self, name: str, kind: str) -> trustme.LeafCert:
        names = (name,) if name else self._literals
        if kind == "wrong-name":
            return self._trusted.issue_cert("somebody-else.example")
        if kind == "untrusted":
            return self._untrusted.issue_cert(*names)
        before, after = _LONG_AGO if kind == "expired" else (None, None)
        return self._trusted.issue_cert(*names, not_before=before, not_after=after)


def is_tls(data: bytes) -> bool:
    """Whether a connection begins with a TLS record of the handshake."""
    return data[:1] == bytes([_HANDSHAKE])


def server_name(data: bytes) -> str | None:
    """The name in a ClientHello (RFC 8446 §4.1.2, RFC 6066 §3), "" if it has none, None if more bytes are needed."""
    if len(data) < 5 or len(data) < 5 + int.from_bytes(data[3:5]):
        return None
    if data[5] != _HELLO:
        return ""
    rest = data[5 + 4 + 2 + 32 :]
    for size in (1, 2, 1):  # session id, cipher suites, compression methods
        _, rest = _vector(rest, size)
    extensions, _ = _vector(rest, 2)
    while len(extensions) >= 4:
        kind = int.from_bytes(extensions[:2])
        content, extensions = _vector(extensions[2:], 2)
        if kind == _SERVER_NAME:
            return content[5:].decode("ascii", "replace").lower()
    return ""


def _vector(data: bytes, size: int) -> tuple[bytes, bytes]:
    """A vector with a length of `size` bytes before it, and what follows."""
    end = size + int.from_bytes(data[:size])
    return data[size:end], data[end:]


def certifiable(name: str) -> bool:
    """Whether a certificate may hold the name: none has been issued with an underscore since 2018 (CA/B ballot SC12)."""
    try:
        idna.encode(name, uts46=True)
    except idna.IDNAError:
        return name == ""
    return True


def _is_address(name: str) -> bool:
    with suppress(ValueError):
        ip_address(name)
        return True
    return False
