"""Cookies along one chain of redirects and no further: sites that set one and redirect to themselves want it back (RFC 6265).

The standard library's jar does the matching; it speaks to urllib's request and a response's `info()`.
"""

from __future__ import annotations

from email.message import Message
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import cast
from urllib.request import Request

MAX_COOKIES = 50
"""Cookies of one chain; browsers keep at least 50 a domain (RFC 6265 §6.1)."""
MAX_LENGTH = 4096
"""Characters of one Set-Cookie line (RFC 6265 §6.1)."""


class _Reply:
    """The little that a CookieJar asks of a response."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._message = Message()
        for line in lines[:MAX_COOKIES]:
            if len(line) <= MAX_LENGTH:
                self._message["Set-Cookie"] = line

    def info(self) -> Message:
        return self._message


class Jar:
    """The cookies of one chain; `came` are Set-Cookie lines by the URL that they came from.

    Most chains have none, so that the library's jar is made for the first one only.
    """

    def __init__(self, came: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> None:
        self._jar: CookieJar | None = None
        for url, lines in came:
            self.keep(url, lines)

    def keep(self, url: str, lines: tuple[str, ...]) -> None:
        """Take in an answer's Set-Cookie lines."""
        if not lines:
            return
        if self._jar is None:
            self._jar = CookieJar(DefaultCookiePolicy(rfc2965=False))
        # typeshed wants a whole HTTPResponse; the jar calls `info()` alone.
        self._jar.extract_cookies(cast("object", _Reply(lines)), Request(url))  # type: ignore[arg-type]  # noqa: S310

    def header(self, url: str) -> tuple[tuple[str, str], ...]:
        """The Cookie header for a URL, if any of the cookies is meant for it."""
        if self._jar is None:
            return ()
        request = Request(url)  # noqa: S310 - a carrier for the jar, never opened
        self._jar.add_cookie_header(request)
        value = request.get_header("Cookie")
        return (("Cookie", value),) if value else ()
