"""Cookies along one chain of redirects and no further: sites that set one and redirect to themselves want it back (RFC 6265).

The standard library's jar does the matching; it speaks to urllib's request and a response's `info()`. What cannot go back as it
came (control characters, letters beyond ASCII) is not kept, and no more than servers take.
"""

from __future__ import annotations

import re
from email.message import Message
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import cast
from urllib.request import Request

MAX_COOKIES = 50
"""Cookies of one answer; browsers keep at least 50 a domain (RFC 6265 §6.1)."""
MAX_LENGTH = 4096
"""Characters of one Set-Cookie line (RFC 6265 §6.1), and of all that are sent back."""
_SENDABLE = re.compile(r"[\t -~]*")


class _Reply:
    """The little that a CookieJar asks of a response."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._message = Message()
        for line in lines[:MAX_COOKIES]:
            if len(line) <= MAX_LENGTH and _SENDABLE.fullmatch(line):
                self._message["Set-Cookie"] = line

    def info(self) -> Message:
        return self._message


class Jar:
    """The cookies of one chain."""

    def __init__(self) -> None:
        # Strict about domains: none for all below a country's suffix such as co.uk.
        self._jar = CookieJar(DefaultCookiePolicy(rfc2965=False, strict_domain=True))

    def keep(self, url: str, lines: tuple[str, ...]) -> None:
        """Take in an answer's Set-Cookie lines."""
        if lines:
            # typeshed wants a whole HTTPResponse; the jar calls `info()` alone.
            self._jar.extract_cookies(cast("object", _Reply(lines)), Request(url))  # type: ignore[arg-type]  # noqa: S310

    def header(self, url: str) -> tuple[tuple[str, str], ...]:
        """The Cookie header for a URL, if any of the cookies is meant for it."""
        request = Request(url)  # noqa: S310 - a carrier for the jar, never opened
        self._jar.add_cookie_header(request)
        value = _whole(request.get_header("Cookie") or "")
        return (("Cookie", value),) if value else ()


def _whole(value: str) -> str:
    """As many whole cookies as may be sent back."""
    if len(value) <= MAX_LENGTH:
        return value
    return value[:MAX_LENGTH].rpartition(";")[0]
