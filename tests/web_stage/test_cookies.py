"""Cookies along a chain, and no further."""

from __future__ import annotations

import pytest

from linkcheck.web.cookies import MAX_COOKIES, Jar

KEPT = {
    "same URL": ("http://a.example/", "seen=1", "http://a.example/", "seen=1"),
    "other path": ("http://a.example/x", "seen=1; Path=/", "http://a.example/y", "seen=1"),
    "its own path only": ("http://a.example/x/", "s=1; Path=/x/", "http://a.example/y", ""),
    "other host": ("http://a.example/", "s=1", "http://b.example/", ""),
    "domain": ("http://www.a.example/", "s=1; Domain=a.example", "http://m.a.example/", "s=1"),
    "a stranger's domain": ("http://a.example/", "s=1; Domain=b.example", "http://b.example/", ""),
    "secure over http": ("https://a.example/", "s=1; Secure", "http://a.example/", ""),
    "secure over https": ("https://a.example/", "s=1; Secure", "https://a.example/", "s=1"),
    "deleted": ("http://a.example/", "s=1; Max-Age=0", "http://a.example/", ""),
    "too long": ("http://a.example/", "s=" + "x" * 5000, "http://a.example/", ""),
    "garbage": ("http://a.example/", ";;;=", "http://a.example/", ""),
}


@pytest.mark.parametrize(("set_at", "line", "sent_to", "value"), KEPT.values(), ids=KEPT.keys())
def test_keeps(set_at: str, line: str, sent_to: str, value: str) -> None:
    jar = Jar()
    jar.keep(set_at, (line,))
    assert jar.header(sent_to) == ((("Cookie", value),) if value else ())


def test_a_flood_is_bounded() -> None:
    jar = Jar()
    jar.keep("http://a.example/", tuple(f"c{n}=1" for n in range(1000)))
    assert jar.header("http://a.example/")[0][1].count("=") == MAX_COOKIES
