"""The Memento protocol, as pure readers of what an archive answers: times, links, captures' URLs, negotiation.

RFC 7089: a TimeGate (§4.1) leads to the capture nearest to `Accept-Datetime`; `Memento-Datetime` marks a capture (§2.1.1) and its
absence an archive's own page, be the status what it may (FIELD §3.3); `rel="original"` is the URL really captured. TimeMaps (§5)
have their own module, `timemap`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from linkcheck.http_time import http_date

if TYPE_CHECKING:
    from linkcheck.model import Hop

STAMP = "%Y%m%d%H%M%S"
_STAMP_LENGTHS = range(4, 15)
_REPLAY = re.compile(r"/(\d{4,14})([a-z]{2}_)?/(https?:/.*)", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"\s*<([^<>]*)>")
_PARAMETER = re.compile(r'\s*;\s*([A-Za-z0-9_.*-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?')
_FAR_ENOUGH = 50_000
"""Links of one TimeMap that are read; a page of a real one has at most 10,000."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What a TimeMap or a TimeGate says of one memento: its URI and its time."""

    url: str
    captured: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """One link value of RFC 8288: where to, as which relations, and its other parameters."""

    url: str
    relations: frozenset[str]
    parameters: tuple[tuple[str, str], ...] = ()

    def parameter(self, name: str) -> str:
        """A parameter by its lower-case name, "" where there is none."""
        return dict(self.parameters).get(name, "")


@dataclass(frozen=True, slots=True)
class Replay:
    """The parts of a capture's URL: `…/web/20211223id_/https://example.org/`."""

    captured: datetime
    modifier: str
    original: str


def stamp(moment: datetime) -> str:
    """A moment as archives write it: 14 digits, UTC."""
    return moment.astimezone(UTC).strftime(STAMP)


def moment(digits: str) -> datetime | None:
    """What 4 to 14 digits mean; a shorter stamp is the beginning of its span. None where they are no time."""
    if not (digits.isascii() and digits.isdigit() and len(digits) in _STAMP_LENGTHS):
        return None
    padded = digits + "00000101000000"[len(digits) :]
    try:
        return datetime.strptime(padded, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def memento_datetime(hop: Hop) -> datetime | None:
    """When the answer was captured; None marks an archive's own page, whatever its status."""
    return http_date(hop.header("memento-datetime"))


def original_of(hop: Hop) -> str:
    """The URL that was really captured, from the Link header's `rel="original"`; "" where unsaid."""
    return next(
        (link.url for link in links(hop.header("link")) if "original" in link.relations), ""
    )


def negotiated(hop: Hop) -> Capture | None:
    """The capture that a TimeGate's answer leads to (RFC 7089 §4): by redirect, or by being the capture itself.

    None where it leads to none: a 200 without Memento-Datetime is a framed page or an archive's notice.
    """
    if hop.status is not None and 300 <= hop.status < 400 and hop.location:
        url = urljoin(hop.url, hop.location)
        parts = replay(url)
        return Capture(url, parts.captured) if parts else None
    captured = memento_datetime(hop)
    if captured is None:
        return None
    return Capture(urljoin(hop.url, hop.header("content-location") or hop.url), captured)


def replay(url: str) -> Replay | None:
    """The parts of a URL of the Wayback kind, as pywb and OpenWayback use it too; None where it is none."""
    found = _REPLAY.search(url)
    if found is None:
        return None
    captured = moment(found[1])
    if captured is None:
        return None
    # Some servers fold the double slash behind the original's scheme.
    original = re.sub(r"^(https?):/+", r"\1://", found[3], count=1, flags=re.IGNORECASE)
    return Replay(captured, found[2] or "", original)


def raw(url: str) -> str:
    """The URL of the same capture as it was stored, without the archive's banner and rewriting (`id_`)."""
    return _REPLAY.sub(lambda found: f"/{found[1]}id_/{found[3]}", url, count=1)


def beside(url: str, captured: datetime, original: str) -> str:
    """The raw URL of another capture in the archive and collection that a capture's URL belongs to."""
    head = url[: found.start()] if (found := _REPLAY.search(url)) else url.rstrip("/")
    return f"{head}/{stamp(captured)}id_/{original}"


def links(text: str) -> tuple[Link, ...]:
    """The link values of a Link header or a link-format document, up to where it stops being one (RFC 8288 §3)."""
    read: list[Link] = []
    at = 0
    while (found := _LINK.match(text, at)) and len(read) < _FAR_ENOUGH:
        at = found.end()
        parameters: list[tuple[str, str]] = []
        while parameter := _PARAMETER.match(text, at):
            at = parameter.end()
            value = parameter[2] if parameter[2] is not None else parameter[3] or ""
            parameters.append((parameter[1].lower(), value))
        relations = next((value for name, value in parameters if name == "rel"), "")
        read.append(Link(found[1], frozenset(relations.lower().split()), tuple(parameters)))
        at = _past_comma(text, at)
    return tuple(read)


def _past_comma(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == ","):
        at += 1
    return at
