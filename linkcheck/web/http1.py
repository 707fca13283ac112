"""One answer of HTTP/1.x from the bytes as they come, without a socket: RFC 9112 as clients have to read it.

Lenient where browsers are and nothing is at stake: bare LF (§2.2), folded header lines (§5.2), a missing reason, bytes beyond ASCII. What
could move the border between two answers is an error, or ends the connection's use: `is_clean` is only said of an answer that was delimited in
one undoubted way and after which nothing came (§6.3, §11.2).

In Python, since all of that is a decision about the world, and the price is small. Measured on an answer of ten header lines and 2 KB, on a busy
machine (1,000 additions in a loop: 78 µs): this 60 µs, h11 220 µs, llhttp by httptools with its callbacks 3 µs, of a link's 2,500 µs; building
httpx's Request and Response alone, 130 to 180 µs. h11 is what tests hold it against.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.model import Failure
from linkcheck.web.exchange import NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.web.exchange import Fields

_STATUS_LINE = re.compile(rb"(HTTP/1\.[01])[ \t]+([1-9][0-9]{2})(?:[ \t]+([^\x00\r\n]*))?[ \t]*")
_TOKEN = b"!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""What a field's name may be made of (RFC 9110 §5.6.2)."""
_BLANKS = b" \t"
"""All that may stand around a value (§5.6.3); to some readers a form feed is none."""
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\x00\r\n]*)?")
_LENGTH = re.compile(rb"[0-9]{1,18}")
_BEGINS = b"HTTP/1."
_NO_BODY = frozenset({204, 304})
_LONGEST_LINE = 4096
"""Of a chunk's size and its extensions, which nobody reads."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Head:
    """Status line and header fields."""

    version: bytes
    status: int
    reason: bytes
    fields: Fields

    def values(self) -> dict[bytes, list[bytes]]:
        """The values of the fields, by lower-case name."""
        said: dict[bytes, list[bytes]] = {}
        for name, value in self.fields:
            said.setdefault(name.lower(), []).append(value)
        return said


class Reader:
    """Reads one answer: `feed` it what comes; `is_over` says when it is all there, `is_clean` whether the connection may go on."""

    def __init__(self, head_limit: int) -> None:
        self._room = head_limit
        """Bytes of heads and trailers that may still come."""
        self._buffer = bytearray()
        self._step: Callable[[Reader], bool] = Reader._read_head
        """A function and no bound method, which would hold what holds it: garbage that waits for a collection."""
        self.head: Head | None = None
        self.body = bytearray()
        self.frames = 0
        """Bytes between the chunks of the body so far: a byte may come behind 4 KB of extensions."""
        self.to_come: int | None = None
        """Bytes of the body that are still to come, where its length is known."""
        self.is_over = False
        self.is_clean = True

    def feed(self, data: bytes) -> None:
        """Read on; NoAnswerError where it is no HTTP, or too much of it."""
        self._buffer += data
        while self._step(self) and not self.is_over:
            pass
        if self.is_over and self._buffer:
            self.is_clean = False

    def end(self) -> None:
        """The connection has ended: a body that nothing else delimits is whole then (§6.3); else NoAnswerError."""
        self.is_clean = False
        if self._step is Reader._read_on:
            self.is_over = True
        elif not self.is_over:
            raise NoAnswerError(Failure.RESET, "the connection ended before the answer did")

    # Steps: each takes something from the buffer and says what comes next, or wants more.

    def _read_head(self) -> bool:
        buffer = self._buffer
        if not buffer.startswith(_BEGINS[: len(buffer)]):
            raise _no_http("no HTTP/1.x", buffer)
        end = _end_of_head(buffer)
        if (end or len(buffer)) > self._room:
            raise NoAnswerError(Failure.TOO_LARGE, "the header does not end")
        if not end:
            return False
        lines = bytes(buffer[:end]).split(b"\n")[:-2]
        del buffer[:end]
        self._room -= end
        head = Head(*_status(lines[0].removesuffix(b"\r")), _fields(lines[1:]))
        if head.status >= 200:
            self._frame(head)
            self.head = head
        elif head.status == 101:
            raise NoAnswerError(Failure.PROTOCOL, "switches to another protocol, unasked")
        return True

    def _frame(self, head: Head) -> None:
        """How the body is delimited (§6.3)."""
        said = head.values()
        codings = b",".join(said.get(b"transfer-encoding", ())).lower()
        lengths = {
            part.strip(_BLANKS)
            for each in said.get(b"content-length", ())
            for part in each.split(b",")
        }
        closes = b"close" in b",".join(said.get(b"connection", ())).lower()
        self.is_clean = head.version == b"HTTP/1.1" and not closes and not (codings and lengths)
        if head.status in _NO_BODY:
            # What is said of a body that cannot be may come all the same, behind the next request.
            self.is_clean &= not codings and lengths <= {b"0"}
            self.is_over = True
        elif codings.rpartition(b",")[2].strip(_BLANKS) == b"chunked":
            self._step = Reader._read_size
        elif codings or not lengths:
            self._step = Reader._read_on
        else:
            self.to_come = _length(lengths)
            self._step = Reader._read_counted

    def _read_counted(self) -> bool:
        assert self.to_come is not None
        self.to_come -= self._take(self.to_come)
        self.is_over = not self.to_come
        return False

    def _read_on(self) -> bool:
        self._take(len(self._buffer))
        return False

    def _read_size(self) -> bool:
        line = self._line()
        if line is None:
            return False
        found = _SIZE.fullmatch(line)
        if found is None:
            raise _no_http("no size of a chunk", line)
        self._chunk = int(found[1], 16)
        self._step = Reader._read_chunk if self._chunk else Reader._read_trailer
        return True

    def _read_chunk(self) -> bool:
        self._chunk -= self._take(self._chunk)
        if not self._chunk:
            self._step = Reader._read_chunk_end
        return not self._chunk

    def _read_chunk_end(self) -> bool:
        line = self._line()
        if line is None:
            return False
        if line:
            raise _no_http("no end of a chunk", line)
        self._step = Reader._read_size
        return True

    def _read_trailer(self) -> bool:
        line = self._line()
        if line is None:
            return False
        self._room -= len(line) + 2
        if self._room < 0:
            raise NoAnswerError(Failure.TOO_LARGE, "the trailer does not end")
        self.is_over = not line
        return True

    def _take(self, most: int) -> int:
        """Move bytes from the buffer to the body; how many."""
        buffer = self._buffer
        taken = min(most, len(buffer))
        if taken == len(buffer):
            self.body += buffer
            buffer.clear()
        else:
            self.body += buffer[:taken]
            del buffer[:taken]
        return taken

    def _line(self) -> bytes | None:
        """The next line without its end; None where it is not there yet."""
        end = self._buffer.find(b"\n")
        if (end if end >= 0 else len(self._buffer)) > _LONGEST_LINE:
            raise NoAnswerError(Failure.TOO_LARGE, "a line between the chunks does not end")
        if end < 0:
            return None
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self.frames += end + 1
        self.is_clean &= line.endswith(b"\r")
        return line.removesuffix(b"\r")


def _no_http(what: str, data: bytes | bytearray) -> NoAnswerError:
    return NoAnswerError(Failure.PROTOCOL, f"{what}: {bytes(data[:_SHOWN])!r}")


def _status(line: bytes) -> tuple[bytes, int, bytes]:
    found = _STATUS_LINE.fullmatch(line)
    if found is None:
        raise _no_http("no status line", line)
    return found[1], int(found[2]), (found[3] or b"").rstrip()


def _end_of_head(data: bytearray) -> int:
    """Where the body begins, behind the first empty line; 0 where that has not come."""
    ends = [at + len(gap) for gap in (b"\n\r\n", b"\n\n") if (at := data.find(gap)) >= 0]
    return min(ends, default=0)


def _fields(lines: list[bytes]) -> Fields:
    fields: list[tuple[bytes, bytes]] = []
    for each in lines:
        line = each.removesuffix(b"\r")
        if b"\0" in line or b"\r" in line:
            raise _no_http("no header line", each)
        name, colon, value = line.partition(b":")
        if colon and name and not name.translate(None, _TOKEN):
            fields.append((name, value.strip(_BLANKS)))
        elif fields and line[:1] in (b" ", b"\t"):
            name, value = fields.pop()
            fields.append((name, b"%b %b" % (value, line.strip(_BLANKS))))
        else:
            raise _no_http("no header line", each)
    return tuple(fields)


def _length(said: set[bytes]) -> int:
    """The one length that is said (§6.3 rule 5)."""
    if len(said) != 1:
        raise NoAnswerError(Failure.PROTOCOL, "two lengths")
    (length,) = said
    if not _LENGTH.fullmatch(length):
        raise _no_http("no length", length)
    return int(length)
