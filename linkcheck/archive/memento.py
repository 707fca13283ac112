"""The Memento protocol, as pure readers of what an archive answers: times, links, negotiation.

RFC 7089: a TimeGate (§4.1) leads to the capture nearest to `Accept-Datetime`; `Memento-Datetime` marks a capture (§2.1.1) and its
absence an archive's own page, be the status what it may (FIELD §3.3); `rel="original"` is the URL really captured. TimeMaps (§5)
have their own module, `timemap`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.apart import joined
from linkcheck.http_time import http_date
from linkcheck.replay import replay

if TYPE_CHECKING:
    from datetime import datetime

    from linkcheck.model import Hop

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
        url = joined(hop.url, hop.location)
        parts = replay(url)
        return Capture(url, parts.captured) if parts else None
    captured = memento_datetime(hop)
    if captured is None:
        return None
    return Capture(joined(hop.url, hop.header("content-location")) or hop.url, captured)


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
