"""The Wayback Machine's own ways, as pure functions: the URLs to ask and how its answers read.

The index (`/cdx/search/cdx`) is asked for the rows nearest to a time (`closest`, `sort=closest`) and always with a limit, since without
one paging silently loses rows. Playback (`/web/<time>/<url>`) is asked without following: a redirect names the nearest capture, 404 says that
there is none; `/web/0/` is the first one. The availability API is not used: rate-limited from the first call and often falsely empty.
A blocked site is said by a header and is no absence. All: FIELD §3.1–3.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from linkcheck.apart import joined
from linkcheck.archive import cdx
from linkcheck.archive.folding import ascii_url
from linkcheck.archive.memento import memento_datetime, original_of
from linkcheck.model import LookupState, Memento, remark
from linkcheck.replay import replay, stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkcheck.model import Answer, Hop, Remark, Value

NAME = "wayback"
ROWS = 200
"""Rows asked for: about 30 kB, and enough to reach past months of daily captures of a page that is gone."""

FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")
_FIRST_DAY, _LAST_DAY = date(1996, 1, 1), date(2200, 1, 1)
_EXCLUSIONS = ("AdministrativeAccessControlException", "RobotAccessControlException")
_ABSENCE = "ResourceNotInArchiveException"
_RUNTIME_ERROR = "x-archive-wayback-runtime-error"


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
    rows = cdx.rows(answer.body) if answer.hop.status == 200 else None
    return (
        failed("garbage")
        if rows is None
        else listed(rows, NAME, partial(capture_url, base), url, now)
    )


def listed(
    rows: Sequence[cdx.Row], archive: str, shown: Callable[[str, str], str], url: str, now: datetime
) -> Listing:
    """What an index's rows say of a URL; `shown` makes the URL that shows a capture of time and original."""
    read = cdx.mementos(rows, archive, shown)
    if rows and not read:
        return failed("garbage")
    usable = cdx.of_page(read, url, now)
    if usable:
        full = len(rows) >= ROWS
        return Listing(state=LookupState.FOUND, mementos=cdx.revisits_resolved(usable), full=full)
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
        led = replay(joined(hop.url, hop.location)) if hop.location else None
        if led is None:
            return failed("garbage")
        captured, original = led.captured, led.original
    found = cdx.of_page([_capture(stamp(captured), original, base, captured)], url, now)
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


def _capture(digits: str, original: str, base: str, captured: datetime) -> Memento:
    url = capture_url(base, digits, ascii_url(original))
    return Memento(archive=NAME, url=url, original=original, captured=captured)
