from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.archive.folding import ascii_url, compare, is_front_page, is_harmless
from linkcheck.model import Match


@pytest.mark.parametrize(
    ("cited", "original", "match"),
    [
        ("https://a.example/b", "https://a.example/b", Match.EXACT),
        ("https://a.example", "https://a.example/", Match.EXACT),
        ("https://a.example/b#c", "https://a.example/b", Match.EXACT),
        ("http://a.example/b", "http://a.example:80/b", Match.EXACT),
        ("https://a.example/中国", "https://a.example/%E4%B8%AD%E5%9B%BD", Match.EXACT),
        ("https://a.example/%e4%b8%ad", "https://a.example/%E4%B8%AD", Match.EXACT),
        ("https://a.example/?q=%C3%CE", "https://a.example/?q=%c3%ce", Match.EXACT),
        ("https://a.example/b", "http://a.example/b", Match.SCHEME_DIFFERS),
        ("https://a.example/b", "http://a.example:80/b", Match.SCHEME_DIFFERS),
        ("https://a.example/b", "https://www.a.example/b", Match.DIFFERENT),
        ("https://www.a.example/b", "https://www2.a.example/b", Match.DIFFERENT),
        ("https://a.example/b", "https://a.example/B", Match.DIFFERENT),
        ("https://a.example/b", "https://a.example/b/", Match.DIFFERENT),
        ("https://a.example/?x=1&y=2", "https://a.example/?y=2&x=1", Match.DIFFERENT),
        ("https://a.example/b", "https://a.example/b?PHPSESSID=0123", Match.DIFFERENT),
        ("https://a.example/b", "https://a.example/b;jsessionid=0?", Match.DIFFERENT),
        ("https://a.example/b", "https://b.example/b", None),
        ("https://a.example/b", "https://a.example/c", None),
        ("https://a.example/b?x=1", "https://a.example/b?x=2", None),
        ("https://a.example/b", "https://a.example:8443/b", None),
        ("https://a.example/b", "http://mailto:x@a.example/", None),
        ("https://a.example/b", "data:text/html,b", None),
        ("https://a.example/b", "https://a.example:x/b", None),
        ("https://a.example/b", "http://[/b", None),
        ("https://a.example/b", "", None),
    ],
)
def test_how_a_captures_original_relates_to_the_url_cited(
    cited: str, original: str, match: Match | None
) -> None:
    assert compare(cited, original) is match


@given(st.text(max_size=80))
def test_any_original_is_compared_without_an_error(original: str) -> None:
    assert compare("https://a.example/b", original) in {None, *Match}


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("http://www.a.example:80/b/?x=1&y=2", True),
        ("https://a.example/b?y=2&x=1", True),
        ("https://a.example/b;jsessionid=1A2B?y=2&PHPSESSID=9&x=1", True),
        ("https://a.example/b?x=2&y=1", False),
        ("https://a.example/B?x=1&y=2", False),
        ("https://a.example/b?X=1&y=2", False),
    ],
)
def test_which_differences_hosts_answer_alike(original: str, expected: bool) -> None:
    assert is_harmless("https://a.example/b?x=1&y=2", original) is expected


def test_other_letters_are_sent_as_percent_encoded_utf8() -> None:
    assert ascii_url("https://a.example/中 国?q=%C3%CE#x") == (
        "https://a.example/%E4%B8%AD%20%E5%9B%BD?q=%C3%CE"
    )


@given(st.text(max_size=80))
def test_what_is_sent_is_ascii_and_stays_so(url: str) -> None:
    sent = ascii_url(url.encode("utf-8", "ignore").decode())
    assert sent.isascii()
    assert ascii_url(sent) == sent


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example", True),
        ("https://a.example/#x", True),
        ("https://a.example/?p=1", False),
        ("https://a.example/b", False),
        ("http://[", False),
    ],
)
def test_front_pages(url: str, expected: bool) -> None:
    assert is_front_page(url) is expected
