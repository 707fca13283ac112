"""Secrets of what was seen: a quick look passes what has none, and lets none through."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from linkcheck.books.discreet import hidden, restored
from linkcheck.model import Evidence, Hop, Look, Page
from linkcheck.report.safe import cleaned, masked

_PARTS = (
    *("token", "key", "KEY", "\u212aey", "k\ud800ey", "api_key", "si%67", "author", "class"),
    *("=", "%3D", "%3d", "&", "?", ";", "#", "%26", " ", '"', "\\", "\\u0000", "/", "//", "%2F%2F"),
    *(":", "@", "%40", "a" * 70, "secretvalue", "北", "\x00", "\n", "<", ">"),
)
TEXTS = st.lists(st.sampled_from(_PARTS), max_size=8).map("".join)


def evidence(url: str, title: str, markup: str) -> Evidence:
    hop = Hop(url=url, status=200, headers=(("location", title), ("server", "nginx")))
    page = Page(title=title, markup=markup, headings=(title, markup))
    return Evidence(url=url, looks=(Look(at=datetime.now(UTC), hops=(hop,), page=page),))


@given(TEXTS, TEXTS, TEXTS)
@example("http://a.example/?token=x", "", "")
@example("", "http://u:p@a.example/", "")
@example("", "", "http:%2F%2Fu:p%40a.example")
def test_the_quick_look_misses_nothing_that_is_masked(url: str, title: str, markup: str) -> None:
    seen = evidence(url, title, markup)
    assert hidden(seen) == cleaned(seen, masked)


def test_what_holds_no_secret_is_the_same_object() -> None:
    seen = evidence("http://a.example/", "A title", '<p class="author">x=1 &amp; y</p>')
    assert hidden(seen) is seen


def test_the_url_that_is_asked_for_is_put_back() -> None:
    url = "http://a.example/?token=x"
    seen = evidence(url, "A title", "")
    assert "token=x" not in hidden(seen).looks[0].url
    assert restored(hidden(seen), url) == seen
