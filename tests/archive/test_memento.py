from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.archive import memento, timemap
from linkcheck.model import Hop

RECORDED = Path(__file__).parents[2] / "fixtures" / "archive"
BASE = "https://web.archive.org/web/timemap/link/http://news.example/a"


def day(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # as many parts as a test needs


@pytest.mark.parametrize(
    ("name", "base", "count", "first", "original", "pages"),
    [
        pytest.param(
            "wayback-timemap.link",
            BASE,
            3,
            "https://web.archive.org/web/20211223041109/http://gnews.example:80/zh-hans/1732373/",
            "http://gnews.example:80/zh-hans/1732373/",
            (),
            id="wayback-link",
        ),
        pytest.param(
            "wayback-timemap.json",
            "https://web.archive.org/web/timemap/json/x",
            2,
            "https://web.archive.org/web/20211223041109/http://gnews.example:80/zh-hans/1732373/",
            "",
            (),
            id="wayback-json",
        ),
        pytest.param(
            "openwayback-timemap-1.link",
            "http://archive.example/wayback/timemap/link/x",
            2,
            "http://archive.example/wayback/20061106003000/http://vefur.example/frett?a=1,2&b=x;y",
            "http://vefur.example/frett?a=1,2&b=x;y",
            (
                "http://archive.example/wayback/timemap/link/2/http://vefur.example/frett?a=1,2&b=x;y",
            ),
            id="openwayback-link-paged-commas-in-urls",
        ),
        pytest.param(
            "pywb-timemap.link",
            "http://localhost:8080/coll/timemap/link/x",
            2,
            "http://localhost:8080/coll/20140127171200mp_/http://news.example/a",
            "http://news.example/a",
            (),
            id="pywb-link",
        ),
        pytest.param(
            "pywb-timemap.cdxj",
            "http://localhost:8080/coll/timemap/cdxj/http://news.example/a",
            2,
            "http://localhost:8080/coll/20140127171200/http://news.example/a",
            "http://news.example/a",
            (),
            id="pywb-cdxj",
        ),
        pytest.param(
            "memgator.json",
            "http://memgator.example/timemap/json/x",
            2,
            "https://arquivo.example/wayback/20140127171200/http://news.example/a",
            "http://news.example/a",
            (),
            id="memgator-json",
        ),
        pytest.param(
            "memgator.cdxj",
            "http://memgator.example/timemap/cdxj/x",
            2,
            "https://arquivo.example/wayback/20140127171200/http://news.example/a",
            "",
            (),
            id="memgator-cdxj",
        ),
    ],
)
def test_a_timemap_is_read_in_every_dialect(
    name: str, base: str, count: int, first: str, original: str, pages: tuple[str, ...]
) -> None:
    read = timemap.read((RECORDED / name).read_text("utf-8"), base)
    assert read is not None
    assert len(read.captures) == count
    assert read.captures[0].url == first
    assert (read.original, read.pages) == (original, pages)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<html><title>Down for maintenance</title>", id="html"),
        pytest.param('{"error": "no"}', id="other-json"),
        pytest.param('[["a", "b"]]', id="other-rows"),
        pytest.param("[", id="broken-json"),
        pytest.param("[" * 100_000, id="deep-json"),
        pytest.param("Service unavailable", id="text"),
    ],
)
def test_what_is_no_timemap_is_none(body: str) -> None:
    assert timemap.read(body, BASE) is None


def test_an_empty_list_is_a_timemap_without_captures() -> None:
    assert timemap.read("[]", BASE) == timemap.TimeMap()


NO_URLS = (
    "http://[",
    "//[",
    "http://[::1",
    "http://a]/",
    "http://\u2100/",
    "http://a:99999/",
    "//a:x",
)


@pytest.mark.parametrize("url", NO_URLS)
@pytest.mark.parametrize(
    "dialect",
    [
        '<{0}>; rel="memento"; datetime="Thu, 23 Dec 2021 04:11:09 GMT", {1}, <{0}>; rel="timemap"',
        '{{"original_uri": "http://a/", "mementos": {{"list": [{{"datetime": "2021-12-23T04:11:09Z", "uri": "{0}"}}]}}, "pages": {{"next": {{"uri": "{0}"}}}}}}',
        '20211223041109 {{"uri": "{0}"}}',
    ],
    ids=["link", "memgator", "cdxj"],
)
def test_a_list_leads_only_to_what_is_a_url(dialect: str, url: str) -> None:
    good = '</x>; rel="memento"; datetime="Thu, 23 Dec 2021 04:11:09 GMT"'
    read = timemap.read(dialect.format(url, good), BASE)
    assert read is not None
    assert [one.url for one in read.captures] in ([], ["https://web.archive.org/x"])
    assert read.pages == ()


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x"])
def test_a_time_that_is_none_is_no_capture(time: str) -> None:
    body = '{"original_uri": "http://a/", "mementos": {"list": [{"datetime": "%s", "uri": "/x"}]}}'
    assert timemap.read(body % time, BASE) == timemap.TimeMap(original="http://a/")


@given(st.text(max_size=200))
def test_any_text_is_a_timemap_or_none(body: str) -> None:
    assert isinstance(timemap.read(body, BASE), timemap.TimeMap | None)


@given(st.lists(st.sampled_from(["<a>", ";", "rel=", '"', "memento", ",", " ", "\\"]), max_size=60))
def test_any_link_header_is_read_without_an_error(parts: list[str]) -> None:
    assert isinstance(memento.links("".join(parts)), tuple)


@pytest.mark.parametrize(
    ("hop", "expected"),
    [
        pytest.param(
            Hop(
                url="http://gate.example/coll/http://a.example/",
                status=302,
                location="/coll/20211223041109/http://a.example/",
            ),
            "http://gate.example/coll/20211223041109/http://a.example/",
            id="redirect",
        ),
        pytest.param(
            Hop(
                url="http://gate.example/coll/http://a.example/",
                status=200,
                headers=(
                    ("memento-datetime", "Thu, 23 Dec 2021 04:11:09 GMT"),
                    ("content-location", "/coll/20211223041109mp_/http://a.example/"),
                ),
            ),
            "http://gate.example/coll/20211223041109mp_/http://a.example/",
            id="content-location",
        ),
        pytest.param(
            Hop(url="http://gate.example/coll/http://a.example/", status=200),
            None,
            id="framed-page-without-datetime",
        ),
        pytest.param(
            Hop(url="http://gate.example/x", status=302, location="/login"), None, id="elsewhere"
        ),
        pytest.param(
            Hop(url="http://gate.example/x", status=302, location="http://[/"), None, id="nowhere"
        ),
        pytest.param(
            Hop(
                url="http://gate.example/coll/http://a.example/",
                status=200,
                headers=(
                    ("memento-datetime", "Thu, 23 Dec 2021 04:11:09 GMT"),
                    ("content-location", "http://[/"),
                ),
            ),
            "http://gate.example/coll/http://a.example/",
            id="content-location-that-is-none",
        ),
    ],
)
def test_what_a_timegate_leads_to(hop: Hop, expected: str | None) -> None:
    found = memento.negotiated(hop)
    assert (found.url if found else None) == expected
    assert found is None or found.captured == day(2021, 12, 23, 4, 11, 9)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("Thu, 23 Dec 2021 04:11:09 GMT", day(2021, 12, 23, 4, 11, 9), id="good"),
        pytest.param("yesterday", None, id="words"),
        pytest.param("", None, id="absent"),
    ],
)
def test_memento_datetime(value: str, expected: datetime | None) -> None:
    assert (
        memento.memento_datetime(Hop(url="x", headers=(("memento-datetime", value),))) == expected
    )


def test_the_original_really_captured() -> None:
    value = '<http://www.a.example:80/>; rel="original", <https://g.example/>; rel="timegate"'
    assert (
        memento.original_of(Hop(url="x", headers=(("link", value),))) == "http://www.a.example:80/"
    )
