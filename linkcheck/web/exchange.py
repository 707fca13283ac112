"""What goes over the wire and what comes back: the seam between one request's meaning (fetch) and whoever carries it (engine).

Own types, and not httpx's: to build its `Request` and `Response` costs nearly what our engine takes for the whole exchange (measured in `http1`). Whatever speaks httpx's `AsyncBaseTransport` fits in through `over_httpx`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from linkcheck.model import Failure

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

Fields = tuple[tuple[bytes, bytes], ...]
"""Header fields as they stand on the wire, in order."""

SLACK = 64 * 1024
"""A body that ends within this many bytes beyond the room is read out: cheaper than a new connection."""


class NoAnswerError(Exception):
    """No answer, for a reason that is known: `failure` says which, `detail` whatever else can be said."""

    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One GET, or a POST where there is a body; `fresh` wants a connection and a resolver's answer of its own.

    `sent` is told when it goes over the wire, which is later than it was handed over where a connection has to be made first.
    """

    scheme: str
    host: str
    port: int
    target: bytes
    fields: Fields
    fresh: bool = False
    body: bytes = b""
    sent: Callable[[], None] | None = None

    @property
    def method(self) -> str:
        """GET or POST."""
        return "POST" if self.body else "GET"

    @property
    def wire(self) -> bytes:
        """As it is sent."""
        method = self.method.encode()
        return b"%b %b HTTP/1.1\r\n%b%b" % (method, self.target, _block(self.fields), self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A head, and as much of the body as there was room for or as came, still in its content codings.

    `broken` says why the body broke off, `left` that it was left where there was enough.
    """

    status: int
    reason: bytes = b""
    version: bytes = b"HTTP/1.1"
    fields: Fields = ()
    body: bytes = b""
    broken: tuple[Failure, str] | None = None
    left: bool = False
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer as they went over the wire; `cut` is why the body is not whole, "" where it is."""

    url: str
    at: datetime
    request: Request
    reply: Reply

    @property
    def cut(self) -> str:
        """Why it is not whole, in WARC's words (ISO 28500 §5.13)."""
        if self.reply.broken is not None:
            return "time" if self.reply.broken[0] is Failure.TIMEOUT else "disconnect"
        return "length" if self.reply.left else ""


class Transport(Protocol):
    """Carries one request."""

    async def __call__(self, request: Request, room: int, deadline: float) -> Reply:
        """The reply, with at most about `room` bytes of body, by `deadline` on the loop's clock; else NoAnswerError."""


@lru_cache(maxsize=1024)
def _block(fields: Fields) -> bytes:
    """A request's header; the same for all requests to a host but those with cookies."""
    return b"".join(b"%b: %b\r\n" % field for field in fields) + b"\r\n"
