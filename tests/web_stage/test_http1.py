"""Reading one answer: however its bytes are cut, what h11 reads; and never more trust in a connection than its answer earns."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.model import Failure
from linkcheck.web.exchange import NoAnswerError
from linkcheck.web.http1 import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT = 4096
OK = b"HTTP/1.1 200 OK\r\n"


def read(*chunks: bytes, end: bool = False) -> Reader:
    reader = Reader(LIMIT)
    for chunk in chunks:
        if not reader.is_over:
            reader.feed(chunk)
    if end:
        reader.end()
    return reader


WHOLE: dict[str, tuple[bytes, int, bytes, bool]] = {
    # answer, status, body, whether the connection may go on
    "counted": (OK + b"Content-Length: 3\r\n\r\nabc", 200, b"abc", True),
    "nothing to come": (OK + b"Content-Length: 0\r\n\r\n", 200, b"", True),
    "the same length twice": (OK + b"Content-Length: 3, 3\r\n\r\nabc", 200, b"abc", True),
    "more than was said": (OK + b"Content-Length: 3\r\n\r\nabcd", 200, b"abc", False),
    "another answer behind": (OK + b"Content-Length: 0\r\n\r\n" + OK, 200, b"", False),
    "chunked": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
        200,
        b"abcde",
        True,
    ),
    "trailers": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: y\r\n\r\n",
        200,
        b"a",
        True,
    ),
    "chunked, and a length": (
        OK + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
        200,
        b"ab",
        False,
    ),
    "closes": (OK + b"Connection: close\r\nContent-Length: 1\r\n\r\na", 200, b"a", False),
    "HTTP/1.0": (b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", 200, b"a", False),
    "no content": (b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", 204, b"", True),
    "no content, and a length": (
        b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
        204,
        b"",
        False,
    ),
    "no content, and chunks": (
        b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
        204,
        b"",
        False,
    ),
    "not modified": (b"HTTP/1.1 304 Not Modified\r\n\r\n", 304, b"", True),
    "no reason": (b"HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", 404, b"", True),
    "bare line feeds": (b"HTTP/1.1 200 OK\nContent-Length: 1\n\na", 200, b"a", True),
    "hints first": (
        b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + OK + b"Content-Length: 1\r\n\r\na",
        200,
        b"a",
        True,
    ),
}


@pytest.mark.parametrize(("data", "status", "body", "is_clean"), WHOLE.values(), ids=WHOLE.keys())
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_whole_answers(data: bytes, status: int, body: bytes, is_clean: bool, step: int) -> None:
    reader = read(*(data[at : at + step] for at in range(0, len(data), step)))
    assert reader.head is not None
    assert (reader.head.status, bytes(reader.body), reader.is_over) == (status, body, True)
    if step > len(data):  # byte by byte, what is behind the answer comes after its end
        assert reader.is_clean is is_clean


TO_THE_END = {
    "no length": OK + b"\r\nabc",
    "an unknown transfer coding": OK + b"Transfer-Encoding: rot13\r\n\r\nabc",
    "chunked, but not last": OK + b"Transfer-Encoding: chunked, gzip\r\n\r\nabc",
}


@pytest.mark.parametrize("data", TO_THE_END.values(), ids=TO_THE_END.keys())
def test_what_nothing_delimits_goes_on_to_the_end(data: bytes) -> None:
    reader = read(data)
    assert not reader.is_over
    reader.end()
    assert (bytes(reader.body), reader.is_over, reader.is_clean) == (b"abc", True, False)


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
WRONG: dict[str, tuple[bytes, Failure]] = {
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n", Failure.PROTOCOL),
    "HTTP/0.9": (b"<html>", Failure.PROTOCOL),
    "HTTP/2": (b"HTTP/2 200\r\n\r\n", Failure.PROTOCOL),
    "an empty line": (b"\r\n" + OK + b"\r\n", Failure.PROTOCOL),
    "a word for a status": (b"HTTP/1.1 abc OK\r\n\r\n", Failure.PROTOCOL),
    "a long status": (b"HTTP/1.1 2000 OK\r\n\r\n", Failure.PROTOCOL),
    "no colon": (OK + b"Server nginx\r\n\r\n", Failure.PROTOCOL),
    "a blank before the colon": (OK + b"Server : nginx\r\n\r\n", Failure.PROTOCOL),
    "no name": (OK + b": nginx\r\n\r\n", Failure.PROTOCOL),
    "NUL": (OK + b"Server: a\0b\r\n\r\n", Failure.PROTOCOL),
    "a bare CR": (OK + b"Server: a\rContent-Length: 5\r\n\r\n", Failure.PROTOCOL),
    "NUL in a folded line": (OK + b"Server: a\r\n \0\r\n\r\n", Failure.PROTOCOL),
    "folded from the start": (OK + b" Server: a\r\n\r\n", Failure.PROTOCOL),
    "two lengths": (OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", Failure.PROTOCOL),
    "less than nothing": (OK + b"Content-Length: -1\r\n\r\n", Failure.PROTOCOL),
    "a signed length": (OK + b"Content-Length: +1\r\n\r\n", Failure.PROTOCOL),
    "a length beyond all": (OK + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n", Failure.PROTOCOL),
    "another protocol, unasked": (b"HTTP/1.1 101 Switch\r\n\r\n", Failure.PROTOCOL),
    "no size": (CHUNKED + b"zz\r\n", Failure.PROTOCOL),
    "a size beyond all": (CHUNKED + b"f" * 16 + b"\r\n", Failure.PROTOCOL),
    "a chunk that goes on": (CHUNKED + b"1\r\nab\r\n", Failure.PROTOCOL),
    "an endless line of a chunk": (CHUNKED + b"1;" + b"x" * 5000, Failure.TOO_LARGE),
    "an endless header": (OK + b"X: " + b"x" * LIMIT, Failure.TOO_LARGE),
    "a long header, whole": (OK + b"X: " + b"x" * LIMIT + b"\r\n\r\n", Failure.TOO_LARGE),
    "hints without end": (b"HTTP/1.1 100 Continue\r\n\r\n" * 400, Failure.TOO_LARGE),
    "trailers without end": (CHUNKED + b"0\r\n" + b"X: y\r\n" * 1000, Failure.TOO_LARGE),
}


@pytest.mark.parametrize(("data", "failure"), WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("step", [1, 10_000])
def test_what_is_no_answer(data: bytes, failure: Failure, step: int) -> None:
    with pytest.raises(NoAnswerError) as caught:
        read(*(data[at : at + step] for at in range(0, len(data), step)))
    assert caught.value.failure is failure
    assert caught.value.detail


@pytest.mark.parametrize(
    "data",
    [b"", b"HTTP/1.1 200", OK + b"Content-Length: 5\r\n\r\nabc", CHUNKED + b"3\r\nabc\r\n"],
    ids=["nothing", "half a head", "short", "no last chunk"],
)
def test_what_ends_too_early(data: bytes) -> None:
    with pytest.raises(NoAnswerError) as caught:
        read(*([data] if data else []), end=True)
    assert caught.value.failure is Failure.RESET


def test_odd_fields_are_kept_as_they_are() -> None:
    reader = read(
        OK + b"X-A:  caf\xe9 \t\r\nX-B:\r\nX-C: one\r\n\t two\r\nContent-Length: 0\r\n\r\n"
    )
    assert reader.head is not None
    assert reader.head.fields[:3] == ((b"X-A", b"caf\xe9"), (b"X-B", b""), (b"X-C", b"one two"))


NAMES = st.sampled_from(["Server", "X-Odd", "Set-Cookie", "ETag"])
VALUES = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=12
).map(lambda text: text.encode("latin-1"))


@st.composite
def answers(draw: st.DrawFn) -> tuple[bytes, Sequence[int]]:
    """A right answer, and where its bytes are cut."""
    body = draw(st.binary(max_size=60))
    fields = [
        (name.encode(), value)
        for name, value in draw(st.lists(st.tuples(NAMES, VALUES), max_size=4))
    ]
    if draw(st.booleans()):
        fields.append((b"Content-Length", b"%d" % len(body)))
        sent = body
    else:
        fields.append((b"Transfer-Encoding", b"chunked"))
        sizes = draw(st.lists(st.integers(1, 20), max_size=4))
        sent, rest = b"", body
        for size in [*sizes, 60]:
            part, rest = rest[:size], rest[size:]
            sent += b"%x\r\n%b\r\n" % (len(part), part) if part else b""
        sent += b"0\r\n\r\n"
    head = b"HTTP/1.1 %d Fine\r\n" % draw(st.sampled_from([200, 206, 404, 503, 999]))
    data = head + b"".join(b"%b: %b\r\n" % field for field in fields) + b"\r\n" + sent
    return data, sorted(draw(st.sets(st.integers(0, len(data)), max_size=5)))


def by_h11(data: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    connection = h11.Connection(our_role=h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "a.example")]))
    connection.send(h11.EndOfMessage())
    connection.receive_data(data)
    head, body = connection.next_event(), b""
    assert isinstance(head, h11.Response)
    while isinstance(event := connection.next_event(), h11.Data):
        body += event.data
    assert isinstance(event, h11.EndOfMessage)
    return head.status_code, list(head.headers.raw_items()), body


@given(answer=answers())
def test_reads_as_h11_does_however_it_is_cut(answer: tuple[bytes, Sequence[int]]) -> None:
    data, cuts = answer
    reader = read(*(data[a:b] for a, b in pairwise([0, *cuts, len(data)]) if a < b))
    assert reader.head is not None
    status, fields, body = by_h11(data)
    assert (reader.head.status, list(reader.head.fields)) == (status, fields)
    assert (bytes(reader.body), reader.is_over, reader.is_clean) == (body, True, True)


@given(st.lists(st.binary(max_size=80) | st.sampled_from([OK, b"\r\n", CHUNKED, b"0\r\n\r\n"])))
def test_any_bytes_are_an_answer_or_none(chunks: list[bytes]) -> None:
    with suppress(NoAnswerError):
        reader = read(*chunks, end=True)
        assert reader.head is not None
        assert reader.is_over
