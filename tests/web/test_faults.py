from __future__ import annotations

import re
import socket
import time
from typing import TYPE_CHECKING, Any

import httpcore
import msgspec
import pytest

from tests.web.client import ask, raw
from tests.web.faults import FAULTS
from tests.web.manifest import parse_text
from tests.web.site import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.site import Site

BODY = "0123456789" * 10


@pytest.fixture(scope="module")
def faulty() -> Iterator[Site]:
    """A web with one path for every fault, and a good one."""
    answers = [{"path": f"/{name}", "fault": name, "body": BODY} for name in FAULTS]
    table = {"hosts": {"a.example": {"answers": [*answers, {"path": "/", "body": "good"}]}}}
    with serving(table) as site:
        yield site


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_no_fault_harms_the_server(faulty: Site, name: str) -> None:
    raw(faulty, "a.example", f"/{name}", at_most=100_000, wait=0.15)
    assert ask(faulty, "http://a.example/").content == b"good"


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        pytest.param("close", rb"", id="close"),
        pytest.param("http09", BODY.encode(), id="http09"),
        pytest.param("garbage", rb"[\x80-\xff]+\r\n\r\n", id="garbage"),
        pytest.param("bad-status", rb"HTTP/1\.1 abc Odd\r\n.*", id="bad-status"),
        pytest.param("huge-header", rb".*\r\nX-Huge: h{1048576}\r\n.*", id="huge-header"),
        pytest.param("many-headers", rb".*\r\nX-19999: y\r\n\r\n\d+", id="many-headers"),
        pytest.param("nul-header", rb".*\r\nX-Nul: a\x00b\r\n.*", id="nul-header"),
        pytest.param("short", rb".*Content-Length: 1100\r\n\r\n\d{100}", id="short"),
        pytest.param("no-length", rb"(?!.*Content-Length).*\r\n\r\n\d{100}", id="no-length"),
        pytest.param("two-lengths", rb".*Length: 100\r\nContent-Length: 7\r\n.*", id="two-lengths"),
        pytest.param("chunked", rb".*chunked\r\n\r\n64\r\n\d{100}\r\n0\r\n\r\n", id="chunked"),
        pytest.param("bad-chunk", rb".*chunked\r\n\r\nzz\r\n.*", id="bad-chunk"),
        pytest.param("cut-body", rb".*Content-Length: 50\r\n\r\n\d{50}", id="cut-body"),
        pytest.param("bare-lf", rb"[^\r]*\n\n\d{100}", id="bare-lf"),
        pytest.param("reset-body", rb".*Length: 100\r\n\r\n\d{50}", id="reset-body"),
        pytest.param("stall-head", rb"HTTP/1\.1 200 OK\r\n.*Length: 100\r\n", id="stall-head"),
        pytest.param("stall-body", rb".*\r\n\r\n\d{50}", id="stall-body"),
        pytest.param("idle-close", rb"HTTP/1\.1 200 OK\r\n.*\r\n\r\n\d{100}", id="idle-close"),
    ],
)
def test_what_is_sent(faulty: Site, name: str, pattern: bytes) -> None:
    wait = 0.3 if name.startswith("stall") else 5
    got = raw(faulty, "a.example", f"/{name}", wait=wait)
    assert re.fullmatch(pattern, got, re.DOTALL), got[:300]


@pytest.mark.parametrize(
    "name", ["endless-headers", "endless-line", "endless-body", "endless-chunk", "endless-continue"]
)
def test_what_is_endless_goes_on(faulty: Site, name: str) -> None:
    assert len(raw(faulty, "a.example", f"/{name}", at_most=3_000_000)) >= 3_000_000


def test_a_drip_is_a_byte_a_second(faulty: Site) -> None:
    head, _, body = raw(faulty, "a.example", "/drip", wait=0.5).partition(b"\r\n\r\n")
    assert (head[:12], body) == (b"HTTP/1.1 200", b"0")
    assert raw(faulty, "a.example", "/drip-head", wait=0.5) == b"H"


def test_reset_is_a_reset(faulty: Site) -> None:
    with socket.create_connection(("127.0.0.1", faulty.port), timeout=5) as sock:
        sock.sendall(b"GET /reset HTTP/1.1\r\nHost: a.example\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            sock.recv(1)


def test_a_fault_reaches_through_tls(faulty: Site) -> None:
    with pytest.raises(httpcore.RemoteProtocolError):
        ask(faulty, "https://a.example/garbage")
    with pytest.raises((httpcore.ReadError, httpcore.RemoteProtocolError)):
        ask(faulty, "https://a.example/reset")


def test_a_stall_ends_with_the_connection(faulty: Site) -> None:
    faulty.forget()
    raw(faulty, "a.example", "/stall", wait=0.2)
    time.sleep(0.1)
    [request] = faulty.requests
    assert request.end is not None
    assert (request.status, request.end - request.start > 0.1) == (None, True)


def test_raw_bytes_are_sent_as_they_are(web: Callable[..., Any]) -> None:
    said = "HTTP/1.1 200 OK\r\nX: \x01\xff\r\n\r\nx"
    with web({"hosts": {"a.example": {"answers": [{"path": "/", "raw": said}]}}}) as site:
        assert raw(site, "a.example") == said.encode("latin-1")


def test_refuse_closes_at_once(web: Callable[..., Any]) -> None:
    with web({"hosts": {"a.example": {"refuse": True}}}) as site:
        assert raw(site, "a.example") == b""
        with pytest.raises((httpcore.ConnectError, httpcore.ReadError)):
            ask(site, "https://a.example/")
        assert site.requests == ()


def test_an_unknown_fault_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(
        msgspec.ValidationError, match=r"no such fault: resett; .* reset, reset-body"
    ):
        parse_text('[hosts.a]\ndefault = { fault = "resett" }')


def test_a_client_that_leaves_a_long_body_does_not_keep_the_server(web: Callable[..., Any]) -> None:
    """2 GB would take a second and more to be written to nobody; the next client would wait for it."""
    long = {"path": "/long", "body": "x" * 1000, "body_repeat": 1 << 21}
    with web({"hosts": {"a.example": {"answers": [long, {"path": "/", "body": "here"}]}}}) as site:
        raw(site, "a.example", "/long", at_most=1000)
        assert ask(site, "http://a.example/").content == b"here"
        left = next(each for each in site.requests if each.target == "/long")
        deadline = time.monotonic() + 5
        while left.end is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert left.end is not None
