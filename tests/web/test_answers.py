from __future__ import annotations

import gzip
import time
import zlib
from typing import TYPE_CHECKING, Any

import brotli
import pytest

from tests.web.client import ask, header, pool, raw
from tests.web.content import page

if TYPE_CHECKING:
    from collections.abc import Callable

HOST = "http://a.example"


def one(*answers: dict[str, Any], **host: Any) -> dict[str, Any]:
    """The tables of a web of one host."""
    return {"hosts": {"a.example": {"answers": list(answers), **host}}}


def test_a_page_from_title_and_text(web: Callable[..., Any]) -> None:
    table = one({"path": "/", "title": "A < B", "text": "eins\n\nzwei", "lang": "de"})
    with web(table) as site:
        response = ask(site, f"{HOST}/")
    assert header(response, "content-type") == "text/html; charset=utf-8"
    assert response.content.decode() == page("A < B", "eins\n\nzwei", "de")
    assert "<h1>A &lt; B</h1>\n<p>eins</p>\n<p>zwei</p>" in response.content.decode()


@pytest.mark.parametrize(
    ("url", "body"),
    [
        pytest.param("/exact?q=1", b"exact", id="exact path with query"),
        pytest.param("/exact?q=2", b"prefix", id="other query"),
        pytest.param("/deep/er/x", b"longer", id="longest prefix"),
        pytest.param("/deep/x", b"shorter", id="shorter prefix"),
        pytest.param("/item/123", b"regex", id="regex before prefix"),
        pytest.param("/%E4%B8%AD", b"han", id="path written in Han"),
        pytest.param("/%C3%CE", b"gbk", id="path with GBK escapes"),
    ],
)
def test_the_most_precise_answer_wins(web: Callable[..., Any], url: str, body: bytes) -> None:
    table = one(
        {"path_prefix": "/", "body": "prefix"},
        {"path_prefix": "/deep/", "body": "shorter"},
        {"path_prefix": "/deep/er/", "body": "longer"},
        {"path_regex": r"/item/\d+", "body": "regex"},
        {"path": "/exact?q=1", "body": "exact"},
        {"path": "/中", "body": "han"},
        {"path": "/%C3%CE", "body": "gbk"},
    )
    with web(table) as site:
        assert ask(site, HOST + url).content == body


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param({}, b"none", id="nothing"),
        pytest.param({"Cookie": "x=2; seen=1"}, b"cookie", id="cookie"),
        pytest.param({"Cookie": "seen=2"}, b"none", id="other value"),
        pytest.param({"Accept-Language": "zh"}, b"language", id="header"),
        pytest.param({"User-Agent": "Mozilla/5.0 x"}, b"agent", id="header with value"),
        pytest.param({"User-Agent": "curl"}, b"none", id="header with another value"),
    ],
)
def test_needs(web: Callable[..., Any], headers: dict[str, str], body: bytes) -> None:
    table = one(
        {"path": "/", "body": "none"},
        {"path": "/", "needs": {"cookie": "seen=1"}, "body": "cookie"},
        {"path": "/", "needs": {"header": "Accept-Language"}, "body": "language"},
        {"path": "/", "needs": {"header": "User-Agent: mozilla"}, "body": "agent"},
    )
    with web(table) as site:
        assert ask(site, f"{HOST}/", headers=headers).content == body


def test_head_has_the_head_of_get_and_may_differ(web: Callable[..., Any]) -> None:
    table = one(
        {"path": "/same", "body": "12345"},
        {"path": "/lies", "body": "12345"},
        {"path": "/lies", "method": "HEAD", "status": 404},
    )
    with web(table) as site:
        same, lies = ask(site, f"{HOST}/same", "HEAD"), ask(site, f"{HOST}/lies", "HEAD")
        assert (same.status, header(same, "content-length"), same.content) == (200, "5", b"")
        assert (lies.status, ask(site, f"{HOST}/lies").status) == (404, 200)


def test_a_scheme_can_make_the_difference(web: Callable[..., Any]) -> None:
    table = one(
        {
            "path": "/",
            "scheme": "http",
            "status": 301,
            "headers": {"Location": "https://a.example/"},
        },
        {"path": "/", "body": "safe"},
    )
    with web(table) as site:
        assert ask(site, "http://a.example/").status == 301
        assert ask(site, "https://a.example/").content == b"safe"


def test_a_sequence_repeats_its_last_for_each_path_by_itself(web: Callable[..., Any]) -> None:
    table = one({"path_prefix": "/", "status": 503, "then": [{"status": 429}, {"body": "fine"}]})
    with web(table) as site:
        seen = [ask(site, f"{HOST}{path}").status for path in ("/a", "/b", "/a", "/a", "/a")]
    assert seen == [503, 503, 429, 200, 200]


def test_headers_of_several_values_and_in_utf8(web: Callable[..., Any]) -> None:
    headers = {"Set-Cookie": ["a=1", "b=2"], "Location": "/中", "content-type": "x/y", "X-N": 3}
    with web(one({"path": "/", "status": 302, "headers": headers})) as site:
        response = ask(site, f"{HOST}/")
    assert header(response, "set-cookie") == "a=1, b=2"
    assert header(response, "location") == "/中"
    assert (header(response, "content-type"), header(response, "x-n")) == ("x/y", "3")


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        pytest.param(
            {"type": "text/html; charset=gbk", "body": "中"}, 200, "中".encode("gbk"), id="gbk"
        ),
        pytest.param(
            {"type": "text/html; charset=odd", "body": "中"}, 200, "中".encode(), id="odd"
        ),
        pytest.param({"body_base64": "/9j/"}, 200, b"\xff\xd8\xff", id="base64"),
        pytest.param({"body": "ab", "body_repeat": 100_001}, 200, b"ab" * 100_001, id="repeat"),
        pytest.param({"status": 204, "body": "x"}, 204, b"", id="no content"),
        pytest.param({"status": 999, "reason": "Denied"}, 999, b"", id="odd status"),
    ],
)
def test_bodies(web: Callable[..., Any], answer: dict[str, Any], status: int, body: bytes) -> None:
    with web(one({"path": "/", **answer})) as site:
        response = ask(site, f"{HOST}/")
    assert (response.status, response.content) == (status, body)


def test_no_content_type(web: Callable[..., Any]) -> None:
    with web(one({"path": "/", "type": "", "body": "x"})) as site:
        assert header(ask(site, f"{HOST}/"), "content-type") is None


@pytest.mark.parametrize(
    ("encoding", "named", "decode"),
    [
        pytest.param("gzip", "gzip", gzip.decompress, id="gzip"),
        pytest.param("deflate", "deflate", zlib.decompress, id="deflate"),
        pytest.param("raw-deflate", "deflate", lambda b: zlib.decompress(b, -15), id="raw deflate"),
        pytest.param("br", "br", brotli.decompress, id="brotli"),
        pytest.param(
            ["gzip", "br"],
            "gzip, br",
            lambda body: gzip.decompress(brotli.decompress(body)),
            id="nested",
        ),
    ],
)
def test_content_codings(
    web: Callable[..., Any], encoding: Any, named: str, decode: Callable[[bytes], bytes]
) -> None:
    with web(one({"path": "/", "body": "hello " * 50, "encoding": encoding})) as site:
        response = ask(site, f"{HOST}/")
    assert header(response, "content-encoding") == named
    assert decode(response.content) == b"hello " * 50


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_small_on_the_wire(web: Callable[..., Any], encoding: str) -> None:
    table = one({"path": "/", "title": "bomb", "encoding": encoding, "bomb": 20_000_000})
    with web(table) as site:
        body = ask(site, f"{HOST}/").content
    assert len(body) < 30_000
    if encoding == "gzip":
        plain = gzip.decompress(body)
        assert (len(plain), b"<h1>bomb</h1>" in plain) == (20_000_000, True)


def test_paths_without_answers(web: Callable[..., Any]) -> None:
    table = one({"path": "/", "body": "x"})
    table["hosts"]["b.example"] = {"default": {"title": "soft 404"}}
    table["hosts"]["*.wild.example"] = {"default": {"body": "wild"}}
    with web(table) as site:
        assert ask(site, f"{HOST}/gone").status == 404
        assert b"soft 404" in ask(site, "http://b.example/gone").content
        assert ask(site, "http://x.y.wild.example/").content == b"wild"
        assert ask(site, "http://stranger.example/").status == 421


def test_a_rate_is_kept(web: Callable[..., Any]) -> None:
    over = {"status": 429, "headers": {"Retry-After": "1"}}
    with web(one({"path": "/", "body": "x"}, rate=2, over=over)) as site:
        answers = [ask(site, f"{HOST}/") for _ in range(4)]
        assert [each.status for each in answers] == [200, 200, 429, 429]
        assert header(answers[-1], "retry-after") == "1"
        time.sleep(1.05)
        assert ask(site, f"{HOST}/").status == 200


def test_a_delay_is_kept_and_delays_nobody_else(web: Callable[..., Any]) -> None:
    table = one({"path": "/slow", "delay": 0.3, "body": "s"}, {"path": "/fast", "body": "f"})
    with web(table) as site, pool(site) as connections:
        begun = time.monotonic()
        with connections.stream("GET", f"{HOST}/fast") as fast:
            assert fast.status == 200
        assert time.monotonic() - begun < 0.25
        assert connections.request("GET", f"{HOST}/slow").content == b"s"
        assert time.monotonic() - begun >= 0.3


def test_connections_are_kept_and_pipelines_answered_in_order(web: Callable[..., Any]) -> None:
    with web(one({"path": "/", "body": "1", "delay": 0.05}, {"path": "/2", "body": "2"})) as site:
        with pool(site) as connections:
            for _ in range(3):
                assert connections.request("GET", f"{HOST}/2").content == b"2"
        assert len({request.connection for request in site.requests}) == 1
        both = raw(site, "a.example\r\n\r\nGET /2 HTTP/1.1\r\nHost: a.example", wait=0.3)
    assert both.count(b"HTTP/1.1 200 OK") == 2
    assert both.endswith(b"\r\n\r\n2")


def test_a_connection_is_closed_when_asked(web: Callable[..., Any]) -> None:
    with web(one({"path": "/", "body": "x"})) as site:
        begun = time.monotonic()
        assert raw(site, "a.example\r\nConnection: close").endswith(b"x")
        assert raw(site, "a.example\r\nX: y", "/ bad").startswith(b"HTTP/1.1 400")
        assert time.monotonic() - begun < 2


def test_a_body_of_the_request_is_read(web: Callable[..., Any]) -> None:
    with web(one({"path": "/save", "method": "POST", "body": "ok"})) as site, pool(site) as posting:
        assert posting.request("POST", f"{HOST}/save", content=b"url=x").content == b"ok"
        assert posting.request("POST", f"{HOST}/save", content=b"").content == b"ok"
        assert [request.body for request in site.requests] == [b"url=x", b""]
