"""The Wayback Machine's own ways, as pure functions: the URLs to ask and how its answers read.

The index (`/cdx/search/cdx`) is asked for the rows nearest to a time (`closest`, `sort=closest`) and always with a limit, since without
one paging silently loses rows. Playback (`/web/<time>/<url>`) is asked without following: a redirect names the nearest capture, 404 says that
there is none; `/web/0/` is the first one. The availability API is not used: rate-limited from the first call and often falsely empty.
A blocked site is said by a header and is no absence. All: FIELD §3.1–3.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

import msgspec

from linkcheck.archive.folding import ascii_url, compare
from linkcheck.archive.memento import memento_datetime, original_of
from linkcheck.model import LookupState, Memento, remark
from linkcheck.replay import moment, replay, stamp

if TYPE_CHECKING:
    from linkcheck.model import Answer, Hop, Remark, Value

NAME = "wayback"
ROWS = 200
"""Rows asked for: about 30 kB, and enough to reach past months of daily captures of a page that is gone."""

FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")
_STATUS = re.compile(r"[1-5][0-9]{2}")
_FIRST_DAY, _LAST_DAY = date(1996, 1, 1), date(2200, 1, 1)
_EXCLUSIONS = ("AdministrativeAccessControlException", "RobotAccessControlException")
_REVISIT = "warc/revisit"
_ABSENCE = "ResourceNotInArchiveException"
_RUNTIME_ERROR = "x-archive-wayback-runtime-error"
SLACK = timedelta(days=1)
"""How far a capture's time may lie ahead of our clock before it counts as one from the future (FIELD §3.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What an archive says of a URL: its captures, or why there are none. `full` when a limit may have cut rows off."""

    state: LookupState
    mementos: tuple[Memento, ...] = ()
    reason: Remark | None = None
    full: bool = False


NONE = Listing(state=LookupState.NONE, reason=remark("search.none"))


def failed(variant: str, **values: Value) -> Listing:
    """A listing that could not be had; `variant` and values make its sentence."""
    return Listing(
        state=LookupState.LOOKUP_FAILED, reason=remark(f"search.failed.{variant}", **values)
    )


def index_url(base: str, url: str, day: date | None, *, only_ok: bool = False) -> str:
    """Where to ask for the captures nearest to a day, or the first ones when there is none.

    `matchType` is said, since a URL that ends in `*` would otherwise ask for a whole site.
    """
    query = {
        "url": ascii_url(url),
        "matchType": "exact",
        "output": "json",
        "fl": ",".join(FIELDS),
        "limit": str(ROWS),
        "gzip": "false",
    }
    if day is not None:
        query |= {"closest": stamp(noon(day)), "sort": "closest"}
    if only_ok:
        # The filter must match the whole field (FIELD §3.2).
        query["filter"] = "statuscode:200"
    return f"{base.rstrip('/')}/cdx/search/cdx?{urlencode(query)}"


def playback_url(base: str, url: str, day: date | None) -> str:
    """Where to ask for the one capture nearest to a day; the first one when there is no day.

    No time at all would mean the latest, which is often the capture of the 404 (FIELD §3.3).
    """
    digits = "0" if day is None else stamp(noon(day))
    return f"{base.rstrip('/')}/web/{digits}/{ascii_url(url)}"


def capture_url(base: str, digits: str, original: str) -> str:
    """The URL that shows a capture to a reader."""
    return f"{base.rstrip('/')}/web/{digits}/{original}"


def noon(day: date) -> datetime:
    """The middle of a day, from which captures of that day lie equally far on both sides."""
    return datetime.combine(in_reach(day), time(12), UTC)


def in_reach(day: date) -> date:
    """The nearest day to this one of which there can be captures: articles claim dates like year 1 and 9999."""
    return min(max(day, _FIRST_DAY), _LAST_DAY)


def read_index(answer: Answer, url: str, base: str, now: datetime) -> Listing:
    """The index's answer. Only a valid one without a usable row says that there is no capture."""
    if (stopped := refusal(answer.hop)) is not None:
        return stopped
    rows = _rows(answer.body) if answer.hop.status == 200 else None
    read = [memento for row in rows or () if (memento := _memento(row, base))]
    if rows is None or (rows and not read):
        return failed("garbage")
    usable = _of_page(read, url, now)
    if usable:
        full = len(rows) >= ROWS
        return Listing(state=LookupState.FOUND, mementos=_revisits_resolved(usable), full=full)
    if rows:
        return Listing(state=LookupState.NONE, reason=remark("search.none-usable", rows=len(rows)))
    return NONE


def read_playback(answer: Answer, url: str, base: str, now: datetime) -> Listing:
    """What a non-followed playback request says: the one capture it leads to, or none."""
    hop = answer.hop
    if (stopped := refusal(hop)) is not None:
        return stopped
    captured, original = memento_datetime(hop), original_of(hop) or url
    if captured is None and hop.status == 404:
        return NONE
    if captured is None:
        led = replay(urljoin(hop.url, hop.location)) if hop.location else None
        if led is None:
            return failed("garbage")
        captured, original = led.captured, led.original
    found = _of_page([_capture(stamp(captured), original, base, captured)], url, now)
    return Listing(state=LookupState.FOUND, mementos=found) if found else failed("garbage")


def refusal(hop: Hop) -> Listing | None:
    """Why an answer is none: no connection, an error, a site that the archive must not show. None for a usable one."""
    error = hop.header(_RUNTIME_ERROR)
    if is_excluded(hop):
        return Listing(state=LookupState.EXCLUDED, reason=remark("search.excluded"))
    if hop.failure is not None or hop.status is None:
        return failed("failure", failure=str(hop.failure))
    if memento_datetime(hop) is not None or hop.status < 400:
        return None
    if hop.status == 404 and (not error or _ABSENCE in error):
        return None
    return failed("status", status=hop.status)


def is_excluded(hop: Hop) -> bool:
    """True where the archive has a rule not to show the site: whether it holds a capture is unknown (FIELD §3.2)."""
    return any(name in hop.header(_RUNTIME_ERROR) for name in _EXCLUSIONS)


def _rows(body: bytes) -> list[dict[str, str]] | None:
    """The rows by field name: a JSON array under its header row, or pywb's dialect of an object a line. None for junk."""
    if body.lstrip().startswith(b"{"):
        return _objects(body)
    try:
        table = msgspec.json.decode(body, type=list[list[str | int | None]])
    except (msgspec.DecodeError, RecursionError):
        return None
    if not table:
        return []
    header = [str(name) for name in table[0]]
    if not {"timestamp", "original"} <= set(header):
        return None
    # An empty row and a resume key may follow (FIELD §3.2); they are as short as they are no rows.
    return [
        dict(zip(header, map(_text, row), strict=True))
        for row in table[1:]
        if len(row) == len(header)
    ]


def _objects(body: bytes) -> list[dict[str, str]] | None:
    names = {"url": "original", "mime": "mimetype", "status": "statuscode"}
    try:
        read = msgspec.json.Decoder(dict[str, object]).decode_lines(body)
    except (msgspec.DecodeError, RecursionError):
        return None
    return [{names.get(key, key): _text(value) for key, value in row.items()} for row in read]


def _text(value: object) -> str:
    return str(value) if isinstance(value, (str, int)) else ""


def _memento(row: dict[str, str], base: str) -> Memento | None:
    """A row as a memento; None where it is no row: no real time of 14 digits, a status that is none."""
    digits, status = row.get("timestamp", ""), row.get("statuscode", "-")
    captured = moment(digits) if len(digits) == 14 else None
    if captured is None or not (status in {"-", ""} or _STATUS.fullmatch(status)):
        return None
    memento = _capture(digits, row["original"], base, captured)
    media_type, digest = row.get("mimetype", "").lower(), row.get("digest", "")
    return replace(
        memento,
        status=int(status) if status.isdecimal() else None,
        media_type=media_type if "/" in media_type and media_type != _REVISIT else "",
        digest=digest if digest != "-" else "",
    )


def _capture(digits: str, original: str, base: str, captured: datetime) -> Memento:
    url = capture_url(base, digits, ascii_url(original))
    return Memento(archive=NAME, url=url, original=original, captured=captured)


def _of_page(read: list[Memento], url: str, now: datetime) -> tuple[Memento, ...]:
    """Those that are of the URL asked for by any folding, and not from the future."""
    compared = ((memento, compare(url, memento.original)) for memento in read)
    return tuple(
        replace(memento, match=match)
        for memento, match in compared
        if match is not None and memento.captured <= now + SLACK
    )


def _revisits_resolved(mementos: tuple[Memento, ...]) -> tuple[Memento, ...]:
    """A revisit has its page's bytes elsewhere: the row with its digest says what status they came with."""
    known = {
        memento.digest: memento for memento in reversed(mementos) if memento.status is not None
    }
    return tuple(
        replace(memento, status=first.status, media_type=first.media_type)
        if memento.status is None and memento.digest and (first := known.get(memento.digest))
        else memento
        for memento in mementos
    )
