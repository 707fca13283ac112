"""By what something kept is found again: the URL, and all in the settings that sways what comes back for it.

Two requests for one URL that went different ways (another proxy, resolver or User-Agent, a header for the host, a smaller body
limit) are two things that were seen. Keys are hashes (BLAKE2b, 16 bytes), so that no URL stands in the file as a key.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import getproxies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkcheck.settings import Settings

_WAY = (
    *("user_agent", "allow_private", "connect_to", "dns", "body_limit", "header_limit"),
    *("max_redirects", "timeout", "last_chance", "drift"),
)
"""What sways the answer to a request."""
_SEARCH = (
    *("wayback_url", "archives", "cdx", "copies_examined", "connect_to", "dns", "drift"),
    *("allow_private",),
)
"""What sways a search for copies."""
_RUN = (*_WAY, *_SEARCH, "tries", "second_look", "fragments", "archive", "header")
"""What makes a run another one."""


class Surroundings:
    """The settings as far as they sway what is seen; keys for what was seen under them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        way = (*_values(settings, _WAY), *_road(settings))
        self._way = _hash(way)
        self._search = _hash((*_values(settings, _SEARCH), *_road(settings)))
        self._headers: dict[str, list[str]] = {}
        self._hosts: dict[str, tuple[str, ...]] = {}
        """What is particular to a host, which many targets share."""
        for line in settings.header:
            host, _, header = line.partition("=")
            self._headers.setdefault(host.lower(), []).append(header)

    def evidence(self, request: str, host: str) -> bytes:
        """The key of what was seen at a URL."""
        if host not in self._hosts:
            name = host.lower()
            self._hosts[host] = (*self._headers.get(name, ()), *self._host_rule(name))
        return _hash(("evidence", request, *self._hosts[host]), self._way)

    def _host_rule(self, host: str) -> tuple[str, ...]:
        """What the host's row in the settings sends, and how long it waits; of a secret only whose it is."""
        rule = self._settings.host_rule(host)
        if rule is None:
            return ()
        return (repr(rule.headers), f"auth={rule.auth}", f"timeout={rule.timeout}")

    def lookup(self, *want: str) -> bytes:
        """The key of a search for copies: the URL, and what the copy should be near to and show."""
        return _hash(("lookup", *want), self._search)


def identity(urls: Iterable[str], settings: Settings) -> bytes:
    """What a run is about: the same URLs under the same settings are the same run, as long as it is not finished."""
    return _hash((*_values(settings, _RUN), *_road(settings), *urls))


def _values(settings: Settings, names: Iterable[str]) -> Iterable[str]:
    return (f"{name}={getattr(settings, name)!r}" for name in names)


def _road(settings: Settings) -> tuple[str, ...]:
    """What only its content tells: the authorities' file, and the proxies of the environment."""
    told = [f"proxy={settings.proxy}"]
    if settings.proxy == "env":
        told.append(repr(sorted(getproxies().items())))
    if settings.ca_file is not None:
        told.append(hashlib.blake2b(Path(settings.ca_file).read_bytes()).hexdigest())
    return tuple(told)


def _hash(parts: Iterable[str], start: bytes = b"") -> bytes:
    """A hash that tells where a part ends."""
    hashed = hashlib.blake2b(start, digest_size=16)
    for part in parts:
        raw = part.encode(errors="surrogatepass")
        hashed.update(len(raw).to_bytes(4))
        hashed.update(raw)
    return hashed.digest()
