"""Cookies along one chain of redirects and no further: sites that set one and redirect to themselves want it back (RFC 6265).

The standard library's jar takes numbers and dates of any length, and writes to standard error what it stumbles over; what a
chain needs of RFC 6265 §5 is little. What cannot go back as it came (control characters, letters beyond ASCII) is not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkcheck.http_time import http_date
from linkcheck.web.guard import as_address

if TYPE_CHECKING:
    from urllib.parse import SplitResult

MAX_COOKIES = 50
"""Cookies of one chain; browsers keep at least 50 a domain (RFC 6265 §6.1)."""
MAX_LENGTH = 4096
"""Characters of one Set-Cookie line (RFC 6265 §6.1), and of all that are sent back."""
_SENDABLE = re.compile(r"[\t -~]*")
_SUFFIX = re.compile(r"[^.]*|[^.]{1,3}\.[a-z]{2}")
"""A name below which strangers live: `com`, `co.uk`."""
_OVER = re.compile(r"0+|-[0-9]+")
"""A Max-Age that takes a cookie away (§5.2.2)."""


@dataclass(frozen=True, slots=True)
class _Cookie:
    """One cookie; without `exact` it is meant for all hosts below its domain too."""

    name: str
    value: str
    domain: str
    exact: bool
    path: str
    secure: bool

    @property
    def key(self) -> tuple[str, str, str]:
        return self.domain, self.path, self.name

    def is_for(self, parts: SplitResult) -> bool:
        """Whether it is sent to a URL (§5.4)."""
        host, path = parts.hostname or "", parts.path or "/"
        is_below = host.endswith("." + self.domain) and not self.exact
        within = path == self.path or path.startswith(self.path.rstrip("/") + "/")
        return (host == self.domain or is_below) and within and self.secure <= _is_safe(parts)


class Jar:
    """The cookies of one chain; `came` are Set-Cookie lines by the URL that they came from."""

    def __init__(self, came: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> None:
        self._cookies: dict[tuple[str, str, str], _Cookie] = {}
        for url, lines in came:
            self.keep(url, lines)

    def keep(self, url: str, lines: tuple[str, ...]) -> None:
        """Take in an answer's Set-Cookie lines."""
        if not lines:
            return
        parts = urlsplit(url)
        for line in lines[:MAX_COOKIES]:
            if len(line) > MAX_LENGTH or not _SENDABLE.fullmatch(line):
                continue
            pair, _, rest = line.partition(";")
            attributes = dict(map(_attribute, rest.split(";")))
            cookie = _cookie(pair, attributes, parts)
            if cookie is None:
                continue
            self._cookies.pop(cookie.key, None)
            if not _is_over(attributes) and len(self._cookies) < MAX_COOKIES:
                self._cookies[cookie.key] = cookie

    def header(self, url: str) -> tuple[tuple[str, str], ...]:
        """The Cookie header for a URL, if any of the cookies is meant for it; longer paths first (§5.4)."""
        if not self._cookies:
            return ()
        parts = urlsplit(url)
        meant = [each for each in self._cookies.values() if each.is_for(parts)]
        pairs = [f"{each.name}={each.value}" for each in sorted(meant, key=lambda c: -len(c.path))]
        value = "; ".join(pairs)
        if len(value) > MAX_LENGTH:
            value = value[:MAX_LENGTH].rpartition(";")[0]
        return (("Cookie", value),) if value else ()


def _attribute(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip()


def _cookie(pair: str, attributes: dict[str, str], parts: SplitResult) -> _Cookie | None:
    """The cookie of a line; None where it is none, or is meant for others (§5.3)."""
    name, equals, value = pair.partition("=")
    host = parts.hostname or ""
    domain = attributes.get("domain", "").removeprefix(".").lower()
    if not equals or not name.strip():
        return None
    if domain not in ("", host) and not _is_above(domain, host):
        return None
    path = attributes.get("path", "")
    return _Cookie(
        name=name.strip(),
        value=value.strip(),
        domain=domain or host,
        exact=not domain,
        path=path if path.startswith("/") else parts.path.rpartition("/")[0] or "/",
        secure="secure" in attributes,
    )


def _is_above(domain: str, host: str) -> bool:
    """Whether a host may set cookies for a domain."""
    below = host.endswith("." + domain) and as_address(host) is None
    return below and _SUFFIX.fullmatch(domain) is None


def _is_over(attributes: dict[str, str]) -> bool:
    """Whether a line takes a cookie away; Max-Age before Expires."""
    if "max-age" in attributes:
        return _OVER.fullmatch(attributes["max-age"]) is not None
    until = http_date(attributes["expires"]) if "expires" in attributes else None
    return until is not None and until < datetime.now(UTC)


def _is_safe(parts: SplitResult) -> bool:
    return parts.scheme == "https"
