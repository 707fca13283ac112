"""One connection on the event loop: a request goes out, bytes come in as they come, one future tells of the end.

No stream, no task and no wait between: an exchange costs one future and one timer. A deadline covers the whole of it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from linkcheck.model import Failure
from linkcheck.web.exchange import SLACK, NoAnswerError, Reply
from linkcheck.web.failures import failure_of
from linkcheck.web.http1 import Reader

if TYPE_CHECKING:
    from collections.abc import Callable


_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Connection(asyncio.Protocol):
    """One connection, for one exchange at a time; `on_lost` is told when it ends while nobody asks."""

    def __init__(self, head_limit: int, on_lost: Callable[[Connection], None]) -> None:
        self._head_limit = head_limit
        self._on_lost = on_lost
        self._reader = Reader(head_limit)
        self._room = 0
        self._answer: asyncio.Future[Reply] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport
        self.address: str | None = None
        self.idle_since = 0.0
        """On the loop's clock, while it waits for its next use."""

    @property
    def is_usable(self) -> bool:
        """Whether another request may be sent: the last answer ended where it said, and nothing came after it."""
        reader = self._reader
        is_free = self._answer is None and reader.is_over and reader.is_clean
        return is_free and not self._transport.is_closing()

    def exchange(self, wire: bytes, room: int, deadline: float) -> asyncio.Future[Reply]:
        """Send a request; the reply, or NoAnswerError where no head came."""
        loop = asyncio.get_running_loop()
        self._reader, self._room = Reader(self._head_limit), room
        self._answer = answer = loop.create_future()
        self._alarm = loop.call_at(deadline, self._too_late)
        if self._transport.is_closing():
            self._break_off(Failure.RESET, "the connection is closed")
        else:
            self._transport.write(wire)
        return answer

    def close(self) -> None:
        """End at once: a polite TLS farewell would wait up to 30 s for a peer that is silent."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to write, and whom we speak to; called once by the loop."""
        self._transport = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self.address = peer[0] if peer else None

    def data_received(self, data: bytes) -> None:
        """Read on; what comes unasked ends the connection."""
        reader = self._reader
        if self._answer is None:
            self.close()
            return
        try:
            reader.feed(data)
        except NoAnswerError as error:
            self._break_off(error.failure, error.detail)
            return
        if reader.is_over:
            self._tell()
        elif len(reader.body) + reader.frames > self._enough() and not self._is_nearly_over():
            self._tell(left=True)

    def _enough(self) -> int:
        """Bytes of the body that somebody wants, with what frames them: of a redirect's hardly any, and ten in a row may send one each."""
        head = self._reader.head
        return min(self._room, SLACK) if head and head.status in _REDIRECTS else self._room

    def connection_lost(self, exc: Exception | None) -> None:
        """No byte will follow."""
        if self._answer is None:
            self._on_lost(self)
        elif exc is not None:
            self._break_off(*failure_of(exc))
        else:
            self._end()

    def _end(self) -> None:
        try:
            self._reader.end()
        except NoAnswerError as error:
            self._break_off(error.failure, error.detail)
        else:
            self._tell()

    def _is_nearly_over(self) -> bool:
        to_come = self._reader.to_come
        return to_come is not None and to_come <= SLACK

    def _too_late(self) -> None:
        self._break_off(Failure.TIMEOUT, "")

    def _break_off(self, failure: Failure, detail: str) -> None:
        """A body that breaks off is an answer; a head is none."""
        self._reader.is_clean = False
        if self._reader.head is not None:
            self._tell(broken=(failure, detail))
            return
        answer = self._ended()
        if answer is not None:
            answer.set_exception(NoAnswerError(failure, detail))

    def _tell(self, *, broken: tuple[Failure, str] | None = None, left: bool = False) -> None:
        head = self._reader.head
        assert head is not None
        answer = self._ended()
        if answer is None:
            return
        reply = Reply(
            status=head.status,
            reason=head.reason,
            version=head.version,
            fields=head.fields,
            # What a last piece brought beyond the bound is not kept.
            body=bytes(self._reader.body[: self._enough()] if left else self._reader.body),
            broken=broken,
            left=left,
            address=self.address,
        )
        self._reader.body = bytearray()
        answer.set_result(reply)

    def _ended(self) -> asyncio.Future[Reply] | None:
        """The future of the exchange that ends here, unless nobody waits for it any more."""
        if self._alarm is not None:
            self._alarm.cancel()
        answer, self._answer = self._answer, None
        return None if answer is None or answer.done() else answer
