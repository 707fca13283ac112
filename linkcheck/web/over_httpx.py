"""Any transport of httpx's as one of ours: the way through a proxy, and respx's or a `MockTransport` of httpx in tests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import h11
import httpx

from linkcheck.model import Failure
from linkcheck.web.exchange import SLACK, NoAnswerError, Reply
from linkcheck.web.failures import SYSTEM, Causes, failure_of

if TYPE_CHECKING:
    from linkcheck.web.exchange import Request

_CAUSES: Causes = (
    *SYSTEM[:2],
    (httpx.ProxyError, Failure.PROXY),
    *SYSTEM[2:-1],
    (h11.RemoteProtocolError, Failure.PROTOCOL),
    (httpx.TimeoutException, Failure.TIMEOUT),
    # Without h11's word on it, httpcore means: closed before the answer was complete.
    (httpx.RemoteProtocolError, Failure.RESET),
    (httpx.ReadError, Failure.RESET),
    (httpx.WriteError, Failure.RESET),
    (httpx.ConnectError, Failure.REFUSED),
    (httpx.TransportError, Failure.PROTOCOL),
    (httpx.InvalidURL, Failure.PROTOCOL),
)
_RAISED = (TimeoutError, httpx.TransportError, httpx.InvalidURL)


class OverHttpx:
    """Carries requests by an `httpx.AsyncBaseTransport`; a request's extensions hold its target as written, and `fresh`."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def __call__(self, request: Request, room: int, deadline: float) -> Reply:
        """The reply, with at most about `room` bytes of body; NoAnswerError where no head came."""
        if request.sent is not None:
            request.sent()
        try:
            async with asyncio.timeout_at(deadline):
                response = await self._transport.handle_async_request(_request(request))
        except _RAISED as error:
            raise NoAnswerError(*_failure_of(error)) from error
        try:
            body, broken, left = await _read(response, room, deadline)
        finally:
            await response.aclose()
        return Reply(
            status=response.status_code,
            reason=response.extensions.get("reason_phrase", b""),
            version=response.extensions.get("http_version", b"HTTP/1.1"),
            fields=tuple(response.headers.raw),
            body=body,
            broken=broken,
            left=left,
            address=_peer(response),
        )

    async def aclose(self) -> None:
        """Close the transport."""
        await self._transport.aclose()


async def _read(
    response: httpx.Response, room: int, deadline: float
) -> tuple[bytes, tuple[Failure, str] | None, bool]:
    """As much of the body as there is room for, or came; why it broke off; whether it was left."""
    raw = bytearray()
    try:
        async with asyncio.timeout_at(deadline):
            async for chunk in response.stream:  # type: ignore[union-attr]  # the seam is asynchronous
                raw += chunk
                if len(raw) > room and not _is_nearly_over(response, len(raw)):
                    return bytes(raw), None, True
    except _RAISED as error:
        return bytes(raw), _failure_of(error), False
    return bytes(raw), None, False


def _is_nearly_over(response: httpx.Response, read: int) -> bool:
    length = response.headers.get("content-length", "")
    return length.isdecimal() and len(length) < 12 and int(length) - read <= SLACK


def _failure_of(error: BaseException) -> tuple[Failure, str]:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, h11.RemoteProtocolError) and cause.error_status_hint == 431:
            return Failure.TOO_LARGE, str(cause)
        cause = cause.__cause__ or cause.__context__
    return failure_of(error, _CAUSES)


def _request(request: Request) -> httpx.Request:
    return httpx.Request(
        request.method,
        httpx.URL(
            scheme=request.scheme, host=request.host, port=request.port, raw_path=request.target
        ),
        headers=list(request.fields),
        content=request.body or None,
        extensions={"target": request.target, "fresh": request.fresh},
    )


def _peer(response: httpx.Response) -> str | None:
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    return peer[0] if peer else None
