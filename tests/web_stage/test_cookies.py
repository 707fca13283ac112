"""Cookies along a chain, and no further."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    "of a country's companies": ("http://a.co.uk/", "s=1; Domain=co.uk", "http://b.co.uk/", ""),
    "of all there is": ("http://a.example/", "s=1; Domain=.example", "http://b.example/", ""),
    "of an address": ("http://1.2.3.4/", "s=1; Domain=3.4", "http://9.9.3.4/", ""),
    "a name that ends alike": (
        "http://ba.example/",
        "s=1; Domain=a.example",
        "http://a.example/",
        "",
    ),
    "a path that begins alike": ("http://a.example/x", "s=1; Path=/x", "http://a.example/xy", ""),
    "the folder by default": ("http://a.example/x/y", "s=1", "http://a.example/x/z", "s=1"),
    "out of date": (
        "http://a.example/",
        "s=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "http://a.example/",
        "",
    ),
    "in date": (
        "http://a.example/",
        "s=1; Expires=Fri, 31 Dec 2999 00:00:00 GMT",
        "http://a.example/",
        "s=1",
    ),
    "no date": ("http://a.example/", "s=1; Expires=" + "9" * 500, "http://a.example/", "s=1"),
    "a date beyond the calendar": (
        "http://a.example/",
        "s=1; Expires=Fri, 31 Dec 9999 23:59:59 -2359",
        "http://a.example/",
        "s=1",
    ),
    "an age of 500 digits": (
        "http://a.example/",
        "s=1; Max-Age=" + "9" * 500,
        "http://a.example/",
        "s=1",
    ),
    "control characters": ("http://a.example/", "s=1\x01", "http://a.example/", ""),
    "beyond ASCII": ("http://a.example/", "s=é", "http://a.example/", ""),
    "a line break": ("http://a.example/", "s=1\r\nX: y", "http://a.example/", ""),
    "garbage": ("http://a.example/", ";;;=", "http://a.example/", ""),
}


@pytest.mark.parametrize(("set_at", "line", "sent_to", "value"), KEPT.values(), ids=KEPT.keys())
def test_keeps(set_at: str, line: str, sent_to: str, value: str) -> None:
    jar = Jar()
    jar.keep(set_at, (line,))
    assert jar.header(sent_to) == ((("Cookie", value),) if value else ())


def test_what_is_sent_back_is_bounded() -> None:
    jar = Jar()
    for n in range(30):
        jar.keep("http://a.example/", (f"c{n}=" + "v" * 4000,))
    ((_, value),) = jar.header("http://a.example/")
    assert value == "c0=" + "v" * 4000


@given(st.text(), st.sampled_from(["http://a.example/x", "https://[::1]:8080", "http://a.co.uk?q"]))
def test_any_line_is_a_cookie_or_none(line: str, url: str) -> None:
    jar = Jar()
    jar.keep(url, (line, "s=1; " + line))
    assert all("\n" not in value for _, value in jar.header(url))


FLOODS = {"of one answer": (1, 1000), "of many answers": (1000, 1)}


@pytest.mark.parametrize(("answers", "each"), FLOODS.values(), ids=FLOODS)
def test_a_flood_is_bounded(answers: int, each: int) -> None:
    jar = Jar()
    for first in range(answers):
        jar.keep("http://a.example/", tuple(f"c{first}-{n}=1" for n in range(each)))
    assert jar.header("http://a.example/")[0][1].count("=") == MAX_COOKIES
