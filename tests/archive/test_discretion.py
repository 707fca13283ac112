from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.archive.discretion import private
from linkcheck.tracking import without_trackers


@pytest.mark.parametrize(
    ("url", "id_"),
    [
        ("https://me@a.example/", "search.private.user"),
        ("https://me:pw@a.example/", "search.private.user"),
        ("https://a.example/?token=1", "search.private.token"),
        ("https://a.example/?access_token=1", "search.private.token"),
        ("https://a.example/?accessToken=1", "search.private.token"),
        ("https://a.example/?x=1&api-key=1", "search.private.token"),
        ("https://a.example/?APIKEY=1", "search.private.token"),
        ("https://a.example/?sig=1", "search.private.token"),
        ("https://a.example/?X-Amz-Signature=1", "search.private.token"),
        ("https://a.example/?X-Amz-Date=1", "search.private.token"),
        ("https://a.example/?session_id=1", "search.private.token"),
        ("https://a.example/?PHPSESSID=1", "search.private.token"),
        ("https://a.example/?to%6Ben=1", "search.private.token"),
        ("https://a.example/?x=1;auth=2", "search.private.token"),
        ("http://localhost/", "search.private.host"),
        ("http://a.localhost./", "search.private.host"),
        ("http://printer.local/", "search.private.host"),
        ("http://wiki.corp.internal/", "search.private.host"),
        ("http://intranet/", "search.private.host"),
        ("http://nas.home.arpa/", "search.private.host"),
        ("http://10.1.2.3/", "search.private.host"),
        ("http://127.1/", "search.private.host"),
        ("http://0x7f.0.0.1/", "search.private.host"),
        ("http://2130706433/", "search.private.host"),
        ("http://a.example.0x7f000001/", "search.private.host"),
        ("http://169.254.169.254/latest/", "search.private.host"),
        ("http://[::1]/", "search.private.host"),
        ("http://[fe80::1%25eth0]/", "search.private.host"),
        ("http://[fd00::1]/", "search.private.host"),
        ("http://[/", "search.private.host"),
    ],
)
def test_what_is_never_sent(url: str, id_: str) -> None:
    why = private(url)
    assert why is not None
    assert why.id == id_


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/",
        "https://93.184.216.34/",
        "https://a.example/?keyword=1&author=2&monkey=3&designer=4",
        "https://a.example/?token=",
        "https://a.example/token/key",
        "https://a.example/@me",
        "https://localhost.example/",
        "https://a.example/?subscriberId=618",
        "https://mp.weixin.example/s?__biz=Mz&mid=1&idx=1&sn=ab",
    ],
)
def test_what_may_be_sent(url: str) -> None:
    assert private(url) is None


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        (
            "https://n.example/a-1660663?utm_source=P&utm_medium=email&UTM=1639&subscriberId=618",
            "https://n.example/a-1660663",
        ),
        ("https://n.example/?id=1&gclid=x&p=%C3%CE", "https://n.example/?id=1&p=%C3%CE"),
        ("https://n.example/?fbclid=x#top", "https://n.example/"),
        ("https://n.example/?a=1&&b=2", "https://n.example/?a=1&&b=2"),
        ("https://n.example/?utmost=1", "https://n.example/?utmost=1"),
        ("https://n.example/a?", "https://n.example/a"),
        ("https://n.example/a", "https://n.example/a"),
    ],
)
def test_trackers_go_and_all_else_stays(url: str, bare: str) -> None:
    assert without_trackers(url) == bare


@given(st.text(alphabet="ab=&?#%;utm_sid ", max_size=40))
def test_removing_trackers_twice_is_removing_them_once(tail: str) -> None:
    once = without_trackers("https://n.example/" + tail)
    assert without_trackers(once) == once
