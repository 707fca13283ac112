"""Origins (RFC 6454 §4): scheme, host and port of a URL, and which of them may be taken for the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from urllib.parse import SplitResult

PORTS = {"http": 80, "https": 443}


def port_of(parts: SplitResult) -> int:
    """The port of an http or https URL, the scheme's own where it names none; ValueError where it is none."""
    return parts.port or PORTS.get(parts.scheme, 0)


def same_origin(one: str, other: str) -> bool:
    """Whether what was meant for one URL may be sent to the other: the same origin, or its usual step up to TLS."""
    if one == other:
        return True
    first, second = urlsplit(one), urlsplit(other)
    if first.hostname != second.hostname:
        return False
    steps = ((first.scheme, port_of(first)), (second.scheme, port_of(second)))
    return steps[0] == steps[1] or steps == (("http", 80), ("https", 443))
