"""One request and its answer: what the world does here becomes data, nothing is raised.

GET always, since HEAD lies (FIELD §1 row 5); the author's bytes as request target, since decoding and encoding again breaks links (FIELD §1 row
8); browser-like headers, since stock firewall rules refuse unknown clients (FIELD §0.4); body bounded raw and decoded; one deadline
over everything, so that a drip ends too. An answer whose body stops half-way is an answer. A head of more than `head_limit` bytes or
a thousand fields, or a Location that no server would take as a request, is too large, whatever the engine bears.
"""

from __future__ import annotations

import asyncio
import errno
import re
import ssl
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import h11
import httpx

from linkcheck.model import Answer, Failure, Hop
from linkcheck.web.decode import ACCEPTED, UndecodableError, codings_of, decode
from linkcheck.web.origin import port_of
from linkcheck.web.warc import Exchange
from linkcheck.web.wire import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkcheck.model import Ask
    from linkcheck.web.guard import Guard
    from linkcheck.web.warc import Warc

KEPT_HEADERS = frozenset(
    [
        "content-type",
        "content-length",
        "content-encoding",
        "content-disposition",
        "server",
        "location",
        "retry-after",
        "via",
        "link",
        "cf-mitigated",
        "cf-ray",
        "cf-cache-status",
        "x-amzn-waf-action",
        "x-amz-cf-id",
        "x-cache",
        "x-iinfo",
        "x-cdn",
        "x-datadome",
        "x-dd-b",
        "x-sucuri-id",
        "x-sucuri-block",
        "x-served-by",
        "x-powered-by",
        "x-px-block",
        "server-timing",
        "www-authenticate",
        "x-frame-options",
        "age",
        "date",
        "last-modified",
        "etag",
        "cache-control",
        "memento-datetime",
        "x-archive-wayback-runtime-error",
        "x-archive-orig-status",
        "x-ts",
        "x-ratelimit-remaining",
        "x-github-request-id",
        "x-robots-tag",
        "refresh",
    ]
)
"""Headers that a rule or a reader of the evidence may want; the rest is not kept."""
_ARCHIVED = "x-archive-orig-"
"""Before the name of a header that a Wayback Machine repeats from the original (FIELD §3.3)."""

_VALUE_LIMIT = 2000
_KEPT_MOST = 100
"""Header fields of one answer that are kept."""
_FIELDS_MOST = 1000
_LOCATION_MOST = 16_384
"""Characters; RFC 9110 §4.1 asks for 8,000 at least, servers stop at 8 to 16 KiB."""
_TARGET = re.compile(r"[!-~]+")
"""What may stand in a request line (RFC 9112 §3.2); anything else could end it."""
_SLACK = 64 * 1024
"""A body that ends within this many bytes beyond the limit is read out: cheaper than a new connection."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How we present ourselves: usual headers, and those that the user gives for a host."""

    user_agent: str
    for_host: tuple[tuple[str, str, str], ...] = ()

    def headers(self, host: str, ask: Ask) -> list[tuple[str, str]]:
        """The headers of a request to a host; later ones replace earlier ones of the same name."""
        merged = {name.lower(): (name, value) for name, value in self._usual()}
        for theirs, name, value in self.for_host:
            if theirs == host and not ask.led_astray:
                merged[name.lower()] = (name, value)
        merged.update({name.lower(): (name, value) for name, value in ask.headers})
        return list(merged.values())

    def _usual(self) -> tuple[tuple[str, str], ...]:
        return (
            ("User-Agent", self.user_agent),
            (
                "Accept",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
            ),
            ("Accept-Language", "en-US,en;q=0.9,zh-CN;q=0.8,zh;q=0.7"),
            ("Accept-Encoding", ACCEPTED),
            ("Upgrade-Insecure-Requests", "1"),
            ("Sec-Fetch-Dest", "document"),
            ("Sec-Fetch-Mode", "navigate"),
            ("Sec-Fetch-Site", "none"),
            ("Sec-Fetch-User", "?1"),
        )


class Fetcher:
    """Asks through a transport; `requests` counts what was sent, `heard` says whether any HTTP answer came."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        guard: Guard,
        manners: Manners,
        warc: Warc | None = None,
        *,
        head_limit: int = 64 * 1024,
    ) -> None:
        self._transport = transport
        self._guard = guard
        self._manners = manners
        self._warc = warc
        self._head_limit = head_limit
        self.requests = 0
        self.heard = False

    async def __call__(self, ask: Ask) -> Answer:
        """One GET without following; whatever goes wrong is the answer's `hop.failure`."""
        try:
            host, request = self._request(ask)
        except ValueError as error:
            return _unsent(ask, Failure.PROTOCOL, f"no URL that can be asked for: {error}")
        why = self._guard.name(host, port_of(urlsplit(ask.url)))
        if why is not None:
            return _unsent(ask, Failure.PRIVATE, f"{host}: {why}")
        self.requests += 1
        started = time.monotonic()
        answer = await self._exchange(ask, request)
        self.heard |= answer.hop.status is not None
        elapsed = timedelta(seconds=round(time.monotonic() - started, 4))
        return replace(answer, hop=replace(answer.hop, elapsed=elapsed))

    async def _exchange(self, ask: Ask, request: httpx.Request) -> Answer:
        deadline = asyncio.get_running_loop().time() + ask.timeout.total_seconds()
        began = datetime.now(UTC)
        try:
            async with asyncio.timeout_at(deadline):
                response = await self._transport.handle_async_request(request)
        except (TimeoutError, httpx.TransportError, httpx.InvalidURL) as error:
            failure, detail = failure_of(error)
            return _unsent(ask, failure, detail)
        hop = _head(ask, response)
        room = max(ask.limit, self._warc.room if self._warc else 0)
        try:
            if detail := _excess(hop, response, self._head_limit):
                return Answer(hop=replace(hop, failure=Failure.TOO_LARGE, detail=detail))
            body = await _read(hop, response, room, deadline)
        finally:
            await response.aclose()
        if self._warc is not None:
            await self._warc(_exchanged(ask, began, request, response, body, hop.address))
        return _answer(ask, hop, body, response)

    def _request(self, ask: Ask) -> tuple[str, httpx.Request]:
        """The host and what is sent to it; ValueError where the URL is none."""
        parts = urlsplit(ask.url)
        host, port = parts.hostname or "", parts.port
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query or "?" in ask.url else "")
        if not _TARGET.fullmatch(target):
            raise ValueError("characters that no request may hold")
        try:
            url = httpx.URL(scheme=parts.scheme, host=host, port=port, raw_path=target.encode())
        except httpx.InvalidURL as error:
            raise ValueError(str(error)) from error
        return host, httpx.Request(
            "GET",
            url,
            headers=self._manners.headers(host, ask),
            extensions={"target": target.encode(), "fresh": ask.fresh},
        )


def _unsent(ask: Ask, failure: Failure, detail: str) -> Answer:
    """An answer that did not come."""
    return Answer(hop=Hop(url=ask.url, failure=failure, detail=detail))


def _excess(hop: Hop, response: httpx.Response, limit: int) -> str:
    """What of an answer's head is beyond bounds; "" for nothing."""
    fields = response.headers.raw
    size = sum(len(name) + len(value) + 4 for name, value in fields)
    if size > limit or len(fields) > _FIELDS_MOST:
        return f"a head of {size:,} bytes in {len(fields):,} fields"
    if len(hop.location or "") > _LOCATION_MOST:
        return f"a redirect to a URL of {len(hop.location or ''):,} characters"
    return ""


@dataclass(frozen=True, slots=True)
class _Body:
    """What came of a body; why it broke off, or whether it was left where there was enough."""

    raw: bytes
    broken: tuple[Failure, str] | None = None
    left: bool = False

    @property
    def cut(self) -> str:
        """Why it is not whole, in WARC's words (ISO 28500 §5.13); "" where it is."""
        if self.broken is not None:
            return "time" if self.broken[0] is Failure.TIMEOUT else "disconnect"
        return "length" if self.left else ""


async def _read(hop: Hop, response: httpx.Response, room: int, deadline: float) -> _Body:
    """As much of the body as there is room for, or came."""
    raw = bytearray()
    try:
        async with asyncio.timeout_at(deadline):
            async for chunk in response.stream:  # type: ignore[union-attr]  # the seam is asynchronous
                raw += chunk
                if len(raw) > room and not _nearly_over(hop, len(raw)):
                    return _Body(bytes(raw), left=True)
    except (TimeoutError, httpx.TransportError) as error:
        return _Body(bytes(raw), broken=failure_of(error))
    return _Body(bytes(raw))


def _answer(ask: Ask, hop: Hop, body: _Body, response: httpx.Response) -> Answer:
    """The answer with as much of its body as was asked for; a body that breaks off counts as far as it came."""
    if body.broken is not None and not body.raw:
        failure, detail = body.broken
        hop = replace(hop, failure=failure, detail=f"the head came, the body did not: {detail}")
    raw, is_cut = body.raw[: ask.limit], body.broken is not None or len(body.raw) > ask.limit
    try:
        text, more = decode(raw, codings_of(hop.header("content-encoding")), ask.limit)
    except UndecodableError as error:
        # Some servers name a coding and send plain text; what came is looked at as it is.
        text, more = raw, False
        hop = replace(hop, detail=hop.detail or str(error))
    cookies = tuple(value for name, value in _fields(response) if name == "set-cookie")
    return Answer(hop=hop, body=text, truncated=is_cut or more, cookies=cookies)


def _exchanged(
    ask: Ask,
    began: datetime,
    request: httpx.Request,
    response: httpx.Response,
    body: _Body,
    address: str | None,
) -> Exchange:
    return Exchange(
        url=ask.url,
        at=began,
        request=request,
        response=response,
        body=body.raw,
        cut=body.cut,
        address=address,
    )


def _head(ask: Ask, response: httpx.Response) -> Hop:
    fields = [
        pair for pair in _fields(response) if pair[0].removeprefix(_ARCHIVED) in KEPT_HEADERS
    ]
    kept = tuple((name, value[:_VALUE_LIMIT]) for name, value in fields[:_KEPT_MOST])
    locations = [value for name, value in fields if name == "location"]
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    return Hop(
        url=ask.url,
        status=response.status_code,
        location=locations[0] if locations else None,
        headers=kept,
        address=peer[0] if peer else None,
    )


def _fields(response: httpx.Response) -> Iterator[tuple[str, str]]:
    """Header fields in order; bytes beyond ASCII are UTF-8 where they can be (as in raw Location), else Latin-1."""
    for name, value in response.headers.raw:
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        yield name.decode("latin-1").lower(), text


def _nearly_over(hop: Hop, read: int) -> bool:
    length = hop.header("content-length")
    return length.isdecimal() and len(length) < 12 and int(length) - read <= _SLACK


# The first row whose exception stands anywhere in the chain of causes decides.
_CAUSES: tuple[tuple[type[BaseException], Failure], ...] = (
    (ssl.SSLError, Failure.TLS),
    (ssl.CertificateError, Failure.TLS),
    (httpx.ProxyError, Failure.PROXY),
    (ConnectionRefusedError, Failure.REFUSED),
    (ConnectionError, Failure.RESET),
    (TimeoutError, Failure.TIMEOUT),
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
_ROUTES: Mapping[int | None, Failure] = {
    errno.EHOSTUNREACH: Failure.UNREACHABLE,
    errno.ENETUNREACH: Failure.UNREACHABLE,
    errno.EADDRNOTAVAIL: Failure.UNREACHABLE,
}


def failure_of(error: BaseException) -> tuple[Failure, str]:
    """Which failure an exception of the transport is, by its chain of causes, and what the library says of it."""
    chain = tuple(_causes(error))
    for cause in chain:
        if isinstance(cause, RefusedError):
            return cause.failure, cause.detail
        if isinstance(cause, OSError) and cause.errno in _ROUTES:
            return _ROUTES[cause.errno], str(cause)
        if isinstance(cause, h11.RemoteProtocolError) and cause.error_status_hint == 431:
            return Failure.TOO_LARGE, str(cause)
    for kind, failure in _CAUSES:
        for cause in chain:
            if isinstance(cause, kind):
                return failure, _said(cause)
    raise error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            yield from error.exceptions
        error = error.__cause__ or error.__context__


def _said(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return str(error)
