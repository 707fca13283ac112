"""A simulated Wayback Machine: index, time gate, time maps and playback, with the oddities of FIELD §3.2 and §3.3.

Playback sends to the closest capture, however far; only what has a Memento-Datetime is a capture (RFC 7089 §2.1.1).
`id_` gives the original bytes; without it an archived redirect is a page with status 200 that tells of it.
"""

from __future__ import annotations

import base64
import html
import re
from collections import defaultdict
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from msgspec.structs import replace

from tests.web.cdx import Row, ask, distance, excluded, moment, rows_of, shown_by
from tests.web.content import codings_of, page, plain
from tests.web.journal import named_host
from tests.web.manifest import Content
from tests.web.surt import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.web.journal import Request
    from tests.web.manifest import Archive, Capture, Headers, Outage, Step

_PLAYBACK = re.compile(r"/web/(?:(\d{1,14})([a-z]{2}_)?/)?(.+)", re.DOTALL)
_TIMEMAP = re.compile(r"/web/timemap/(link|json)/(.+)", re.DOTALL)
_BODY = re.compile(rb"(?i)<body[^>]*>")
_NONE = Content(
    status=404,
    body=page("Wayback Machine", "Hrm. The Wayback Machine has not archived that URL."),
)
_EXCLUDED = Content(
    status=403,
    headers={"X-Archive-Wayback-Runtime-Error": "AdministrativeAccessControlException: blocked"},
    body=page("Blocked Site Error", "This URL has been excluded from the Wayback Machine."),
)
_FRONT = Content(body=page("Internet Archive: Wayback Machine", "Explore the history of the Web."))
_TOOLBAR = (
    b"<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp-base'></div>"
    b"<!-- END WAYBACK TOOLBAR INSERT -->"
)


class Wayback:
    """Answers what is asked of an archive; the state is how often each endpoint was asked."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._index = rows_of(archive.captures)
        self._asked: defaultdict[str, int] = defaultdict(int)

    def answer(self, request: Request) -> Content:
        """What the archive says; never None, since all its paths are its own."""
        path, _, query = request.target.partition("?")
        kind = _endpoint(path, request)
        outage = self._outage(kind) or self._outage("all")
        if outage is not None:
            return outage
        if kind == "cdx":
            content = self._cdx(query)
        elif kind == "timemap":
            content = self._timemap(request)
        elif kind == "front":
            content = _FRONT
        else:
            content = self._played(request)
        delay = self._archive.delays.get(kind, self._archive.delays.get("all", 0.0))
        return replace(content, delay=delay) if delay else content

    def _outage(self, name: str) -> Step | None:
        outage = self._archive.faults.get(name)
        if outage is None:
            return None
        turn = self._asked[name] - outage.after
        self._asked[name] += 1
        if turn < 0 or (outage.times is not None and turn >= outage.times):
            return None
        return _turn(outage, turn)

    def _cdx(self, query: str) -> Content:
        url = re.search(r"(?:^|&)url=([^&]*)", query)
        if url and excluded(unquote(url[1]), self._archive.excluded):
            return _EXCLUDED
        status, body, media_type = ask(self._index, query)
        return Content(status=status, body=body, type=media_type)

    def _timemap(self, request: Request) -> Content:
        found = _TIMEMAP.fullmatch(request.target)
        if found is None:
            return self._cdx(request.target.partition("?")[2])
        kind, url = found[1], found[2]
        if excluded(url, self._archive.excluded):
            return _EXCLUDED
        if kind == "json":
            return self._cdx(f"url={quote(url, safe='')}&output=json")
        rows = self._playable(url)
        if not rows:
            return _NONE
        return Content(body=_link_format(_base(request), url, rows), type="application/link-format")

    def _played(self, request: Request) -> Content:
        found = _PLAYBACK.fullmatch(request.target)
        if found is None:
            return _NONE
        stamp, modifier, url = found[1], found[2] or "", found[3]
        if excluded(url, self._archive.excluded):
            return _EXCLUDED
        rows = self._playable(url)
        if not rows:
            return _NONE
        row = _closest(rows, stamp or _negotiated(request))
        if stamp != row.timestamp:
            return self._sent_on(_base(request), row, modifier, url, rows)
        shown = shown_by(row, self._index)
        headers: Headers = {
            "Memento-Datetime": _http_date(row),
            "Link": _links(_base(request), row.original, rows),
        }
        return _view(shown, row, modifier, _base(request), headers)

    def _sent_on(
        self, base: str, row: Row, modifier: str, url: str, rows: Sequence[Row]
    ) -> Content:
        return Content(
            status=302,
            headers={
                "Location": _memento(base, row, modifier),
                "Vary": "accept-datetime",
                "Link": _links(base, url, rows),
            },
        )

    def _playable(self, url: str) -> tuple[Row, ...]:
        wanted = key(re.sub(r"^(https?):/(?!/)", r"\1://", url))
        return tuple(
            row for row in self._index if row.urlkey == wanted and not row.capture.unplayable
        )


def _endpoint(path: str, request: Request) -> str:
    if path.startswith("/cdx/"):
        return "cdx"
    if path.startswith("/web/timemap/"):
        return "timemap"
    if not path.startswith("/web/"):
        return "front"
    return "playback" if re.match(r"/web/\d", request.target) else "timegate"


def _turn(outage: Outage, turn: int) -> Step:
    steps = (outage, *outage.then)
    return steps[min(turn, len(steps) - 1)]


def _view(shown: Row, row: Row, modifier: str, base: str, headers: Headers) -> Content:
    """A capture as the archive shows it: raw with `id_`, else rewritten."""
    capture = shown.capture
    status = 302 if capture.redirect and capture.status == 200 else capture.status
    if capture.redirect is not None:
        to = f"{base}/web/{row.timestamp}{modifier}/{capture.redirect}"
        if modifier:
            return Content(status=status, headers=headers | {"Location": to})
        return Content(headers=headers, body=_told_redirect(status, to))
    same = {name: getattr(capture, name) for name in Content.__struct_fields__}
    original = {f"X-Archive-Orig-{name}": value for name, value in capture.headers.items()}
    same |= {"status": status, "headers": original | headers, "type": capture.type or capture.mime}
    if modifier:
        same["headers"] |= _codings(capture)
    elif shown.mimetype == "text/html":
        body = _BODY.sub(lambda found: found[0] + _TOOLBAR, plain(capture), count=1)
        same |= {"body_base64": base64.b64encode(body).decode(), "encoding": []}
    return Content(**same)


def _codings(capture: Capture) -> Headers:
    """The coding of what was captured, and after it the empty second one that Wayback sends."""
    codings = ", ".join(codings_of(capture))
    return {"Content-Encoding": [codings, ""]} if codings else {}


def _negotiated(request: Request) -> str:
    """The moment that a time gate is asked for; without Accept-Datetime the latest."""
    wanted = request.header("accept-datetime")
    return "99991231235959" if wanted is None else f"{parsedate_to_datetime(wanted):%Y%m%d%H%M%S}"


def _closest(rows: Sequence[Row], stamp: str) -> Row:
    return min(rows, key=lambda row: (row.timestamp != stamp, distance(row.timestamp, stamp)))


def _base(request: Request) -> str:
    return f"{request.scheme}://{named_host(request.head)}"


def _memento(base: str, row: Row, modifier: str = "") -> str:
    return f"{base}/web/{row.timestamp}{modifier}/{row.original}"


def _http_date(row: Row) -> str:
    return format_datetime(moment(row.timestamp), usegmt=True)


def _links(base: str, url: str, rows: Sequence[Row]) -> str:
    """The Link header of RFC 7089 §2.2, with the first and the last memento."""
    ends = {"first memento": rows[0], "last memento": rows[-1]}
    if len(rows) == 1:
        ends = {"first last memento": rows[0]}
    return ", ".join(
        [
            f'<{url}>; rel="original"',
            f'<{base}/web/timemap/link/{url}>; rel="timemap"; type="application/link-format"',
            f'<{base}/web/{url}>; rel="timegate"',
            *(_memento_link(base, row, rel) for rel, row in ends.items()),
        ]
    )


def _link_format(base: str, url: str, rows: Sequence[Row]) -> str:
    """A time map (RFC 7089 §5)."""
    self_ = f"{base}/web/timemap/link/{url}"
    lines = [
        f'<{url}>; rel="original"',
        f'<{self_}>; rel="self"; type="application/link-format"; from="{_http_date(rows[0])}"',
        f'<{base}/web/{url}>; rel="timegate"',
        *(
            _memento_link(base, row, "memento" if at else "first memento")
            for at, row in enumerate(rows)
        ),
    ]
    return ",\n".join(lines) + "\n"


def _memento_link(base: str, row: Row, rel: str) -> str:
    return f'<{_memento(base, row)}>; rel="{rel}"; datetime="{_http_date(row)}"'


def _told_redirect(status: int, to: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>Internet Archive Wayback Machine</title></head><body>"
        f'<h1>Loading...</h1><p class="code">Got an HTTP {status} response at crawl time</p>'
        f'<p class="code">Redirecting to...</p><p class="impatient"><a href="{html.escape(to)}">'
        "The Wayback Machine</a></p></body></html>"
    )
