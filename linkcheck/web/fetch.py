"""One request and its answer: what the world does here becomes data, nothing is raised.

GET for every page, since HEAD lies (FIELD §1 row 5), and POST for a form alone; the author's bytes as request target, since decoding and encoding again breaks links (FIELD §1 row
8); browser-like headers, since stock firewall rules refuse unknown clients (FIELD §0.4); body bounded raw and decoded; one deadline
over everything, so that a drip ends too. An answer whose body stops half-way is an answer. A head of more than a thousand fields, and a
Location that no server would take as a request, are too large.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from linkcheck.model import Answer, Failure, Hop
from linkcheck.web.decode import ACCEPTED, UndecodableError, codings_of, decode
from linkcheck.web.echo import credentials, unsaid
from linkcheck.web.exchange import Exchange, Fields, NoAnswerError, Request
from linkcheck.web.origin import PORTS, port_of

if TYPE_CHECKING:
    from linkcheck.model import Ask
    from linkcheck.web.exchange import Reply, Transport
    from linkcheck.web.guard import Guard
    from linkcheck.web.vigil import Vigil
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
_SENDABLE = re.compile(r"(https?)://([!-\"$-.0->@-~]*)([!-\"$-~]*)(?:#[!-~]*)?")
"""A URL whose parts may stand in a request (RFC 9112 §3.2), since nothing in them ends a line or a word: scheme, authority, path and query."""
_FORM = (b"Content-Type", b"application/x-www-form-urlencoded")
"""What a form is sent as (HTML §4.10.21.8)."""
_NO_TIME = timedelta(0)
_HOSTS_REMEMBERED = 4096
"""Hosts whose headers and leave are worked out once: what waits in lanes goes round them."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How we present ourselves: usual headers, and those that the user gives for a host."""

    user_agent: str
    for_host: tuple[tuple[str, str, str], ...] = ()

    def fields(
        self, host: str, place: str, own: tuple[tuple[str, str], ...], *, astray: bool
    ) -> Fields:
        """The header of a request to a host; later fields replace earlier ones of the same name. `place` goes into `Host`.

        What the user gave for a host is left out where a redirect from elsewhere led `astray`.
        """
        given = () if astray else self._given(host)
        headers = (("Host", place), *self._usual(), *given, *own)
        merged = {name.lower(): (name, value) for name, value in headers}
        return tuple(_field(name, value) for name, value in merged.values())

    def secrets(self, host: str) -> tuple[str, ...]:
        """What the user gave for a host that no report may show."""
        return credentials(self._given(host))

    def _given(self, host: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, value)
            for theirs, name, value in self.for_host
            if theirs == host or (theirs.startswith("*.") and host.endswith(theirs[1:]))
        )

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


@lru_cache(maxsize=64)
def _field(name: str, value: str) -> tuple[bytes, bytes]:
    """A field as it is sent: one object for all hosts, where most are alike."""
    return name.encode(), value.encode()


class Fetcher:
    """Asks through a transport; `requests` counts what was sent, `heard` says whether any HTTP answer came."""

    def __init__(
        self,
        transport: Transport,
        guard: Guard,
        manners: Manners,
        warc: Warc | None = None,
        vigil: Vigil | None = None,
    ) -> None:
        self._transport = transport
        self._refusal = lru_cache(maxsize=_HOSTS_REMEMBERED)(guard.name)
        self._fields = lru_cache(maxsize=_HOSTS_REMEMBERED)(manners.fields)
        self._secrets = lru_cache(maxsize=_HOSTS_REMEMBERED)(manners.secrets)
        self._warc = warc
        self._vigil = vigil
        self.requests = 0
        self.heard = False

    async def __call__(self, ask: Ask) -> Answer:
        """One request without following; whatever goes wrong is the answer's `hop.failure`."""
        try:
            request = self._request(ask)
        except ValueError as error:
            return _unsent(ask, Failure.PROTOCOL, f"no URL that can be asked for: {error}")
        why = self._refusal(request.host, request.port)
        if why is not None:
            return _unsent(ask, Failure.PRIVATE, f"{request.host}: {why}")
        answer = await self._timed(ask, request)
        if self._vigil is None or not self.heard:
            return answer
        if await self._vigil.has_passed(request.host, answer.hop.failure):
            return await self._timed(replace(ask, fresh=True), replace(request, fresh=True))
        return answer

    async def _timed(self, ask: Ask, request: Request) -> Answer:
        self.requests += 1
        deadline = asyncio.get_running_loop().time() + ask.timeout.total_seconds()
        began, started = datetime.now(UTC), time.monotonic()
        room = max(ask.limit, self._warc.room if self._warc else 0)
        try:
            reply = await self._transport(request, room, deadline)
        except NoAnswerError as error:
            return _unsent(ask, error.failure, error.detail, _since(started))
        elapsed = _since(started)
        self.heard = True
        if self._warc is not None:
            await self._warc(Exchange(url=ask.url, at=began, request=request, reply=reply))
        answer, secrets = _answer(ask, reply, elapsed), self._secrets(request.host)
        return unsaid(answer, secrets) if secrets else answer

    def _request(self, ask: Ask) -> Request:
        """What is sent; ValueError where the URL is none."""
        parts = _SENDABLE.fullmatch(ask.url)
        if parts is None:
            raise ValueError("not of the web, or with characters that no request may hold")
        scheme, authority, target = parts.groups()
        host, port, place = _place_of(scheme, authority)
        fields, body = self._fields(host, place, ask.headers, astray=ask.led_astray), b""
        if ask.form:
            body = urlencode(ask.form).encode("ascii")
            fields += (_FORM, (b"Content-Length", b"%d" % len(body)))
        return Request(
            scheme=scheme,
            host=host,
            port=port,
            target=(target if target.startswith("/") else f"/{target}").encode(),
            fields=fields,
            sent=ask.sent,
            fresh=ask.fresh or bool(body),
            body=body,
        )


@lru_cache(maxsize=_HOSTS_REMEMBERED)
def _place_of(scheme: str, authority: str) -> tuple[str, int, str]:
    """Host and port of a URL, and how its place is written in `Host`; ValueError where it has none."""
    parts = urlsplit(f"{scheme}://{authority}")
    host, port = parts.hostname, port_of(parts)
    if not host:
        raise ValueError("no host")
    literal = f"[{host}]" if ":" in host else host
    return host, port, f"{literal}:{port}" if port != PORTS[scheme] else literal


def _since(started: float) -> timedelta:
    return timedelta(seconds=round(time.monotonic() - started, 4))


def _unsent(ask: Ask, failure: Failure, detail: str, elapsed: timedelta = _NO_TIME) -> Answer:
    """An answer that did not come."""
    return Answer(hop=Hop(url=ask.url, failure=failure, detail=detail, elapsed=elapsed))


def _answer(ask: Ask, reply: Reply, elapsed: timedelta) -> Answer:
    """The answer with as much of its body as was asked for; a body that breaks off counts as far as it came."""
    hop, cookies = _head(ask, reply, elapsed)
    if reply.broken is not None and not reply.body:
        failure, detail = reply.broken
        hop = replace(hop, failure=failure, detail=f"the head came, the body did not: {detail}")
    if excess := _excess(hop, reply):
        return Answer(hop=replace(hop, failure=Failure.TOO_LARGE, detail=excess))
    raw = reply.body[: ask.limit]
    is_cut = reply.broken is not None or reply.left or len(reply.body) > ask.limit
    try:
        body, more = decode(raw, codings_of(hop.header("content-encoding")), ask.limit)
    except UndecodableError as error:
        # Some servers name a coding and send plain text; what came is looked at as it is.
        body, more = raw, False
        hop = replace(hop, detail=hop.detail or str(error))
    return Answer(hop=hop, body=body, truncated=is_cut or more, cookies=cookies)


def _head(ask: Ask, reply: Reply, elapsed: timedelta) -> tuple[Hop, tuple[str, ...]]:
    """The hop with the headers that are kept, and the cookies' lines."""
    kept, cookies, locations = [], [], []
    for raw, value in reply.fields:
        name = raw.decode("ascii", "replace").lower()
        if name == "set-cookie":
            cookies.append(_text(value))
        elif name.removeprefix(_ARCHIVED) in KEPT_HEADERS:
            kept.append((name, _text(value)[:_VALUE_LIMIT]))
        if name == "location":
            locations.append(_place(value))
    hop = Hop(
        url=ask.url,
        status=reply.status,
        location=locations[0] if locations else None,
        headers=tuple(kept[:_KEPT_MOST]),
        address=reply.address,
        elapsed=elapsed,
    )
    return hop, tuple(cookies)


def _excess(hop: Hop, reply: Reply) -> str:
    """What of an answer's head is beyond bounds; "" for nothing."""
    if len(reply.fields) > _FIELDS_MOST:
        return f"a head of {len(reply.fields):,} fields"
    length = len(hop.location or "")
    return f"a redirect to a URL of {length:,} characters" if length > _LOCATION_MOST else ""


def _place(value: bytes) -> str:
    """A Location: bytes that are no UTF-8 mean themselves, as browsers have it; a GBK path would be another one as Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(chr(each) if each < 0x80 else f"%{each:02X}" for each in value)


def _text(value: bytes) -> str:
    """A field's value: bytes beyond ASCII are UTF-8 where they can be, else Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
