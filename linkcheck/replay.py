"""URLs of captures: reading them apart and making others, and what an article cites that cites a copy.

Wayback, pywb and OpenWayback share one shape: `…/<time><modifier>/<original>`, the time of 4 to 14 digits in UTC, a shorter one being
the beginning of its span, `id_` the bytes as they were stored (FIELD §3.3). Other archives have their own, which stand in their rows of `archives`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkcheck.apart import comes_apart
from linkcheck.archives import archive_of

if TYPE_CHECKING:
    from linkcheck.archives import Archive

STAMP = "%Y%m%d%H%M%S"
_STAMP_LENGTHS = range(4, 15)
_DAY = 8
"""Digits that a day needs."""
_REPLAY = re.compile(r"/(\d{4,14})([a-z]{2}_)?/(https?:/.*)", re.DOTALL | re.IGNORECASE)
_SCHEME = re.compile(r"^(https?):/+", re.IGNORECASE)
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/?]|$)")
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Replay:
    """The parts of a capture's URL: `…/web/20211223id_/https://example.org/`."""

    captured: datetime
    modifier: str
    original: str


@dataclass(frozen=True, slots=True)
class CitedCopy:
    """A citation that is a copy already: where, of what ("" where its URL does not tell), and of when.

    `exact` says that the time names a day at least; a year alone asks for whatever the archive has of it.
    """

    archive: Archive
    original: str = ""
    captured: datetime | None = None
    exact: bool = False


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


def replay(url: str) -> Replay | None:
    """The parts of a URL of the Wayback kind, as pywb and OpenWayback use it too; None where it is none."""
    found = _REPLAY.search(url)
    if found is None:
        return None
    captured, original = moment(found[1]), _unfolded(found[3])
    if captured is None or not comes_apart(original):
        return None
    return Replay(captured, found[2] or "", original)


def raw(url: str) -> str:
    """The URL of the same capture as it was stored, without the archive's banner and rewriting (`id_`)."""
    return _REPLAY.sub(lambda found: f"/{found[1]}id_/{found[3]}", url, count=1)


def beside(url: str, captured: datetime, original: str) -> str:
    """The raw URL of another capture in the archive and collection that a capture's URL belongs to."""
    head = url[: found.start()] if (found := _REPLAY.search(url)) else url.rstrip("/")
    return f"{head}/{stamp(captured)}id_/{original}"


def cited_copy(url: str) -> CitedCopy | None:
    """What a URL says of the copy that it shows, None where it is no known archive's."""
    archive = archive_of(url)
    if archive is None:
        return None
    found = re.search(archive.link, url, re.DOTALL | re.IGNORECASE) if archive.link else None
    if found is None:
        return CitedCopy(archive)
    parts = found.groupdict()
    digits = _NO_DIGIT.sub("", parts.get("time") or "")
    return CitedCopy(archive, _original(parts), moment(digits), exact=len(digits) >= _DAY)


def _original(parts: dict[str, str | None]) -> str:
    """The original's URL among a link's parts; one without a scheme is meant to have http."""
    url = parts.get("original") or unquote(parts.get("quoted") or "")
    if not _SCHEME.match(url):
        url = f"http://{url}" if _BARE.match(url) else ""
    whole = _unfolded(url)
    return whole if comes_apart(whole) else ""


def _unfolded(url: str) -> str:
    """Some servers fold the double slash behind the original's scheme."""
    return _SCHEME.sub(r"\1://", url, count=1)
