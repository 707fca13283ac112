"""What a server can do wrong, by name; each row says what is sent, the connection is closed after it.

`_SENT` are misbehaviours that a string of bytes says in full, `_ACTED` those that need time or the socket. RFC 9112
is the measure of what is wrong; some rows are odd but allowed, which a client has to bear.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from tests.web.reply import Reply
    from tests.web.wire import Wire

_SECOND = 1.0
_MEGABYTE = 1 << 20
_GARBAGE = bytes(range(128, 256)) * 8 + b"\r\n\r\n"
_LENGTH = re.compile(rb"(?i)content-length: *\d+\r\n")
_CODING = re.compile(rb"(?i)content-encoding:[^\r\n]*\r\n")


def _with(reply: Reply, *lines: bytes) -> bytes:
    """The reply with header lines added."""
    return reply.lines + b"".join(line + b"\r\n" for line in lines) + b"\r\n" + reply.body


def _sized(reply: Reply, *sizes: bytes) -> bytes:
    """The reply with these Content-Length lines in the place of its own."""
    lines = b"".join(b"Content-Length: " + size + b"\r\n" for size in sizes)
    return _LENGTH.sub(b"", reply.lines) + lines + b"\r\n" + reply.body


def _whole(reply: Reply) -> bytes:
    """The reply with the length that its body has."""
    return _sized(reply, b"%d" % len(reply.body))


def _chunked(reply: Reply, extra: bytes = b"") -> bytes:
    return _LENGTH.sub(b"", reply.lines) + b"Transfer-Encoding: chunked\r\n" + extra + b"\r\n"


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def _status_line(reply: Reply, line: bytes) -> bytes:
    return line + b"\r\n" + reply.head.split(b"\r\n", 1)[1] + reply.body


def _half(reply: Reply) -> bytes:
    return reply.head + reply.body[: len(reply.body) // 2]


_SENT: Mapping[str, Callable[[Reply], bytes]] = {
    # not HTTP
    "close": lambda reply: b"",
    "garbage": lambda reply: _GARBAGE,
    "http09": lambda reply: reply.body or b"<html>no head</html>",
    "ssh": lambda reply: b"SSH-2.0-OpenSSH_9.6\r\n",
    # status line
    "bad-status": lambda reply: _status_line(reply, b"HTTP/1.1 abc Odd"),
    "long-status": lambda reply: _status_line(reply, b"HTTP/1.1 20000 Odd"),
    "no-reason": lambda reply: _status_line(reply, b"HTTP/1.1 %d" % reply.status),
    "huge-reason": lambda reply: _status_line(reply, b"HTTP/1.1 200 " + b"O" * _MEGABYTE),
    "wrong-version": lambda reply: _status_line(reply, b"HTTP/7.3 200 OK"),
    "http10": lambda reply: _status_line(reply, b"HTTP/1.0 %d OK" % reply.status),
    # headers
    "huge-header": lambda reply: _with(reply, b"X-Huge: " + b"h" * _MEGABYTE),
    "long-header": lambda reply: _with(reply, b"X-Long: " + b"h" * 20_000),
    "many-headers": lambda reply: _with(reply, *(b"X-%d: y" % n for n in range(20_000))),
    "nul-header": lambda reply: _with(reply, b"X-Nul: a\0b"),
    "control-header": lambda reply: _with(reply, b"X-Control: \x1b[31mred\x07"),
    "latin1-header": lambda reply: _with(reply, b"X-Latin: caf\xe9"),
    "no-colon": lambda reply: _with(reply, b"this line has no colon"),
    "blank-name": lambda reply: _with(reply, b"X Blank : value"),
    "folded-header": lambda reply: _with(reply, b"X-Folded: one\r\n  two"),
    "bare-lf": lambda reply: reply.head.replace(b"\r\n", b"\n") + reply.body,
    "cut-head": lambda reply: reply.head[: len(reply.head) // 2],
    # framing
    "short": lambda reply: _sized(reply, b"%d" % (len(reply.body) + 1000)),
    "long": lambda reply: reply.head + reply.body + b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    "no-length": _sized,
    "two-lengths": lambda reply: _sized(reply, b"%d" % len(reply.body), b"7"),
    "negative-length": lambda reply: _sized(reply, b"-1"),
    "huge-length": lambda reply: _sized(reply, b"9" * 30),
    "word-length": lambda reply: _sized(reply, b"many"),
    "chunked": lambda reply: _chunked(reply) + _chunk(reply.body) + _chunk(b"") * bool(reply.body),
    "chunked-and-length": lambda reply: (
        _chunked(reply, b"Content-Length: 5\r\n") + _chunk(reply.body) + _chunk(b"")
    ),
    "bad-chunk": lambda reply: _chunked(reply) + b"zz\r\n" + reply.body,
    "huge-chunk": lambda reply: _chunked(reply) + b"f" * 40 + b"\r\n" + reply.body,
    "cut-chunk": lambda reply: _chunked(reply) + _chunk(reply.body)[:-2],
    "unknown-transfer": lambda reply: _with(reply, b"Transfer-Encoding: rot13"),
    # content codings
    "not-gzip": lambda reply: _with(reply, b"Content-Encoding: gzip"),
    "unknown-coding": lambda reply: _with(reply, b"Content-Encoding: compress-o-matic"),
    "cut-body": lambda reply: _whole(replace(reply, body=reply.body[: len(reply.body) // 2])),
    "no-coding": lambda reply: _CODING.sub(b"", reply.head) + reply.body,
    # more answers than one
    "continue": lambda reply: b"HTTP/1.1 100 Continue\r\n\r\n" + reply.head + reply.body,
    "early-hints": lambda reply: (
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + reply.head + reply.body
    ),
    "switch": lambda reply: b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: odd\r\n\r\n\x00\xff",
}


async def _reset(wire: Wire, reply: Reply) -> None:
    wire.reset()


async def _reset_body(wire: Wire, reply: Reply) -> None:
    await wire.send(_half(reply))
    await asyncio.sleep(0.05)  # what was sent has to be there before the reset is
    wire.reset()


async def _stall(wire: Wire, reply: Reply) -> None:
    await wire.stall()


async def _stall_head(wire: Wire, reply: Reply) -> None:
    await wire.send(reply.lines)
    await wire.stall()


async def _stall_body(wire: Wire, reply: Reply) -> None:
    await wire.send(_half(reply))
    await wire.stall()


async def _drip(wire: Wire, reply: Reply) -> None:
    await wire.send(reply.head)
    await _one_by_one(wire, reply.body)


async def _drip_head(wire: Wire, reply: Reply) -> None:
    await _one_by_one(wire, reply.head + reply.body)


async def _one_by_one(wire: Wire, data: bytes) -> None:
    for at in range(len(data)):
        await wire.send(data[at : at + 1])
        await asyncio.sleep(_SECOND)


def _endless(
    start: Callable[[Reply], bytes], again: bytes, pause: float = 0.0
) -> Callable[[Wire, Reply], Awaitable[None]]:
    """Send `start` once and then `again` for ever."""

    async def act(wire: Wire, reply: Reply) -> None:
        await wire.send(start(reply))
        while True:
            await wire.send(again)
            await asyncio.sleep(pause)

    return act


async def _linger(wire: Wire, reply: Reply) -> None:
    """A right answer that is delimited by the connection's end, which does not come."""
    await wire.send(_sized(reply))
    await wire.stall()


_ACTED: Mapping[str, Callable[[Wire, Reply], Awaitable[None]]] = {
    "reset": _reset,
    "reset-body": _reset_body,
    "stall": _stall,
    "stall-head": _stall_head,
    "stall-body": _stall_body,
    "drip": _drip,
    "drip-head": _drip_head,
    "linger": _linger,
    "endless-headers": _endless(lambda reply: reply.lines, b"X-More: and more\r\n" * 64),
    "slow-headers": _endless(lambda reply: reply.lines, b"X-Slow: header\r\n", 0.2),
    "endless-line": _endless(lambda reply: reply.lines + b"X-Line: ", b"l" * 4096),
    "endless-body": _endless(_chunked, _chunk(b"<p>and on</p>" * 512)),
    "endless-chunk": _endless(lambda reply: _chunked(reply) + b"5;", b"x" * 4096),
    "endless-trailers": _endless(
        lambda reply: _chunked(reply) + _chunk(b"body") + b"0\r\n", b"X-T: t\r\n" * 64
    ),
    "endless-continue": _endless(lambda reply: b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 16),
}


def _sender(text: Callable[[Reply], bytes]) -> Callable[[Wire, Reply], Awaitable[None]]:
    async def act(wire: Wire, reply: Reply) -> None:
        await wire.send(text(reply))

    return act


FAULTS: Mapping[str, Callable[[Wire, Reply], Awaitable[None]]] = {
    **{name: _sender(text) for name, text in _SENT.items()},
    **_ACTED,
    "idle-close": _sender(lambda reply: reply.head + reply.body),
}
"""`idle-close` answers well and closes the connection, without having said that it would."""
