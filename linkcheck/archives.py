"""The web archives that we know, as rows of data: who they are, how they are asked, how much they bear, what to know of them.

From the list of archives that MemGator keeps (`docs/archives.json`) and FIELD §3.1 and §3.5: outside the Wayback Machine the yield is small, so all
others are off until the user names them. timetravel.mementoweb.org, which asked all of them at once, was taken down at the end
of 2025. archive.today answers programs with a captcha, its captures were found altered and en-Wikipedia withdrew it in February
2026: its links are recognised, its servers never asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping


class Standing(StrEnum):
    """What an archive is to us."""

    ON = "on"
    """Asked unless the user says otherwise."""
    OPTIONAL = "optional"
    """Asked when the user names it."""
    RECOGNISED = "recognised"
    """Only its links are known; its captures can be looked at by a person."""
    UNRELIABLE = "unreliable"
    """Recognised, never asked, and warned of."""
    GONE = "gone"
    """Its servers are no more, or stopped serving: a link to it needs another copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """One archive. `timegate` and `timemap` are URL prefixes the original's URL is put behind; `rate` is requests a minute.

    `link` is how its links name `time` and `original` (or `quoted`, percent-encoded), where they do. `prefixes` says that its
    captures repeat the original's headers under `X-Archive-Orig-`, so that those without it are the archive's own.
    """

    id: str
    name: str
    hosts: tuple[str, ...]
    standing: Standing
    timegate: str = ""
    timemap: str = ""
    rate: float = 20.0
    limits: str = ""
    link: str = ""
    prefixes: bool = False


_REPLAY = r"/(?P<time>\d{4,14})\*?(?:[a-z]{2}_)?/(?P<original>.+)"
_LATEST = r"|/web/(?:\*/)?(?P<quoted>https?(?::|%3A)/.+)"

ARCHIVES: tuple[Archive, ...] = (
    Archive(
        id="wayback",
        name="Wayback Machine",
        hosts=("web.archive.org", "wayback.archive.org"),
        standing=Standing.ON,
        timegate="https://web.archive.org/web/",
        timemap="https://web.archive.org/web/timemap/link/",
        rate=24,
        limits="30 a minute and network for index and TimeMaps together, 600 for captures",
        link=_REPLAY + _LATEST,
        prefixes=True,
    ),
    Archive(
        id="arquivo",
        name="Arquivo.pt",
        hosts=("arquivo.pt",),
        standing=Standing.OPTIONAL,
        timegate="https://arquivo.pt/wayback/",
        timemap="https://arquivo.pt/wayback/timemap/link/",
        limits="Portuguese web first; embargo of a year",
        link=_REPLAY,
    ),
    Archive(
        id="archive-it",
        name="Archive-It",
        hosts=("wayback.archive-it.org",),
        standing=Standing.OPTIONAL,
        timegate="https://wayback.archive-it.org/all/",
        timemap="https://wayback.archive-it.org/all/timemap/link/",
        limits="collections of libraries",
        link=r"/(?:\d+|all)" + _REPLAY,
        prefixes=True,
    ),
    Archive(
        id="ukwa",
        name="UK Web Archive",
        hosts=("www.webarchive.org.uk", "webarchive.org.uk"),
        standing=Standing.OPTIONAL,
        timegate="https://www.webarchive.org.uk/wayback/archive/",
        timemap="https://www.webarchive.org.uk/wayback/archive/timemap/link/",
        limits="much can only be seen in reading rooms",
        link=_REPLAY,
    ),
    Archive(
        id="vefsafn",
        name="Vefsafn.is",
        hosts=("vefsafn.is", "wayback.vefsafn.is"),
        standing=Standing.OPTIONAL,
        timegate="https://vefsafn.is/is/",
        timemap="https://vefsafn.is/is/timemap/link/",
        limits="Icelandic web",
        link=_REPLAY,
    ),
    Archive(
        id="perma",
        name="Perma.cc",
        hosts=("perma.cc",),
        standing=Standing.RECOGNISED,
        limits="deleted records answered 200",
    ),
    Archive(
        id="ghostarchive",
        name="Ghostarchive",
        hosts=("ghostarchive.org",),
        standing=Standing.RECOGNISED,
    ),
    Archive(
        id="archive-today",
        name="archive.today",
        hosts=(
            "archive.today",
            "archive.is",
            "archive.ph",
            "archive.fo",
            "archive.li",
            "archive.md",
            "archive.vn",
        ),
        standing=Standing.UNRELIABLE,
        limits="captcha for programs; captures were found altered",
        link=r"/(?P<time>\d{4}\.\d\d\.\d\d-\d{6}|\d{4,14})/(?P<original>.+)|/(?:o/\w+|newest|oldest|timegate)/(?P<quoted>.+)",
    ),
    Archive(
        id="webcitation",
        name="WebCite",
        hosts=("www.webcitation.org", "webcitation.org"),
        standing=Standing.GONE,
        limits="takes no new captures, often does not answer",
        link=r"[?&]url=(?P<quoted>[^&#]+)(?:.*?[?&]date=(?P<time>\d{4}-\d\d-\d\d))?",
    ),
    Archive(
        id="timetravel",
        name="Memento Time Travel",
        hosts=("timetravel.mementoweb.org",),
        standing=Standing.GONE,
        limits="taken down at the end of 2025",
        link=r"/memento/(?P<time>\d{4,14})/(?P<original>.+)",
    ),
    Archive(
        id="google-cache",
        name="Google's cache",
        hosts=("webcache.googleusercontent.com",),
        standing=Standing.GONE,
        limits="withdrawn in 2024",
        link=r"[?&]q=cache(?::|%3A)(?:[\w-]+(?::|%3A))??(?P<quoted>(?:https?(?::|%3A)|[\w-]+\.)[^&+]+)",
    ),
)

_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(?::\d{1,5})?(?:[/?#]|\Z)")
"""How nearly all URLs begin: nothing needs to be taken apart to know the host."""

BY_ID: Mapping[str, Archive] = MappingProxyType({archive.id: archive for archive in ARCHIVES})
_BY_HOST: Mapping[str, Archive] = MappingProxyType(
    {host: archive for archive in ARCHIVES for host in archive.hosts}
)


def is_asked(url: str) -> bool:
    """Whether a URL may be asked for at all: not where its archive is recognised as unreliable."""
    archive = archive_of(url)
    return archive is None or archive.standing is not Standing.UNRELIABLE


def archive_of(url: str) -> Archive | None:
    """The archive that a URL belongs to, None where it belongs to none."""
    plain = _PLAIN.match(url)
    try:
        host = plain[1] if plain else urlsplit(url).hostname or ""
    except ValueError:
        return None
    return _BY_HOST.get(host) or _BY_HOST.get(host.removeprefix("www."))
