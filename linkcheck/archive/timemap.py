"""TimeMaps, the lists of an archive's captures of one URL, in the dialects that archives write them in.

RFC 7089 §5 has link-format, maybe paged (`rel="timemap"` that is not `self`). Beside it there are three: Wayback's JSON (rows under a
header row), MemGator's JSON (one object) and CDXJ, as MemGator (`time {…}`) and pywb (`key time {…}`) write it. Some lists hold
captures dated in the future (FIELD §3.5); they are dropped where the time is known, by who asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from linkcheck.apart import joined
from linkcheck.archive.memento import Capture, links
from linkcheck.http_time import http_date
from linkcheck.replay import moment

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMap:
    """Captures in the order they were listed, the original's URL ("" where unsaid) and the further pages' URLs."""

    captures: tuple[Capture, ...] = ()
    original: str = ""
    pages: tuple[str, ...] = ()


def read(body: str, base: str) -> TimeMap | None:
    """A TimeMap in whatever of the four dialects it is written; None where it is in none.

    `base` is the URL it was fetched from, which relative links are relative to.
    """
    start = body.lstrip()[:1]
    if start == "<":
        return _link_format(body, base)
    if start in {"[", "{"}:
        return _json(body, base)
    return _cdxj(body, base)


def _link_format(body: str, base: str) -> TimeMap | None:
    found = links(body)
    if not any(link.relations & {"original", "timemap", "timegate", "memento"} for link in found):
        return None
    return TimeMap(
        captures=_captures(
            base,
            (
                (link.url, http_date(link.parameter("datetime")))
                for link in found
                if "memento" in link.relations
            ),
        ),
        original=next((link.url for link in found if "original" in link.relations), ""),
        pages=tuple(
            page
            for link in found
            if "timemap" in link.relations and "self" not in link.relations
            if (page := joined(base, link.url))
        ),
    )


def _captures(base: str, listed: Iterable[tuple[str, datetime | None]]) -> tuple[Capture, ...]:
    """Those of a list that have a time and a URL that leads somewhere."""
    return tuple(
        Capture(url, captured)
        for written, captured in listed
        if captured is not None and (url := joined(base, written))
    )


def _json(body: str, base: str) -> TimeMap | None:
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return None
    if isinstance(value, list):
        return _rows(value, base)
    return _memgator(value, base)


def _rows(rows: list[object], base: str) -> TimeMap | None:
    """Wayback's: a header row, then rows of strings; its captures have no URI, only time and original."""
    if not rows:
        return TimeMap()
    header = rows[0]
    if not (isinstance(header, list) and {"timestamp", "original"} <= set(map(str, header))):
        return None
    time_at, original_at = header.index("timestamp"), header.index("original")
    told = (
        (str(row[time_at]), str(row[original_at]))
        for row in rows[1:]
        if isinstance(row, list) and len(row) == len(header)
    )
    listed = (
        (f"/web/{digits}/{original}", moment(digits))
        for digits, original in told
        if len(digits) == 14
    )
    return TimeMap(captures=_captures(base, listed))


class _Entry(msgspec.Struct):
    datetime: str
    uri: str


class _Entries(msgspec.Struct):
    entries: list[_Entry] = msgspec.field(name="list", default_factory=list)


class _Page(msgspec.Struct):
    uri: str


class _Pages(msgspec.Struct):
    next: _Page | None = None


class _MemGator(msgspec.Struct):
    original_uri: str
    mementos: _Entries
    pages: _Pages | None = None


def _memgator(value: object, base: str) -> TimeMap | None:
    try:
        entries = msgspec.convert(value, _MemGator)
    except msgspec.ValidationError:
        return None
    following = entries.pages.next if entries.pages else None
    return TimeMap(
        captures=_captures(
            base, ((each.uri, _any_date(each.datetime)) for each in entries.mementos.entries)
        ),
        original=entries.original_uri,
        pages=tuple(filter(None, (joined(base, following.uri),))) if following else (),
    )


class _Line(msgspec.Struct):
    uri: str = ""
    url: str = ""
    datetime: str = ""


def _cdxj(body: str, base: str) -> TimeMap | None:
    """Lines of `[key] time {json}`; those that begin with `!` or `@` are about the list itself."""
    original, captures, understood = "", [], not body.strip()
    for line in body.split("\n"):
        head, brace, tail = line.partition("{")
        if not brace:
            continue
        try:
            entry = msgspec.json.decode(brace + tail, type=_Line)
        except (msgspec.DecodeError, RecursionError):
            continue
        understood = True
        if capture := _cdxj_capture(head.split(), entry, base):
            captures.append(capture)
            original = original or entry.url
    return TimeMap(captures=tuple(captures), original=original) if understood else None


def _cdxj_capture(head: list[str], entry: _Line, base: str) -> Capture | None:
    if not head or head[0].startswith(("!", "@")):
        return None
    captured = moment(head[-1])
    shown = entry.uri or (entry.url and _beside(base, head[-1], entry.url))
    url = joined(base, shown) if shown else ""
    return Capture(url, captured) if captured and url else None


def _beside(base: str, digits: str, original: str) -> str:
    """A capture's place in the collection whose index answered: pywb serves `/coll/cdx` beside `/coll/<time>/<url>`."""
    path = urlsplit(base).path
    collection = next(
        (path.partition(mark)[0] for mark in ("/timemap", "/cdx", "/index") if mark in path), ""
    )
    return f"{collection}/{digits}/{original}"


def _any_date(text: str) -> datetime | None:
    """RFC 3339, as MemGator's JSON writes times, or an HTTP date."""
    try:
        parsed = datetime.fromisoformat(text)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except ValueError:
        return http_date(text)
    except OverflowError:  # a year that UTC moves out of the calendar
        return None
