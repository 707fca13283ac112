"""One request, at the seam: what is sent, what is read, and which failure each exception is."""

from __future__ import annotations

import asyncio
import errno
import gzip
import ssl
from datetime import timedelta
from typing import TYPE_CHECKING

import h11
import httpx
import pytest
import respx
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.model import Answer, Ask, Failure
from linkcheck.web.exchange import NoAnswerError
from linkcheck.web.failures import failure_of
from linkcheck.web.fetch import Fetcher, Manners
from linkcheck.web.guard import Guard
from linkcheck.web.over_httpx import OverHttpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

A = "http://a.example/x"


def ask(
    handler: Callable[[httpx.Request], object],
    url: str = A,
    *,
    limit: int = 1000,
    manners: Manners | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> Answer:
    async def transported(request: httpx.Request) -> httpx.Response:
        response = handler(request)
        assert isinstance(response, httpx.Response)
        return response

    fetch = Fetcher(
        OverHttpx(httpx.MockTransport(transported)), Guard(), manners or Manners("Reader/1")
    )
    wish = Ask(url=url, timeout=timedelta(seconds=0.3), limit=limit, headers=headers)
    return asyncio.run(fetch(wish))


def ok(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text="fine")


def noting(seen: list[httpx.Request]) -> Callable[[httpx.Request], httpx.Response]:
    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return ok(request)

    return handler


def test_through_a_router_of_respx() -> None:
    router = respx.Router(assert_all_called=True)
    router.get(A).respond(404, headers={"Server": "nginx", "X-Other": "1"}, text="gone")
    fetch = Fetcher(
        OverHttpx(httpx.MockTransport(router.async_handler)), Guard(), Manners("Reader/1")
    )
    answer = asyncio.run(fetch(Ask(url=A, timeout=timedelta(seconds=1), limit=100)))
    assert (answer.hop.status, answer.body, fetch.requests, fetch.heard) == (404, b"gone", 1, True)
    assert dict(answer.hop.headers).get("server") == "nginx"
    assert "x-other" not in dict(answer.hop.headers)


SENT = {
    "author's escapes": (
        "http://a.example/a%28b%29?x=%C3%CE&y=a+b%20c",
        b"/a%28b%29?x=%C3%CE&y=a+b%20c",
    ),
    "no path": ("http://a.example", b"/"),
    "no path but a query": ("http://a.example?q=1", b"/?q=1"),
    "empty query": ("http://a.example/x?", b"/x?"),
    "dots": ("http://a.example/a/../b//c", b"/a/../b//c"),
    "semicolon": ("http://a.example/a;b=c,d", b"/a;b=c,d"),
}


@pytest.mark.parametrize(("url", "target"), SENT.values(), ids=SENT.keys())
def test_the_request_target_is_the_authors(url: str, target: bytes) -> None:
    seen: list[httpx.Request] = []
    ask(noting(seen), url)
    assert seen[0].extensions["target"] == target
    assert seen[0].method == "GET"


def test_userinfo_is_not_sent() -> None:
    seen: list[httpx.Request] = []
    ask(noting(seen), "http://user:secret@a.example/")
    assert "secret" not in str(seen[0].headers) + str(seen[0].url)
    assert seen[0].headers["host"] == "a.example"


def test_headers_look_like_a_readers_and_lack_our_name() -> None:
    seen: list[httpx.Request] = []
    ask(noting(seen))
    assert {"user-agent", "accept", "accept-language", "accept-encoding"} <= set(seen[0].headers)
    assert "link" not in seen[0].headers["user-agent"].lower()


@pytest.mark.parametrize(("host", "sent"), [("a.example", "secret"), ("b.example", None)])
def test_a_header_for_one_host_goes_there_alone(host: str, sent: str | None) -> None:
    seen: list[httpx.Request] = []
    manners = Manners("Reader/1", (("a.example", "Authorization", "secret"),))
    ask(noting(seen), f"http://{host}/", manners=manners)
    assert seen[0].headers.get("authorization") == sent


def test_headers_of_the_question_replace_the_usual_ones() -> None:
    seen: list[httpx.Request] = []
    ask(noting(seen), headers=(("user-agent", "Archive/1"),))
    assert seen[0].headers.get_list("user-agent") == ["Archive/1"]


def test_a_private_host_is_not_asked() -> None:
    answer = ask(lambda _r: pytest.fail("asked"), "http://localhost/")
    assert answer.hop.failure is Failure.PRIVATE


def body_of(*chunks: bytes | Exception) -> httpx.AsyncByteStream:
    class Stream(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            for chunk in chunks:
                if isinstance(chunk, Exception):
                    raise chunk
                yield chunk

    return Stream()


READ = {
    "whole": ([b"abc"], {}, (b"abc", False)),
    "empty": ([], {}, (b"", False)),
    "beyond the limit": ([b"x" * 600, b"x" * 600, b"x" * 600], {}, (b"x" * 1000, True)),
    "broken off": ([b"abc", httpx.ReadError("gone")], {}, (b"abc", True)),
    "gzip": ([gzip.compress(b"abc")], {"content-encoding": "gzip"}, (b"abc", False)),
    "gzip bomb": (
        [gzip.compress(b"x" * 90_000)],
        {"content-encoding": "gzip"},
        (b"x" * 1000, True),
    ),
    "called gzip": ([b"plain"], {"content-encoding": "gzip"}, (b"plain", False)),
}


@pytest.mark.parametrize(("chunks", "headers", "read"), READ.values(), ids=READ.keys())
def test_reads(
    chunks: list[bytes | Exception], headers: dict[str, str], read: tuple[bytes, bool]
) -> None:
    answer = ask(lambda _r: httpx.Response(200, headers=headers, stream=body_of(*chunks)))
    assert (answer.body, answer.truncated) == read
    assert answer.hop.failure is None


def test_a_head_without_a_body_is_a_failure_with_its_status() -> None:
    answer = ask(lambda _r: httpx.Response(200, stream=body_of(httpx.ReadError("gone"))))
    assert (answer.hop.status, answer.hop.failure) == (200, Failure.RESET)


def test_one_deadline_covers_the_body() -> None:
    class Drip(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            while True:
                yield b"."
                await asyncio.sleep(0.05)

    answer = ask(lambda _r: httpx.Response(200, stream=Drip()))
    assert answer.truncated
    assert answer.hop.failure is None


LOCATIONS = {
    "ASCII": (b"/x", "/x"),
    "UTF-8": ("/中".encode(), "/中"),
    "Latin-1": (b"/caf\xe9", "/caf%E9"),
    "GBK": (b"/\xd6\xd0\xce\xc4?a=%D6", "/%D6%D0%CE%C4?a=%D6"),
}


@pytest.mark.parametrize(("raw", "text"), LOCATIONS.values(), ids=LOCATIONS.keys())
def test_location(raw: bytes, text: str) -> None:
    answer = ask(lambda _r: httpx.Response(302, headers=[(b"Location", raw)]))
    assert answer.hop.location == text


def caused(outer: Exception, inner: BaseException) -> Exception:
    outer.__cause__ = inner
    return outer


def certificate_error() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError("expired")
    error.verify_message = "certificate has expired"
    return error


def os_error(number: int) -> OSError:
    return OSError(number, "…")


FAILURES = {
    "no such host": (
        caused(httpx.ConnectError(""), NoAnswerError(Failure.NO_SUCH_HOST, "x")),
        Failure.NO_SUCH_HOST,
    ),
    "private": (
        caused(httpx.ConnectError(""), NoAnswerError(Failure.PRIVATE, "x")),
        Failure.PRIVATE,
    ),
    "refused": (caused(httpx.ConnectError(""), ConnectionRefusedError()), Failure.REFUSED),
    "all addresses refused": (
        caused(httpx.ConnectError(""), ExceptionGroup("", [ConnectionRefusedError()])),
        Failure.REFUSED,
    ),
    "unreachable": (
        caused(httpx.ConnectError(""), os_error(errno.EHOSTUNREACH)),
        Failure.UNREACHABLE,
    ),
    "certificate": (
        caused(httpx.ConnectError(""), certificate_error()),
        Failure.TLS,
    ),
    "TLS alert": (caused(httpx.ConnectError(""), ssl.SSLError("alert")), Failure.TLS),
    "reset in TLS": (caused(httpx.ConnectError(""), ConnectionResetError()), Failure.RESET),
    "reset": (caused(httpx.ReadError(""), ConnectionResetError()), Failure.RESET),
    "closed": (httpx.RemoteProtocolError("Server disconnected"), Failure.RESET),
    "nonsense": (
        caused(httpx.RemoteProtocolError(""), h11.RemoteProtocolError("illegal")),
        Failure.PROTOCOL,
    ),
    "huge head": (
        caused(
            httpx.RemoteProtocolError(""), h11.RemoteProtocolError("long", error_status_hint=431)
        ),
        Failure.TOO_LARGE,
    ),
    "read time-out": (httpx.ReadTimeout(""), Failure.TIMEOUT),
    "proxy": (httpx.ProxyError("407"), Failure.PROXY),
    "connect": (httpx.ConnectError("?"), Failure.REFUSED),
    "URL": (httpx.InvalidURL("?"), Failure.PROTOCOL),
}


@pytest.mark.parametrize(("error", "failure"), FAILURES.values(), ids=FAILURES.keys())
def test_failures_are_told_apart(error: Exception, failure: Failure) -> None:
    def raising(_request: httpx.Request) -> httpx.Response:
        raise error

    assert ask(raising).hop.failure is failure


def test_a_bug_stays_a_traceback() -> None:
    with pytest.raises(ZeroDivisionError):
        failure_of(ZeroDivisionError())


@given(st.binary(max_size=200), st.sampled_from(["", "gzip", "br", "zstd", "deflate", "nonsense"]))
def test_any_body_gives_an_answer(body: bytes, coding: str) -> None:
    answer = ask(
        lambda _r: httpx.Response(200, headers={"content-encoding": coding}, stream=body_of(body))
    )
    assert answer.hop.status == 200
