"""The index of a simulated Wayback Machine, asked as its CDX server is (FIELD §3.2)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from tests.web.content import media_type, plain
from tests.web.surt import host_key, key, prefix_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.web.manifest import Capture

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_CAP = 150_000
_FIRST = "10000101000000"
Query = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the index, and the capture behind it."""

    urlkey: str
    timestamp: str
    original: str
    mimetype: str
    statuscode: str
    digest: str
    length: str
    capture: Capture


def rows_of(captures: Iterable[Capture]) -> tuple[Row, ...]:
    """All captures in the index's order: by key, then by time."""
    rows = (_row(capture) for capture in captures)
    return tuple(sorted(rows, key=lambda row: (row.urlkey, row.timestamp)))


def moment(stamp: str) -> datetime:
    """A timestamp of 1 to 14 digits, missing ones filled up with the earliest; no date at all is the first day."""
    try:
        digits = stamp[:14] + _FIRST[len(stamp) :]
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def distance(stamp: str, other: str) -> float:
    """Seconds between two timestamps."""
    return abs((moment(stamp) - moment(other)).total_seconds())


def ask(index: Sequence[Row], query: str) -> tuple[int, str, str]:
    """Status, body and media type for a CDX query."""
    asked = parse_qs(query, keep_blank_values=True)
    if not _one(asked, "url"):
        return 400, "missing url\n", "text/plain"
    if "showNumPages" in asked:
        return 200, "1\n", "text/plain"
    rows, resume = _limited(asked, _sorted(asked, _chosen(asked, index)))
    names = _one(asked, "fl").split(",") if _one(asked, "fl") else list(FIELDS)
    lines = [[getattr(row, name, "-") for name in names] for row in rows]
    as_json = _one(asked, "output") == "json"
    return _told(names if as_json and lines else None, lines, resume, as_json=as_json)


def _told(
    header: list[str] | None, lines: list[list[str]], resume: str, *, as_json: bool
) -> tuple[int, str, str]:
    if as_json:
        table = ([header] if header else []) + lines + ([[], [resume]] if resume else [])
        rows = ",\n ".join(json.dumps(line) for line in table)
        return 200, f"[{rows}]\n" if table else "[]\n", "application/json"
    text = "".join(" ".join(line) + "\n" for line in lines)
    return 200, text + (f"\n{resume}\n" if resume else ""), "text/plain"


def _chosen(asked: Query, index: Sequence[Row]) -> list[Row]:
    wanted = _scope(asked)
    rows = [row for row in index if wanted(row.urlkey) and not row.capture.unlisted]
    if _one(asked, "resolveRevisits") == "true":
        rows = [_resolved(row, index) for row in rows]
    first, last = _one(asked, "from"), _one(asked, "to")
    rows = [row for row in rows if not first or row.timestamp >= first.ljust(14, "0")]
    rows = [row for row in rows if not last or row.timestamp <= last.ljust(14, "9")]
    for rule in asked.get("filter", []):
        rows = [row for row in rows if _passes(row, rule)]
    for rule in asked.get("collapse", []):
        rows = _collapsed(rows, rule)
    return rows


def _scope(asked: Query) -> Callable[[str], bool]:
    url, kind = _one(asked, "url"), _one(asked, "matchType") or "exact"
    if kind == "exact" and url.endswith("*"):
        kind = "prefix"
    if kind == "prefix":
        begin = prefix_key(url)
        return lambda urlkey: urlkey.startswith(begin)
    host = key(url).partition(")")[0]
    if kind == "host":
        return lambda urlkey: urlkey.startswith(f"{host})")
    if kind == "domain":
        return lambda urlkey: urlkey.startswith((f"{host})", f"{host},"))
    exact = key(url)
    return lambda urlkey: urlkey == exact


def _passes(row: Row, rule: str) -> bool:
    field, _, pattern = rule.removeprefix("!").partition(":")
    matches = re.fullmatch(pattern, getattr(row, field, "")) is not None
    return matches is not rule.startswith("!")


def _collapsed(rows: list[Row], rule: str) -> list[Row]:
    field, _, length = rule.partition(":")
    kept: list[Row] = []
    before = None
    for row in rows:
        value = getattr(row, field)[: int(length) if length else None]
        if value != before:
            kept.append(row)
        before = value
    return kept


def _sorted(asked: Query, rows: list[Row]) -> list[Row]:
    order, near = _one(asked, "sort"), _one(asked, "closest")
    if order == "reverse":
        return rows[::-1]
    if order == "closest" and near:
        return sorted(rows, key=lambda row: distance(row.timestamp, near))
    return rows


def _limited(asked: Query, rows: list[Row]) -> tuple[list[Row], str]:
    """The rows within `limit`, and the key to go on from if asked for and needed."""
    start = int(_one(asked, "resumeKey") or _one(asked, "offset") or 0)
    limit = int(_one(asked, "limit") or _CAP)
    if limit < 0:
        return rows[limit:], ""
    end = start + limit
    more = _one(asked, "showResumeKey") == "true" and end < len(rows)
    return rows[start:end], str(end) if more else ""


def _row(capture: Capture) -> Row:
    status = 302 if capture.redirect and capture.status == 200 else capture.status
    body = plain(capture)
    digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    return Row(
        urlkey=key(capture.url),
        timestamp=capture.timestamp,
        original=capture.url,
        mimetype="warc/revisit" if capture.revisit else capture.mime or _mime(capture),
        statuscode=capture.listed or ("-" if capture.revisit else str(status)),
        digest=capture.digest or digest,
        length=str(len(body) + 400),
        capture=capture,
    )


def _resolved(row: Row, index: Sequence[Row]) -> Row:
    shown = shown_by(row, index)
    return replace(row, mimetype=shown.mimetype, statuscode=shown.statuscode)


def shown_by(row: Row, index: Sequence[Row]) -> Row:
    """The row whose content a revisit shows: the last one before it that is none."""
    if not row.capture.revisit:
        return row
    earlier = [
        each
        for each in index
        if each.urlkey == row.urlkey and each.timestamp < row.timestamp and not each.capture.revisit
    ]
    return earlier[-1] if earlier else row


def _mime(capture: Capture) -> str:
    return media_type(capture).partition(";")[0]


def _one(asked: Mapping[str, list[str]], name: str) -> str:
    return asked.get(name, [""])[0]


def excluded(url: str, hosts: Iterable[str]) -> bool:
    """Whether a URL's host, or one above it, is among those that are withheld."""
    host = key(url).partition(")")[0]
    return any(host == each or host.startswith(f"{each},") for each in map(host_key, hosts))
