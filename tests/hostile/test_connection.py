"""What only a connection of one's own can do to a client: answers queued for the next request, words before TLS, floods."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING

import pytest
import trustme

from linkcheck.model import Failure
from tests.hostile.server import Talk, asked

if TYPE_CHECKING:
    from pathlib import Path

A, B = "http://a.example/first", "http://a.example/second"
TRUE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue"
FALSE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nfalse"

QUEUED = {
    "behind the length": TRUE + FALSE,
    "behind chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntrue\r\n0\r\n\r\n" + FALSE,
    "behind trailers": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntrue\r\n0\r\nX-A: b\r\n\r\n" + FALSE,
    "behind no body": b"HTTP/1.1 204 No Content\r\n\r\n" + FALSE,
    "half of one": TRUE + FALSE[:20],
    "a hint": TRUE + b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n",
    "rubbish": TRUE + b"\x00\xff" * 100,
    "a line": TRUE + b"\r\n",
}  # fmt: skip


@pytest.mark.parametrize("first", QUEUED.values(), ids=QUEUED)
def test_an_answer_that_nobody_asked_for_answers_nothing(first: bytes) -> None:
    async def act(talk: Talk) -> None:
        while head := await talk.request():
            await talk.say(first if b"first" in head else TRUE)

    (one, other), place = asked(act, A, B)
    assert one.hop.status in (200, 204)
    assert (other.hop.status, other.body) == (200, b"true")
    assert place.targets == ["/first", "/second"]


def test_what_comes_while_nobody_asks_answers_nothing() -> None:
    async def act(talk: Talk) -> None:
        while head := await talk.request():
            await talk.say(TRUE)
            if b"first" in head:
                await asyncio.sleep(0.02)
                await talk.say(FALSE)

    (_, other), place = asked(act, A, B, pause=0.2)
    assert (other.hop.status, other.body) == (200, b"true")
    assert place.targets == ["/first", "/second"]


def test_a_connection_closed_while_idle_is_no_failure() -> None:
    async def act(talk: Talk) -> None:
        await talk.request()
        await talk.say(TRUE)

    answers, place = asked(act, A, B, A, B, pause=0.05)
    assert [answer.hop.status for answer in answers] == [200] * 4
    assert place.connections == 4


def test_a_body_that_was_left_is_no_part_of_the_next_answer() -> None:
    async def act(talk: Talk) -> None:
        while head := await talk.request():
            big = b"x" * 150_000 + FALSE
            length = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (len(big) * 10)
            await talk.say(length + big if b"first" in head else TRUE)

    (one, other), _ = asked(act, A, B)
    assert one.truncated
    assert (other.hop.status, other.body) == (200, b"true")


FLOODS: dict[str, tuple[bytes, bytes]] = {
    "hints": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100),
    "continues": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 100),
    "one header": (b"HTTP/1.1 200 OK\r\nX-A: ", b"b" * 1000),
    "one header folded": (b"HTTP/1.1 200 OK\r\nX-A: b\r\n", b" c\r\n" * 100),
    "a status": (b"HTTP/1.1 200 ", b"O" * 1000),
}


@pytest.mark.parametrize(("start", "again"), FLOODS.values(), ids=FLOODS)
def test_a_head_without_end_is_left_early(start: bytes, again: bytes) -> None:
    sent = 0

    async def act(talk: Talk) -> None:
        nonlocal sent
        await talk.request()
        await talk.say(start)
        while not talk.writer.is_closing() and sent < 100_000_000:
            await talk.say(again)
            sent += len(again)

    (answer,), _ = asked(act, A, seconds=20)
    assert answer.hop.failure is Failure.TOO_LARGE
    assert sent < 8_000_000  # what the sockets' buffers hold among it


FRAMES: dict[str, bytes] = {
    "page": b"HTTP/1.1 200 OK\r\n",
    "redirect": b"HTTP/1.1 302 Found\r\nLocation: /y\r\n",
}


@pytest.mark.parametrize("head", FRAMES.values(), ids=FRAMES)
def test_a_body_of_hardly_more_than_frames_is_left_early(head: bytes) -> None:
    sent, again = 0, (b"1;" + b"x" * 4000 + b"\r\ny\r\n") * 20

    async def act(talk: Talk) -> None:
        nonlocal sent
        await talk.request()
        await talk.say(head + b"Transfer-Encoding: chunked\r\n\r\n")
        while not talk.writer.is_closing() and sent < 100_000_000:
            await talk.say(again)
            sent += len(again)

    (answer,), _ = asked(act, A, seconds=20)
    assert answer.truncated
    assert 0 < len(answer.body) < 1000
    assert sent < 8_000_000  # what the sockets' buffers hold among it


LARGE = {
    "at the limit": (60_000, 10_000, None),
    "above it": (70_000, 10_000, Failure.TOO_LARGE),
    "many fields": (10_000, 8, Failure.TOO_LARGE),
}


@pytest.mark.parametrize(("size", "each", "failure"), LARGE.values(), ids=LARGE)
def test_a_head_has_its_limit(size: int, each: int, failure: Failure | None) -> None:
    line = b"X: " + b"y" * (each - 5) + b"\r\n"

    async def act(talk: Talk) -> None:
        await talk.request()
        await talk.say(TRUE.replace(b"\r\n\r\n", b"\r\n" + line * (size // each) + b"\r\n"))

    (answer,), _ = asked(act, A)
    assert answer.hop.failure is failure


def test_the_evidence_of_a_head_stays_small() -> None:
    async def act(talk: Talk) -> None:
        await talk.request()
        await talk.say(TRUE.replace(b"\r\n\r\n", b"\r\n" + b"Link: </x>\r\n" * 900 + b"\r\n"))

    (answer,), _ = asked(act, A)
    assert answer.hop.status == 200
    assert len(answer.hop.headers) <= 100


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def context(authority: trustme.CA) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("a.example").configure_cert(made)
    return made


BEFORE = {"nothing": (b"", None), "an answer": (FALSE, Failure.TLS)}


@pytest.mark.parametrize(("words", "failure"), BEFORE.values(), ids=BEFORE)
def test_words_before_the_handshake_are_not_taken_for_what_comes_after_it(
    words: bytes, failure: Failure | None, authority: trustme.CA, ca_file: Path
) -> None:
    async def act(talk: Talk) -> None:
        await talk.say(words)
        try:
            await talk.writer.start_tls(context(authority))
        except (ConnectionError, OSError):
            return
        while await talk.request():
            await talk.say(TRUE)

    (answer,), _ = asked(act, "https://a.example/first", ca_file=str(ca_file))
    assert answer.hop.failure is failure
    assert (answer.hop.status, answer.body) == ((None, b"") if failure else (200, b"true"))


def test_a_handshake_that_drips_ends_with_the_deadline(ca_file: Path) -> None:
    async def act(talk: Talk) -> None:
        hello = b"\x16\x03\x03\x40\x00" + b"\x02" * 16_384
        for at in range(len(hello)):
            await talk.say(hello[at : at + 1])
            await asyncio.sleep(0.05)

    (answer,), _ = asked(act, "https://a.example/", ca_file=str(ca_file), seconds=0.5)
    assert answer.hop.failure in (Failure.TIMEOUT, Failure.TLS)


URLS = {
    "no port": "http://a.example:99999/",
    "bracket": "http://[a/",
    "line break": "http://a.example/\r\nX: y",
    "blank": "http://a.example/a b",
    "letters": "http://a.example/é",
    "surrogate": "http://a.example/\udc80",
    "no host": "http:///x",
    "host of blanks": "http://a b/",
    "host with a line break": "http://a\r\nb/",
    "nothing": "",
    "other scheme": "gopher://a.example/",
}


@pytest.mark.parametrize("url", URLS.values(), ids=URLS)
def test_what_is_no_url_is_not_sent(url: str) -> None:
    async def act(talk: Talk) -> None:
        await talk.request()
        await talk.say(TRUE)

    (answer,), place = asked(act, url)
    assert answer.hop.failure is not None
    assert place.heads == []
